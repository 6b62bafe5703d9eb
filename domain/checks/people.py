"""Checks of people, of what reaches them, and of names that the unit knows."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from domain.checks.base import CheckInput, Found, Seen
from domain.checks.lexicon import GIVEN_NAMES, KNOWN, ROLES, SHOUTED, STARTERS
from domain.checks.passage import REMEMBERED, Line, Passage, is_quoted
from domain.names import folded

_GIVEN = re.compile(r"([A-Z](?<![\w’'.@/-].)\w+)(?=[\s,.;:!?)’']|$)")
_NAME_BEFORE = re.compile(r"([A-Z][\w’'-]*|[A-Z]\.|\b(?:Dr|Mr|Mrs|Ms|Cllr|Prof|Sir|Dame|St|Saint)\.?)\s$")
LONGEST_NAME = 40  # characters
_NAME_AFTER = re.compile(r"\s(?:(?:ab|al|ap|bin|da|de|del|der|di|du|el|la|le|van|von)\s){0,2}[A-Z][\w’'.-]*|-")
_EMAIL = re.compile(r"\b([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)\b")
_PERSONAL = re.compile(r"^(?:[a-z]{2,}[._-]|[a-z]\.)[a-z]{2,}\d*$", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w/.-])(?:\+44[\s-]?(?:\(0\)\s?)?|0)(?:\d[\s-]?){9,10}(?!\d)")
_DIGITS = re.compile(r"[0-9][0-9\s-]{8}")
_PUBLIC_NUMBER = re.compile(r"^0(?:3|8)")  # numbers that Ofcom keeps for organisations
_CAPITALS = re.compile(r"[A-Z][A-Z]")
_ABBREVIATION = re.compile(r"(?<![\w.@/&#’'-])([A-Z]{2,6})(?:s|’s|'s)?(?![\w@/&]|\.\w|-\w)")
_AFTER_ITS_WORDS = re.compile(r"\w[”’\"')]?\s*[(\[–—]\s*(?:the\s|or\s|“|‘)*([A-Z]{2,6})s?\b")
_BEFORE_ITS_WORDS = re.compile(r"\b([A-Z]{2,6})s?(?:\s*\([A-Za-z][\w’'-]*[\s,]|\s(?:stands|is short) for\b)")
CLOSE = 2  # letters that may differ
LONG_NAME = 10  # characters: of shorter names too many are like another word
_RUN = re.compile(r"[A-Z](?<!\w.)[\w’'-]*(?:\s+(?:(?:of|and|the|for|with|upon|in|a|&)\s+)*[A-Z][\w’'-]*)+")


class _Named(NamedTuple):
    """A first name in a line; alone where nothing before or after it says who that is."""

    name: str
    text: str
    at: int
    is_alone: bool
    has_surname: bool


def first_names(given: CheckInput) -> Iterator[Found]:
    """Somebody who is a first name only, and is nowhere in the item introduced with a surname."""
    for piece in given.pieces:
        named = _named(piece.passage)
        told = {one.name for one in named if one.has_surname} | set(piece.heading.split())
        for one in named:
            if one.name not in told and one.is_alone:
                told.add(one.name)
                yield Found(piece, one.text, one.name, one.at)


@lru_cache(maxsize=REMEMBERED)
def _named(passage: Passage) -> list[_Named]:
    matches = [match for line in passage.lines for match in _GIVEN.finditer(line.text)]
    return [_about(match) for match in matches if match[1] in GIVEN_NAMES]


def _about(match: re.Match[str]) -> _Named:
    text, at = match.string, match.start()
    name_before = _NAME_BEFORE.search(text[max(0, at - LONGEST_NAME) : at])
    return _Named(
        name=match[1],
        text=text,
        at=at,
        is_alone=not (name_before and name_before[1] not in STARTERS) and not is_quoted(text, at),
        has_surname=_NAME_AFTER.match(text, match.end()) is not None,
    )


def addresses(line: Line) -> Iterator[Seen]:
    """The e-mail address or telephone number of one person."""
    for match in _EMAIL.finditer(line.text) if "@" in line.text else ():
        local = match[1]
        words = set(re.split(r"[._+-]", local.lower()))
        is_named = local.capitalize() in GIVEN_NAMES or _PERSONAL.match(local)
        if is_named and not words & ROLES:
            yield match[0], match.start(), None
    for match in _PHONE.finditer(line.text) if _DIGITS.search(line.text) else ():
        if not _PUBLIC_NUMBER.match(match[0]):
            yield match[0].strip(), match.start(), None


def abbreviations(given: CheckInput) -> Iterator[Found]:
    """An abbreviation that nothing in the edition explains, where it stands first."""
    told = {*_explained(given.document.unit)}
    for piece in given.pieces:
        told |= _explained(piece.heading) | _explained_in(piece.passage)
    for piece in given.pieces:
        for text, name, at in (*_abbreviations(piece.heading), *_abbreviations_in(piece.passage)):
            if name not in told:
                told.add(name)
                yield Found(piece, text, name, at)


@lru_cache(maxsize=REMEMBERED)
def _abbreviations_in(passage: Passage) -> list[tuple[str, str, int]]:
    return [one for line in passage.lines for one in _abbreviations(line.text)]


def _abbreviations(text: str) -> Iterator[tuple[str, str, int]]:
    if not _CAPITALS.search(text) or text.isupper():  # shouted
        return
    for match in _ABBREVIATION.finditer(text):
        if match[1] not in KNOWN | SHOUTED and not is_quoted(text, match.start()):
            yield text, match[1], match.start()


@lru_cache(maxsize=REMEMBERED)
def _explained_in(passage: Passage) -> set[str]:
    return {name for line in passage.lines for name in _explained(line.text)}


def _explained(text: str) -> set[str]:
    """“Health and Safety Executive (HSE)”, or the other way round."""
    patterns = (_AFTER_ITS_WORDS, _BEFORE_ITS_WORDS) if _CAPITALS.search(text) else ()
    return {match[1] for pattern in patterns for match in pattern.finditer(text)}


def near_names(given: CheckInput) -> Iterator[Found]:
    """A name that is one or two letters from one that the unit knows."""
    known = _Known(given.names)
    near: dict[str, str | None] = {}
    for piece in given.pieces:
        for match in _names(piece.passage):
            said = match[0]
            if said not in near:
                near[said] = known.near(said)
            if right := near[said]:
                yield Found(piece, match.string, said, match.start(), right)


@lru_cache(maxsize=REMEMBERED)
def _names(passage: Passage) -> list[re.Match[str]]:
    matches = [match for line in passage.lines for match in _RUN.finditer(line.text)]
    return [match for match in matches if len(match[0]) >= LONG_NAME]


class _Known:
    """The names of the registry that are long enough, found by their first letter and their length."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {folded(name): name for name in names if len(name) >= LONG_NAME}
        self._by_look: dict[tuple[str, int], list[str]] = defaultdict(list)
        for name in self._names:
            self._by_look[name[0], len(name)].append(name)

    def near(self, words: str) -> str | None:
        """The name that the words are almost, and do not hold."""
        said = folded(words)
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
