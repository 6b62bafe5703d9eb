"""What somebody deletes in Slack: a draft comes again, what was published does not, editors are asked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.delivery import DeliveryState, Message, Refused
from domain.edition import EditionState
from domain.errors import Conflict
from domain.text.normal_form import paragraph
from services.editions import editions, gone, publishing
from services.editions.drafts import card_key
from services.review import decisions
from services.review.thanks import thank
from tests.delivery.desk import FRONT_PAGE, MESSAGES, STORIES, STORY_KEYS, Desk, desk, logged, publishes, slack
from tests.delivery.office import LEASE, WORKSPACE
from tests.storage.harbour import edition

__all__ = ["desk", "slack"]  # fixtures

CARD, GROUP = card_key(edition()), "draft E1"
STORY = STORY_KEYS[1]
DAY = 24 * 60 * 60


def deletes(desk: Desk, key: str) -> None:
    post = desk.office.stored(key)
    desk.office.client.chat_delete(channel=post.channel, ts=post.ts)


def changes(desk: Desk, *keys: str) -> None:
    """Something is said anew in messages that people have."""
    with desk.office.store.writing(WORKSPACE) as work:
        for key in keys:
            post = work.posts.find(key)
            assert post
            said = f"{post.payload['text']} It is {desk.office.clock.now():%H:%M:%S}."
            work.posts.change(key, Message(text=said, blocks=tuple(post.payload["blocks"])))
        work.commit()
    desk.office.rests()


def goes_a_step(desk: Desk) -> None:
    if not desk.office.worker.step():
        desk.office.clock.advance(1.1)


def the_draft_is_whole(desk: Desk) -> None:
    """All of it is there once, in its order, below the card."""
    with desk.office.store.reading(WORKSPACE) as work:
        posts = work.posts.in_group(GROUP)
        assert work.posts.failed() == []
    there = {message.ts: message for message in desk.office.slack.messages(desk.review)}
    times = [post.ts for post in posts]
    assert times == sorted(times)
    assert set(times) <= there.keys()
    assert len([message for message in there.values() if "stood still" in message]) == STORIES
    assert {there[ts].thread_ts for ts in times[1:]} == {times[0]}


def has_card(desk: Desk) -> bool:
    return any(not message.thread_ts for message in desk.office.slack.messages(desk.review) if "Covering" in message)


@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_draft_comes_again_with_what_is_read_after_it(desk: Desk, place: int) -> None:
    the_draft_is_whole(desk)
    key = f"{GROUP} {place}" if place else CARD
    deletes(desk, key)
    changes(desk, key)
    the_draft_is_whole(desk)


def test_what_is_said_below_a_card_that_is_gone_brings_it_back(desk: Desk) -> None:
    deletes(desk, CARD)
    decisions.request_changes(desk.edie, "E1", paragraph("Say more of the crane."), "token")
    desk.office.rests()
    the_draft_is_whole(desk)
    asked = [message for message in desk.office.slack.messages(desk.review) if "Say more of the crane." in message]
    assert [message.thread_ts for message in asked] == [desk.office.stored(CARD).ts]


def test_a_whole_thread_that_a_rule_has_deleted_comes_again(desk: Desk) -> None:
    for key in (CARD, *(f"{GROUP} {place}" for place in range(1, 2 + STORIES))):
        deletes(desk, key)
    changes(desk, f"{GROUP} 2")
    the_draft_is_whole(desk)


def test_it_comes_again_once_an_hour_at_most(desk: Desk) -> None:
    deletes(desk, CARD)
    changes(desk, CARD)
    first = desk.office.clock.now()
    deletes(desk, CARD)
    with desk.office.store.writing(WORKSPACE) as work:
        work.posts.change(CARD, Message(text="Covering something else"))
        work.commit()
    desk.office.works()
    assert not has_card(desk)
    desk.office.rests()
    the_draft_is_whole(desk)
    assert desk.office.clock.now() - first > timedelta(minutes=59)


def asked(desk: Desk) -> list[str]:
    """What the editor was asked about what is gone."""
    return [message.text for message in desk.editor.direct_messages() if " is gone from " in message]


def test_what_was_published_is_not_posted_again_and_editors_are_asked_once(desk: Desk) -> None:
    publishes(desk)
    deletes(desk, STORY)
    for _ in range(2):
        changes(desk, STORY)
    assert len(desk.posted()) == MESSAGES - 1
    assert len(asked(desk)) == 1
    assert "It is published." in desk.card()
    assert logged(desk.office, "arrive again") == []


def test_an_editor_has_it_posted_again(desk: Desk) -> None:
    publishes(desk)
    deletes(desk, STORY)
    changes(desk, STORY)
    post = desk.office.stored(STORY).id
    gone.post_again(desk.edie, post)
    desk.office.rests()
    assert len(desk.posted()) == MESSAGES
    assert "has it posted again" in asked(desk)[0]
    with pytest.raises(Conflict):
        gone.post_again(desk.edie, post)
    assert len(desk.posted()) == MESSAGES


def test_an_editor_leaves_it(desk: Desk) -> None:
    publishes(desk)
    deletes(desk, STORY)
    changes(desk, STORY)
    gone.leave_it(desk.edie, desk.office.stored(STORY).id)
    desk.office.rests()
    changes(desk, STORY)
    assert len(desk.posted()) == MESSAGES - 1
    assert len(asked(desk)) == 1
    assert "leaves it as it is" in asked(desk)[0]


def test_a_story_that_is_posted_again_is_where_the_front_page_leads(desk: Desk) -> None:
    publishes(desk)
    before = desk.leads_to()
    deletes(desk, STORY)
    changes(desk, STORY)
    gone.post_again(desk.edie, desk.office.stored(STORY).id)
    desk.office.rests()
    desk.agrees()
    assert [old == new for old, new in zip(before, desk.leads_to(), strict=True)] == [True, False, True]
    assert "It is published." in desk.card()


def test_a_front_page_that_is_posted_again_takes_its_stories_along(desk: Desk) -> None:
    publishes(desk)
    before = desk.times()
    deletes(desk, FRONT_PAGE)
    changes(desk, FRONT_PAGE)
    assert len(asked(desk)) == 1
    gone.post_again(desk.edie, desk.office.stored(FRONT_PAGE).id)
    desk.office.rests()
    desk.is_published()
    assert min(desk.times()) > max(before)
    assert desk.times() == sorted(desk.times())


def test_a_story_that_is_deleted_before_its_address_is_asked_for(desk: Desk) -> None:
    editions.publish(desk.edie, "E1")
    while desk.office.stored(STORY).state is not DeliveryState.SENT:
        goes_a_step(desk)
    deletes(desk, STORY)
    desk.office.rests()
    assert (desk.state(), len(desk.leads_to())) == (EditionState.PUBLISHED, STORIES - 1)
    assert "The stories are in the thread below." in desk.front_page()
    assert len(asked(desk)) == 1
    gone.post_again(desk.edie, desk.office.stored(STORY).id)
    desk.office.rests()
    thank(desk.office.store, desk.office.permalinks, WORKSPACE)
    desk.office.rests()
    desk.is_published()
    desk.agrees()


def test_a_story_is_refused_while_its_front_page_is_being_posted_again(desk: Desk) -> None:
    editions.publish(desk.edie, "E1")
    while desk.office.stored(FRONT_PAGE).state is not DeliveryState.SENT:
        goes_a_step(desk)
    desk.office.clock.advance(1.1)
    story = desk.office.outbox.claim(LEASE)
    assert story
    deletes(desk, FRONT_PAGE)
    with desk.office.store.writing(WORKSPACE) as work:
        work.posts.write_once_more(FRONT_PAGE)
        work.commit()
    desk.office.clock.advance(LEASE.total_seconds() + 0.1)  # so long nothing else goes into its channel
    desk.office.works()
    gone.post_again(desk.edie, desk.office.stored(FRONT_PAGE).id)
    assert desk.office.outbox.settle(story, Refused("thread_not_found"))
    desk.office.rests()
    publishing.try_again(desk.edie, "E1")
    desk.goes_on()
    desk.is_published()


@pytest.mark.parametrize("stories", range(STORIES))
def test_a_front_page_that_is_deleted_while_stories_are_being_added(desk: Desk, stories: int) -> None:
    editions.publish(desk.edie, "E1")
    while desk.office.stored(FRONT_PAGE).state is not DeliveryState.SENT or len(desk.posted()) <= stories:
        goes_a_step(desk)
    deletes(desk, FRONT_PAGE)
    desk.office.rests()
    if desk.state() is EditionState.PUBLISHING:  # Slack takes no reply to what is not there
        assert "Not published: 3 of 4 messages did not arrive." in desk.card()
    assert len(asked(desk)) == 1
    gone.post_again(desk.edie, desk.office.stored(FRONT_PAGE).id)
    desk.office.rests()
    thank(desk.office.store, desk.office.permalinks, WORKSPACE)
    desk.office.rests()
    desk.is_published()


def test_a_front_page_that_was_deleted_early_may_be_left_and_the_edition_called_off(desk: Desk) -> None:
    editions.publish(desk.edie, "E1")
    while desk.office.stored(FRONT_PAGE).state is not DeliveryState.SENT:
        goes_a_step(desk)
    deletes(desk, FRONT_PAGE)
    desk.office.rests()
    gone.leave_it(desk.edie, desk.office.stored(FRONT_PAGE).id)
    publishing.call_off(desk.edie, "E1")
    desk.office.rests()
    assert (desk.posted(), desk.state()) == ([], EditionState.DRAFTED)


@pytest.mark.parametrize(("kept", "age", "missed"), [(90, 91, False), (30, 31, False), (30, 29, True), (365, 91, True)])
def test_what_is_older_than_slack_keeps_anything_is_missed_by_nobody(
    kept: int, age: int, missed: bool, desk: Desk
) -> None:
    desk.office.keeps(timedelta(days=kept))
    publishes(desk)
    desk.office.clock.advance(age * DAY)
    deletes(desk, STORY)
    changes(desk, STORY)
    assert (bool(asked(desk)), len(desk.posted())) == (missed, MESSAGES - 1)
    with desk.office.store.reading(WORKSPACE) as work:
        assert work.posts.failed() == []


def test_direct_messages_are_left_alone(desk: Desk) -> None:
    desk.office.shows("hello", "Hello", channel=desk.ada.id)
    desk.office.rests()
    deletes(desk, "hello")
    desk.office.shows("hello", "Hello again", channel=desk.ada.id)
    desk.office.rests()
    assert not any("Hello" in message for message in desk.ada.direct_messages())
    with desk.office.store.reading(WORKSPACE) as work:
        assert work.posts.failed() == []


def test_a_draft_of_a_published_edition_is_left_alone(desk: Desk) -> None:
    publishes(desk)
    deletes(desk, CARD)
    changes(desk, CARD)
    assert not has_card(desk)
    with desk.office.store.reading(WORKSPACE) as work:
        assert work.posts.failed() == []
