"""``sprint-notes``, counting what each answer to Slack costs: a script for the Python of any checkout.

``python -P bench/counted.py COSTS run`` writes a line of JSON into the file COSTS for each payload of Slack: the
``statements`` that answering it ran, its ``round_trips`` to the database (those statements, and where transactions
begin and end) and its ``compilings`` of an edition. What other threads do, such as the outbox's, is not in it.

It stands on SQLAlchemy and Bolt, and of ours only on ``domain.compile.compile_edition``, so that it can look into
commits whose rooms had other names.
"""

from __future__ import annotations

import json
import runpy
import sys
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any

from slack_bolt import App
from sqlalchemy import Engine, event
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

import domain.compile


@dataclass
class Cost:
    """What something has cost so far."""

    statements: list[str] = field(default_factory=list)
    round_trips: int = 0
    compilings: int = 0


ELSEWHERE = Cost()  # of the threads that answer nobody
current: ContextVar[Cost] = ContextVar("current", default=ELSEWHERE)


def main(costs: Path, *arguments: str) -> None:
    """Runs the command line with these arguments."""
    _wrap(App, "dispatch", lambda dispatch: _noted(dispatch, costs))
    _wrap(PGDialect_psycopg, "do_ping", lambda ping: _counted(ping, _note_round_trip))
    _wrap(domain.compile, "compile_edition", lambda compiles: _counted(compiles, _note_compiling))
    event.listen(Engine, "before_cursor_execute", _note_statement)
    for end in ("begin", "commit", "rollback"):
        event.listen(Engine, end, _note_round_trip)
    sys.argv = ["sprint-notes", *arguments]
    runpy.run_module("bot", run_name="__main__", alter_sys=True)


def _wrap(owner: Any, name: str, wrapped: Callable[[Any], Any]) -> None:
    setattr(owner, name, wrapped(getattr(owner, name)))


def _noted(dispatch: Any, costs: Path) -> Any:
    """Bolt's dispatch, which writes down what it has cost."""

    @wraps(dispatch)
    def dispatches(*arguments: Any, **named: Any) -> Any:
        cost = Cost()
        before = current.set(cost)
        try:
            return dispatch(*arguments, **named)
        finally:
            current.reset(before)
            with costs.open("a") as file:
                file.write(json.dumps(asdict(cost)) + "\n")

    return dispatches


def _counted(function: Any, note: Callable[[], None]) -> Any:
    @wraps(function)
    def counts(*arguments: Any, **named: Any) -> Any:
        note()
        return function(*arguments, **named)

    return counts


def _note_compiling() -> None:
    current.get().compilings += 1


def _note_round_trip(*_event: Any) -> None:
    current.get().round_trips += 1


def _note_statement(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
    if not statement.startswith("BEGIN"):  # SQLite's, which counts where a transaction begins
        current.get().statements.append(statement)
        _note_round_trip()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
