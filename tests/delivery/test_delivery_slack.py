"""Each way in which a call to Slack can end, over the real protocol: the message is there exactly once.

Each is told of an internal app and of one that is distributed outside the Marketplace, which may read history once a
minute and 15 messages at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from slack_sandbox.server import LocalSlack

from delivery import slack as delivery_slack
from domain.delivery import DeliveryState, Message, NotYet, Sent
from domain.errors import Conflict
from domain.ports import UnitOfWork
from domain.refusals import LONGEST_WAIT, MAY_PASS, TRIES_OF_WHAT_MAY_PASS, backoff
from services import clock, failed_deliveries
from services.common.actor import Actor
from storage.engine import Engines
from tests.delivery.office import LEASE, WORKSPACE, Office, SharedClock, answered_too_late, web_client

EDITOR = "Edie Quill"


@pytest.fixture(params=["internal", "distributed"])
def slack(request: pytest.FixtureRequest) -> Iterator[LocalSlack]:
    with LocalSlack(burst=50, distributed=request.param == "distributed") as running:
        yield running


@pytest.fixture
def office(slack: LocalSlack, engines: Engines) -> Office:
    channel = slack.adds_channel("review", with_bot=True)
    return Office(slack, engines, SharedClock(slack), web_client(slack), channel)


def with_editor(office: Office) -> str:
    person = office.slack.adds_person(EDITOR)
    with office.store.writing(WORKSPACE) as work:
        work.units.add_editor(person.id)
        work.commit()
    return person.id


def told(office: Office) -> list[str]:
    """What the editor has in direct messages."""
    return [str(message) for message in office.slack.person(EDITOR).direct_messages()]


def failed(office: Office) -> list[str]:
    with office.store.reading(WORKSPACE) as work:
        return [delivery.key for delivery in work.posts.failed()]


def shows_group(office: Office, *texts: str) -> None:
    for place, text in enumerate(texts):
        office.shows(text, text, group="draft", place=place, thread=texts[0] if place else "")


# what Slack answers


def test_a_message_carries_its_key_and_becomes_sent(office: Office) -> None:
    office.shows("card 1", "The draft")
    office.works()
    assert office.texts() == ["The draft"]
    sent = office.stored("card 1")
    message = office.slack.messages(office.channel)[0]
    assert (sent.state, sent.ts, sent.attempt) == (DeliveryState.SENT, message.ts, 1)
    metadata = office.slack.calls("chat.postMessage")[0].arguments["metadata"]
    assert "card 1" in str(metadata)


def test_what_has_become_untimely_is_not_sent(office: Office) -> None:
    soon = office.clock.now() + timedelta(minutes=1)
    office.slack.fails("chat.postMessage", status=429, retry_after=90)
    office.shows("reminder", "Two days left", not_after=soon)
    office.shows("card", "The draft")
    office.rests()
    assert office.texts() == ["The draft"]
    assert office.stored("reminder").state is DeliveryState.WITHDRAWN


def test_what_is_called_off_is_not_sent_but_what_is_there_stays(office: Office) -> None:
    def calls_off(key: str) -> None:
        with office.store.writing(WORKSPACE) as work:
            work.posts.call_off(key)
            work.commit()

    office.shows("sent", "Two days left")
    office.works()
    office.shows("waiting", "One day left")
    calls_off("sent")
    calls_off("waiting")
    office.rests()
    assert office.texts() == ["Two days left"]


def test_a_message_is_changed_only_where_there_is_one(office: Office) -> None:
    def changes(key: str, text: str) -> bool:
        with office.store.writing(WORKSPACE) as work:
            changed = work.posts.change(key, Message(text=text))
            work.commit()
        return changed

    office.shows("sent", "It is in")
    office.works()
    office.shows("waiting", "It is changed")
    assert changes("sent", "It was in")
    assert changes("waiting", "It was changed")
    assert not changes("never", "It is withdrawn")
    office.rests()
    assert office.texts() == ["It was in", "It was changed"]
    with office.store.writing(WORKSPACE) as work:
        work.posts.withdraw("sent")
        work.commit()
    assert not changes("sent", "It is back")
    office.rests()
    assert office.texts() == ["It was changed"]


def test_too_many_requests_are_waited_out_and_do_not_count(office: Office) -> None:
    office.slack.fails("chat.postMessage", status=429, retry_after=7)
    office.shows("a", "Hello")
    office.works()
    office.clock.advance(6.9)
    office.works()
    assert office.posts_tried() == 1
    office.clock.advance(0.2)
    office.works()
    assert office.texts() == ["Hello"]
    assert office.stored("a").attempt == 1


def test_after_a_429_the_method_rests_for_every_channel(office: Office) -> None:
    other = office.slack.adds_channel("other", with_bot=True)
    office.slack.fails("chat.postMessage", status=429, retry_after=7)
    office.shows("a", "Hello")
    office.works()
    office.shows("b", "There", channel=other.id)
    office.works()
    assert office.posts_tried() == 1
    office.rests()
    assert (office.texts(), office.texts(other.id)) == (["Hello"], ["There"])


def test_while_slack_is_down_messages_wait_and_then_arrive_once(office: Office) -> None:
    up, office.client.base_url = office.client.base_url, "http://127.0.0.1:1/api/"
    office.shows("a", "Hello")
    for _ in range(60):
        office.works()
        office.clock.advance(300)
    waiting = office.stored("a")
    assert (waiting.state, waiting.attempt) == (DeliveryState.PENDING, 0)
    office.client.base_url = up
    office.rests()
    assert office.texts() == ["Hello"]


def test_waits_grow_and_then_stay(office: Office) -> None:
    assert [backoff(n).total_seconds() for n in (0, 1, 2, 3, 4)] == [1, 1, 2, 4, 8]
    assert backoff(12) == backoff(10_000) == LONGEST_WAIT


def test_an_error_of_slacks_own_is_looked_up_and_tried_again(office: Office) -> None:
    office.slack.fails("chat.postMessage", status=500)
    office.shows("a", "Hello")
    office.rests()
    assert office.texts() == ["Hello"]
    assert [call.method for call in office.slack.calls()] == [
        "chat.postMessage",
        "conversations.history",
        "chat.postMessage",
        "conversations.history",  # whether the first has landed after all
    ]


def test_a_lost_answer_is_found_by_its_metadata(office: Office) -> None:
    office.slack.drops("chat.postMessage", when="after")
    office.shows("a", "Hello")
    office.works()
    assert office.stored("a").state is DeliveryState.UNKNOWN
    office.rests()
    assert office.texts() == ["Hello"]
    assert office.posts_tried() == 1
    assert office.stored("a").ts == office.slack.messages(office.channel)[0].ts


def test_a_lost_request_is_posted_again(office: Office) -> None:
    office.slack.drops("chat.postMessage", when="before")
    office.shows("a", "Hello")
    office.rests()
    assert (office.texts(), office.posts_tried()) == (["Hello"], 2)


def test_an_answer_that_comes_too_late_is_found(office: Office) -> None:
    office.shows("a", "Hello")
    with answered_too_late(office.slack, office.client, "chat.postMessage"):
        office.works()
    office.rests()
    assert (office.texts(), office.posts_tried()) == (["Hello"], 1)


def test_nothing_is_looked_up_before_slack_has_settled(office: Office) -> None:
    office.slack.drops("chat.postMessage", when="after")
    office.shows("a", "Hello")
    office.works()
    office.clock.advance(2.9)
    office.works()
    assert office.slack.calls("conversations.history") == []
    office.clock.advance(0.2)
    office.works()
    assert len(office.slack.calls("conversations.history")) == 1


def test_what_is_in_doubt_is_not_kept_waiting_by_new_messages(office: Office) -> None:
    office.slack.drops("chat.postMessage", when="after")
    office.shows("a", "Hello")
    office.works()
    office.clock.advance(5)
    for n in range(3):
        office.shows(f"b{n}", "There", channel=office.slack.adds_channel(f"other-{n}", with_bot=True).id)
    office.worker.step()
    assert office.stored("a").state is DeliveryState.SENT


def test_a_look_up_that_fails_is_done_again(office: Office) -> None:
    office.slack.drops("chat.postMessage", when="after")
    office.slack.drops("conversations.history", when="before", times=2)
    office.shows("a", "Hello")
    office.rests()
    assert (office.texts(), office.posts_tried()) == (["Hello"], 1)
    assert office.stored("a").state is DeliveryState.SENT


def test_of_two_copies_the_first_stays(office: Office) -> None:
    office.slack.drops("chat.postMessage", when="after")
    office.shows("a", "Hello")
    office.works()
    metadata = {"event_type": "sprint_notes_delivery", "event_payload": {"key": "a"}}
    office.client.chat_postMessage(channel=office.channel.id, text="Hello, copied", metadata=metadata)
    office.rests()
    assert office.texts() == ["Hello"]
    assert office.stored("a").ts == office.slack.messages(office.channel)[0].ts


def test_a_copy_that_another_replica_deletes_first_is_no_trouble(office: Office) -> None:
    office.slack.drops("chat.postMessage", when="after")
    office.shows("a", "Hello")
    office.works()
    metadata = {"event_type": "sprint_notes_delivery", "event_payload": {"key": "a"}}
    office.client.chat_postMessage(channel=office.channel.id, text="Hello, copied", metadata=metadata)
    office.slack.fails("chat.delete", error="message_not_found")
    office.rests()
    assert office.stored("a").state is DeliveryState.SENT


def test_somebody_elses_message_with_that_key_is_not_ours(office: Office) -> None:
    office.slack.drops("chat.postMessage", when="before")
    office.shows("a", "Hello")
    office.works()
    metadata = {"event_type": "another_app", "event_payload": {"key": "a"}}
    office.client.chat_postMessage(channel=office.channel.id, text="Not ours", metadata=metadata)
    office.rests()
    assert office.texts() == ["Not ours", "Hello"]


def test_a_reply_is_looked_up_in_its_thread(office: Office) -> None:
    office.slack.drops("chat.postMessage", when="after", skip=1)
    shows_group(office, "card", "part 1", "part 2")
    office.rests()
    assert office.texts() == ["card", "part 1", "part 2"]
    assert len(office.slack.calls("conversations.replies")) == 1
    assert office.slack.calls("conversations.history") == []
    messages = office.slack.messages(office.channel)
    assert {message.thread_ts for message in messages[1:]} == {messages[0].ts}


def test_a_direct_message_is_looked_up_in_its_conversation(office: Office) -> None:
    ada = office.slack.adds_person("Ada Marsh")
    office.slack.drops("chat.postMessage", when="after")
    office.shows("a", "Hello", channel=ada.id)
    office.rests()
    assert [message.text for message in ada.direct_messages()] == ["Hello"]
    assert len(office.slack.calls("conversations.open")) == 1
    office.shows("a", "Hello again", channel=ada.id)
    office.rests()
    assert [message.text for message in ada.direct_messages()] == ["Hello again"]


def test_every_page_is_looked_at(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery_slack, "PAGE", 2)
    office.slack.drops("chat.postMessage", when="after")
    office.shows("a", "Hello")
    office.works()
    for n in range(7):
        office.client.chat_postMessage(channel=office.channel.id, text=f"talk {n}")
    office.rests()
    assert office.texts().count("Hello") == 1
    assert len([call for call in office.slack.calls("conversations.history") if call.ok]) == 4


def test_where_too_much_was_said_since_an_editor_is_asked(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery_slack, "PAGE", 2)
    monkeypatch.setattr(delivery_slack, "MOST_PAGES", 2)
    office.slack.drops("chat.postMessage", when="after")
    office.shows("a", "Hello")
    office.works()
    for n in range(7):
        office.client.chat_postMessage(channel=office.channel.id, text=f"talk {n}")
    office.rests()
    assert office.texts().count("Hello") == 1
    assert office.stored("a").state is DeliveryState.ASKED


# what editors decide


def loses_an_answer_unreadably(office: Office, when: str) -> None:
    office.slack.configures(scopes=["chat:write", "im:write"])
    office.slack.drops("chat.postMessage", when="before" if when == "before" else "after")
    shows_group(office, "card", "part 1")
    office.rests()
    assert office.stored("card").state is DeliveryState.ASKED


def test_where_nothing_may_be_read_an_editor_says_that_it_is_there(office: Office) -> None:
    editor = with_editor(office)
    loses_an_answer_unreadably(office, "after")
    for _ in range(2):
        clock.tick(office.store, office.directory, office.permalinks, WORKSPACE)
        office.rests()
    asked = [text for text in told(office) if "Was it posted?" in text]
    assert len(asked) == len(told(office)) == 1
    failed_deliveries.confirm(Actor(office.store, WORKSPACE, editor), office.stored("card").id)
    office.rests()
    assert office.texts() == ["card", "part 1"]


def test_where_nothing_may_be_read_an_editor_says_that_it_is_not_there(office: Office) -> None:
    editor = Actor(office.store, WORKSPACE, with_editor(office))
    loses_an_answer_unreadably(office, "before")
    card = office.stored("card").id
    failed_deliveries.retry(editor, card)
    with pytest.raises(Conflict, match="This is on its way already"):
        failed_deliveries.retry(editor, card)
    office.rests()
    assert office.texts() == ["card", "part 1"]
    with pytest.raises(Conflict, match="This is settled already"):
        failed_deliveries.retry(editor, card)


@pytest.mark.parametrize("change", ["other words", "withdrawn", "withdrawn and shown again"])
def test_what_an_editor_alone_has_found_is_never_claimed_changed_nor_posted_twice(office: Office, change: str) -> None:
    editor = with_editor(office)
    office.slack.configures(scopes=["chat:write", "im:write"])
    office.slack.drops("chat.postMessage", when="after")
    office.shows("a", "Hello")
    office.rests()
    failed_deliveries.confirm(Actor(office.store, WORKSPACE, editor), office.stored("a").id)
    office.rests()
    if change.startswith("withdrawn"):
        office.withdraws("a")
        office.rests()
    if change != "withdrawn":
        office.shows("a", "Hello again")
    office.rests()
    assert office.texts() == ["Hello"]
    assert len(failed(office)) == 1
    clock.tick(office.store, office.directory, office.permalinks, WORKSPACE)
    office.rests()
    assert "Sprint Notes may not look where it is" in told(office)[-1]


def test_what_was_withdrawn_while_an_editor_was_asked_is_not_posted_then(office: Office) -> None:
    editor = with_editor(office)
    office.slack.configures(scopes=["chat:write"])
    office.slack.drops("chat.postMessage", when="before")
    office.shows("a", "Hello")
    office.rests()
    office.withdraws("a")
    failed_deliveries.retry(Actor(office.store, WORKSPACE, editor), office.stored("a").id)
    office.rests()
    assert (office.texts(), office.posts_tried()) == ([], 1)


def test_a_refusal_is_shown_once_and_may_be_tried_again(office: Office) -> None:
    editor = with_editor(office)
    office.slack.fails("chat.postMessage", error="restricted_action", channel=office.channel)
    shows_group(office, "card", "part 1")
    for _ in range(3):
        office.rests()
        clock.tick(office.store, office.directory, office.permalinks, WORKSPACE)
    assert (office.stored("card").state, office.stored("card").error) == (DeliveryState.FAILED, "restricted_action")
    assert office.texts() == []
    assert len(told(office)) == 1
    assert "restricted_action" in told(office)[0]
    failed_deliveries.retry(Actor(office.store, WORKSPACE, editor), office.stored("card").id)
    office.rests()
    assert office.texts() == ["card", "part 1"]
    assert failed(office) == []


def test_a_refused_message_goes_where_it_is_wanted_now(office: Office) -> None:
    """The remedy that editors are told of: pick another channel."""
    other = office.slack.adds_channel("other", with_bot=True)
    office.slack.archives(office.channel)
    office.shows("a", "Hello")
    office.rests()
    assert office.stored("a").state is DeliveryState.FAILED
    office.shows("a", "Hello", channel=other.id)
    office.rests()
    assert office.texts(other.id) == ["Hello"]
    office.shows("a", "Hello", channel="C_ELSEWHERE")  # once it is there it stays there
    office.rests()
    assert office.slack.calls("chat.update") == []


@pytest.mark.parametrize("error", sorted(MAY_PASS))
def test_what_may_pass_is_tried_again_before_an_editor_is_asked(office: Office, error: str) -> None:
    office.slack.fails("chat.postMessage", error=error, times=3)
    office.shows("a", "Hello")
    began = office.clock.now()
    office.works()
    assert (office.stored("a").state, office.stored("a").error) == (DeliveryState.PENDING, error)
    office.rests()
    assert (office.texts(), failed(office), office.posts_tried()) == (["Hello"], [], 4)
    assert office.clock.now() - began < timedelta(seconds=10)

    office.slack.fails("chat.update", error=error, times=99)
    office.shows("a", "Hello again")
    office.rests()
    assert (office.texts(), len(failed(office))) == (["Hello"], 1)
    assert len(office.slack.calls("chat.update")) == TRIES_OF_WHAT_MAY_PASS
    assert office.slack.calls("conversations.history") == []  # it is certain that it was not taken


def test_an_archived_channel_that_comes_back(office: Office) -> None:
    public = office.slack.adds_channel("public")
    office.slack.archives(public)
    office.shows("a", "Hello", channel=public.id)
    office.rests()
    assert office.stored("a").error == "is_archived"
    assert office.posts_tried() == TRIES_OF_WHAT_MAY_PASS


def test_what_tells_of_other_messages_waits_until_slack_has_them(office: Office) -> None:
    editor = with_editor(office)
    shows_group(office, "card", "part 1")
    office.rests()
    office.slack.fails("chat.update", error="cant_update_message")
    office.shows("part 1", "part 1, corrected", group="draft", place=1, thread="card")
    office.shows("told", "It is corrected", follows="draft")
    office.shows("told of the post", "It is corrected", follows="part 1")
    office.shows("told of another", "Something else", follows="card")
    office.rests()
    assert office.texts() == ["card", "part 1", "Something else"]
    with office.store.reading(WORKSPACE) as work:
        (refused,) = work.posts.outstanding(["draft"])
        assert work.posts.outstanding(["another"]) == []
    failed_deliveries.retry(Actor(office.store, WORKSPACE, editor), refused.id)
    office.rests()
    assert office.texts() == ["card", "part 1, corrected", "Something else", "It is corrected", "It is corrected"]


def test_what_tells_that_something_is_gone_waits_for_that(office: Office) -> None:
    shows_group(office, "card", "part 1")
    office.rests()
    office.slack.fails("chat.delete", error="is_archived", times=2)
    office.withdraws("part 1")
    office.shows("told", "It is gone", follows="draft")
    office.works()
    assert office.texts() == ["card", "part 1"]
    office.rests()
    assert office.texts() == ["card", "It is gone"]


def test_a_message_that_waits_goes_where_it_is_wanted_now(office: Office) -> None:
    other = office.slack.adds_channel("other", with_bot=True)
    office.shows("a", "Hello")
    office.shows("a", "Hello", channel=other.id)
    office.rests()
    assert (office.texts(), office.texts(other.id)) == ([], ["Hello"])


def test_an_editor_who_has_left_is_not_told_for_ever(office: Office) -> None:
    with_editor(office)
    office.slack.changes_person(office.slack.person(EDITOR), deleted=True)
    office.slack.fails("chat.postMessage", error="restricted_action", channel=office.channel)
    office.shows("a", "Hello")
    for _ in range(4):
        office.rests()
        clock.tick(office.store, office.directory, office.permalinks, WORKSPACE)
    assert office.posts_tried() == 2


def test_a_look_up_that_slack_refuses_is_shown(office: Office) -> None:
    office.slack.drops("chat.postMessage", when="after", skip=1)
    office.slack.fails("conversations.replies", error="thread_not_found")
    shows_group(office, "card", "part 1")
    office.rests()
    assert office.stored("part 1").state is DeliveryState.ASKED


def test_a_public_channel_is_joined(office: Office) -> None:
    public = office.slack.adds_channel("public")
    office.shows("a", "Hello", channel=public.id)
    office.rests()
    assert office.texts(public.id) == ["Hello"]


def test_joining_that_slack_cannot_do_now_is_done_later(office: Office) -> None:
    public = office.slack.adds_channel("public")
    office.slack.fails("conversations.join", status=500)
    office.slack.drops("conversations.join", when="before", skip=1)
    office.shows("a", "Hello", channel=public.id)
    office.rests()
    assert office.texts(public.id) == ["Hello"]
    assert office.stored("a").state is DeliveryState.SENT


def test_a_post_of_unknown_fate_where_the_bot_is_no_member_is_looked_up_after_joining(office: Office) -> None:
    public = office.slack.adds_channel("public")
    office.slack.drops("chat.postMessage", when="before")
    office.shows("a", "Hello", channel=public.id)
    office.rests()
    assert office.texts(public.id) == ["Hello"]
    private = office.slack.adds_channel("private", private=True)
    office.slack.drops("chat.postMessage", when="before")
    office.shows("b", "Hello", channel=private.id)
    office.rests()
    assert office.stored("b").state is DeliveryState.ASKED


def test_a_private_channel_needs_an_invitation(office: Office) -> None:
    private = office.slack.adds_channel("private", private=True)
    office.shows("a", "Hello", channel=private.id)
    office.rests()
    assert office.stored("a").state is DeliveryState.FAILED


# what belongs together


@pytest.mark.parametrize("nth", range(4))
@pytest.mark.parametrize("fault", ["before", "after", "500", "429"])
def test_a_group_keeps_its_order_whatever_happens(office: Office, fault: str, nth: int) -> None:
    if fault in ("500", "429"):
        office.slack.fails("chat.postMessage", status=int(fault), skip=nth)
    else:
        office.slack.drops("chat.postMessage", when="before" if fault == "before" else "after", skip=nth)
    shows_group(office, "card", "1", "2", "3")
    office.rests()
    assert office.texts() == ["card", "1", "2", "3"]


def test_a_channel_gets_one_message_a_second_and_others_go_on(office: Office) -> None:
    other = office.slack.adds_channel("other", with_bot=True)
    for n in range(3):
        office.shows(f"a{n}", f"a{n}")
        office.shows(f"b{n}", f"b{n}", channel=other.id)
    for n in (1, 2, 3):
        office.works()
        assert (len(office.texts()), len(office.texts(other.id))) == (n, n)
        office.clock.advance(0.9)
        office.works()
        assert (len(office.texts()), len(office.texts(other.id))) == (n, n)
        office.clock.advance(0.2)


def test_a_post_of_unknown_fate_holds_its_channel_too(office: Office) -> None:
    office.shows("a", "one")
    carried = office.outbox.claim(LEASE)
    assert carried
    office.clock.advance(5)
    with answered_too_late(office.slack, office.client, "chat.postMessage"):
        office.outbox.settle(carried, office.postman.carry(carried))
    office.shows("b", "two")
    office.works()
    assert office.texts() == ["one"]


def test_a_newer_change_takes_the_place_of_one_that_waits(office: Office) -> None:
    office.shows("a", "one")
    office.works()
    for text in ("two", "three", "four"):
        office.shows("a", text)
    office.rests()
    assert office.texts() == ["four"]
    assert len(office.slack.calls("chat.update")) == 1


def test_a_change_in_doubt_and_newer_ones_end_with_the_newest(office: Office) -> None:
    office.shows("a", "one")
    office.works()
    office.shows("a", "two")
    underway = office.outbox.claim(LEASE)
    assert underway
    office.shows("a", "three")
    office.outbox.settle(underway, NotYet(timedelta()))  # now two changes wait
    office.shows("a", "four")
    office.rests()
    assert office.texts() == ["four"]


def test_the_same_words_again_are_no_change(office: Office) -> None:
    office.shows("a", "one")
    office.works()
    office.shows("a", "one")
    office.rests()
    assert office.slack.calls("chat.update") == []


def test_a_change_waits_for_its_post(office: Office) -> None:
    office.slack.drops("chat.postMessage", when="after")
    office.shows("a", "one")
    office.works()
    office.shows("a", "two")
    office.works()
    assert office.slack.calls("chat.update") == []
    office.rests()
    assert office.texts() == ["two"]


def test_a_change_that_slack_refuses_does_not_stand_in_the_way_of_the_next(office: Office) -> None:
    office.shows("a", "one")
    office.works()
    office.slack.fails("chat.update", error="msg_blocks_too_long")
    office.shows("a", "two")
    office.rests()
    assert len(failed(office)) == 1
    office.shows("a", "three")
    office.rests()
    assert (office.texts(), failed(office)) == (["three"], [])


def test_what_is_withdrawn_in_time_is_never_posted(office: Office) -> None:
    office.shows("a", "one")
    office.withdraws("a")
    office.rests()
    assert office.slack.calls() == []


def test_what_is_withdrawn_later_is_deleted_and_can_be_shown_again(office: Office) -> None:
    office.shows("a", "one")
    office.works()
    office.withdraws("a")
    office.rests()
    assert office.texts() == []
    office.shows("a", "two")
    office.rests()
    assert office.texts() == ["two"]


def test_what_is_withdrawn_while_in_doubt_is_deleted_or_not_posted(office: Office) -> None:
    office.slack.drops("chat.postMessage", when="after")
    office.slack.drops("chat.postMessage", when="before")
    office.shows("a", "one")
    office.works()
    office.clock.advance(1.1)
    office.shows("b", "two")
    office.works()
    office.withdraws("a")
    office.withdraws("b")
    office.rests()
    assert (office.texts(), office.posts_tried()) == ([], 2)


def test_shown_again_before_it_is_deleted_it_stays_with_its_latest_words(office: Office) -> None:
    office.shows("a", "one")
    office.works()
    office.shows("a", "two")
    office.withdraws("a")
    office.shows("a", "two")
    office.rests()
    assert office.texts() == ["two"]
    assert office.slack.calls("chat.delete") == []


def test_shown_again_after_a_delete_in_doubt_it_is_there_once(office: Office) -> None:
    office.shows("a", "one")
    office.works()
    office.slack.drops("chat.delete", when="after")
    office.withdraws("a")
    office.works()
    office.shows("a", "two")
    office.rests()
    assert (office.texts(), failed(office)) == (["two"], [])


def test_shown_again_while_it_is_being_deleted_it_comes_before_what_follows_it(office: Office) -> None:
    shows_group(office, "card", "1", "2")
    office.rests()
    office.withdraws("2")
    office.rests()
    office.withdraws("1")
    deleting = office.outbox.claim(LEASE)
    assert deleting
    assert office.texts() == ["card", "1"]
    shows_group(office, "card", "1", "2")
    office.works()
    assert office.texts() == ["card", "1"]
    office.outbox.settle(deleting, office.postman.carry(deleting))
    office.rests()
    assert office.texts() == ["card", "1", "2"]


def test_a_delete_that_is_called_off_does_not_come_back(office: Office) -> None:
    office.slack.drops("chat.postMessage", when="before")
    office.shows("a", "one")
    office.works()
    office.withdraws("a")
    office.shows("a", "two")
    office.rests()
    assert office.texts() == ["two"]
    assert office.slack.calls("chat.delete") == []


# leases


def test_a_lease_that_runs_out_before_the_post(office: Office) -> None:
    office.shows("a", "Hello")
    assert office.outbox.claim(LEASE)
    office.works()
    assert office.posts_tried() == 0
    office.clock.advance(24)
    office.works()
    assert [call.method for call in office.slack.calls()] == ["conversations.history"]
    office.rests()
    assert office.texts() == ["Hello"]


def test_a_lease_that_runs_out_after_the_post(office: Office) -> None:
    office.shows("a", "Hello")
    lost = office.outbox.claim(LEASE)
    assert lost
    office.postman.carry(lost)
    office.rests()
    assert (office.texts(), office.posts_tried()) == (["Hello"], 1)


def test_what_a_late_worker_says_is_not_heard(office: Office) -> None:
    office.shows("a", "Hello")
    lost = office.outbox.claim(LEASE)
    assert lost
    office.rests()
    found = office.stored("a")
    assert not office.outbox.settle(lost, Sent("1.000000", "C_ELSEWHERE"))
    assert office.stored("a") == found


def test_what_a_late_worker_says_is_not_heard_while_another_looks_it_up(office: Office) -> None:
    office.shows("a", "Hello")
    lost = office.outbox.claim(LEASE)
    assert lost
    office.clock.advance(24)
    (looking,) = office.outbox.doubtful(LEASE)
    assert not office.outbox.settle(lost, NotYet(timedelta()))
    assert office.outbox.settle(looking, *office.postman.look_up([looking]))
    office.rests()
    assert office.texts() == ["Hello"]


def test_a_late_worker_is_not_heard_in_the_message_s_second_life(office: Office) -> None:
    office.shows("a", "Hello")
    lost = office.outbox.claim(LEASE)
    assert lost
    office.rests()
    office.withdraws("a")
    office.rests()
    office.shows("a", "Hello again")
    second = office.outbox.claim(LEASE)
    assert second
    assert second.attempt == lost.attempt
    assert not office.outbox.settle(lost, Sent("1.000000", "C_ELSEWHERE"))
    assert office.outbox.settle(second, office.postman.carry(second))
    assert office.texts() == ["Hello again"]


# the unit of work


def test_what_was_not_committed_is_not_posted(office: Office) -> None:
    with office.store.writing(WORKSPACE) as work:
        work.posts.show("a", Message(text="Hello"), channel=office.channel.id)
    office.rests()
    assert office.slack.calls() == []


def test_the_worker_is_woken_by_a_commit_also_where_something_is_raised_after_it(office: Office) -> None:
    woken: list[bool] = []
    office.store.calls_after_posting(lambda: woken.append(True))

    def posts(work: UnitOfWork) -> None:
        work.posts.show("a", Message(text="Hello"), channel=office.channel.id)
        work.commit()
        raise KeyError

    with pytest.raises(KeyError), office.store.writing(WORKSPACE) as work:
        posts(work)
    assert woken == [True]
    with office.store.writing(WORKSPACE) as work:
        work.commit()
    assert woken == [True]
