"""Sprints on the calendar: periods, closing times, reminders. Pure functions of a cadence and a time.

Local times follow the unit's clock on the wall, as ``zoneinfo`` reads ``fold=0`` (PEP 495): one that a clock change
skips happens as much later (1:30am becomes 2:30am), of one that occurs twice the first counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain import english
from domain.places import Place, bank_holidays, place_of

DAY = timedelta(days=1)
LONGEST_SPRINT = 92  # days: a quarter
REMINDER_DAYS = (3, 1)  # working days before closing
REMINDER_TIME = time(10)
EVENING = time(18)  # from then on nobody is reminded of anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """How often the notes appear: any first day, the length in days, the closing time on the last day."""

    anchor: date = date(2024, 1, 4)
    days: int = 14
    closing: time = time(17)
    timezone: str = "Europe/London"


@dataclass(frozen=True, slots=True)
class Period:
    """The days that an edition covers, both included, and the moment its window closes (UTC)."""

    starts: date
    ends: date
    closes_at: datetime


def to_utc(day: date, at: time, timezone: str) -> datetime:
    """The moment at which a clock in ``timezone`` shows ``at`` on ``day``."""
    return datetime.combine(day, at, ZoneInfo(timezone)).astimezone(UTC)


def first_day_with(at: time, timezone: str, now: datetime) -> date:
    """The first day on which it is not that time of the day yet: today or tomorrow."""
    today = local_day(now, timezone)
    return today if to_utc(today, at, timezone) > now else today + timedelta(days=1)


def next_hour(now: datetime, timezone: str) -> datetime:
    """The next full hour but one on somebody's wall: there is time to fill a form in."""
    return (now + timedelta(hours=2)).astimezone(ZoneInfo(timezone)).replace(minute=0, second=0, microsecond=0)


def gone_by(moment: datetime, timezone: str, now: datetime) -> str:
    """That a moment has gone by, and the first one of that time of the day that has not: two sentences."""
    at = moment.astimezone(ZoneInfo(timezone)).time()
    first = english.moment(to_utc(first_day_with(at, timezone, now), at, timezone), timezone)
    was = english.moment(moment, timezone)
    return f"{was[:1].upper()}{was[1:]} has gone by. Pick {first} or later."


def local_day(moment: datetime, timezone: str) -> date:
    """The date on the wall in ``timezone``."""
    return moment.astimezone(ZoneInfo(timezone)).date()


def period_from(cadence: Cadence, starts: date) -> Period:
    """The period that begins on ``starts``."""
    ends = starts + (cadence.days - 1) * DAY
    return Period(starts, ends, to_utc(ends, cadence.closing, cadence.timezone))


def next_period(cadence: Cadence, now: datetime, after: date | None = None) -> Period:
    """The first period of the cadence that closes after ``now``, on the day after ``after`` or whole lengths later.
    Without ``after`` a first day in the future stands as it is: the unit starts then."""
    start = after + DAY if after else cadence.anchor
    period = period_from(cadence, start)
    if period.closes_at <= now:
        lengths = max(0, (local_day(now, cadence.timezone) - period.ends).days // cadence.days)
        period = period_from(cadence, start + lengths * cadence.days * DAY)
    while period.closes_at <= now:
        period = period_from(cadence, period.starts + cadence.days * DAY)
    return period


def reminders(
    closes_at: datetime,
    timezone: str,
    days_before: tuple[int, ...] = REMINDER_DAYS,
    at: time = REMINDER_TIME,
    place: Place | None = None,
) -> Iterator[tuple[int, datetime]]:
    """``(working days before closing, moment)`` for each reminder of a window, earliest first, by a clock in
    ``timezone``; never at a weekend or on a bank holiday of ``place``."""
    closing_day = local_day(closes_at, timezone)
    where = place_of(timezone) if place is None else place
    for count in sorted(set(days_before), reverse=True):
        yield count, to_utc(working_days_before(closing_day, count, where), at, timezone)


def evening(day: date, timezone: str) -> datetime:
    """The end of the day's work on a clock in ``timezone``."""
    return to_utc(day, EVENING, timezone)


def working_days_before(day: date, count: int, place: Place) -> date:
    """The day that lies ``count`` working days before ``day``."""
    while count:
        day -= DAY
        count -= is_working_day(day, place)
    return day


def working_day_after(day: date, place: Place) -> date:
    """The first working day after ``day``."""
    day += DAY
    while not is_working_day(day, place):
        day += DAY
    return day


def is_working_day(day: date, place: Place) -> bool:
    """Whether ``day`` is neither a weekend nor a public holiday there."""
    return day.weekday() < 5 and day not in bank_holidays(place)
