"""Sweeps: what Slack did later than it should is put right some time after.

A change in doubt may land late and stay over a newer one, so the post is written once more as it is. A post that was
not found and was posted again may land late as well, so it is looked up once more, and a spare copy is deleted.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, case, exists, func, select, update

from domain import look_up
from domain.codec import as_json
from domain.delivery import Act, AppRefused, Delivery, DeliveryState, Doubtful, MorePages, NotYet, Outcome
from domain.refusals import LONGEST_WAIT
from storage.addressed import target, with_target
from storage.paces import APP
from storage.tables import deliveries, paces

A_MINUTE = timedelta(minutes=1)  # what lands later than it should has landed by then
GIVEN_UP_AFTER = timedelta(hours=1)  # a look-up for copies that may not be there


def swept_at(now: datetime) -> datetime:
    """When to sweep what is done now: at a full minute, so that one look-up serves all of a minute."""
    return (now + A_MINUTE).replace(second=0, microsecond=0) + A_MINUTE


def sweep_later(connection: Connection, delivery: Delivery, now: datetime) -> None:
    """Has the post swept that a change in doubt is about."""
    post = (deliveries.c.workspace == delivery.workspace) & (deliveries.c.key == delivery.target)
    connection.execute(update(deliveries).where(post).values(sweep_at=swept_at(now)))


def to_sweep(now: datetime) -> Select[Any]:
    """The posts to be written once more."""
    due = (deliveries.c.sweep_at <= now) & deliveries.c.doubted_at.is_(None)
    return select(deliveries.c.workspace, deliveries.c.key).where(due)


def copies_to_sweep(now: datetime) -> Select[Any]:
    """The posts to be looked up once more, not while that rests, as Slack has it."""
    looking = case((func.coalesce(target.c.ts, "") == "", look_up.HISTORY), else_=look_up.REPLIES)
    resting = exists().where(
        paces.c.workspace == deliveries.c.workspace, paces.c.free_at > now, paces.c.name.in_((APP, looking))
    )
    return with_target().where(
        deliveries.c.sweep_at <= now,
        deliveries.c.doubted_at.is_not(None),
        deliveries.c.act == Act.POST,
        deliveries.c.state == DeliveryState.SENT,
        ~resting,
    )


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
