"""Copies of an SQLite database, made while the bot runs, and put back."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from domain.errors import WrongCopy
from storage.engine import keep_to_ourselves, open_engines
from storage.migrate import Standing, standing
from storage.whereabouts import mark_as_copy

BESIDE = ("-wal", "-shm")  # what SQLite keeps beside a file


def back_up(source: Path, target: Path) -> None:
    """Copies a database to a file that is not there yet: all of it as it is at one moment, whoever writes meanwhile.
    Raises ``WrongCopy``."""
    if target.exists():
        raise WrongCopy(f"{target} is there already. Name a file that is not.")
    if not source.exists():
        raise WrongCopy(f"There is no database file {source} to copy. DATABASE_URL names it.")
    unfinished = target.with_name(f"{target.name}.unfinished")
    keep_to_ourselves(str(unfinished))
    try:
        with closing(sqlite3.connect(source)) as database, closing(sqlite3.connect(unfinished)) as copy:
            database.backup(copy)
        _finish(unfinished)
        unfinished.replace(target)
    except (sqlite3.Error, OSError) as error:
        unfinished.unlink(missing_ok=True)
        raise WrongCopy(f"{source} could not be copied to {target}: {error}.") from None


def restore(copy: Path, target: Path) -> Path | None:
    """Puts a copy in place of a database. Returns where the one that was there is kept; None where there was none.
    Raises ``WrongCopy``, and nothing is changed then."""
    _check(copy)
    fresh = target.with_name(f"{target.name}.restored")
    keep_to_ourselves(str(fresh))
    try:
        shutil.copyfile(copy, fresh)
        _sync(fresh)
        kept = _moved_aside(target) if target.exists() else None
        fresh.replace(target)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise WrongCopy(f"{copy} could not be put in place of {target}: {error}.") from None
    return kept


def _finish(copy: Path) -> None:
    """Makes a copy one file that says that it is a copy, and certainly on the disk."""
    engines = open_engines(f"sqlite:///{copy}")
    try:
        mark_as_copy(engines.writer)
    finally:
        engines.dispose()
    with closing(sqlite3.connect(copy)) as database:
        database.execute("PRAGMA journal_mode=DELETE")
    _sync(copy)


def _check(copy: Path) -> None:
    if not copy.is_file():
        raise WrongCopy(f"There is no file {copy}.")
    if any(copy.with_name(copy.name + suffix).exists() for suffix in BESIDE):
        raise WrongCopy(f"{copy} has a -wal or -shm file beside it: a database in use, or a part of one. Name a copy.")
    try:
        with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            [verdict] = database.execute("PRAGMA integrity_check(1)").fetchone()
            known = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    except sqlite3.Error as error:
        raise WrongCopy(f"{copy} is no database that can be read: {error}.") from None
    if verdict != "ok":
        raise WrongCopy(f"{copy} is damaged: {' '.join(verdict.split())}.")
    if not known:
        raise WrongCopy(f"{copy} is a database of something else.")
    _check_release(copy)


def _check_release(copy: Path) -> None:
    engines = open_engines(f"sqlite:///file:{copy.absolute()}?mode=ro&immutable=1&uri=true")
    try:
        if standing(engines.reader) is Standing.UNKNOWN:
            raise WrongCopy(f"{copy} is of a later release than this one. Put it back with that.")
    finally:
        engines.dispose()


def _moved_aside(database: Path) -> Path:
    """Renames a database; a bot that runs on it writes on there, notices, and ends."""
    kept = database.with_name(f"{database.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
    for suffix in BESIDE:
        with suppress(FileNotFoundError):
            database.with_name(database.name + suffix).rename(kept.with_name(kept.name + suffix))
    database.rename(kept)
    return kept


def _sync(file: Path) -> None:
    with file.open("rb") as opened:
        os.fsync(opened.fileno())
