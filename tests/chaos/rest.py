"""Until all has come to rest: the clock flies to the next moment at which there is something to do."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, or_, select

from domain.delivery import DeliveryState
from services.editions.editions import TO_BE_RETOLD
from storage.tables import deliveries, occasions, paces, revisions
from tests.databases import opened
from tests.stage import TICK, Stage

LEASE_SECONDS = 24.0  # after which what somebody had in hand is looked up
UNMOVED_SECONDS = 0.6  # after which what nobody is about to do waits for its lease to run out, and no clock is trusted
DONE = (DeliveryState.SENT, DeliveryState.WITHDRAWN)
ENDED = (*DONE, DeliveryState.FAILED, DeliveryState.ASKED)
LOOKS = 3  # in a row at which nothing is left, a tick apart: what was done may have left something


def comes_to_rest(staged: Stage, seconds: float) -> list[str]:
    """Lets time pass until nothing is left to do; what still is after so many ``seconds``."""
    until, quiet = time.monotonic() + seconds, 0
    before: Any = None
    moved = time.monotonic()
    with opened(staged.database) as engines:
        while time.monotonic() < until:
            with engines.reader.connect() as connection:
                left, moments = _left(connection)
            if left != before:
                before, moved = left, time.monotonic()
            quiet = 0 if left else quiet + 1
            if quiet >= LOOKS and staged.clock.no_home_waits():
                return []
            is_unmoved = time.monotonic() - moved > UNMOVED_SECONDS
            _passes(staged, [one for one in left if DeliveryState.SENDING in one], moments, is_unmoved=is_unmoved)
            time.sleep(TICK + 0.05 if not left else 0.03)
    return [*left, *([] if staged.clock.no_home_waits() else ["somebody's Home is not shown anew"])]


def _left(connection: Connection) -> tuple[list[str], Sequence[datetime]]:
    """What is left to do, and the moments at which something may be done."""
    open_rows = or_(deliveries.c.state.not_in(ENDED), deliveries.c.sweep_at.is_not(None))
    rows = connection.execute(select(deliveries).where(open_rows)).all()
    due = connection.execute(select(revisions.c.id).where(revisions.c.due)).scalars().all()
    retold = connection.execute(select(occasions.c.edition_id).where(occasions.c.kind == TO_BE_RETOLD)).scalars().all()
    left = [f"{row.act} {row.key}: {row.state}, {row.attempt}, {row.sweep_at}, {row.error}" for row in rows]
    left += [f"nothing follows from version {one}" for one in due] + [f"{one} is not told anew" for one in retold]
    moments = [row.sweep_at if row.state in ENDED else row.not_before for row in rows]
    moments += connection.execute(select(paces.c.free_at)).scalars().all() if rows else []
    return left, moments


def _passes(staged: Stage, sending: Sequence[str], moments: Sequence[datetime], *, is_unmoved: bool) -> None:
    """Lets time pass; not while Slack is being asked, unless whoever asked is gone."""
    now = staged.clock.now
    later = [moment for moment in moments if moment > now]
    if is_unmoved:
        staged.clock.advance(LEASE_SECONDS)
    elif later and not sending:
        staged.clock.advance((min(later) - now).total_seconds() + 0.005)
