"""What is due now: a pure function of the unit, its editions and the time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.calendar import Period, evening, local_day, next_period, reminders
from domain.edition import Edition, EditionState, numbered
from domain.unit import Unit


@dataclass(frozen=True, slots=True)
class Opening:
    """The next edition must be opened."""

    number: int
    period: Period


@dataclass(frozen=True, slots=True)
class Closing:
    """The window of an edition has ended: compile the draft."""

    edition: Edition


@dataclass(frozen=True, slots=True)
class Publishing:
    """The time has come that was set for publishing an approved edition."""

    edition: Edition


@dataclass(frozen=True, slots=True)
class Reminding:
    """The moment ``at``, ``days_before`` working days before closing, at which a lead is reminded, until ``until``:
    after a day of downtime nobody is reminded of what has gone by, and nobody in the evening."""

    edition: Edition
    days_before: int
    at: datetime
    until: datetime


Due = Opening | Closing | Publishing


def due(unit: Unit, editions: Sequence[Edition], now: datetime) -> Iterator[Due]:
    """What must be published, closed and opened at ``now``, in the order in which it must be done."""
    if not unit.is_set_up:
        return
    yield from (Publishing(edition) for edition in editions if is_to_publish(edition, now))
    yield from (Closing(edition) for edition in editions if is_to_close(edition, now))
    if all(edition.closes_at <= now for edition in editions if edition.is_new):
        yield opening(unit, editions, now)


def is_to_publish(edition: Edition, now: datetime) -> bool:
    """Whether the time has come that was set for publishing an approved edition."""
    return edition.state is EditionState.APPROVED and edition.publish_at is not None and edition.publish_at <= now


def is_to_close(edition: Edition, now: datetime) -> bool:
    """Whether the window of an open edition has ended."""
    return edition.state is EditionState.OPEN and edition.closes_at <= now


def reminding(unit: Unit, editions: Sequence[Edition], timezone: str, now: datetime) -> Iterator[Reminding]:
    """The reminders that are due at ``now`` to a lead whose clock is that of ``timezone``."""
    rules = unit.reminders
    for edition in editions:
        if edition.state is not EditionState.OPEN or edition.closes_at <= now or not unit.is_set_up:
            continue
        for days_before, at in reminders(edition.closes_at, timezone, rules.days_before, rules.at, unit.place):
            until = min(evening(local_day(at, timezone), timezone), edition.closes_at)
            if at <= now < until:
                yield Reminding(edition, days_before, at, until)


def opening(unit: Unit, editions: Sequence[Edition], now: datetime) -> Opening:
    """The edition that follows the given ones: the days of one that was skipped are over, its number is not."""
    last_day = max((edition.ends for edition in editions), default=None)
    first = min((edition.number for edition in editions), default=unit.next_number)  # it may have been skipped
    taken = max((edition.number for edition in numbered(editions)), default=first - 1)
    return Opening(max(taken + 1, unit.next_number), next_period(unit.cadence, now, after=last_day))
