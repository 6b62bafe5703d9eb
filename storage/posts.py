"""Messages that people are to see, as rows of the outbox; see ``domain.delivery`` for their states."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Update, func, insert, select, update

from domain.delivery import Act, Delivery, DeliveryState, Message, Payload
from storage.tables import deliveries

PENDING, WITHDRAWN = DeliveryState.PENDING, DeliveryState.WITHDRAWN
CANNOT_GO_ON = (DeliveryState.FAILED, DeliveryState.ASKED)


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


class SqlPosts:
    """The posts of one workspace. ``touched`` says whether the worker has something new to do."""

    def __init__(
        self, connection: Connection, workspace: str, now: Callable[[], datetime], new_id: Callable[[], str]
    ) -> None:
        self._connection = connection
        self._workspace = workspace
        self._now, self._new_id = now, new_id
        self.touched = False

    def show(
        self, key: str, message: Message, *, channel: str, group: str = "", place: int = 0, thread: str = ""
    ) -> None:
        """Makes the message called ``key`` look like ``message``: posts it, or changes it in place.

        A post that certainly is not in Slack yet simply gets the new words. One that is, or may be, is
        followed by an update, which replaces an older update that still waits.
        """
        payload = message.as_payload()
        row = self._find(key)
        if row is None:
            address = {"channel": channel, "group": group, "place": place, "thread": thread}
            self._insert(key, Act.POST, payload, **address)
        elif row.state in (PENDING, WITHDRAWN, DeliveryState.FAILED):
            fresh = {"attempt": 0, "attempted_at": None, "ts": "", "sent_to": ""} if row.state != PENDING else {}
            self._set(row.id, payload=payload, state=PENDING, wanted=True, not_before=self._now(), **fresh)
        else:
            self._drop_pending(key, Act.DELETE)
            self._set(row.id, wanted=True, payload=payload)
            if row.payload != payload:
                self._follow(row, Act.UPDATE, payload)

    def withdraw(self, key: str) -> None:
        """Takes the message called ``key`` away again."""
        row = self._find(key)
        if row is None or not row.wanted:
            return
        self._drop_pending(key, Act.UPDATE)
        if row.state in (PENDING, DeliveryState.FAILED):
            self._set(row.id, wanted=False, state=WITHDRAWN)
        else:
            self._set(row.id, wanted=False)
            self._follow(row, Act.DELETE, {})

    def in_group(self, group: str) -> list[Delivery]:
        """The posts of a group that are wanted, in their places."""
        wanted = self._select().where(deliveries.c.group == group, deliveries.c.wanted)
        rows = self._connection.execute(wanted.order_by(deliveries.c.place)).all()
        return [as_delivery(row) for row in rows if row.act == Act.POST]

    def in_trouble(self) -> list[Delivery]:
        """Deliveries that need an editor: refused by Slack, or of a fate that cannot be looked up."""
        rows = self._select().where(deliveries.c.state.in_(CANNOT_GO_ON)).order_by(deliveries.c.id)
        return [as_delivery(row) for row in self._connection.execute(rows).all()]

    def get(self, delivery_id: str) -> Delivery | None:
        """The delivery with this id."""
        row = self._connection.execute(self._select().where(deliveries.c.id == delivery_id)).one_or_none()
        return as_delivery(row) if row else None

    def retry(self, delivery_id: str) -> bool:
        """Sends a delivery in trouble again; False when it is not in trouble any more."""
        return self._settle_trouble(delivery_id, state=PENDING, not_before=self._now(), error="")

    def confirm(self, delivery_id: str) -> bool:
        """Takes an editor's word that a delivery has arrived; False when nobody asks any more."""
        return self._settle_trouble(delivery_id, state=DeliveryState.SENT, error="")

    def _settle_trouble(self, delivery_id: str, **values: Any) -> bool:
        self.touched = True
        in_trouble = self._update().where(deliveries.c.id == delivery_id, deliveries.c.state.in_(CANNOT_GO_ON))
        return self._connection.execute(in_trouble.values(**values)).rowcount == 1

    def _follow(self, post: Row[Any], act: Act, payload: Payload) -> None:
        """Puts a change of ``post`` behind the changes of it that are still on their way."""
        waiting = self._changes(post.key, act).where(deliveries.c.state == PENDING)
        older = self._connection.execute(waiting).one_or_none()
        if older is not None:
            self._set(older.id, payload=payload)
            return
        group = f"changes of {post.key}"
        last = select(func.max(deliveries.c.place)).where(
            deliveries.c.workspace == self._workspace, deliveries.c.group == group
        )
        place = (self._connection.execute(last).scalar() or 0) + 1
        key = f"{post.key}#{self._new_id()}"
        self._insert(key, act, payload, channel=post.channel, group=group, place=place, target=post.key)

    def _drop_pending(self, key: str, act: Act) -> None:
        self._connection.execute(
            self._update()
            .where(deliveries.c.target == key, deliveries.c.act == act, deliveries.c.state == PENDING)
            .values(state=WITHDRAWN)
        )

    def _insert(self, key: str, act: Act, payload: Payload, **address: Any) -> None:
        self.touched = True
        self._connection.execute(
            insert(deliveries).values(
                id=self._new_id(),
                workspace=self._workspace,
                key=key,
                act=act,
                payload=payload,
                state=PENDING,
                not_before=self._now(),
                **address,
            )
        )

    def _set(self, delivery_id: str, **values: Any) -> None:
        self.touched = True
        self._connection.execute(self._update().where(deliveries.c.id == delivery_id).values(**values))

    def _find(self, key: str) -> Row[Any] | None:
        named = self._select().where(deliveries.c.key == key).with_for_update()
        return self._connection.execute(named).one_or_none()

    def _changes(self, key: str, act: Act) -> Select[Any]:
        return self._select().where(deliveries.c.target == key, deliveries.c.act == act).with_for_update()

    def _select(self) -> Select[Any]:
        return select(deliveries).where(deliveries.c.workspace == self._workspace)

    def _update(self) -> Update:
        return update(deliveries).where(deliveries.c.workspace == self._workspace)
