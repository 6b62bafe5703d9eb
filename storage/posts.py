"""Messages that people are to see, as rows of the outbox; see ``domain.delivery`` for their states."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Update, bindparam, case, func, select, update

from domain.delivery import Act, Delivery, DeliveryState, Message, Payload
from storage.rows import Rows, mine
from storage.tables import deliveries

PENDING, WITHDRAWN, FAILED = DeliveryState.PENDING, DeliveryState.WITHDRAWN, DeliveryState.FAILED
NOT_IN_SLACK = (PENDING, WITHDRAWN, FAILED)  # where a post in one of these states certainly is not
CANNOT_GO_ON = (FAILED, DeliveryState.ASKED)
AFRESH = {"state": PENDING, "attempt": 0, "attempted_at": None, "ts": "", "sent_to": "", "error": ""}


WAITING = deliveries.c.state.in_((PENDING, FAILED))
FOLLOWING = (
    select(deliveries)
    .where(mine(deliveries, "target", "act"), WAITING)
    .order_by(deliveries.c.place.desc())
    .with_for_update()
)
LAST_PLACE = select(func.max(deliveries.c.place).label("place")).where(mine(deliveries, "group"))
IN_GROUP = (
    select(deliveries)
    .where(mine(deliveries, "group"), deliveries.c.wanted, deliveries.c.act == Act.POST)
    .order_by(deliveries.c.place)
)
IN_TROUBLE = select(deliveries).where(mine(deliveries), deliveries.c.state.in_(CANNOT_GO_ON)).order_by(deliveries.c.id)
BUSY = select(deliveries.c.group).where(
    mine(deliveries), deliveries.c.group.in_(bindparam("is_groups", expanding=True)), deliveries.c.state == PENDING
)


def if_wanted(state: DeliveryState) -> ColumnElement[str]:
    """The state of a post that is not in Slack; nobody waits for one that was withdrawn meanwhile."""
    return case((deliveries.c.wanted, state.value), else_=WITHDRAWN.value)


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
        error=row.error,
        attempted_at=row.attempted_at,
    )


class SqlPosts(Rows):
    """The posts of one workspace. ``touched`` says whether the worker has something new to do."""

    def __init__(
        self, connection: Connection, workspace: str, now: Callable[[], datetime], new_id: Callable[[], str]
    ) -> None:
        super().__init__(connection, workspace, locks=True)
        self._now, self._new_id = now, new_id
        self.touched = False

    def show(
        self,
        key: str,
        message: Message,
        *,
        channel: str,
        group: str = "",
        place: int = 0,
        thread: str = "",
        not_after: datetime | None = None,
    ) -> None:
        """Makes the message called ``key`` look like ``message``: posts it, or changes it in place.

        A post that certainly is not in Slack yet simply gets the new words. One that is, or may be, is
        followed by an update, which replaces an older update that still waits. A post that has not gone out
        by ``not_after`` stays unsent.
        """
        payload = message.as_payload()
        row = self._held(deliveries, key=key)
        if row is None:
            where = {"channel": channel, "group": group, "place": place, "thread": thread, "not_after": not_after}
            if self._insert(key, Act.POST, payload, **where):
                return
            row = self._held(deliveries, key=key)
        if row is not None:
            self._reword(row, payload, channel)

    def change(self, key: str, message: Message) -> bool:
        """Makes the message called ``key`` look like ``message``; False where there is none that is wanted."""
        row = self._held(deliveries, key=key)
        if row is None or not row.wanted:
            return False
        self._reword(row, message.as_payload(), row.channel)
        return True

    def withdraw(self, key: str) -> None:
        """Takes the message called ``key`` away again."""
        row = self._held(deliveries, key=key)
        if row is None or not row.wanted:
            return
        self._call_off(deliveries.c.target == key, deliveries.c.act == Act.UPDATE)
        if row.state in NOT_IN_SLACK:
            self._set(row.id, wanted=False, state=WITHDRAWN)
        else:
            self._set(row.id, wanted=False)
            self._follow(row, Act.DELETE, {})

    def waiting(self, groups: Collection[str]) -> set[str]:
        """Those of the groups in which something is still to go out."""
        return {row.group for row in self._rows(BUSY, groups=list(groups))} if groups else set()

    def call_off(self, key: str) -> None:
        """Does not send the message called ``key``; one that is on its way or there stays."""
        waiting = self._update().where(deliveries.c.key == key, WAITING)
        self._connection.execute(waiting.values(wanted=False, state=WITHDRAWN))

    def in_group(self, group: str) -> list[Delivery]:
        """The posts of a group that are wanted, in their places."""
        return [as_delivery(row) for row in self._rows(IN_GROUP, group=group)]

    def failed(self) -> list[Delivery]:
        """Deliveries that need an editor: refused by Slack, or of a fate that cannot be looked up."""
        return [as_delivery(row) for row in self._rows(IN_TROUBLE)]

    def get(self, delivery_id: str) -> Delivery | None:
        """The delivery with this id."""
        row = self._one(deliveries, id=delivery_id)
        return as_delivery(row) if row else None

    def retry(self, delivery_id: str) -> bool:
        """Sends a failed delivery again; False when it has not failed any more."""
        return self._settle_failed(delivery_id, state=if_wanted(PENDING), not_before=self._now(), error="")

    def confirm(self, delivery_id: str) -> bool:
        """Takes an editor's word that a delivery has arrived; False when nobody asks any more."""
        return self._settle_failed(delivery_id, (DeliveryState.ASKED,), state=DeliveryState.SENT, error="")

    def _settle_failed(self, delivery_id: str, states: tuple[DeliveryState, ...] = CANNOT_GO_ON, **values: Any) -> bool:
        self.touched = True
        failed = self._update().where(deliveries.c.id == delivery_id, deliveries.c.state.in_(states))
        return self._connection.execute(failed.values(**values)).rowcount == 1

    def _reword(self, post: Row[Any], payload: Payload, channel: str) -> None:
        """New words for a post that was there, is there or is on its way there.

        A delete that was never tried is called off. One that was tried may have been done: it goes on, and
        what is wanted after it is posted anew.
        """
        there = post.state not in NOT_IN_SLACK
        same = post.payload == payload and (there or post.channel == channel)
        if post.wanted and post.state != FAILED and same:
            return
        if not post.wanted:
            self._call_off(deliveries.c.target == post.key, deliveries.c.act == Act.DELETE, deliveries.c.attempt == 0)
        if there:
            self._set(post.id, payload=payload, wanted=True)
            self._follow(post, Act.UPDATE, payload)
        elif post.state == PENDING:
            self._set(post.id, payload=payload, channel=channel)
        else:
            self._set(post.id, payload=payload, channel=channel, wanted=True, not_before=self._now(), **AFRESH)

    def _follow(self, post: Row[Any], act: Act, payload: Payload) -> None:
        """Puts a change of ``post`` behind those on their way, in place of one that waits or was refused."""
        older = self._rows(FOLLOWING, target=post.key, act=act)
        if older:
            tries = AFRESH if act is Act.UPDATE else {"state": PENDING}
            self._set(older[0].id, payload=payload, not_before=self._now(), **tries)
            self._call_off(deliveries.c.id.in_([row.id for row in older[1:]]))
            return
        group = f"changes of {post.key}"
        last = self._row(LAST_PLACE, group=group)
        place = ((last and last.place) or 0) + 1
        key = f"{post.key}#{self._new_id()}"
        self._insert(key, act, payload, channel=post.channel, group=group, place=place, target=post.key)

    def _call_off(self, *which: ColumnElement[bool]) -> None:
        waiting = self._update().where(*which, WAITING)
        self._connection.execute(waiting.values(state=WITHDRAWN))

    def _insert(self, key: str, act: Act, payload: Payload, **address: Any) -> bool:
        """Adds a delivery; False where somebody else has just added one with this key."""
        self.touched = True
        values = {"id": self._new_id(), "key": key, "act": act, "payload": payload}
        return self._add(deliveries, {**values, "state": PENDING, "not_before": self._now(), **address})

    def _set(self, delivery_id: str, **values: Any) -> None:
        self.touched = True
        self._change(deliveries, values, id=delivery_id)

    def _update(self) -> Update:
        return update(deliveries).where(deliveries.c.workspace == self._workspace)
