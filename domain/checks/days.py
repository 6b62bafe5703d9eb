"""Checks of days: said without a year, relative to a day that nobody remembers, on the wrong weekday, or over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from domain import words
from domain.checks.matter import Found, Matter, is_quoted, sentences

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT = {name[:3]: number for number, name in enumerate(MONTHS, 1)} | {"Sept": 9}
_MONTH = rf"(?P<month>{'|'.join(MONTHS)}|{'|'.join(_SHORT)})"
_DAY = re.compile(
    rf"(?:(?P<weekday>{'|'.join(WEEKDAYS)}),? (?:the )?)?(?<![\d.,:£$%/])\b(?P<day>[12]\d|3[01]|0?[1-9])"
    rf"(?:st|nd|rd|th)?(?: of)? {_MONTH}\b(?![\w-])(?:,? (?P<year>(?:19|20)\d\d)\b)?"
)
_LIKELY = re.compile(rf"\d(?:st|nd|rd|th)?(?: of)? (?:{'|'.join(_SHORT)})")  # most lines have no day: found fast
_SHARED = re.compile(r"^\s*(?:,|–|—|-|to|and|or|until|\d{1,2}(?:st|nd|rd|th)?)[^.!?]{0,40}\b20\d\d\b")
_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
_RELATIVE = re.compile(
    rf"\b(?:(?P<which>this|next|last|coming) (?P<unit>week|month|year|{_WEEKDAY})"
    rf"|(?P<on>on) (?P<bare>{_WEEKDAY})(?! ?,? ?(?:the )?\d)(?! (?:morning|afternoon|evening|night)s\b)"
    rf"|(?P<day>today|tomorrow|yesterday))\b(?!['’]s\b| time\b| of\b|,? \d)",
    re.IGNORECASE,
)
_WILL = re.compile(r"\b(?:will|shall|going to|planned|aims? to|due|by the end of|upcoming|looking forward)\b", re.I)
STEPS = {"this": 0, "coming": 1, "next": 1, "last": -1}


def without_year(matter: Matter) -> Iterator[Found]:
    """A day and month without a year: the archive will be read for years."""
    for piece in matter.pieces:
        for line in piece.lines:
            for match in _days(line.text):
                if match["year"] or _SHARED.match(line.text[match.end() :]):
                    continue
                day = _resolved(match, matter.ends)
                instead = f"{match[0]} {day.year}" if day else None
                yield Found(piece, line.text, match[0], match.start(), instead)


def wrong_weekday(matter: Matter) -> Iterator[Found]:
    """A weekday that is not the date's."""
    for piece in matter.pieces:
        for line in piece.lines:
            for match in _days(line.text):
                day = _resolved(match, matter.ends) if match["weekday"] else None
                if day and WEEKDAYS[day.weekday()] != match["weekday"]:
                    right = match[0].replace(match["weekday"], WEEKDAYS[day.weekday()])
                    yield Found(piece, line.text, match[0], match.start(), right)


def no_such_day(matter: Matter) -> Iterator[Found]:
    """A day that its month does not have."""
    for piece in matter.pieces:
        for line in piece.lines:
            for match in _days(line.text):
                if _resolved(match, matter.ends) is None:
                    yield Found(piece, line.text, match[0], match.start())


def relative(matter: Matter) -> Iterator[Found]:
    """“This week”: which one, in two months?"""
    for piece in matter.pieces:
        for line in piece.lines:
            for match in _RELATIVE.finditer(line.text):
                if line.kind == "quote" or is_quoted(line.text, match.start()):
                    continue
                yield Found(piece, line.text, match[0], match.start(), _meant(match, matter.ends))


def passed(matter: Matter) -> Iterator[Found]:
    """Something promised for a day that is over already."""
    for piece in matter.pieces:
        for line in piece.lines:
            for sentence, at in sentences(line.text):
                for match in _days(sentence):
                    day = _resolved(match, matter.ends) if match["year"] else None
                    if day and day < matter.starts and _WILL.search(sentence[: match.start()]):
                        yield Found(piece, line.text, match[0], at + match.start())


def _days(text: str) -> Iterator[re.Match[str]]:
    return _DAY.finditer(text) if _LIKELY.search(text) else iter(())


def _resolved(match: re.Match[str], near: date) -> date | None:
    """The day that is meant, without a year the nearest one; None where the month has no such day."""
    month = _SHORT.get(match["month"]) or MONTHS.index(match["month"]) + 1
    years = [int(match["year"])] if match["year"] else [near.year - 1, near.year, near.year + 1]
    days = [day for year in years if (day := _day(year, month, int(match["day"])))]
    return min(days, key=lambda day: abs(day - near), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _meant(match: re.Match[str], said_on: date) -> str | None:
    """What a relative day means where it is said on the last day of the period; None where it may be two."""
    if match["day"]:
        step = {"today": 0, "tomorrow": 1, "yesterday": -1}[match["day"].lower()]
        return f"on {words.weekday(said_on + timedelta(days=step))}"
    if match["on"]:
        return f"on {words.weekday(_weekday_after(match['bare'], said_on))}"
    step, unit = STEPS[match["which"].lower()], match["unit"].lower()
    if unit == "year":
        return f"in {said_on.year + step}"
    if unit == "month":
        months = said_on.year * 12 + said_on.month - 1 + step
        return f"in {MONTHS[months % 12]} {months // 12}"
    if unit == "week":
        monday = said_on - timedelta(days=said_on.weekday()) + timedelta(weeks=step)
        return f"in the week of {words.day(monday)}"
    day = _weekday_after(unit, said_on)
    return f"on {words.weekday(day if step >= 0 else day - timedelta(weeks=1))}"


def _weekday_after(name: str, day: date) -> date:
    return day + timedelta(days=(WEEKDAYS.index(name.capitalize()) - day.weekday()) % 7 or 7)
