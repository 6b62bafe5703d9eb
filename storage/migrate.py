"""Bringing a database up to date, with Alembic and without its configuration file."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from storage.engine import SQLITE_BUSY_SECONDS

MIGRATIONS = Path(__file__).with_name("migrations")
SQLITE_MIGRATING_SECONDS = 60
LOCK = 7_726_946  # an arbitrary number that stands for "migrating Sprint Notes" in PostgreSQL


class Standing(StrEnum):
    """How the tables of a database stand to this release; of a later one its migrations are not known here."""

    CURRENT = "current"
    BEHIND = "behind"
    UNKNOWN = "unknown"


def standing(engine: Engine) -> Standing:
    """How the tables stand, changing nothing."""
    script = _script()
    with engine.connect() as connection:
        at = MigrationContext.configure(connection).get_current_revision()
    if at == script.get_current_head():
        return Standing.CURRENT
    known = {migration.revision for migration in script.walk_revisions()}
    return Standing.BEHIND if at is None or at in known else Standing.UNKNOWN


@cache
def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(config())


def upgrade(engine: Engine) -> None:
    """Runs the migrations that are missing; replicas that start at once wait for each other."""
    with _waiting(engine), engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        command.upgrade(config(connection), "head")


@contextmanager
def _waiting(engine: Engine) -> Iterator[None]:
    """SQLite's one writer waits for other processes as long as a migration may take them."""
    if engine.dialect.name != "sqlite":
        yield
        return
    _be_patient(engine, SQLITE_MIGRATING_SECONDS)
    try:
        yield
    finally:
        _be_patient(engine, SQLITE_BUSY_SECONDS)


def _be_patient(engine: Engine, seconds: int) -> None:
    with engine.connect() as connection:  # the writer has only this one
        connection.connection.cursor().execute(f"PRAGMA busy_timeout = {seconds * 1_000}")  # no transaction begins


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration for our migrations on this connection."""
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.attributes["connection"] = connection
    return made
