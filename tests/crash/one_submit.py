"""Processes that submit one update each, in a workspace each; the nth is killed before the nth thing that it does
with the database."""

from __future__ import annotations

import os
import signal
from itertools import count
from multiprocessing.connection import Connection
from typing import Any

from sqlalchemy import event
from ulid import ULID

from domain.text.normal_form import paragraph
from domain.update_form import FormValues
from services.common.actor import Actor
from services.editions.follow_ups import follow
from services.updates.update_forms import OpenForm
from services.updates.updates import submit
from storage.clock import DatabaseClock
from storage.engine import Engines, open_engines
from storage.unit_of_work import SqlStore

HEADLINE = "Said once"
NEVER = 10_000


def submits(engines: Engines, n: int, deadly: int) -> None:
    """Submits in workspace ``n``, does what follows, and dies at step ``deadly``."""
    store = SqlStore(engines, DatabaseClock(engines), lambda: str(ULID()))
    steps = count()

    def step(*_: Any) -> None:
        if next(steps) == deadly:
            os.kill(os.getpid(), signal.SIGKILL)

    for moment in ("before_cursor_execute", "commit"):
        event.listen(engines.writer, moment, step)
    values = FormValues(headline=HEADLINE, body=paragraph("It went well."))
    shown = OpenForm(
        project_id=f"P{n}", filled_for=f"P{n}", edition_id=f"E{n}", values=values, base=0, token="T", fill=0
    )
    submit(Actor(store, f"T{n}", "U_ADA"), shown)
    step()
    follow(store, f"T{n}")
    step()


def main(database: str, workspaces: int, first: int, said: Connection) -> None:
    """Says of each whether the person was told that it is in. The one after the last is there for practice: what it
    has loaded and compiled the others need not."""
    engines = open_engines(database)
    submits(engines, workspaces, NEVER)
    engines.dispose()
    for n in range(workspaces):
        child = os.fork()
        if not child:
            submits(engines, n, first + n)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        said.send({0: "told", signal.SIGKILL: "killed"}.get(status, str(status)))
    said.close()
