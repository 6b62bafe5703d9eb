"""Dates, times and lists in words, in British English and the GOV.UK manner."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_date

LOCALE = "en_GB"
LONGEST_QUOTE = 80  # characters
_SENTENCE_END = re.compile(r"[.!?…][’”'\")\]]*\s")


def day(value: date) -> str:
    """``8 December 2021``."""
    return format_date(value, "d MMMM y", locale=LOCALE)


def weekday(value: date) -> str:
    """``Wednesday 8 December 2021``."""
    return format_date(value, "EEEE d MMMM y", locale=LOCALE)


def period(starts: date, ends: date) -> str:
    """``25 November – 8 December 2021``: year and month once where they are the same."""
    if starts == ends:
        return day(ends)
    if (starts.year, starts.month) == (ends.year, ends.month):
        return f"{starts.day} – {day(ends)}"
    if starts.year == ends.year:
        return f"{format_date(starts, 'd MMMM', locale=LOCALE)} – {day(ends)}"
    return f"{day(starts)} – {day(ends)}"


def clock_time(value: datetime | time) -> str:
    """``5:30pm``, ``5pm``, ``midday``, ``midnight``."""
    if value.minute == 0 and value.hour in (0, 12):
        return "midday" if value.hour else "midnight"
    minutes = f":{value.minute:02}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes}{'am' if value.hour < 12 else 'pm'}"


def moment(value: datetime, timezone: str) -> str:
    """``5pm on Wednesday 8 December 2021``, in the given time zone."""
    local = value.astimezone(ZoneInfo(timezone))
    return f"{clock_time(local)} on {weekday(local.date())}"


def day_and_time(value: date, at: time | None) -> str:
    """``8 December 2021, 2:30pm``; without a time the day alone."""
    return f"{day(value)}, {clock_time(at)}" if at else day(value)


def span(starts: date, starts_at: time | None, ends: date | None, ends_at: time | None) -> str:
    """``Wednesday 8 December 2021, 2:30pm to 4pm``; where it goes on for days, with the last one too."""
    first = _weekday_and_time(starts, starts_at)
    if ends and ends != starts:
        return f"{first} to {_weekday_and_time(ends, ends_at)}"
    return f"{first} to {clock_time(ends_at)}" if ends_at else first


def _weekday_and_time(value: date, at: time | None) -> str:
    return f"{weekday(value)}, {clock_time(at)}" if at else weekday(value)


def listing(names: Sequence[str]) -> str:
    """``A, B and C``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def few(names: Sequence[str]) -> str:
    """``A``, ``A, B and C``, ``A, B and 4 others``: enough to tell what it is about."""
    return listing(names) if len(names) <= 3 else f"{', '.join(names[:2])} and {len(names) - 2} others"


def beginning(text: str) -> str:
    """As much of ``text`` as ends well: with a sentence in its second half, else with a line or a word there."""
    middle = len(text) // 2
    sentences = [match.end() for match in _SENTENCE_END.finditer(text, middle)]
    end = sentences[-1] if sentences else text.rfind("\n", middle) + 1 or text.rfind(" ", middle) + 1
    return text[:end] if end else text


def quoted(typed: str) -> str:
    """``“typed”``: what somebody typed, shortened where it is longer than any name."""
    return f"“{typed}”" if len(typed) <= LONGEST_QUOTE else f"“{typed[:LONGEST_QUOTE].rstrip()}…”"


def count(number: int, noun: str, plural: str = "") -> str:
    """``1 project``, ``3 projects``."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def as_messages(messages: int, below: int) -> str:
    """``as 1 message, with 14 messages in its thread``."""
    thread = f", with {count(below, 'message')} in its thread" if below else ""
    return f"as {count(messages, 'message')}{thread}"
