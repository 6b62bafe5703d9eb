"""When each lead is reminded, over a whole year, hour by hour: once, on a working day, at 10am on their own clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from domain.calendar import DAY, Cadence, local_day, to_utc
from domain.edition import Edition, EditionState
from domain.person import Person
from domain.project import Project
from domain.reminders import due_reminders
from domain.schedule import Closing, Opening, due, reminding
from domain.unit import Unit

HOUR = timedelta(hours=1)
ZONES = ("Europe/London", "America/New_York", "Pacific/Auckland", "Asia/Kolkata")
STRETCHED, SKIPPED = 9, 15  # editions: one made a week longer, one that never appears
FERRY = Project(id="P1", key="ferry", name="Ferry Tickets", leads=("U1",))


@dataclass(frozen=True)
class Told:
    """A reminder that went out."""

    edition: Edition
    days_before: int
    at: datetime


def a_unit(timezone: str) -> Unit:
    cadence = Cadence(anchor=date(2025, 12, 18), timezone=timezone)
    return Unit(name="Unit", review_channel="C1", publish_channel="C2", next_number=1, cadence=cadence)


@cache
def a_year_of(unit_zone: str, lead_zone: str) -> Sequence[Told]:
    """What a lead there is told in a year, hour by hour."""
    return list(a_year(a_unit(unit_zone), lead_zone))


def a_year(unit: Unit, lead_zone: str, step: timedelta = HOUR) -> Iterator[Told]:
    """The bot's clock from December 2025 to January 2027; the lead never answers."""
    editions: dict[int, Edition] = {}
    happened: dict[str, set[tuple[str, str]]] = {}
    lead = Person(id="U1", timezone=lead_zone)
    now, end = datetime(2025, 12, 18, tzinfo=UTC), datetime(2027, 1, 20, tzinfo=UTC)
    now += HOUR / 2 if lead_zone == "Asia/Kolkata" else 0 * HOUR  # there 10am is at half past
    while now < end:
        for thing in due(unit, list(editions.values()), now):
            match thing:
                case Opening(number, period):
                    editions[number] = opened(unit, number, period.starts, period.ends)
                case Closing(edition):
                    editions[edition.number] = replace(edition, state=EditionState.DRAFTED)
        for edition in [known for known in editions.values() if known.state is EditionState.OPEN]:
            past = happened.setdefault(edition.id, set())
            for reminder in due_reminders(unit, edition, [FERRY], [], {"U1": lead}, past, now):
                past.update((kind, "U1") for kind in reminder.kinds)
                for moment in reminding(unit, [edition], lead_zone, now):
                    yield Told(edition, moment.days_before, now)
        now += step


def opened(unit: Unit, number: int, starts: date, ends: date) -> Edition:
    """As the schedule says, but for one that is stretched and one that is skipped."""
    ends += 7 * DAY if number == STRETCHED else 0 * DAY
    closes_at = to_utc(ends, unit.cadence.closing, unit.cadence.timezone)
    state = EditionState.PUBLISHED if number == SKIPPED else EditionState.OPEN
    return Edition(id=f"E{number}", number=number, starts=starts, ends=ends, closes_at=closes_at, state=state)


def days_off(unit: Unit) -> set[date]:
    """The unit's holidays on weekdays, of 2026 where no year stands, by hand: to check the calendar by."""
    listed = {
        "Europe/London": "2025-12-25 2025-12-26 01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28 2027-01-01",
        "America/New_York": (
            "2025-12-25 01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25 2027-01-01 2027-01-18"
        ),
        "Pacific/Auckland": (
            "2025-12-25 2025-12-26 01-01 01-02 02-06 04-03 04-06 04-27 06-01 07-10 10-26 12-25 12-28 "
            "2027-01-01 2027-01-04"
        ),
        "Asia/Kolkata": (
            "2025-12-25 01-26 03-04 03-26 03-31 04-03 04-14 05-01 05-27 06-26 08-26 09-04 10-02 10-20 11-24 12-25"
        ),
    }[unit.cadence.timezone]
    return {date.fromisoformat(day if len(day) == 10 else f"2026-{day}") for day in listed.split()}


