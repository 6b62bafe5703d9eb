"""The one tree that every text becomes, whatever it was written in.

A text is a tuple of blocks, words are tuples of inlines; see ``domain.text.normal_form``: equal texts are equal values.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Style:
    """How an inline is set; ``code`` is inline code, ``language`` one that its writer named, such as ``cy``."""

    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    underline: bool = False
    language: str = ""


STYLE_NAMES = ("bold", "italic", "strike", "code", "underline")
PLAIN = Style()
BOLD = Style(bold=True)


@dataclass(frozen=True, slots=True)
class Text:
    """Characters; a line break inside a paragraph is ``\\n``."""

    text: str
    style: Style = PLAIN

    def __hash__(self) -> int:  # the words tell most texts apart, and editions have many to look up
        return hash(self.text)


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
    """A mention that the writer picked in Slack; ``id`` is Slack's, and is what it says: two that differ in their
    ``name`` alone, which may be empty, are equal."""

    kind: MentionKind
    id: str
    style: Style = PLAIN
    name: str = field(default="", compare=False, repr=False)  # nor is it in what is made of a ``repr``


@dataclass(frozen=True, slots=True)
class Emoji:
    """An emoji picked in Slack. ``char`` is empty for the workspace's own emoji."""

    name: str
    char: str = ""
    style: Style = PLAIN


Inline: TypeAlias = Text | Link | Mention | Emoji
Inlines: TypeAlias = tuple[Inline, ...]


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
    """A picture at an address, or a file put into Slack; without either only its description is known."""

    alt: str
    url: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What no reader sees and editors hear of, such as a comment: it says what it was."""

    words: str


Block: TypeAlias = Paragraph | Heading | List | Quote | Code | Table | Rule | Image | LeftOut
RichText: TypeAlias = tuple[Block, ...]
