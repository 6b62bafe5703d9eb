"""Sweeps: what Slack did later than it should is put right some time after.

A change in doubt may land late and stay over a newer one, so the post is written once more as it is. A post that was
not found and was posted again may land late as well, so it is looked up once more, and a spare copy is deleted.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, update

from domain.codec import as_json
from domain.delivery import AppRefused, Delivery, Doubtful, MorePages, NotYet, Outcome
from domain.refusals import LONGEST_WAIT
from storage.tables import deliveries

A_MINUTE = timedelta(minutes=1)  # what lands later than it should has landed by then
GIVEN_UP_AFTER = timedelta(hours=1)  # a look-up for copies that may not be there


def swept_at(now: datetime) -> datetime:
    """When to sweep what is done now: at a full minute, so that one look-up serves all of a minute."""
    return (now + A_MINUTE).replace(second=0, microsecond=0) + A_MINUTE


def sweep_later(connection: Connection, delivery: Delivery, now: datetime) -> None:
    """Has the post swept that a change in doubt is about."""
    post = (deliveries.c.workspace == delivery.workspace) & (deliveries.c.key == delivery.target)
    connection.execute(update(deliveries).where(post).values(sweep_at=swept_at(now)))


def after_sweep(delivery: Delivery, outcome: Outcome, now: datetime) -> dict[str, Any]:
    """The columns that say how far a look-up for copies has come."""
    match outcome:
        case MorePages(read):
            return {"look_up": as_json(read), "sweep_at": now}
        case NotYet():
            return {"sweep_at": now}
        case AppRefused() | Doubtful() if delivery.doubted_at and now - delivery.doubted_at < GIVEN_UP_AFTER:
            return {"look_up": None, "sweep_at": now + LONGEST_WAIT}
        case _:
            return {"look_up": None, "sweep_at": None, "doubted_at": None}
