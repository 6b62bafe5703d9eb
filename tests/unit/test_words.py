"""Dates, times and lists in words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from domain import english


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        ("2021-12-08", "2021-12-08", "8 December 2021"),
        ("2021-12-01", "2021-12-14", "1 – 14 December 2021"),
        ("2021-11-25", "2021-12-08", "25 November – 8 December 2021"),
        ("2021-12-25", "2022-01-07", "25 December 2021 – 7 January 2022"),
        ("2021-12-08", "2022-12-08", "8 December 2021 – 8 December 2022"),
        ("2024-02-29", "2024-03-13", "29 February – 13 March 2024"),
        ("2026-09-01", "2026-09-30", "1 – 30 September 2026"),
    ],
)
def test_a_period_says_month_and_year_once(starts: str, ends: str, said: str) -> None:
    assert english.period(date.fromisoformat(starts), date.fromisoformat(ends)) == said


def test_days() -> None:
    assert english.day(date(2021, 12, 8)) == "8 December 2021"
    assert english.weekday(date(2021, 12, 8)) == "Wednesday 8 December 2021"


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("00:00", "midnight"),
        ("00:30", "12:30am"),
        ("01:05", "1:05am"),
        ("09:00", "9am"),
        ("11:59", "11:59am"),
        ("12:00", "midday"),
        ("12:01", "12:01pm"),
        ("13:00", "1pm"),
        ("17:30", "5:30pm"),
        ("23:59", "11:59pm"),
    ],
)
def test_times(time: str, said: str) -> None:
    assert english.clock_time(datetime.fromisoformat(f"2021-12-08 {time}")) == said


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Europe/London", "5:30pm on Wednesday 8 December 2021"),
        ("America/New_York", "12:30pm on Wednesday 8 December 2021"),
        ("Pacific/Auckland", "6:30am on Thursday 9 December 2021"),
        ("Asia/Kolkata", "11pm on Wednesday 8 December 2021"),
    ],
)
def test_a_moment_is_told_by_the_clock_on_the_wall(zone: str, said: str) -> None:
    assert english.moment(datetime(2021, 12, 8, 17, 30, tzinfo=UTC), zone) == said


def test_in_summer_too() -> None:
    assert english.moment(datetime(2026, 7, 2, 16, tzinfo=UTC), "Europe/London") == "5pm on Thursday 2 July 2026"


@pytest.mark.parametrize(
    ("names", "said"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C"), (list("ABCD"), "A, B, C and D")],
)
def test_lists(names: list[str], said: str) -> None:
    assert english.listing(names) == said


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 approvals"), (1, "1 approval"), (2, "2 approvals"), (100, "100 approvals")]
)
def test_counts(number: int, said: str) -> None:
    assert english.count(number, "approval") == said


def test_counts_of_irregular_words() -> None:
    assert english.count(2, "entry", "entries") == "2 entries"


@pytest.mark.parametrize(
    ("typed", "said"), [("bins", "“bins”"), ("x" * 80, f"“{'x' * 80}”"), ("x" * 81, f"“{'x' * 80}…”")]
)
def test_what_was_typed_is_quoted_within_reason(typed: str, said: str) -> None:
    assert english.quoted(typed) == said
