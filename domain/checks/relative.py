"""The check of days that are named by how far they are from another: “this week”, “on Friday”, “two weeks ago”."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from domain import english
from domain.checks.base import Seen, Window
from domain.checks.days import MONTHS, WEEKDAYS, WILL
from domain.checks.passage import Line, is_quoted, may_say

_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
_PART = "week|weekend|fortnight|month|quarter|year|morning|afternoon|evening|night|spring|summer|autumn|winter"
_COUNT = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+|a few|several)"
_RELATIVE = re.compile(
    rf"\b(?:(?P<which>this|next|last|coming) (?P<part>{_PART}|{_WEEKDAY})"
    rf"|(?P<on>on) (?P<bare>{_WEEKDAY})(?! ?,? ?(?:the )?\d)(?! (?:morning|afternoon|evening|night)s\b)"
    r"|(?P<day>today|tomorrow|yesterday)|tonight)\b(?!['’]s\b| time\b| of\b|,? \d)",
    re.IGNORECASE,
)
_AGO = re.compile(rf"\b{_COUNT} (?:days?|weeks?|months?) ago\b", re.IGNORECASE)
_LIKELY = (
    "week", "fortnight", "month", "quarter", "year", "day", "tomorrow", "morning", "noon", "evening", "night",
    "spring", "summer", "autumn", "winter",
)  # fmt: skip
_STEPS = {"this": 0, "coming": 1, "next": 1, "last": -1}
_DAYS = {"today": 0, "tomorrow": 1, "yesterday": -1}
_LASTS = re.compile(r"\b(?:the|a|an|our|their|its|each|every|past|over)\s$", re.IGNORECASE)  # over the last year
_PREPOSITION = re.compile(
    r"\b(?:by|until|till|since|from|before|after|during|for|of|to|than|between|in|on|at)\s$", re.IGNORECASE
)
_PRESENT = re.compile(r"\b(?:is|are|starts?|begins?|opens?|closes?|meets?|launch(?:es)?|takes? place)\b", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:was|were|had|did|met|held|ran|went|came|took|gave|saw|began|spoke|told|showed|shown"
    r"|(?!need|indeed|hundred|speed|feed|exceed|proceed|succeed)\w{2,}ed)\b",
    re.IGNORECASE,
)


def relative(line: Line, window: Window) -> Iterator[Seen]:
    """“This week”: which one, in two months?"""
    if line.kind == "quote" or not may_say(line.text, _LIKELY):
        return
    for match in _RELATIVE.finditer(line.text):
        if not is_quoted(line.text, match.start()):
            yield match[0], match.start(), _fitting(line, match, _meant(line, match, window.said_on))
    for match in _AGO.finditer(line.text) if " ago" in line.text else ():
        if not is_quoted(line.text, match.start()):
            yield match[0], match.start(), None


def _fitting(line: Line, match: re.Match[str], meant: str | None) -> str | None:
    """What is meant as it fits in there; None where it does not: “over the last year”."""
    before = line.text[: match.start()]
    if meant is None or _LASTS.search(before):
        return None
    if _PREPOSITION.search(before):
        meant = meant.partition(" ")[2]
    return meant[0].upper() + meant[1:] if match[0][0].isupper() else meant


def _meant(line: Line, match: re.Match[str], said_on: date) -> str | None:
    """Which day or days are meant by what was said on a day; None where it may be others."""
    sentence = line.sentence_at(match.start())
    if match["day"]:
        name = match["day"].lower()
        is_nowadays = name == "today" and not _PAST.search(sentence) and not WILL.search(sentence)
        return None if is_nowadays else f"on {english.weekday(said_on + timedelta(days=_DAYS[name]))}"
    if match["on"]:
        return _weekday(match["bare"], said_on, _direction(sentence))
    if match["which"]:
        return _part(match["part"].lower(), _STEPS[match["which"].lower()], said_on, sentence)
    return None


def _part(name: str, step: int, said_on: date, sentence: str) -> str | None:
    match name:
        case "year":
            return f"in {said_on.year + step}"
        case "month":
            months = said_on.year * 12 + said_on.month - 1 + step
            return f"in {MONTHS[months % 12]} {months // 12}"
        case "week":
            monday = said_on - timedelta(days=said_on.weekday()) + timedelta(weeks=step)
            return f"in the week of {english.day(monday)}"
        case _ if name.capitalize() in WEEKDAYS:
            return _weekday(name, said_on, step or _direction(sentence))
        case _:
            return None


def _direction(sentence: str) -> int:
    """1 where it tells what is to come, -1 where it tells what was, 0 where both or neither is clear."""
    is_to_come = WILL.search(sentence) or _PRESENT.search(sentence)
    return bool(is_to_come) - bool(_PAST.search(sentence))


def _weekday(name: str, said_on: date, direction: int) -> str | None:
    """The nearest such weekday after or before a day; None where it may be either."""
    steps = WEEKDAYS.index(name.capitalize()) - said_on.weekday()
    days = (steps % 7 or 7) if direction > 0 else -(-steps % 7 or 7)
    return f"on {english.weekday(said_on + timedelta(days=days))}" if direction else None
