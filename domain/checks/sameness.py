"""Checks of what was said before: in this edition, in the last one, and in figures."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from zlib import crc32

from rapidfuzz import fuzz, process

from domain.checks.base import CheckedText, CheckInput, Found, pieces_of
from domain.checks.passage import REMEMBERED, Passage
from domain.names import folded
from domain.update import Figure

ALIKE = 92  # of 100, as rapidfuzz counts
IN_A_ROW = 4  # words that lines which are alike share somewhere
MARKS = 8  # of a line
LONG_ENOUGH = 60  # characters: shorter lines are often the same by right

Marks = tuple[int, ...]


class _Said:
    """Lines that have been said, found again by their marks."""

    def __init__(self) -> None:
        self._by_mark: dict[int, list[str]] = defaultdict(list)

    def add(self, line: str, marks: Marks) -> None:
        for mark in marks:
            self._by_mark[mark].append(line)

    def has_like(self, line: str, marks: Marks) -> bool:
        """Whether the same or nearly the same has been said."""
        others = {other for mark in marks for other in self._by_mark.get(mark, ())}
        return process.extractOne(line, others, scorer=fuzz.ratio, score_cutoff=ALIKE) is not None


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
    """A paragraph that stands twice in this edition."""
    said = _Said()
    for piece, text, marks in _long_lines(given.pieces):
        if said.has_like(text, marks):
            yield Found(piece, text, text)
        said.add(text, marks)


def repeated_from_last(given: CheckInput) -> Iterator[Found]:
    """A paragraph of the last edition, as if it were news."""
    if given.previous is None:
        return
    before = _said_in(tuple(piece.passage for piece in _items(pieces_of(given.previous))))
    for piece, text, marks in _long_lines(_items(given.pieces)):
        if before.has_like(text, marks):
            yield Found(piece, text, text)


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


def _long_lines(pieces: Iterable[CheckedText]) -> Iterator[tuple[CheckedText, str, Marks]]:
    return ((piece, text, marks) for piece in pieces for text, marks in _marked(piece.passage))


@lru_cache(maxsize=REMEMBERED)
def _marked(passage: Passage) -> tuple[tuple[str, Marks], ...]:
    """The long lines of a passage with their marks."""
    texts = [line.text for line in passage.lines if line.kind != "heading" and len(line.text) >= LONG_ENOUGH]
    return tuple((text, _marks(text)) for text in texts)


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
