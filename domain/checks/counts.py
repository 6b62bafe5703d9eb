"""Checks of numbers that cannot all be right: parts and their sum, shares, what comes in turn."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from domain.checks.base import CheckInput, Found
from domain.checks.days import WILL
from domain.checks.passage import REMEMBERED, Line, Passage
from domain.remembered import remembered

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_ORDINAL_WORDS = frozenset(_ORDINALS)
_ORDINAL = rf"(?P<ordinal>{'|'.join(_ORDINALS)})"
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_IN_TURN = {"sprint", "phase", "round", "stage"}
_COUNTED = re.compile(
    rf"\b(?:the |(?P<our>our ))?{_ORDINAL} (?:of (?:the |our )?(?P<number>{'|'.join(_NUMBERS)}|\d+) )?"
    r"(?P<thing>sprint|workshop|session|phase|round|visit|stage|pilot)s?\b",
    re.IGNORECASE,
)
_NUMBER = rf"(?:(?i:{'|'.join(_NUMBERS)})|\d{{1,3}}(?:,\d{{3}})+|\d+)(?![.,]?\d|%| per cent)"
_PARTS = rf"(?P<parts>{_NUMBER} [^,.;:()\d]+(?:, {_NUMBER} [^,.;:()\d]+)*,? and {_NUMBER} [^,.;:()\d]+)"
_ROUGHLY = r"(?<!about )(?<!over )(?<!nearly )(?<!around )(?<!almost )(?<!some )(?<!least )(?<!most )(?<![\d.,£$€])"
_ALL = rf"{_ROUGHLY}(?P<found>(?P<total>{_NUMBER}) [a-z]+)(?: [a-z]+){{0,3}}"
_WITH_PARTS = re.compile(rf"\b{_ALL}(?::| \() ?{_PARTS}(?=[.)]|$)")  # “14 carers: 6 at home, 5 at work and 3 by phone”
_WITH_SOME_PARTS = (  # “12 themes, of which 8 are new and 4 are old”: no more than all
    re.compile(rf"\b{_ALL}, of (?:which|whom|these) {_PARTS}"),
    re.compile(rf"\b[Oo]f (?:the|our|these|those) {_ALL}, {_PARTS}"),
)
# Cheap to look for, and in most lines not there.
_BEFORE_PARTS = re.compile(rf"[:(] ?{_NUMBER} ")
_OF_ALL = re.compile(rf"[Oo]f (?:the|our|these|those) {_NUMBER}")
_COUNTS = re.compile(  # where one of these may be
    r"[:(,%pAfoO](?:(?<=[:(]) ?\w|(?<=,) of |(?<=%)|(?<=p)er cent|yes|rom [12]"
    rf"|(?<=[oO])f (?:the|our|these|those) {_NUMBER})"
)
_MOST_BY_SLIP = 0.25  # of all: where parts are more than that too many, they have members in common
_SHARE = re.compile(
    rf"\b(?P<part>{_NUMBER}) (?:out )?of (?:the |our |these )?(?P<total>{_NUMBER})\b[^.;:%]{{0,60}}?"
    r"(?:, (?:which is|that is|or)|,? i\.e\.,?| \(|, making) ?(?P<found>(?P<share>\d+(?:\.\d+)?) ?(?:%|per cent))"
)
_CHANGE = re.compile(
    r"\bfrom [£$€]?(?P<was>\d[\d,]*(?:\.\d+)?)[^\d.,;:]{0,20} to"
    r" [£$€]?(?P<is>\d[\d,]*(?:\.\d+)?)[^\d.,;:]{0,20}(?:,| \(|: ) ?"
    r"(?P<found>an? (?:\w+ )?(?P<way>cut|fall|drop|reduction|decrease|saving|rise|increase|growth|jump|gain)"
    r" of (?P<share>\d+(?:\.\d+)?) ?(?:%|per cent))"
)
_FALLS = {"cut", "fall", "drop", "reduction", "decrease", "saving"}
_MAJORITY = re.compile(
    r"\bAyes:? (?P<ayes>\d+)[,;] Noes:? (?P<noes>\d+)\b.{0,200}?\b(?P<found>a majority of (?P<majority>\d+))\b"
)
_YEARS = re.compile(
    rf"\bfrom (?P<first>1\d{{3}}|20\d\d) (?:to|until) (?P<last>1\d{{3}}|20\d\d)\b.{{0,200}}?"
    rf"\b(?P<found>(?:[Ii]n|[Dd]uring|[Oo]ver|[Ff]or) (?:its|those|these|their) (?P<years>{_NUMBER}) years)\b",
    re.DOTALL,
)
_LISTED = (
    r"(?:things|reasons|ways|options|steps|points|goals|aims|questions|themes|findings|lessons|priorities|changes"
    r"|features|kinds|types|sorts|parts|problems|issues|ideas|principles|objectives|examples)"
)
_LISTED_AT = re.compile(rf"{_LISTED}(?: (?:of|for|to) [a-z]+)?: ")
_LEAD_IN = re.compile(rf"\b(?P<found>(?P<total>{_NUMBER}) (?:[a-z]+ )?{_LISTED}(?: (?:of|for|to) [a-z]+)?):\s*$")
_IN_LINE = re.compile(
    rf"\b(?P<found>(?P<total>{_NUMBER}) (?:[a-z]+ )?{_LISTED}(?: (?:of|for|to) [a-z]+)?): (?P<parts>[^.;:!?()]+)[.!?]"
)
LONGEST_PART = 3  # words: longer ones may have commas in them
MOST_OFF = 1.0  # percent: by rounding


def disagree(given: CheckInput) -> Iterator[Found]:
    """Numbers in an item that cannot all be right."""
    yield from _contradictions(given)
    for piece in given.pieces:
        for line, match in _wrong_sums(piece.passage):
            yield Found(piece, line.text, match["found"], match.start("found"))


@remembered(REMEMBERED)
def _wrong_sums(passage: Passage) -> list[tuple[Line, re.Match[str]]]:
    wrong = [
        (line, match) for line in passage.matching(_COUNTS) if line.kind != "quote" for match in _wrong_in(line.text)
    ]
    return [*wrong, *_wrong_lists(passage.lines)]


def _wrong_in(text: str) -> Iterator[re.Match[str]]:
    yield from _wrong_parts(text) if " and " in text else ()
    if "%" in text or "per cent" in text:
        yield from (match for match in _SHARE.finditer(text) if _is_other_share(match))
        yield from (match for match in _CHANGE.finditer(text) if _is_other_change(match))
    if "Ayes" in text:
        votes = _MAJORITY.finditer(text)
        yield from (one for one in votes if int(one["majority"]) != abs(int(one["ayes"]) - int(one["noes"])))
    if "from 1" in text or "from 2" in text:
        for match in _YEARS.finditer(text):
            years = int(match["last"]) - int(match["first"])
            if _value(match["years"]) not in (years, years + 1):
                yield match


def _wrong_parts(text: str) -> Iterator[re.Match[str]]:
    if _BEFORE_PARTS.search(text):
        yield from (one for one in _WITH_PARTS.finditer(text) if sum(_parts(one)) != _value(one["total"]))
    for pattern in _WITH_SOME_PARTS if ", of " in text or _OF_ALL.search(text) else ():
        for match in pattern.finditer(text):
            total = _value(match["total"])
            if total < sum(_parts(match)) <= total * (1 + _MOST_BY_SLIP):
                yield match
    if ": " in text and _LISTED_AT.search(text):
        yield from (match for match in _IN_LINE.finditer(text) if _is_other_count(match))


def _value(words: str) -> int:
    """What a number says, in words or figures."""
    return _NUMBERS.index(words.lower()) + 2 if words.lower() in _NUMBERS else int(words.replace(",", ""))


def _parts(match: re.Match[str]) -> list[int]:
    return [_value(number) for number in re.findall(rf"(?:^|, |,? and )({_NUMBER})(?= )", match["parts"])]


def _is_other_count(match: re.Match[str]) -> bool:
    """Whether the parts of a list within a sentence, which are all short, are more or fewer than announced."""
    parts = re.split(r",? and |, ", match["parts"])
    is_plain = all(0 < len(part.split()) <= LONGEST_PART for part in parts)
    return is_plain and len(parts) != _value(match["total"])


def _is_other_share(match: re.Match[str]) -> bool:
    part, total = _value(match["part"]), _value(match["total"])
    return 0 < part <= total and abs(100 * part / total - float(match["share"])) > MOST_OFF


def _is_other_change(match: re.Match[str]) -> bool:
    was, now = (float(match[name].replace(",", "")) for name in ("was", "is"))
    share = (was - now if match["way"] in _FALLS else now - was) * 100 / was if was else 0
    return bool(was) and abs(share - float(match["share"])) > MOST_OFF


def _wrong_lists(lines: Sequence[Line]) -> Iterator[tuple[Line, re.Match[str]]]:
    """“Three things:” before a list of four."""
    for place, line in enumerate(lines):
        match = _LEAD_IN.search(line.text) if line.text.endswith(":") and line.kind == "paragraph" else None
        items = 0
        for after in lines[place + 1 :] if match else ():
            if after.kind != "item":
                break
            items += after.begins_item
        if match and items and items != _value(match["total"]):
            yield line, match


def _contradictions(given: CheckInput) -> Iterator[Found]:
    """“The first of three sprints” in an item that speaks of “our third sprint”, or of “the second of four sprints”."""
    for piece in given.pieces:
        said: dict[str, list[_Count]] = defaultdict(list)
        for line, match in _counted(piece.passage):
            count = _count(match)
            is_wrong = count.is_too_high or any(count.contradicts(other) for other in said[match["thing"].lower()])
            if is_wrong and not WILL.search(line.sentence_at(match.start())):
                yield Found(piece, line.text, match[0], match.start())
            said[match["thing"].lower()].append(count)


class _Count(NamedTuple):
    """“The first of three sprints”, or “our first sprint”; what is not said is 0 or false."""

    number: int
    total: int
    is_ours: bool  # of what one goes through in turn

    @property
    def is_too_high(self) -> bool:
        return 0 < self.total < self.number

    def contradicts(self, other: "_Count") -> bool:
        total = self.total or other.total
        has_other_total = other.total not in (0, total)
        is_elsewhere = self.number != other.number and bool(total) and self.is_ours != other.is_ours
        return has_other_total or 0 < total < max(self.number, other.number) or is_elsewhere


def _count(match: re.Match[str]) -> _Count:
    total = _value(match["number"] or "0")
    is_ours = bool(match["our"]) and match["thing"].lower() in _IN_TURN
    return _Count(_ORDINALS.index(match["ordinal"].lower()) + 1, total, is_ours)


@remembered(REMEMBERED)
def _counted(passage: Passage) -> list[tuple[Line, re.Match[str]]]:
    return [(line, match) for line in passage.with_words(_ORDINAL_WORDS) for match in _COUNTED.finditer(line.text)]
