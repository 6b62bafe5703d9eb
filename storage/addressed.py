"""Deliveries with the post that they change or reply to."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Row, Select, and_, func, select

from domain.delivery import IN_THREAD, Delivery
from storage.tables import deliveries

target = deliveries.alias("target")


def with_target() -> Select[Any]:
    """Deliveries, oldest first, with the post that they change or reply to."""
    about = target.c.key == func.coalesce(func.nullif(deliveries.c.target, ""), deliveries.c.thread)
    names = ("ts", "sent_to", "left_out")
    of_target = [target.c[name].label(f"target_{name}") for name in names]
    return (
        select(deliveries, *of_target)
        .outerjoin(target, and_(target.c.workspace == deliveries.c.workspace, about))
        .order_by(deliveries.c.not_before, deliveries.c.place, deliveries.c.id)
    )


def addressed(delivery: Delivery, row: Row[Any]) -> Delivery:
    """The delivery with when it was due, and where its target stands in Slack: a thread's first message, or what it
    changes."""
    delivery = replace(delivery, due_at=row.not_before)
    if delivery.target:
        left_out = row.target_left_out or {}
        return replace(delivery, ts=row.target_ts, channel=row.target_sent_to, left_out=left_out)
    if delivery.thread.startswith(IN_THREAD):
        return replace(delivery, thread_ts=delivery.thread.removeprefix(IN_THREAD))
    return replace(delivery, thread_ts=row.target_ts or "", channel=row.target_sent_to or delivery.channel)
