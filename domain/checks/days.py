"""Checks of days: said without a year, on the wrong weekday, not in their month, or over."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from domain.checks.base import Seen, Window
from domain.checks.lexicon import IRREGULAR
from domain.checks.passage import REMEMBERED, Line, Passage, is_quoted, small_words
from domain.remembered import remembered

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT = {name[:3]: number for number, name in enumerate(MONTHS, 1)} | {"Sept": 9}
_MONTH = rf"(?P<month>{'|'.join(MONTHS)}|{'|'.join(_SHORT)})"
_YEAR = r"(?:,? (?P<year>(?:1\d|20|21)\d\d)\b|,? [’'](?P<short>\d\d)\b)?"  # of any century since the Conquest
_DAY = re.compile(
    rf"(?P<day>[0-9](?<![\w.,:£$%/].)[0-9]?)(?:st|nd|rd|th)?(?: of)? {_MONTH}\b(?![\w-])(?! Day\b){_YEAR}"
)
_DAY_AFTER_MONTH = re.compile(rf"{_MONTH} (?P<day>[0-9][0-9]?)(?:st|nd|rd|th)\b{_YEAR}")
_IN_NUMBERS = re.compile(
    r"(?P<first>[0-9](?<![\w.,:/-].)[0-9]?)([/.-])(?P<second>[0-9]{1,2})\2(?P<year>(?:19|20)\d\d)\b(?![/.-]\d)"
)
_DIGITS_OF_A_DAY = re.compile(rf"[0-9](?:(?:st|nd|rd|th)\b|(?:st|nd|rd|th)?(?: of)? (?:{'|'.join(_SHORT)})|[/.-][0-9])")
_A_YEAR = re.compile(r"[0-9](?<=\d\d\d\d)|[0-9](?<=[’']\d)")
_WEEKDAY_BEFORE = re.compile(rf"\b({'|'.join(WEEKDAYS)}),? (?:the )?$")
LONGEST_BEFORE = len("Wednesday, the ")
_SHARED = re.compile(r"^\s*(?:,|–|—|-|to|and|or|until|\d{1,2}(?:st|nd|rd|th)?)[^.!?]{0,40}\b(?:1\d|20|21)\d\d\b")
_YEARLY = re.compile(r"\b(?:every|each) (?:year|(?:\w+ )?\d|[A-Z])|\b(?:annual(?:ly)?|yearly)\b", re.IGNORECASE)
WILL = re.compile(r"\b(?:will|shall|going to|planned|aims? to|due|by the end of|upcoming|looking forward)\b", re.I)
_SURELY = re.compile("will|shall", re.I)  # what was planned for a day may have come otherwise
_CLAUSE = re.compile(r"[,;:–—]|\b(?:and|but|that|so|while)\b")
PRESENT = re.compile(
    r"\b(?:is|are|starts?|begins?|opens?|closes?|meets?|launch(?:es)?|ends?|runs?|returns?|takes? place)\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\bbe \w+")
_NO_PAST = ("need", "indeed", "hundred", "speed", "feed", "exceed", "proceed", "succeed")  # and what begins so
PAST = re.compile(rf"\b(?:{'|'.join(sorted(IRREGULAR))}|(?!{'|'.join(_NO_PAST)})\w{{2,}}ed)\b", re.IGNORECASE)


_NEAR = timedelta(days=31)  # whatever the sentence says
_SURELY_NEAR = timedelta(days=120)  # where the sentence does not say whether it is to come


class _Day(NamedTuple):
    """A day as it stands in a text; what is not said there is empty."""

    words: str
    at: int
    weekday: str
    day: int
    month: int
    year: int

    def near(self, said_on: date, towards: int = 0) -> date | None:
        """The day that is meant. Without a year it is the nearest one; where that is months away, the nearest after (1)
        or before (-1) if ``towards`` says so. None where the month has no such day."""
        years = [self.year] if self.year else range(said_on.year - 1, said_on.year + 2)
        days = [day for year in years if (day := _date(year, self.month, self.day))]
        there = [day for day in days if abs(day - said_on) <= _NEAR or (day - said_on).days * towards >= 0]
        return min(there or days, key=lambda day: abs(day - said_on), default=None)


@remembered(4 * REMEMBERED)
def direction(sentence: str) -> int:
    """1 where a sentence tells what is to come, -1 where it tells what was, 0 where both or neither is clear."""
    is_to_come = WILL.search(sentence) or PRESENT.search(sentence)
    return bool(is_to_come) - _tells_what_was(sentence)


def _tells_what_was(sentence: str) -> bool:
    """Whether a verb in it is a past one; after “be” none is."""
    words = small_words(sentence)
    if "be" in words:
        return bool(PAST.search(_PASSIVE.sub("", sentence)))
    regular = any(word.endswith("ed") and len(word) > 3 and not word.startswith(_NO_PAST) for word in words)
    return regular or not IRREGULAR.isdisjoint(words)


@remembered(REMEMBERED)
def lines_with_days(passage: Passage) -> list[Line]:
    """Those that may name a day."""
    return passage.matching(_DIGITS_OF_A_DAY)


def without_year(line: Line, window: Window) -> Iterator[Seen]:
    """A day and month without a year: the archive will be read for years. What somebody said is theirs, and what
    happens every year needs none."""
    for said in _days(line.text, is_month_first=window.is_month_first) if line.kind != "quote" else ():
        has_year = said.year or _SHARED.match(line.text[said.at + len(said.words) :])
        if not has_year and not is_quoted(line.text, said.at) and not _YEARLY.search(line.sentence_at(said.at)):
            towards = direction(line.sentence_at(said.at))
            day = said.near(window.said_on, towards)
            if day:
                is_sure = towards or abs(day - window.said_on) <= _SURELY_NEAR
                yield said.words, said.at, f"{said.words} {day.year}" if is_sure else None


def wrong_weekday(line: Line, window: Window) -> Iterator[Seen]:
    """A weekday that is not the date's."""
    for said in _days(line.text, is_month_first=window.is_month_first):
        day = said.near(window.said_on) if said.weekday else None
        if day and WEEKDAYS[day.weekday()] != said.weekday:
            yield said.words, said.at, said.words.replace(said.weekday, WEEKDAYS[day.weekday()])


