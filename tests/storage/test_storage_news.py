"""News through the services, on both databases: nothing is lost, carried twice, or kept without consent."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import new_id
from domain.calendar import Period
from domain.edition import EditionState
from domain.errors import Conflict, NotAllowed, WrongInput
from domain.merging import touched
from domain.news import Event, NewsItem, NewsKind, Question
from domain.news_form import NEW, NewsFormValues
from domain.nomination import NominationKind
from domain.person import Person
from domain.schedule import Opening
from domain.sentence import plain
from domain.text.normal_form import paragraph
from services import clock
from services.common.actor import Actor
from services.common.overtaken import Overtaken
from services.common.snapshot import snapshot
from services.editions.drafts import refresh
from services.editions.editions import approve, open_next
from services.news import members, news, nominations
from services.news.news_changes import SubmittedNews
from services.review import undo
from storage.engine import Engines
from storage.tables import audit, editions
from storage.unit_of_work import SqlStore
from tests.storage.harbour import NoNames, at_once, edition, with_edition

MOVING = NewsFormValues(title="We move", body=paragraph("On Monday."))


class Wall:
    """A clock that can be moved."""

    def __init__(self, now: datetime) -> None:
        self.time = now

    def now(self) -> datetime:
        """What it shows."""
        return self.time


class NobodyKnows(NoNames):
    """Slack cannot be asked."""

    def look_up(self, workspace: str, person_id: str) -> Person | None:
        """Nobody."""

    def of(self, workspace: str, channel: str, ts: str) -> str:
        """No address."""
        return ""


def submitted(typed: NewsFormValues, opened: NewsFormValues | None = None, **more: Any) -> SubmittedNews:
    begun = opened or NewsFormValues()
    about = {"edition_id": "E1", "kind": NewsKind.ANNOUNCEMENT, "id": "N1", "base": NEW}
    return SubmittedNews(**{**about, "opened": begun, "wanted": typed, "changed": touched(begun, typed), **more})


@pytest.fixture
def ready(store: SqlStore) -> SqlStore:
    """The harbour's open edition 7, with two editors and an item of news."""
    with_edition(store)
    with store.writing("T1") as work:
        work.units.add_editor("U1")
        work.units.add_editor("U2")
        work.commit()
    news.save(Actor(store, "T1", "U1"), submitted(MOVING))
    return store


def kept(store: SqlStore, edition_id: str = "E1") -> list[NewsItem]:
    with store.reading("T1") as work:
        return work.news.of_edition(edition_id)


def test_of_two_who_save_at_once_the_second_is_shown_what_the_first_has_saved(ready: SqlStore) -> None:
    form = news.edit_form(Actor(ready, "T1", "U1"), "E1", "N1")
    forms = {
        "U1": submitted(replace(MOVING, title="Moving"), MOVING, base=form.base),
        "U2": submitted(replace(MOVING, title="Moved", expires="2026-04-01"), MOVING, base=form.base),
    }
    results = at_once([lambda who=who: news.save(Actor(ready, "T1", who), forms[who]) for who in forms])  # type: ignore[misc]
    (overtaken,) = [result for result in results if isinstance(result, Overtaken)]
    second = list(forms)[results.index(overtaken)]
    assert overtaken.form.typed.title == forms[second].wanted.title  # what both have changed is as the second wrote it
    assert [item.title for item in kept(ready)] == [form.wanted.title for who, form in forms.items() if who != second]
    again = replace(forms[second], base=overtaken.form.base)
    news.save(Actor(ready, "T1", second), again)
    news.save(Actor(ready, "T1", second), again)  # sent twice
    (item,) = kept(ready)
    assert item.title == forms[second].wanted.title


def test_the_log_has_the_news_before_and_after(ready: SqlStore, engines: Engines) -> None:
    news.save(Actor(ready, "T1", "U2"), submitted(NewsFormValues(title="Fair", body=paragraph("Come.")), id="N2"))
    news.remove(Actor(ready, "T1", "U1"), "E1", "N1")
    with engines.reader.connect() as connection:
        rows = connection.execute(select(audit).where(audit.c.action == "news").order_by(audit.c.id)).all()
    assert [(row.actor, row.item, row.edition_id) for row in rows] == [
        ("U1", "news-N1", "E1"), ("U2", "news-N2", "E1"), ("U1", "news-N1", "E1"),
    ]  # fmt: skip
    titles = [[[item["title"] for item in row.detail[side]] for side in ("before", "after")] for row in rows]
    assert titles == [[[], ["We move"]], [["We move"], ["We move", "Fair"]], [["We move", "Fair"], ["Fair"]]]


