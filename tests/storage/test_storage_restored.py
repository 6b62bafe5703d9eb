"""A database knows where it stood: an older copy is noticed on both databases, and what it does not know is doubted."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.engine import make_url
from ulid import ULID

from domain.delivery import Act, DeliveryState, Message, Refused, Sent
from domain.errors import DatabaseGone, WrongCopy
from domain.restored import doubt_of
from storage.backup import back_up, restore
from storage.clock import DatabaseClock
from storage.engine import Engines
from storage.outbox import SqlOutbox
from storage.tables import deliveries
from storage.unit_of_work import SqlStore
from storage.whereabouts import settle
from tests.databases import Databases, opened

LEASE = timedelta(seconds=20)
SAID = Message(text="Hello")
EARLIER = str(ULID())


def new_id() -> str:
    return str(ULID())


def begun(engines: Engines) -> SqlStore:
    """A bot that starts on this database."""
    clock = DatabaseClock(engines)
    whereabouts, _, known = settle(engines, clock, new_id)
    return SqlStore(engines, clock, new_id, whereabouts, doubt_of(known))


def says(store: SqlStore, *keys: str) -> None:
    with store.writing("T1") as work:
        for key in keys:
            work.posts.show(key, SAID, channel="C1")
        work.commit()


def states(engines: Engines) -> dict[str, str]:
    with engines.reader.connect() as connection:
        return {row.key: row.state for row in connection.execute(select(deliveries))}


def copied(url: str, databases: Databases, folder: Path) -> str:
    """A copy of a database as its own tool makes one, put back."""
    if databases.kind == "sqlite":
        with closing(sqlite3.connect(make_url(url).database or "")) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return f"sqlite:///{shutil.copy(make_url(url).database or '', folder / 'put-back.db')}"
    there = make_url(databases.empty())
    admin = there.set(database="postgres").render_as_string(hide_password=False)
    with opened(admin) as engines, engines.writer.connect() as connection:
        run = connection.execution_options(isolation_level="AUTOCOMMIT")
        run.execute(text(f"DROP DATABASE {there.database}"))
        run.execute(text(f"CREATE DATABASE {there.database} TEMPLATE {make_url(url).database}"))
    return there.render_as_string(hide_password=False)


def test_the_same_database_is_itself_however_often_it_is_opened(databases: Databases) -> None:
    url = databases.migrated()
    for _ in range(3):
        with opened(url) as engines:
            assert begun(engines).doubt is None


def test_a_copy_put_back_by_hand_doubts_what_was_unfinished(databases: Databases, tmp_path: Path) -> None:
    url = databases.migrated()
    with opened(url) as engines:
        store = begun(engines)
        store.meet("T1")
        says(store, "waits", "is there")
        outbox = SqlOutbox(store)
        for _ in range(2):
            claimed = outbox.claim(LEASE)
            if claimed and claimed.key == "is there":
                outbox.settle(claimed, Sent("1.0", "C1"))
        before = states(engines)
    with opened(copied(url, databases, tmp_path)) as engines:
        store = begun(engines)
        assert store.doubt is not None
        assert {**before, **{key: "unknown" for key, state in before.items() if state != "sent"}} == states(engines)
        again = begun(engines)  # another replica, or the same at its next start
        assert again.doubt == store.doubt


def test_what_may_have_been_said_since_is_looked_up_first(databases: Databases, tmp_path: Path) -> None:
    url = databases.migrated()
    with opened(url) as engines:
        begun(engines).meet("T1")
    with opened(copied(url, databases, tmp_path)) as engines:
        store = begun(engines)
        later = new_id()
        says(store, f"edition {EARLIER} 0", f"set up {later}")
        assert states(engines) == {f"edition {EARLIER} 0": "unknown", f"set up {later}": "pending"}
        outbox = SqlOutbox(store)
        [found] = outbox.doubtful(LEASE)
        outbox.settle(found, Sent("1.0", "C1"))
        with engines.reader.connect() as connection:  # it says what it said before, so it is shown as it is wanted
            changes = connection.execute(select(deliveries).where(deliveries.c.act == Act.UPDATE)).all()
        assert [(one.target, one.payload["text"]) for one in changes] == [(f"edition {EARLIER} 0", "Hello")]


def test_what_had_failed_may_have_been_tried_again_since(databases: Databases, tmp_path: Path) -> None:
    url = databases.migrated()
    with opened(url) as engines:
        store = begun(engines)
        store.meet("T1")
        says(store, "hello")
        outbox = SqlOutbox(store)
        claimed = outbox.claim(LEASE)
        assert claimed
        outbox.settle(claimed, Refused("restricted_action"))
    with opened(copied(url, databases, tmp_path)) as engines:
        store = begun(engines)
        assert states(engines) == {"hello": "failed"}
        with store.writing("T1") as work:
            assert work.posts.retry(claimed.id)
            assert not work.posts.retry(claimed.id)
            work.commit()
        [doubtful] = SqlOutbox(store).doubtful(LEASE)
        assert doubtful.key == "hello"


def test_a_reply_is_looked_up_once_it_is_known_where_its_thread_is(databases: Databases, tmp_path: Path) -> None:
    url = databases.migrated()
    with opened(url) as engines:
        begun(engines).meet("T1")
    with opened(copied(url, databases, tmp_path)) as engines:
        store = begun(engines)
        says(store, f"card {EARLIER}")
        with store.writing("T1") as work:
            work.posts.show(f"part {EARLIER}", SAID, channel="C1", thread=f"card {EARLIER}")
            work.commit()
        outbox = SqlOutbox(store)
        [card] = outbox.doubtful(LEASE)
        assert outbox.doubtful(LEASE) == []
        outbox.settle(card, Sent("1.0", "C1"))
        [part] = outbox.doubtful(LEASE)
        assert (part.key, part.thread_ts) == (f"part {EARLIER}", "1.0")


@pytest.mark.parametrize("happens", ["removed", "replaced"])
def test_nothing_is_kept_in_a_file_that_nobody_will_find(tmp_path: Path, sqlite_template: Path, happens: str) -> None:
    file = Path(shutil.copy(sqlite_template, tmp_path / "notes.db"))
    with opened(f"sqlite:///{file}") as engines:
        store = begun(engines)
        store.meet("T1")
        file.unlink()
        if happens == "replaced":
            shutil.copy(sqlite_template, file)
        with pytest.raises(DatabaseGone, match="Nothing was kept"):
            says(store, "hello")
        with pytest.raises(DatabaseGone):
            SqlOutbox(store).claim(LEASE)
        with pytest.raises(DatabaseGone):
            store.whereabouts.check()


@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
def test_another_postgresql_database_in_its_place_is_noticed(databases: Databases) -> None:
    with opened(databases.migrated()) as engines:
        store = begun(engines)
        store.whereabouts.check()
        with engines.writer.begin() as connection:
            connection.execute(text("CREATE TABLE other (LIKE deliveries)"))
            connection.execute(text("DROP TABLE deliveries"))
            connection.execute(text("ALTER TABLE other RENAME TO deliveries"))
        with pytest.raises(DatabaseGone, match="another one in its place"):
            store.whereabouts.check()


def test_a_copy_is_whole_while_others_write_and_is_put_back_as_a_copy(tmp_path: Path, sqlite_template: Path) -> None:
    file, copy = Path(shutil.copy(sqlite_template, tmp_path / "notes.db")), tmp_path / "copy.db"
    with opened(f"sqlite:///{file}") as engines:
        store = begun(engines)
        store.meet("T1")
        says(store, "before")
        with engines.writer.begin() as connection:
            connection.execute(deliveries.update().values(error="not committed"))
            back_up(file, copy)
            connection.rollback()
        says(store, "after")
    with pytest.raises(WrongCopy, match="is there already"):
        back_up(file, copy)
    kept = restore(copy, file)
    assert copy.exists()
    assert kept is not None
    assert [path.stat().st_mode & 0o077 for path in (copy, file)] == [0, 0]  # nobody else may read them
    with opened(f"sqlite:///{file}") as engines:
        assert begun(engines).doubt is not None
        assert states(engines) == {"before": DeliveryState.UNKNOWN}
    with opened(f"sqlite:///{kept}") as engines:
        assert set(states(engines)) == {"before", "after"}
    shutil.copyfile(copy, file)  # into the very file, which is the same one then
    with opened(f"sqlite:///{file}") as engines:
        assert begun(engines).doubt is not None


def test_what_is_no_copy_is_not_put_back(tmp_path: Path, sqlite_template: Path) -> None:
    file = Path(shutil.copy(sqlite_template, tmp_path / "notes.db"))
    wrong = tmp_path / "wrong.db"
    with pytest.raises(WrongCopy, match="There is no file"):
        restore(wrong, file)
    wrong.write_text("a letter")
    with pytest.raises(WrongCopy, match="is no database that can be read"):
        restore(wrong, file)
    wrong.unlink()
    with closing(sqlite3.connect(wrong)) as database:
        database.execute("CREATE TABLE boats (name)")
    with pytest.raises(WrongCopy, match="is a database of something else"):
        restore(wrong, file)
    with closing(sqlite3.connect(wrong)) as database:
        database.execute("CREATE TABLE alembic_version (version_num)")
        database.execute("INSERT INTO alembic_version VALUES ('9999')")
        database.commit()
    with pytest.raises(WrongCopy, match="of a later release"):
        restore(wrong, file)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.db", "wrong.db"]


def test_the_copy_ends_with_the_last_thing_that_it_knows_of(tmp_path: Path, sqlite_template: Path) -> None:
    file, copy = Path(shutil.copy(sqlite_template, tmp_path / "notes.db")), tmp_path / "copy.db"
    last = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
    with opened(f"sqlite:///{file}") as engines:
        store = begun(engines)
        store.meet("T1")
        says(store, "hello")
        with engines.writer.begin() as connection:
            connection.execute(deliveries.update().values(tried_at=last))
    back_up(file, copy)
    restore(copy, file)
    with opened(f"sqlite:///{file}") as engines:
        doubt = begun(engines).doubt
        assert doubt is not None
        assert doubt.since == last
