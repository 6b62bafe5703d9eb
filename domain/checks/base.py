"""What the editorial checks look at, and what they answer with."""

import hashlib
import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, TypeAlias

from domain.checks.passage import REMEMBERED, Line, Passage, passage
from domain.document import CLOSING, INTRO, PROJECT, Document
from domain.remembered import remembered
from domain.update import Figure


class Weight(StrEnum):
    """How much a finding matters: an error would be wrong in print whoever reads it; at a warning a reader outside the
    team, or years from now, is lost; a hint is style."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """Where a check has noticed something. ``key`` and ``heading`` name the item; ``found`` stands there word for word,
    in ``around``, and ``at`` in ``line``, whose spaces are all U+0020. ``instead`` is what could stand in its place,
    or None where only a person can know. Where ``is_address``, both are addresses to which a link leads."""

    check: str
    key: str
    heading: str
    found: str
    around: str
    line: str
    at: int
    instead: str | None = None
    is_address: bool = False

    @property
    def digest(self) -> str:
        """32 characters for these words at this place and no others: what “Ignore” remembers."""
        return _digest(self.check, self.key, self.found, self.around)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check has noticed: one cause, with every place where it shows. Either all of them have an ``instead`` or
    none has. ``key``, ``heading``, ``found``, ``around``, ``line``, ``at`` and ``instead`` are the first place's."""

    check: str
    weight: Weight
    reason: str
    places: tuple[Occurrence, ...]

    @property
    def digest(self) -> str:
        """32 characters for these places and no others."""
        digests = [place.digest for place in self.places]
        return digests[0] if len(digests) == 1 else _digest(*digests)

    @property
    def words(self) -> tuple[str, ...]:
        """What was found, each once."""
        return tuple(dict.fromkeys(place.found for place in self.places))

    @property
    def headings(self) -> tuple[str, ...]:
        """The items in which it was found, each once."""
        return tuple(dict.fromkeys(place.heading for place in self.places))

    def where(self, is_wanted: Callable[[Occurrence], bool]) -> "Finding | None":
        """The finding with the wanted ones of its places; None without any."""
        places = tuple(place for place in self.places if is_wanted(place))
        return replace(self, places=places) if places else None

    @property
    def key(self) -> str:
        return self.places[0].key

    @property
    def heading(self) -> str:
        return self.places[0].heading

    @property
    def found(self) -> str:
        return self.places[0].found

    @property
    def around(self) -> str:
        return self.places[0].around

    @property
    def line(self) -> str:
        return self.places[0].line

    @property
    def at(self) -> int:
        return self.places[0].at

    @property
    def instead(self) -> str | None:
        return self.places[0].instead


def _digest(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode()).hexdigest()[:32]


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
    """The first and the last day that the edition covers, and the day on which something in it was said."""

    starts: date
    ends: date
    said_on: date
    is_month_first: bool = False


@dataclass(frozen=True)
class CheckInput:
    """An edition with what it is held against. ``names`` are those of the registry: projects, organisations and
    people. By the keys of items: ``left_out`` is what readers are not shown of them, ``figures`` has this edition's
    and the last ones, ``said_on`` the days on which they were written, as far as they are known. Where
    ``is_month_first``, 10/12/2025 is a day in October. ``glossary`` has the abbreviations that readers know;
    ``sources`` the Markdown of items that came from a file, whose ends of lines are spaces in the document."""

    document: Document
    previous: Document | None = None
    names: Sequence[str] = ()
    left_out: Mapping[str, Sequence[str]] = field(default_factory=dict)
    figures: Mapping[str, tuple[Sequence[Figure], Sequence[Figure]]] = field(default_factory=dict)
    said_on: Mapping[str, date] = field(default_factory=dict)
    is_month_first: bool = False
    glossary: Collection[str] = ()
    sources: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def pieces(self) -> tuple[CheckedText, ...]:
        """The edition's pieces in reading order."""
        return pieces_of(self.document)

    def window(self, piece: CheckedText) -> Window:
        """When a piece was said; where that is not known, on the last day that the edition covers."""
        return self._windows[piece.key]

    @cached_property
    def _windows(self) -> dict[str, Window]:
        starts, ends = self.document.starts, self.document.ends
        said_on = {piece.key: self.said_on.get(piece.key, ends) for piece in self.pieces}
        return {key: Window(starts, ends, day, self.is_month_first) for key, day in said_on.items()}


