"""Copies of what was published, and the search in them: the same on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.answer_ports import Filter
from domain.compile import content_hash
from domain.edition import Edition, EditionState
from domain.lemmas import sought
from domain.news import NewsItem, NewsKind
from domain.published import PublishedItem
from domain.text.normal_form import paragraph
from domain.update import UpdateContent
from services.common.actor import Actor
from services.corrections import takedowns
from services.editions import editions
from services.editions.published import keep_what_is_missing, reindex
from services.editions.publishing import call_off
from storage.engine import Engines
from storage.published_tables import published_items
from storage.unit_of_work import SqlStore
from tests.storage.documents import compiled
from tests.storage.harbour import edition, slack_takes, with_edition, written

WORDS = UpdateContent(
    headline="Boats for all", body=paragraph("Taliadau newydd: payments begin."), note=paragraph("secretword")
)
EDIE = "U_EDIE"


@pytest.fixture
def on_its_way(store: SqlStore) -> SqlStore:
    """Edition 7, with an update and an announcement, approved and published; Slack has not taken it yet."""
    with_edition(store)
    written(store, WORDS)
    with store.writing("T1") as work:
        announced = NewsItem(kind=NewsKind.ANNOUNCEMENT, title="A café opens", body=paragraph("At the quay."), id="n1")
        work.news.replace("E1", [announced])
        work.units.add_editor(EDIE)
        editions.close(work, edition_of(work))
        seen = content_hash(compiled(work, edition_of(work)))
        work.commit()
    editions.approve(Actor(store, "T1", EDIE), "E1", seen)
    editions.publish(Actor(store, "T1", EDIE), "E1")
    return store


def edition_of(work: object) -> Edition:
    found = work.editions.get("E1")  # type: ignore[attr-defined]
    assert isinstance(found, Edition)
    return found


def found(store: SqlStore, question: str, workspace: str = "T1", **among: object) -> list[str]:
    """The headings of what is found, newest first."""
    wanted = Filter(sought=sought(question), **among)  # type: ignore[arg-type]
    with store.reading(workspace) as work:
        hits = work.published.found(wanted)
        assert work.published.count(wanted) == len(hits)
    return [hit.heading for hit in hits]


def test_what_is_published_is_found_once_slack_has_all_of_it(on_its_way: SqlStore) -> None:
    with on_its_way.reading("T1") as work:
        assert set(work.published.digests("E1")) == {"project-ferry", "news-n1"}  # prepared
        assert work.published.newest() == []
        assert work.published.of_project("P1") == []
        assert work.published.of_edition(7) == []
    assert found(on_its_way, "payment") == []
    slack_takes(on_its_way)
    for question in ("payment", "daliadau", "boat all", "begin payments"):
        assert found(on_its_way, question) == ["Ferry Tickets"], question
    for question in ("cafe quay", "CAFÉ"):
        assert found(on_its_way, question) == ["A café opens"], question
    assert found(on_its_way, "secretword") == []
    assert found(on_its_way, "payment", "T2") == []
    with on_its_way.reading("T1") as work:
        (newest,) = work.published.newest()
        assert newest.content == replace(WORDS, note=())
        assert work.published.of_project("P1") == [newest]
        assert [item.key for item in work.published.of_edition(7)] == ["news-n1", "project-ferry"]


def test_called_off_it_is_not_found(on_its_way: SqlStore) -> None:
    call_off(Actor(on_its_way, "T1", EDIE), "E1")
    assert found(on_its_way, "payment") == []


def test_what_is_taken_down_is_gone_at_once(on_its_way: SqlStore) -> None:
    slack_takes(on_its_way)
    with on_its_way.reading("T1") as work:
        (ferry,) = [item for item in compiled(work, edition_of(work)).items if item.is_project]
    takedowns.submit(Actor(on_its_way, "T1", EDIE), "E1", ferry.ref, "not ours")
    assert found(on_its_way, "payment") == []
    assert found(on_its_way, "cafe") == ["A café opens"]


OPERATORS = """
payment" OR "x
payment' | 'x
payment NEAR boat
payment*
lemmas:payment
(payment
-payment
payment; DROP TABLE published_items; --
payment & !boats
payment:*
\\payment
%payment_
“payment”
payment\x00
payment 🎉
"""


@pytest.mark.parametrize("question", OPERATORS.strip().split("\n"))
def test_nobodys_words_are_an_operator(on_its_way: SqlStore, question: str) -> None:
    slack_takes(on_its_way)
    is_there = all({"payment", "boat"} & set(tokens) for tokens in sought(question))
    assert found(on_its_way, question) == (["Ferry Tickets"] if is_there else [])


def test_the_newest_come_first_and_filters_leave_others_out(store: SqlStore) -> None:
    with store.writing("T1") as work:
        for number in range(1, 9):
            out = replace(edition(f"E{number}", number), state=EditionState.PUBLISHED)
            work.editions.add(out)
            work.published.keep(out.id, [_item(out, place, f"P{place}") for place in range(3)])
        work.commit()
    assert found(store, "harbour")[:4] == ["8 of P0", "8 of P1", "8 of P2", "7 of P0"]
    assert found(store, "harbour", projects=frozenset({"P1"}), since=3, until=4) == ["4 of P1", "3 of P1"]
    assert found(store, "harbour", projects=frozenset()) == []
    assert found(store, "", since=8) == ["8 of P0", "8 of P1", "8 of P2"]
    with store.reading("T1") as work:
        assert [item.heading for item in work.published.newest()] == ["8 of P0", "8 of P1", "8 of P2"]
        assert [item.number for item in work.published.of_project("P2", until=6, limit=2)] == [6, 5]


def _item(out: Edition, place: int, project: str) -> PublishedItem:
    heading = f"{out.number} of {project}"
    return PublishedItem(
        edition_id=out.id, number=out.number, place=place, key=f"k{place}", heading=heading, text="A harbour.",
        project_id=project,
    )  # fmt: skip


def test_copies_are_made_anew_where_they_are_missing_or_wrong(on_its_way: SqlStore, engines: Engines) -> None:
    slack_takes(on_its_way)
    assert keep_what_is_missing(on_its_way, "T1") == 0
    assert reindex(on_its_way, "T1") == 0
    with engines.writer.begin() as connection:
        connection.execute(published_items.update().values(lemmas="other words", digest=""))
    assert found(on_its_way, "payment") == []
    assert found(on_its_way, "others") == ["A café opens", "Ferry Tickets"]
    assert reindex(on_its_way, "T1") == 2
    assert found(on_its_way, "payment") == ["Ferry Tickets"]
    assert found(on_its_way, "others") == []
    with engines.writer.begin() as connection:
        connection.execute(published_items.delete())
    assert keep_what_is_missing(on_its_way, "T1") == 1
    assert found(on_its_way, "payment") == ["Ferry Tickets"]
