"""Whether there is a place to write to: room on the disk, and a database file that is whole and may be written."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine

from bot.doctor.said import Told, note, ok, wrong

NEWEST = "Put the newest copy back: sprint-notes db restore FILE."
SCARCE, SHORT = 1_000_000_000, 100_000_000  # bytes that are free


def check_disk(file: Path) -> Iterator[Told]:
    """Room for an SQLite file, and leave to write it and what SQLite keeps beside it."""
    folder = file.absolute().parent
    if not os.access(folder, os.W_OK) or (file.exists() and not os.access(file, os.W_OK)):
        yield wrong("Disk", f"{file} cannot be written. Give the bot's user the folder {folder} and what is in it.")
    yield _room(folder, shutil.disk_usage(folder).free)


def _room(folder: Path, free: int) -> Told:
    told = f"{free / 1_000_000_000:.1f} GB are free in {folder}"
    if free < SHORT:
        return wrong("Disk", f"{told}. Make room: without it nothing can be kept.")
    return note("Disk", f"{told}. Make room before that is used up.") if free < SCARCE else ok("Disk", f"{told}.")


def check_file(engine: Engine) -> Told:
    """Whether an SQLite file is whole, as SQLite itself says."""
    with engine.connect() as connection:
        verdict = " ".join(str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()).split())
    if verdict == "ok":
        return ok("Database", "its file is whole.")
    return wrong("Database", f"its file is damaged: {verdict}. {NEWEST}")
