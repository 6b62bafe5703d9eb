"""The outbox: which delivery goes out next, and what became of it. See ``domain.delivery``."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    exists,
    select,
    update,
)

from domain import look_up
from domain.audit import CLOCK
from domain.delivery import (
    PLACE_UNKNOWN,
    WRITES,
    Absent,
    Act,
    AppRefused,
    Delivery,
    DeliveryState,
    Doubtful,
    NotYet,
    Outcome,
    PicturesRefused,
    Refused,
    Sent,
)
from domain.failpoints import reached
from domain.ports import UnitOfWork
from storage.addressed import addressed
from storage.app_refusals import accept, refuse
from storage.as_delivery import as_delivery
from storage.due import (
    COPIES_TO_SWEEP,
    NEXT_AT,
    ONE_UNTIMELY,
    OUT,
    TAKE_BACK,
    TO_CARRY,
    TO_LOOK_UP,
    TO_WRITE_AGAIN,
    Due,
)
from storage.outcomes import after, goes_without, is_certainly_not_there
from storage.paces import hold, set_pace
from storage.posts import AFRESH, SETTLING, if_wanted
from storage.sweeps import after_sweep, sweep_later
from storage.tables import deliveries, paces
from storage.unit_of_work import SqlStore

ONE_A_SECOND = timedelta(seconds=1)  # chat.postMessage, for each channel (contract: ratelimits)


Following = Callable[[UnitOfWork, Delivery, Outcome], AbstractContextManager[None]]


class SqlOutbox:
    """The delivery worker's side of the posts, over all workspaces. What became of one is written down in the course
    of what is ``following`` from it, in one transaction."""

    def __init__(self, store: SqlStore, following: Following = lambda *_: nullcontext()) -> None:
        self._store = store
        self._engines = store.engines
        self._clock = store.clock
        self._following = following

    def now(self) -> datetime:
        """The database's time."""
        return self._clock.now()

    def claim(self, lease: timedelta) -> Delivery | None:
        self._store.whereabouts.check_file()  # what is written down elsewhere would go out again
        now = self.now()
        if self._reads(ONE_UNTIMELY, now):
            with self._engines.writer.begin() as connection:
                connection.execute(TAKE_BACK, {"now": now})
        for post in self._reads(TO_WRITE_AGAIN, now):
            with self._store.writing(post.workspace, CLOCK) as work:
                work.posts.write_once_more(post.key)
                reached("rewrite.before_commit")
                work.commit()
        while candidates := self._reads(TO_CARRY.few, now):
            with self._engines.writer.begin() as connection:
                row = _first_of(connection, candidates, TO_CARRY, now)
                if row is None:
                    return None
                if self._take_turn(connection, row, now):
                    taken = self._take(connection, row, now, lease, state=DeliveryState.SENDING, tried_at=now)
                    reached("claim.before_commit")
                    return taken
            # another replica took this channel's turn; from now on the channel is held, so the next is another
        return None

    def doubtful(self, lease: timedelta) -> list[Delivery]:
        """Takes the next delivery of unknown fate whose settling time is over, to be looked up, and all others that
        the same look-up serves."""
        now = self.now()
        candidates = self._reads(TO_LOOK_UP.few, now)
        if not candidates:
            return []
        with self._engines.writer.begin() as connection:
            row = _first_of(connection, candidates, TO_LOOK_UP, now)
            if row is None:
                return []
            rows = _served(connection, row, TO_LOOK_UP, now) if row.act == Act.POST else [row]
            return [self._take(connection, one, now, lease, state=DeliveryState.UNKNOWN) for one in rows]

    def _reads(self, statement: Select[Any], now: datetime) -> Sequence[Row[Any]]:
        """What is to be done is looked for where nobody who writes has to wait for it."""
        with self._engines.reader.connect() as connection:
            return connection.execute(statement, {"now": now}).all()

    def settle(self, delivery: Delivery, outcome: Outcome) -> bool:
        """Writes down what became of an attempt; False when somebody else has taken it over meanwhile."""
        with self._store.writing(delivery.workspace, CLOCK) as work:
            with self._following(work, delivery, outcome):
                settled = self._settled(work.connection, delivery, outcome)
            if settled and isinstance(outcome, Sent) and self._is_of_before(delivery):
                work.posts.renew(delivery.id)
            reached("settle.before_commit")
            work.commit()
        return settled

    def _is_of_before(self, delivery: Delivery) -> bool:
        """Whether a post was found that says what it said before an older copy of the database was put back."""
        doubt = self._store.doubt
        return doubt is not None and delivery.is_looked_up and delivery.tried_at == doubt.until

    def sweeping(self, lease: timedelta) -> list[Delivery]:
        """Takes a post that Slack has, but of which a copy may have landed late, and all others that the same look-up
        serves."""
        now = self.now()
        candidates = self._reads(COPIES_TO_SWEEP.few, now)
        if not candidates:
            return []
        with self._engines.writer.begin() as connection:
            row = _first_of(connection, candidates, COPIES_TO_SWEEP, now)
            rows = _served(connection, row, COPIES_TO_SWEEP, now) if row else []
            those = deliveries.c.id.in_([one.id for one in rows])
            connection.execute(update(deliveries).where(those).values(sweep_at=now + lease))
            return [addressed(as_delivery(one), one) for one in rows]

    def swept(self, delivery: Delivery, outcome: Outcome) -> None:
        """Writes down what became of the look-up for copies."""
        with self._store.writing(delivery.workspace, CLOCK) as work:
            now = self.now()
            post = update(deliveries).where(deliveries.c.id == delivery.id)
            with self._following(work, delivery, outcome):
                work.connection.execute(post.values(**after_sweep(delivery, outcome, now)))
            if isinstance(outcome, NotYet):
                hold(work.connection, delivery.workspace, look_up.method(delivery.thread_ts), now + outcome.wait)
            _stand(work.connection, replace(delivery, state=DeliveryState.UNKNOWN), outcome, now)
            reached("sweep.before_commit")
            work.commit()

    def _settled(self, connection: Connection, delivery: Delivery, outcome: Outcome) -> bool:
        now = self.now()
        mine = update(deliveries).where(
            deliveries.c.id == delivery.id,
            deliveries.c.attempt == delivery.attempt,
            deliveries.c.attempted_at == delivery.attempted_at,
            deliveries.c.state.in_(OUT),
        )
        values = after(delivery, outcome, now, slack_is_there=_takes_others(connection, delivery, outcome))
        settled = connection.execute(mine.values(**values)).rowcount == 1
        if settled and delivery.act is Act.DELETE and isinstance(outcome, Sent):
            self._forget(connection, delivery, now)
        if settled and delivery.act is Act.LINK and isinstance(outcome, Sent):
            _link(connection, delivery, outcome)
        if settled and delivery.is_post and is_certainly_not_there(delivery, outcome):
            self._drop_changes(connection, delivery.workspace, delivery.key)
        if settled and delivery.act is Act.UPDATE and isinstance(outcome, Doubtful):
            sweep_later(connection, delivery, now)
        if settled and isinstance(outcome, PicturesRefused) and goes_without(delivery):
            self._leave_out(connection, delivery, outcome)
        self._pace(connection, delivery, outcome, now)
        _stand(connection, delivery, outcome, now)
        return settled

    def next_at(self) -> datetime | None:
        """The next moment after now at which there may be something to do, as far as is known."""
        (moments,) = self._reads(NEXT_AT, self.now())
        return min((moment for moment in moments if moment is not None), default=None)

    def _take(self, connection: Connection, row: Row[Any], now: datetime, lease: timedelta, **values: Any) -> Delivery:
        """The delivery of a row, taken for as long as a lease, with where its target stands in Slack."""
        until = now + lease
        values |= {
            "attempt": row.attempt + 1,
            "attempted_at": row.attempted_at or now,
            "lease_until": until,
            "not_before": until + SETTLING,
        }
        statement = update(deliveries).where(deliveries.c.id == row.id).values(**values)
        return addressed(as_delivery(connection.execute(statement.returning(*deliveries.c)).one()), row)

    def _take_turn(self, connection: Connection, row: Row[Any], now: datetime) -> bool:
        """A post takes its channel's turn; False when another replica was faster."""
        if row.act != Act.POST:
            return True
        name = f"{Act.POST}:{row.channel}"
        return set_pace(connection, row.workspace, name, now + ONE_A_SECOND, where=paces.c.free_at <= now)

    def _pace(self, connection: Connection, delivery: Delivery, outcome: Outcome, now: datetime) -> None:
        """Whatever became of a post, its channel rests; a 429 stops all of its kind, of which looking up is one."""
        if delivery.is_post:
            hold(connection, delivery.workspace, f"{Act.POST}:{delivery.channel}", now + ONE_A_SECOND)
        if isinstance(outcome, NotYet) and outcome.method:
            kind = look_up.method(delivery.thread_ts) if delivery.is_looked_up else delivery.act
            hold(connection, delivery.workspace, kind, now + outcome.wait)

    def _leave_out(self, connection: Connection, delivery: Delivery, outcome: PicturesRefused) -> None:
        """A message is shown without these pictures from now on, however often it is changed."""
        post = update(deliveries).where(
            deliveries.c.workspace == delivery.workspace, deliveries.c.key == (delivery.target or delivery.key)
        )
        connection.execute(post.values(left_out={**delivery.left_out, **outcome.pictures}))

    def _forget(self, connection: Connection, delivery: Delivery, now: datetime) -> None:
        """The target of a delete is gone; where it has been wanted again meanwhile it is posted anew."""
        gone = update(deliveries).where(
            deliveries.c.workspace == delivery.workspace, deliveries.c.key == delivery.target
        )
        connection.execute(gone.values(not_before=now, **AFRESH | {"state": if_wanted(DeliveryState.PENDING)}))
        self._drop_changes(connection, delivery.workspace, delivery.target)

    def _drop_changes(self, connection: Connection, workspace: str, key: str) -> None:
        """Changes of a post that is not in Slack are moot: it holds its latest words itself."""
        waiting = update(deliveries).where(
            deliveries.c.workspace == workspace,
            deliveries.c.target == key,
            deliveries.c.state == DeliveryState.PENDING,
        )
        connection.execute(waiting.values(state=DeliveryState.WITHDRAWN))


