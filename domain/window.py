"""The dates of editions: an open one is stretched or skipped, one that is in review opens once more."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from domain import english
from domain.calendar import LONGEST_SPRINT, Cadence, gone_by, local_day, next_period, to_utc
from domain.edition import Edition, EditionMove, EditionState, numbered
from domain.errors import Conflict, WrongInput

CLOSE_NOW = "To close it now, type /sprint-notes draft and press “Post draft now”."
LEAVE_CLOSED = "To leave it closed, close this form."
DAY = "last_day"  # what the forms call the day on which a window closes


def stretched(edition: Edition, last_day: date, at: time, timezone: str, now: datetime) -> Edition:
    """The open edition with another last day, on which its window closes; of a reopened one only the window moves."""
    edition.must_allow(EditionMove.MOVE_DATES)
    closes_at = _closing(last_day, at, timezone, now, CLOSE_NOW)
    if edition.reopened:
        return replace(edition, closes_at=closes_at)
    if last_day < edition.starts:
        raise WrongInput(DAY, f"{edition.title} starts on {english.day(edition.starts)}. Pick that day or a later one.")
    if (last_day - edition.starts).days >= LONGEST_SPRINT:
        raise WrongInput(DAY, f"Pick an earlier day: an edition covers at most {LONGEST_SPRINT} days.")
    return replace(edition, ends=last_day, closes_at=closes_at)


def reopened(edition: Edition, day: date, at: time, timezone: str, now: datetime) -> Edition:
    """The edition in review with its window open once more; what was set for publishing is off."""
    edition.must_allow(EditionMove.REOPEN)
    closes_at = _closing(day, at, timezone, now, LEAVE_CLOSED)
    return replace(
        edition, state=EditionState.OPEN, reopened=True, closes_at=closes_at, publish_at=None, scheduled_by=""
    )


def _closing(day: date, at: time, timezone: str, now: datetime, instead: str) -> datetime:
    closes_at = to_utc(day, at, timezone)
    if closes_at <= now:
        raise WrongInput(DAY, f"{gone_by(closes_at, timezone, now)} {instead}")
    if day - local_day(now, timezone) > timedelta(days=LONGEST_SPRINT):
        raise WrongInput(DAY, f"Pick a day within the next {LONGEST_SPRINT} days.")
    return closes_at


def may_skip(edition: Edition, editions: Iterable[Edition]) -> None:
    """Raises ``Conflict`` unless ``edition`` is open for the first time and nothing after it has closed."""
    if not edition.may(EditionMove.SKIP) or edition.reopened:
        stands = "has a draft" if edition.reopened else f"is {edition.state}"
        raise Conflict(f"{edition.title} {stands} already, so it cannot be skipped. Nothing was changed.")
    for later in numbered(editions):
        if later.number > edition.number and not later.is_new:
            raise Conflict(
                f"{later.title} is {later.state} already, so {edition.title} cannot be skipped: its number would be "
                "missing. Nothing was changed."
            )


def followers(edition: Edition, editions: Iterable[Edition]) -> list[Edition]:
    """The editions after ``edition`` that were opened early, in their order."""
    early = [one for one in editions if one.is_new and one.id != edition.id and one.starts > edition.starts]
    return sorted(early, key=lambda one: one.starts)


def in_periods(
    editions: Iterable[Edition], cadence: Cadence, now: datetime, after: date | None = None
) -> Iterator[Edition]:
    """The editions one period of the cadence after the other, the first of them after the day ``after``."""
    for edition in editions:
        period = next_period(cadence, now, after)
        yield replace(edition, starts=period.starts, ends=period.ends, closes_at=period.closes_at)
        after = period.ends
