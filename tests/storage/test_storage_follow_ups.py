"""What follows from a lead's update: done once, afterwards, and before anything else is said of it."""

from __future__ import annotations

from functools import partial

import pytest

from domain.delivery import Delivery
from domain.errors import Conflict
from domain.update_form import FormValues
from services.common.actor import Actor
from services.editions import editions
from services.editions.follow_ups import AT_ONCE, follow
from services.updates.update_forms import OpenForm
from services.updates.updates import submit
from services.updates.withdrawals import withdraw
from storage.as_delivery import as_delivery
from storage.engine import Engines
from storage.tables import deliveries
from storage.unit_of_work import SqlStore
from tests.storage.harbour import at_once, with_edition, words

ADA, BOLA, EDIE = "U_ADA", "U_BOLA", "U_EDIE"


@pytest.fixture
def unit(store: SqlStore) -> SqlStore:
    with_edition(store)
    with store.writing("T1") as work:
        work.units.add_editor(EDIE)
        work.commit()
    return store


def saves(store: SqlStore, headline: str, base: int = 0, by: str = ADA) -> str:
    """Somebody saves an update; its id."""
    typed = FormValues(headline=headline, body=words(headline))
    form = OpenForm(project_id="P1", filled_for="P1", edition_id="E1", values=typed, base=base, token=headline, fill=0)
    return submit(Actor(store, "T1", by), form).id


def told(engines: Engines, person: str) -> list[str]:
    """What is on its way to somebody."""
    return [str(one.payload) for one in posts(engines) if one.channel == person]


def posts(engines: Engines) -> list[Delivery]:
    with engines.reader.connect() as connection:
        rows = connection.execute(deliveries.select().order_by(deliveries.c.id)).all()
    return [as_delivery(row) for row in rows]


def closes(store: SqlStore) -> None:
    with store.writing("T1") as work:
        current = work.editions.get("E1")
        assert current
        editions.close(work, current)
        work.commit()


def card(engines: Engines) -> str:
    return str(next(one.payload for one in posts(engines) if one.key == "card E1"))


def test_a_lead_is_told_afterwards_and_once(unit: SqlStore, engines: Engines) -> None:
    saves(unit, "Twelve boats")
    assert told(engines, ADA) == []
    assert follow(unit, "T1")
    assert ["Your update on Ferry Tickets for Sprint Notes #7 is in." in text for text in told(engines, ADA)] == [True]
    assert not follow(unit, "T1")
    assert len(told(engines, ADA)) == 1


def test_two_replicas_tell_it_once(unit: SqlStore, engines: Engines) -> None:
    saves(unit, "Twelve boats")
    results = at_once([partial(follow, unit, "T1")] * 4)
    assert not [result for result in results if isinstance(result, Exception)]
    assert len(told(engines, ADA)) == 1


def test_who_saves_twice_in_a_moment_hears_of_the_last(unit: SqlStore, engines: Engines) -> None:
    saves(unit, "Twelve boats")
    saves(unit, "Thirteen boats", base=1)
    while follow(unit, "T1"):
        pass
    assert ["is changed" in text for text in told(engines, ADA)] == [True]


def test_who_is_overtaken_in_that_moment_hears_it(unit: SqlStore, engines: Engines) -> None:
    saves(unit, "Twelve boats")
    saves(unit, "Thirteen boats", base=1, by=BOLA)
    while follow(unit, "T1"):
        pass
    assert ["version 2 counts now" in text for text in told(engines, ADA)] == [True]
    assert ["is changed" in text for text in told(engines, BOLA)] == [True]


def test_what_is_withdrawn_in_that_moment_is_said_to_be(unit: SqlStore, engines: Engines) -> None:
    update = saves(unit, "Twelve boats")
    withdraw(Actor(unit, "T1", EDIE), update)
    assert not follow(unit, "T1")
    assert all("withdrawn" in text for text in told(engines, ADA))
    assert told(engines, ADA)


def test_what_an_editor_saves_is_told_at_once_after_what_is_due(unit: SqlStore, engines: Engines) -> None:
    saves(unit, "Twelve boats")
    saves(unit, "Thirteen boats", base=1, by=EDIE)
    assert not follow(unit, "T1")
    assert any(EDIE in text for text in told(engines, ADA))
    assert len(told(engines, EDIE)) == 1


def test_a_draft_shows_it_afterwards(unit: SqlStore, engines: Engines) -> None:
    closes(unit)
    before = card(engines)
    saves(unit, "Twelve boats")
    assert card(engines) == before
    assert follow(unit, "T1")
    assert "Twelve boats" not in before
    assert "Twelve boats" in str([one.payload for one in posts(engines) if one.group == "draft E1"])


def test_nobody_approves_what_the_draft_does_not_show_yet(unit: SqlStore) -> None:
    closes(unit)
    with unit.reading("T1") as work:
        seen = work.editions.shown("E1")[0]
    saves(unit, "Twelve boats")
    with pytest.raises(Conflict, match="has just changed"):
        editions.approve(Actor(unit, "T1", EDIE), "E1", seen)


def test_many_are_done_some_at_a_time(unit: SqlStore, engines: Engines) -> None:
    for n in range(AT_ONCE + 1):
        saves(unit, f"{n} boats", base=n, by=(ADA, BOLA)[n % 2])
    assert [follow(unit, "T1") for _ in range(3)] == [True, True, False]
    assert len([text for text in told(engines, ADA) if "is changed" in text]) == 1
