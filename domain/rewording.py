"""What “Apply” makes of a finding: what it proposes, in the place where it was found and nowhere else."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeVar

from domain.checks import Finding
from domain.checks.passage import passage
from domain.compile import content_text
from domain.inputs import InputRows, Kind
from domain.news import NewsItem
from domain.text.rich_text_replace import with_instead
from domain.text.spaces import with_plain_spaces
from domain.update import HEADLINE_LENGTH, UpdateContent
from domain.update_fields import ROWS
from domain.welcome import Welcome

Thing = TypeVar("Thing", UpdateContent, NewsItem, Welcome)


def in_update(content: UpdateContent, finding: Finding) -> UpdateContent | None:
    """The update whose text differs in what the finding proposes and in nothing else; None where none does."""
    lines = _lines(content)
    if finding.line not in lines:
        return None
    lines[lines.index(finding.line)] = _with_instead(finding.line, finding, finding.at)
    return next((one for one in _candidates(content, finding) if _lines(one) == lines), None)


def in_texts(thing: Thing, finding: Finding, *names: str) -> Thing | None:
    """The thing with the finding applied in the first of these texts of it that has its line; None without any."""
    return next(_in_texts(thing, finding, names), None)


def _in_texts(thing: Thing, finding: Finding, names: tuple[str, ...]) -> Iterator[Thing]:
    for name in names:
        text = getattr(thing, name)
        changed = with_instead(text, finding.line, finding.at, finding.found, finding.instead or "")
        if changed != text:
            changes: dict[str, Any] = {name: changed}
            yield replace(thing, **changes)


def _candidates(content: UpdateContent, finding: Finding) -> Iterator[UpdateContent]:
    headline = _with_instead(content.headline, finding, finding.at)
    if with_plain_spaces(content.headline) == finding.line and len(headline) <= HEADLINE_LENGTH:
        yield replace(content, headline=headline)
    yield from _in_texts(content, finding, ("body", "next"))
    for rows in ROWS.values():
        things = getattr(content, rows.stored)
        for place, thing in enumerate(things):
            for changed in _in_thing(rows, thing, finding):
                changes: dict[str, Any] = {rows.stored: (*things[:place], changed, *things[place + 1 :])}
                yield replace(content, **changes)


def _in_thing(rows: InputRows, thing: Any, finding: Finding) -> Iterator[Any]:
    for name in (one.name for one in rows.inputs if one.kind is Kind.LINE):
        words = getattr(thing, name)
        for match in re.finditer(re.escape(finding.found), with_plain_spaces(words)):
            yield replace(thing, **{name: _with_instead(words, finding, match.start())})


def _with_instead(words: str, finding: Finding, at: int) -> str:
    return words[:at] + (finding.instead or "") + words[at + len(finding.found) :]


def _lines(content: UpdateContent) -> list[str]:
    return [line.text for line in passage(content_text(content)).lines]
