"""Sprints on the calendar: which days an edition covers, when its window closes, when leads are reminded."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import (
    DAY,
    LONGEST_SPRINT,
    Cadence,
    Period,
    is_working_day,
    local_day,
    next_period,
    period_from,
    reminders,
    to_utc,
    working_day_after,
    working_days_before,
)
from domain.places import Place, place_of

MANY = settings(max_examples=80)
ZONES = [
    "Europe/London", "America/New_York", "Pacific/Auckland", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns",
    "Pacific/Chatham", "Africa/Casablanca", "Africa/Cairo", "America/Santiago", "Pacific/Kiritimati", "UTC",
]  # fmt: skip
FORTNIGHT = Cadence(anchor=date(2021, 11, 25))


def at(text: str) -> datetime:
    """``2021-12-08 17:00`` in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def cadences() -> st.SearchStrategy[Cadence]:
    return st.builds(
        Cadence,
        anchor=st.dates(date(2020, 1, 1), date(2035, 12, 31)),
        days=st.integers(1, LONGEST_SPRINT),
        closing=st.times().map(lambda moment: moment.replace(microsecond=0)),
        timezone=st.sampled_from(ZONES),
    )


def moments() -> st.SearchStrategy[datetime]:
    return st.datetimes(datetime(2019, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


# Periods


def test_a_fortnight_covers_fourteen_days_and_closes_at_five_on_its_last() -> None:
    period = period_from(FORTNIGHT, date(2021, 11, 25))
    assert period == Period(date(2021, 11, 25), date(2021, 12, 8), at("2021-12-08 17:00"))


NEXT: list[tuple[str, str, date | None, str, str]] = [
    ("the first day is in the future: it stands", "2021-01-01 00:00", None, "2021-11-25", "2021-12-08"),
    ("the first period is running", "2021-12-01 09:00", None, "2021-11-25", "2021-12-08"),
    ("a second before closing", "2021-12-08 16:59:59", None, "2021-11-25", "2021-12-08"),
    ("closing is over: the next one", "2021-12-08 17:00", None, "2021-12-09", "2021-12-22"),
    ("the first day is years ago", "2026-11-21 12:00", None, "2026-11-19", "2026-12-02"),
    ("after an edition the very next day", "2021-12-08 17:00", date(2021, 12, 8), "2021-12-09", "2021-12-22"),
    ("after an edition that was stretched", "2021-12-20 12:00", date(2022, 1, 3), "2022-01-04", "2022-01-17"),
    ("after an edition that was closed early", "2021-11-30 12:00", date(2021, 12, 8), "2021-12-09", "2021-12-22"),
    ("the bot was away for a day", "2021-12-09 17:00", date(2021, 12, 8), "2021-12-09", "2021-12-22"),
    ("the bot was away for 40 days", "2022-01-17 12:00", date(2021, 12, 8), "2022-01-06", "2022-01-19"),
    ("the bot came back at a closing", "2022-01-19 17:00", date(2021, 12, 8), "2022-01-20", "2022-02-02"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "now", "after", "starts", "ends"), NEXT, ids=[row[0] for row in NEXT])
def test_the_next_period(why: str, now: str, after: date | None, starts: str, ends: str) -> None:
    period = next_period(FORTNIGHT, at(now), after)
    assert (period.starts.isoformat(), period.ends.isoformat()) == (starts, ends)


def test_a_sprint_may_be_one_day() -> None:
    daily = Cadence(anchor=date(2026, 1, 1), days=1)
    assert next_period(daily, at("2026-03-10 16:00")).starts == date(2026, 3, 10)
    assert next_period(daily, at("2026-03-10 18:00")).starts == date(2026, 3, 11)


@MANY
@given(cadences(), moments())
def test_the_next_period_is_the_first_of_the_cadence_that_closes_after_now(cadence: Cadence, now: datetime) -> None:
    period = next_period(cadence, now)
    assert period == period_from(cadence, period.starts)
    assert period.closes_at > now
    assert (period.starts - cadence.anchor).days % cadence.days == 0
    earlier = period_from(cadence, period.starts - cadence.days * DAY)
    assert period.starts == cadence.anchor or earlier.closes_at <= now


@MANY
@given(cadences(), moments())
def test_periods_tile_the_calendar(cadence: Cadence, now: datetime) -> None:
    period = next_period(cadence, now)
    for _ in range(8):
        following = next_period(cadence, period.closes_at, after=period.ends)
        assert following.starts == period.ends + DAY
        assert (following.ends - following.starts).days == cadence.days - 1
        assert following.closes_at > period.closes_at
        period = following


@MANY
@given(cadences(), moments(), st.integers(0, 1_000))
def test_after_downtime_whole_lengths_are_left_out(cadence: Cadence, now: datetime, away: int) -> None:
    last = next_period(cadence, now)
    back = last.closes_at + away * DAY
    period = next_period(cadence, back, after=last.ends)
    assert period.closes_at > back
    assert ((period.starts - last.ends).days - 1) % cadence.days == 0
    assert (
        period.starts == last.ends + DAY or period_from(cadence, period.starts - cadence.days * DAY).closes_at <= back
    )


# Closing times


CLOSING = [
    ("Europe/London", "2021-12-08 17:00", "2021-12-08 17:00"),
    ("Europe/London", "2021-07-08 17:00", "2021-07-08 16:00"),
    ("Europe/London", "2026-03-28 17:00", "2026-03-28 17:00"),
    ("Europe/London", "2026-03-29 17:00", "2026-03-29 16:00"),
    ("Europe/London", "2026-03-29 00:59", "2026-03-29 00:59"),
    ("Europe/London", "2026-03-29 01:30", "2026-03-29 01:30"),  # missing: 2:30am on the wall
    ("Europe/London", "2026-03-29 02:30", "2026-03-29 01:30"),
    ("Europe/London", "2026-10-25 01:30", "2026-10-25 00:30"),  # twice: the first counts
    ("Europe/London", "2026-10-25 02:00", "2026-10-25 02:00"),
    ("Europe/London", "2026-10-25 17:00", "2026-10-25 17:00"),
    ("America/New_York", "2026-03-08 02:30", "2026-03-08 07:30"),  # missing: 3:30am
    ("America/New_York", "2026-11-01 01:30", "2026-11-01 05:30"),  # twice
    ("America/New_York", "2026-11-01 17:00", "2026-11-01 22:00"),
    ("Pacific/Auckland", "2026-09-27 02:30", "2026-09-26 14:30"),  # missing: 3:30am
    ("Pacific/Auckland", "2026-04-05 02:30", "2026-04-04 13:30"),  # twice
    ("Pacific/Auckland", "2026-06-30 17:00", "2026-06-30 05:00"),
    ("Asia/Kolkata", "2026-03-29 17:00", "2026-03-29 11:30"),
    ("Asia/Kolkata", "2026-10-25 01:30", "2026-10-24 20:00"),
]


@pytest.mark.parametrize(("zone", "wall", "utc"), CLOSING)
def test_windows_close_by_the_clock_on_the_wall(zone: str, wall: str, utc: str) -> None:
    closing = datetime.fromisoformat(wall)
    cadence = Cadence(days=14, closing=closing.time(), timezone=zone)
    period = period_from(cadence, closing.date() - 13 * DAY)
    assert period.ends == closing.date()
    assert period.closes_at == at(utc)


def test_a_missing_hour_is_passed_an_hour_later_on_the_wall() -> None:
    moment = to_utc(date(2026, 3, 29), time(1, 30), "Europe/London")
    assert moment.astimezone(ZoneInfo("Europe/London")).time() == time(2, 30)


@MANY
@given(cadences(), st.integers(0, 30))
def test_a_window_closes_on_the_last_day_of_its_period(cadence: Cadence, number: int) -> None:
    period = period_from(cadence, cadence.anchor + number * cadence.days * DAY)
    assert local_day(period.closes_at, cadence.timezone) == period.ends


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        ("2026-06-30 23:30", "Europe/London", "2026-07-01"),
        ("2026-12-31 23:30", "Europe/London", "2026-12-31"),
        ("2026-07-01 03:00", "America/New_York", "2026-06-30"),
        ("2026-06-30 13:00", "Pacific/Auckland", "2026-07-01"),
        ("2026-06-30 18:45", "Asia/Kolkata", "2026-07-01"),
    ],
)
def test_the_day_is_the_one_on_the_wall(moment: str, zone: str, day: str) -> None:
    assert local_day(at(moment), zone).isoformat() == day


