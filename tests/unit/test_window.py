"""Editions are stretched, skipped and reopened, and say why where they cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from domain.calendar import Cadence
from domain.edition import Edition, EditionMove, EditionState
from domain.errors import Conflict, WrongInput
from domain.window import followers, in_periods, may_skip, reopened, stretched

OPEN, DRAFTED, APPROVED, PUBLISHING, PUBLISHED, SKIPPED = EditionState
LONDON = "Europe/London"
NOW = datetime(2026, 3, 16, 12, tzinfo=UTC)
SEVEN = Edition(
    id="E7",
    number=7,
    starts=date(2026, 3, 5),
    ends=date(2026, 3, 18),
    closes_at=datetime(2026, 3, 18, 17, tzinfo=UTC),
)
EIGHT = Edition(
    id="E8",
    number=8,
    starts=date(2026, 3, 19),
    ends=date(2026, 4, 1),
    closes_at=datetime(2026, 4, 1, 16, tzinfo=UTC),
)
AGAIN = replace(SEVEN, reopened=True)


def moved(edition: Edition, day: date, at: time = time(17)) -> Edition:
    return stretched(edition, day, at, LONDON, NOW)


# Stretching


def test_the_window_closes_on_the_new_last_day_by_the_clock_on_the_wall() -> None:
    summer = moved(SEVEN, date(2026, 4, 8), time(12, 30))
    assert (summer.starts, summer.ends) == (date(2026, 3, 5), date(2026, 4, 8))
    assert summer.closes_at == datetime(2026, 4, 8, 11, 30, tzinfo=UTC)
    assert moved(SEVEN, date(2026, 3, 16)).ends == date(2026, 3, 16)  # it may be shorter, too


def test_a_reopened_edition_goes_on_covering_its_days() -> None:
    assert moved(AGAIN, date(2026, 3, 25)) == replace(AGAIN, closes_at=datetime(2026, 3, 25, 17, tzinfo=UTC))


THEN = "March 2026 or later. To close it now, type /sprint-notes draft and press “Post draft now”."
REFUSED: list[tuple[date, time, str]] = [
    (date(2026, 3, 16), time(12), f"Midday on Monday 16 March 2026 has gone by. Pick midday on Tuesday 17 {THEN}"),
    (date(2026, 3, 4), time(17), f"5pm on Wednesday 4 March 2026 has gone by. Pick 5pm on Monday 16 {THEN}"),
    (date(2026, 6, 5), time(17), "Pick an earlier day: an edition covers at most 92 days."),
    (date(2026, 7, 1), time(17), "Pick a day within the next 92 days."),
]


@pytest.mark.parametrize(("day", "at", "message"), REFUSED)
def test_days_that_cannot_be_the_last(day: date, at: time, message: str) -> None:
    with pytest.raises(WrongInput) as told:
        moved(SEVEN, day, at)
    assert (told.value.place, str(told.value)) == ("last_day", message)
    assert moved(SEVEN, date(2026, 6, 4)).ends == date(2026, 6, 4)


def test_an_edition_does_not_end_before_it_starts() -> None:
    with pytest.raises(WrongInput, match="Sprint Notes #8 starts on 19 March 2026"):
        moved(EIGHT, date(2026, 3, 18))


@pytest.mark.parametrize("state", [DRAFTED, APPROVED, PUBLISHED, SKIPPED])
def test_only_an_open_edition_is_stretched(state: EditionState) -> None:
    with pytest.raises(Conflict, match=f"Sprint Notes #7 is {state}, so its dates stay as they are."):
        moved(replace(SEVEN, state=state), date(2026, 3, 25))


def test_editions_that_were_opened_early_follow() -> None:
    nine = replace(EIGHT, id="E9", number=9, starts=date(2026, 4, 2), ends=date(2026, 4, 15))
    others = [nine, SEVEN, EIGHT, replace(SEVEN, number=6, state=DRAFTED), replace(EIGHT, id="E0", state=SKIPPED)]
    assert followers(SEVEN, others) == [EIGHT, nine]
    days = [(one.starts, one.ends) for one in in_periods([EIGHT, nine], Cadence(), NOW, after=date(2026, 3, 20))]
    assert days == [(date(2026, 3, 21), date(2026, 4, 3)), (date(2026, 4, 4), date(2026, 4, 17))]


# Reopening


@pytest.mark.parametrize("state", [DRAFTED, APPROVED])
def test_an_edition_in_review_opens_again_and_nothing_is_set_for_it(state: EditionState) -> None:
    before = replace(SEVEN, state=state, publish_at=NOW, scheduled_by="U1", version=4)
    again = reopened(before, date(2026, 3, 20), time(12), LONDON, NOW)
    assert again == replace(AGAIN, closes_at=datetime(2026, 3, 20, 12, tzinfo=UTC), version=4)


@pytest.mark.parametrize("state", [OPEN, PUBLISHED, SKIPPED])
def test_no_other_does(state: EditionState) -> None:
    with pytest.raises(Conflict, match=f"Sprint Notes #7 is {state}, so its window cannot open again."):
        replace(SEVEN, state=state).must_allow(EditionMove.REOPEN)


@pytest.mark.parametrize(("day", "message"), [(date(2026, 3, 15), "gone by"), (date(2026, 6, 17), "next 92 days")])
def test_it_closes_at_a_moment_to_come(day: date, message: str) -> None:
    with pytest.raises(WrongInput, match=message):
        reopened(replace(SEVEN, state=DRAFTED), day, time(17), LONDON, NOW)


# Skipping


def test_an_open_edition_may_be_skipped() -> None:
    six = replace(SEVEN, number=6, state=DRAFTED)
    may_skip(SEVEN, [six, SEVEN, EIGHT])
    may_skip(SEVEN, [SEVEN, replace(EIGHT, state=SKIPPED)])


@pytest.mark.parametrize(
    ("edition", "message"),
    [
        (replace(SEVEN, state=DRAFTED), "Sprint Notes #7 is drafted already, so it cannot be skipped."),
        (replace(SEVEN, state=SKIPPED), "Sprint Notes #7 is skipped already, so it cannot be skipped."),
        (AGAIN, "Sprint Notes #7 has a draft already, so it cannot be skipped."),
    ],
)
def test_one_that_has_closed_may_not(edition: Edition, message: str) -> None:
    with pytest.raises(Conflict, match=message):
        may_skip(edition, [edition, EIGHT])


def test_nor_one_before_another_that_has_closed() -> None:
    with pytest.raises(Conflict, match="Sprint Notes #8 is drafted already, so Sprint Notes #7 cannot be skipped"):
        may_skip(SEVEN, [SEVEN, replace(EIGHT, state=DRAFTED)])
