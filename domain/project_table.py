"""Projects as a table of text (CSV), out, and in as lines of cells; several values in a cell have semicolons between.

What a table would change is ``domain.project_plan``.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.names import folded
from domain.project import Project
from domain.project_changes import LABELS, in_words
from domain.text.inline import typed

COLUMNS = tuple(LABELS)
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
    cell = "; ".join(in_words(project, column))
    return f"'{cell}" if _FORMULA.match(cell) else cell


def read(content: bytes) -> list[TableLine]:
    """The lines of a file; raises ``WrongTable``."""
    text = _decoded(content)
    first = text.split("\n", 1)[0]
    delimiter = (first[4:5] or ",") if first.startswith("sep=") else max(",;\t", key=first.count)
    rows = list(_rows(text, delimiter, skip=first.startswith("sep=")))
    if not rows:
        raise WrongTable(Wrong(0, "", f"The file is empty. Its first line names the columns: {', '.join(COLUMNS)}."))
    (at, header), *lines = rows
    columns = ["_".join(folded(name).replace("-", " ").split()) for name in header]
    _check_columns(at, header, columns)
    if len(lines) > MOST_LINES:
        raise WrongTable(
            Wrong(0, "", f"The file has {len(lines)} lines. Split it into files of {MOST_LINES} or fewer.")
        )
    fix = "Put values that hold the separator in quotes."
    wrong = [
        Wrong(number, "", f"It has {len(row)} values for {len(columns)} columns. {fix}")
        for number, row in lines
        if len(row) != len(columns)
    ]
    if wrong:
        raise WrongTable(*wrong)
    return [TableLine(number, dict(zip(columns, map(bare, row), strict=True))) for number, row in lines]


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    fix = "In Excel choose “CSV UTF-8 (Comma delimited)” and save it again."
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise WrongTable(Wrong(line, "", f"The file is not in UTF-8. {fix}")) from None
    if "\0" in text:
        raise WrongTable(Wrong(0, "", f"This is not a file of text. {fix}"))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _rows(text: str, delimiter: str, *, skip: bool) -> Iterator[tuple[int, list[str]]]:
    """``(number of the first line, cells)`` for each row that holds anything."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for row in reader:
            number, before = before + 1, reader.line_num
            if not (skip and number == 1) and any(cell.strip() for cell in row):
                yield number, row
    except csv.Error:
        fix = "Quotes do not match from here on. Write a quote inside quotes twice."
        raise WrongTable(Wrong(before + 1, "", fix)) from None


def _check_columns(number: int, header: Sequence[str], columns: Sequence[str]) -> None:
    known = f"The columns are: {', '.join(COLUMNS)}."
    unknown = [shown for shown, column in zip(header, columns, strict=True) if column not in COLUMNS]
    wrong = [Wrong(number, f"column “{bare(name)[:80]}”", f"There is no such column. {known}") for name in unknown]
    twice = dict.fromkeys(column for column in columns if columns.count(column) > 1 and column in COLUMNS)
    wrong += [Wrong(number, f"column “{name}”", "It stands there twice. Remove one.") for name in twice]
    if "key" not in columns and "name" not in columns:
        wrong.append(Wrong(number, "", f"A column “key” or “name” is missing. {known}"))
    if wrong:
        raise WrongTable(*wrong)


def bare(cell: str) -> str:
    """What stands in a cell, without the sign that keeps a spreadsheet from computing it."""
    text = "\n".join(" ".join(line.split()) for line in typed(cell).split("\n")).strip()
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text
