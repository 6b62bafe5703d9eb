"""One transaction on one workspace, as its repositories share it."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Delete, Insert, Select, Table, Update
from sqlalchemy.sql.visitors import iterate

from domain.ports import Clock, NewId
from domain.restored import Doubt
from storage.together import Question, Values, ask_together

Change = Insert | Update | Delete


class Noted(Exception):
    """The question is to be asked together with others; its answer is not there yet."""


class Transaction:
    """Reads and writes on one connection. ``wakes`` says whether those who deliver have something new to do.

    What is written waits until it must be there: until somebody reads its table, counts rows, or commits. Then all of
    it goes to the database at once.
    """

    wakes = False

    def __init__(
        self,
        connection: Connection,
        workspace: str,
        person: str,
        clock: Clock,
        new_id: NewId,
        *,
        writing: bool,
        doubt: Doubt | None = None,
    ) -> None:
        self.doubt = doubt
        self.workspace = workspace
        self.person = person
        self.new_id = new_id
        self.writing = writing
        self.dialect = connection.dialect.name
        self.connection = connection
        self._clock = clock
        self._now: datetime | None = None
        self._noted: list[Question] | None = None
        self._known: dict[Select[Any], list[tuple[Values, Sequence[Any]]]] = {}
        self._waiting: list[tuple[Change, Values | Sequence[Values]]] = []

    def now(self) -> datetime:
        if self._now is None:
            self._now = self._clock.now()
        return self._now

    def rows(self, statement: Select[Any], values: Values) -> Sequence[Any]:
        """What a question is answered, as rows with their columns as attributes.

        Where nothing is written each question is asked once. Else what was read ahead is known once, and until
        somebody writes to its tables.
        """
        if self._noted is not None:
            self._noted.append((statement, values))
            raise Noted
        for known in self._known.get(statement, ()):
            if known[0] == values:
                if self.writing:
                    self._known[statement].remove(known)
                return known[1]
        if any(change.table in _tables(statement) for change, _ in self._waiting):
            self._write_all()
        rows = self.connection.execute(statement, values).all()
        if not self.writing:
            self._known.setdefault(statement, []).append((values, rows))
        return rows

    def read_ahead(self, *calls: Callable[[], object]) -> None:
        noted: list[Question] = []
        self._noted = noted
        for call in calls:
            with suppress(Noted):
                call()
        self._noted = None
        self._write_all()
        answers = ask_together(self.connection, noted) if noted else ()
        for (statement, values), rows in zip(noted, answers, strict=True):
            self._known.setdefault(statement, []).append((values, rows))

    def write(self, statement: Change, values: Values | Sequence[Values]) -> None:
        """Changes rows, whenever that is due."""
        self._known = {known: rows for known, rows in self._known.items() if statement.table not in _tables(known)}
        self._waiting.append((statement, values))

    def count(self, statement: Change, values: Values | Sequence[Values]) -> int:
        """Changes rows at once; how many."""
        self.write(statement, values)
        *_, counted = self._write_all()
        return counted

    def commit(self) -> None:
        with self._piped():
            self._write_all()
            self.connection.commit()

    def _write_all(self) -> list[int]:
        """Writes what waits; how many rows each change was about, where that is counted."""
        waiting, self._waiting = self._waiting, []
        return [self.connection.execute(statement, values).rowcount for statement, values in waiting]

    def _piped(self) -> AbstractContextManager[object]:
        """Here PostgreSQL is told everything before it is asked how the first went."""
        driver = self.connection.connection.driver_connection
        return driver.pipeline() if driver and self.dialect == "postgresql" else nullcontext()


@lru_cache(maxsize=512)
def _tables(statement: Select[Any]) -> frozenset[Table]:
    """The tables that a question is about."""
    return frozenset(part for part in iterate(statement) if isinstance(part, Table))
