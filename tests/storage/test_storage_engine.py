"""What people wrote stays on the machine's own account, and out of what is said about faults."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from storage.engine import open_engines
from storage.migrate import upgrade
from tests.databases import Databases


def modes(folder: Path) -> dict[str, str]:
    return {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in folder.iterdir()}


@pytest.mark.parametrize("was_there", [False, True])
def test_nobody_else_may_read_the_file_of_sqlite(was_there: bool, tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        file = tmp_path / "notes.db"
        if was_there:
            for path in (file, tmp_path / "notes.db-wal"):
                path.touch(0o644)
        engines = open_engines(f"sqlite:///{file}")
        upgrade(engines.writer)
        with engines.writer.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
            assert modes(tmp_path) == dict.fromkeys(["notes.db", "notes.db-wal", "notes.db-shm"], "0o600")
        engines.dispose()
    finally:
        os.umask(before)


def test_opening_a_database_again_leaves_its_locks_alone(tmp_path: Path) -> None:
    """Without them another process that closes the database takes itself for the last, and removes what is waiting."""
    file = tmp_path / "notes.db"
    engines = open_engines(f"sqlite:///{file}")
    upgrade(engines.writer)
    open_engines(f"sqlite:///{file}").dispose()
    looks = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA user_version').fetchall(); c.close()"
    )
    subprocess.run([sys.executable, "-c", looks, file], check=True)
    assert file.with_name("notes.db-wal").exists()
    engines.dispose()


def test_a_fault_tells_nothing_of_what_was_written(databases: Databases) -> None:
    engines = open_engines(databases.migrated())
    for engine in (engines.reader, engines.writer, engines.clock):
        with pytest.raises(SQLAlchemyError) as fault, engine.connect() as connection:
            connection.execute(text("SELECT missing FROM nowhere WHERE a = :a"), {"a": "what Ada wrote"})
        assert "what Ada wrote" not in str(fault.value)
    engines.dispose()


def test_a_connection_that_has_ended_since_it_was_last_asked_is_not_given_out(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is asked once a second: at every use, that would cost a way to the server and back."""
    if databases.kind == "sqlite":
        pytest.skip("a file does not go away")
    engines = open_engines(databases.migrated())
    number = text("SELECT pg_backend_pid()")

    def used() -> int:
        with engines.reader.connect() as connection:
            return int(connection.execute(number).scalar_one())

    first = used()
    assert used() == first
    with engines.clock.begin() as other:
        other.execute(text("SELECT pg_terminate_backend(:number, 5000)"), {"number": first})
    with pytest.raises(SQLAlchemyError):
        used()
    second = used()
    assert used() == second != first
    with engines.clock.begin() as other:
        other.execute(text("SELECT pg_terminate_backend(:number, 5000)"), {"number": second})
    monkeypatch.setattr("storage.engine.PING_SECONDS", 0.0)
    assert used() not in {first, second}
    engines.dispose()
