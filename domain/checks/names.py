"""Checks of names that the unit knows."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import DamerauLevenshtein

from domain.checks.base import CheckInput, Found
from domain.checks.passage import REMEMBERED, Passage
from domain.names import folded
from domain.remembered import remembered

CLOSE = 2  # letters that may differ
LONG_NAME = 10  # characters: of shorter names too many are like another word
_RUN = re.compile(r"[A-Z](?<!\w.)[\w’'-]*(?:\s+(?:(?:of|and|the|for|with|upon|in|a|&)\s+)*[A-Z][\w’'-]*)+")

_PART = re.compile(r"[A-Z].*?(?=\s(?:and|for|with|in)\s|$)")  # of a run


def near_names(given: CheckInput) -> Iterator[Found]:
    """A name that is one or two letters from one that the unit knows."""
    known = _Known(given.names)
    near: dict[str, str | None] = {}
    for piece in given.pieces:
        for text, said, at in _names(piece.passage):
            if said not in near:
                near[said] = known.near(said)
            if right := near[said]:
                yield Found(piece, text, said, at, right)


@remembered(REMEMBERED)
def _names(passage: Passage) -> list[tuple[str, str, int]]:
    """The names in a text and where they stand; of “Ambleford Council and Coldmere Council” also each by itself."""
    found = []
    for match in (match for line in passage.lines for match in _RUN.finditer(line.text)):
        parts = [part for part in _PART.finditer(match[0]) if part[0] != match[0]]
        found += [(match.string, match[0], match.start())]
        found += [(match.string, part[0], match.start() + part.start()) for part in parts]
    return [one for one in found if len(one[1]) >= LONG_NAME]


@remembered(16 * REMEMBERED)
def _folded(name: str) -> str:
    return folded(name)


class _Known:
    """The names of the registry that are long enough, found by their first letter and their length."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {folded(name): name for name in names if len(name) >= LONG_NAME}
        self._by_look: dict[tuple[str, int], list[str]] = defaultdict(list)
        for name in self._names:
            self._by_look[name[0], len(name)].append(name)

    def near(self, words: str) -> str | None:
        """The name that the words are almost, and do not hold."""
        said = _folded(words)
        most = 1 if len(said) < 2 * LONG_NAME else CLOSE
        for length in range(len(said) - most, len(said) + most + 1):
            for name in self._by_look.get((said[0], length), ()):
                if DamerauLevenshtein.distance(said, name, score_cutoff=most) <= most:
                    is_right = any(other in said or said in other for other in self._names)
                    return None if is_right else self._names[name]
        return None


def heading_capitals(given: CheckInput) -> Iterator[Found]:
    """A project whose heading is written otherwise than last time."""
    if given.previous is None:
        return
    before = {item.key: item.heading for item in given.previous.items}
    for piece in given.pieces:
        last = before.get(piece.key, piece.heading) if piece.is_project else piece.heading
        if last != piece.heading and folded(last) == folded(piece.heading):
            words = f"{piece.heading} (last time: {last})"
            yield Found(piece, words, words)
