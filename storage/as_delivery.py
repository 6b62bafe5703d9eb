"""A row of the outbox as the domain knows it."""

from typing import Any

from sqlalchemy import Row

from domain.codec import from_json
from domain.delivery import Act, Delivery, DeliveryState, LookUp


def as_delivery(row: Row[Any]) -> Delivery:
    """A delivery from its row."""
    return Delivery(
        id=row.id,
        workspace=row.workspace,
        key=row.key,
        group=row.group,
        place=row.place,
        act=Act(row.act),
        channel=row.sent_to or row.channel,
        payload=row.payload,
        target=row.target,
        thread=row.thread,
        ts=row.ts,
        state=DeliveryState(row.state),
        attempt=row.attempt,
        setbacks=row.setbacks,
        error=row.error,
        attempted_at=row.attempted_at,
        tried_at=row.tried_at,
        doubted_at=row.doubted_at,
        look_up=from_json(LookUp, row.look_up) if row.look_up else None,
        left_out=row.left_out or {},
        story=row.story,
        permalink=row.permalink,
    )
