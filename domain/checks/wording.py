"""Checks of words, spaces and sentences."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from domain.checks.base import CheckInput, Found, Seen
from domain.checks.passage import REMEMBERED, Line, Passage, whole_words
from domain.document import CLOSING, INTRO
from domain.names import nearest
from domain.placeholders import PLACEHOLDERS, unknown_in

LONG_SENTENCE = 45  # words; GOV.UK asks for 25, of which leads' prose would be full
LONG_UPDATE = 400  # words; readers of forty updates have less than two minutes for each
SHORT = 3  # words
LIKELY_SENTENCE = 8  # words: fewer are a caption or an answer
DOUBLES_THAT_ARE_RIGHT = {
    "had", "that", "very", "no", "ha", "bye", "so", "on", "in", "her", "many", "really", "far", "blah", "hear", "do",
}  # fmt: skip
_DOUBLED = re.compile(r"\b([^\W\d_]+)[^\S\n]+(\1)\b(?!['’-]|\.\w)", re.IGNORECASE)
_SPACES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=\w)([’'])\s+s\b(?!\w)"), r"\1s"),  # LDCU’ s
    (re.compile(r"(?<=[\w)”’])\s+([,;.!?])(?=\s|$)(?!\.)"), r"\1"),
    (re.compile(r"(?<=[\w)”’])\s+(:)(?=\s|$)"), r"\1"),
    (re.compile(r"([(“‘\[])\s+(?=\w)"), r"\1"),
    (re.compile(r"(?<=\w)\s+([)”\]])"), r"\1"),
    (re.compile(r"(?<=[^\s.!?])[ ]{2,}(?=\S)"), " "),
    (re.compile(r"(?<=[a-z])([,;])(?=[A-Za-z])"), r"\1 "),
)
_FINISHED = re.compile(r"(?:[.!?…:)\]”’\"'»]|\ufffc|https?://\S+|\S@\S+|[^\w\s,;–—-])\s*$")
# “What it is for.” is right, “It is for” is not; nothing ends with “and”, whatever comes after it.
_HANGING = re.compile(r"\b(?:(?:and|or|but|the|an)[.…]?|a|of|to|for|with|in|on|at|by|from|is|are|was|were|will)$")
_TEAM = re.compile(
    r"(?<!of )\b[Tt]he(?: \w+)? team (?:(?:also|now|currently|still|both) )?(is|has|was|are|have|were)\b"
    r"(?! (?:members?|of)\b)"
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
    ("organisation", "organization"),
    ("recognise", "recognize"),
    ("dataset", "data set", "data-set"),
    ("postcode", "post code"),
    ("cooperation", "co-operation"),
    ("coordinate", "co-ordinate"),
    ("GitHub", "Github", "github"),
    ("GOV.UK", "Gov.uk", "Gov.UK"),
    ("licence holder", "license holder"),
    ("user-centred", "user-centered", "user centred", "user centered"),
)
_ANY = "|".join(re.escape(spelling) for group in SPELLINGS for spelling in group)
_SPELLING = re.compile(rf"(?<![\w@./-])({_ANY})s?(?![\w@/-]|\.\w)")


def doubled_words(line: Line) -> Iterator[Seen]:
    """A word that stands twice; “Walla Walla” is a name, and in “done Done” something new begins."""
    for match in _DOUBLED.finditer(line.text):
        first, second = match.groups()
        is_right = first.lower() in DOUBLES_THAT_ARE_RIGHT or second[0].isupper() or line.is_literal(match.start())
        if not is_right:
            yield match[0], match.start(), first


def stray_spaces(line: Line) -> Iterator[Seen]:
    """A space too many or too few at punctuation and quotes."""
    text = line.text
    if not _ODD.search(text):
        return
    for pattern, right in _SPACES:
        for match in pattern.finditer(text):
            if line.is_literal(match.start()):
                continue
            start, end = whole_words(text, *match.span())
            yield text[start:end], start, text[start : match.start()] + match.expand(right) + text[match.end() : end]


def long_sentences(line: Line) -> Iterator[Seen]:
    """A sentence that one has to read twice."""
    for sentence, at in line.sentences:
        if len(sentence.split()) > LONG_SENTENCE:
            yield sentence, at, None


def long_updates(given: CheckInput) -> Iterator[Found]:
    """An update that is longer than its readers have time for."""
    for piece in given.pieces:
        if piece.is_project and piece.passage.words > LONG_UPDATE:
            count = f"{piece.passage.words} words"
            yield Found(piece, count, count)


def empty_updates(given: CheckInput) -> Iterator[Found]:
    """An update that says nothing."""
    for piece in given.pieces:
        if piece.is_project and piece.passage.words < SHORT and not piece.passage.images:
            told = " ".join(line.text for line in piece.passage.lines)
            yield Found(piece, told, told)


def left_out(given: CheckInput) -> Iterator[Found]:
    """What somebody wrote and no reader is shown: a comment, a script."""
    for piece in given.pieces:
        for words in given.left_out.get(piece.key, ()):
            yield Found(piece, words, words)


def unfilled(given: CheckInput) -> Iterator[Found]:
    """Something in braces in the welcome or the thank-you that nothing fills."""
    for piece in given.pieces:
        for line in piece.passage.lines if piece.key in (INTRO, CLOSING) else ():
            for name in unknown_in(line.text):
                meant = nearest(name, PLACEHOLDERS)
                found = f"{{{name}}}"
                yield Found(piece, line.text, found, line.text.index(found), f"{{{meant}}}" if meant else None)


def unfinished(given: CheckInput) -> Iterator[Found]:
    """A last sentence that stops in the middle."""
    for piece in given.pieces:
        last = piece.passage.lines[-1] if piece.passage.lines else None
        if last is None or last.kind not in ("paragraph", "quote") or last.links[-1:] == list(last.inlines[-1:]):
            continue
        text = last.text.rstrip()
        *earlier, (sentence, at) = last.sentences or ((text, 0),)
        is_open = _HANGING.search(text) or (earlier and not _FINISHED.search(text))
        if len(text.split()) >= LIKELY_SENTENCE and is_open:
            yield Found(piece, text, sentence, at)


def team_number(given: CheckInput) -> Iterator[Found]:
    """“The team is” and “the team are” in one item."""
    for piece in given.pieces:
        used = _of_teams(piece.passage)
        numbers = {match[1] in SINGULAR for match in used}
        if len(numbers) == 2:
            first = used[0][1] in SINGULAR
            match = next(one for one in used if (one[1] in SINGULAR) is not first)
            yield Found(piece, match.string, match[0], match.start())


@lru_cache(maxsize=REMEMBERED)
def _of_teams(passage: Passage) -> list[re.Match[str]]:
    return [match for line in passage.lines if "team" in line.text for match in _TEAM.finditer(line.text)]


def spellings(given: CheckInput) -> Iterator[Found]:
    """A thing spelt in two ways in one edition."""
    first: dict[str, Found] = {}
    for piece in given.pieces:
        for match in _spelt(piece.passage):
            first.setdefault(match[1], Found(piece, match.string, match[0], match.start()))
    for group in SPELLINGS:
        best, *others = [spelling for spelling in group if spelling in first] or [""]
        for other in others:
            yield replace(first[other], instead=first[other].found.replace(other, best))


@lru_cache(maxsize=REMEMBERED)
def _spelt(passage: Passage) -> list[re.Match[str]]:
    """What can be spelt in several ways."""
    found = []
    for line in passage.lines:
        found += [match for match in _SPELLING.finditer(line.text) if not line.is_literal(match.start())]
    return found
