"""What “Apply” makes of a finding: what it proposes, in the places where it was found and nowhere else."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from domain.checks import Occurrence
from domain.checks.markup import TYPED_TABLE
from domain.checks.passage import passage
from domain.compile import content_text
from domain.inputs import InputRows, Kind
from domain.news import NewsItem
from domain.text.rich_text import RichText
from domain.text.rich_text_replace import with_address, with_instead
from domain.text.spaces import with_plain_spaces
from domain.text.typed_table import with_table
from domain.update import HEADLINE_LENGTH, UpdateContent
from domain.update_fields import ROWS
from domain.welcome import Welcome

Thing = TypeVar("Thing", UpdateContent, NewsItem, Welcome)


def applied(
    thing: Thing, places: Iterable[Occurrence], apply: Callable[[Thing, Occurrence], Thing | None]
) -> tuple[Thing, int]:
    """The thing with ``apply`` done at each of these places where it can be, and at how many."""
    done = 0
    for place in _in_turn(places):
        changed = apply(thing, place)
        thing, done = (thing, done) if changed is None else (changed, done + 1)
    return thing, done


def _in_turn(places: Iterable[Occurrence]) -> Iterator[Occurrence]:
    """In each line the last place first, and each with its line as the ones before it leave that. Of two lines that
    read the same, the first is done with before the second begins."""
    lines: dict[tuple[str, int], list[Occurrence]] = defaultdict(list)
    seen: Counter[tuple[str, int]] = Counter()
    for place in places:
        lines[place.line, seen[place.line, place.at]].append(place)
        seen[place.line, place.at] += 1
    for (line, _), here in lines.items():
        text = line
        for place in sorted(here, key=lambda one: one.at, reverse=True):
            yield replace(place, line=text)
            text = _with_instead(text, place, place.at)


def in_update(content: UpdateContent, place: Occurrence) -> UpdateContent | None:
    """The update whose text differs in what the place proposes and in nothing else; None where none does."""
    if place.is_address:
        return _leading_there(content, place)
    if place.check == TYPED_TABLE:
        return next(_in_texts(content, place, ("body", "next")), None)
    lines = _lines(content)
    if place.line not in lines:
        return None
    lines[lines.index(place.line)] = _with_instead(place.line, place, place.at)
    return next((one for one in _candidates(content, place) if _lines(one) == lines), None)


def in_texts(thing: Thing, place: Occurrence, *names: str) -> Thing | None:
    """The thing with what is proposed applied in the first of these texts of it that has its line; None without any."""
    return next(_in_texts(thing, place, names), None)


def _in_texts(thing: Thing, place: Occurrence, names: tuple[str, ...]) -> Iterator[Thing]:
    for name in names:
        text = getattr(thing, name)
        changed = _reworded(text, place)
        if changed != text:
            changes: dict[str, Any] = {name: changed}
            yield replace(thing, **changes)


def _reworded(text: RichText, place: Occurrence) -> RichText:
    if place.is_address:
        return with_address(text, place.found, place.instead or "")
    if place.check == TYPED_TABLE:
        return with_table(text, place.line)
    return with_instead(text, place.line, place.at, place.found, place.instead or "")


def _leading_there(content: UpdateContent, place: Occurrence) -> UpdateContent | None:
    """The update whose links lead where they should; None where none led to what was found."""
    now = place.instead or ""
    links = tuple(replace(link, url=now) if link.url == place.found else link for link in content.links)
    texts = {name: with_address(getattr(content, name), place.found, now) for name in ("body", "next")}
    changes: dict[str, Any] = {**texts, "links": links}
    changed = replace(content, **changes)
    return None if changed == content else changed


def _candidates(content: UpdateContent, place: Occurrence) -> Iterator[UpdateContent]:
    headline = _with_instead(content.headline, place, place.at)
    if with_plain_spaces(content.headline) == place.line and len(headline) <= HEADLINE_LENGTH:
        yield replace(content, headline=headline)
    yield from _in_texts(content, place, ("body", "next"))
    for rows in ROWS.values():
        things = getattr(content, rows.stored)
        for number, thing in enumerate(things):
            for changed in _in_thing(rows, thing, place):
                changes: dict[str, Any] = {rows.stored: (*things[:number], changed, *things[number + 1 :])}
                yield replace(content, **changes)


def _in_thing(rows: InputRows, thing: Any, place: Occurrence) -> Iterator[Any]:
    for name in (one.name for one in rows.inputs if one.kind is Kind.LINE):
        words = getattr(thing, name)
        for match in re.finditer(re.escape(place.found), with_plain_spaces(words)):
            yield replace(thing, **{name: _with_instead(words, place, match.start())})


def _with_instead(words: str, place: Occurrence, at: int) -> str:
    return words[:at] + (place.instead or "") + words[at + len(place.found) :]


def _lines(content: UpdateContent) -> list[str]:
    return [line.text for line in passage(content_text(content)).lines]
