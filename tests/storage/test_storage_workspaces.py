"""Two workspaces in one database: an editor of one can do nothing with the ids of the other."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import select, update

from domain.arrangement import Move
from domain.errors import Conflict, NotFound
from domain.news import NewsKind
from domain.news_form import NEW, NewsFormValues
from domain.nomination import NominationKind
from domain.project import ProjectState
from domain.text.normal_form import paragraph
from domain.update import Revision, Update, UpdateContent
from domain.welcome import Welcome
from services import failed_deliveries
from services.common.actor import Actor
from services.corrections import corrections, takedowns
from services.corrections.corrections import SubmittedText
from services.editions import editions, nudges, publishing
from services.news import members, news, nominations
from services.news.news_changes import SubmittedNews
from services.review import audit_log, decisions, finding_actions, items, questions, undo, welcome, windows
from services.review.welcome import SubmittedWelcome
from services.setup import people, projects
from services.updates import history, nothing_to_report, update_forms, withdrawals
from storage.columns import metadata
from storage.engine import Engines
from storage.tables import deliveries
from storage.unit_of_work import SqlStore
from tests.storage.documents import compiled
from tests.storage.harbour import CLOSES, UNIT, edition, with_edition

EDIE, HILDA, NED = "U_EDIE", "U_HILDA", "U_NED"  # editors of T1, of T2, of T1
DAY, NOON, SAID = date(2026, 3, 25), time(12), paragraph("It went well.")
HELLO = Welcome(intro=paragraph("Hello."), closing=())
NEWS = SubmittedNews(
    edition_id="E1",
    kind=NewsKind.ANNOUNCEMENT,
    id="N1",
    base=NEW,
    opened=NewsFormValues(),
    wanted=NewsFormValues(title="Moving", body=SAID),
    changed=frozenset({"title", "body"}),
)
Act = Callable[[SqlStore, str, str], object]


@pytest.fixture
def harbour_and_hills(store: SqlStore) -> SqlStore:
    """A draft, an open edition, an update and a nomination in T1; in T2 a unit with an edition of its own."""
    with_edition(store)
    content = UpdateContent(headline="The ferry", body=SAID)
    with store.writing("T1") as work:
        for editor in (EDIE, NED):
            work.units.add_editor(editor)
        ferry = Update(id="UP1", project_id="P1", edition_id="E1", content=content, submitted_by="U_ADA")
        work.updates.save(ferry, Revision("R1", "UP1", 1, content, "U_ADA", "", work.now()))
        work.commit()
    nominations.nominate(
        Actor(store, "T1", "U_MO"), token="NOM1", kind=NominationKind.COLLEAGUE, who="Jo", why=SAID, contact=""
    )
    with store.writing("T2") as work:
        work.units.save(UNIT)
        work.units.add_editor(HILDA)
        work.editions.add(edition("E2", number=70))
        work.commit()
    return store


def acts(ref: str, delivery: str) -> dict[str, Act]:
    """What an editor can do with ids of T1, in an order in which its own editor can do most of it."""
    text = SubmittedText(edition_id="E1", ref=ref, text=SAID, note="n", base="")
    return {
        "preview": lambda s, w, p: editions.preview(Actor(s, w, p), "E1"),
        "dates form": lambda s, w, p: windows.dates_form(Actor(s, w, p), "E1"),
        "change dates": lambda s, w, p: windows.change_dates(Actor(s, w, p), "E1", CLOSES, DAY, NOON),
        "skip form": lambda s, w, p: windows.skip_form(Actor(s, w, p), "E1"),
        "news": lambda s, w, p: news.save(Actor(s, w, p), NEWS),
        "news form": lambda s, w, p: news.edit_form(Actor(s, w, p), "E1", "N1"),
        "saved news": lambda s, w, p: news.saved(Actor(s, w, p), "E1", "N1"),
        "carry news": lambda s, w, p: news.carry_on(Actor(s, w, p), "E1", "N1", on=True),
        "invite": lambda s, w, p: members.invite(Actor(s, w, p), "E1", "U_MO", token="I1"),
        "nomination": lambda s, w, p: news.new_form(
            Actor(s, w, p), NewsKind.SPOTLIGHT, token="N2", nomination_id="NOM1"
        ),
        "dismiss": lambda s, w, p: nominations.dismiss(Actor(s, w, p), "NOM1"),
        "close": lambda s, w, p: editions.close_early(Actor(s, w, p), "E1"),
        "findings": lambda s, w, p: finding_actions.view(Actor(s, w, p), "E1"),
        "switch off": lambda s, w, p: finding_actions.switch_off(Actor(s, w, p), "E1", "doubled word"),
        "history": lambda s, w, p: history.of_update(Actor(s, w, p), "UP1"),
        "item history": lambda s, w, p: audit_log.of_item(Actor(s, w, p), "E1", ref),
        "edit item": lambda s, w, p: items.to_edit(Actor(s, w, p), "E1", ref),
        "edit update": lambda s, w, p: update_forms.open_form(
            Actor(s, w, p), token="t", project_id="P1", edition_id="E1"
        ),
        "move": lambda s, w, p: items.move(Actor(s, w, p), "E1", ref, Move.DOWN),
        "feature": lambda s, w, p: items.feature(Actor(s, w, p), "E1", ref),
        "hold back": lambda s, w, p: items.hold_back(Actor(s, w, p), "E1", ref, "Not yet."),
        "put back": lambda s, w, p: items.put_back(Actor(s, w, p), "E1", ref),
        "order form": lambda s, w, p: items.order_form(Actor(s, w, p), "E1"),
        "order": lambda s, w, p: items.order(Actor(s, w, p), "E1", [], ""),
        "ask": lambda s, w, p: questions.ask(Actor(s, w, p), "E1", ref, SAID, "Q1"),
        "answer": lambda s, w, p: questions.answer(Actor(s, w, p), "P1", "E1", SAID, "A1"),
        "undo": lambda s, w, p: undo.undo(Actor(s, w, p), "E1"),
        "words form": lambda s, w, p: welcome.open_form(Actor(s, w, p), "E1"),
        "words": lambda s, w, p: welcome.save(
            Actor(s, w, p), SubmittedWelcome(edition_id="E1", base="", wanted=HELLO, changed=frozenset({"intro"}))
        ),
        "nudge": lambda s, w, p: nudges.nudge(Actor(s, w, p), "P1", "E1"),
        "request": lambda s, w, p: decisions.request_changes(Actor(s, w, p), "E1", SAID, "C1"),
        "approve": lambda s, w, p: editions.approve(Actor(s, w, p), "E1", ""),
        "publish later": lambda s, w, p: decisions.publish_later(Actor(s, w, p), "E1", DAY, NOON),
        "cancel": lambda s, w, p: decisions.cancel_publishing(Actor(s, w, p), "E1"),
        "reopen": lambda s, w, p: windows.reopen(Actor(s, w, p), "E1", DAY, NOON),
        "publish": lambda s, w, p: editions.publish(Actor(s, w, p), "E1"),
        "post again": lambda s, w, p: publishing.try_again(Actor(s, w, p), "E1"),
        "call off": lambda s, w, p: publishing.call_off(Actor(s, w, p), "E1"),
        "correct": lambda s, w, p: corrections.choice(Actor(s, w, p), "E1"),
        "correct text": lambda s, w, p: corrections.save_text(Actor(s, w, p), text),
        "take down": lambda s, w, p: takedowns.submit(Actor(s, w, p), "E1", ref, "It names a supplier."),
        "project form": lambda s, w, p: projects.open_form(Actor(s, w, p), "P1", token="t"),
        "pause": lambda s, w, p: projects.set_state(Actor(s, w, p), "P1", ProjectState.PAUSED),
        "nothing": lambda s, w, p: nothing_to_report.nothing_to_report(Actor(s, w, p), "P1", "E1"),
        "retry": lambda s, w, p: failed_deliveries.retry(Actor(s, w, p), delivery),
        "confirm": lambda s, w, p: failed_deliveries.confirm(Actor(s, w, p), delivery),
        "remove editor": lambda s, w, p: people.remove_editor(Actor(s, w, p), NED),
        "withdraw": lambda s, w, p: withdrawals.withdraw(Actor(s, w, p), "UP1"),
        "remove news": lambda s, w, p: news.remove(Actor(s, w, p), "E1", "N1"),
    }


def test_an_editor_of_one_can_do_nothing_with_what_is_the_other_s(
    harbour_and_hills: SqlStore, engines: Engines
) -> None:
    store = harbour_and_hills
    with store.reading("T1") as work:
        [item] = compiled(work, edition()).items
    with engines.writer.begin() as connection:
        connection.execute(update(deliveries).values(state="failed"))
    every = everything(engines)
    tries = acts(item.ref, every["deliveries"][0].id)
    for name, act in tries.items():
        with pytest.raises((NotFound, Conflict)):
            act(store, "T2", HILDA)
        assert everything(engines) == every, name
    for act in tries.values():  # and all of the ids are right: where they belong, nothing is said to be gone
        with suppress(Conflict):
            act(store, "T1", EDIE)


def everything(engines: Engines) -> dict[str, list[Any]]:
    """Every row of every table."""
    with engines.reader.connect() as connection:
        return {table.name: list(connection.execute(select(table))) for table in metadata.sorted_tables}