def no_such_day(line: Line, window: Window) -> Iterator[Seen]:
    """A day that its month does not have."""
    for said in _days(line.text, is_month_first=window.is_month_first):
        if said.near(window.said_on) is None:
            yield said.words, said.at, None


def passed(line: Line, window: Window) -> Iterator[Seen]:
    """Something promised for a day that will be over when the edition is published: after its last day."""
    for said in _days(line.text, is_month_first=window.is_month_first) if line.kind != "quote" else ():
        day = said.near(window.said_on)
        if day and day < window.ends and _is_promised(line, said):
            yield said.words, said.at, None


def _is_promised(line: Line, said: _Day) -> bool:
    """Whether what happens on that day is told as something to come: “the pier will open on 3 March”."""
    sentence = line.sentence_at(said.at)
    will = WILL.search(sentence)
    if will is None or is_quoted(line.text, said.at):
        return False
    at = sentence.find(said.words)
    between = _PASSIVE.sub("", sentence[will.end() : at])
    if at < will.start():
        between = sentence[at + len(said.words) : will.start()]
        return not PAST.search(between) and not _CLAUSE.search(between)
    was_to_be = not _SURELY.match(will[0]) and PAST.search(sentence, at + len(said.words))
    clause = _CLAUSE.split(sentence[: will.start()])[-1]
    return not was_to_be and not PAST.search(clause) and not PAST.search(between)


def has_a_day(sentence: str) -> bool:
    """Whether a sentence names a day with its year: what is said beside it is as clear."""
    return bool(_A_YEAR.search(sentence)) and any(said.year for said in _days(sentence, is_month_first=False))


@remembered(16 * REMEMBERED)
def _days(text: str, *, is_month_first: bool) -> tuple[_Day, ...]:
    """The days that a text names, as they stand in it."""
    days = []
    for match in (*_DAY.finditer(text), *_DAY_AFTER_MONTH.finditer(text)):
        month = _SHORT.get(match["month"]) or MONTHS.index(match["month"]) + 1
        year = int(match["year"] or 0) or int(match["short"] or -2000) + 2000
        days.append(_day(match, int(match["day"]), month, year))
    for match in _IN_NUMBERS.finditer(text):
        first, second = int(match["first"]), int(match["second"])
        day, month = (second, first) if is_month_first else (first, second)
        days.append(_day(match, day, month, int(match["year"])))
    return tuple(day for day in days if 1 <= day.day <= 31 and 1 <= day.month <= 12)


def _day(match: re.Match[str], day: int, month: int, year: int) -> _Day:
    text = match.string
    weekday = _WEEKDAY_BEFORE.search(text, max(0, match.start() - LONGEST_BEFORE), match.start())
    at = weekday.start() if weekday else match.start()
    return _Day(text[at : match.end()], at, weekday[1] if weekday else "", day, month, year)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
