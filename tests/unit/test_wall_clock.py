"""Moments on a reader's clock: one moment reads the same everywhere, and another zone than the unit's is named."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.calendar import Cadence
from domain.person import Person
from domain.unit import Unit
from domain.wall_clock import WallClock, clock_of

WINTER, SUMMER = datetime(2026, 1, 14, 17, tzinfo=UTC), datetime(2026, 7, 1, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "timezone", "said"),
    [
        (WINTER, "Europe/London", "5pm on Wednesday 14 January 2026"),
        (WINTER, "America/Los_Angeles", "9am on Wednesday 14 January 2026 (Los Angeles time)"),
        (WINTER, "US/Pacific", "9am on Wednesday 14 January 2026 (Los Angeles time)"),
        (WINTER, "America/Argentina/Buenos_Aires", "2pm on Wednesday 14 January 2026 (Buenos Aires time)"),
        (WINTER, "Asia/Kolkata", "10:30pm on Wednesday 14 January 2026 (Kolkata time)"),
        (WINTER, "Pacific/Auckland", "6am on Thursday 15 January 2026 (Auckland time)"),
        (WINTER, "Etc/GMT+3", "2pm on Wednesday 14 January 2026 (GMT-03:00)"),
        (WINTER, "Europe/Lisbon", "5pm on Wednesday 14 January 2026"),  # the unit's clock shows the same
        (WINTER, "UTC", "5pm on Wednesday 14 January 2026"),
        (SUMMER, "Africa/Abidjan", "4pm on Wednesday 1 July 2026 (Abidjan time)"),  # which has no summer time
    ],
)
def test_a_zone_is_named_where_the_unit_s_clock_shows_another_time(at: datetime, timezone: str, said: str) -> None:
    assert WallClock(timezone, "Europe/London").moment(at) == said


def test_what_is_kept_as_it_was_said_names_its_zone() -> None:
    clock = WallClock("Europe/London", "Europe/London")
    assert clock.moment_and_zone(SUMMER) == "5pm on Wednesday 1 July 2026 (London time)"


def test_whose_clock_it_is() -> None:
    unit = Unit(name="Harbour Unit", cadence=Cadence(timezone="Europe/Paris"))
    assert clock_of(Person(id="U1", timezone="Asia/Kolkata"), unit) == WallClock("Asia/Kolkata", "Europe/Paris")
    for unknown in (None, Person(id="U1")):
        assert clock_of(unknown, unit) == WallClock("Europe/Paris", "Europe/Paris")