@pytest.mark.parametrize("lead_zone", ZONES)
@pytest.mark.parametrize("unit_zone", ZONES)
def test_each_reminder_of_a_year_comes_once_on_a_working_day_at_ten(unit_zone: str, lead_zone: str) -> None:
    """Each hour of the year, with both clock changes, Christmas, Easter, a stretched and a skipped edition."""
    unit = a_unit(unit_zone)
    told = a_year_of(unit_zone, lead_zone)
    moments = [(reminder.edition.number, reminder.days_before) for reminder in told]
    assert len(set(moments)) == len(moments)
    numbers = {number for number, _ in moments}
    assert SKIPPED not in numbers
    assert numbers - {28} == set(range(1, 28)) - {SKIPPED}  # of the last the end of the year cuts something off
    off = days_off(unit)
    for reminder in told:
        local = reminder.at.astimezone(ZoneInfo(lead_zone))
        assert local.time() == time(10), reminder
        assert local.weekday() < 5, reminder
        assert local.date() not in off, reminder
        assert working_days_between(local.date(), local_day(reminder.edition.closes_at, lead_zone), unit) == (
            reminder.days_before
        )
    by_edition = {number: [days for other, days in moments if other == number] for number in range(1, 28)}
    assert all(days == [3, 1] for number, days in by_edition.items() if number != SKIPPED)


def working_days_between(first: date, last: date, unit: Unit) -> int:
    """From ``first`` up to the day before ``last``."""
    days = (first + n * DAY for n in range((last - first).days))
    off = days_off(unit)
    return sum(day.weekday() < 5 and day not in off for day in days)


@pytest.mark.parametrize(
    ("lead_zone", "edition", "days"),
    [
        ("Europe/London", 1, ["2025-12-24", "2025-12-30"]),  # closes on 31 December
        ("Europe/London", 7, ["2026-03-20", "2026-03-24"]),  # closes on 25 March, before the clocks change
        ("Europe/London", 8, ["2026-04-01", "2026-04-07"]),  # closes on 8 April, after Easter
        ("Pacific/Auckland", 8, ["2026-04-02", "2026-04-08"]),  # where that is the 9th
        ("Europe/London", STRETCHED, ["2026-04-24", "2026-04-28"]),  # closes on 29 April, not on the 22nd
        ("Europe/London", SKIPPED, []),
        ("Europe/London", 27, ["2026-12-31", "2027-01-05"]),
    ],
)
def test_some_days_of_a_unit_in_london(lead_zone: str, edition: int, days: list[str]) -> None:
    told = [reminder for reminder in a_year_of("Europe/London", lead_zone) if reminder.edition.number == edition]
    assert [str(local_day(reminder.at, lead_zone)) for reminder in told] == days


def test_around_the_clock_changes_ten_stays_ten() -> None:
    told = [reminder.at for reminder in a_year_of("Europe/London", "Europe/London")]
    hours = {(moment.month, moment.day): moment.hour for moment in told if moment.year == 2026}
    assert hours[3, 24] == 10  # before 29 March
    assert hours[4, 1] == 9
    assert {hour for (month, _), hour in hours.items() if 4 <= month <= 9} == {9}
    assert {hour for (month, _), hour in hours.items() if month in (1, 2, 11, 12)} == {10}


def test_after_downtime_a_reminder_comes_late_on_its_day_and_never_at_night() -> None:
    """The clock stands still for seven hours of each day, then for nine."""
    unit = a_unit("Europe/London")
    late = [reminder.at for reminder in a_year(unit, "Europe/London", timedelta(hours=7))]
    assert late
    assert all(10 <= moment.astimezone(ZoneInfo("Europe/London")).hour < 18 for moment in late)
