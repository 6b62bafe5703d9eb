"""What all repositories share: a connection, a workspace, and the few ways to read and write rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Dialect, Insert, Row, Select, Table, and_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import Update as UpdateStatement


def insert_or_ignore(dialect: Dialect, table: Any, values: Mapping[str, Any]) -> Insert:
    """An insert that does nothing where the row exists; its ``rowcount`` says which."""
    make = postgresql.insert if dialect.name == "postgresql" else sqlite.insert
    statement = make(table).values(**values).on_conflict_do_nothing()
    return statement.execution_options(preserve_rowcount=True)  # SQLAlchemy does not count inserts by itself


class Rows:
    """A repository: the rows of one workspace on one connection."""

    def __init__(self, connection: Connection, workspace: str, *, locks: bool = False) -> None:
        self._connection = connection
        self._workspace = workspace
        self._locks = locks

    def _add(self, table: Any, values: Mapping[str, Any]) -> bool:
        statement = insert_or_ignore(self._connection.dialect, table, {"workspace": self._workspace, **values})
        return self._connection.execute(statement).rowcount == 1

    def _rows(self, statement: Select[Any]) -> Sequence[Row[Any]]:
        return self._connection.execute(statement).all()

    def _row(self, statement: Select[Any]) -> Row[Any] | None:
        return self._connection.execute(statement).one_or_none()

    def _held(self, statement: Select[Any]) -> Row[Any] | None:
        """A row that nobody else can change in the course of a writing unit of work."""
        return self._row(statement.with_for_update() if self._locks else statement)

    def _changed(self, statement: UpdateStatement) -> bool:
        return self._connection.execute(statement).rowcount == 1

    def _put(self, table: Table, values: Mapping[str, Any]) -> None:
        """Adds a row, or changes the one with its primary key."""
        keys = [column.name for column in table.primary_key]
        everything = {"workspace": self._workspace, **values}
        make = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        changes = {name: value for name, value in everything.items() if name not in keys}
        statement = (
            make(table)
            .values(**everything)
            .on_conflict_do_update(index_elements=keys, set_=changes, where=table.c.workspace == self._workspace)
        )
        self._connection.execute(statement)

    def _mine(self, table: Table, **values: Any) -> ColumnElement[bool]:
        """The workspace's rows with these values."""
        return and_(table.c.workspace == self._workspace, *(table.c[name] == value for name, value in values.items()))


def fields(thing: Any) -> dict[str, Any]:
    """A dataclass's values by name, as they are."""
    return {name: getattr(thing, name) for name in thing.__dataclass_fields__}
