"""What a reader sees of a text in each format: characters, white space aside, and where links and pictures lead."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from markdown_it import MarkdownIt

from domain.text.rich_text import RichText
from domain.text.rich_text_json import as_json
from rendering.formats import html, markdown, text
from rendering.formats.edition_text import public
from tests.unit.shown import Json, Page, inlines_of, messages, shown

_gfm = MarkdownIt("gfm-like")
_DECORATION = re.compile(r"Image:|[-—=~.>|•\d]")  # what Slack and plain text set beside words


@dataclass(frozen=True)
class Seen:
    characters: str
    leads_to: tuple[str, ...]

    @classmethod
    def of(cls, words: str, leads_to: Iterator[str]) -> Seen:
        return cls("".join(words.split()), tuple(place for place, _ in groupby(leads_to) if ":" in place))


def in_page(source: str) -> Seen:
    """In a browser; of a picture, its description."""
    page, words = Page(source), ""
    for name, *attributes in page.events:
        if name == "words":
            words += attributes[0]
        elif name == "img":
            words += next((one.removeprefix("alt=") for one in attributes if one.startswith("alt=")), "")
    return Seen.of(words, (str(known.get("href") or known.get("src")) for known in page.named("a", "img")))


def in_slack(text: RichText) -> Seen:
    """In messages of Slack."""
    posted = messages(text)
    return Seen.of(shown(posted), (place for message in posted for block in message for place in _places(block)))


def _places(block: Json) -> Iterator[str]:
    if block["type"] == "image":
        yield block["image_url"]
    yield from (inline["url"] for inline in inlines_of(block) if inline["type"] == "link")


def in_text(rich: RichText, leads_to: tuple[str, ...]) -> Seen:
    """In plain text, where an address stands behind the words that lead to it, unless it is these words."""
    written = text.text(rich)
    places = re.findall("|".join(re.escape(one) for one in sorted(leads_to, key=len, reverse=True)) or r"\Z.", written)
    for place in leads_to:
        written = written.replace(f" ({place})", "").replace(f"({place})", "")
    return Seen.of(written.replace("~~", ""), iter(places))


def in_json(rich: RichText) -> Seen:
    """In the open data, whoever reads its text and addresses from top to bottom."""
    found = list(_values(json.loads(json.dumps(as_json(rich)))))
    words = (value for key, value in found if key in ("text", "alt", "char"))
    return Seen.of(" ".join(words), (value for key, value in found if key == "url"))


def _values(part: object) -> Iterator[tuple[str, str]]:
    for key, value in part.items() if isinstance(part, dict) else ():
        yield from [(key, value)] if isinstance(value, str) else _values(value)
    for value in part if isinstance(part, list) else ():
        yield from _values(value)


def everywhere(rich: RichText, leads_to: tuple[str, ...]) -> Mapping[str, Seen]:
    """What is seen of a text, by format."""
    return {
        "slack": in_slack(rich),
        "markdown": in_page(_gfm.render(markdown.text(public(rich)))),
        "html": in_page(str(html.text(rich))),
        "text": in_text(rich, leads_to),
        "json": in_json(rich),
    }


def besides(seen: str, characters: str) -> str | None:
    """What is seen besides these characters, which come in their order; nothing says that one is missing."""
    rest = iter(seen)
    more: list[str] = []
    for character in characters:
        for other in rest:
            if other == character:
                break
            more.append(other)
        else:
            return None
    return "".join((*more, *rest))


def only_decoration(more: str) -> bool:
    """Whether what is seen besides words is what Slack or plain text sets beside them: bullets, numbers, bars."""
    return not _DECORATION.sub("", more)
