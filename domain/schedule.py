"""What is due now: a pure function of the unit, its editions and the time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.calendar import Period, local_day, next_period, reminders
from domain.edition import Edition, EditionState
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
class Reminding:
    """Leads without an update must be reminded, ``days_before`` working days before closing."""

    edition: Edition
    days_before: int


Due = Opening | Closing | Reminding


def due(unit: Unit, editions: Sequence[Edition], now: datetime) -> Iterator[Due]:
    """Everything that is due at ``now``, in the order in which it must be done.

    A reminder is due for the rest of its day only: somebody who comes back after a weekend of downtime is
    not reminded of what has gone by.
    """
    if not unit.is_set_up:
        return
    opened = [edition for edition in editions if edition.state is EditionState.OPEN]
    for edition in opened:
        if edition.closes_at <= now:
            yield Closing(edition)
    if all(edition.closes_at <= now for edition in opened):
        yield opening(unit, editions, now)
    for edition in opened:
        for days_before, moment in reminders(edition.closes_at, unit.cadence.timezone):
            if moment <= now < edition.closes_at and _same_day(moment, now, unit.cadence.timezone):
                yield Reminding(edition, days_before)


def opening(unit: Unit, editions: Sequence[Edition], now: datetime) -> Opening:
    """The edition that follows the given ones."""
    if not editions:
        return Opening(unit.next_number, next_period(unit.cadence, now))
    last = max(editions, key=lambda edition: edition.number)
    return Opening(max(last.number + 1, unit.next_number), next_period(unit.cadence, now, after=last.ends))


def _same_day(a: datetime, b: datetime, timezone: str) -> bool:
    return local_day(a, timezone) == local_day(b, timezone)
