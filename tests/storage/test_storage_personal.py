"""What is stored about somebody can be handed to them, and erased: editions stay readable, and name them no more."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from domain.person import ERASED, SOMEBODY_ERASED
from storage import personal, tables
from storage.columns import metadata
from storage.engine import Engines
from storage.migrate import upgrade
from tests.databases import opened

DUMP = Path(__file__).parent.parent / "data" / "schema_0004" / "database.sql"


def everything(engines: Engines) -> str:
    with engines.reader.connect() as connection:
        return repr([list(connection.execute(select(table))) for table in metadata.sorted_tables])


def most_named(engines: Engines) -> tuple[str, str]:
    """The workspace, and whoever has written most updates in it."""
    with engines.reader.connect() as connection:
        rows = list(connection.execute(select(tables.revisions.c.workspace, tables.revisions.c.by)))
    return rows[0].workspace, max((row.by for row in rows), key=[row.by for row in rows].count)


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Engines]:
    """A database that an earlier release has filled, brought up to date."""
    path = tmp_path / "kept.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(DUMP.read_text(encoding="utf-8"))
    with opened(f"sqlite:///{path}") as engines:
        upgrade(engines.writer)
        yield engines


def test_everything_that_names_somebody_is_handed_over(written: Engines) -> None:
    workspace, person = most_named(written)
    rows = personal.export(written, workspace, person)
    assert {"revisions", "updates", "audit"} <= rows.keys()
    assert json.loads(json.dumps(rows)) == rows
    own = [row for row in rows["revisions"] if row["by"] == person]
    assert own
    assert all(row["content"] and row["at"] and row["update_id"] for row in own)
    assert all(person in json.dumps(row) for found in rows.values() for row in found)


def test_nothing_names_somebody_who_was_erased(written: Engines) -> None:
    workspace, person = most_named(written)
    with written.reader.connect() as connection:
        before = connection.execute(select(tables.revisions.c.id, tables.revisions.c.content)).all()
    erased = personal.erase(written, workspace, person, "1")
    assert erased.changed
    assert person not in everything(written)
    assert personal.export(written, workspace, person) == {}
    with written.reader.connect() as connection:
        after = connection.execute(select(tables.revisions.c.id, tables.revisions.c.content)).all()
        by = set(connection.scalars(select(tables.revisions.c.by)))
    assert {row.id for row in after} == {row.id for row in before}
    assert f"{ERASED}1" in by
    assert personal.export(written, workspace, f"{ERASED}1")["revisions"]


def test_people_whose_ids_begin_alike_are_left_alone(written: Engines) -> None:
    workspace, person = most_named(written)
    before = everything(written)
    personal.erase(written, workspace, person[:-1], "1")
    assert everything(written) == before


def test_a_mention_becomes_words() -> None:
    eraser = personal._Eraser("U1A", f"{ERASED}1")  # noqa: SLF001 - what it does with a text stands nowhere else
    mention = {"type": "mention", "kind": "user", "id": "U1A", "style": ["bold"]}
    other = {"type": "mention", "kind": "user", "id": "U1AB"}
    text = {"type": "text", "text": "with <@U1A> and <@U1AB>"}
    assert eraser.without([mention, other, text, {"leads": ["U1A", "U2"]}]) == [
        {"type": "text", "text": SOMEBODY_ERASED, "style": ["bold"]},
        other,
        {"type": "text", "text": f"with {SOMEBODY_ERASED} and <@U1AB>"},
        {"leads": ["U2"]},
    ]


def test_the_log_forgets_acts_but_those_about_editions_in_hand(written: Engines) -> None:
    audit, editions = tables.audit, tables.editions
    with written.reader.connect() as connection:
        moments = sorted(connection.scalars(select(audit.c.at)))
        done = set(connection.scalars(select(editions.c.id).where(editions.c.state == "published")))
    before = moments[len(moments) // 2]
    assert personal.forget_acts(written, before) > 0
    with written.reader.connect() as connection:
        old = connection.execute(select(audit).where(audit.c.at < before)).all()
        assert connection.execute(select(audit).where(audit.c.at >= before)).all()
    assert not {row.edition_id for row in old} & {"", *done}
    assert personal.forget_acts(written, before) == 0
    personal.forget_acts(written, moments[-1] + timedelta(days=1))
    with written.reader.connect() as connection:
        in_hand = set(connection.scalars(select(audit.c.edition_id)))
    assert in_hand
    assert not in_hand & {"", *done}
