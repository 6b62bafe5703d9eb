"""Checks of what was said before: in this edition, in the last one, and in figures."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from zlib import crc32

from rapidfuzz import fuzz

from domain.checks.base import CheckedText, CheckInput, Found, pieces_of
from domain.checks.passage import REMEMBERED, Line, Passage
from domain.names import folded
from domain.update import Figure

ALIKE = 92  # of 100, as rapidfuzz counts
IN_A_ROW = 4  # words that lines which are alike share somewhere
MARKS = 8  # of a line
ONE_IN = 4  # rows begins with such a word that its mark is looked at before those of the others
LATER = 1 << 60  # is in the marks of the others, so that they are larger
LONG_ENOUGH = 60  # characters: shorter lines are often the same by right
LIKELY_SENTENCE = 6  # words: so many are hardly the same in one item by right
LIKELY_REPLY = 2  # spaces: fewer may be the answer to several questions

Marks = tuple[int, ...]
_NAMES_AND_NUMBERS = re.compile(r"(?<!^)\b(?:[A-Z]\w+|\d[\d.,:]*)")


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
        return [other for other in others if _is_alike(line, other)]


@lru_cache(maxsize=16 * REMEMBERED)
def _is_alike(line: str, other: str) -> bool:
    return fuzz.ratio(line, other, score_cutoff=ALIKE) > 0 and not _tell_of_others(line, other)


def _tell_of_others(line: str, other: str) -> bool:
    """Whether each of two lines has a name or a number that the other has not: they tell of different things."""
    said, others = ({*_NAMES_AND_NUMBERS.findall(text)} for text in (line, other))
    return bool(said - others and others - said)


def _marks(line: str) -> Marks:
    """The smallest numbers among those that stand for each four words in a row: lines that are alike have most of
    these in common, and of all the others only few share any."""
    words = [*map(_number, line.casefold().split())]
    last = len(words) - IN_A_ROW + 1
    marks = {_mark(words, at) for at in range(last) if not words[at] % ONE_IN}  # of most lines they are enough
    if len(marks) < MARKS:
        marks |= {_mark(words, at) | LATER for at in range(last) if words[at] % ONE_IN} or {_mark(words, 0)}
    return tuple(sorted(marks)[:MARKS])


def _mark(words: Sequence[int], at: int) -> int:
    return hash(tuple(words[at : at + IN_A_ROW])) & (LATER - 1)


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
        yield from (Found(piece, text, text) for text in _short_ones_again(piece.passage))


@lru_cache(maxsize=REMEMBERED)
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
        seen: list[Line] = []
        for line in piece.passage.lines:
            if line.kind != "item":
                seen = []
                continue
            if any(_is_again(line, other) for other in seen):
                yield Found(piece, line.text, line.text)
            seen.append(line)


def _is_again(line: Line, other: Line) -> bool:
    if len(line.text) >= LONG_ENOUGH or folded(line.text) != folded(other.text):
        return False
    if line.text.count(" ") < LIKELY_REPLY and not line.links:
        return False  # “Yes”, or “Not yet”, twice
    return [link.url for link in line.links] == [link.url for link in other.links]


def repeated_from_last(given: CheckInput) -> Iterator[Found]:
    """A paragraph of the last edition, as if it were news."""
    if given.previous is None:
        return
    before = _said_in(tuple(piece.passage for piece in _items(pieces_of(given.previous))))
    for piece in _items(given.pieces):
        yield from (Found(piece, text, text) for text in _said_again(before, piece.passage))


@lru_cache(maxsize=4 * REMEMBERED)
def _said_again(before: _Said, passage: Passage) -> tuple[str, ...]:
    return tuple(text for text, marks in _marked(passage) if before.like(text, marks))


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
