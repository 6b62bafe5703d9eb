"""Leads hear what editors make of their words and object to it, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import new_id
from domain.compile import content_hash
from domain.edition import Edition, EditionState
from domain.errors import Conflict, NotAllowed
from domain.person import Person
from domain.text.normal_form import paragraph
from domain.update import Objection, UpdateContent
from domain.update_form import values_from
from services.common.actor import Actor
from services.editions import editions
from services.updates import objections, updates
from services.updates.update_forms import OpenForm
from storage.engine import Engines
from storage.tables import deliveries
from storage.unit_of_work import SqlStore, SqlUnitOfWork
from tests.storage.conftest import NOW
from tests.storage.documents import compiled
from tests.storage.harbour import at_once, slack_takes, with_edition, written

CONTENT = UpdateContent(headline="Twelve boats", body=paragraph("They sail."))


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        """That moment."""
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def drafted(engines: Engines, clock: Clock) -> SqlStore:
    """Ada's update is in the draft; Edie edits."""
    store = SqlStore(engines, clock, new_id)
    store.meet("T1", "Harbour", "B1", "U1")
    with_edition(store)
    written(store, CONTENT)
    with store.writing("T1") as work:
        work.units.add_editor("U_EDIE")
        editions.close(work, edition_of(work))
        work.commit()
    return store


def edition_of(work: SqlUnitOfWork) -> Edition:
    found = work.editions.get("E1")
    assert found
    return found


def saves(store: SqlStore, person: str, headline: str, base: int) -> None:
    typed = values_from(replace(CONTENT, headline=headline))
    token = f"{headline} {base}"
    shown = OpenForm(project_id="P1", filled_for="P1", edition_id="E1", values=typed, base=base, token=token, fill=0)
    updates.submit(Actor(store, "T1", person), shown)


def approved(store: SqlStore) -> None:
    with store.reading("T1") as work:
        seen = content_hash(compiled(work, edition_of(work)))
    editions.approve(Actor(store, "T1", "U_EDIE"), "E1", seen)


def said(engines: Engines, beginning: str) -> dict[str, str]:
    """The messages whose keys begin so."""
    with engines.reader.connect() as connection:
        rows = connection.execute(select(deliveries).where(deliveries.c.key.startswith(beginning)))
        return {row.key: str(row.payload) for row in rows}


def state(store: SqlStore) -> tuple[EditionState, int]:
    """The edition's state, and how many approvals it has."""
    with store.reading("T1") as work:
        return edition_of(work).state, len(work.editions.approvals("E1"))


def test_objections_are_stored_one_for_each_person_and_update(drafted: SqlStore) -> None:
    first: dict[str, Any] = {"edition_id": "E1", "project_id": "P1", "person": "U_ADA", "at": NOW}
    with drafted.writing("T1") as work:
        for version in (2, 3):
            work.objections.save(Objection(**first, version=version))
            assert work.objections.of_edition("E1") == [Objection(**first, version=version)]
        assert work.objections.of_edition("E2") == []
        assert work.objections.drop("P1", "E1", "U_ADA")
        assert not work.objections.drop("P1", "E1", "U_ADA")


def test_leads_and_the_writer_see_every_word_that_an_editor_changed(drafted: SqlStore, engines: Engines) -> None:
    saves(drafted, "U_EDIE", "Thirteen boats", 1)
    told = said(engines, "changed UP1")
    assert sorted(told) == ["changed UP1 2 U_ADA", "changed UP1 2 U_BOLA"]
    message = told["changed UP1 2 U_ADA"]
    assert "<@U_EDIE> has changed the update on Ferry Tickets for Sprint Notes #7." in message
    assert "{'type': 'text', 'text': 'Twelve', 'style': {'strike': True}}" in message
    assert "Object to this change" in message
    assert said(engines, "behalf") == {}


def test_what_is_saved_soon_after_changes_the_message_and_later_makes_a_new_one(
    drafted: SqlStore, engines: Engines, clock: Clock
) -> None:
    saves(drafted, "U_EDIE", "Thirteen boats", 1)
    clock.time += timedelta(minutes=59)
    saves(drafted, "U_EDIE", "Fourteen boats", 2)
    (message,) = said(engines, "changed UP1 2 U_ADA").values()
    assert "Thirteen" not in message
    assert "'UP1 3'" in message
    clock.time += timedelta(minutes=61)
    saves(drafted, "U_EDIE", "Fifteen boats", 3)
    assert sorted(said(engines, "changed UP1")) == [
        f"changed UP1 {n} U_{who}" for n in (2, 4) for who in ("ADA", "BOLA")
    ]
    clock.time += timedelta(minutes=1)
    saves(drafted, "U_EDIE", "Fourteen boats", 4)
    assert "That is undone" in said(engines, "changed UP1 4")["changed UP1 4 U_ADA"]


