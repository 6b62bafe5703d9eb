"""One transaction on one workspace, as its repositories share it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Delete, Insert, Select, Table, Update

from domain.ports import Clock, NewId
from storage.tables import metadata
from storage.together import Question, Values, ask_together


class Noted(Exception):
    """The question is to be asked together with others; its answer is not there yet."""


class Transaction:
    """Reads and writes on one connection. ``wakes`` says whether those who deliver have something new to do."""

    wakes = False

    def __init__(
        self, connection: Connection, workspace: str, person: str, clock: Clock, new_id: NewId, *, writing: bool
    ) -> None:
        self.workspace = workspace
        self.person = person
        self.new_id = new_id
        self.writing = writing
        self.dialect = connection.dialect.name
        self._connection = connection
        self._clock = clock
        self._now: datetime | None = None
        self._noted: list[Question] | None = None
        self._known: dict[Select[Any], list[tuple[Values, Sequence[Any]]]] = {}

    def now(self) -> datetime:
        """The time of this transaction: the same at each call."""
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
        rows = self._connection.execute(statement, values).all()
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
        answers = ask_together(self._connection, noted) if noted else ()
        for (statement, values), rows in zip(noted, answers, strict=True):
            self._known.setdefault(statement, []).append((values, rows))

    def write(self, statement: Insert | Update | Delete, values: Values | Sequence[Values]) -> int:
        """Changes rows; how many, where that is counted."""
        self._known = {known: rows for known, rows in self._known.items() if statement.table not in _tables(known)}
        return self._connection.execute(statement, values).rowcount


@cache
def _tables(statement: Select[Any]) -> frozenset[Table]:
    """The tables that a question is about."""
    read = statement.get_final_froms()
    return frozenset(table for table in metadata.tables.values() if any(one.is_derived_from(table) for one in read))
