"""Names as people read them: what they call equal, and in which order. What a typed name means: ``matching``."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process

from domain.project import Project

_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"}
_FOLDED = _LETTERS | dict.fromkeys("'\"‘’“”‚„‹›«»`´", "")
_WORD = re.compile(r"[^\W_]+")
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


def plain_words(text: str) -> list[str]:
    """The words of ``text``, folded, without what stands between them."""
    return _WORD.findall(folded(text))


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like ``word``; empty when none is."""
    found = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=50)
    return str(found[0]) if found else ""
