"""The one tree that every text becomes, whatever it was written in.

A text is a tuple of blocks; a paragraph, heading or table cell is a tuple of inlines. Every text in the
program is in normal form (``normalise``), so equal texts are equal values:

* inlines of the same kind and style stand merged, empty ones are gone;
* a paragraph holds no blank line (it would be two paragraphs) and does not begin or end with a line break;
* two lists of the same kind that follow each other are one list;
* a paragraph or cell is not only white space, and a table not only empty cells;
* a link has an address, and one that a browser might run or open on the reader's disk is text;
* no control characters and no lone surrogates, which no database, browser or Slack would take.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from domain.text.addresses import is_refused_address as is_refused_address
from domain.text.addresses import is_web_address as is_web_address
from domain.text.inline import BOLD as BOLD
from domain.text.inline import PLAIN as PLAIN
from domain.text.inline import STYLE_NAMES as STYLE_NAMES
from domain.text.inline import Emoji as Emoji
from domain.text.inline import Inline as Inline
from domain.text.inline import Inlines as Inlines
from domain.text.inline import Link as Link
from domain.text.inline import Mention as Mention
from domain.text.inline import MentionKind as MentionKind
from domain.text.inline import Style as Style
from domain.text.inline import Text as Text
from domain.text.inline import address
from domain.text.inline import characters as characters
from domain.text.inline import clean as clean
from domain.text.inline import cut as cut
from domain.text.inline import map_text as map_text
from domain.text.inline import merge as merge
from domain.text.inline import plain as plain


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Inlines that belong together."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 1 to 6."""

    level: int
    content: Inlines


@dataclass(frozen=True, slots=True)
class List:
    """A list; each item is a text of its own, so lists nest. ``start`` counts for ordered ones."""

    items: tuple[RichText, ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation."""

    content: RichText


@dataclass(frozen=True, slots=True)
class Code:
    """Preformatted text, kept to the character."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first row being the header; ``align`` per column: left, center, right or empty."""

    rows: tuple[tuple[Inlines, ...], ...]
    align: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture at an address, or a file that somebody put into Slack; without either only its description
    is known."""

    alt: str
    url: str = ""
    file: str = ""


Block: TypeAlias = Paragraph | Heading | List | Quote | Code | Table | Rule | Image
RichText: TypeAlias = tuple[Block, ...]

_BETWEEN_BLANK_LINES = re.compile(r"(?:(?!\n[ \t]*\n).)+", re.DOTALL)


def paragraph(text: str, style: Style = PLAIN) -> RichText:
    """Plain characters as a text: blank lines separate paragraphs."""
    return normalise((Paragraph((Text(text, style),)),))


def normalise(blocks: Iterable[Block]) -> RichText:
    """The normal form described at the top of this module."""
    return joined(part for block in blocks for part in _normal(block))


def joined(blocks: Iterable[Block]) -> RichText:
    """Blocks that are each in normal form as one text: lists that follow each other become one."""
    out: list[Block] = []
    for block in blocks:
        previous = out[-1] if out else None
        if isinstance(block, List) and isinstance(previous, List) and _continues(previous, block):
            out[-1] = replace(previous, items=previous.items + block.items)
        else:
            out.append(block)
    return tuple(out)


def _continues(first: List, second: List) -> bool:
    if first.ordered != second.ordered:
        return False
    return not first.ordered or second.start == first.start + len(first.items)


def _normal(block: Block) -> Iterator[Block]:
    match block:
        case Paragraph(content):
            yield from (Paragraph(part) for part in _split_at_blank_lines(merge(content)))
        case Heading(level, content):
            depth = max(1, min(level, 6))
            yield from (Heading(depth, inlines) for inlines in (_one_line(content),) if inlines)
        case List():
            yield from _normal_list(block)
        case Quote(content):
            yield from (Quote(inner) for inner in (normalise(content),) if inner)
        case Code(text, language):
            yield from (Code(t, _words(language)) for t in (clean(text).strip("\n"),) if t.strip())
        case Table():
            yield from _normal_table(block)
        case Image(alt, url, file):
            yield from _normal_image(alt, address(url), file)
        case Rule():
            yield block


def _normal_list(block: List) -> Iterator[List]:
    items = tuple(item for item in map(normalise, block.items) if item)
    start = max(0, min(block.start, 999_999_999)) if block.ordered else 1  # CommonMark: at most nine digits
    if items:
        yield List(items, ordered=block.ordered, start=start)


def _normal_image(alt: str, url: str, file: str) -> Iterator[Image]:
    if is_refused_address(url):
        alt, url = f"{alt} ({url})", ""
    if (words := _words(alt)) or url or file:
        yield Image(words, url, file)


def _words(text: str) -> str:
    return " ".join(clean(text).split())


def _normal_table(table: Table) -> Iterator[Table]:
    width = max((len(row) for row in table.rows), default=0)
    rows = tuple(tuple(map(_one_line, row)) + ((),) * (width - len(row)) for row in table.rows)
    align = (table.align + ("",) * width)[:width]
    if any(cell for row in rows for cell in row):
        yield Table(rows, align)


def _one_line(inlines: Inlines) -> Inlines:
    return _trimmed(merge(map_text(inlines, lambda text: clean(text).replace("\n", " "))))


def _split_at_blank_lines(inlines: Inlines) -> Iterator[Inlines]:
    flat = characters(inlines)
    for match in _BETWEEN_BLANK_LINES.finditer(flat):
        if part := _trimmed(cut(inlines, *match.span())):
            yield part


def _trimmed(inlines: Inlines) -> Inlines:
    """The inlines without white space at both ends; a no-break space is a character like any other."""
    flat = characters(inlines)
    if flat.isspace():
        return ()
    start = len(flat) - len(flat.lstrip(" \t\n"))
    return cut(inlines, start, max(start, len(flat.rstrip(" \t\n"))))


def plain_text(text: RichText) -> str:
    """All characters of a text in reading order, a line for each paragraph, item or row."""
    return "\n".join(line for block in text for line in _plain_lines(block))


def _plain_lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(content) | Heading(content=content):
            yield plain(content)
        case List(items):
            for item in items:
                yield from (line for child in item for line in _plain_lines(child))
        case Quote(content):
            yield from (line for child in content for line in _plain_lines(child))
        case Code(text):
            yield text
        case Table(rows):
            yield from (" | ".join(map(plain, row)) for row in rows)
        case Image(alt):
            yield alt
        case Rule():
            return
