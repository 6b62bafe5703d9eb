"""What the editorial checks read, and what they answer with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from domain.document import PROJECT, Document
from domain.rich_text import (
    Heading,
    Image,
    Leaves,
    Link,
    List,
    Paragraph,
    Quote,
    RichText,
    Table,
    plain,
)
from domain.update import Figure

INTRO, CLOSING = "intro", "closing"
CONTEXT = 40  # characters to either side of what was found
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”’\"')\]]*\s+(?=[“‘\"'(\[]?[A-Z0-9])|\n")
_NO_END = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|Dr|Mr|Mrs|Ms|Prof|Rev|St|No|Cllr|[A-Z]))\.$")
_QUOTED = re.compile(r"“[^”]*”|(?<!\w)‘(?:[^’]|’(?=\w))*’|\"[^\"]*\"")


class Weight(StrEnum):
    """How much a finding matters: an error would embarrass, a warning misleads somebody, a hint is taste."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check has noticed. ``key`` and ``heading`` name the item; ``found`` stands there word for word, in
    ``around``. ``instead`` is what could stand in its place, or None where only a person can know."""

    check: str
    weight: Weight
    key: str
    heading: str
    found: str
    around: str
    reason: str
    instead: str | None = None

    @property
    def text_key(self) -> tuple[str, str, str, str]:
        """The same for the same words at the same place, and for no others: what “Ignore” remembers."""
        return (self.check, self.key, self.found, self.around)


@dataclass(frozen=True)
class Line:
    """A paragraph, list item, heading or cell; ``kind`` says which."""

    leaves: Leaves
    kind: str = "paragraph"

    @cached_property
    def text(self) -> str:
        """Its characters as people read them."""
        return plain(self.leaves)

    @cached_property
    def links(self) -> list[Link]:
        """The links in it."""
        return [leaf for leaf in self.leaves if isinstance(leaf, Link)]


@dataclass(frozen=True)
class Piece:
    """An item of the edition, its intro or its closing, as lines."""

    key: str
    heading: str
    body: RichText

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Its lines in reading order."""
        return tuple(_lines(self.body))

    @cached_property
    def images(self) -> tuple[Image, ...]:
        """Its pictures."""
        return tuple(_images(self.body))

    @property
    def is_project(self) -> bool:
        """Whether it is a project's update."""
        return self.key.startswith(PROJECT)


@dataclass(frozen=True)
class Matter:
    """An edition with what it is held against. ``names`` are those of the registry: projects, organisations and
    people; ``figures`` has this edition's and the last ones of each item by its key."""

    document: Document
    previous: Document | None = None
    names: Sequence[str] = ()
    figures: Mapping[str, tuple[Sequence[Figure], Sequence[Figure]]] = field(default_factory=dict)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The edition's pieces in reading order."""
        return pieces_of(self.document)

    @property
    def starts(self) -> date:
        """The first day that the edition covers."""
        return self.document.starts

    @property
    def ends(self) -> date:
        """The last day that it covers: what “this week” is said on."""
        return self.document.ends


@dataclass(frozen=True, slots=True)
class Check:
    """A check: what it is called, how much its findings weigh, why it matters, and how it looks."""

    name: str
    weight: Weight
    reason: str
    look: Callable[[Matter], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Found:
    """A place that a check has noticed: ``found`` in ``text``, at ``at``; what could stand there instead."""

    piece: Piece
    text: str
    found: str
    at: int = 0
    instead: str | None = None


def in_lines(look: Callable[[Line], Iterator[tuple[str, int, str | None]]]) -> Callable[[Matter], Iterator[Found]]:
    """A check of single lines: ``look`` gives ``(what was found, where, what instead)``."""

    def looks(matter: Matter) -> Iterator[Found]:
        for piece in matter.pieces:
            for line in piece.lines:
                for found, at, instead in look(line):
                    yield Found(piece, line.text, found, at, instead)

    return looks


def pieces_of(document: Document) -> tuple[Piece, ...]:
    """A document's pieces in reading order."""
    items = [Piece(item.key, item.heading, item.body) for section in document.sections for item in section.items]
    return (Piece(INTRO, "Welcome", document.intro), *items, Piece(CLOSING, "Thank-you", document.closing))


def is_quoted(text: str, at: int) -> bool:
    """Whether a place stands between quotation marks: what somebody said is theirs."""
    return any(match.start() < at < match.end() for match in _QUOTED.finditer(text))


def around(text: str, found: str, at: int) -> str:
    """What was found with some words to either side."""
    start, end = max(0, at - CONTEXT), min(len(text), at + len(found) + CONTEXT)
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"


def sentences(text: str) -> Iterator[tuple[str, int]]:
    """The sentences of a line, and where each begins."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if _NO_END.search(text[start : match.start()]):
            continue
        yield text[start : match.end()].strip(), start
        start = match.end()
    if text[start:].strip():
        yield text[start:].strip(), start


def _lines(text: RichText) -> Iterator[Line]:
    for block in text:
        match block:
            case Paragraph(content):
                yield Line(content)
            case Heading(content=content):
                yield Line(content, "heading")
            case List(items):
                yield from (Line(line.leaves, "item") for item in items for line in _lines(item))
            case Quote(content):
                yield from (Line(line.leaves, "quote") for line in _lines(content))
            case Table(rows):
                yield from (Line(cell, "cell") for row in rows for cell in row)
            case _:
                continue


def _images(text: RichText) -> Iterator[Image]:
    for block in text:
        match block:
            case Image():
                yield block
            case List(items):
                yield from (image for item in items for image in _images(item))
            case Quote(content):
                yield from _images(content)
            case _:
                continue
