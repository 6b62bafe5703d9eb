"""Two at once: nothing is lost, nothing happens twice, and nobody waits longer than need be."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from bot.app import new_id
from domain.delivery import DeliveryState, Message
from domain.edition import EditionState
from domain.errors import Conflict
from domain.update import Update
from domain.update_form import FormValues
from services.common.actor import Actor
from services.common.overtaken import Overtaken
from services.editions import editions
from services.editions.follow_ups import follow
from services.updates.update_forms import OpenForm
from services.updates.updates import submit
from storage.clock import DatabaseClock
from storage.due import TO_CARRY
from storage.engine import Engines
from storage.outbox import SqlOutbox
from storage.tables import audit, deliveries, paces, revisions
from storage.unit_of_work import UNCLAIMED, SqlStore
from tests.databases import Databases, opened
from tests.storage.conftest import NOW, StillClock
from tests.storage.harbour import UNIT, at_once, edition, with_edition, words

MANY = 12


def submission(text: str, token: str, base: int = 0) -> OpenForm:
    typed = FormValues(headline=text, body=words(text))
    return OpenForm(project_id="P1", filled_for="P1", edition_id="E1", values=typed, base=base, token=token, fill=0)


def submits(store: SqlStore, text: str, token: str, base: int = 0, person: str = "U_ADA") -> Callable[[], object]:
    return partial(submit, Actor(store, "T1", person), submission(text, token, base))


def becomes(store: SqlStore, state: EditionState) -> None:
    with store.writing("T1") as work:
        assert work.editions.save(replace(edition(), state=state), expected=EditionState.OPEN)
        work.commit()


def written_revisions(engines: Engines) -> list[tuple[int, str]]:
    with engines.reader.connect() as connection:
        rows = connection.execute(select(revisions).order_by(revisions.c.version)).all()
    return [(row.version, row.content["headline"]) for row in rows]


def test_of_two_first_updates_one_is_stored_and_the_other_is_shown_it(store: SqlStore, engines: Engines) -> None:
    with_edition(store)
    results = at_once([submits(store, f"text {n}", f"token {n}", person=p) for n, p in enumerate(("U_ADA", "U_BOLA"))])
    overtaken = [result for result in results if isinstance(result, Overtaken)]
    assert len(overtaken) == 1
    assert len([result for result in results if not isinstance(result, Exception)]) == 1
    assert overtaken[0].form.base == 1
    assert len(written_revisions(engines)) == 1


def test_of_many_changes_at_once_none_is_lost(store: SqlStore, engines: Engines) -> None:
    """Whoever is overtaken presses again: in the end each text is a revision, and only one."""
    with_edition(store)

    def insists(text: str) -> None:
        base = 0
        for _ in range(MANY * 3):
            try:
                submit(Actor(store, "T1", "U_ADA"), submission(text, text, base))
            except Overtaken as overtaken:
                base = overtaken.form.base
            else:
                return
        raise AssertionError(f"{text} never got through")

    assert at_once([partial(insists, f"text {n}") for n in range(6)]) == [None] * 6
    stored = written_revisions(engines)
    assert [version for version, _ in stored] == [1, 2, 3, 4, 5, 6]
    assert {text for _, text in stored} == {f"text {n}" for n in range(6)}


def test_one_form_submitted_twice_is_one_revision(store: SqlStore, engines: Engines) -> None:
    with_edition(store)
    results = at_once([submits(store, "text", "token") for _ in range(4)])
    assert [result for result in results if isinstance(result, Exception)] == []
    assert written_revisions(engines) == [(1, "text")]
    while follow(store, "T1"):
        pass
    with engines.reader.connect() as connection:
        assert len(connection.execute(select(deliveries)).all()) == 1
        assert len(connection.execute(select(audit)).all()) == 1


def test_who_submits_into_a_draft_and_who_edits_it_do_not_wait_for_each_other(store: SqlStore) -> None:
    """Both hold the edition first and the update after that; the other way round they would wait in a circle."""
    with_edition(store)
    submits(store, "text", "token")()
    becomes(store, EditionState.DRAFTED)
    results: list[object] = []
    lead = threading.Thread(target=lambda: results.append(submits(store, "another text", "another token", base=1)()))
    with store.writing("T1", "U_EDIE") as work:
        assert work.editions.get("E1")
        lead.start()
        lead.join(0.5)
        assert lead.is_alive()
        assert work.updates.get("P1", "E1")
        work.commit()
    lead.join(10)
    assert [result.version for result in results if isinstance(result, Update)] == [2]


def test_of_two_writers_of_an_edition_one_wins(store: SqlStore) -> None:
    with_edition(store)

    def closes() -> bool:
        with store.writing("T1") as work:
            drafted = replace(edition(), state=EditionState.DRAFTED)
            saved = work.editions.save(drafted, expected=EditionState.OPEN)
            work.commit()
        return saved

    results = at_once([closes] * 4)
    assert sorted(str(result) for result in results) == ["False", "False", "False", "True"]


def test_closed_by_two_replicas_there_is_one_draft(store: SqlStore, engines: Engines) -> None:
    with_edition(store)

    def closes() -> None:
        with store.writing("T1") as work:
            current = work.editions.get("E1")
            assert current
            editions.close(work, current)
            work.commit()

    results = at_once([closes] * 3)
    assert [type(result) for result in results if result] == [Conflict, Conflict]
    with engines.reader.connect() as connection:
        keys = connection.execute(select(deliveries.c.key)).scalars().all()
    assert len(keys) == len(set(keys))
    assert "card E1" in keys


def test_an_occasion_is_claimed_by_one(store: SqlStore) -> None:
    with_edition(store)

    def claims() -> bool:
        with store.writing("T1") as work:
            mine = work.occasions.claim("E1", "reminder 3", "U_ADA")
            work.commit()
        return mine

    results = at_once([claims] * 6)
    assert sorted(str(result) for result in results) == ["False"] * 5 + ["True"]


def test_a_message_shown_by_two_at_once_is_one_message(store: SqlStore, engines: Engines) -> None:
    def shows(text: str) -> None:
        with store.writing("T1") as work:
            work.posts.show("trouble", Message(text=text), channel="U1")
            work.commit()

    assert at_once([partial(shows, "text") for _ in range(4)]) == [None] * 4
    with engines.reader.connect() as connection:
        assert len(connection.execute(select(deliveries)).all()) == 1


def test_two_workspaces_that_meet_at_once_do_not_take_each_other_s_data(engines: Engines) -> None:
    store = SqlStore(engines, StillClock(), new_id)
    store.meet(UNCLAIMED)
    with store.writing(UNCLAIMED) as work:
        work.units.save(UNIT)
        work.commit()
    assert at_once([partial(store.meet, workspace, workspace) for workspace in ("T1", "T2")]) == [None, None]
    assert store.workspaces() == ["T1", "T2"]
    found = []
    for workspace in ("T1", "T2"):
        with store.reading(workspace) as work:
            found.append(work.units.get())
    assert sorted(found, key=repr) == sorted([UNIT, None], key=repr)


def test_readers_work_while_somebody_writes(store: SqlStore) -> None:
    with_edition(store)
    with store.writing("T1") as writing:
        held = writing.editions.get("E1")
        assert held
        writing.editions.save(replace(held, state=EditionState.DRAFTED), expected=EditionState.OPEN)

        def reads() -> object:
            with store.reading("T1") as reading:
                found = reading.editions.get("E1")
                return found and found.state

        assert at_once([reads] * 3) == [EditionState.OPEN] * 3


def test_writers_are_not_kept_waiting_by_readers(store: SqlStore) -> None:
    with_edition(store)
    with store.reading("T1") as reading:
        assert reading.editions.all() == [edition()]
        with store.writing("T1") as writing:
            assert writing.editions.save(replace(edition(), state=EditionState.DRAFTED), expected=EditionState.OPEN)
            writing.commit()


def test_many_units_of_work_that_ask_the_time_do_not_wait_for_each_other(engines: Engines) -> None:
    """Each holds a connection and needs the clock: with one pool for both, all would wait for ever."""
    store = SqlStore(engines, DatabaseClock(engines), new_id)
    store.meet("T1")
    reached = threading.Barrier(5 if engines.reader.dialect.name == "sqlite" else 15)

    def looks() -> None:
        with store.reading("T1") as work:
            work.projects.all()
            reached.wait(10)
            assert work.now().tzinfo is not None

    assert at_once([looks] * reached.parties) == [None] * reached.parties


# the outbox


def shown(store: SqlStore, *keys: str, group: str = "", channel: str = "C1") -> None:
    with store.writing("T1") as work:
        for place, key in enumerate(keys):
            work.posts.show(key, Message(text=key), channel=channel, group=group, place=place)
        work.commit()


def test_a_delivery_is_claimed_by_one_worker(store: SqlStore, engines: Engines) -> None:
    for n in range(3):
        shown(store, f"{n}", channel=f"C{n}")
    outbox = SqlOutbox(SqlStore(engines, StillClock(), new_id))
    claimed = at_once([partial(outbox.claim, timedelta(seconds=9))] * 6)
    keys = sorted(str(getattr(delivery, "key", None)) for delivery in claimed)
    assert keys == ["0", "1", "2", "None", "None", "None"]


def test_what_is_in_doubt_is_looked_up_by_one_worker(store: SqlStore, engines: Engines) -> None:
    shown(store, "a")
    with engines.writer.begin() as connection:
        connection.execute(deliveries.update().values(state=DeliveryState.UNKNOWN, attempted_at=NOW))
    outbox = SqlOutbox(SqlStore(engines, StillClock(), new_id))
    taken = at_once([partial(outbox.doubtful, timedelta(seconds=9))] * 4)
    assert len([delivery for delivery in taken if delivery]) == 1


def test_the_next_of_a_group_cannot_be_claimed_before_the_one_before_it_is_sent(
    store: SqlStore, engines: Engines
) -> None:
    shown(store, "a", "b", "c", group="g")
    outbox = SqlOutbox(SqlStore(engines, StillClock(), new_id))
    with engines.writer.begin() as connection:  # each in a channel of its own, so that only the order counts
        connection.execute(deliveries.update().values(channel=deliveries.c.key))
    claimed = at_once([partial(outbox.claim, timedelta(seconds=9))] * 4)
    assert sorted(str(getattr(delivery, "key", None)) for delivery in claimed) == ["None", "None", "None", "a"]


@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
def test_whoever_loses_a_channel_s_turn_takes_the_next_channel(databases: Databases) -> None:
    with opened(databases.migrated()) as engines:
        store = SqlStore(engines, StillClock(), new_id)
        store.meet("T1")
        shown(store, "a", channel="C1")
        shown(store, "b", channel="C2")
        claimed: list[object] = []
        outbox = SqlOutbox(SqlStore(engines, StillClock(), new_id))
        claiming = threading.Thread(target=lambda: claimed.append(outbox.claim(timedelta(seconds=9))))
        with engines.writer.connect() as other:
            held = {"workspace": "T1", "name": "post:C1", "free_at": NOW + timedelta(seconds=1)}
            other.execute(paces.insert().values(**held))
            claiming.start()
            claiming.join(0.3)  # it waits for the other's decision
            assert claiming.is_alive()
            other.commit()
        claiming.join()
        assert [getattr(delivery, "key", None) for delivery in claimed] == ["b"]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_the_next_delivery_is_found_by_indexes(engines: Engines) -> None:
    statement = str(TO_CARRY.few.params(now=NOW).compile(engines.reader, compile_kwargs={"render_postcompile": True}))
    with engines.reader.connect() as connection:
        values = ("",) * statement.count("?")
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    steps = [row[-1] for row in plan]
    assert any("ix_deliveries_state_not_before" in step for step in steps)
    assert [step for step in steps if step.startswith("SCAN")] == []
