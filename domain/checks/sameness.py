"""Checks of what was said before: in this edition, in the last one, and in figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz, process

from domain.checks.matter import Found, Matter, Piece, pieces_of
from domain.names import folded
from domain.update import Figure

ALIKE = 92  # of 100, as rapidfuzz counts
IN_A_ROW = 4  # words that lines which are alike share somewhere
LONG_ENOUGH = 60  # characters: shorter lines are often the same by right


class _Said:
    """Lines that have been said, found again by any few words that they share."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self._by_words: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for line in lines:
            self.add(line)

    def add(self, line: str) -> None:
        for words in _in_a_row(line):
            self._by_words[words].append(line)

    def has_like(self, line: str) -> bool:
        """Whether the same or nearly the same has been said."""
        others = {other for words in _in_a_row(line) for other in self._by_words.get(words, ())}
        return process.extractOne(line, others, scorer=fuzz.ratio, score_cutoff=ALIKE) is not None


def _in_a_row(line: str) -> set[tuple[str, ...]]:
    words = line.casefold().split()
    return {tuple(words[at : at + IN_A_ROW]) for at in range(max(1, len(words) - IN_A_ROW + 1))}


def repeated_here(matter: Matter) -> Iterator[Found]:
    """A paragraph that stands twice in this edition."""
    said = _Said()
    for piece, text in _long_lines(matter.pieces):
        if said.has_like(text):
            yield Found(piece, text, text)
        said.add(text)


def repeated_from_last(matter: Matter) -> Iterator[Found]:
    """A paragraph of the last edition, as if it were news."""
    if matter.previous is None:
        return
    before = _Said(text for _, text in _long_lines(_items(pieces_of(matter.previous))))
    for piece, text in _long_lines(_items(matter.pieces)):
        if before.has_like(text):
            yield Found(piece, text, text)


def _items(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Welcome and thank-you may say the same each time."""
    return pieces[1:-1]


def _long_lines(pieces: tuple[Piece, ...]) -> Iterator[tuple[Piece, str]]:
    for piece in pieces:
        for line in piece.lines:
            if line.kind != "heading" and len(line.text) >= LONG_ENOUGH:
                yield piece, line.text


def figures(matter: Matter) -> Iterator[Found]:
    """A figure that is smaller than last time, or counts something else now."""
    by_key = {piece.key: piece for piece in matter.pieces}
    for key, (now, before) in matter.figures.items():
        last = {folded(figure.label): figure for figure in before}
        for figure in now:
            old = last.get(folded(figure.label))
            if key in by_key and old and (figure.number < old.number or figure.unit != old.unit):
                words = f"{_in_words(figure)} (last time: {_in_words(old)})"
                yield Found(by_key[key], words, words)


def _in_words(figure: Figure) -> str:
    return f"{figure.label}: {figure.number}{f' {figure.unit}' if figure.unit else ''}"
