"""The check of days that are named by how far they are from another: “this week”, “on Friday”, “two weeks ago”."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from domain import english
from domain.checks.base import Seen, Window
from domain.checks.days import MONTHS, PAST, WEEKDAYS, WILL, direction, has_a_day
from domain.checks.passage import Line, Passage, is_quoted

_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
_TIME = "morning|lunchtime|afternoon|evening|night"
_PART = f"week|weekend|fortnight|sprint|month|quarter|year|{_TIME}|spring|summer|autumn|winter"
_COUNT = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d+|(?:a )?few|couple of|several)"
_RELATIVE = re.compile(
    rf"\b(?:(?P<which>this|next|last|coming) (?P<part>{_PART}|{_WEEKDAY})|(?:last|next) (?-i:{'|'.join(MONTHS)})"
    rf"|(?P<on>on )?(?P<bare>{_WEEKDAY})(?: (?P<time>{_TIME}))?(?! (?:{_TIME})s\b)(?! ?,? ?(?:the )?\d)"
    r"|(?P<day>today|tomorrow|yesterday)|tonight"
    r"|(?:at|by|before|until) the end of the (?:week|month|sprint|quarter|year))\b(?!['’]s\b| time\b| of\b|,? \d)",
    re.IGNORECASE,
)
_AGO = re.compile(rf"\b{_COUNT} (?:days?|weeks?|months?) ago\b", re.IGNORECASE)
_OVER = re.compile(
    r"\b(?:over|in|during|within) the (?:next|last|past|coming)"
    rf" (?:{_COUNT} (?!year)(?:{_PART}|day)s?|(?:{_PART})s?)\b",
    re.IGNORECASE,
)
_RECENTLY = re.compile(r"(?<!most )(?<!the )(?<!more )(?<!our )(?<!\ba )(?<!until )\brecently\b", re.IGNORECASE)
_BEGINNING = re.compile(
    r"[tnlcyabu](?<!\w.)(?:his|ext|ast|oming|oday|omorrow|esterday|onight|(?:t|y|efore|ntil) the end)\b"
)
_NAMED = re.compile(r"[MTWFS](?:on|ues|ednes|hurs|ri|atur|un)day(?![^\W\d_])")
_DIARY = re.compile(rf"(?:^|(?<=[.!?] )){_WEEKDAY}(?=: \w)")  # “Thursday: show and tell.”
_LIKELY = frozenset({
    "this", "next", "last", "past", "coming", "ago", "today", "tonight", "tomorrow", "yesterday", "recently", "end",
    *(name.lower() for name in WEEKDAYS),
})  # fmt: skip
# A weekday that is a habit, part of a name or of opening hours: “a Tuesday”, “Good Friday”, “Monday to Friday”.
_HABIT = re.compile(
    r"(?:\b(?i:an?|every|each|any|most|some|the|other)(?: [a-z]+)?"
    r"|\b(?!(?:On|By|Since|Until|From|After|Before|And|But|So|Then|This|Last|Next)\b)[A-Z]\w+"
    rf"|(?:{_WEEKDAY})(?: to|–| –| -)|–|-|/)\s?$"
)
_HABIT_AFTER = re.compile(rf"(?:s\b|[-–/]|,? (?:to|–|-|through) {_WEEKDAY}|\s[A-Z]\w|s?['’])")
_ITS_WEEK = timedelta(days=7)  # what an edition covers at most where “this week” is what it covers
LONGEST_BEFORE = 30  # characters that tell how a word is meant
BESIDE = 25  # characters: a day so near is the one that is meant, “today, 3 May 2021”
_LABEL = 5  # words: so few without an end are a heading
_STEPS = {"this": 0, "coming": 1, "next": 1, "last": -1}
_DAYS = {"today": 0, "tomorrow": 1, "yesterday": -1}
_LASTS = re.compile(r"\b(?:the|that|a|an|our|their|its|each|every|past|very)\s$", re.IGNORECASE)  # the next morning
_TAKES_A_NOUN = re.compile(
    r"\b(?:spent|by|until|till|since|from|before|after|during|for|of|to|than|between|in|on|at)\s$", re.IGNORECASE
)
_IS_SUBJECT = re.compile(
    r"\s(?:is|was|has|had|will|marks|marked|saw|sees|brings|brought|begins|began|starts|started|ends|ended|felt|feels"
    r"|turned|went|looks|promises)\b"
)
_WE_ARE = re.compile(r"\b(?:we(?:[’']re| are)|I(?:[’']m| am)) \w+ing\b", re.IGNORECASE)
_REPORTED = re.compile(r"\b(?:said|says|told|asked|wrote|explained|put it|according to|reported)\b", re.IGNORECASE)


def lines_with_days(passage: Passage) -> list[Line]:
    """Those that may name a day or days by how far they are from another."""
    return passage.with_words(_LIKELY)


def relative(line: Line, window: Window) -> Iterator[Seen]:
    """“This week”: which one, in two months?"""
    if line.kind in ("quote", "heading") or _is_label(line):
        return
    for match in _matches(line):
        sentence = line.sentence_at(match.start())
        near = line.text[max(0, match.start() - BESIDE) : match.end() + BESIDE] if _is_of_now(match) else sentence
        if not is_quoted(line.text, match.start()) and not has_a_day(near):
            yield from _seen(line, match, sentence, window)


def _is_label(line: Line) -> bool:
    return line.text.rstrip()[-1:] not in (".", "!", "?") and len(line.text.split()) <= _LABEL and not line.links


def _is_of_now(match: re.Match[str]) -> bool:
    """Whether it is counted from the day of writing, not from a day that the sentence names."""
    return match.re is _RELATIVE and match["day"] is not None


def _matches(line: Line) -> Iterator[re.Match[str]]:
    """What a text says; of “over the next sprint” only the whole."""
    text, end = line.text, 0
    ways = ((": ", _DIARY), (" ago", _AGO), (" the ", _OVER), ("ecently", _RECENTLY))
    found = [match for word, pattern in ways if word in text for match in pattern.finditer(text)]
    found += [match for at in _beginnings(line) if (match := _RELATIVE.match(text, at))]
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        if match.start() >= end:
            yield match
        end = max(end, match.end())


def _beginnings(line: Line) -> set[int]:
    """Where something relative may begin: finding these few places takes less than trying the pattern everywhere."""
    at = {match.start() for match in _NAMED.finditer(line.text)}
    at |= {place - 3 for place in at if line.small.startswith("on ", max(0, place - 3))}
    at |= {match.start() for match in _BEGINNING.finditer(line.small)}
    return at


def _seen(line: Line, match: re.Match[str], sentence: str, window: Window) -> Iterator[Seen]:
    """What a reader cannot place, and what is meant where that is sure."""
    if match.re is not _RELATIVE:
        yield match[0], match.start(), None
    elif not _is_placed(line, match, sentence, window):
        is_reported = bool(_REPORTED.search(sentence))
        meant = None if is_reported or match["time"] else _meant(match, sentence, window.said_on)
        yield match[0], match.start(), _fitting(line, match, meant)


def _is_placed(line: Line, match: re.Match[str], sentence: str, window: Window) -> bool:
    """Whether a reader knows when it is, or need not: “the next morning”, “today” for nowadays, “a Tuesday”."""
    before, after = _just_before(line, match), line.text[match.end() :]
    if match["bare"]:
        is_sure = match["on"] or direction(sentence) or _TAKES_A_NOUN.search(before)
        is_habit = _HABIT_AFTER.match(after) or (not match["on"] and _HABIT.search(before))
        is_this_edition = _is_weekly(window) and direction(sentence) < 0
        return not is_sure or match["bare"][0].islower() or bool(is_habit) or is_this_edition
    if match["which"]:
        is_this_edition = match[0].lower() == "this week" and _is_weekly(window)
        return is_this_edition or (match["part"] != "sprint" and bool(_LASTS.search(before)))
    return match[0].lower() == "today" and not any(tells.search(sentence) for tells in (PAST, WILL, _WE_ARE))


def _is_weekly(window: Window) -> bool:
    """Whether the edition tells of one week only, so that its readers know which one is meant."""
    return window.ends - window.starts < _ITS_WEEK


def _just_before(line: Line, match: re.Match[str]) -> str:
    return line.text[max(0, match.start() - LONGEST_BEFORE) : match.start()]


def _fitting(line: Line, match: re.Match[str], meant: str | None) -> str | None:
    """What is meant as it fits in there."""
    if meant is None:
        return None
    is_bare = match["bare"] and not match["on"]
    if is_bare or _TAKES_A_NOUN.search(_just_before(line, match)) or _IS_SUBJECT.match(line.text, match.end()):
        meant = meant.partition(" ")[2]
    return meant[0].upper() + meant[1:] if match[0][0].isupper() else meant


def _meant(match: re.Match[str], sentence: str, said_on: date) -> str | None:
    """Which day or days are meant by what was said on a day; None where it may be others."""
    if match["day"]:
        return f"on {english.weekday(said_on + timedelta(days=_DAYS[match['day'].lower()]))}"
    if match["bare"]:
        return _weekday(match["bare"], said_on, direction(sentence))
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
            return _weekday(name, said_on, step or direction(sentence))
        case _:
            return None


def _weekday(name: str, said_on: date, direction: int) -> str | None:
    """The nearest such weekday after or before a day; None where it may be either."""
    steps = WEEKDAYS.index(name.capitalize()) - said_on.weekday()
    days = (steps % 7 or 7) if direction > 0 else -(-steps % 7 or 7)
    return f"on {english.weekday(said_on + timedelta(days=days))}" if direction else None
