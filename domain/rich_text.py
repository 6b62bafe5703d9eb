"""The one tree that every text becomes, whatever it was written in.

A text is a tuple of blocks; a paragraph, heading or table cell is a tuple of leaves. Every text in the
program is in normal form (``normalise``), so equal texts are equal values:

* leaves of the same kind and style stand merged, empty ones are gone;
* a paragraph holds no blank line (it would be two paragraphs) and does not begin or end with a line break;
* two lists of the same kind that follow each other are one list;
* a paragraph or cell is not only white space, and a table not only empty cells;
* a link has an address, and one that a browser might run or open on the reader's disk is text;
* no control characters and no lone surrogates, which no database, browser or Slack would take.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from domain.addresses import is_refused_address as is_refused_address
from domain.addresses import is_web_address as is_web_address


@dataclass(frozen=True, slots=True)
class Style:
    """How a leaf is set; ``code`` is inline code."""

    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    underline: bool = False


STYLE_NAMES = ("bold", "italic", "strike", "code", "underline")
PLAIN = Style()
BOLD = Style(bold=True)


@dataclass(frozen=True, slots=True)
class Text:
    """Characters; a line break inside a paragraph is ``\\n``."""

    text: str
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class Link:
    """A link that the writer made; a bare address has ``text == url``."""

    url: str
    text: str
    style: Style = PLAIN


class MentionKind(StrEnum):
    """What a mention points at in Slack."""

    USER = "user"
    CHANNEL = "channel"
    USERGROUP = "usergroup"


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention that the writer picked in Slack; ``id`` is Slack's."""

    kind: MentionKind
    id: str
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class Emoji:
    """An emoji picked in Slack. ``char`` is empty for the workspace's own emoji."""

    name: str
    char: str = ""
    style: Style = PLAIN


Leaf: TypeAlias = Text | Link | Mention | Emoji
Leaves: TypeAlias = tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Leaves that belong together."""

    content: Leaves


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 1 to 6."""

    level: int
    content: Leaves


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

    rows: tuple[tuple[Leaves, ...], ...]
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

# C0 and C1 controls without tab and newline, and lone surrogates
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_BETWEEN_BLANK_LINES = re.compile(r"(?:(?!\n[ \t]*\n).)+", re.DOTALL)


def clean(text: str) -> str:
    """``text`` with its line ends as ``\\n`` and without characters that cannot be stored or shown."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


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
            yield from (Heading(depth, leaves) for leaves in (_one_line(content),) if leaves)
        case List():
            yield from _normal_list(block)
        case Quote(content):
            yield from (Quote(inner) for inner in (normalise(content),) if inner)
        case Code(text, language):
            yield from (Code(t, _words(language)) for t in (clean(text).strip("\n"),) if t.strip())
        case Table():
            yield from _normal_table(block)
        case Image(alt, url, file):
            yield from _normal_image(alt, _address(url), file)
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


def _address(url: str) -> str:
    """An address as a browser would read it: without line breaks and tabs, and white space at its ends."""
    return clean(url).replace("\n", "").replace("\t", "").strip()


def _words(text: str) -> str:
    return " ".join(clean(text).split())


def _normal_table(table: Table) -> Iterator[Table]:
    width = max((len(row) for row in table.rows), default=0)
    rows = tuple(tuple(map(_one_line, row)) + ((),) * (width - len(row)) for row in table.rows)
    align = (table.align + ("",) * width)[:width]
    if any(cell for row in rows for cell in row):
        yield Table(rows, align)


def merge(leaves: Iterable[Leaf]) -> Leaves:
    """Cleans leaves, drops the empty ones and joins neighbours that differ only in their text."""
    out: list[Leaf] = []
    for leaf in map(_normal_leaf, leaves):
        if isinstance(leaf, Text | Link) and not leaf.text:
            continue
        previous = out[-1] if out else None
        if isinstance(leaf, Text | Link) and isinstance(previous, Text | Link) and _alike(previous, leaf):
            out[-1] = replace(previous, text=previous.text + leaf.text)
        else:
            out.append(leaf)
    return tuple(out)


def _normal_leaf(leaf: Leaf) -> Leaf:
    match leaf:
        case Text(text):
            return replace(leaf, text=clean(text))
        case Link(url, text, style):
            address, words = _address(url), clean(text)
            if address and not is_refused_address(address):
                return Link(address, words, style)
            return Text(f"{words} ({address})" if address not in words else words, style)
        case Mention() | Emoji():
            return leaf


def _alike(a: Text | Link, b: Text | Link) -> bool:
    return type(a) is type(b) and replace(a, text="") == replace(b, text="")


def map_text(leaves: Leaves, change: Callable[[str], str]) -> Leaves:
    """The leaves with ``change`` made to the characters of each."""
    return tuple(replace(leaf, text=change(leaf.text)) if isinstance(leaf, Text | Link) else leaf for leaf in leaves)


def _one_line(leaves: Leaves) -> Leaves:
    return _trimmed(merge(map_text(leaves, lambda text: clean(text).replace("\n", " "))))


def _split_at_blank_lines(leaves: Leaves) -> Iterator[Leaves]:
    flat = characters(leaves)
    for match in _BETWEEN_BLANK_LINES.finditer(flat):
        if part := _trimmed(cut(leaves, *match.span())):
            yield part


def _trimmed(leaves: Leaves) -> Leaves:
    """The leaves without white space at both ends; a no-break space is a character like any other."""
    flat = characters(leaves)
    if flat.isspace():
        return ()
    start = len(flat) - len(flat.lstrip(" \t\n"))
    return cut(leaves, start, max(start, len(flat.rstrip(" \t\n"))))


def characters(leaves: Leaves) -> str:
    """The characters of leaves with one stand-in for each mention and emoji, for measuring and cutting."""
    return "".join(leaf.text if isinstance(leaf, Text | Link) else "\ufffc" for leaf in leaves)


def cut(leaves: Leaves, start: int, end: int) -> Leaves:
    """The leaves between two places in ``characters(leaves)``."""
    out: list[Leaf] = []
    at = 0
    for leaf in leaves:
        length = len(leaf.text) if isinstance(leaf, Text | Link) else 1
        low, high = max(start - at, 0), min(end - at, length)
        if low < high:
            out.append(replace(leaf, text=leaf.text[low:high]) if isinstance(leaf, Text | Link) else leaf)
        at += length
    return tuple(out)


def plain(leaves: Leaves) -> str:
    """The characters of leaves, as read aloud; a mention of unknown name reads as its id."""
    return "".join(map(_plain_leaf, leaves))


def _plain_leaf(leaf: Leaf) -> str:
    match leaf:
        case Text(text=text) | Link(text=text):
            return text
        case Mention(kind, identifier):
            return ("#" if kind is MentionKind.CHANNEL else "@") + identifier
        case Emoji(name, char):
            return char or f":{name}:"


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
