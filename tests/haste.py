"""The clock of a story: it moves on where the bot waits for a moment, and nowhere else.

So nobody waits for Slack's pace, and however long a busy machine takes, the story's day does not run ahead of it.
"""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

from slack_sandbox.controls import LOOK_SECONDS, Controls, SlackClock
from sqlalchemy import exists, func, or_, select

from domain.delivery import CANNOT_GO_ON, DeliveryState
from services.editions.editions import TO_BE_RETOLD
from storage.clock import DatabaseClock, MovableClock
from storage.due import IN_ITS_PLACE, TO_CARRY, TO_LOOK_UP
from storage.engine import open_engines
from storage.people import OPEN_FOR
from storage.stale_homes import PACE
from storage.tables import deliveries, homes, occasions, paces, revisions

STEP = 1.0  # seconds, at most, from one look to the next
WAITING = (DeliveryState.PENDING, DeliveryState.UNKNOWN)
before = deliveries.alias("before")
HELD_UP = (deliveries.c.group != "") & exists().where(
    before.c.workspace == deliveries.c.workspace,
    before.c.group == deliveries.c.group,
    or_(before.c.story.in_(("", deliveries.c.story)), IN_ITS_PLACE),
    before.c.place < deliveries.c.place,
    before.c.state.in_(CANNOT_GO_ON),
)


class HastyClock(SlackClock):
    """The workspace's clock and, by ``file``, that of the bot on ``database``."""

    def __init__(self, controls: Controls, database: str, file: Path) -> None:
        super().__init__(controls)
        self._engines = open_engines(database)
        self._bots = MovableClock(DatabaseClock(self._engines), file)

    def close(self) -> None:
        """Lets the database go."""
        self._engines.dispose()

    def waits_a_little(self) -> None:
        """Lets time pass until the next look; with nothing in hand the bot's next moment comes sooner."""
        time.sleep(LOOK_SECONDS)
        moment, now = self._next(), self._bots.now()
        if moment is not None and moment > now:
            self.advance(min((moment - now).total_seconds() + 0.001, STEP))

    def no_message_waits(self) -> bool:
        """Whether no message is on its way to Slack, or waits to be, and none is to be said anew, or to follow."""
        # what follows comes first: it is on its way by then
        return self.nothing_follows() and not self._states() & {DeliveryState.SENDING, *WAITING}

    def nothing_in_hand(self) -> bool:
        """Whether no worker has a message in hand, or may take one at this moment.

        A lease is counted by the story's clock: what is in hand while that jumps is taken for lost.
        """
        now = self._bots.now()
        with self._engines.reader.connect() as connection:
            may_be_taken = (connection.execute(due.few, {"now": now}).first() for due in (TO_CARRY, TO_LOOK_UP))
            return DeliveryState.SENDING not in self._states() and not any(may_be_taken)

    def nothing_follows(self) -> bool:
        """Whether all that follows from what people did has been done: drafts shown, what is so told."""
        retold = select(occasions.c.kind).where(occasions.c.kind == TO_BE_RETOLD)
        due = select(revisions.c.id).where(revisions.c.due)
        with self._engines.reader.connect() as connection:
            return not connection.execute(retold).first() and not connection.execute(due).first()

    def no_home_waits(self) -> bool:
        """Whether every Home that may be open shows what is so."""
        stale = (homes.c.wanted > homes.c.shown) & (homes.c.opened_at > self._bots.now() - OPEN_FOR)
        with self._engines.reader.connect() as connection:
            return connection.execute(select(homes.c.person).where(stale)).first() is None

    def _next(self) -> datetime | None:
        """When the deliveries go on that wait for a moment: their own, or their channel's turn."""
        states = self._states()
        if DeliveryState.SENDING in states or not states & set(WAITING):
            return None
        now = self._bots.now()
        own = select(func.min(deliveries.c.not_before)).where(
            deliveries.c.state.in_(WAITING), deliveries.c.not_before > now
        )
        turn = select(func.min(paces.c.free_at)).where(paces.c.name != PACE, paces.c.free_at > now)
        with self._engines.reader.connect() as connection:
            moments = [connection.execute(query).scalar() for query in (own, turn)]
        return min((moment for moment in moments if moment is not None), default=None)

    def _states(self) -> set[DeliveryState]:
        """The states of all messages but those that wait for one about which an editor has to decide."""
        with self._engines.reader.connect() as connection:
            return set(connection.execute(select(deliveries.c.state).where(~HELD_UP).distinct()).scalars())
