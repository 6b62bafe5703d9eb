"""Finding projects by what people type, and putting them in the order in which people read."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from domain.project import Project

# How well typed words name a project, 0 to 100; several words that stand so in its name are worth more.
PHRASE = 120
SAME = 100
BEGINNING = 95  # of a word, or the initials of a name
ENDING = 90  # the word with an ending: "carers" for "carer"
TYPING_ERRORS = (SAME, 85, 78)  # none, one, two
WITHIN = 80  # inside a word
POSSIBLE = 50  # half of the letters typed mean something here
CLOSE = 12  # two projects whose scores lie nearer than this could both be meant
MOST_GUESSES = 10

_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"}
_FOLDED = _LETTERS | dict.fromkeys("'\"‘’“”‚„‹›«»`´", "")
_WORD = re.compile(r"[^\W_]+")
_COMMON = {"a", "an", "and", "for", "in", "my", "of", "on", "our", "project", "status", "the", "to", "update", "with"}
SHORTEST = 2  # letters: fewer are no beginning of anything
_DIGITS = re.compile(r"(\d+)")

ReadingKey = tuple[tuple[int, int, str], ...]


def folded(text: str) -> str:
    """``text`` without case, accents, quotes, surplus space and what has no width: equal when people call it equal."""
    bare = unicodedata.normalize("NFKD", visible(text).casefold())
    for character in set(bare):  # each once, however long the text is
        if character in _FOLDED or unicodedata.combining(character):
            bare = bare.replace(character, _FOLDED.get(character, ""))
    return " ".join(bare.split())


def visible(text: str) -> str:
    """``text`` without characters of no width: joiners, soft hyphens, direction marks, byte order marks."""
    if text.isascii():
        return text
    for character in set(text):
        if unicodedata.category(character) == "Cf":
            text = text.replace(character, "")
    return text


def is_blank(text: str) -> bool:
    """Whether there is nothing to see."""
    return not visible(text).strip()


@lru_cache(maxsize=4_096)  # the same names are put in order again and again
def reading_order(name: str) -> ReadingKey:
    """A sort key: alphabetical as people read, numbers by value. A leading "A" counts."""
    parts = _DIGITS.split(folded(name))
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def in_reading_order(projects: Iterable[Project]) -> list[Project]:
    """Featured projects first, then alphabetically."""
    return sorted(projects, key=lambda one: (not one.featured, reading_order(one.name), one.key))


def find(typed: str, projects: Sequence[Project]) -> list[Project]:
    """The projects that ``typed`` may mean, likeliest first: of several somebody must choose."""
    wanted = _bare(typed)
    exact = [project for project in projects if wanted in map(_bare, _called(project))]
    if exact or not wanted:
        return exact
    scores = {project.id: _score(typed, project) for project in projects}
    best = max(scores.values(), default=0)
    least = max(POSSIBLE, best - CLOSE + 1)
    likely = [project for project in projects if scores[project.id] >= least]
    likely.sort(key=lambda project: (-scores[project.id], reading_order(project.name), project.key))
    return likely[:MOST_GUESSES]


def _called(project: Project) -> tuple[str, ...]:
    return project.key, project.name, *project.aliases


def plain_words(text: str) -> list[str]:
    """The words of ``text``, folded, without what stands between them."""
    return _WORD.findall(folded(text))


def _bare(text: str) -> str:
    """Letters and digits only: ``Low-Code`` is ``low code`` is ``lowcode``."""
    return "".join(plain_words(text)) or folded(text)


def _telling(words: list[str]) -> list[str]:
    """The words that tell names apart, or all where there is no such."""
    return [word for word in words if word not in _COMMON] or words


def _score(typed: str, project: Project) -> float:
    wanted = _telling(plain_words(typed))
    names = [plain_words(name) for name in _called(project)]
    known = {word for name in names for word in name}
    letters = sum(map(len, wanted))
    words = sum(len(word) * max((_alike(word, other) for other in known), default=0) for word in wanted)
    return max(words / max(letters, 1), *(_as_a_whole(plain_words(typed), name) for name in names))


def _as_a_whole(wanted: list[str], name: list[str]) -> int:
    """Whether what was typed stands in a name from the beginning of a word on, or is its initials."""
    text = "".join(wanted)
    if len(text) < SHORTEST:
        return 0
    if any("".join(name[place:]).startswith(text) for place in range(len(name))):
        return PHRASE if len(wanted) > 1 else BEGINNING
    initials = ("".join(word[0] for word in words) for words in (name, _telling(name)))
    return BEGINNING if text in initials else 0


def _alike(typed: str, word: str) -> int:
    """How well a typed word is this word of a name."""
    if typed == word:
        return SAME
    if len(typed) >= SHORTEST and word.startswith(typed):
        return BEGINNING
    if len(word) >= 4 and typed.startswith(word) and len(typed) - len(word) <= 2:
        return ENDING
    if errors := _typing_errors(typed, word) or _typing_errors(typed, word[: len(typed)]):
        return TYPING_ERRORS[errors]
    return WITHIN if len(typed) >= 4 and typed in word else 0


def _typing_errors(typed: str, word: str) -> int:
    """Letters wrong, missing, surplus or swapped: one is forgiven in words of five, two in words of eight."""
    length = max(len(typed), len(word))
    forgiven = 2 if length >= 8 else 1 if length >= 5 else 0
    errors = OSA.distance(typed, word, score_cutoff=forgiven)
    return errors if errors <= forgiven else 0


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like ``word``; empty when none is."""
    found = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=50)
    return str(found[0]) if found else ""
