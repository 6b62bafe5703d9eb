"""Decisions over both databases: numbers, approvals, a set time, and what becomes of a skipped edition."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from bot.app import new_id
from domain.compile import content_hash, item_key
from domain.document import ref_of
from domain.edition import Approval, Edition, EditionState, IllegalMove, in_channel
from domain.errors import Conflict
from domain.news import NewsItem, NewsKind
from domain.project import Phase
from domain.update import Revision, Update, UpdateContent
from services.clock import tick
from services.common.actor import Actor
from services.editions import editions
from services.review import decisions, windows
from services.updates.withdrawals import withdraw
from storage.engine import Engines
from storage.tables import deliveries
from storage.unit_of_work import SqlStore
from tests.storage.conftest import NOW
from tests.storage.desk_machine import HandClock, Slack
from tests.storage.documents import compiled
from tests.storage.harbour import FERRY, UNIT, at_once, edition, words

LATER = replace(
    edition("E2", 8),
    starts=date(2026, 3, 19),
    ends=date(2026, 4, 1),
    closes_at=datetime(2026, 4, 1, 16, tzinfo=UTC),
)
SKIPPED = EditionState.SKIPPED


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NOW)


@pytest.fixture
def services(engines: Engines, clock: HandClock) -> SqlStore:
    """The unit with an editor, a project, edition 7, and edition 8 that was opened early."""
    store = SqlStore(engines, clock, new_id)
    store.meet("T1")
    with store.writing("T1") as work:
        work.units.save(UNIT)
        work.units.add_editor("U_EDIE")
        work.projects.save(FERRY)
        work.editions.add(edition())
        work.editions.add(LATER)
        work.commit()
    return store


def written(
    store: SqlStore, edition_id: str, headline: str, *, withdrawn: bool = False, phase: Phase | None = None
) -> Update:
    with store.writing("T1") as work:
        content = UpdateContent(headline=headline, phase=phase)
        update = Update(
            id=f"UP {edition_id}", project_id="P1", edition_id=edition_id, content=content, submitted_by="U_ADA",
            withdrawn=withdrawn,
        )  # fmt: skip
        revision = Revision(
            id=work.new_id(), update_id=update.id, version=1, content=content, by="U_ADA", token="", at=work.now()
        )
        work.updates.save(update, revision)
        work.commit()
    return update


def headlines(store: SqlStore) -> dict[str, list[str]]:
    with store.reading("T1") as work:
        return {one.id: [u.content.headline for u in work.updates.of_edition(one.id)] for one in work.editions.all()}


def current(store: SqlStore, edition_id: str = "E1") -> Edition:
    with store.reading("T1") as work:
        found = work.editions.get(edition_id)
    assert found
    return found


def skips(store: SqlStore, edition_id: str = "E1") -> None:
    windows.skip(Actor(store, "T1", "U_EDIE"), edition_id, "Holidays")


def test_a_later_draft_follows_what_is_withdrawn_from_an_earlier_one(services: SqlStore) -> None:
    earlier = written(services, "E1", "Boats are booked", phase=Phase.ALPHA)
    written(services, LATER.id, "Boats have sailed", phase=Phase.BETA)
    with services.writing("T1") as work:
        for number in ("E1", LATER.id):
            editions.close(work, current(services, number))
        work.commit()
    before = says(services, LATER.id)
    assert shown(services, LATER.id) == before
    withdraw(Actor(services, "T1", "U_ADA"), earlier.id)
    assert shown(services, LATER.id) == says(services, LATER.id) != before  # nobody knows of alpha any more


def says(store: SqlStore, edition_id: str) -> str:
    with store.reading("T1") as work:
        return content_hash(compiled(work, current(store, edition_id)))


def shown(store: SqlStore, edition_id: str) -> str:
    with store.reading("T1") as work:
        return work.editions.shown(edition_id)[0]


# what is stored


def test_a_skipped_edition_leaves_its_number_to_others(services: SqlStore) -> None:
    with services.writing("T1") as work:
        assert not work.editions.add(edition("E3"))
        for edition_id in ("E1", "E3", "E4"):
            found = work.editions.get(edition_id)
            assert found
            assert work.editions.save(replace(found, state=SKIPPED), expected=EditionState.OPEN)
            assert work.editions.add(edition("E3" if edition_id == "E1" else "E4" if edition_id == "E3" else "E5"))
        assert [(one.id, one.number) for one in work.editions.in_hand()] == [("E5", 7), ("E2", 8)]


def test_when_a_draft_says_something_else_approvals_of_other_words_are_gone(services: SqlStore) -> None:
    with services.writing("T1") as work:
        for person, content in (("U1", "old"), ("U1", "new"), ("U2", "old")):
            work.editions.approve("E1", Approval(person, content), NOW)
            work.editions.approve("E2", Approval(person, content), NOW)
        work.editions.keep_content("E1", "new", {})
        assert work.editions.approvals("E1") == [Approval("U1", "new")]
        assert len(work.editions.approvals("E2")) == 3
        work.editions.drop_approvals("E2")
        assert work.editions.approvals("E2") == []


def test_an_edition_becomes_nothing_that_no_move_leads_to(services: SqlStore) -> None:
    with services.writing("T1") as work:
        with pytest.raises(IllegalMove):
            editions.become(work, edition(), replace(edition(), state=EditionState.PUBLISHED))
        assert work.editions.get("E1") == edition()


def test_a_set_time_and_a_reopened_window_are_kept(services: SqlStore) -> None:
    changed = replace(edition(), publish_at=NOW, scheduled_by="U_EDIE", reopened=True)
    with services.writing("T1") as work:
        assert work.editions.save(changed, expected=EditionState.OPEN)
        work.commit()
    assert current(services) == replace(changed, version=2)


# skipping


def test_updates_of_a_skipped_edition_go_into_the_next(services: SqlStore) -> None:
    written(services, "E1", "Boats")
    skips(services)
    assert headlines(services) == {"E1": [], "E2": ["Boats"]}
    assert (current(services).state, current(services, "E2").number) == (SKIPPED, 7)


def test_but_not_over_one_that_is_there(services: SqlStore) -> None:
    old = written(services, "E1", "Boats")
    written(services, "E2", "Later boats")
    skips(services)
    assert headlines(services) == {"E1": [], "E2": ["Later boats"]}
    with services.reading("T1") as work:
        assert [revision.content.headline for revision in work.updates.revisions(old.id)] == ["Boats", "Boats"]


def test_one_that_was_withdrawn_there_makes_room(services: SqlStore) -> None:
    written(services, "E1", "Boats")
    written(services, "E2", "Taken back", withdrawn=True)
    skips(services)
    assert headlines(services) == {"E1": [], "E2": ["Boats"]}
    with services.reading("T1") as work:
        said = [revision.content.headline for revision in work.updates.revisions("UP E2")]
    assert said == ["Taken back", "Boats"]


def test_news_and_words_go_along_and_none_of_the_next_edition_is_lost(services: SqlStore) -> None:
    def item(news_id: str, title: str, *, carried: bool = False) -> NewsItem:
        return NewsItem(id=news_id, kind=NewsKind.ANNOUNCEMENT, title=title, body=words("Yes."), carried=carried)

    with services.writing("T1") as work:
        work.news.replace("E1", [item("1", "A move"), item("2", "Going on", carried=True), item("3", "A fair")])
        work.news.replace("E2", [item("1", "Another"), item("2", "Going on", carried=True)])
        intro = replace(edition(), intro=words("Welcome."), closing=words("Bye."))
        assert work.editions.save(intro, expected=EditionState.OPEN)
        assert work.editions.save(replace(LATER, closing=words("So long.")), expected=EditionState.OPEN)
        work.commit()
    skips(services)
    with services.reading("T1") as work:
        assert [one.title for one in work.news.of_edition("E2")] == ["Another", "Going on", "A move", "A fair"]
        assert work.news.of_edition("E1") == []
    assert (current(services, "E2").intro, current(services, "E2").closing) == (words("Welcome."), words("So long."))


def test_without_one_that_was_opened_early_the_next_one_opens(services: SqlStore) -> None:
    skips(services)
    skips(services, "E2")
    with services.reading("T1") as work:
        found = [(one.number, one.state, one.starts) for one in work.editions.all() if one.state is not SKIPPED]
    assert found == [(7, EditionState.OPEN, date(2026, 4, 2))]


def test_of_two_who_skip_at_once_one_does(services: SqlStore) -> None:
    results = at_once([partial(skips, services)] * 2)
    assert sorted(type(result).__name__ for result in results) == ["Conflict", "NoneType"]
    assert current(services, "E2").state is EditionState.OPEN


# dates


def moves(store: SqlStore, seen: datetime, day: date) -> None:
    windows.change_dates(Actor(store, "T1", "U_EDIE"), "E1", seen, day, time(17))


def test_whoever_has_not_seen_the_dates_as_they_are_is_told(services: SqlStore) -> None:
    moves(services, edition().closes_at, date(2026, 3, 25))
    assert (current(services, "E2").starts, current(services, "E2").ends) == (date(2026, 3, 26), date(2026, 4, 8))
    with pytest.raises(Conflict, match="it closes at 5pm on Wednesday 25 March 2026 now"):
        moves(services, edition().closes_at, date(2026, 3, 20))
    moves(services, current(services).closes_at, date(2026, 3, 20))
    assert current(services).ends == date(2026, 3, 20)


# publishing


def test_two_replicas_publish_once_at_the_set_time(services: SqlStore, clock: HandClock, engines: Engines) -> None:
    written(services, "E1", "Boats")
    editions.close_early(Actor(services, "T1", "U_EDIE"), "E1")
    with services.reading("T1") as work:
        found = work.editions.get("E1")
        assert found
        seen = content_hash(compiled(work, found))
    editions.approve(Actor(services, "T1", "U_EDIE"), "E1", seen)
    tomorrow = NOW + timedelta(days=1)
    decisions.publish_later(Actor(services, "T1", "U_EDIE"), "E1", tomorrow.date(), time(9))
    clock.moment = tomorrow + timedelta(hours=1)
    slack = Slack()
    assert at_once([partial(tick, services, slack, slack, "T1")] * 3) == [None] * 3
    assert current(services).state is EditionState.PUBLISHING
    with engines.reader.connect() as connection:
        posts = select(deliveries.c.key).where(deliveries.c.group == in_channel(edition().id))
        assert connection.scalars(posts).all() == ["edition E1 0", f"edition E1 {ref_of(item_key(FERRY))} 0"]
    with services.reading("T1") as work:
        entries = [entry for entry in work.audit.of_edition("E1") if entry.action == "publish"]
    assert [(entry.actor, entry.detail["at_the_set_time"]) for entry in entries] == [("U_EDIE", True)]
