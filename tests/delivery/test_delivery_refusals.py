"""Slack refuses the whole app, or is away: nothing is lost, nothing counts, and all of it goes out in its order."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import structlog
from slack_sandbox.server import LocalSlack
from structlog.testing import capture_logs

from domain.delivery import DeliveryState, Message
from domain.refusals import (
    LONGEST_WAIT,
    OF_THE_APP,
    OF_THE_APP_IF_ALL_NEED_IT,
    TRIES_OF_WHAT_MAY_PASS,
    UNINSTALLED,
    AppRefusal,
)
from services import clock, editor_notices
from storage.engine import Engines
from tests.delivery.office import WORKSPACE, Office, SharedClock, web_client
from tests.storage.harbour import UNIT

OTHER = "T2"
LONG = 10_000  # more calls than anybody makes


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(burst=50) as running:
        yield running


@pytest.fixture
def office(slack: LocalSlack, engines: Engines) -> Office:
    channel = slack.adds_channel("review", with_bot=True)
    return Office(slack, engines, SharedClock(slack), web_client(slack), channel)


def passes(office: Office, time: timedelta) -> None:
    """Lets time pass while the worker does all that it can."""
    until = office.clock.now() + time
    while True:
        office.works()
        moment = office.outbox.next_at()
        if moment is None or moment > until:
            break
        office.clock.advance((moment - office.clock.now()).total_seconds() + 0.001)
    office.clock.advance(max(0.0, (until - office.clock.now()).total_seconds()))


def ticks(office: Office) -> None:
    clock.tick(office.store, office.directory, office.permalinks, WORKSPACE)
    office.rests()


def with_editors(office: Office, *names: str, review: str = "") -> None:
    with office.store.writing(WORKSPACE) as work:
        work.units.save(replace(UNIT, review_channel=review or office.channel.id, publish_channel=office.channel.id))
        for name in names:
            work.units.add_editor(office.slack.adds_person(name).id)
        work.commit()


def told(office: Office, name: str) -> list[str]:
    return [str(message) for message in office.slack.person(name).direct_messages()]


def standing(office: Office) -> AppRefusal | None:
    return office.store.app_refusals().get(WORKSPACE)


# the whole app is refused


@pytest.mark.parametrize("error", sorted({*OF_THE_APP, *OF_THE_APP_IF_ALL_NEED_IT}))
def test_all_waits_while_slack_refuses_the_app_and_goes_out_in_its_order(office: Office, error: str) -> None:
    other = office.slack.adds_channel("other", with_bot=True)
    office.slack.fails("chat.postMessage", error=error, times=LONG)
    for n in range(3):
        office.shows(f"part {n}", f"part {n}", group="edition", place=n, thread="part 0" if n else "")
        office.shows(f"alone {n}", f"alone {n}", channel=other.id)
    passes(office, timedelta(hours=1))
    assert office.texts() == office.texts(other.id) == []
    refusal = standing(office)
    assert refusal
    assert (refusal.error, refusal.accepted_at) == (error, None)
    assert office.posts_tried() < 60 / 5 + 12  # Slack is left alone, too
    assert {office.stored(f"part {n}").state for n in range(3)} == {DeliveryState.PENDING}

    office.slack.clears_faults()
    passes(office, LONGEST_WAIT)
    assert office.texts() == ["part 0", "part 1", "part 2"]
    assert office.texts(other.id) == ["alone 0", "alone 1", "alone 2"]
    assert standing(office) is None
    assert office.stored("part 0").attempt == 1


def test_seconds_of_it_cost_seconds(office: Office) -> None:
    office.slack.fails("chat.postMessage", error="invalid_auth", times=3)
    office.shows("a", "Hello")
    passes(office, timedelta(seconds=10))
    assert office.texts() == ["Hello"]


@pytest.mark.parametrize("method", ["chat.update", "chat.delete"])
def test_what_changes_a_message_waits_too(office: Office, method: str) -> None:
    office.shows("a", "Hello")
    office.rests()
    office.slack.fails(method, error="token_revoked", times=5)
    if method == "chat.update":
        office.shows("a", "Hello again")
    else:
        office.withdraws("a")
    office.works()
    office.shows("b", "There")
    office.works()
    assert office.texts() == ["Hello"]
    office.rests()
    assert sorted(office.texts()) == (["Hello again", "There"] if method == "chat.update" else ["There"])


def test_a_look_up_waits_too_and_nobody_is_asked(office: Office) -> None:
    office.slack.drops("chat.postMessage", when="after")
    office.slack.fails("conversations.history", error="invalid_auth", times=20)
    office.shows("a", "Hello")
    passes(office, timedelta(hours=1))
    assert office.stored("a").state is DeliveryState.UNKNOWN
    office.rests()
    assert (office.texts(), office.stored("a").state) == (["Hello"], DeliveryState.SENT)


def test_joining_a_channel_waits_too(office: Office) -> None:
    public = office.slack.adds_channel("public")
    office.slack.fails("conversations.join", error="invalid_auth", times=20)
    office.shows("a", "Hello", channel=public.id)
    office.rests()
    assert office.texts(public.id) == ["Hello"]


@pytest.mark.parametrize("error", ["missing_scope", "access_denied"])
def test_a_scope_that_one_method_lacks_is_no_refusal_of_the_app(error: str, office: Office) -> None:
    """Messages may not be changed: that rests, and posts go out."""
    office.shows("a", "Hello")
    office.rests()
    office.slack.fails("chat.update", error=error, times=3)
    office.shows("a", "Hello again")
    office.shows("b", "There")
    office.works()
    office.clock.advance(1)
    office.works()
    assert (office.texts(), standing(office)) == (["Hello", "There"], None)
    office.rests()
    assert office.texts() == ["Hello again", "There"]


def test_what_needs_no_scope_does_not_end_a_missing_one(office: Office) -> None:
    office.slack.drops("chat.postMessage", when="after")
    office.shows("a", "Hello")
    office.works()
    office.slack.fails("chat.postMessage", error="missing_scope", times=LONG)
    office.shows("b", "There")
    passes(office, timedelta(minutes=1))  # meanwhile the other one is looked up
    assert office.stored("a").state is DeliveryState.SENT
    assert standing(office)


@pytest.mark.parametrize("method", ["chat.getPermalink", "conversations.join"])
def test_what_needs_another_scope_does_not_end_a_missing_one(office: Office, method: str) -> None:
    office.shows("a", "Hello")
    office.rests()
    office.slack.fails("chat.postMessage", error="missing_scope", times=LONG)
    office.shows("b", "There")
    office.works()
    office.withdraws("b")
    with office.store.writing(WORKSPACE) as work:
        if method == "chat.getPermalink":
            work.posts.ask_for_link("a")
        else:
            work.posts.join(office.slack.adds_channel("public").id)
        work.commit()
    passes(office, timedelta(minutes=1))
    assert len(office.slack.calls(method)) == 1
    assert standing(office)


def test_one_workspace_rests_and_others_go_on(office: Office) -> None:
    office.store.meet(OTHER)
    office.slack.fails("chat.postMessage", error="account_inactive")
    office.shows("a", "Hello")
    office.works()
    with office.store.writing(OTHER) as work:
        work.posts.show("b", Message(text="There"), channel=office.channel.id)
        work.commit()
    office.works()
    assert office.texts() == ["There"]
    assert list(office.store.app_refusals()) == [WORKSPACE]


def test_the_app_is_removed_and_installed_again(office: Office) -> None:
    editor_notices.app_is_gone(office.store, WORKSPACE, UNINSTALLED)
    office.shows("a", "Hello")
    office.works()
    assert office.posts_tried() == 0
    assert standing(office)
    office.store.meet(WORKSPACE)  # as the bot does when it starts with the new token
    office.works()
    assert (office.texts(), standing(office)) == (["Hello"], None)


def test_the_log_says_what_to_do(office: Office) -> None:
    office.slack.fails("chat.postMessage", error="token_revoked")
    office.shows("a", "Hello")
    quiet = structlog.get_config()["wrapper_class"]
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with capture_logs() as lines:
        office.works()
    structlog.configure(wrapper_class=quiet)
    (said,) = [line for line in lines if line["log_level"] == "error"]
    assert (said["workspace"], said["error"]) == (WORKSPACE, "token_revoked")
    assert said["do"] == OF_THE_APP["token_revoked"]


def test_editors_hear_once_what_was_late(office: Office) -> None:
    with_editors(office, "Edie Quill", "Ed Pen")
    ada = office.slack.adds_person("Ada Marsh")
    office.slack.fails("chat.postMessage", error="invalid_auth", times=12)
    office.shows("a", "Hello")
    office.shows("b", "There")
    office.shows("c", "And you", channel=ada.id)
    office.rests()
    for _ in range(3):
        ticks(office)
    for editor in ("Edie Quill", "Ed Pen"):
        (late,) = told(office, editor)
        assert "it said invalid_auth" in late
        assert f"2 messages in <#{office.channel.id}> and direct messages to 1 person." in late


def test_editors_hear_how_many_reminders_came_to_nothing(office: Office) -> None:
    with_editors(office, "Edie Quill")
    ada = office.slack.adds_person("Ada Marsh")
    office.slack.fails("chat.postMessage", error="invalid_auth", times=12)
    soon = office.clock.now() + timedelta(seconds=30)
    for number in range(2):
        office.shows(f"remind {number}", "It is due", channel=ada.id, not_after=soon)
    office.shows("a", "Hello", not_after=soon + timedelta(days=1))
    office.rests()
    ticks(office)
    (late,) = told(office, "Edie Quill")
    assert f"1 message in <#{office.channel.id}>. 2 reminders came to nothing: it is too late for them now." in late
    assert ada.direct_messages() == []


def test_where_nothing_was_late_nobody_hears_of_it(office: Office) -> None:
    with_editors(office, "Edie Quill")
    editor_notices.app_is_gone(office.store, WORKSPACE, UNINSTALLED)
    office.store.meet(WORKSPACE)
    ticks(office)
    assert told(office, "Edie Quill") == []


def test_a_person_who_has_left_is_no_refusal_of_the_app(office: Office) -> None:
    ada = office.slack.adds_person("Ada Marsh")
    office.slack.changes_person(ada, deleted=True)
    office.shows("a", "Hello", channel=ada.id)
    office.rests()
    assert (office.stored("a").state, standing(office)) == (DeliveryState.FAILED, None)


# notices about trouble


def test_where_no_editor_can_be_told_the_review_channel_is(office: Office) -> None:
    other = office.slack.adds_channel("other", with_bot=True)
    with_editors(office, "Edie Quill", "Ed Pen")
    office.slack.fails("chat.postMessage", error="restricted_action", channel=other)
    office.shows("a", "Hello", channel=other.id)
    office.rests()
    office.slack.fails("chat.postMessage", error="messages_tab_disabled", times=2)
    for _ in range(4):
        ticks(office)
    (said,) = office.texts()
    assert "This could not be posted in" in said
    assert office.posts_tried() == 4


def test_where_one_editor_is_told_the_review_channel_is_not(office: Office) -> None:
    other = office.slack.adds_channel("other", with_bot=True)
    with_editors(office, "Edie Quill", "Ed Pen")
    office.slack.fails("chat.postMessage", error="restricted_action", channel=other)
    office.shows("a", "Hello", channel=other.id)
    office.rests()
    office.slack.fails("chat.postMessage", error="messages_tab_disabled")
    for _ in range(4):
        ticks(office)
    assert office.texts() == []
    assert len(told(office, "Edie Quill") + told(office, "Ed Pen")) == 1


def test_a_notice_of_unknown_fate_is_posted_again(office: Office) -> None:
    other = office.slack.adds_channel("other", with_bot=True)
    with_editors(office, "Edie Quill")
    office.slack.fails("chat.postMessage", error="restricted_action", channel=other)
    office.shows("a", "Hello", channel=other.id)
    office.rests()
    office.slack.configures(scopes=["chat:write", "im:write", "users:read"])
    office.slack.drops("chat.postMessage", when="before")
    for _ in range(4):
        ticks(office)
    assert len(told(office, "Edie Quill")) == 1


# Slack is away


def is_away(office: Office, how: str) -> None:
    match how:
        case "500":
            office.slack.fails("*", status=500, times=LONG)
        case "503":
            office.slack.fails("*", status=503, error="service_unavailable", times=LONG)
        case "fatal_error":
            office.slack.fails("*", error="fatal_error", times=LONG)
        case "cut off":
            office.slack.drops("*", when="before", times=LONG)


@pytest.mark.parametrize("how", ["500", "503", "fatal_error", "cut off"])
def test_an_hour_without_slack_uses_up_no_attempts(office: Office, how: str) -> None:
    other = office.slack.adds_channel("other", with_bot=True)
    office.shows("changes", "as it was")
    office.shows("goes", "to be gone")
    office.rests()
    is_away(office, how)
    for n in range(4):
        office.shows(f"part {n}", f"part {n}", group="edition", place=n, channel=other.id)
    office.shows("changes", "as it is")
    office.withdraws("goes")
    passes(office, timedelta(hours=1))
    assert office.stored("part 0").setbacks == 0
    office.slack.clears_faults()
    passes(office, 2 * LONGEST_WAIT)
    assert office.texts(other.id) == ["part 0", "part 1", "part 2", "part 3"]
    assert office.texts() == ["as it is"]
    with office.store.reading(WORKSPACE) as work:
        assert work.posts.failed() == []


def test_after_an_outage_what_may_pass_has_all_its_tries(office: Office) -> None:
    office.slack.fails("chat.postMessage", status=500, times=30)
    office.slack.fails("chat.postMessage", error="is_archived", times=TRIES_OF_WHAT_MAY_PASS - 1)
    office.shows("a", "Hello")
    office.rests()
    assert office.texts() == ["Hello"]


def test_a_message_that_alone_brings_slack_into_trouble_is_shown_to_an_editor(office: Office) -> None:
    other = office.slack.adds_channel("other", with_bot=True)
    office.slack.fails("chat.postMessage", error="internal_error", times=LONG, channel=other)
    office.shows("a", "Hello", channel=other.id)
    office.works()
    office.clock.advance(1)
    office.shows("b", "There")
    office.rests()
    assert (office.texts(), office.stored("a").state) == (["There"], DeliveryState.FAILED)


def test_a_look_up_that_shows_no_keys_has_all_its_tries_after_an_outage(office: Office) -> None:
    office.slack.drops("chat.postMessage", when="after")
    office.slack.fails("conversations.history", status=500, times=30)
    office.slack.strips(times=3)
    office.shows("a", "Hello")
    office.rests()
    assert (office.texts(), office.stored("a").state) == (["Hello"], DeliveryState.SENT)
