"""However Slack takes an edition, card, Home, status, thanks and the channel agree at every moment.

Each story is played step by step: after every single thing that the worker does, what is claimed anywhere is held
against what stands in the channel.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.edition import EditionState
from services import failed_deliveries
from services.editions import editions, publishing
from services.editor_notices import tell_what_failed
from tests.delivery.desk import FRONT_PAGE, MESSAGES, PIERS, STORIES, STORY_KEYS, Desk, approves, desk, publishes, slack
from tests.delivery.office import LEASE, WORKSPACE

__all__ = ["desk", "slack"]  # fixtures


def fails(error: str, times: int = 1) -> Callable[[Desk], None]:
    def fault(desk: Desk) -> None:
        desk.office.slack.fails("chat.postMessage", error=error, channel=desk.notes, skip=1, times=times)

    return fault


def cut_off(when: str) -> Callable[[Desk], None]:
    def fault(desk: Desk) -> None:
        desk.office.slack.drops("chat.postMessage", when=when, channel=desk.notes, skip=1)  # type: ignore[arg-type]

    return fault


def nothing(_desk: Desk) -> None:
    """All is well."""


FAULTS: dict[str, Callable[[Desk], None]] = {
    "nothing": nothing,
    "refused once, for what may pass": fails("is_archived"),
    "refused some times, for what may pass": fails("is_archived", times=4),
    "refused with the whole app": fails("invalid_auth", times=9),
    "not allowed to post for a while": fails("missing_scope", times=9),
    "in trouble for over an hour": fails("internal_error", times=30),
    "in trouble": fails("internal_error", times=2),
    "cut off before Slack took it": cut_off("before"),
    "cut off after Slack took it": cut_off("after"),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=list(FAULTS))
def test_what_ends_well(desk: Desk, fault: Callable[[Desk], None]) -> None:
    fault(desk)
    publishes(desk)
    desk.is_published()
    assert desk.times() == sorted(desk.times())


NAMES = ["The front page", "“North Pier”", "“South Pier”", "“West Pier”"]


@pytest.mark.parametrize("skip", range(MESSAGES))
def test_refused_for_good_and_posted_again(desk: Desk, skip: int) -> None:
    desk.office.slack.fails("chat.postMessage", error="restricted_action", channel=desk.notes, skip=skip)
    publishes(desk)
    assert len(desk.posted()) == (MESSAGES - 1 if skip else 0)  # a story holds up no other
    assert f"{NAMES[skip]}: Slack said restricted_action." in desk.card()
    if skip:
        assert len(desk.leads_to()) == STORIES - 1
        assert "The stories are being added" in desk.front_page()
    publishing.try_again(desk.edie, "E1")
    desk.agrees()
    desk.goes_on()
    desk.is_published()


@pytest.mark.parametrize("skip", range(MESSAGES))
def test_refused_for_good_and_called_off(desk: Desk, skip: int) -> None:
    desk.office.slack.fails("chat.postMessage", error="restricted_action", channel=desk.notes, skip=skip)
    publishes(desk)
    desk.office.slack.drops("chat.delete", when="after")
    publishing.call_off(desk.edie, "E1")
    desk.agrees()
    desk.goes_on()
    assert (desk.posted(), desk.state()) == ([], EditionState.DRAFTED)
    assert "Waiting for 1 approval." in desk.card()

    approves(desk)
    publishes(desk)
    desk.is_published()


LINKS: dict[str, Callable[[Desk], None]] = {
    "its address is not told at once": lambda desk: desk.office.slack.fails(
        "chat.getPermalink", error="internal_error", times=2
    ),
    "its address is asked too often": lambda desk: desk.office.slack.fails(
        "chat.getPermalink", status=429, retry_after=7, times=1
    ),
    "the front page is changed in doubt": lambda desk: desk.office.slack.drops(
        "chat.update", when="after", channel=desk.notes
    ),
}


@pytest.mark.parametrize("fault", LINKS.values(), ids=list(LINKS))
def test_it_is_published_once_its_front_page_leads_to_its_stories(desk: Desk, fault: Callable[[Desk], None]) -> None:
    fault(desk)
    publishes(desk)
    desk.is_published()
    assert len(desk.leads_to()) == STORIES


@pytest.mark.parametrize("method", ["chat.getPermalink", "chat.update"])
def test_links_that_slack_refuses_for_good_are_tried_again(desk: Desk, method: str) -> None:
    channel = desk.notes if method == "chat.update" else None
    desk.office.slack.fails(method, error="restricted_action", channel=channel)
    publishes(desk)
    assert len(desk.posted()) == MESSAGES
    assert "all of it is in the channel but the links to its stories" in desk.card()
    assert "Slack said restricted_action." in desk.card()
    publishing.try_again(desk.edie, "E1")
    desk.goes_on()
    desk.is_published()


@pytest.mark.parametrize("error", ["missing_scope", "unknown_method", "channel_not_found"])
@pytest.mark.parametrize("through", ["the card", "the notice"])
def test_links_that_slack_never_gives_are_done_without(desk: Desk, through: str, error: str) -> None:
    desk.office.slack.fails("chat.getPermalink", error=error, times=99)
    publishes(desk)
    assert desk.state() is EditionState.PUBLISHING
    assert "Where “North Pier” is to be read is not known: " in desk.card()
    told = tells_editors(desk)
    assert "the front page does without that link" in told
    if through == "the card":
        publishing.try_again(desk.edie, "E1")
    else:
        with desk.office.store.reading(WORKSPACE) as work:
            failed_deliveries.retry(desk.edie, work.posts.failed()[0].id)
    desk.office.rests()
    assert (desk.state(), desk.leads_to()) == (EditionState.PUBLISHED, [])
    assert "The stories are in the thread below." in desk.front_page()
    assert "It is published." in desk.card()
    assert tells_editors(desk) == told


def test_a_link_that_slack_gives_only_when_it_is_asked_once_more(desk: Desk) -> None:
    desk.office.slack.fails("chat.getPermalink", error="missing_scope", times=STORIES)
    desk.office.slack.fails("chat.getPermalink", error="missing_scope", skip=1)
    publishes(desk)
    publishing.try_again(desk.edie, "E1")
    desk.office.rests()
    assert (desk.state(), len(desk.leads_to())) == (EditionState.PUBLISHED, STORIES - 1)
    assert "The stories are in the thread below." in desk.front_page()


def tells_editors(desk: Desk) -> str:
    """The one message by which an editor is told what failed."""
    with desk.office.store.writing(WORKSPACE) as work:
        tell_what_failed(work)
        work.commit()
    desk.office.rests()
    (told,) = desk.editor.direct_messages()
    return told.text


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("place", range(MESSAGES))
def test_killed_half_way(desk: Desk, place: int, when: str) -> None:
    office = desk.office
    editions.publish(desk.edie, "E1")
    while (claimed := office.outbox.claim(LEASE)) is not None and claimed.key != [FRONT_PAGE, *STORY_KEYS][place]:
        office.outbox.settle(claimed, office.postman.carry(claimed))
        desk.agrees()
        office.clock.advance(1.1)
    assert claimed
    if when == "after":  # Slack took it, and nobody is left to write that down
        office.postman.carry(claimed)
    desk.agrees()
    desk.goes_on()
    desk.is_published()


def test_a_unit_may_have_all_of_it_in_the_channel(desk: Desk) -> None:
    with desk.office.store.writing(WORKSPACE) as work:
        unit = work.units.get()
        assert unit
        work.units.save(replace(unit, all_in_channel=True))
        work.commit()
    editions.publish(desk.edie, "E1")
    desk.office.rests()
    assert desk.state() is EditionState.PUBLISHED
    row = [one for one in desk.office.slack.messages(desk.notes) if "stood still" in one]
    assert [one.thread_ts for one in row] == [None] * STORIES
    assert [pier for one in row for pier in PIERS if f"News of the {pier}" in one] == list(PIERS)  # each whole in one


def test_where_nobody_knows_where_the_front_page_is_it_keeps_its_words(desk: Desk) -> None:
    slack = desk.office.slack
    slack.drops("chat.postMessage", when="after", channel=desk.notes)
    slack.fails("conversations.history", error="missing_scope", times=99)
    editions.publish(desk.edie, "E1")
    desk.office.rests()
    with desk.office.store.reading(WORKSPACE) as work:
        (asked,) = work.posts.failed()
    failed_deliveries.confirm(desk.edie, asked.id)
    desk.office.rests()
    assert desk.state() is EditionState.PUBLISHED
    assert len(desk.posted()) == MESSAGES
    assert "The stories are being added below." in desk.front_page()  # they are in no thread
