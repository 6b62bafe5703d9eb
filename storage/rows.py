"""What all repositories share: a transaction, and the few ways to read and write rows.

Statements are built once and get their values when they are executed: SQLAlchemy takes three times as long to
build one as to execute it.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import (
    Column,
    ColumnElement,
    Delete,
    FromClause,
    Insert,
    Row,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    delete,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from storage.together import Values
from storage.transaction import Change, Transaction

Thing = TypeVar("Thing")


def mine(table: FromClause, *names: str) -> ColumnElement[bool]:
    """The workspace's rows with these columns' values, which come with the execution as ``is_`` and the name."""
    return and_(*(table.c[name] == bindparam(f"is_{name}") for name in ("workspace", *names)))


@cache
def inserting(dialect: str, table: Table) -> Insert:
    """An insert that does nothing where the row exists; its ``rowcount`` says which."""
    make = postgresql.insert if dialect == "postgresql" else sqlite.insert
    # SQLAlchemy does not count inserts by itself
    return make(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)


@cache
def _putting(dialect: str, table: Table, names: tuple[str, ...]) -> Insert:
    """An insert that changes the row where it exists."""
    make = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement, keys = make(table), [column.name for column in table.primary_key]
    changes = {name: statement.excluded[name] for name in names if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=changes, where=mine(table))


@cache
def _selecting(table: Table, names: tuple[str, ...], *order: Column[Any]) -> Select[Any]:
    return select(table).where(mine(table, *names)).order_by(*order)


@cache
def _holding(table: Table, names: tuple[str, ...]) -> Select[Any]:
    return _selecting(table, names).with_for_update()


@cache
def updating(table: Table, *names: str) -> Update:
    """Changes the workspace's rows with these columns' values."""
    return update(table).where(mine(table, *names))


@cache
def _deleting(table: Table, names: tuple[str, ...]) -> Delete:
    return delete(table).where(mine(table, *names))


class Rows:
    """A repository: the rows of one workspace in one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._now, self._new_id = transaction.now, transaction.new_id

    def _all(self, table: Table, *order: Column[Any], **values: Any) -> Sequence[Row[Any]]:
        """The rows with these values, in the order of these columns."""
        return self._rows(_selecting(table, tuple(values), *order), **values)

    def _one(self, table: Table, **values: Any) -> Row[Any] | None:
        """The row with these values."""
        return self._row(_selecting(table, tuple(values)), **values)

    def _held(self, table: Table, **values: Any) -> Row[Any] | None:
        """The row with these values, which nobody else can change in the course of a writing unit of work."""
        make = _holding if self._transaction.writing else _selecting
        return self._row(make(table, tuple(values)), **values)

    def _add(self, table: Table, *rows: Mapping[str, Any]) -> bool:
        """Adds rows; False where one of them was there already."""
        return self._count(*self._adding(table, rows)) == len(rows)

    def _write_down(self, table: Table, row: Mapping[str, Any]) -> None:
        """Adds a row that is new."""
        self._write(*self._adding(table, [row]))

    def _adding(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> tuple[Insert, list[dict[str, Any]]]:
        workspace = self._transaction.workspace
        return inserting(self._transaction.dialect, table), [{"workspace": workspace, **row} for row in rows]

    def _put(self, table: Table, values: Mapping[str, Any]) -> None:
        """Adds a row, or changes the one with its primary key."""
        statement = _putting(self._transaction.dialect, table, tuple(values))
        self._write(statement, {"workspace": self._transaction.workspace, **self._given({}), **values})

    def _change(self, table: Table, changes: Mapping[str, Any], **values: Any) -> bool:
        """Changes the row with these values; False where there is none."""
        return self._count(updating(table, *values), {**self._given(values), **changes}) == 1

    def _drop(self, table: Table, **values: Any) -> bool:
        """Drops the rows with these values; False where there was none."""
        return self._count(_deleting(table, tuple(values)), self._given(values)) > 0

    def _rows(self, statement: Select[Any], **values: Any) -> Sequence[Row[Any]]:
        return self._transaction.rows(statement, self._given(values))

    def _row(self, statement: Select[Any], **values: Any) -> Row[Any] | None:
        return next(iter(self._rows(statement, **values)), None)

    def _write(self, statement: Change, values: Values | Sequence[Values]) -> None:
        self._transaction.write(statement, values)

    def _count(self, statement: Change, values: Values | Sequence[Values]) -> int:
        return self._transaction.count(statement, values)

    def _given(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {"is_workspace": self._transaction.workspace, **{f"is_{name}": value for name, value in values.items()}}


def fields(thing: Any) -> dict[str, Any]:
    """A dataclass's values by name, as they are."""
    return {name: getattr(thing, name) for name in thing.__dataclass_fields__}


def made(kind: type[Thing], row: Row[Any], /, **other: Any) -> Thing:
    """The inverse: a dataclass of a row whose columns are called as its fields, but for the ``other`` ones."""
    names: Iterable[str] = kind.__dataclass_fields__  # type: ignore[attr-defined]
    return kind(**{name: getattr(row, name) for name in names if name not in other}, **other)