@dataclass(frozen=True, slots=True)
class Found:
    """A place that a check has noticed: ``found`` in ``text``, at ``at``; what could stand there instead."""

    piece: CheckedText
    text: str
    found: str
    at: int = 0
    instead: str | None = None
    is_address: bool = False


# Two prepositions or two years in a row, an article before a preposition, a date of which a part is left over.
_READS_WRONG = re.compile(
    r"\b(?:on|in|at|by|of|to|from|for|since|until|over|the|an?)[ ]+(?:on|in)\b"
    r"|\b\d{4}[ ,]*\d{4}\b|\b\d{4} (?:(?:of )?\d{1,2} )?(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b"
    r"|\b\d{4} (?:morning|afternoon|evening|night)\b|\b(\w+)[ ]+\1\b",
    re.IGNORECASE,
)
Look: TypeAlias = Callable[[CheckInput], Iterator[Found]]
Seen: TypeAlias = tuple[str, int, str | None]  # what was found in a line, where, and what could stand there instead
Where: TypeAlias = Callable[[Passage], Iterable[Line]]


class Together(StrEnum):
    """Which places of a check have one cause."""

    NONE = "none"
    WORDS = "words"  # the same ones in the whole edition
    ITEM = "item"
    EDITION = "edition"


@dataclass(frozen=True, slots=True)
class Check:
    """A check: what it is called, how much its findings weigh, why it matters, how it looks, and which of the places
    that it notices are one finding."""

    name: str
    weight: Weight
    reason: str
    look: Look
    together: Together = Together.NONE

    def cause(self, place: Occurrence) -> Hashable:
        """Equal for places with one cause."""
        causes: Mapping[Together, Hashable] = {
            Together.NONE: (place.key, place.line, place.at, place.found),
            Together.WORDS: place.found.casefold(),
            Together.ITEM: place.key,
            Together.EDITION: "",
        }
        return causes[self.together], place.instead is None


def every_line(passage: Passage) -> Iterable[Line]:
    """All that a passage has: for checks that no cheaper look can spare most lines."""
    return passage.lines


def having(words: Collection[str]) -> Where:
    """The lines that have one of these words, which are in small letters."""
    wanted = frozenset(words)
    return lambda passage: passage.with_words(wanted)


def in_lines(look: Callable[[Line], Iterator[Seen]], where: Where = every_line) -> Look:
    """A check of single lines; ``where`` spares it those in which it would find nothing."""
    return in_dated_lines(lambda line, _: look(line), where)


def in_dated_lines(look: Callable[[Line, Window], Iterator[Seen]], where: Where = every_line) -> Look:
    """A check of single lines for which it matters when they were said."""

    @remembered(REMEMBERED)
    def seen(passage: Passage, window: Window) -> tuple[tuple[Line, Seen], ...]:
        return tuple((line, _read_again(line, one)) for line in where(passage) for one in look(line, window))

    def looks(given: CheckInput) -> Iterator[Found]:
        for piece in given.pieces:
            for line, (found, at, instead) in seen(piece.passage, given.window(piece)):
                yield Found(piece, line.text, found, at, instead)

    return looks


def _read_again(line: Line, seen: Seen) -> Seen:
    """What was seen, without what could stand there instead where the line would not read right with it."""
    found, at, instead = seen
    if instead is None:
        return seen
    after = line.text[:at] + instead + line.text[at + len(found) :]
    start, end = max(0, at - 1), at + len(instead) + 1
    is_wrong = any(match.end() > start and match.start() < end for match in _READS_WRONG.finditer(after))
    return found, at, None if is_wrong else instead


def pieces_of(document: Document) -> tuple[CheckedText, ...]:
    """A document's pieces in reading order."""
    return (
        CheckedText(INTRO, "Welcome", passage(document.intro)),
        *(CheckedText(item.key, item.heading, passage(item.body)) for item in document.items),
        CheckedText(CLOSING, "Thank-you", passage(document.closing)),
    )
