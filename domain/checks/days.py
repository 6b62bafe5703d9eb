"""Checks of days: said without a year, on the wrong weekday, not in their month, or over."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from domain.checks.base import Seen, Window
from domain.checks.passage import REMEMBERED, Line

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT = {name[:3]: number for number, name in enumerate(MONTHS, 1)} | {"Sept": 9}
_MONTH = rf"(?P<month>{'|'.join(MONTHS)}|{'|'.join(_SHORT)})"
_YEAR = r"(?:,? (?P<year>(?:19|20)\d\d)\b)?"
_DAY = re.compile(
    rf"(?P<day>[0-9](?<![\w.,:£$%/].)[0-9]?)(?:st|nd|rd|th)?(?: of)? {_MONTH}\b(?![\w-])(?! Day\b){_YEAR}"
)
_DAY_AFTER_MONTH = re.compile(rf"{_MONTH} (?P<day>[0-9][0-9]?)(?:st|nd|rd|th)\b{_YEAR}")
_WEEKDAY_BEFORE = re.compile(rf"\b({'|'.join(WEEKDAYS)}),? (?:the )?$")
LONGEST_BEFORE = len("Wednesday, the ")
_SHARED = re.compile(r"^\s*(?:,|–|—|-|to|and|or|until|\d{1,2}(?:st|nd|rd|th)?)[^.!?]{0,40}\b20\d\d\b")
WILL = re.compile(r"\b(?:will|shall|going to|planned|aims? to|due|by the end of|upcoming|looking forward)\b", re.I)


class _Day(NamedTuple):
    """A day as it stands in a text; what is not said there is empty."""

    words: str
    at: int
    weekday: str
    day: int
    month: int
    year: int

    def near(self, said_on: date) -> date | None:
        """The day that is meant, without a year the nearest one; None where the month has no such day."""
        years = [self.year] if self.year else range(said_on.year - 1, said_on.year + 2)
        days = [day for year in years if (day := _date(year, self.month, self.day))]
        return min(days, key=lambda day: abs(day - said_on), default=None)


def without_year(line: Line, window: Window) -> Iterator[Seen]:
    """A day and month without a year: the archive will be read for years."""
    for said in _days(line.text):
        if not said.year and not _SHARED.match(line.text[said.at + len(said.words) :]):
            day = said.near(window.said_on)
            yield said.words, said.at, f"{said.words} {day.year}" if day else None


def wrong_weekday(line: Line, window: Window) -> Iterator[Seen]:
    """A weekday that is not the date's."""
    for said in _days(line.text):
        day = said.near(window.said_on) if said.weekday else None
        if day and WEEKDAYS[day.weekday()] != said.weekday:
            yield said.words, said.at, said.words.replace(said.weekday, WEEKDAYS[day.weekday()])


def no_such_day(line: Line, window: Window) -> Iterator[Seen]:
    """A day that its month does not have."""
    for said in _days(line.text):
        if said.near(window.said_on) is None:
            yield said.words, said.at, None


def passed(line: Line, window: Window) -> Iterator[Seen]:
    """Something promised for a day that is over already."""
    for said in _days(line.text):
        day = said.near(window.said_on) if said.year else None
        if day and day < window.starts and WILL.search(line.sentence_at(said.at)):
            yield said.words, said.at, None


@lru_cache(maxsize=16 * REMEMBERED)
def _days(text: str) -> tuple[_Day, ...]:
    matches = [*_DAY.finditer(text), *_DAY_AFTER_MONTH.finditer(text)]
    return tuple(_day(text, match) for match in matches if 1 <= int(match["day"]) <= 31)


def _day(text: str, match: re.Match[str]) -> _Day:
    weekday = _WEEKDAY_BEFORE.search(text, max(0, match.start() - LONGEST_BEFORE), match.start())
    at = weekday.start() if weekday else match.start()
    month = _SHORT.get(match["month"]) or MONTHS.index(match["month"]) + 1
    return _Day(
        words=text[at : match.end()],
        at=at,
        weekday=weekday[1] if weekday else "",
        day=int(match["day"]),
        month=month,
        year=int(match["year"] or 0),
    )


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
