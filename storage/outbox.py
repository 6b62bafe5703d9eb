"""The outbox: which delivery goes out next, and what became of it. See ``domain.delivery``."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from domain.delivery import (
    MOST_ATTEMPTS,
    Absent,
    Act,
    Delivery,
    DeliveryState,
    Doubtful,
    NotYet,
    Outcome,
    Refused,
    Sent,
    Unfindable,
    backoff,
)
from domain.ports import Clock
from storage.engine import Engines
from storage.posts import as_delivery
from storage.tables import deliveries, paces

ONE_A_SECOND = timedelta(seconds=1)  # chat.postMessage, for each channel (contract: ratelimits)
SETTLING = timedelta(seconds=3)  # how long Slack may take to show what it took
DONE = (DeliveryState.SENT, DeliveryState.WITHDRAWN)
OUT = (DeliveryState.SENDING, DeliveryState.UNKNOWN)

earlier = deliveries.alias("earlier")
target = deliveries.alias("target")


class SqlOutbox:
    """The delivery worker's side of the posts, over all workspaces."""

    def __init__(self, engines: Engines, clock: Clock) -> None:
        self._engines = engines
        self._clock = clock

    def now(self) -> datetime:
        """The database's time."""
        return self._clock.now()

    def claim(self, lease: timedelta) -> Delivery | None:
        """Takes the next delivery that may go out now, for as long as ``lease``."""
        now = self.now()
        with self._engines.writer.begin() as connection:
            row = connection.execute(_ready(now)).one_or_none()
            if row is None or not self._take_turn(connection, row, now):
                return None
            delivery = self._take(connection, row, now, lease, DeliveryState.SENDING)
            return _addressed(delivery, row)

    def doubtful(self, lease: timedelta) -> Delivery | None:
        """Takes the next delivery of unknown fate whose settling time is over, to be looked up."""
        now = self.now()
        with self._engines.writer.begin() as connection:
            row = connection.execute(_unsettled(now)).one_or_none()
            if row is None:
                return None
            return _addressed(self._take(connection, row, now, lease, DeliveryState.UNKNOWN), row)

    def settle(self, delivery: Delivery, outcome: Outcome) -> bool:
        """Writes down what became of an attempt; False when somebody else has taken it over meanwhile."""
        now = self.now()
        with self._engines.writer.begin() as connection:
            mine = update(deliveries).where(
                deliveries.c.id == delivery.id,
                deliveries.c.attempt == delivery.attempt,
                deliveries.c.state.in_(OUT),
            )
            settled = connection.execute(mine.values(**_after(delivery, outcome, now))).rowcount == 1
            if settled and isinstance(outcome, Sent):
                self._after_sent(connection, delivery, now)
            if isinstance(outcome, NotYet) and outcome.method:
                self._hold(connection, delivery.workspace, delivery.act, now + outcome.wait)
            return settled

    def next_at(self) -> datetime | None:
        """The next moment after now at which there may be something to do, as far as is known."""
        now = self.now()
        waiting = deliveries.c.state.in_((DeliveryState.PENDING, *OUT)) & (deliveries.c.not_before > now)
        with self._engines.reader.connect() as connection:
            moments = [
                connection.execute(select(func.min(deliveries.c.not_before)).where(waiting)).scalar(),
                connection.execute(select(func.min(paces.c.free_at)).where(paces.c.free_at > now)).scalar(),
            ]
        return min((moment for moment in moments if moment is not None), default=None)

    def _take(
        self, connection: Connection, row: Row[Any], now: datetime, lease: timedelta, state: DeliveryState
    ) -> Delivery:
        until = now + lease
        values = {
            "state": state,
            "attempt": row.attempt + 1,
            "attempted_at": row.attempted_at or now,
            "lease_until": until,
            "not_before": until + SETTLING,
        }
        statement = update(deliveries).where(deliveries.c.id == row.id).values(**values)
        return as_delivery(connection.execute(statement.returning(*deliveries.c)).one())

    def _take_turn(self, connection: Connection, row: Row[Any], now: datetime) -> bool:
        """A post takes its channel's turn; False when another replica was faster."""
        if row.act != Act.POST:
            return True
        make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        free_at = now + ONE_A_SECOND
        statement = make(paces).values(workspace=row.workspace, name=f"{Act.POST}:{row.channel}", free_at=free_at)
        taken = statement.on_conflict_do_update(
            index_elements=[paces.c.workspace, paces.c.name],
            set_={"free_at": free_at},
            where=paces.c.free_at <= now,
        )
        return connection.execute(taken).rowcount == 1

    def _after_sent(self, connection: Connection, delivery: Delivery, now: datetime) -> None:
        if delivery.act is Act.POST:
            name = f"{Act.POST}:{delivery.channel}"
            self._hold(connection, delivery.workspace, name, now + ONE_A_SECOND)
        if delivery.act is Act.DELETE:
            self._forget(connection, delivery, now)

    def _forget(self, connection: Connection, delivery: Delivery, now: datetime) -> None:
        """The target of a delete is gone; where it has been wanted again meanwhile it is posted anew."""
        gone = update(deliveries).where(
            deliveries.c.workspace == delivery.workspace, deliveries.c.key == delivery.target
        )
        connection.execute(gone.where(~deliveries.c.wanted).values(state=DeliveryState.WITHDRAWN, ts=""))
        anew = {"state": DeliveryState.PENDING, "ts": "", "sent_to": "", "not_before": now, "attempted_at": None}
        connection.execute(gone.where(deliveries.c.wanted).values(**anew))

    def _hold(self, connection: Connection, workspace: str, name: str, free_at: datetime) -> None:
        make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        statement = make(paces).values(workspace=workspace, name=name, free_at=free_at)
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=[paces.c.workspace, paces.c.name],
                set_={"free_at": free_at},
                where=paces.c.free_at < free_at,
            )
        )


