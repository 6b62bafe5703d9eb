"""Faults on demand, seen from the bot's side."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import App
from slack_sandbox.controls import WAIT_SECONDS
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError


def texts(slack: LocalSlack, channel: Channel) -> list[str]:
    return [message.text for message in slack.messages(channel)]


def test_a_status_and_then_all_is_well(slack: LocalSlack, web: WebClient, channel: Channel) -> None:
    slack.fails("chat.postMessage", status=429, retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        web.chat_postMessage(channel=channel.id, text="1")
    assert caught.value.response.headers["Retry-After"] == "7"
    slack.fails("chat.postMessage", status=500)
    with pytest.raises(SlackApiError) as caught:
        web.chat_postMessage(channel=channel.id, text="2")
    assert (caught.value.response.status_code, caught.value.response["error"]) == (500, "internal_error")
    web.chat_postMessage(channel=channel.id, text="3")
    assert texts(slack, channel) == ["3"]
    assert slack.refusals() == []
    assert [call.ok for call in slack.calls("chat.postMessage")] == [False, False, True]


def test_an_error_after_some_calls_have_passed(slack: LocalSlack, web: WebClient, channel: Channel) -> None:
    slack.fails("chat.postMessage", error="fatal_error", skip=1, times=2)
    answers = []
    for number in range(4):
        try:
            web.chat_postMessage(channel=channel.id, text=str(number))
            answers.append("ok")
        except SlackApiError as error:
            answers.append(str(error.response["error"]))
    assert answers == ["ok", "fatal_error", "fatal_error", "ok"]


def test_faults_may_be_about_one_channel_or_any_method(slack: LocalSlack, web: WebClient, ada: Person) -> None:
    one = slack.adds_channel("one", members=[ada], with_bot=True)
    two = slack.adds_channel("two", members=[ada], with_bot=True)
    slack.fails("chat.postMessage", error="fatal_error", channel=one)
    assert web.chat_postMessage(channel=two.id, text="x")["ok"]
    with pytest.raises(SlackApiError):
        web.chat_postMessage(channel=one.id, text="x")
    slack.fails("*", status=500)
    with pytest.raises(SlackApiError):
        web.auth_test()
    slack.fails("auth.test", times=9, status=500)
    slack.clears_faults()
    assert web.auth_test()["ok"]


@pytest.mark.parametrize(("when", "left"), [("before", []), ("after", ["x"])])
def test_a_lost_connection(slack: LocalSlack, web: WebClient, channel: Channel, when: Any, left: list[str]) -> None:
    slack.drops("chat.postMessage", when=when)
    with pytest.raises(OSError, match="closed connection without response"):
        web.chat_postMessage(channel=channel.id, text="x")
    assert texts(slack, channel) == left
    assert web.chat_postMessage(channel=channel.id, text="y")["ok"]


def test_what_was_taken_and_is_denied(slack: LocalSlack, web: WebClient, channel: Channel) -> None:
    slack.fails("chat.postMessage", error="internal_error", when="after")
    with pytest.raises(SlackApiError, match="internal_error"):
        web.chat_postMessage(channel=channel.id, text="x")
    slack.fails("chat.postMessage", status=503, when="after")
    with pytest.raises(SlackApiError):
        web.chat_postMessage(channel=channel.id, text="y")
    assert texts(slack, channel) == ["x", "y"]


def test_half_an_answer(slack: LocalSlack, web: WebClient, channel: Channel) -> None:
    slack.tears("chat.postMessage")
    with pytest.raises(SlackApiError, match="non-JSON"):
        web.chat_postMessage(channel=channel.id, text="x")
    assert texts(slack, channel) == ["x"]


def test_what_lands_late_lands_on_the_clock(slack: LocalSlack, web: WebClient, channel: Channel) -> None:
    slack.lands_late("chat.postMessage", 90)
    with pytest.raises(OSError, match="closed connection without response"):
        web.chat_postMessage(channel=channel.id, text="x")
    web.chat_postMessage(channel=channel.id, text="y")
    slack.clock.advance(80)
    slack.waits_for_peace()
    assert texts(slack, channel) == ["y"]
    slack.clock.advance(11)
    slack.waits_for_peace()
    assert texts(slack, channel) == ["y", "x"]
    assert slack.refusals() == []


def test_a_late_answer(slack: LocalSlack, channel: Channel) -> None:
    hasty = WebClient(slack.bot_token, base_url=slack.api_url, timeout=1, retry_handlers=[])
    slack.delays("chat.postMessage", 1.3)
    with pytest.raises(TimeoutError):
        hasty.chat_postMessage(channel=channel.id, text="x")
    slack.waits_for_call("chat.postMessage")
    assert texts(slack, channel) == ["x"]


@pytest.mark.parametrize(("when", "left"), [("before", ["1"]), ("after", ["1", "2"])])
def test_a_call_held_at_a_point(
    slack: LocalSlack, web: WebClient, channel: Channel, when: Any, left: list[str]
) -> None:
    slack.holds("chat.postMessage", nth=2, when=when)
    web.chat_postMessage(channel=channel.id, text="1")
    second = threading.Thread(target=web.chat_postMessage, kwargs={"channel": channel.id, "text": "2"})
    second.start()
    slack.waits_for_hold()
    assert texts(slack, channel) == left
    assert second.is_alive()
    slack.releases()
    second.join(WAIT_SECONDS)
    assert texts(slack, channel) == ["1", "2"]


def test_a_call_whose_caller_died_before_it_took_effect_never_does(
    slack: LocalSlack, web: WebClient, channel: Channel
) -> None:
    hasty = WebClient(slack.bot_token, base_url=slack.api_url, timeout=1, retry_handlers=[])
    slack.holds("chat.postMessage", when="before")
    with pytest.raises(TimeoutError):
        hasty.chat_postMessage(channel=channel.id, text="never")
    slack.waits_for_hold()
    slack.releases()
    web.chat_postMessage(channel=channel.id, text="next")
    assert texts(slack, channel) == ["next"]


def test_no_hold_is_said_so(slack: LocalSlack) -> None:
    with pytest.raises(AssertionError, match="no call was held"):
        slack.waits_for_hold(within=0.05)


def test_stopping_lets_held_calls_go() -> None:
    before = threading.active_count()
    with LocalSlack(rate_limits=False) as slack:
        web = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        channel = slack.adds_channel("x", with_bot=True)
        slack.holds("chat.postMessage", when="after")
        held = threading.Thread(target=web.chat_postMessage, kwargs={"channel": channel.id, "text": "x"})
        held.start()
        slack.waits_for_hold()
    held.join(WAIT_SECONDS)
    assert not held.is_alive()
    assert threading.active_count() == before


@pytest.mark.parametrize("politely", [True, False])
def test_sockets_come_back(
    slack: LocalSlack,
    app: App,
    socket_bots: Callable[[App], None],
    ada: Person,
    channel: Channel,
    politely: bool,
) -> None:
    app.command("/ping")(lambda ack: ack("pong"))
    socket_bots(app)
    assert "pong" in ada.types("/ping", in_channel=channel)
    assert slack.disconnects_sockets(politely=politely) == 1
    slack.waits_for_bot()
    assert "pong" in ada.types("/ping", in_channel=channel)


def test_an_envelope_goes_down_one_of_several_sockets(
    slack: LocalSlack, app: App, socket_bots: Callable[[App], None], ada: Person, channel: Channel
) -> None:
    heard: list[str] = []

    @app.command("/ping")
    def ping(ack: Any, body: dict[str, Any]) -> None:
        heard.append(body["text"])
        ack()

    socket_bots(app)
    socket_bots(app)
    for number in range(4):
        assert ada.types(f"/ping {number}", in_channel=channel).ok
    assert heard == ["0", "1", "2", "3"]


def test_without_a_bot_a_command_fails_at_once(slack: LocalSlack, ada: Person, channel: Channel) -> None:
    outcome = ada.types("/ping", in_channel=channel)
    assert outcome.error == "dispatch_failed"
    slack.sends_to("http://127.0.0.1:9/slack/events")
    assert ada.types("/ping", in_channel=channel).error == "dispatch_failed"
    with pytest.raises(AssertionError, match="opened no socket"):
        slack.waits_for_bot(within=0.05)
