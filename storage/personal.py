"""What is stored about one person: to be handed to them, or to be erased. An operator's errand, over all tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, or_, select, update

import storage.news_tables  # its tables are among all tables
import storage.published_tables
from domain.edition import EditionState
from domain.person import ERASED, SOMEBODY_ERASED
from storage import tables
from storage.archive_tables import sites
from storage.columns import metadata
from storage.engine import Engines

Json = dict[str, Any]
THEIRS = {  # rows that are about nobody else, by the column that says whose they are
    tables.people: "id",
    tables.editors: "person",
    tables.homes: "person",
    tables.unsent_forms: "person",
    tables.reminder_choices: "person",
    tables.objections: "person",
    tables.occasions: "person",
    tables.acts: "person",
    storage.published_tables.follows: "person",
    tables.deliveries: "channel",
}
DONE = (EditionState.PUBLISHED, EditionState.SKIPPED)
MENTIONS = ("id", "user_id")  # of a person in our texts, and in Slack's


@dataclass(frozen=True, slots=True)
class Erased:
    """How many rows were deleted, how many no longer name the person, and what stands there instead."""

    deleted: int
    changed: int
    instead: str


def export(engines: Engines, workspace: str, person: str) -> dict[str, list[Json]]:
    """Every row that names the person, by table: what they wrote, where and when, and what was said to them."""
    names = _named(person)
    with engines.reader.connect() as connection:
        found = {
            table.name: [_plain(row) for row in _rows(connection, table, workspace) if names.search(repr(row))]
            for table in _tables()
        }
    return {name: rows for name, rows in found.items() if rows}


def erase(engines: Engines, workspace: str, person: str, stands_for: str) -> Erased:
    """Deletes what is about the person alone, and names them nowhere else: all of it, or nothing.

    What they wrote for editions stays, by nobody in particular: an edition belongs to its readers.
    """
    eraser = _Eraser(person, f"{ERASED}{stands_for}")
    choices = tables.reminder_choices
    with engines.writer.begin() as connection:
        standing_in = and_(choices.c.workspace == workspace, choices.c.deputy == person)
        connection.execute(update(choices).where(standing_in).values(deputy=""))
        deleted = sum(_deleted(connection, table, column, workspace, person) for table, column in THEIRS.items())
        changed = sum(_changed(connection, table, workspace, eraser) for table in _tables())
        connection.execute(update(sites).where(sites.c.workspace == workspace).values(version=sites.c.version + 1))
    return Erased(deleted, changed, eraser.instead)


def forget_acts(engines: Engines, before: datetime) -> int:
    """Deletes what the log says of acts before a moment; how many rows. Editions in hand keep theirs: approvals and
    “Undo” go by them."""
    done = select(tables.editions.c.id).where(tables.editions.c.state.in_(DONE))
    old = and_(tables.audit.c.at < before, or_(tables.audit.c.edition_id == "", tables.audit.c.edition_id.in_(done)))
    with engines.writer.begin() as connection:
        return connection.execute(delete(tables.audit).where(old)).rowcount


def _tables() -> Iterator[Table]:
    return (table for table in metadata.sorted_tables if "workspace" in table.c)


def _rows(connection: Connection, table: Table, workspace: str) -> list[Json]:
    found = connection.execute(select(table).where(table.c.workspace == workspace))
    return [dict(row) for row in found.mappings()]


def _named(person: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9]){re.escape(person)}(?![A-Za-z0-9])")


def _plain(row: Json) -> Json:
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}


def _deleted(connection: Connection, table: Table, column: str, workspace: str, person: str) -> int:
    theirs = and_(table.c.workspace == workspace, table.c[column] == person)
    return connection.execute(delete(table).where(theirs)).rowcount


def _changed(connection: Connection, table: Table, workspace: str, eraser: "_Eraser") -> int:
    """Writes the rows of a table anew that name the person; how many there were."""
    changed = 0
    for row in _rows(connection, table, workspace):
        fresh = {name: eraser.without(value) for name, value in row.items()}
        different = {name: value for name, value in fresh.items() if value != row[name]}
        if different:
            keys = [*table.primary_key, table.c.workspace]
            this = and_(*(column == row[column.name] for column in keys))
            connection.execute(update(table).where(this).values(different))
            changed += 1
    return changed


class _Eraser:
    """Takes a person out of a value, however deep they are in it."""

    def __init__(self, person: str, instead: str) -> None:
        self.instead = instead
        self._person = person
        self._mention = re.compile(rf"<@{re.escape(person)}(\|[^>]*)?>")
        self._named = _named(person)

    def without(self, value: Any) -> Any:
        """What is left of a value once they are out of it."""
        if isinstance(value, str):
            return self._named.sub(self.instead, self._mention.sub(SOMEBODY_ERASED, value))
        if isinstance(value, list):
            return [self.without(part) for part in value if part != self._person]
        if isinstance(value, dict):
            return self._without(value)
        return value

    def _without(self, value: Json) -> Json:
        is_mention = value.get("type") in ("mention", "user") and self._person in map(value.get, MENTIONS)
        if is_mention:
            style = {"style": value["style"]} if "style" in value else {}
            return {"type": "text", "text": SOMEBODY_ERASED} | style
        return {self.without(key): self.without(part) for key, part in value.items()}
