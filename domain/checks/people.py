"""Checks of people, of what reaches them, and of names that the unit knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import DamerauLevenshtein

from domain.checks.lexicon import GIVEN_NAMES, KNOWN, ROLES, SHOUTED
from domain.checks.matter import Found, Line, Matter, is_quoted
from domain.names import folded

_GIVEN = re.compile(r"(?<![\w’'.@/-])([A-Z][\w]+)(?=[\s,.;:!?)’']|$)")
_NAME_BEFORE = re.compile(r"(?:[A-Z][\w’'-]*|[A-Z]\.|\b(?:Dr|Mr|Mrs|Ms|Cllr|Prof|Sir|Dame|St|Saint)\.?)\s$")
_NAME_AFTER = re.compile(r"\s(?:(?:[a-z]{1,3}|ap|ab|van|de|von)\s)?[A-Z][\w’'.-]*|-")
_EMAIL = re.compile(r"\b([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)\b")
_PERSONAL = re.compile(r"^[a-z]{2,}[._-][a-z]{2,}\d*$", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w/.-])(?:\+44[\s-]?(?:\(0\)\s?)?|0)(?:\d[\s-]?){9,10}(?!\d)")
_PUBLIC_NUMBER = re.compile(r"^0(?:3|8)")  # numbers that Ofcom keeps for organisations
_ABBREVIATION = re.compile(r"(?<![\w.@/&#’'-])([A-Z]{2,6})(?:s|’s|'s)?(?![\w@/&]|\.\w|-\w)")
_AFTER_ITS_WORDS = re.compile(r"\w[”’\"')]?\s*[(\[–—]\s*(?:the\s|or\s|“|‘)*([A-Z]{2,6})s?\b")
_BEFORE_ITS_WORDS = re.compile(r"\b([A-Z]{2,6})s?\s*\((?:[A-Za-z][\w’'-]*[\s,]+)")
CLOSE = 2  # letters that may differ
LONG_NAME = 10  # characters: of shorter names too many are like another word
_RUN = re.compile(r"\b[A-Z][\w’'-]*(?:\s+(?:(?:of|and|the|for|with|upon|in|a|&)\s+)*[A-Z][\w’'-]*)+")


def first_names(matter: Matter) -> Iterator[Found]:
    """Somebody who is a first name only, and is nowhere in the item introduced with a surname."""
    for piece in matter.pieces:
        named = [(match, line.text) for line in piece.lines for match in _named(line.text)]
        told = {match[1] for match, text in named if _NAME_AFTER.match(text, match.end())} | set(piece.heading.split())
        for match, text in named:
            is_alone = not _NAME_BEFORE.search(text[: match.start()]) and not is_quoted(text, match.start())
            if match[1] not in told and is_alone:
                told.add(match[1])
                yield Found(piece, text, match[1], match.start())


def _named(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _GIVEN.finditer(text) if match[1] in GIVEN_NAMES)


def addresses(line: Line) -> Iterator[tuple[str, int, str | None]]:
    """The e-mail address or telephone number of one person."""
    for match in _EMAIL.finditer(line.text):
        local = match[1]
        words = set(re.split(r"[._+-]", local.lower()))
        is_named = local.capitalize() in GIVEN_NAMES or _PERSONAL.match(local)
        if is_named and not words & ROLES:
            yield match[0], match.start(), None
    for match in _PHONE.finditer(line.text):
        if not _PUBLIC_NUMBER.match(match[0]):
            yield match[0].strip(), match.start(), None


def abbreviations(matter: Matter) -> Iterator[Found]:
    """An abbreviation that nothing in the edition explains, where it stands first."""
    told = set(_explained("\n".join(_everything(matter))))
    for piece in matter.pieces:
        for text in (piece.heading, *(line.text for line in piece.lines)):
            for name, at in _abbreviations(text):
                if name not in told:
                    told.add(name)
                    yield Found(piece, text, name, at)


def _abbreviations(text: str) -> Iterator[tuple[str, int]]:
    if text.isupper():  # shouted
        return
    for match in _ABBREVIATION.finditer(text):
        if match[1] not in KNOWN | SHOUTED and not is_quoted(text, match.start()):
            yield match[1], match.start()


def _everything(matter: Matter) -> Iterator[str]:
    yield matter.document.unit
    for piece in matter.pieces:
        yield piece.heading
        yield from (line.text for line in piece.lines)


def _explained(text: str) -> Iterator[str]:
    """“Health and Safety Executive (HSE)”, or the other way round."""
    yield from (match[1] for match in _AFTER_ITS_WORDS.finditer(text))
    yield from (match[1] for match in _BEFORE_ITS_WORDS.finditer(text))


def near_names(matter: Matter) -> Iterator[Found]:
    """A name that is one or two letters from one that the unit knows."""
    known = {folded(name): name for name in matter.names if len(name) >= LONG_NAME}
    by_length: dict[int, list[str]] = {}
    for name in known:
        by_length.setdefault(len(name), []).append(name)
    seen: dict[str, str | None] = {}
    for piece in matter.pieces:
        for line in piece.lines:
            for match in _RUN.finditer(line.text):
                right = seen.setdefault(match[0], _near(match[0], known, by_length))
                if right:
                    yield Found(piece, line.text, match[0], match.start(), right)


def _near(words: str, known: dict[str, str], by_length: dict[int, list[str]]) -> str | None:
    said = folded(words)
    if len(said) < LONG_NAME or any(name in said or said in name for name in known):
        return None
    for length in range(len(said) - CLOSE, len(said) + CLOSE + 1):
        for name in by_length.get(length, ()):
            most = 1 if len(said) < 2 * LONG_NAME else CLOSE
            if DamerauLevenshtein.distance(said, name, score_cutoff=most) <= most and said[0] == name[0]:
                return known[name]
    return None


def heading_capitals(matter: Matter) -> Iterator[Found]:
    """A project whose heading is written otherwise than last time."""
    if matter.previous is None:
        return
    before = {item.key: item.heading for section in matter.previous.sections for item in section.items}
    for piece in matter.pieces:
        last = before.get(piece.key, piece.heading) if piece.is_project else piece.heading
        if last != piece.heading and folded(last) == folded(piece.heading):
            yield Found(piece, piece.heading, piece.heading, 0, last)
