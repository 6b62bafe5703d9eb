"""Finding projects by what people type, and putting them in the order in which people read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from domain.project import Project

SURE = 80  # a score that names a project; below it is a guess, see rapidfuzz.fuzz.WRatio (0 to 100)
CLOSE = 8  # two projects whose scores lie nearer than this could both be meant
POSSIBLE = 60
MOST_GUESSES = 10

_QUOTES = str.maketrans("", "", "'\"‘’“”‚„‹›«»`´")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"})
_DIGITS = re.compile(r"(\d+)")

ReadingKey = tuple[tuple[int, int, str], ...]


def folded(text: str) -> str:
    """``text`` without case, accents, quotes and surplus space: equal when people would call it equal."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(bare.translate(_LETTERS).translate(_QUOTES).split())


def reading_order(name: str) -> ReadingKey:
    """A sort key: alphabetical as people read, numbers by value. A leading "A" counts."""
    parts = _DIGITS.split(folded(name))
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def in_reading_order(projects: Iterable[Project]) -> list[Project]:
    """Featured projects first, then alphabetically."""

    def place(project: Project) -> tuple[bool, ReadingKey, str]:
        return not project.featured, reading_order(project.name), project.key

    return sorted(projects, key=place)


def find(typed: str, projects: Sequence[Project]) -> list[Project]:
    """The projects that ``typed`` may mean, likeliest first.

    One project: that is the one. Several: ask. None: nothing is like it.
    """
    wanted = folded(typed)
    exact = [project for project in projects if wanted in _called(project)]
    if exact or not wanted:
        return exact
    scores = sorted(((_score(wanted, project), project) for project in projects), key=lambda x: -x[0])
    likely = [(score, project) for score, project in scores if score >= POSSIBLE][:MOST_GUESSES]
    if not likely:
        return []
    best = likely[0][0]
    if best >= SURE:
        return [project for score, project in likely if best - score < CLOSE]
    return [project for _, project in likely]


def _called(project: Project) -> list[str]:
    return [folded(name) for name in (project.key, project.name, *project.aliases)]


def _score(wanted: str, project: Project) -> float:
    found = process.extractOne(wanted, _called(project), scorer=fuzz.WRatio)
    return float(found[1]) if found else 0.0


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like ``word``; empty when none is."""
    found = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=50)
    return str(found[0]) if found else ""
