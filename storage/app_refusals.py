"""Where Slack refuses the whole app: everything of that workspace waits, and is known to have been late."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from domain.delivery import Act, DeliveryState
from domain.refusals import OF_THE_APP, AppRefusal, Late, backoff
from storage.due import LAPSED
from storage.paces import APP, hold
from storage.rows import Rows
from storage.tables import app_refusals, deliveries, paces

STANDING = select(app_refusals).where(app_refusals.c.accepted_at.is_(None)).order_by(app_refusals.c.workspace)


class SqlAppRefusals(Rows):
    """What Slack has refused of the app in one workspace."""

    def get(self) -> AppRefusal | None:
        """The refusal that stands, or is over and was not told of yet."""
        row = self._one(app_refusals)
        return _as_refusal(row) if row else None

    def refused(self, error: str) -> None:
        """Slack has said, or is about to say, that it refuses the app."""
        refuse(self._transaction.connection, self._transaction.workspace, error, self._now())

    def lapsed(self, refusal: AppRefusal) -> int:
        """How many messages were not worth sending any more once Slack accepted the app again."""
        until = refusal.accepted_at or self._now()
        ours = (deliveries.c.workspace == self._transaction.workspace) & (deliveries.c.state == DeliveryState.WITHDRAWN)
        then = (deliveries.c.error == LAPSED) & deliveries.c.not_after.between(refusal.since, until)
        counted = select(func.count()).select_from(deliveries).where(ours, then)
        return int(self._transaction.connection.execute(counted).scalar_one())

    def told(self, refusal: AppRefusal) -> None:
        """Whoever is to know of it does; one that came after it stands."""
        self._drop(app_refusals, accepted_at=refusal.accepted_at)


def standing(connection: Connection) -> dict[str, AppRefusal]:
    """The refusals that stand, by their workspaces."""
    return {row.workspace: _as_refusal(row) for row in connection.execute(STANDING)}


def refuse(connection: Connection, workspace: str, error: str, now: datetime) -> None:
    """Slack refuses the app: nothing is tried for a while, for longer each time."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    new = make(app_refusals).values(workspace=workspace, error=error, since=now, times=1, late=[])
    again = {"error": error, "times": app_refusals.c.times + 1, "accepted_at": None}
    upsert = new.on_conflict_do_update(index_elements=[app_refusals.c.workspace], set_=again)
    times = connection.execute(upsert.returning(app_refusals.c.times)).scalar_one()
    hold(connection, workspace, APP, now + backoff(times))


def accept(
    connection: Connection, workspace: str, now: datetime, *, posted: bool = False, late: Sequence[Late] = ()
) -> None:
    """Slack has answered otherwise: where it had refused the app that is over, and everything goes on at once. Only
    where it has ``posted`` a message everything is allowed that a message needs; ``late`` are posts that have just
    arrived."""
    mine = (app_refusals.c.workspace == workspace) & app_refusals.c.accepted_at.is_(None)
    over = mine if posted else mine & app_refusals.c.error.in_(OF_THE_APP)
    accepted = update(app_refusals).where(over).values(accepted_at=now).returning(app_refusals.c.late)
    row = connection.execute(accepted).one_or_none()
    if row is None:
        return
    waiting = [*row.late, *late, *map(list, connection.execute(_waiting(workspace, now)))]
    connection.execute(update(app_refusals).where(app_refusals.c.workspace == workspace).values(late=waiting))
    connection.execute(_of_all(workspace).values(free_at=now))


def free(connection: Connection, workspace: str, now: datetime) -> None:
    """Tries at once what waits because Slack refused the app: something has been done about it."""
    accept(connection, workspace, now)
    connection.execute(_of_all(workspace).values(free_at=now))


def _of_all(workspace: str) -> Any:
    return update(paces).where(paces.c.workspace == workspace, paces.c.name == APP)


def _waiting(workspace: str, now: datetime) -> Any:
    """The posts that were to be in Slack by now, in their order."""
    return (
        select(deliveries.c.key, deliveries.c.channel)
        .where(
            deliveries.c.workspace == workspace,
            deliveries.c.act == Act.POST,
            deliveries.c.state == DeliveryState.PENDING,
            deliveries.c.not_before <= now,
        )
        .order_by(deliveries.c.not_before, deliveries.c.place, deliveries.c.id)
    )


def _as_refusal(row: Row[Any]) -> AppRefusal:
    late = tuple((key, channel) for key, channel in row.late)
    return AppRefusal(error=row.error, since=row.since, accepted_at=row.accepted_at, late=late)
