"""Deliveries that have become untimely while they waited: they are taken back."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Update, and_, select, update

from domain.delivery import DeliveryState
from storage.tables import deliveries


def late(now: datetime) -> Select[Any]:
    """One of those that have become untimely while they waited."""
    return select(deliveries.c.id).where(_is_late(now)).limit(1)


def taking_back(now: datetime) -> Update:
    """Takes all of them back."""
    return update(deliveries).where(_is_late(now)).values(state=DeliveryState.WITHDRAWN, wanted=False)


def _is_late(now: datetime) -> ColumnElement[bool]:
    return and_(deliveries.c.state == DeliveryState.PENDING, deliveries.c.not_after < now)
