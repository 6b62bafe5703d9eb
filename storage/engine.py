"""Connections. SQLite has one writer and separate readers, because several writers starve each other."""

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, QueuePool, create_engine, event
from sqlalchemy.engine import make_url

SQLITE_BUSY_SECONDS = 1  # with the wait for the one writer less than the 3 that Slack waits for an answer
SQLITE_QUEUE_SECONDS = 1.5
SQLITE_READERS = 5  # connections, next to the one that writes
SQLITE_CACHE_KIB = 512  # a connection; a reader drops its pages with each commit, and the system has them all
ONLY_OURS = 0o600  # nobody else on the machine may read what people wrote
UNREACHABLE_SECONDS = 5  # until a server that does not answer is given up, before a thread looks stuck
PING_SECONDS = 1.0  # for which a connection that was there is taken to be: one act fails if the server ends meanwhile
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

    @property
    def file(self) -> str:
        """SQLite's file; empty on PostgreSQL and in memory."""
        return _file(str(self.writer.url))

    def dispose(self) -> None:
        """Closes every connection."""
        self.reader.dispose()
        self.writer.dispose()
        self.clock.dispose()


def open_engines(url: str) -> Engines:
    """Engines for ``sqlite:///file`` or ``postgresql+psycopg://…``; nothing is connected yet."""
    if not url.startswith("sqlite"):
        engine = _postgresql(url, pool_size=POSTGRESQL_CONNECTIONS)
        return Engines(engine, engine, _postgresql(url, pool_size=2, max_overflow=0))
    keep_to_ourselves(_file(url))
    writer = _sqlite(url, connections=1, begin="BEGIN IMMEDIATE")
    reader = _sqlite(url, connections=SQLITE_READERS, begin="BEGIN")
    return Engines(reader, writer, reader)


def _postgresql(url: str, **pool: int) -> Engine:
    patience = {"connect_timeout": UNREACHABLE_SECONDS}
    engine = create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args=patience, **pool)
    is_there, asked = engine.dialect.do_ping, WeakKeyDictionary[Any, float]()

    def was_there(connection: Any) -> bool:
        now = time.monotonic()
        if now - asked.get(connection, -PING_SECONDS) < PING_SECONDS:
            return True
        asked[connection] = now
        return is_there(connection)

    engine.dialect.do_ping = was_there  # type: ignore[method-assign, assignment]
    return engine


def _file(url: str) -> str:
    parts = make_url(url)
    name = parts.database or ""
    in_memory = name in ("", ":memory:") or name.startswith("file:")
    return "" if in_memory or parts.get_backend_name() != "sqlite" else name


def keep_to_ourselves(file: str) -> None:
    """Makes SQLite's file before SQLite does, which would let others read it; its companions get the same mode.

    One that is there is not opened: closing it would take away the locks that SQLite holds on it in this process (see
    “How To Corrupt An SQLite Database File”, 2.2).
    """
    if not file:
        return
    with suppress(OSError):  # where it cannot be made, SQLite says why
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, ONLY_OURS))
    with suppress(OSError):  # where it is somebody else's, so is its mode
        for path in (file, f"{file}-wal", f"{file}-shm", f"{file}-journal"):
            if Path(path).exists():
                Path(path).chmod(ONLY_OURS)


def _sqlite(url: str, *, connections: int, begin: str) -> Engine:
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=SQLITE_QUEUE_SECONDS,
        hide_parameters=True,
        connect_args={"timeout": SQLITE_BUSY_SECONDS, "check_same_thread": False},
    )

    def begins(dbapi_connection: Any) -> None:
        dbapi_connection.execute(begin).close()

    # an event would do too, but an engine with one asks at every statement who listens
    engine.dialect.do_begin = begins  # type: ignore[method-assign]

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"cache_size=-{SQLITE_CACHE_KIB}"):
            connection.execute(f"PRAGMA {pragma}").close()

    return engine
