"""Checks of what was said before: in this edition, in the last one, and in figures."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from rapidfuzz import fuzz, process

from domain.checks.base import CheckedText, CheckInput, Found, pieces_of
from domain.checks.days import WILL
from domain.checks.passage import REMEMBERED, Line, Passage, may_say
from domain.names import folded
from domain.update import Figure

ALIKE = 92  # of 100, as rapidfuzz counts
IN_A_ROW = 4  # words that lines which are alike share somewhere
MARKS = 8  # of a line
LONG_ENOUGH = 60  # characters: shorter lines are often the same by right

Marks = tuple[int, ...]
_NAMES_AND_NUMBERS = re.compile(r"(?<!^)\b(?:[A-Z]\w+|\d[\d.,:]*)")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_ORDINAL = rf"(?P<ordinal>{'|'.join(_ORDINALS)})"
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_IN_TURN = {"sprint", "phase", "round", "stage"}
_COUNTED = re.compile(
    rf"\b(?:the |(?P<our>our ))?{_ORDINAL} (?:of (?:the |our )?(?P<number>{'|'.join(_NUMBERS)}|\d+) )?"
    r"(?P<thing>sprint|workshop|session|phase|round|visit|stage|pilot)s?\b",
    re.IGNORECASE,
)


class _Said:
    """Lines that have been said, found again by their marks."""

    def __init__(self) -> None:
        self._by_mark: dict[int, list[str]] = defaultdict(list)

    def add(self, line: str, marks: Marks) -> None:
        for mark in marks:
            self._by_mark[mark].append(line)

    def like(self, line: str, marks: Marks) -> list[str]:
        """What has been said that is the same or nearly the same."""
        others = {other for mark in marks for other in self._by_mark.get(mark, ())}
        alike = process.extract(line, others, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
        return [other for other, *_ in alike if not _tell_of_others(line, other)]


def _tell_of_others(line: str, other: str) -> bool:
    """Whether each of two lines has a name or a number that the other has not: they tell of different things."""
    said, others = ({*_NAMES_AND_NUMBERS.findall(text)} for text in (line, other))
    return bool(said - others and others - said)


def _marks(line: str) -> Marks:
    """The smallest numbers among those that stand for each four words in a row: lines that are alike have most of
    these in common, and of all the others only few share any."""
    words = [*map(_number, line.casefold().split())]
    rows = zip(*(words[start:] for start in range(IN_A_ROW)), strict=False)
    return tuple(sorted({hash(row) for row in rows} or {hash(tuple(words))})[:MARKS])


@lru_cache(maxsize=65_536)
def _number(word: str) -> int:
    """A number for a word, the same in every process."""
    return crc32(word.encode())


def repeated_here(given: CheckInput) -> Iterator[Found]:
    """A paragraph that stands twice in this edition. A quotation that a pull quote repeats does so by design, and so
    do several items that say in the same words where to read or ask more."""
    said = _Said()
    keys: dict[str, str] = {}  # of the last item that says it
    for piece in given.pieces:
        for text, marks in _marked(piece.passage):
            others = said.like(text, marks)
            is_here = any(keys[other] == piece.key for other in others)
            if is_here or (others and not _leads_on(piece.passage, text)):
                yield Found(piece, text, text)
            said.add(text, marks)
            keys[text] = piece.key


def _leads_on(passage: Passage, text: str) -> bool:
    return "@" in text or any(line.text == text and line.links for line in passage.lines)


def repeated_in_list(given: CheckInput) -> Iterator[Found]:
    """An item that its neighbour in the list repeats, or a link that the list has already."""
    for piece in given.pieces:
        seen: list[Line] = []
        for line in piece.passage.lines:
            if line.kind != "item":
                seen = []
                continue
            if any(_is_again(line, other, is_next=other is seen[-1]) for other in seen):
                yield Found(piece, line.text, line.text)
            seen.append(line)


def _is_again(line: Line, other: Line, *, is_next: bool) -> bool:
    if len(line.text) >= LONG_ENOUGH or folded(line.text) != folded(other.text):
        return False
    if " " not in line.text and not line.links:
        return False  # “Yes”, twice
    addresses = [[link.url for link in one.links] for one in (line, other)]
    return addresses[0] == addresses[1] and (is_next or bool(addresses[0]))


def repeated_from_last(given: CheckInput) -> Iterator[Found]:
    """A paragraph of the last edition, as if it were news."""
    if given.previous is None:
        return
    before = _said_in(tuple(piece.passage for piece in _items(pieces_of(given.previous))))
    for piece in _items(given.pieces):
        marked = _marked(piece.passage)
        yield from (Found(piece, text, text) for text, marks in marked if before.like(text, marks))


@lru_cache(maxsize=32)
def _said_in(passages: tuple[Passage, ...]) -> _Said:
    said = _Said()
    for passage in passages:
        for text, marks in _marked(passage):
            said.add(text, marks)
    return said


def _items(pieces: tuple[CheckedText, ...]) -> tuple[CheckedText, ...]:
    """Welcome and thank-you may say the same each time."""
    return pieces[1:-1]


@lru_cache(maxsize=REMEMBERED)
def _marked(passage: Passage) -> tuple[tuple[str, Marks], ...]:
    """The long lines of a passage with their marks."""
    texts = [
        line.text for line in passage.lines if line.kind in ("paragraph", "item") and len(line.text) >= LONG_ENOUGH
    ]
    return tuple((text, _marks(text)) for text in texts if len(text) >= LONG_ENOUGH)


def counts(given: CheckInput) -> Iterator[Found]:
    """“The first of three sprints” in an item that speaks of “our third sprint”, or of “the second of four sprints”."""
    for piece in given.pieces:
        said: dict[str, list[_Count]] = defaultdict(list)
        for line, match in _counted(piece.passage):
            count = _count(match)
            is_wrong = count.is_too_high or any(count.contradicts(other) for other in said[match["thing"].lower()])
            if is_wrong and not WILL.search(line.sentence_at(match.start())):
                yield Found(piece, line.text, match[0], match.start())
            said[match["thing"].lower()].append(count)


class _Count(NamedTuple):
    """“The first of three sprints”, or “our first sprint”; what is not said is 0 or false."""

    number: int
    total: int
    is_ours: bool  # of what one goes through in turn

    @property
    def is_too_high(self) -> bool:
        return 0 < self.total < self.number

    def contradicts(self, other: "_Count") -> bool:
        total = self.total or other.total
        has_other_total = other.total not in (0, total)
        is_elsewhere = self.number != other.number and bool(total) and self.is_ours != other.is_ours
        return has_other_total or 0 < total < max(self.number, other.number) or is_elsewhere


def _count(match: re.Match[str]) -> _Count:
    words = (match["number"] or "0").lower()
    total = _NUMBERS.index(words) + 2 if words in _NUMBERS else int(words)
    is_ours = bool(match["our"]) and match["thing"].lower() in _IN_TURN
    return _Count(_ORDINALS.index(match["ordinal"].lower()) + 1, total, is_ours)


@lru_cache(maxsize=REMEMBERED)
def _counted(passage: Passage) -> list[tuple[Line, re.Match[str]]]:
    lines = [line for line in passage.lines if may_say(line.text, _ORDINALS)]
    return [(line, match) for line in lines for match in _COUNTED.finditer(line.text)]


def figures(given: CheckInput) -> Iterator[Found]:
    """A figure that is smaller than last time, or counts something else now."""
    by_key = {piece.key: piece for piece in given.pieces}
    for key, (now, before) in given.figures.items():
        last = {folded(figure.label): figure for figure in before}
        for figure in now:
            old = last.get(folded(figure.label))
            if key in by_key and old and (figure.number < old.number or figure.unit != old.unit):
                words = f"{_in_words(figure)} (last time: {_in_words(old)})"
                yield Found(by_key[key], words, words)


def _in_words(figure: Figure) -> str:
    return f"{figure.label}: {figure.number}{f' {figure.unit}' if figure.unit else ''}"
