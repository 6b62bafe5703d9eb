"""Saying anew what was said about an edition: in place, once, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select, update

from bot.app import new_id
from domain.audit import CLOCK
from domain.delivery import Act, DeliveryState, Sent
from domain.edition import EditionState
from rendering.slack.kit.messages import say
from services.common.actor import Actor
from services.editions.editions import TO_BE_RETOLD, close
from services.retelling import retell
from services.updates import nothing_to_report
from storage.engine import Engines
from storage.outbox import SqlOutbox
from storage.tables import deliveries
from storage.unit_of_work import SqlStore
from tests.storage.conftest import StillClock
from tests.storage.harbour import with_edition

LEASE = timedelta(seconds=20)


def a_store(engines: Engines) -> SqlStore:
    store = SqlStore(engines, StillClock(), new_id)
    store.meet("T1")
    with_edition(store)
    return store


def sent(engines: Engines) -> None:
    with engines.writer.begin() as connection:
        connection.execute(update(deliveries).values(state=DeliveryState.SENT, ts="1.1", sent_to="D1"))


def changes(engines: Engines) -> list[str]:
    with engines.reader.connect() as connection:
        rows = connection.execute(select(deliveries).where(deliveries.c.act == Act.UPDATE))
        return [f"{row.target.rpartition(' ')[0]}: {row.payload['text']}" for row in rows]


def test_an_edition_that_has_closed_is_retold_once_and_nothing_is_posted_anew(engines: Engines) -> None:
    store = a_store(engines)
    nothing_to_report.nothing_to_report(Actor(store, "T1", "U_ADA"), "P1", "E1")
    nothing_to_report.take_back(Actor(store, "T1", "U_ADA"), "P1", "E1")
    sent(engines)
    with store.writing("T1", CLOCK) as work:
        edition = work.editions.get("E1")
        assert edition
        close(work, edition)
        work.commit()
    sent(engines)
    with store.writing("T1") as work:
        assert work.occasions.editions(TO_BE_RETOLD) == {"E1"}
        edition = work.editions.get("E1")
        assert edition
        work.editions.save(replace(edition, state=EditionState.APPROVED), expected=EditionState.DRAFTED)
        work.commit()
    with engines.reader.connect() as connection:
        posted = list(connection.scalars(select(deliveries.c.key).where(deliveries.c.act == Act.POST)))
    retell(store, "T1")
    (told,) = changes(engines)
    assert told.startswith("nothing to report E1 P1: “Nothing to report” on Ferry Tickets for Sprint Notes #7 is taken")
    assert "Sprint Notes #7 is approved: what you post now goes into the next edition." in told
    retell(store, "T1")
    assert len(changes(engines)) == 1
    with engines.reader.connect() as connection:
        assert posted == list(connection.scalars(select(deliveries.c.key).where(deliveries.c.act == Act.POST)))
    with store.reading("T1") as work:
        assert work.occasions.editions(TO_BE_RETOLD) == set()


def test_only_messages_that_are_there_are_changed(engines: Engines) -> None:
    store = a_store(engines)
    with store.writing("T1") as work:
        for key in ("nudge E1 P1 U_ADA", "nudge E1 P1 U_BOLA", "nudge E1 P1 U_GONE", "nudge E10 P1 U_ADA"):
            work.posts.show(key, say("Then."), channel=key.split()[-1])
        work.posts.withdraw("nudge E1 P1 U_GONE")
        work.commit()
    with store.writing("T1") as work:
        assert [post.key for post in work.posts.about("E1")] == ["nudge E1 P1 U_ADA", "nudge E1 P1 U_BOLA"]
        assert work.posts.among(["nudge E1 P1 U_ADA", "nudge E1 P1 U_GONE", "nudge"]) == {"nudge E1 P1 U_ADA"}
        keys = ("nudge E1 P1 U_ADA", "nudge E1 P1 U_GONE", "nobody E1")
        work.posts.change_all(dict.fromkeys(keys, say("Now.")))
        work.commit()
    with engines.reader.connect() as connection:
        rows = connection.execute(
            select(deliveries.c.key, deliveries.c.channel, deliveries.c.payload, deliveries.c.wanted)
        )
        said = {row.key: (row.channel, row.payload["text"]) for row in rows if row.wanted}
    assert said == {
        "nudge E1 P1 U_ADA": ("U_ADA", "Now."),
        "nudge E1 P1 U_BOLA": ("U_BOLA", "Then."),
        "nudge E10 P1 U_ADA": ("U_ADA", "Then."),
    }


def test_an_occasion_can_be_taken_away_once(engines: Engines) -> None:
    store = a_store(engines)
    with store.writing("T1") as work:
        assert work.occasions.claim("E1", "due", "")
        assert [work.occasions.drop("E1", "due", "") for _ in range(2)] == [True, False]
        assert work.occasions.claim("E1", "due", "")


def test_what_became_of_a_published_edition_is_told_once_its_readers_see_it(engines: Engines) -> None:
    store = a_store(engines)
    outbox = SqlOutbox(store)
    with store.writing("T1") as work:
        work.posts.show("edition E1 0", say("As it was."), channel="C2", group="edition E1")
        work.posts.show("nudge E1 P1 U_ADA", say("Then."), channel="U_ADA")
        work.commit()
    sent(engines)
    with store.writing("T1") as work:
        work.posts.change("edition E1 0", say("As it is."))
        work.posts.change_all({"nudge E1 P1 U_ADA": say("Now.")}, follows="edition E1")
        work.commit()
    first = outbox.claim(LEASE)
    assert first
    assert first.target == "edition E1 0"
    assert outbox.claim(LEASE) is None
    assert outbox.settle(first, Sent("1.1", "C2"))
    second = outbox.claim(LEASE)
    assert second
    assert second.payload["text"] == "Now."
