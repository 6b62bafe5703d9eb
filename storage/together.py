"""Several questions as one statement: one way to the database and back, and a third of the work for this program.

Each is a sub-select whose rows come as one JSON value, an array of arrays; see ``json_group_array`` of SQLite and
``json_agg`` of PostgreSQL. The values are what the columns' own types would have made of them.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    Boolean,
    ColumnElement,
    Connection,
    Date,
    Select,
    String,
    Time,
    func,
    select,
    type_coerce,
)
from sqlalchemy.sql.visitors import cloned_traverse

from storage.moments import Moment, in_utc

Values = Mapping[str, Any]
Question = tuple[Select[Any], Values]
READ: Mapping[type, Callable[[Any], Any]] = {Boolean: bool, Date: date.fromisoformat, Time: time.fromisoformat}


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of a question: their names, and what makes values of the JSON of those that need it."""

    row: Callable[[Iterable[Any]], Any]
    readers: Sequence[tuple[int, Callable[[Any], Any]]]

    def rows(self, raw: Sequence[list[Any]] | None) -> list[Any]:
        """Rows with their columns as attributes."""
        for values in raw or ():
            for place, read in self.readers:
                if values[place] is not None:
                    values[place] = read(values[place])
        return [self.row(values) for values in raw or ()]


def ask_together(connection: Connection, questions: Sequence[Question]) -> list[list[Any]]:
    """The rows that answer each question, in their order."""
    statement, shapes = _together(connection.dialect.name, tuple(question for question, _ in questions))
    values = {f"{name}_{n}": value for n, (_, given) in enumerate(questions) for name, value in given.items()}
    answers = connection.execute(statement, values).one()
    return [shape.rows(raw) for shape, raw in zip(shapes, answers, strict=True)]


@cache
def _together(dialect: str, questions: tuple[Select[Any], ...]) -> tuple[Select[Any], list[Shape]]:
    answers = [_answer(dialect, question, n) for n, question in enumerate(questions)]
    return select(*answers), [_shape(question) for question in questions]


def _answer(dialect: str, question: Select[Any], n: int) -> ColumnElement[Any]:
    """All rows of a question as one value; what is given to it has the number of the question in its name."""

    def number(given: BindParameter[Any]) -> None:
        if given.key.startswith("is_"):
            given.key = f"{given.key}_{n}"

    rows = cloned_traverse(question, {}, {"bindparam": number}).subquery()
    if dialect == "postgresql":
        value = func.json_agg(func.json_build_array(*rows.c))
    else:
        value = func.json_group_array(func.json_array(*map(_as_stored, rows.c)))
    return type_coerce(select(value).select_from(rows).scalar_subquery(), JSON).label(f"answer_{n}")


def _as_stored(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.json(column) if isinstance(column.type, JSON) else type_coerce(column, String)


def _shape(question: Select[Any]) -> Shape:
    columns = question.selected_columns
    readers = [(place, _reader(column)) for place, column in enumerate(columns)]
    row = namedtuple("row", [column.name for column in columns])  # type: ignore[misc]
    return Shape(row._make, [(place, read) for place, read in readers if read])


def _reader(column: ColumnElement[Any]) -> Callable[[Any], Any] | None:
    if isinstance(column.type, Moment):
        return lambda text: in_utc(datetime.fromisoformat(text))
    return READ.get(type(column.type))
