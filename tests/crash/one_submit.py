"""Processes that submit one update each, in a workspace each; the nth is killed before the nth thing that it does
with the database."""

from __future__ import annotations

import os
import signal
import sys
from itertools import count
from typing import Any

from sqlalchemy import event
from ulid import ULID

from domain.rich_text import paragraph
from domain.typed import Typed
from services.update_forms import Shown
from services.updates import submit
from storage.clock import DatabaseClock
from storage.engine import open_engines
from storage.unit_of_work import SqlStore

HEADLINE = "Said once"


def submits(database: str, n: int, deadly: int) -> None:
    """Submits in workspace ``n``, and dies at step ``deadly``."""
    engines = open_engines(database)
    store = SqlStore(engines, DatabaseClock(engines), lambda: str(ULID()))
    steps = count()

    def step(*_: Any) -> None:
        if next(steps) == deadly:
            os.kill(os.getpid(), signal.SIGKILL)

    for moment in ("before_cursor_execute", "commit"):
        event.listen(engines.writer, moment, step)
    typed = Typed(headline=HEADLINE, body=paragraph("It went well."))
    shown = Shown(project_id=f"P{n}", filled_for=f"P{n}", edition_id=f"E{n}", typed=typed, base=0, token="T", fill=0)
    submit(store, f"T{n}", "U_ADA", shown)
    step()


def main(database: str, workspaces: int, first: int) -> None:
    """Says of each whether the person was told that it is in."""
    open_engines(database).dispose()  # loads the database's driver once, not in each process
    for n in range(workspaces):
        child = os.fork()
        if not child:
            submits(database, n, first + n)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        sys.stdout.write({0: "told\n", signal.SIGKILL: "killed\n"}.get(status, f"{status}\n"))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
