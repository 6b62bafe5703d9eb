"""The editions that a question names: by number, or by the time that they cover."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from domain.edition import Edition, title
from domain.question_words import MONTHS, SEASONS
from domain.reading import LATER, Span

Period = tuple[date, date]
_EDITION = r"(?:editions?|issues?|rhifyn|sprint notes?|notes|sn|no|number)"
_NUMBER = rf"(?:{_EDITION} ?)(\d{{1,4}})"
_NAMES = "|".join(sorted((*MONTHS, *SEASONS), key=len, reverse=True))
_DAY = rf"(?:the )?(?:mis )?(?:(\d{{1,2}})(?:st|nd|rd|th)? )?(?:{_NAMES})(?: (?:of )?\d{{4}})?"
_DATE = rf"(?:{_DAY}|\d{{4}} \d\d \d\d|(?:19|20)\d\d)"
EDITION_ALONE = re.compile(rf"\b(?:{_NUMBER})\b")
LATEST = re.compile(
    r"\b(?:(?:the |our )?(?:latest|last|newest|current|most recent) (?:edition|issue|sprint notes?|notes)"
    r"|(?:y )?rhifyn (?:diweddaraf|olaf))\b"
)
_RULES: Sequence[tuple[str, str]] = (
    (rf"(?:from|between) (?:{_NUMBER}|(\d{{1,4}})) (?:to|and|until) {_EDITION}? ?(\d{{1,4}})", "between"),
    (rf"{_EDITION} (\d{{1,4}}) ?(?:to|and|until) ?(\d{{1,4}})", "numbers"),
    (rf"(?:since|from|after|ers) {_NUMBER}(?: (?:on|onwards?))?", "since"),
    (rf"(?:before|until|up to|cyn) {_NUMBER}", "until"),
    (r"(?:in |yn )?(?:the )?(?:last|past) (\d{1,3}) (?:editions|issues)", "last"),
    (rf"(?:from|between) ({_DATE}) (?:to|and|until) ({_DATE})", "dates"),
    (rf"(?:since|after|ers) ({_DATE})", "since date"),
    (rf"(?:before|until|up to|cyn) ({_DATE})", "until date"),
    (r"(?:in |during )?(this|last) (month|year|week|quarter)", "relative"),
    (rf"(?:in|during|on|of|ym|yn|back in|last|this)? ?({_DATE})", "date"),
)
RULES = tuple((re.compile(rf"\b{pattern}\b"), name) for pattern, name in _RULES)


def span_in(text: str, editions: Sequence[Edition], today: date) -> tuple[str, Span | None]:
    """The folded ``text`` with ``|`` where it named editions, and which; the first way that fits counts."""
    for pattern, name in RULES:
        for match in pattern.finditer(text):
            span = _READERS[name]([group for group in match.groups() if group], editions, today)
            if span:
                return f"{text[: match.start()]} | {text[match.end() :]}", span
    return text, None


def of_numbers(since: int, until: int, called: str) -> Span:
    """The editions between two numbers, whichever comes first."""
    return Span(min(since, until), max(since, until), called)


def _between(groups: Sequence[str], _editions: Sequence[Edition], _today: date) -> Span:
    since, until = int(groups[0]), int(groups[-1])
    return of_numbers(since, until, f"from {title(since)} to {title(until)}")


def _since(groups: Sequence[str], _editions: Sequence[Edition], _today: date) -> Span:
    return Span(int(groups[0]), LATER, f"since {title(int(groups[0]))}")


def _until(groups: Sequence[str], _editions: Sequence[Edition], _today: date) -> Span:
    return Span(0, int(groups[0]) - 1, f"before {title(int(groups[0]))}")


def _last(groups: Sequence[str], editions: Sequence[Edition], _today: date) -> Span:
    numbers = sorted(edition.number for edition in editions)[-int(groups[0]) :]
    return Span(min(numbers, default=1), LATER, f"in the last {groups[0]} editions")


def _date(groups: Sequence[str], editions: Sequence[Edition], today: date) -> Span | None:
    period = period_of(groups[0], today)
    return _covering(editions, period, f"in {_shown(groups[0])}") if period else None


def _dates(groups: Sequence[str], editions: Sequence[Edition], today: date) -> Span | None:
    days = [text for text in groups if not text.isdecimal() or len(text) == 4]
    first, last = period_of(days[0], today), period_of(days[-1], today)
    if first is None or last is None:
        return None
    return _covering(editions, (first[0], last[1]), f"from {_shown(days[0])} to {_shown(days[-1])}")


def _since_date(groups: Sequence[str], editions: Sequence[Edition], today: date) -> Span | None:
    period = period_of(groups[0], today)
    return _covering(editions, (period[0], date.max), f"since {_shown(groups[0])}") if period else None


def _until_date(groups: Sequence[str], editions: Sequence[Edition], today: date) -> Span | None:
    period = period_of(groups[0], today)
    before = [edition for edition in editions if period and edition.ends < period[0]]
    return _over(before, f"before {_shown(groups[0])}") if period else None


def _relative(groups: Sequence[str], editions: Sequence[Edition], today: date) -> Span:
    which, unit = groups
    starts, ends = _period_around(unit, today)
    if which == "last":
        starts, ends = _period_around(unit, starts - timedelta(1))
    return _covering(editions, (starts, ends), f"{which} {unit}")


def _period_around(unit: str, day: date) -> Period:
    if unit == "week":
        starts = day - timedelta(day.weekday())
        return starts, starts + timedelta(6)
    first = {"month": day.month, "year": 1, "quarter": (day.month - 1) // 3 * 3 + 1}[unit]
    months = {"month": 1, "year": 12, "quarter": 3}[unit]
    return date(day.year, first, 1), _last_day(day.year, first + months - 1)


_READERS: dict[str, Callable[[Sequence[str], Sequence[Edition], date], Span | None]] = {
    "between": _between,
    "numbers": _between,
    "since": _since,
    "until": _until,
    "last": _last,
    "date": _date,
    "dates": _dates,
    "since date": _since_date,
    "until date": _until_date,
    "relative": _relative,
}


def period_of(text: str, today: date) -> Period | None:
    """The days that “november”, “8 december 2021”, “spring” or “2021” are; without a year the last that have begun."""
    words = [word for word in re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text).split() if word not in ("the", "of", "mis")]
    numbers = [int(word) for word in words if word.isdecimal()]
    name = next((word for word in words if not word.isdecimal()), "")
    try:
        if not name:
            return (date(*numbers),) * 2 if len(numbers) == 3 else (date(numbers[0], 1, 1), date(numbers[0], 12, 31))
        year = next((number for number in numbers if number > 31), 0)
        day = next((number for number in numbers if number <= 31), 0)
        if year:
            return _named(name, year, day)
        return next(found for back in range(3) if (found := _named(name, today.year - back, day))[0] <= today)
    except (ValueError, StopIteration):
        return None  # no such day


def _named(name: str, year: int, day: int) -> Period:
    first, last = SEASONS.get(name) or (MONTHS[name], MONTHS[name])
    if day and first == last:
        return (date(year, first, day),) * 2
    return date(year, first, 1), _last_day(year + (last < first), last)


def _last_day(year: int, month: int) -> date:
    return (date(year, month, 28) + timedelta(4)).replace(day=1) - timedelta(1)


def _covering(editions: Iterable[Edition], period: Period, called: str) -> Span:
    return _over([one for one in editions if one.starts <= period[1] and one.ends >= period[0]], called)


def _over(editions: Sequence[Edition], called: str) -> Span:
    numbers = [edition.number for edition in editions]
    return Span(min(numbers, default=1), max(numbers, default=0), called)


def _shown(text: str) -> str:
    """A date as it was asked for, with its capital letter."""
    return " ".join(word.capitalize() if word in MONTHS else word for word in text.split())