def test_a_change_is_undone_but_what_a_member_has_taken_back_does_not_return(ready: SqlStore) -> None:
    members.invite(Actor(ready, "T1", "U1"), "E1", "U5", token="M1")
    said = NewsFormValues(title="Mo", answers={Question.MEAL: "Soup"})
    members.introduce(Actor(ready, "T1", "U5"), submitted(said, kind=NewsKind.TEAM_MEMBER, id="M1"), agrees=True)
    news.carry_on(Actor(ready, "T1", "U2"), "E1", "N1", on=True)
    assert plain(undo.undo(Actor(ready, "T1", "U1"), "E1")) == "Undone: @U2 changed the news “We move”."
    assert [item.carried for item in kept(ready)] == [False, False]
    news.remove(Actor(ready, "T1", "U1"), "E1", "M1")
    news.save(Actor(ready, "T1", "U2"), submitted(MOVING, id="N2"))
    undo.undo(Actor(ready, "T1", "U1"), "E1")
    with pytest.raises(Conflict, match="that has changed again since"):
        undo.undo(Actor(ready, "T1", "U1"), "E1")
    assert [item.id for item in kept(ready)] == ["N1"]


def test_only_editors_change_news_and_nothing_that_is_published(ready: SqlStore) -> None:
    for act in (
        lambda: news.listing(Actor(ready, "T1", "U3")),
        lambda: news.new_form(Actor(ready, "T1", "U3"), NewsKind.EVENT, token="t"),
        lambda: news.edit_form(Actor(ready, "T1", "U3"), "E1", "N1"),
        lambda: news.save(Actor(ready, "T1", "U3"), submitted(MOVING)),
        lambda: news.saved(Actor(ready, "T1", "U3"), "E1", "N1"),
        lambda: news.remove(Actor(ready, "T1", "U3"), "E1", "N1"),
        lambda: news.carry_on(Actor(ready, "T1", "U3"), "E1", "N1", on=True),
        lambda: members.invitation(Actor(ready, "T1", "U3"), "E1"),
        lambda: members.invite(Actor(ready, "T1", "U3"), "E1", "U4", token="t"),
        lambda: nominations.listing(Actor(ready, "T1", "U3")),
        lambda: nominations.dismiss(Actor(ready, "T1", "U3"), "M1"),
    ):
        with pytest.raises(NotAllowed):
            act()
    with ready.writing("T1") as work:
        work.editions.save(replace(edition(), state=EditionState.PUBLISHED), expected=EditionState.OPEN)
        work.commit()
    for act in (
        lambda: news.edit_form(Actor(ready, "T1", "U1"), "E1", "N1"),
        lambda: news.save(Actor(ready, "T1", "U1"), submitted(MOVING, id="N2")),
        lambda: news.remove(Actor(ready, "T1", "U1"), "E1", "N1"),
    ):
        with pytest.raises(Conflict, match="Sprint Notes #7 is published already"):
            act()


def test_what_is_carried_is_in_the_next_edition_once(ready: SqlStore) -> None:
    old = submitted(replace(MOVING, carried=True, expires="2026-03-18"), id="N2")
    news.save(Actor(ready, "T1", "U1"), old)
    news.carry_on(Actor(ready, "T1", "U1"), "E1", "N1", on=True)
    with ready.writing("T1") as work:
        closes_at = datetime(2026, 4, 1, 16, tzinfo=UTC)
        open_next(work, Opening(8, Period(date(2026, 3, 19), date(2026, 4, 1), closes_at)))
        work.commit()
        (opened,) = [one for one in work.editions.all() if one.number == 8]
    (first,) = kept(ready)[:1]
    assert kept(ready, opened.id) == [replace(first, carried_from=7)]
    news.remove(Actor(ready, "T1", "U1"), opened.id, "N1")
    news.save(Actor(ready, "T1", "U2"), submitted(MOVING, id="N3"))
    assert kept(ready, opened.id) == []  # what an editor has removed there does not come back
    news.carry_on(Actor(ready, "T1", "U2"), "E1", "N3", on=True)
    assert [item.id for item in kept(ready, opened.id)] == ["N3"]


