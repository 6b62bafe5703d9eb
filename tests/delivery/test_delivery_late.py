"""What Slack does later than it should: an older change never stays over a newer one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from slack_sandbox.server import LocalSlack

from domain.audit import SPARE_COPY
from domain.delivery import Delivery, DeliveryState, Doubtful
from storage.engine import Engines
from tests.delivery.office import LEASE, WORKSPACE, Office, SharedClock, web_client


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(burst=50) as running:
        yield running


@pytest.fixture
def office(slack: LocalSlack, engines: Engines) -> Office:
    channel = slack.adds_channel("review", with_bot=True)
    return Office(slack, engines, SharedClock(slack), web_client(slack), channel)


def in_doubt(office: Office) -> Delivery:
    """The next call is made, and the client gives up on it before it has taken effect."""
    claimed = office.outbox.claim(LEASE)
    assert claimed
    office.outbox.settle(claimed, Doubtful("TimeoutError: timed out"))
    return claimed


@pytest.mark.parametrize("late", [1, 5, 30])
def test_an_older_change_that_lands_late_does_not_stay(office: Office, late: int) -> None:
    office.shows("a", "one")
    office.rests()
    office.shows("a", "two")
    older = in_doubt(office)
    office.shows("a", "three")
    until = office.clock.now() + timedelta(seconds=late)
    while (moment := office.outbox.next_at()) and moment < until:
        office.works()
        office.clock.advance((moment - office.clock.now()).total_seconds() + 0.001)
    office.works()
    office.postman.carry(older)  # now it lands
    assert office.texts() == ["two"]
    office.rests()
    assert office.texts() == ["three"]


def test_newer_words_wait_until_the_older_ones_have_settled(office: Office) -> None:
    office.shows("a", "one")
    office.rests()
    office.shows("a", "two")
    in_doubt(office)
    office.shows("a", "three")
    office.clock.advance(2.9)
    office.works()
    assert office.texts() == ["one"]
    office.clock.advance(0.2)
    office.works()
    assert office.texts() == ["three"]


def test_without_doubt_nothing_is_written_once_more(office: Office) -> None:
    office.shows("a", "one")
    office.rests()
    office.shows("a", "two")
    office.rests()
    assert len(office.slack.calls("chat.update")) == 1
    assert office.stored("a").state is DeliveryState.SENT


@pytest.mark.parametrize("place", ["channel", "thread"])
def test_a_post_that_lands_late_is_found_and_its_spare_copy_deleted(office: Office, place: str) -> None:
    office.shows("head", "Head")
    office.rests()
    office.shows("a", "Hello", thread="head" if place == "thread" else "")
    older = in_doubt(office)
    while office.stored("a").state is not DeliveryState.SENT:  # looked up, not found, and posted again
        office.works()
        office.clock.advance(1)
    kept = office.stored("a").ts
    office.postman.carry(older)  # now it lands
    assert office.texts().count("Hello") == 2
    office.rests()
    assert [message.ts for message in office.slack.messages(office.channel) if message.text == "Hello"] == [kept]
    with office.store.reading(WORKSPACE) as work:
        (entry,) = [one for one in work.audit.latest(10) if one.action == SPARE_COPY]
    assert (entry.subject, entry.detail) == ("a", {"copies": 1, "begins": "Hello"})


def test_where_history_may_not_be_read_the_sweep_ends(office: Office) -> None:
    office.shows("a", "Hello")
    in_doubt(office)
    while office.stored("a").state is not DeliveryState.SENT:
        office.works()
        office.clock.advance(1)
    office.slack.fails("conversations.history", error="missing_scope", times=9)
    office.rests()
    assert (office.texts(), office.stored("a").doubted_at) == (["Hello"], None)