# Reminders


REMINDERS = [
    ("Wednesday: Friday and Tuesday", "Europe/London", "2021-12-08", "2021-12-03 10:00", "2021-12-07 10:00"),
    ("Monday: Wednesday and Friday", "Europe/London", "2026-11-23", "2026-11-18 10:00", "2026-11-20 10:00"),
    ("Sunday: Wednesday and Friday", "Europe/London", "2026-11-22", "2026-11-18 10:00", "2026-11-20 10:00"),
    ("in summer 10am is 9am UTC", "Europe/London", "2026-07-02", "2026-06-29 09:00", "2026-07-01 09:00"),
    ("clocks go forward in between", "Europe/London", "2026-03-31", "2026-03-26 10:00", "2026-03-30 09:00"),
    ("clocks go back in between", "Europe/London", "2026-10-27", "2026-10-22 09:00", "2026-10-26 10:00"),
    ("Christmas and Boxing Day", "Europe/London", "2025-12-29", "2025-12-22 10:00", "2025-12-24 10:00"),
    ("Boxing Day on a Saturday moves to Monday", "Europe/London", "2026-12-29", "2026-12-22 10:00", "2026-12-24 10:00"),
    ("New Year", "Europe/London", "2026-01-02", "2025-12-29 10:00", "2025-12-31 10:00"),
    ("Good Friday and Easter Monday", "Europe/London", "2026-04-07", "2026-03-31 09:00", "2026-04-02 09:00"),
    ("the early May bank holiday", "Europe/London", "2026-05-05", "2026-04-29 09:00", "2026-05-01 09:00"),
    ("the summer bank holiday", "Europe/London", "2026-09-01", "2026-08-26 09:00", "2026-08-28 09:00"),
    ("Thanksgiving", "America/New_York", "2026-11-27", "2026-11-23 15:00", "2026-11-25 15:00"),
    ("Independence Day, kept on Friday", "America/New_York", "2026-07-06", "2026-06-30 14:00", "2026-07-02 14:00"),
    ("Waitangi Day", "Pacific/Auckland", "2026-02-09", "2026-02-02 21:00", "2026-02-04 21:00"),
    ("Republic Day", "Asia/Kolkata", "2026-01-27", "2026-01-21 04:30", "2026-01-23 04:30"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "zone", "closes", "first", "second"), REMINDERS, ids=[row[0] for row in REMINDERS])