def test_a_member_is_asked_agrees_and_takes_it_down_for_good(ready: SqlStore, engines: Engines) -> None:
    members.invite(Actor(ready, "T1", "U1"), "E1", "U5", token="M1")
    with pytest.raises(WrongInput, match="invited for Sprint Notes #7 already"):
        members.invite(Actor(ready, "T1", "U2"), "E1", "U5", token="M2")
    for who, token in (("U6", "M1"), ("U5", "M2")):
        with pytest.raises(NotAllowed):
            members.form(Actor(ready, "T1", who), token)
    said = NewsFormValues(title="Mo", answers={Question.MEAL: "Soup"})
    about: dict[str, Any] = {"kind": NewsKind.TEAM_MEMBER, "id": "M1"}
    with pytest.raises(WrongInput, match="Tick the box if you agree"):
        members.introduce(Actor(ready, "T1", "U5"), submitted(said, **about), agrees=False)
    with pytest.raises(NotAllowed):
        members.introduce(Actor(ready, "T1", "U6"), submitted(said, **about), agrees=True)
    assert [item.id for item in kept(ready)] == ["N1"]
    for _ in range(2):
        members.introduce(Actor(ready, "T1", "U5"), submitted(said, **about), agrees=True)
    assert (kept(ready)[1].person, kept(ready)[1].answers) == ("U5", {Question.MEAL: "Soup"})

    # an editor is faster than the member who changes it: the member sees her own form again
    opened = members.form(Actor(ready, "T1", "U5"), "M1")
    news.save(Actor(ready, "T1", "U1"), submitted(replace(said, title="Mo R"), said, base=opened.base, **about))
    mine = submitted(replace(said, answers={Question.MEAL: "Stew"}), said, base=opened.base, **about)
    with pytest.raises(Overtaken) as overtaken:
        members.introduce(Actor(ready, "T1", "U5"), mine, agrees=True)
    assert overtaken.value.form.by_member
    members.introduce(Actor(ready, "T1", "U5"), replace(mine, base=overtaken.value.form.base), agrees=True)
    assert (kept(ready)[1].title, kept(ready)[1].answers) == ("Mo R", {Question.MEAL: "Stew"})

    with pytest.raises(Conflict):
        members.take_down(Actor(ready, "T1", "U6"), "M1")
    assert members.take_down(Actor(ready, "T1", "U5"), "M1") == "What you had said about yourself is taken down."
    assert [item.id for item in kept(ready)] == ["N1"]
    with engines.reader.connect() as connection:
        last = connection.execute(select(audit).order_by(audit.c.id.desc())).first()
    assert last is not None
    assert (last.action, last.actor, last.item) == ("take down", "U5", "news-M1")
    assert "Stew" not in json.dumps(last.detail)


def test_a_nomination_is_picked_once(ready: SqlStore) -> None:
    why, council = paragraph("Bins."), NominationKind.COUNCIL
    nominations.nominate(Actor(ready, "T1", "U7"), token="M1", kind=council, who="Ambleford", why=why, contact="")
    form = news.new_form(Actor(ready, "T1", "U1"), NewsKind.SPOTLIGHT, token="N5", nomination_id="M1")
    spotlight = submitted(form.typed, kind=NewsKind.SPOTLIGHT, id="N5", nomination="M1")
    results = at_once(
        [
            lambda: news.save(Actor(ready, "T1", "U1"), spotlight),
            lambda: news.save(Actor(ready, "T1", "U2"), replace(spotlight, id="N6")),
        ]
    )
    assert sorted(type(result).__name__ for result in results) == ["Conflict", "str"]
    assert [item.title for item in kept(ready)] == ["We move", "Ambleford"]


def test_a_new_day_changes_the_draft_once_and_the_approval_falls_only_with_the_words(engines: Engines) -> None:
    wall = Wall(datetime(2026, 3, 18, 20, tzinfo=UTC))
    store = SqlStore(engines, wall, new_id)
    store.meet("T1", "Harbour", "B1", "U1")
    with_edition(store)
    event = Event(starts=date(2026, 3, 19), recording="https://harbour.example/film")
    with store.writing("T1") as work:
        work.units.add_editor("U1")
        drafted = replace(edition(), state=EditionState.DRAFTED)
        work.editions.save(drafted, expected=EditionState.OPEN)
        work.news.replace("E1", [NewsItem(kind=NewsKind.EVENT, id="N1", title="Fair", body=(), event=event)])
        refresh(work, snapshot(work, drafted))
        seen = work.editions.shown("E1")[0]
        work.commit()
    approve(Actor(store, "T1", "U1"), "E1", seen)
    states = []
    for day in (18, 19, 20, 20):
        wall.time = datetime(2026, 3, day, 23, 30, tzinfo=UTC)
        at_once([lambda: clock.tick(store, NobodyKnows(), NobodyKnows(), "T1") for _ in range(2)])
        with engines.reader.connect() as connection:
            states.append(connection.scalar(select(editions.c.state).where(editions.c.id == "E1")))
    assert states == ["approved", "approved", "drafted", "drafted"]
