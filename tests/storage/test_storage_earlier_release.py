"""What an earlier release has stored and exported opens, shows, approves and publishes word for word.

``tests/data/schema_0004`` was made by that release: ``database.sql`` is a dump of its SQLite file (changes of messages
that were in Slack already are left out), ``edition-7.json`` and ``edition-8.json`` are what ``sprint-notes export``
printed, and ``hashes.json`` is what it said of their content. Edition 7 is published and corrected, 8 is approved, 9
has one approval of two, 10 takes updates.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, inspect, select, table, text

from bot.app import new_id
from domain.compile import content_hash
from domain.delivery import DeliveryState
from domain.document import Document
from domain.edition import Edition, EditionState
from domain.news_json import fingerprint
from domain.text.rich_text_walk import plain_text
from rendering.slack.updates.history import history
from services.common.actor import Actor
from services.common.snapshot import snapshot
from services.editions import drafts, editions
from services.files.exchange import compile_file, import_file
from services.files.files import read
from services.review import finding_actions
from services.updates import history as update_history
from services.updates import update_forms
from storage.engine import Engines
from storage.migrate import upgrade
from storage.tables import deliveries
from storage.unit_of_work import SqlStore
from tests.databases import opened
from tests.storage.documents import compiled, reviewed

FOLDER = Path(__file__).parent.parent / "data" / "schema_0004"
HASHES: dict[str, Any] = json.loads((FOLDER / "hashes.json").read_text(encoding="utf-8"))
RENAMED = {"drafts": "unsent_forms", "wishes": "reminder_choices", "answers": "nothing_to_report"}


class ClockOfThatDay:
    """It is the moment at which the dump was made."""

    def now(self) -> datetime:
        """That moment."""
        return datetime.fromisoformat(HASHES["at"])


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Engines]:
    """The stored database, not migrated yet."""
    path = tmp_path / "kept.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript((FOLDER / "database.sql").read_text(encoding="utf-8"))
    with opened(f"sqlite:///{path}") as engines:
        yield engines


@pytest.fixture
def stored(kept: Engines) -> SqlStore:
    """The stored database, migrated."""
    upgrade(kept.writer)
    return SqlStore(kept, ClockOfThatDay(), new_id)


def edition(store: SqlStore, number: int) -> Edition:
    with store.reading("T1") as work:
        return next(one for one in work.editions.all() if one.number == number)


def document(store: SqlStore, number: int, *, with_held: bool = False) -> Document:
    with store.reading("T1") as work:
        return (reviewed if with_held else compiled)(work, edition(store, number))


def waiting(engines: Engines, channel: str) -> str:
    """The words of all that waits to be sent to a channel."""
    wanted = deliveries.c.channel == channel, deliveries.c.state == DeliveryState.PENDING
    with engines.reader.connect() as connection:
        rows = connection.execute(select(deliveries.c.payload).where(*wanted).order_by(deliveries.c.id))
        return "\n".join(json.dumps(row.payload, ensure_ascii=False) for row in rows)


def test_every_row_is_there_after_the_migrations(kept: Engines) -> None:
    def rows(name: str) -> list[tuple[Any, ...]]:
        with kept.reader.connect() as connection:
            found = connection.execute(select(text("*")).select_from(table(name)))
            return sorted((tuple(row) for row in found), key=repr)

    before = {old: rows(old) for old in RENAMED}
    assert all(before.values())
    upgrade(kept.writer)
    assert {old: rows(new) for old, new in RENAMED.items()} == before
    with kept.reader.connect() as connection:
        names = set(inspect(connection).get_table_names())
        counts = {
            old: connection.execute(select(func.count()).select_from(table(RENAMED.get(old, old)))).scalar_one()
            for old in HASHES["rows"]
        }
    assert names.isdisjoint(RENAMED)
    assert counts == HASHES["rows"]


def test_what_was_on_its_way_is_looked_up_around_its_last_attempt(kept: Engines) -> None:
    with kept.writer.begin() as connection:
        connection.execute(text("UPDATE deliveries SET state = 'unknown', lease_until = '2026-03-05 09:00:20.000000'"))
    upgrade(kept.writer)
    with kept.reader.connect() as connection:
        tried = set(connection.execute(select(deliveries.c.tried_at)).scalars())
    assert tried == {datetime(2026, 3, 5, 9, 0, 20, tzinfo=UTC)}


def test_every_edition_says_what_it_said_to_the_byte(stored: SqlStore) -> None:
    said = {str(number): content_hash(document(stored, number)) for number in (7, 8, 9, 10)}
    said |= {f"{number} with held": content_hash(document(stored, number, with_held=True)) for number in (8, 9)}
    assert said == HASHES["content_hashes"]


def test_forms_that_stand_open_and_ignored_findings_are_known_again(stored: SqlStore) -> None:
    with stored.reading("T1") as work:
        known = {
            f"{one.number} {item.id}": fingerprint(item)
            for one in work.editions.all()
            for item in work.news.of_edition(one.id)
        }
    assert known == HASHES["news_fingerprints"]
    view = finding_actions.view(Actor(stored, "T1", "UEDIE"), edition(stored, 8).id)
    assert [finding.digest for finding in view.ignored] == [HASHES["ignored_finding"]]


def test_what_somebody_had_typed_stands_in_the_form(stored: SqlStore) -> None:
    with stored.reading("T1") as work:
        lamps = next(project for project in work.projects.all() if project.key == "lamps")
    ten = edition(stored, 10).id
    form = update_forms.open_form(Actor(stored, "T1", "UNIA"), token="t", project_id=lamps.id, edition_id=ten)
    assert (form.is_unsent, form.values.headline, form.values.status) == (True, "Half a sentence", "paused")
    assert plain_text(form.values.body).startswith("Thanks to ")
    assert [row.text for row in form.values.asks] == ["A ladder"]
    assert (form.values.links[0].url, form.values.pictures[0].file) == ("not yet", "F0LAMP0002")


def test_the_draft_is_shown_with_every_item(stored: SqlStore) -> None:
    nine = edition(stored, 9)
    with stored.writing("T1") as work:
        drafts.refresh(work, snapshot(work, nine))
        work.commit()
    with stored.reading("T1") as work:
        thread = [post.payload for post in work.posts.in_group(f"draft {nine.id}")]
        update = next(one for one in work.updates.of_edition(edition(stored, 7).id) if one.content.images)
    shown = json.dumps(thread, ensure_ascii=False)
    for item in document(stored, 9, with_held=True).items:
        assert item.heading in shown
    versions = history(update_history.of_update(Actor(stored, "T1", "UFFION"), update.id))
    assert "Forty tenants" in json.dumps(versions)


def test_what_was_approved_is_published_word_for_word(stored: SqlStore, kept: Engines) -> None:
    editions.publish(Actor(stored, "T1", "UEDIE"), edition(stored, 8).id)
    with stored.reading("T1") as work:
        published = work.editions.document(edition(stored, 8).id)
    assert published
    assert content_hash(published) == HASHES["content_hashes"]["8"]
    assert "The lamps are paid for" in waiting(kept, "CNOTES")


def test_a_draft_is_approved_as_it_stood(stored: SqlStore) -> None:
    nine, seen = edition(stored, 9), HASHES["content_hashes"]["9"]
    with stored.reading("T1") as work:
        assert [given.content_hash for given in work.editions.approvals(nine.id)] == [seen]
    editions.approve(Actor(stored, "T1", "UEDIE"), nine.id, seen)
    assert edition(stored, 9).state is EditionState.APPROVED


@pytest.mark.parametrize("name", HASHES["exports"])
def test_an_export_is_compiled_and_imported_to_the_same_content(engines: Engines, name: str) -> None:
    store = SqlStore(engines, ClockOfThatDay(), new_id)
    store.meet("T1")
    file = read((FOLDER / name).read_text(encoding="utf-8"))
    import_file(store, "T1", file)
    with store.reading("T1") as work:
        (imported,) = work.editions.all()
        hashes = {"compiled": content_hash(compile_file(file)), "imported": content_hash(compiled(work, imported))}
    assert hashes == HASHES["exports"][name]
