"""Looking up what became of a post, within what Slack lets apps read: a page of 15 messages a minute, at worst."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Call, Channel

from delivery.slack import MOST_LOOK_UPS
from domain.delivery import DeliveryState
from domain.look_up import CLOCKS_MAY_DIFFER
from services import clock, failed_deliveries
from services.common.actor import Actor
from storage.engine import Engines
from tests.delivery.office import LEASE, WORKSPACE, Office, SharedClock, web_client

A_DAY = 86_400  # seconds
PAGE = 15  # messages


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(burst=100, distributed=True) as running:
        yield running


@pytest.fixture
def office(slack: LocalSlack, engines: Engines) -> Office:
    return Office(slack, engines, SharedClock(slack), web_client(slack), slack.adds_channel("review", with_bot=True))


def talks(office: Office, count: int, channel: Channel | None = None) -> None:
    """Others, or other apps, say something."""
    for n in range(count):
        office.client.chat_postMessage(channel=(channel or office.channel).id, text=f"talk {n}")


def pages(office: Office, method: str = "conversations.history") -> list[Call]:
    """The pages that Slack has shown."""
    return [call for call in office.slack.calls(method) if call.ok]


def loses(office: Office, *keys: str, when: str = "after", channel: Channel | None = None) -> None:
    """Posts whose fate nobody knows."""
    office.slack.drops("chat.postMessage", when="after" if when == "after" else "before", times=len(keys))
    for key in keys:
        office.shows(key, key, channel=(channel or office.channel).id)
        office.clock.advance(1.1)
        claimed = office.outbox.claim(LEASE)
        assert claimed is not None
        assert office.outbox.settle(claimed, office.postman.carry(claimed))
        assert office.stored(key).state is DeliveryState.UNKNOWN


def reopened(office: Office) -> Office:
    """Another process of the bot on the same database."""
    return Office(office.slack, office.engines, office.clock, office.client, office.channel)


# the window


def test_the_window_lies_around_the_attempt_however_late_it_is_looked_up(office: Office) -> None:
    loses(office, "a")
    tried = office.clock.now()
    office.clock.advance(A_DAY)
    talks(office, 40)
    office.rests()
    (asked,) = pages(office)
    around = CLOCKS_MAY_DIFFER.total_seconds() + LEASE.total_seconds()
    assert tried.timestamp() - around < float(asked.arguments["oldest"]) < tried.timestamp()
    assert tried.timestamp() < float(asked.arguments["latest"]) < tried.timestamp() + around
    assert office.stored("a").state is DeliveryState.SENT


def test_attempts_that_slack_certainly_did_not_take_do_not_widen_it(office: Office) -> None:
    office.slack.fails("chat.postMessage", status=429, retry_after=A_DAY)
    office.slack.drops("chat.postMessage", when="after")
    office.shows("a", "Hello")
    office.rests()
    (asked,) = pages(office)
    width = float(asked.arguments["latest"]) - float(asked.arguments["oldest"])
    assert width == pytest.approx(2 * CLOCKS_MAY_DIFFER.total_seconds())
    assert office.texts() == ["Hello"]


# page after page


@pytest.mark.parametrize("when", ["before", "after"])
def test_it_goes_on_at_the_page_where_another_process_was(office: Office, when: str) -> None:
    loses(office, "a", when=when)
    talks(office, 2 * PAGE)
    office.clock.advance(5)
    office.works()
    begun = office.stored("a").look_up
    assert begun is not None
    assert (begun.pages, bool(begun.cursor)) == (1, True)
    after = reopened(office)
    after.rests()
    assert after.texts().count("a") == 1
    assert after.posts_tried() - 2 * PAGE == (1 if when == "after" else 2)
    cursors = [str(call.arguments.get("cursor") or "") for call in pages(office)]
    swept = ["", "next:15", "next:30"]  # once more, in case it has landed after all
    assert cursors == (["", "next:15", "next:30"] if when == "after" else ["", "next:15", *swept])
    assert after.stored("a").look_up is None


def test_a_copy_on_each_of_two_pages_is_one_too_many(office: Office) -> None:
    loses(office, "a")
    talks(office, PAGE)
    metadata = {"event_type": "sprint_notes_delivery", "event_payload": {"key": "a"}}
    office.client.chat_postMessage(channel=office.channel.id, text="a, copied", metadata=metadata)
    office.rests()
    assert [text for text in office.texts() if not text.startswith("talk")] == ["a"]


def test_a_page_that_slack_does_not_know_any_more_has_it_begin_again(office: Office) -> None:
    loses(office, "a")
    talks(office, 2 * PAGE)
    office.slack.fails("conversations.history", error="invalid_cursor", skip=2)  # one is refused for the pace
    office.rests()
    assert [bool(call.arguments.get("cursor")) for call in pages(office)][:2] == [False, False]
    assert (office.stored("a").state, office.texts().count("a")) == (DeliveryState.SENT, 1)


# the pace


def test_retry_after_is_a_wait_of_the_method_and_no_doubt(office: Office) -> None:
    other, third, fourth = (office.slack.adds_channel(name, with_bot=True) for name in ("other", "third", "fourth"))
    loses(office, "a")
    loses(office, "b", channel=other)
    office.clock.advance(5)
    office.works()  # “a” is found, and “b” has to wait
    asked = len(office.slack.calls("conversations.history"))
    waiting = office.stored("b")
    assert (office.stored("a").state, waiting.state, waiting.attempt) == (DeliveryState.SENT, DeliveryState.UNKNOWN, 1)
    assert "ratelimited" not in waiting.error
    loses(office, "lost meanwhile", channel=fourth)
    office.shows("c", "c", channel=third.id)
    office.shows("d", "d")
    for _ in range(5):
        office.works()
        office.clock.advance(10)
    assert (office.texts(third.id), office.texts()) == (["c"], ["a", "d"])
    assert len(office.slack.calls("conversations.history")) == asked
    office.rests()
    assert (office.stored("b").state, office.texts(other.id)) == (DeliveryState.SENT, ["b"])


def test_threads_are_read_while_channels_rest(office: Office) -> None:
    office.shows("card", "card", group="draft")
    office.works()
    office.slack.drops("chat.postMessage", when="after")
    office.shows("part", "part", group="draft", place=1, thread="card")
    office.clock.advance(2)
    office.works()
    loses(office, "a")
    loses(office, "b")
    office.slack.fails("conversations.history", status=429, retry_after=60)
    office.clock.advance(5)
    office.works()
    states = {key: office.stored(key).state for key in ("part", "a", "b")}
    assert states == {"part": DeliveryState.SENT, "a": DeliveryState.UNKNOWN, "b": DeliveryState.UNKNOWN}


# one for all


def test_one_look_up_serves_all_posts_of_its_channel(office: Office) -> None:
    there, lost = [f"there {n}" for n in range(4)], [f"lost {n}" for n in range(3)]
    for key in there:
        loses(office, key)
    for key in lost:
        loses(office, key, when="before")
    office.clock.advance(60)
    office.works()
    assert len(office.slack.calls("conversations.history")) == 1
    assert {office.stored(key).state for key in there} == {DeliveryState.SENT}
    office.rests()
    assert sorted(office.texts()) == sorted([*there, *lost])
    assert len(office.slack.calls("conversations.history")) == 2  # and one later, whether any has landed after all


def test_posts_of_two_days_are_not_one_window(office: Office) -> None:
    loses(office, "a")
    tried = office.clock.now()
    office.clock.advance(A_DAY)
    loses(office, "b")
    office.clock.advance(5)  # both may be looked up at this moment
    office.rests()
    assert len(pages(office)) == 2
    for call in pages(office):
        assert float(call.arguments["latest"]) - float(call.arguments["oldest"]) < 2 * 3_600
    assert (office.clock.now() - tried) > timedelta(days=1)
    assert office.texts() == ["a", "b"]


# metadata without its payload


def test_a_message_without_its_key_is_doubt_and_is_looked_up_again(office: Office) -> None:
    loses(office, "a")
    office.slack.strips(times=3)  # one of them is refused for the pace
    office.rests()
    assert (office.texts(), office.posts_tried()) == (["a"], 1)
    assert office.stored("a").state is DeliveryState.SENT
    assert len(pages(office)) == 3


def test_without_its_key_on_one_page_of_several_it_is_doubt(office: Office) -> None:
    loses(office, "a")
    talks(office, PAGE)
    office.slack.strips(skip=2)  # after the first page, and one refused for the pace
    office.rests()
    assert (office.texts().count("a"), office.posts_tried()) == (1, PAGE + 1)
    assert len(pages(office)) == 4


@pytest.mark.parametrize("is_there", [True, False])
def test_where_keys_stay_away_an_editor_is_asked(office: Office, is_there: bool) -> None:
    editor = office.slack.adds_person("Edie Quill")
    with office.store.writing(WORKSPACE) as work:
        work.units.add_editor(editor.id)
        work.commit()
    office.slack.strips(times=99)
    office.slack.strips("conversations.replies", times=99)
    office.shows("before", "before")
    office.works()
    loses(office, "a", when="after" if is_there else "before")
    office.rests()
    assert office.stored("a").state is DeliveryState.ASKED
    assert len(pages(office)) == MOST_LOOK_UPS
    clock.tick(office.store, office.directory, office.permalinks, WORKSPACE)
    office.rests()
    (question,) = editor.direct_messages()
    assert "its metadata came without its key" in question
    decide = failed_deliveries.confirm if is_there else failed_deliveries.retry
    decide(Actor(office.store, WORKSPACE, editor.id), office.stored("a").id)
    office.rests()
    assert office.texts() == ["before", "a"]