def test_of_their_own_words_leads_hear_nothing_new(drafted: SqlStore, engines: Engines) -> None:
    saves(drafted, "U_BOLA", "Thirteen boats", 1)
    assert said(engines, "changed UP1") == {}


def test_who_has_left_is_told_nothing(drafted: SqlStore, engines: Engines) -> None:
    with drafted.writing("T1") as work:
        work.people.save(Person(id="U_BOLA", active=False))
        work.commit()
    saves(drafted, "U_EDIE", "Thirteen boats", 1)
    assert list(said(engines, "changed UP1")) == ["changed UP1 2 U_ADA"]


def test_an_objection_makes_a_draft_of_what_was_approved(drafted: SqlStore, engines: Engines) -> None:
    saves(drafted, "U_EDIE", "Thirteen boats", 1)
    approved(drafted)
    assert state(drafted) == (EditionState.APPROVED, 1)
    objections.object_to(Actor(drafted, "T1", "U_ADA"), "UP1", 2)
    assert state(drafted) == (EditionState.DRAFTED, 0)
    (asked,) = said(engines, "objection UP1 2 U_ADA").values()
    assert "<@U_ADA> objects to the change of Ferry Tickets by <@U_EDIE>." in asked
    (card,) = [payload for key, payload in said(engines, "card E1").items() if key == "card E1"]
    assert "Lead objects (1)" in card
    assert "Leads object to changes of their updates: Ferry Tickets" in card
    assert "Take back objection" in said(engines, "changed UP1 2")["changed UP1 2 U_ADA"]
    assert "Object to this change" in said(engines, "changed UP1 2")["changed UP1 2 U_BOLA"]

    with pytest.raises(Conflict, match="You have objected to this already"):
        objections.object_to(Actor(drafted, "T1", "U_ADA"), "UP1", 2)
    objections.take_back(Actor(drafted, "T1", "U_ADA"), "UP1", 2)
    with pytest.raises(Conflict, match="There is no objection of yours to take back"):
        objections.take_back(Actor(drafted, "T1", "U_ADA"), "UP1", 2)
    assert "Objections" not in said(engines, "card E1")["card E1"]
    assert "has taken back the objection" in str(said(engines, "objection UP1 2 U_ADA"))
    with drafted.reading("T1") as work:
        entries = [
            (entry.actor, entry.action, entry.detail) for entry in work.audit.of_edition("E1") if "obj" in entry.action
        ]
    about = {"project": "Ferry Tickets", "edition": "Sprint Notes #7", "version": 2}
    assert entries == [("U_ADA", "object", about), ("U_ADA", "take back objection", about)]


def test_another_version_settles_an_objection(drafted: SqlStore, engines: Engines) -> None:
    saves(drafted, "U_EDIE", "Thirteen boats", 1)
    objections.object_to(Actor(drafted, "T1", "U_ADA"), "UP1", 2)
    saves(drafted, "U_EDIE", "Twelve boats, as Ada says", 2)
    assert "Objections" not in said(engines, "card E1")["card E1"]
    with pytest.raises(Conflict, match="has changed once more since then"):
        objections.take_back(Actor(drafted, "T1", "U_ADA"), "UP1", 2)


def test_two_clicks_at_once_object_once(drafted: SqlStore, engines: Engines) -> None:
    saves(drafted, "U_EDIE", "Thirteen boats", 1)
    results = at_once([lambda: objections.object_to(Actor(drafted, "T1", "U_ADA"), "UP1", 2)] * 3)
    assert sorted(map(type, filter(None, results)), key=str) == [Conflict, Conflict]
    assert len(said(engines, "objection UP1")) == 1


def test_only_leads_object_and_only_to_what_editors_did(drafted: SqlStore) -> None:
    with pytest.raises(Conflict, match="No editor has changed this version"):
        objections.object_to(Actor(drafted, "T1", "U_ADA"), "UP1", 1)
    saves(drafted, "U_EDIE", "Thirteen boats", 1)
    for person in ("U_EDIE", "U_MO"):
        with pytest.raises(NotAllowed):
            objections.object_to(Actor(drafted, "T1", person), "UP1", 2)
    approved(drafted)
    editions.publish(Actor(drafted, "T1", "U_EDIE"), "E1")
    slack_takes(drafted)
    with pytest.raises(Conflict, match="Sprint Notes #7 is published already"):
        objections.object_to(Actor(drafted, "T1", "U_ADA"), "UP1", 2)