def _link(connection: Connection, delivery: Delivery, outcome: Sent) -> None:
    """Writes down where a post is to be read, unless it was posted anew meanwhile."""
    post = update(deliveries).where(
        deliveries.c.workspace == delivery.workspace,
        deliveries.c.key == delivery.target,
        deliveries.c.ts == delivery.ts,
    )
    connection.execute(post.values(permalink=outcome.permalink))


def _takes_others(connection: Connection, delivery: Delivery, outcome: Outcome) -> bool:
    """Whether Slack has taken another message in the same way since it was first asked to take this one."""
    if not isinstance(outcome, Absent | Doubtful):
        return False
    others = exists().where(
        deliveries.c.state == DeliveryState.SENT,
        deliveries.c.not_before > delivery.attempted_at,  # the index that there is; the next line is the rule
        deliveries.c.tried_at > delivery.attempted_at,
        deliveries.c.workspace == delivery.workspace,
        deliveries.c.act == delivery.act,
        deliveries.c.id != delivery.id,
    )
    return bool(connection.execute(select(others)).scalar())


def _stand(connection: Connection, delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    """Notes whether Slack accepts the app; it has not said so where it is away, or was asked nothing."""
    workspace = delivery.workspace
    match outcome:
        case AppRefused(error):
            refuse(connection, workspace, error, now)
        case NotYet() | Doubtful():
            pass
        case Refused() if outcome.error == PLACE_UNKNOWN:
            pass
        case Sent() if not delivery.is_looked_up and delivery.act in WRITES:
            late = [(delivery.key, delivery.channel)] if delivery.is_post else []
            accept(connection, workspace, now, posted=True, late=late)
        case _:
            accept(connection, workspace, now)


def _first_of(connection: Connection, candidates: Sequence[Row[Any]], due: Due, now: datetime) -> Row[Any] | None:
    """The first of them for which it is still so and that nobody else is about to take; it is locked."""
    values = {"now": now, "ids": [row.id for row in candidates]}
    return connection.execute(due.first, values).one_or_none()


def _served(connection: Connection, post: Row[Any], due: Due, now: datetime) -> list[Row[Any]]:
    """A post and those others that are due, in its channel and thread, that one look-up serves; they are locked."""
    same = (deliveries.c[name] == getattr(post, name) for name in ("workspace", "act", "channel", "thread"))
    others = due.all.where(*same, deliveries.c.id != post.id).with_for_update(of=deliveries, skip_locked=True)
    there = {one.id: one for one in connection.execute(others, {"now": now})}
    served = look_up.together(as_delivery(post), map(as_delivery, there.values()))
    return [post, *(there[one.id] for one in served[1:])]
