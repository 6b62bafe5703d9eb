"""What the editorial checks look at, and what they answer with."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeAlias

from domain.checks.passage import REMEMBERED, Line, Passage, passage
from domain.document import CLOSING, INTRO, PROJECT, Document
from domain.update import Figure


class Weight(StrEnum):
    """How much a finding matters: an error would embarrass, a warning misleads somebody, a hint is taste."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check has noticed. ``key`` and ``heading`` name the item; ``found`` stands there word for word, in
    ``around``, and ``at`` in ``line``, whose spaces are all U+0020. ``instead`` is what could stand in its place, or
    None where only a person can know."""

    check: str
    weight: Weight
    key: str
    heading: str
    found: str
    around: str
    line: str
    at: int
    reason: str
    instead: str | None = None

    @property
    def digest(self) -> str:
        """32 characters for these words at this place and no others: what “Ignore” remembers."""
        words = "\0".join((self.check, self.key, self.found, self.around))
        return hashlib.sha256(words.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class CheckedText:
    """An item of the edition, its intro or its closing."""

    key: str
    heading: str
    passage: Passage

    @property
    def is_project(self) -> bool:
        """Whether it is a project's update."""
        return self.key.startswith(PROJECT)


class Window(NamedTuple):
    """The first day that the edition covers, and the day on which something in it was said."""

    starts: date
    said_on: date


@dataclass(frozen=True)
class CheckInput:
    """An edition with what it is held against. ``names`` are those of the registry: projects, organisations and
    people. By the keys of items: ``left_out`` is what readers are not shown of them, ``figures`` has this edition's
    and the last ones, ``said_on`` the days on which they were written, as far as they are known."""

    document: Document
    previous: Document | None = None
    names: Sequence[str] = ()
    left_out: Mapping[str, Sequence[str]] = field(default_factory=dict)
    figures: Mapping[str, tuple[Sequence[Figure], Sequence[Figure]]] = field(default_factory=dict)
    said_on: Mapping[str, date] = field(default_factory=dict)

    @cached_property
    def pieces(self) -> tuple[CheckedText, ...]:
        """The edition's pieces in reading order."""
        return pieces_of(self.document)

    def window(self, piece: CheckedText) -> Window:
        """When a piece was said; where that is not known, on the last day that the edition covers."""
        return Window(self.document.starts, self.said_on.get(piece.key, self.document.ends))


@dataclass(frozen=True, slots=True)
class Found:
    """A place that a check has noticed: ``found`` in ``text``, at ``at``; what could stand there instead."""

    piece: CheckedText
    text: str
    found: str
    at: int = 0
    instead: str | None = None


Look: TypeAlias = Callable[[CheckInput], Iterator[Found]]
Seen: TypeAlias = tuple[str, int, str | None]  # what was found in a line, where, and what could stand there instead


@dataclass(frozen=True, slots=True)
class Check:
    """A check: what it is called, how much its findings weigh, why it matters, and how it looks."""

    name: str
    weight: Weight
    reason: str
    look: Look


def in_lines(look: Callable[[Line], Iterator[Seen]]) -> Look:
    """A check of single lines."""
    return in_dated_lines(lambda line, _: look(line))


def in_dated_lines(look: Callable[[Line, Window], Iterator[Seen]]) -> Look:
    """A check of single lines for which it matters when they were said."""

    @lru_cache(maxsize=REMEMBERED)
    def seen(passage: Passage, window: Window) -> tuple[tuple[Line, Seen], ...]:
        return tuple((line, one) for line in passage.lines for one in look(line, window))

    def looks(given: CheckInput) -> Iterator[Found]:
        for piece in given.pieces:
            for line, (found, at, instead) in seen(piece.passage, given.window(piece)):
                yield Found(piece, line.text, found, at, instead)

    return looks


def pieces_of(document: Document) -> tuple[CheckedText, ...]:
    """A document's pieces in reading order."""
    return (
        CheckedText(INTRO, "Welcome", passage(document.intro)),
        *(CheckedText(item.key, item.heading, passage(item.body)) for item in document.items),
        CheckedText(CLOSING, "Thank-you", passage(document.closing)),
    )
