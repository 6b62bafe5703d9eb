"""The check of names that an edition spells in two ways."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from domain.checks.base import CheckedText, CheckInput, Found
from domain.checks.lexicon import STARTERS
from domain.checks.passage import REMEMBERED, Line, Passage
from domain.checks.wording import MAKERS
from domain.remembered import remembered

SHORTEST = 4  # letters of a name behind a first name or a title
SHORTEST_ALONE = 6  # of a name that only “the” and a noun frame
_RUN = re.compile(r"(?<![\w@./#’'-])[A-Z][a-z]+\.?(?: [A-Z][A-Za-z]*[a-z](?!\w|[@/-]|\.\w))+")  # Mr Peregrine Holt
_THE = re.compile(r"[Tt]he ([A-Z][A-Za-z]*[a-z]) ([a-z]+)")  # the Ambleford team
_FRAMED = re.compile("[A-Zt](?:(?<=[A-Z])[a-z]+ |he )[A-Z]")  # where one of the two may be
_COMPOUND = re.compile(r"(?<![\w@./#’'-])[A-Z][a-z]+(?:[A-Z][a-z]+)+(?![\w@/-]|\.\w|\()")  # FormBridge
_WORDS = re.compile(r"(?<![\w@./#’'-])(?=([A-Z]\w+)(?: ([A-Z]\w+))?(?![\w@/-]|\.\w|\())")
_WORD = re.compile(r"\w+")
_INSIDE = re.compile(r"[A-Z](?<=[a-z].)[a-z]")
_DOUBLE = re.compile(r"([a-z])\1")
_VOWELS = re.compile(r"[aeiouy]+")


class _Name(NamedTuple):
    """A name where it stands: what it is written like, and what it stands between, which tells whose name it is."""

    name: str
    frame: str  # empty where the name itself has a capital letter inside
    first: str  # the first name, where the frame is a title before it
    line: Line
    at: int


def in_two_ways(given: CheckInput) -> Iterator[Found]:
    """“Mr Hallam” and “Mr Hallum”, “FormBridge” and “Formbridge”: the rarer one, or else the later."""
    by_sound: dict[tuple[str, str], list[tuple[CheckedText, _Name]]] = defaultdict(list)
    compounds = _compounds(piece.passage for piece in given.pieces)
    for piece in given.pieces:
        for one in _framed(piece.passage):
            by_sound[one.frame, _sound(one.name)].append((piece, one))
        for one in _spelt_like(compounds, piece.passage):
            by_sound["", one.name.replace(" ", "").lower()].append((piece, one))
    found = (one for alike in by_sound.values() for one in _rarer(alike))
    yield from {(one.piece.key, one.text, one.at): one for one in found}.values()


def _rarer(alike: list[tuple[CheckedText, _Name]]) -> Iterator[Found]:
    counts = Counter(one.name for _, one in alike)
    (best, most), *others = sorted(counts.items(), key=lambda each: (-each[1], not _COMPOUND.fullmatch(each[0])))
    firsts = {one.first for _, one in alike if one.name == best} - {""} if others else set()
    for piece, one in alike if others else ():
        is_often = one.frame and counts[one.name] > 1  # “West Lane” and “West Line” are two streets
        is_another = is_often or (one.first and firsts and one.first not in firsts)
        if _is_near(one.name, best) and not is_another:
            is_sure = most > counts[one.name] or one.frame == ""
            yield Found(piece, one.line.text, one.name, one.at, best if is_sure else None)


def _is_near(name: str, best: str) -> bool:
    is_spaced = name.replace(" ", "").casefold() == best.replace(" ", "").casefold()
    return name != best and (is_spaced or DamerauLevenshtein.distance(name, best, score_cutoff=1) == 1)


@remembered(16 * REMEMBERED)
def _sound(name: str) -> str:
    """What a name shares with those that are spelt almost the same: its consonants, each once, and where vowels are."""
    words = name.lower()
    return words[0] + _VOWELS.sub("a", _DOUBLE.sub(r"\1", words[1:])).removesuffix("a")


@remembered(REMEMBERED)
def _framed(passage: Passage) -> tuple[_Name, ...]:
    """Names behind a title, a first name or another name, and such as “the Ambleford team”."""
    framed = (one for line in passage.matching(_FRAMED) if line.kind != "heading" for one in _framed_in(line))
    return tuple(one for one in framed if len(one.name) >= SHORTEST and not one.line.is_literal(one.at))


def _framed_in(line: Line) -> Iterator[_Name]:
    text, end = line.text, -2
    for word, at in line.capitals:
        may_run = at > end + 1 and text.startswith(" ", at + len(word))  # another name may stand behind it
        if may_run and (match := _RUN.match(text, at)):
            end = match.end()
            yield from _in_run(line, match)
        may_be_framed = len(word) >= SHORTEST_ALONE and text.startswith(("the ", "The "), max(0, at - 4))
        if may_be_framed and (match := _THE.match(text, at - 4)):
            yield _Name(word, f"the – {match[2]}", "", line, at)


def _in_run(line: Line, match: re.Match[str]) -> Iterator[_Name]:
    words = list(_WORD.finditer(match[0]))
    for place, word in enumerate(words):
        before = [one[0] for one in words[:place] if one[0] not in STARTERS]
        at, first = match.start() + word.start(), words[place - 1][0]
        yield from (_Name(word[0], f"{one} –", first if first != one else "", line, at) for one in before)


def _compounds(passages: Iterable[Passage]) -> frozenset[str]:
    """The names with a capital letter inside, in small letters."""
    return frozenset(name for one in passages for name in _compounds_in(one))


@remembered(REMEMBERED)
def _compounds_in(passage: Passage) -> frozenset[str]:
    if not _INSIDE.search(passage.text):
        return frozenset()
    names = (word for line in passage.lines for word, at in line.capitals if not line.is_literal(at))
    return frozenset(name.lower() for name in names if _COMPOUND.fullmatch(name)) - MAKERS.keys()


def _spelt_like(compounds: frozenset[str], passage: Passage) -> Iterator[_Name]:
    """Where a text has one of these names, whatever its capitals and spaces."""
    for line in passage.lines if compounds else ():
        for match in _WORDS.finditer(line.text):
            is_two = match[2] and line.kind != "heading"  # there every word may have a capital letter
            for name in (match[1], f"{match[1]} {match[2]}") if is_two else (match[1],):
                if name.replace(" ", "").lower() in compounds and not line.is_literal(match.start()):
                    yield _Name(name, "", "", line, match.start())
