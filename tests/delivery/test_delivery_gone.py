"""What somebody deletes in Slack: a draft comes again, what was published does not, editors are asked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.delivery import Message
from domain.edition import in_channel
from domain.errors import Conflict
from domain.text.normal_form import paragraph
from services.editions import gone
from services.editions.drafts import card_key
from services.review import decisions
from tests.delivery.desk import MESSAGES, Desk, desk, logged, publishes, slack
from tests.delivery.office import WORKSPACE
from tests.storage.harbour import edition

__all__ = ["desk", "slack"]  # fixtures

CARD, GROUP = card_key(edition()), "draft E1"
PUBLISHED = in_channel("E1")
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


def the_draft_is_whole(desk: Desk) -> None:
    """All of it is there once, in its order, below the card."""
    with desk.office.store.reading(WORKSPACE) as work:
        posts = work.posts.in_group(GROUP)
        assert work.posts.failed() == []
    there = {message.ts: message for message in desk.office.slack.messages(desk.review)}
    times = [post.ts for post in posts]
    assert times == sorted(times)
    assert set(times) <= there.keys()
    assert len([message for message in there.values() if "stood still" in message]) == MESSAGES
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
    for key in (CARD, *(f"{GROUP} {place}" for place in range(1, 4))):
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
    deletes(desk, f"{PUBLISHED} 1")
    for _ in range(2):
        changes(desk, f"{PUBLISHED} 1")
    assert len(desk.posted()) == MESSAGES - 1
    assert len(asked(desk)) == 1
    assert "It is published." in desk.card()
    assert logged(desk.office, "arrive again") == []


def test_an_editor_has_it_posted_again(desk: Desk) -> None:
    publishes(desk)
    deletes(desk, f"{PUBLISHED} 1")
    changes(desk, f"{PUBLISHED} 1")
    post = desk.office.stored(f"{PUBLISHED} 1").id
    gone.post_again(desk.edie, post)
    desk.office.rests()
    assert len(desk.posted()) == MESSAGES
    assert "has it posted again" in asked(desk)[0]
    with pytest.raises(Conflict):
        gone.post_again(desk.edie, post)
    assert len(desk.posted()) == MESSAGES


def test_an_editor_leaves_it(desk: Desk) -> None:
    publishes(desk)
    deletes(desk, f"{PUBLISHED} 1")
    changes(desk, f"{PUBLISHED} 1")
    gone.leave_it(desk.edie, desk.office.stored(f"{PUBLISHED} 1").id)
    desk.office.rests()
    changes(desk, f"{PUBLISHED} 1")
    assert len(desk.posted()) == MESSAGES - 1
    assert len(asked(desk)) == 1
    assert "leaves it as it is" in asked(desk)[0]


def test_what_is_old_is_missed_by_nobody(desk: Desk) -> None:
    publishes(desk)
    desk.office.clock.advance(91 * DAY)
    deletes(desk, f"{PUBLISHED} 1")
    changes(desk, f"{PUBLISHED} 1")
    assert (asked(desk), len(desk.posted())) == ([], MESSAGES - 1)
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