def _after(delivery: Delivery, outcome: Outcome, now: datetime) -> dict[str, Any]:
    """The columns that say what became of an attempt."""
    match outcome:
        case Sent(ts, channel):
            return {
                "state": DeliveryState.SENT,
                "ts": ts,
                "sent_to": channel,
                "error": "",
                "lease_until": None,
            }
        case NotYet(wait):
            return {"state": DeliveryState.PENDING, "not_before": now + wait}
        case Absent():
            return _again(delivery, delivery.error, now)
        case Refused(error):
            return {"state": DeliveryState.FAILED, "error": error}
        case Unfindable(reason):
            return {"state": DeliveryState.ASKED, "error": reason}
        case Doubtful(reason):
            return _in_doubt(delivery, reason, now)


def _in_doubt(delivery: Delivery, reason: str, now: datetime) -> dict[str, Any]:
    """A post must be looked up before it may be repeated; a change of one repeats harmlessly."""
    if delivery.act is Act.POST:
        wait = max(SETTLING, backoff(delivery.attempt))
        return {"state": DeliveryState.UNKNOWN, "error": reason, "not_before": now + wait}
    return _again(delivery, reason, now)


def _again(delivery: Delivery, reason: str, now: datetime) -> dict[str, Any]:
    if delivery.attempt >= MOST_ATTEMPTS:
        return {"state": DeliveryState.FAILED, "error": reason}
    return {"state": DeliveryState.PENDING, "error": reason, "not_before": now + backoff(delivery.attempt)}


def _ready(now: datetime) -> Select[Any]:
    """The pending delivery that may go out now, with its target's place in Slack."""
    first_in_group = or_(
        deliveries.c.group == "",
        ~exists().where(
            earlier.c.workspace == deliveries.c.workspace,
            earlier.c.group == deliveries.c.group,
            earlier.c.place < deliveries.c.place,
            earlier.c.state.not_in(DONE),
        ),
    )
    turn = literal(f"{Act.POST}:") + deliveries.c.channel
    held = exists().where(
        paces.c.workspace == deliveries.c.workspace,
        paces.c.free_at > now,
        or_(paces.c.name == deliveries.c.act, (deliveries.c.act == Act.POST) & (paces.c.name == turn)),
    )
    target_is_there = or_(target.c.id.is_(None), target.c.state == DeliveryState.SENT)
    due = and_(deliveries.c.state == DeliveryState.PENDING, deliveries.c.not_before <= now)
    return _with_target().where(due, first_in_group, target_is_there, ~held)


def _unsettled(now: datetime) -> Select[Any]:
    return _with_target().where(deliveries.c.state.in_(OUT), deliveries.c.not_before <= now)


def _with_target() -> Select[Any]:
    """Deliveries, oldest first, with the post that they change or reply to; the row is locked."""
    about = target.c.key == func.coalesce(func.nullif(deliveries.c.target, ""), deliveries.c.thread)
    of_target = (target.c.ts.label("target_ts"), target.c.sent_to.label("target_sent_to"))
    return (
        select(deliveries, *of_target)
        .outerjoin(target, and_(target.c.workspace == deliveries.c.workspace, about))
        .order_by(deliveries.c.not_before, deliveries.c.place, deliveries.c.id)
        .limit(1)
        .with_for_update(of=deliveries, skip_locked=True)
    )


def _addressed(delivery: Delivery, row: Row[Any]) -> Delivery:
    """The delivery with where its target stands in Slack: a thread's first message, or what it changes."""
    fields = {name: getattr(delivery, name) for name in Delivery.__dataclass_fields__}
    if delivery.act is Act.POST:
        return Delivery(**fields | {"thread_ts": row.target_ts or ""})
    return Delivery(**fields | {"ts": row.target_ts, "channel": row.target_sent_to})
