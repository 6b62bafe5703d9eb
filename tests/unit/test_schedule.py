"""What is due at a moment: the heart of the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import Cadence, Period, period_from
from domain.edition import Edition, EditionState
from domain.schedule import Closing, Due, Opening, Publishing, due, opening, reminding
from domain.unit import ReminderRules, Unit

UNIT = Unit(
    name="Shared Services Unit",
    review_channel="C1",
    publish_channel="C2",
    next_number=39,
    cadence=Cadence(anchor=date(2021, 11, 25)),
)
FIRST = period_from(UNIT.cadence, date(2021, 11, 25))
SECOND = period_from(UNIT.cadence, date(2021, 12, 9))
THIRD = period_from(UNIT.cadence, date(2021, 12, 23))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def edition(number: int, period: Period, state: EditionState = EditionState.OPEN) -> Edition:
    return Edition(
        id=f"E{number}", number=number, starts=period.starts, ends=period.ends, closes_at=period.closes_at, state=state
    )


def reminds(now: str, *editions: Edition, unit: Unit = UNIT, zone: str = "Europe/London") -> list[tuple[int, int]]:
    """``(edition, days before)`` of what a lead in ``zone`` is reminded of."""
    return [(thing.edition.number, thing.days_before) for thing in reminding(unit, editions, zone, at(now))]


OPEN = edition(39, FIRST)
DRAFT = replace(OPEN, state=EditionState.DRAFTED)


def is_due(now: str, *editions: Edition, unit: Unit = UNIT) -> list[Due]:
    return list(due(unit, editions, at(now)))


@pytest.mark.parametrize("missing", [{"review_channel": ""}, {"publish_channel": ""}])
def test_nothing_happens_before_the_unit_is_set_up(missing: dict[str, str]) -> None:
    assert is_due("2022-01-01 12:00", OPEN, unit=replace(UNIT, **missing)) == []  # type: ignore[arg-type]


def test_the_first_edition_opens_with_the_number_that_was_set() -> None:
    assert is_due("2021-11-26 09:00") == [Opening(39, FIRST)]


def test_the_first_edition_opens_ahead_of_its_first_day() -> None:
    assert is_due("2021-01-01 09:00") == [Opening(39, FIRST)]


def test_nothing_is_due_while_an_edition_is_open() -> None:
    assert is_due("2021-11-29 12:00", OPEN) == []


def test_at_closing_time_the_window_closes_and_the_next_edition_opens() -> None:
    assert is_due("2021-12-08 16:59:59", OPEN) == []
    assert is_due("2021-12-08 17:00", OPEN) == [Closing(OPEN), Opening(40, SECOND)]


def test_a_draft_alone_lets_the_next_edition_open() -> None:
    assert is_due("2021-12-08 17:01", DRAFT) == [Opening(40, SECOND)]


CLOSED = [EditionState.DRAFTED, EditionState.APPROVED, EditionState.PUBLISHED, EditionState.SKIPPED]


@pytest.mark.parametrize("state", CLOSED)
def test_what_is_closed_is_not_closed_again(state: EditionState) -> None:
    assert is_due("2021-12-09 12:00", replace(OPEN, state=state), edition(40, SECOND)) == []


def test_an_edition_that_was_closed_early_is_followed_by_the_next_day_of_its_period() -> None:
    assert is_due("2021-11-30 12:00", DRAFT) == [Opening(40, SECOND)]


def test_an_edition_keeps_dates_that_were_changed() -> None:
    stretched = replace(OPEN, ends=date(2022, 1, 4), closes_at=at("2022-01-04 17:00"))
    assert is_due("2021-12-08 17:00", stretched) == []
    assert is_due("2022-01-04 17:00", stretched) == [
        Closing(stretched),
        Opening(40, period_from(UNIT.cadence, date(2022, 1, 5))),
    ]


# Publishing at a set time


TIMED = replace(OPEN, state=EditionState.APPROVED, publish_at=at("2021-12-10 09:30"), scheduled_by="U1")
NEXT = edition(40, SECOND)


def test_an_approved_edition_is_published_at_the_time_that_was_set() -> None:
    assert is_due("2021-12-10 09:29:59", TIMED, NEXT) == []
    assert is_due("2021-12-10 09:30", TIMED, NEXT) == [Publishing(TIMED)]
    assert is_due("2022-12-22 17:00", TIMED, NEXT)[:2] == [Publishing(TIMED), Closing(NEXT)]


@pytest.mark.parametrize("state", [state for state in EditionState if state is not EditionState.APPROVED])
def test_no_other_is(state: EditionState) -> None:
    assert Publishing(replace(TIMED, state=state)) not in is_due("2021-12-10 09:30", replace(TIMED, state=state), NEXT)
    assert is_due("2021-12-10 09:30", replace(TIMED, publish_at=None), NEXT) == []


# Windows that are reopened, and editions that are skipped


def test_a_reopened_window_closes_once_more_and_keeps_nothing_from_opening() -> None:
    again = replace(OPEN, reopened=True, closes_at=at("2021-12-23 12:00"))
    assert is_due("2021-12-10 12:00", again) == [Opening(40, SECOND)]
    assert is_due("2021-12-10 12:00", again, NEXT) == []
    assert is_due("2021-12-22 17:00", again, NEXT) == [Closing(NEXT), Opening(41, THIRD)]
    drafted = replace(NEXT, state=EditionState.DRAFTED)
    assert is_due("2021-12-23 12:00", again, drafted, edition(41, THIRD)) == [Closing(again)]


def test_after_a_skipped_edition_the_next_period_has_its_number() -> None:
    skipped = replace(OPEN, state=EditionState.SKIPPED)
    assert is_due("2021-11-29 12:00", skipped) == [Opening(39, SECOND)]
    assert is_due("2021-11-29 12:00", skipped, unit=replace(UNIT, next_number=1)) == [Opening(39, SECOND)]
    again = replace(edition(39, SECOND), state=EditionState.SKIPPED)
    assert opening(UNIT, [skipped, again], at("2021-11-29 12:00")).period.starts == date(2021, 12, 23)
    assert opening(UNIT, [skipped, edition(39, SECOND)], at("2021-11-29 12:00")).number == 40
    early = [replace(edition(40, SECOND), state=EditionState.SKIPPED), edition(39, THIRD)]  # skipped before 39 was
    assert opening(UNIT, [skipped, *early], at("2021-11-29 12:00")).period.starts == date(2022, 1, 6)


# Reminders: Friday 3 and Tuesday 7 December at 10am


@pytest.mark.parametrize(
    ("now", "days"),
    [
        ("2021-12-02 12:00", []),
        ("2021-12-03 09:59:59", []),
        ("2021-12-03 10:00", [3]),
        ("2021-12-03 17:59:59", [3]),
        ("2021-12-03 18:00", []),  # nobody is reminded in the evening
        ("2021-12-04 10:00", []),
        ("2021-12-05 12:00", []),
        ("2021-12-06 10:00", []),
        ("2021-12-07 10:00", [1]),
        ("2021-12-08 10:00", []),
    ],
)
def test_leads_are_reminded_on_the_day_only(now: str, days: list[int]) -> None:
    assert reminds(now, OPEN) == [(39, count) for count in days]


def test_the_day_and_the_hour_are_those_of_the_lead_s_clock() -> None:
    auckland = "Pacific/Auckland"  # thirteen hours ahead: the window closes there on Thursday at 6am
    assert reminds("2021-12-05 20:59", OPEN, zone=auckland) == []
    assert reminds("2021-12-05 21:00", OPEN, zone=auckland) == [(39, 3)]
    assert reminds("2021-12-06 04:59", OPEN, zone=auckland) == [(39, 3)]
    assert reminds("2021-12-06 05:00", OPEN, zone=auckland) == []
    assert reminds("2021-12-07 21:00", OPEN, zone=auckland) == [(39, 1)]


def test_the_unit_s_own_days_and_hour() -> None:
    unit = replace(UNIT, reminders=ReminderRules(days_before=(5, 2), at=time(8, 30), country="GB", region="SCT"))
    assert reminds("2021-12-01 08:29", OPEN, unit=unit) == []
    assert reminds("2021-12-01 08:30", OPEN, unit=unit) == [(39, 5)]
    assert reminds("2021-12-06 08:30", OPEN, unit=unit) == [(39, 2)]
    assert reminds("2021-12-07 10:00", OPEN, unit=unit) == []
    longer = replace(OPEN, closes_at=at("2021-12-01 17:00"))  # 30 November is St Andrew's Day in Scotland
    assert reminds("2021-11-29 09:00", longer, unit=replace(unit, reminders=replace(unit.reminders, days_before=(1,))))
    assert not reminds("2021-11-30 09:00", longer, unit=unit)


def test_nobody_is_reminded_of_a_window_that_has_closed() -> None:
    closed = replace(OPEN, closes_at=at("2021-12-08 00:30"))  # reminders on 3 and 7 December
    assert reminds("2021-12-07 10:00", closed) == [(39, 1)]
    abroad = replace(OPEN, closes_at=at("2021-12-07 12:00"))  # Wednesday in Auckland, 1am
    assert reminds("2021-12-06 22:00", abroad, zone="Pacific/Auckland") == [(39, 1)]
    early = replace(OPEN, closes_at=at("2021-12-03 11:00"))
    assert reminds("2021-12-03 11:00", early) == []


@pytest.mark.parametrize("missing", [{"review_channel": ""}, {"publish_channel": ""}])
def test_nobody_is_reminded_before_the_unit_is_set_up(missing: dict[str, str]) -> None:
    assert reminds("2021-12-07 10:00", OPEN, unit=replace(UNIT, **missing)) == []  # type: ignore[arg-type]


def test_a_draft_reminds_nobody() -> None:
    assert reminds("2021-12-07 10:00", DRAFT, edition(40, SECOND)) == []


def test_the_next_edition_reminds_while_the_last_draft_waits() -> None:
    assert reminds("2021-12-17 10:00", DRAFT, edition(40, SECOND)) == [(40, 3)]


# Downtime


def test_after_long_downtime_one_edition_closes_and_the_next_is_the_current_one() -> None:
    assert is_due("2022-03-01 12:00", OPEN) == [
        Closing(OPEN),
        Opening(40, period_from(UNIT.cadence, date(2022, 2, 17))),
    ]


def test_what_was_due_is_due_no_more_once_it_was_done() -> None:
    now = "2022-02-20 12:00"
    (_, opened) = is_due(now, OPEN)
    assert isinstance(opened, Opening)
    assert is_due(now, DRAFT, edition(40, opened.period)) == []


# Numbers


def test_numbers_count_editions() -> None:
    published = replace(OPEN, number=41, state=EditionState.PUBLISHED)
    assert opening(UNIT, [published, edition(40, SECOND)], at("2021-12-08 17:00")).number == 42


def test_a_higher_next_number_is_kept() -> None:
    assert opening(replace(UNIT, next_number=100), [DRAFT], at("2021-12-08 17:00")).number == 100


def test_a_lower_next_number_does_not_repeat_one() -> None:
    assert opening(replace(UNIT, next_number=1), [DRAFT], at("2021-12-08 17:00")).number == 40


@settings(max_examples=100)
@given(
    st.lists(st.timedeltas(timedelta(minutes=1), timedelta(days=60)), min_size=1, max_size=12),
    st.integers(1, 40),
    st.sampled_from(["Europe/London", "America/New_York", "Pacific/Auckland"]),
)
def test_however_the_clock_ticks_one_edition_is_open_and_periods_never_overlap(
    steps: list[timedelta], days: int, zone: str
) -> None:
    unit = replace(UNIT, cadence=Cadence(anchor=date(2021, 11, 25), days=days, timezone=zone))
    now = at("2021-11-26 09:00")
    editions: dict[int, Edition] = {}
    for step in steps:
        now += step
        for thing in due(unit, list(editions.values()), now):
            match thing:
                case Opening(number, period):
                    assert number not in editions
                    editions[number] = edition(number, period)
                case Closing(ended):
                    assert ended.closes_at <= now
                    editions[ended.number] = replace(ended, state=EditionState.DRAFTED)
        assert all(thing.edition.closes_at > now for thing in reminding(unit, list(editions.values()), zone, now))
        assert [known.state for known in editions.values()].count(EditionState.OPEN) == 1
        assert not list(due(unit, list(editions.values()), now))
    ordered = list(editions.values())
    assert [known.number for known in ordered] == list(range(39, 39 + len(ordered)))
    assert all(earlier.ends < later.starts for earlier, later in pairwise(ordered))