def test_reminders_come_three_working_days_and_one_before_closing(
    why: str, zone: str, closes: str, first: str, second: str
) -> None:
    closes_at = to_utc(date.fromisoformat(closes), time(17), zone)
    assert list(reminders(closes_at, zone)) == [(3, at(first)), (1, at(second))]


@MANY
@given(st.datetimes(datetime(2020, 1, 1), datetime(2034, 12, 31), timezones=st.just(UTC)), st.sampled_from(ZONES))  # noqa: DTZ001
def test_every_reminder_is_at_ten_on_a_working_day_before_closing(closes_at: datetime, zone: str) -> None:
    told = list(reminders(closes_at, zone))
    assert [days for days, _ in told] == [3, 1]
    assert told[0][1] < told[1][1] < closes_at
    for days, moment in told:
        local = moment.astimezone(ZoneInfo(zone))
        assert local.time() == time(10)
        assert is_working_day(local.date(), place_of(zone))
        between = (local.date() + n * DAY for n in range((local_day(closes_at, zone) - local.date()).days))
        assert sum(is_working_day(day, place_of(zone)) for day in between) == days


@pytest.mark.parametrize(
    ("day", "zone", "works"),
    [
        ("2026-11-20", "Europe/London", True),
        ("2026-11-21", "Europe/London", False),
        ("2026-11-22", "Europe/London", False),
        ("2026-12-25", "Europe/London", False),
        ("2026-11-30", "Europe/London", True),  # St Andrew's Day is Scotland's
        ("2026-03-17", "Europe/London", True),  # St Patrick's Day is Northern Ireland's
        ("2026-07-03", "Europe/London", True),
        ("2026-07-03", "America/New_York", False),
        ("2026-12-25", "UTC", True),  # no country, no holidays
        ("2026-12-26", "UTC", False),
    ],
)
def test_working_days(day: str, zone: str, works: bool) -> None:
    assert is_working_day(date.fromisoformat(day), place_of(zone)) is works


@pytest.mark.parametrize(
    ("day", "place", "works"),
    [
        ("2026-11-30", Place("GB", "SCT"), False),  # St Andrew's Day
        ("2026-11-30", Place("GB", "WLS"), True),
        ("2026-04-06", Place("GB", "SCT"), True),  # Easter Monday is kept elsewhere only
        ("2026-04-06", Place("GB", "WLS"), False),
        ("2026-01-26", Place("AU"), False),
        ("2026-03-09", Place("AU", "VIC"), False),  # Labour Day in Victoria
        ("2026-03-09", Place("AU", "NSW"), True),
        ("2026-12-25", Place("XX", "1"), True),
    ],
)
def test_working_days_by_place(day: str, place: Place, works: bool) -> None:
    assert is_working_day(date.fromisoformat(day), place) is works


def test_the_next_working_day() -> None:
    wales = Place("GB", "WLS")
    assert working_day_after(date(2026, 3, 16), wales) == date(2026, 3, 17)
    assert working_day_after(date(2026, 4, 2), wales) == date(2026, 4, 7)  # over Easter


def test_the_unit_s_bank_holidays_count_on_everybody_s_clock() -> None:
    """A lead in Auckland, of a unit in London, with other days and another hour."""
    closes_at = at("2026-04-08 16:00")  # Thursday 9 April, 4am in Auckland
    told = list(reminders(closes_at, "Pacific/Auckland", (1, 2), time(9, 30), Place("GB", "ENG")))
    assert told == [(2, at("2026-04-06 21:30")), (1, at("2026-04-07 21:30"))]


def test_no_working_day_before_is_the_day_itself() -> None:
    assert working_days_before(date(2026, 11, 22), 0, place_of("Europe/London")) == date(2026, 11, 22)


def test_every_time_zone_has_working_days() -> None:
    tuesday = date(2026, 11, 17)
    for zone in available_timezones():
        assert working_days_before(tuesday, 5, place_of(zone)) <= tuesday - timedelta(days=7)
