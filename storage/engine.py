"""Connections. SQLite has one writer and separate readers, because several writers starve each other."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, QueuePool, create_engine, event

SQLITE_BUSY_SECONDS = 1  # with the wait for the one writer less than the 3 that Slack waits for an answer
SQLITE_QUEUE_SECONDS = 1.5
POSTGRESQL_CONNECTIONS = 20  # kept open, as many as there are who answer people; ten more come and go


@dataclass(frozen=True)
class Engines:
    """Where to read and where to write: the same engine on PostgreSQL.

    ``clock`` is asked the time in the middle of a unit of work. It has connections of its own there, or
    many units of work at once would each hold one and wait for another.
    """

    reader: Engine
    writer: Engine
    clock: Engine

    def dispose(self) -> None:
        """Closes every connection."""
        self.reader.dispose()
        self.writer.dispose()
        self.clock.dispose()


def open_engines(url: str) -> Engines:
    """Engines for ``sqlite:///file`` or ``postgresql+psycopg://…``; nothing is connected yet."""
    if not url.startswith("sqlite"):
        engine = create_engine(url, pool_pre_ping=True, pool_size=POSTGRESQL_CONNECTIONS)
        return Engines(engine, engine, create_engine(url, pool_pre_ping=True, pool_size=2, max_overflow=0))
    writer = _sqlite(url, connections=1, begin="BEGIN IMMEDIATE")
    reader = _sqlite(url, connections=5, begin="BEGIN")
    return Engines(reader, writer, reader)


def _sqlite(url: str, *, connections: int, begin: str) -> Engine:
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=SQLITE_QUEUE_SECONDS,
        connect_args={"timeout": SQLITE_BUSY_SECONDS, "check_same_thread": False},
    )

    def begins(dbapi_connection: Any) -> None:
        dbapi_connection.execute(begin).close()

    # an event would do too, but an engine with one asks at every statement who listens
    engine.dialect.do_begin = begins  # type: ignore[method-assign]

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}").close()

    return engine
