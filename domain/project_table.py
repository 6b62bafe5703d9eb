"""Projects as a table of text (CSV), out, and in as lines of cells; several values in a cell have semicolons between.

What a table would change is ``domain.project_plan``.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from domain.decoding import NotText, decoded
from domain.english import quoted
from domain.names import folded, is_blank, visible
from domain.project import Project
from domain.project_changes import LABELS, in_words
from domain.text.inline import typed

COLUMNS = tuple(LABELS)
TEXTS = {"name", "aliases", "lead_organisation", "partners", "aims", "contact", "round"}  # kept letter by letter
MOST_LINES = 5_000
_FORMULA = re.compile(r"'?[=+\-@\t\r＝＋－＠]")  # what a spreadsheet would compute


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something in a table that cannot be so: where it stands, and what to do about it."""

    line: int
    column: str
    message: str

    def __str__(self) -> str:
        place = f"Line {self.line}, {self.column}" if self.column else f"Line {self.line}"
        return f"{place}: {self.message}" if self.line else self.message


class WrongTable(Exception):
    """The table cannot be read at all."""

    def __init__(self, *wrong: Wrong) -> None:
        super().__init__("\n".join(map(str, wrong)))
        self.wrong = wrong


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of a table: its number in the file, and its cells by column."""

    number: int
    cells: Mapping[str, str]


def write(projects: Sequence[Project]) -> str:
    """The table; no cell in it is a formula to a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([cell_of(project, column) for column in COLUMNS] for project in projects)
    return text.getvalue()


def cell_of(project: Project, column: str) -> str:
    """What stands in the table for one field of a project."""
    return safe_cell("; ".join(in_words(project, column)))


def safe_cell(cell: str) -> str:
    """A cell that no spreadsheet computes."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def read(content: bytes) -> list[TableLine]:
    """The lines of a file; raises ``WrongTable``."""
    text = _text(content)
    first = next(filter(str.strip, text.split("\n")), "")
    delimiter = (first[4:5] or ",") if first.startswith("sep=") else max(",;\t", key=first.count)
    rows = list(_rows(text, delimiter))
    if first.startswith("sep="):
        del rows[0]
    if not rows:
        raise WrongTable(Wrong(0, "", f"The file is empty. Its first line names the columns: {', '.join(COLUMNS)}."))
    (at, header), *lines = rows
    columns = [_column(name) for name in header]
    _check_columns(at, header, columns)
    if len(lines) > MOST_LINES:
        raise WrongTable(
            Wrong(0, "", f"The file has {len(lines)} lines. Split it into files of {MOST_LINES} or fewer.")
        )
    wrong = [Wrong(number, "", fault) for number, row in lines if (fault := _surplus(row, columns))]
    if wrong:
        raise WrongTable(*wrong)
    return [TableLine(number, _cells(row, columns)) for number, row in lines]


def _text(content: bytes) -> str:
    try:
        return decoded(content)
    except NotText as error:
        raise WrongTable(Wrong(0, "", str(error))) from None


def _column(name: str) -> str:
    """The field that a name at the top of a column means, as files or forms write it: ``aliases``, “Other names”."""
    return _FIELDS.get(_bare_name(name), _bare_name(name))


def _bare_name(name: str) -> str:
    return " ".join(folded(name).replace("_", " ").replace("-", " ").split())


_FIELDS = {_bare_name(name): field for field, label in LABELS.items() for name in (field, label)}


def _surplus(row: Sequence[str], columns: Sequence[str]) -> str:
    """What to do about a value below no column's name; empty where there is none."""
    for place, (column, cell) in enumerate(zip_longest(columns, row, fillvalue=""), 1):
        if not column and not is_blank(cell):
            fix = "Name the column or empty it, and put values that hold the separator in quotes."
            return f"{quoted(bare(cell))} stands in column {place}, which has no name. {fix}"
    return ""


def _cells(row: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    """The cells by column; those that a row leaves out at its end are empty."""
    cells = dict(zip(columns, [*row, *[""] * len(columns)], strict=False))
    return {column: value_in(column, cell) for column, cell in cells.items() if column}


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """``(number of the first line, cells)`` for each row that holds anything."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for row in reader:
            number, before = before + 1, reader.line_num
            if not all(map(is_blank, row)):
                yield number, row
    except csv.Error:
        fix = "Quotes do not match from here on. Write a quote inside quotes twice."
        raise WrongTable(Wrong(before + 1, "", fix)) from None


def _check_columns(number: int, header: Sequence[str], columns: Sequence[str]) -> None:
    known = f"The columns are: {', '.join(COLUMNS)}."
    unknown = [shown for shown, column in zip(header, columns, strict=True) if column and column not in COLUMNS]
    wrong = [Wrong(number, f"column “{bare(name)[:80]}”", f"There is no such column. {known}") for name in unknown]
    twice = dict.fromkeys(column for column in columns if columns.count(column) > 1 and column in COLUMNS)
    wrong += [Wrong(number, f"column “{name}”", "It stands there twice. Remove one.") for name in twice]
    if "key" not in columns and "name" not in columns:
        wrong.append(Wrong(number, "", f"A column “key” or “name” is missing. {known}"))
    if wrong:
        raise WrongTable(*wrong)


def value_in(column: str, cell: str) -> str:
    """What a cell holds, without characters that nobody sees where the program must know its words."""
    return bare(cell) if column in TEXTS else bare(visible(cell))


def bare(cell: str) -> str:
    """What stands in a cell, without the sign that keeps a spreadsheet from computing it."""
    text = "\n".join(" ".join(line.split()) for line in typed(cell).split("\n")).strip()
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text
