"""Checks of what was said before: in this edition, in the last one, and in figures."""

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from itertools import chain, groupby
from operator import attrgetter

from rapidfuzz import fuzz

from domain.checks.base import CheckedText, CheckInput, Found, pieces_of
from domain.checks.passage import REMEMBERED, Line, Passage
from domain.names import folded
from domain.remembered import remembered
from domain.update import Figure

ALIKE = 92  # of 100, as rapidfuzz counts
IN_A_ROW = 4  # words that lines which are alike share somewhere
LONG_WORD = 7  # letters: rows that begin with one are looked at, where there are enough of them
ENOUGH_ROWS = 5
LONG_ENOUGH = 60  # characters: shorter lines are often the same by right
LIKELY_SENTENCE = 6  # words: so many are hardly the same in one item by right
LIKELY_REPLY = 2  # spaces: fewer may be the answer to several questions

Marks = tuple[str, ...]
_NAMES_AND_NUMBERS = re.compile(r"(?<!^)\b(?:[A-Z]\w+|\d[\d.,:]*)")


class _Said:
    """Lines that have been said, found again by their marks."""

    def __init__(self) -> None:
        self._by_mark: dict[str, tuple[str, ...]] = {}

    def add(self, line: str, marks: Sequence[str]) -> None:
        for mark in marks:
            others = self._by_mark.get(mark, ())
            self._by_mark[mark] = others if line in others else (*others, line)

    def like(self, line: str, marks: Sequence[str]) -> list[str]:
        """What has been said that is the same or nearly the same."""
        others = {other for mark in marks if mark in self._by_mark for other in self._by_mark[mark]}
        return [other for other in _nearly_the_same(line, others) if not _tell_of_others(line, other)]


def _nearly_the_same(line: str, others: set[str]) -> list[str]:
    shortest = len(line) * ALIKE / (200 - ALIKE)
    longest = len(line) * (200 - ALIKE) / ALIKE
    likely = [other for other in others if shortest <= len(other) <= longest]
    return [other for other in likely if fuzz.ratio(line, other, score_cutoff=ALIKE)]


def _tell_of_others(line: str, other: str) -> bool:
    """Whether each of two lines has a name or a number that the other has not: they tell of different things."""
    said, others = ({*_NAMES_AND_NUMBERS.findall(text)} for text in (line, other))
    return bool(said - others and others - said)


def _marks(line: str) -> Marks:
    """Words in a row of which lines that are alike have some in common, and of all the others only few have any."""
    words = line.casefold().split()
    starts = range(max(1, len(words) - IN_A_ROW + 1))
    long = [at for at in starts if len(words[at]) >= LONG_WORD]
    return tuple([" ".join(words[at : at + IN_A_ROW]) for at in (long if len(long) >= ENOUGH_ROWS else starts)])


def repeated_here(given: CheckInput) -> Iterator[Found]:
    """A paragraph that stands twice in this edition. A quotation that a pull quote repeats does so by design, and so
    do several items that say in the same words where to read or ask more."""
    said = _Said()
    keys: dict[str, str] = {}  # of the last item that says it
    times = Counter(mark for piece in given.pieces for mark in _all_marks(piece.passage))
    often = {mark for mark, count in times.items() if count > 1}
    for piece in given.pieces:
        for text, marks in _marked(piece.passage) if not often.isdisjoint(_all_marks(piece.passage)) else ():
            shared = [mark for mark in marks if mark in often]
            if not shared:
                continue
            others = said.like(text, shared)
            is_here = any(keys[other] == piece.key for other in others)
            if is_here or (others and not _leads_on(piece.passage, text)):
                yield Found(piece, text, text)
            said.add(text, shared)
            keys[text] = piece.key
        yield from (Found(piece, text, text) for text in _short_ones_again(piece.passage))


@remembered(REMEMBERED)
def _short_ones_again(passage: Passage) -> tuple[str, ...]:
    """Short paragraphs that an item has word for word a second time."""
    lines = (line for line in passage.lines if line.kind == "paragraph" and not line.links)
    short = [line.text for line in lines if len(line.text) < LONG_ENOUGH]
    said = Counter(text for text in short if len(text.split()) >= LIKELY_SENTENCE and text.rstrip()[-1:] in ".!?")
    return tuple(text for text, times in said.items() if times > 1)


def _leads_on(passage: Passage, text: str) -> bool:
    return "@" in text or any(line.text == text and line.links for line in passage.lines)


def repeated_in_list(given: CheckInput) -> Iterator[Found]:
    """An item that the list has already."""
    for piece in given.pieces:
        yield from (Found(piece, text, text) for text in _listed_again(piece.passage))


@remembered(REMEMBERED)
def _listed_again(passage: Passage) -> tuple[str, ...]:
    again = []
    for kind, lines in groupby(passage.lines, attrgetter("kind")):
        seen: set[Hashable] = set()
        for line in (line for line in lines if len(line.text) < LONG_ENOUGH) if kind == "item" else ():
            said = (folded(line.text), *(link.url for link in line.links))
            again += [line.text] if said in seen and _is_told_once(line) else []
            seen.add(said)
    return tuple(again)


def _is_told_once(line: Line) -> bool:
    """Whether no list has it twice by right, as it may have “Yes”, or “Not yet”."""
    return line.text.count(" ") >= LIKELY_REPLY or bool(line.links)


def repeated_from_last(given: CheckInput) -> Iterator[Found]:
    """A paragraph of the last edition, as if it were news."""
    if given.previous is None:
        return
    before = _said_in(tuple(piece.passage for piece in _items(pieces_of(given.previous))))
    for piece in _items(given.pieces):
        yield from (Found(piece, text, text) for text in _said_again(before, piece.passage))


@remembered(4 * REMEMBERED)
def _said_again(before: _Said, passage: Passage) -> tuple[str, ...]:
    return tuple(text for text, marks in _marked(passage) if before.like(text, marks))


@remembered(32)
def _said_in(passages: tuple[Passage, ...]) -> _Said:
    said = _Said()
    for passage in passages:
        for text, marks in _marked(passage):
            said.add(text, marks)
    return said


def _items(pieces: tuple[CheckedText, ...]) -> tuple[CheckedText, ...]:
    """Welcome and thank-you may say the same each time."""
    return pieces[1:-1]


@remembered(REMEMBERED)
def _marked(passage: Passage) -> tuple[tuple[str, Marks], ...]:
    """The long lines of a passage with their marks."""
    lines = [line for line in passage.lines if line.kind in ("paragraph", "item")]
    return tuple((line.text, _marks(line.text)) for line in lines if len(line.text) >= LONG_ENOUGH)


@remembered(REMEMBERED)
def _all_marks(passage: Passage) -> Marks:
    return tuple(chain.from_iterable(marks for _, marks in _marked(passage)))


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
