"""Sweeps: what Slack did later than it should is put right some time after.

A change in doubt may land late and stay over a newer one, so the post is written once more as it is.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, select, update

from domain.delivery import Delivery
from storage.tables import deliveries

SWEPT_AFTER = timedelta(minutes=1)  # what lands later than it should has landed by then


def sweep_later(connection: Connection, delivery: Delivery, now: datetime) -> None:
    """Has the post swept that a change in doubt is about."""
    post = (deliveries.c.workspace == delivery.workspace) & (deliveries.c.key == delivery.target)
    connection.execute(update(deliveries).where(post).values(sweep_at=now + SWEPT_AFTER))


def to_sweep(now: datetime) -> Select[Any]:
    """The posts whose time for that has come."""
    return select(deliveries.c.workspace, deliveries.c.key).where(deliveries.c.sweep_at <= now)
