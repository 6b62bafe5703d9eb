"""Where the demo's page offers to move the clock to: always to what comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.demo_moments import coming
from domain.calendar import Cadence
from domain.edition import Edition, EditionState
from domain.unit import Unit

UNIT = Unit(
    name="Harbour Unit",
    review_channel="C1",
    publish_channel="C2",
    cadence=Cadence(anchor=date(2025, 11, 20), closing=time(17)),
    next_number=13,
)


def opened(unit: Unit, editions: list[Edition], now: datetime) -> Edition:
    following = coming(unit, editions, now)["Window closes"]
    number = max((edition.number for edition in editions), default=12) + 1
    return Edition(
        id=f"E{number}",
        number=number,
        starts=(following - timedelta(days=13)).date(),
        ends=following.date(),
        closes_at=following,
    )


def test_every_next_moment_is_offered_for_as_long_as_one_likes() -> None:
    now, editions = datetime(2025, 11, 20, 12, tzinfo=UTC), list[Edition]()
    seen = []
    for _ in range(12):
        offered = coming(UNIT, editions, now)
        assert set(offered) == {"First reminder due", "Second reminder due", "Window closes"}
        assert all(at > now for at in offered.values())
        name, now = min(offered.items(), key=lambda one: one[1])
        seen.append(name)
        if name == "Window closes":
            editions = [replace(one, state=EditionState.DRAFTED) for one in editions]
        if all(edition.closes_at <= now for edition in editions):
            editions.append(opened(UNIT, editions, now))
    assert seen == ["First reminder due", "Second reminder due", "Window closes"] * 4


def test_dates_that_an_editor_has_changed_are_offered_as_they_are() -> None:
    now = datetime(2025, 11, 20, 12, tzinfo=UTC)
    moved = replace(opened(UNIT, [], now), closes_at=datetime(2025, 12, 10, 12, tzinfo=UTC))
    assert coming(UNIT, [moved], now)["Window closes"] == moved.closes_at

    set_for = datetime(2025, 12, 11, 9, tzinfo=UTC)
    approved = replace(moved, state=EditionState.APPROVED, publish_at=set_for)
    assert coming(UNIT, [approved], now)[f"{approved.title} is published"] == set_for
