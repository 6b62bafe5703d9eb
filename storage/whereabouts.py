"""Whether this database is the one that was here before: not an older copy, and not another file by now.

Where a database stands is written down in it. A copy of an SQLite file is another file, and tables that pg_restore has
made are other tables; so what is put back, by whatever means, says that it stood somewhere else.
"""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, Row, func, insert, select, text, update
from sqlalchemy.exc import NotSupportedError, ProgrammingError

from domain.delivery import Act, DeliveryState
from domain.errors import DatabaseGone
from domain.ports import Clock, NewId
from domain.restored import Restored
from storage.engine import Engines
from storage.tables import audit, deliveries, occasions, restored, whereabouts

COPY = "a copy"  # where a copy that we have made stands, until it is put back
UNFINISHED = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.UNKNOWN)
POSTGRESQL = text(  # a database and one of its tables
    "SELECT concat_ws(' ', oid, 'deliveries'::regclass::oid) FROM pg_database WHERE datname = current_database()"
)
TIMELINE = text("SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)")  # a restored server begins another one


class Whereabouts:
    """Where the database stood when it was opened; an empty ``place`` is anywhere."""

    def __init__(self, engine: Engine, place: str) -> None:
        self._engine = engine
        self._place = place
        self.file = Path(engine.url.database or "") if engine.dialect.name == "sqlite" else None

    def check(self) -> None:
        """Raises ``DatabaseGone`` where it is not there any more, or something else is."""
        self.check_file()
        if self._place and self.file is None and _place(self._engine) != self._place:
            raise DatabaseGone("the database in DATABASE_URL", "another one in its place")

    def check_file(self) -> None:
        """Raises ``DatabaseGone`` where that takes no time to find out: of a file."""
        if not self._place or self.file is None:
            return
        try:
            if _file_place(self.file) != self._place:
                raise DatabaseGone(f"the database file {self.file}", "another file in its place")
        except FileNotFoundError:
            raise DatabaseGone(f"the database file {self.file}", "no file there any more") from None


def settle(engines: Engines, clock: Clock, new_id: NewId) -> tuple[Whereabouts, Restored | None, list[Restored]]:
    """Where the database stands; that it has just been put back, where it stood somewhere else before; and every time
    that it was, this one too. What was unfinished in a copy is of unknown fate from then on."""
    place, found = _place(engines.writer), None
    with engines.writer.begin() as connection:
        stood = connection.execute(select(whereabouts.c.place).with_for_update()).scalar()
        if stood is None:
            connection.execute(insert(whereabouts).values(place=place))
        elif stood != place:
            connection.execute(update(whereabouts).values(place=place))
            found = Restored(new_id(), _last_known(connection, clock.now()), clock.now())
            connection.execute(insert(restored).values(id=found.id, copied_at=found.copied_at, at=found.at))
            _doubt(connection, found)
        known = [_restored(row) for row in connection.execute(select(restored).order_by(restored.c.id))]
    return Whereabouts(engines.clock, place), found, known


def mark_as_copy(engine: Engine) -> None:
    """Writes into a copy that it is one."""
    with engine.begin() as connection:
        connection.execute(update(whereabouts).values(place=COPY))


def _restored(row: Row[tuple[str, datetime, datetime]]) -> Restored:
    return Restored(row.id, row.copied_at, row.at)


def _place(engine: Engine) -> str:
    if engine.dialect.name == "sqlite":
        return _file_place(Path(engine.url.database)) if engine.url.database else ""
    with engine.connect() as connection:
        return f"{connection.execute(POSTGRESQL).scalar_one()} {_timeline(connection)}"


def _timeline(connection: Connection) -> str:
    """The server's timeline; nothing where it does not say."""
    try:
        return str(connection.execute(TIMELINE).scalar_one())
    except (ProgrammingError, NotSupportedError):
        return ""


def _file_place(file: Path) -> str:
    return str(file.stat().st_ino)


def _last_known(connection: Connection, now: datetime) -> datetime:
    """The moment of the last thing that the database knows of: all that it does not know of was later."""
    columns = (audit.c.at, deliveries.c.tried_at, occasions.c.at)
    moments = [connection.execute(select(func.max(column))).scalar() for column in columns]
    return min(now, max((moment for moment in moments if moment), default=now))


def _doubt(connection: Connection, found: Restored) -> None:
    unfinished = update(deliveries).where(deliveries.c.act == Act.POST, deliveries.c.state.in_(UNFINISHED))
    connection.execute(
        unfinished.values(
            state=DeliveryState.UNKNOWN,
            attempted_at=func.coalesce(deliveries.c.attempted_at, found.copied_at),
            tried_at=found.at,
            not_before=found.at,
            lease_until=None,
            look_up=None,
        )
    )
