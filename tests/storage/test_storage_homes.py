"""Which Home tabs are out of date, whose turn it is, and what is read to draw them; on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import new_id
from domain.delivery_ports import StaleHome
from domain.edition import EditionState
from domain.update import Brief, Revision, UpdateContent
from storage.engine import Engines
from storage.stale_homes import AT_ONCE, EVERY, SqlStaleHomes
from storage.unit_of_work import SqlStore
from tests.delivery.slack_in_memory import HandClock
from tests.storage.conftest import NOW
from tests.storage.harbour import FERRY, at_once, edition, with_edition, words, written

LEASE = timedelta(seconds=20)


class Homes:
    """Home tabs on a clock that is moved by hand."""

    def __init__(self, engines: Engines) -> None:
        self.clock = HandClock(NOW)
        self.store = SqlStore(engines, self.clock, new_id)
        self.stale = SqlStaleHomes(engines, self.clock)
        for workspace in ("T1", "T2"):
            self.store.meet(workspace)

    def opens(self, person: str, page: int = 0, workspace: str = "T1") -> None:
        with self.store.writing(workspace) as work:
            work.homes.opened(person, page)
            work.commit()

    def changes(self, workspace: str = "T1") -> None:
        with self.store.writing(workspace) as work:
            work.homes.changed()
            work.commit()

    def claims(self) -> StaleHome:
        home = self.stale.claim(LEASE)
        assert home is not None
        return home

    def all_fresh(self) -> bool:
        """Whether nothing is left after showing whatever can be shown now."""
        for _ in range(1_000):
            home = self.stale.claim(LEASE)
            if home is None:
                return self.stale.next_at() is None
            self.stale.shown(home, "as it is")
        raise AssertionError("it never ends")


@pytest.fixture
def homes(engines: Engines) -> Homes:
    return Homes(engines)


def test_a_home_is_shown_when_it_is_opened_and_anew_after_changes(homes: Homes) -> None:
    homes.opens("U_ADA", 2)
    home = homes.claims()
    assert home == StaleHome("T1", "U_ADA", 1)
    assert homes.stale.claim(LEASE) is None
    assert homes.stale.next_at() == NOW + LEASE  # whoever took it may be no more then
    homes.stale.shown(home, "first")
    assert homes.all_fresh()

    for _ in range(2):
        homes.changes()
    with homes.store.reading("T1") as work:
        assert (work.homes.page("U_ADA"), work.homes.page("U_BOLA")) == (2, 0)
    home = homes.claims()
    assert home == StaleHome("T1", "U_ADA", 3, "first")
    homes.changes()  # while it is being drawn
    homes.stale.shown(home, "second")
    assert homes.claims() == StaleHome("T1", "U_ADA", 4, "second")
    homes.changes("T2")
    homes.clock.advance(21)  # that process was killed
    home = homes.claims()
    assert home == StaleHome("T1", "U_ADA", 4, "second", tries=2)
    homes.stale.shown(home, "third")
    assert homes.all_fresh()

    homes.opens("U_ADA")  # Slack may have lost what it showed
    home = homes.claims()
    assert home == StaleHome("T1", "U_ADA", 5, drawn="")
    homes.stale.shown(home, "third")
    homes.clock.advance(3600)  # who opened it an hour ago has surely closed it
    homes.changes()
    assert homes.stale.claim(LEASE) is None
    assert homes.stale.next_at() is None


def test_an_older_view_that_arrives_last_does_not_stay(homes: Homes) -> None:
    homes.opens("U_ADA")
    older = homes.claims()
    homes.opens("U_ADA", 1)
    newer = homes.claims()
    homes.stale.shown(newer, "page 2")
    homes.stale.shown(older, "page 1")
    again = homes.claims()
    assert (again.version, again.drawn) == (newer.version, "page 1")
    homes.stale.shown(again, "page 2")
    assert homes.all_fresh()


def test_who_opened_last_comes_first_and_failures_wait(homes: Homes) -> None:
    for person in ("U_ADA", "U_BOLA", "U_CARA"):
        homes.opens(person)
        homes.clock.advance(1)
    home = homes.claims()
    assert home.person == "U_CARA"
    homes.stale.failed(home, timedelta(seconds=30))
    assert [homes.claims().person for _ in range(2)] == ["U_BOLA", "U_ADA"]
    homes.clock.advance(30)
    home = homes.claims()
    assert (home.person, home.tries) == ("U_CARA", 2)
    homes.stale.failed(home, timedelta(seconds=300))
    homes.opens("U_CARA")  # a new wish is not made to wait for an old one
    assert homes.claims() == StaleHome("T1", "U_CARA", 2, tries=1)


def test_a_workspace_keeps_the_pace_that_slack_allows(homes: Homes) -> None:
    people = [f"U{number:03}" for number in range(150)]
    for person in people:
        homes.opens(person)
    shown = 0
    for _ in range(60 * 4):
        homes.clock.advance(0.25)
        while home := homes.stale.claim(LEASE):
            homes.stale.shown(home, "as it is")
            shown += 1
    assert 90 <= shown <= 96  # of the 100 a minute that Slack takes
    moment = homes.stale.next_at()
    assert moment is not None
    assert moment - homes.clock.now() <= EVERY
    while not homes.all_fresh():
        homes.clock.advance(1)

    homes.changes()  # nothing that any of them shows: no call is made, and so nothing is waited for
    assert homes.all_fresh()


def test_slack_holds_one_workspace_back(homes: Homes) -> None:
    for person in ("U_ADA", "U_BOLA"):
        homes.opens(person)
    homes.opens("U_DAI", workspace="T2")
    while (home := homes.claims()).workspace != "T1":
        homes.stale.shown(home, "as it is")
    homes.stale.held_back(home, timedelta(seconds=7))
    homes.opens("U_CARA")
    homes.opens("U_DAI", workspace="T2")
    assert homes.claims().workspace == "T2"
    assert homes.stale.claim(LEASE) is None
    assert homes.stale.next_at() == NOW + timedelta(seconds=7)
    homes.clock.advance(7)
    assert homes.claims().tries == 1  # what Slack holds back is no attempt
    assert AT_ONCE > EVERY


def test_many_changes_and_openings_at_once(homes: Homes) -> None:
    people = [f"U{number:02}" for number in range(20)]
    for person in people:
        homes.opens(person)

    def opening(person: str) -> Callable[[], None]:
        return lambda: homes.opens(person, 1)

    assert at_once([homes.changes] * 4 + [opening(person) for person in people[:4]]) == [None] * 8
    with homes.store.reading("T1") as work:
        assert [work.homes.page(person) for person in people[:5]] == [1, 1, 1, 1, 0]
    assert {home.version for home in iter(lambda: homes.stale.claim(LEASE), None)} == {5, 6}


def test_briefs_are_updates_without_their_long_words(homes: Homes) -> None:
    store = homes.store
    with_edition(store)
    written(store, UpdateContent(headline="Boats & “tickets” 漢", body=words("Long words. " * 500)))
    old, other = edition("E0", 6), replace(FERRY, id="P2", key="lamps", name="Lamp Posts")
    with store.writing("T1") as work:
        work.projects.save(other)
        work.editions.add(replace(old, state=EditionState.PUBLISHED))
        work.editions.add(replace(edition("E-1", 5), state=EditionState.PUBLISHED))
        for project, of in (("P1", "E0"), ("P2", "E-1"), ("P2", "E0")):
            copied = replace(work.updates.of_edition("E1")[0], id=f"{project} {of}", project_id=project, edition_id=of)
            work.updates.save(replace(copied, content=UpdateContent(), late=True), _revision(work.new_id(), copied.id))
        work.commit()
    boats = Brief(
        project_id="P1", edition_id="E1", edition="Sprint Notes #7", published=False, headline="Boats & “tickets” 漢"
    )
    lamps = Brief(project_id="P2", edition_id="E0", edition="Sprint Notes #6", published=True, late=True)
    with store.writing("T1") as work:
        assert (work.updates.told("E1"), work.updates.told("E0")) == (frozenset(["P1"]), frozenset(["P1", "P2"]))
        assert sorted(work.updates.latest(["P1", "P2"]), key=lambda brief: brief.project_id) == [boats, lamps]
        assert work.updates.latest(["P2"]) == [lamps]
        assert work.updates.latest([]) == []
        assert [found.number for found in work.editions.in_hand()] == [6, 7]
        withdrawn = replace(work.updates.of_edition("E1")[0], withdrawn=True, version=2)
        work.updates.save(withdrawn, replace(_revision(work.new_id(), withdrawn.id), version=2))
        assert work.updates.told("E1") == set()
        assert [brief.edition for brief in work.updates.latest(["P1"])] == ["Sprint Notes #6"]
    with store.reading("T2") as work:
        assert (work.updates.told("E1"), work.updates.latest(["P1"]), work.editions.in_hand()) == (frozenset(), [], [])


def test_what_a_draft_says_is_kept_by_its_hash(homes: Homes) -> None:
    with_edition(homes.store)
    with homes.store.writing("T1") as work:
        assert work.editions.shown("E1")[0] == ""
        assert work.editions.shown("E1")[1] == {}
        work.editions.keep_content("E1", "abc", {"error": 2})
        assert work.editions.save(replace(edition(), state=EditionState.DRAFTED), expected=EditionState.OPEN)
        assert work.editions.shown("E1")[0] == "abc"
        work.commit()
    with homes.store.writing("T2") as work:
        work.editions.keep_content("E1", "stolen", {})
        assert work.editions.shown("E1")[0] == ""
        work.commit()
    with homes.store.reading("T1") as work:
        assert (work.editions.shown("E1")[0], work.editions.shown("E1")[1]) == ("abc", {"error": 2})


def _revision(revision_id: str, update_id: str) -> Revision:
    return Revision(
        id=revision_id, update_id=update_id, version=1, content=UpdateContent(), by="U_ADA", token="t", at=NOW
    )
