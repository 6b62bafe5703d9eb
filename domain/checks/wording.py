"""Checks of words, spaces and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from domain.checks.matter import CLOSING, INTRO, Found, Matter, Seen
from domain.checks.passage import REMEMBERED, Line, Passage
from domain.names import nearest
from domain.placeholders import PLACEHOLDERS, unknown_in

LONG_SENTENCE = 45  # words; GOV.UK asks for 25, of which leads' prose would be full
LONG_UPDATE = 400  # words; readers of forty updates have less than two minutes for each
SHORT = 3  # words
LIKELY_SENTENCE = 8  # words: fewer are a caption or an answer
DOUBLES_THAT_ARE_RIGHT = {"had", "that", "very", "no", "ha", "bye", "so", "on", "in", "her"}
_DOUBLED = re.compile(r"\b([^\W\d_]+)(\s+)(\1)\b(?!['’-]|\.\w)", re.IGNORECASE)
_SPACES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=\w)([’'])\s+s\b(?!\w)"), r"\1s"),  # LDCU’ s
    (re.compile(r"(?<=[\w)”’])\s+([,;.!?])(?=\s|$)(?!\.)"), r"\1"),
    (re.compile(r"(?<=[\w)”’])\s+(:)(?=\s|$)"), r"\1"),
    (re.compile(r"([(“‘\[])\s+(?=\w)"), r"\1"),
    (re.compile(r"(?<=\w)\s+([)”\]])"), r"\1"),
    (re.compile(r"(?<=[^\s.!?])[ ]{2,}(?=\S)"), " "),
    (re.compile(r"(?<=[a-z])([,;])(?=[A-Za-z])"), r"\1 "),
)
_UNFINISHED = re.compile(r"(?:[.!?…:)\]”’\"'»]|\ufffc|https?://\S+|[^\w\s,;–—-])\s*$")
_HANGING = re.compile(r"\b(?:and|or|but|the|a|an|of|to|for|with|in|on|at|by|from|is|are|was|were|will)[.…]?$", re.I)
_TEAM = re.compile(
    r"\b[Tt]he(?: \w+)? team (?:(?:also|now|currently|still|both) )?(is|has|was|are|have|were)\b(?! (?:members?|of)\b)"
)
_ODD = re.compile(r"\s[\s,;.!?:)”\]]|[(“‘\[]\s|[’']\ss\b|[a-z][,;][A-Za-z]")  # most lines have none: this tells soonest
SINGULAR = {"is", "has", "was"}
SPELLINGS: tuple[tuple[str, ...], ...] = (  # the first is the one that GOV.UK's style guide has, where it has one
    ("COVID-19", "Covid-19", "covid-19", "COVID 19", "COVID19", "Covid19"),
    ("email", "e-mail"),
    ("online", "on-line"),
    ("website", "web site", "web-site"),
    ("focusing", "focussing"),
    ("focused", "focussed"),
    ("wellbeing", "well-being"),
    ("cooperation", "co-operation"),
    ("coordinate", "co-ordinate"),
    ("open source", "open-source"),
    ("GitHub", "Github", "github"),
    ("GOV.UK", "Gov.uk", "gov.uk", "Gov.UK"),
    ("licence holder", "license holder"),
    ("user-centred", "user-centered", "user centred", "user centered"),
)
_ANY = "|".join(re.escape(spelling) for group in SPELLINGS for spelling in group)
_SPELLING = re.compile(rf"(?<![\w@./-])(?:{_ANY})(?![\w@/-]|\.\w)")


def doubled_words(line: Line) -> Iterator[Seen]:
    """A word that stands twice."""
    for match in _DOUBLED.finditer(line.text):
        first, _, second = match.groups()
        is_a_name = first[0].isupper() and second[0].isupper()
        if first.lower() not in DOUBLES_THAT_ARE_RIGHT and not is_a_name:
            yield match[0], match.start(), first


def stray_spaces(line: Line) -> Iterator[Seen]:
    """A space too many or too few at punctuation and quotes."""
    text = line.text
    if not _ODD.search(text):
        return
    for pattern, right in _SPACES:
        for match in pattern.finditer(text):
            start = _word_start(text, match.start())
            end = _word_end(text, match.end())
            found = text[start:end]
            yield found, start, text[start : match.start()] + match.expand(right) + text[match.end() : end]


def _word_start(text: str, at: int) -> int:
    while at and not text[at - 1].isspace():
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    while at < len(text) and not text[at].isspace():
        at += 1
    return at


def long_sentences(line: Line) -> Iterator[Seen]:
    """A sentence that one has to read twice."""
    for sentence, at in line.sentences:
        if len(sentence.split()) > LONG_SENTENCE:
            yield sentence, at, None


def long_updates(matter: Matter) -> Iterator[Found]:
    """An update that is longer than its readers have time for."""
    for piece in matter.pieces:
        if piece.is_project and piece.passage.words > LONG_UPDATE:
            count = f"{piece.passage.words} words"
            yield Found(piece, count, count)


def empty_updates(matter: Matter) -> Iterator[Found]:
    """An update that says nothing."""
    for piece in matter.pieces:
        if piece.is_project and piece.passage.words < SHORT and not piece.passage.images:
            told = " ".join(line.text for line in piece.lines)
            yield Found(piece, told, told)


def unfilled(matter: Matter) -> Iterator[Found]:
    """Something in braces in the welcome or the thank-you that nothing fills."""
    for piece in matter.pieces:
        for line in piece.lines if piece.key in (INTRO, CLOSING) else ():
            for name in unknown_in(line.text):
                meant = nearest(name, PLACEHOLDERS)
                found = f"{{{name}}}"
                yield Found(piece, line.text, found, line.text.index(found), f"{{{meant}}}" if meant else None)


def unfinished(matter: Matter) -> Iterator[Found]:
    """A last sentence that stops in the middle."""
    for piece in matter.pieces:
        last = piece.lines[-1] if piece.lines else None
        if last is None or last.kind not in ("paragraph", "quote") or last.links[-1:] == list(last.leaves[-1:]):
            continue
        text = last.text.rstrip()
        if len(text.split()) >= LIKELY_SENTENCE and (_HANGING.search(text) or not _UNFINISHED.search(text)):
            *_, (sentence, at) = last.sentences
            yield Found(piece, text, sentence, at)


def team_number(matter: Matter) -> Iterator[Found]:
    """“The team is” and “the team are” in one item."""
    for piece in matter.pieces:
        used = _of_teams(piece.passage)
        numbers = {match[1] in SINGULAR for match in used}
        if len(numbers) == 2:
            first = used[0][1] in SINGULAR
            match = next(one for one in used if (one[1] in SINGULAR) is not first)
            yield Found(piece, match.string, match[0], match.start())


@lru_cache(maxsize=REMEMBERED)
def _of_teams(passage: Passage) -> list[re.Match[str]]:
    return [match for line in passage.lines if "team" in line.text for match in _TEAM.finditer(line.text)]


def spellings(matter: Matter) -> Iterator[Found]:
    """A thing spelt in two ways in one edition."""
    first: dict[str, Found] = {}
    for piece in matter.pieces:
        for match in _spelt(piece.passage):
            first.setdefault(match[0], Found(piece, match.string, match[0], match.start()))
    for group in SPELLINGS:
        best, *others = [spelling for spelling in group if spelling in first] or [""]
        yield from (replace(first[other], instead=best) for other in others)


@lru_cache(maxsize=REMEMBERED)
def _spelt(passage: Passage) -> list[re.Match[str]]:
    """What can be spelt in several ways; an address is spelt as it is."""
    found = []
    for line in passage.lines:
        addresses = [link.text for link in line.links if "://" in link.text or "@" in link.text]
        matches = _SPELLING.finditer(line.text)
        found += [match for match in matches if not any(match[0] in address for address in addresses)]
    return found
