"""What goes over the wire when things go wrong on the way: order, repeats, signatures, sockets and quotas."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx2
import pytest
from sandbox_support.listener import Listener
from slack_bolt import App
from slack_sandbox import quota
from slack_sandbox.controls import WAIT_SECONDS
from slack_sandbox.person import Person
from slack_sandbox.quota import Quota
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel, Upload
from slack_sdk import WebClient
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

JSON = dict[str, Any]


def test_an_event_arrives_twice(slack: LocalSlack, listener: Listener, ada: Person) -> None:
    slack.repeats_events()
    ada.says("once")
    ada.says("more")
    listener.waits_for(3)
    ids = [json.loads(body)["event_id"] for _, body in listener.got]
    assert ids[0] == ids[1] != ids[2]
    assert (listener.got[1][0]["x-slack-retry-num"], listener.got[1][0]["x-slack-retry-reason"]) == (
        "1",
        "http_timeout",
    )


def test_events_arrive_out_of_order(slack: LocalSlack, listener: Listener, ada: Person) -> None:
    slack.swaps_events()
    ada.says("first")
    ada.says("second")
    assert [event["text"] for event in listener.events] == ["second", "first"]
    slack.swaps_events()
    slack.clears_faults()
    ada.says("third")
    assert listener.events[-1]["text"] == "third"


@pytest.mark.parametrize("how", ["stale", "forged"])
def test_a_bot_refuses_what_is_signed_badly(
    slack: LocalSlack, app: App, http_bots: Callable[[App], object], ada: Person, channel: Channel, how: Any
) -> None:
    app.command("/ping")(lambda ack: ack("pong"))
    http_bots(app)
    slack.signs_badly(how)
    assert ada.types("/ping", in_channel=channel).error == "dispatch_failed"
    assert "pong" in ada.types("/ping", in_channel=channel)


def test_what_people_do_becomes_events(slack: LocalSlack, listener: Listener, ada: Person, channel: Channel) -> None:
    said = ada.says("rain", channel)
    ada.reacts("eyes", said)
    ada.reacts("eyes", said)
    ada.shares(Upload("a.txt", b"12"), in_channel=channel, text="look")
    ada.leaves(channel)
    slack.sends_event({"type": "emoji_changed", "subtype": "add", "name": "sprint"})
    slack.uninstalls_app()
    slack.waits_for_peace()
    kinds = {event["type"] for event in listener.events}
    assert kinds == {
        "message",
        "reaction_added",
        "reaction_removed",
        "file_shared",
        "member_left_channel",
        "emoji_changed",
        "tokens_revoked",
        "app_uninstalled",
    }
    (shared,) = (event for event in listener.events if event.get("subtype") == "file_share")
    assert (shared["text"], shared["files"][0]["size"]) == ("look", 2)


def test_a_bot_that_fails_nearly_always_is_sent_nothing_more() -> None:
    kept = Quota()
    for number in range(999):
        kept.note(0.0, ok=number < 40)
    assert not kept.off
    kept.note(1.0, ok=False)
    assert kept.off
    good = Quota()
    for number in range(2000):
        good.note(0.0, ok=number % 20 == 0)
    assert not good.off  # 95 in a hundred, and not more


def test_an_hour_has_so_many_events(
    monkeypatch: pytest.MonkeyPatch, slack: LocalSlack, listener: Listener, ada: Person
) -> None:
    monkeypatch.setattr(quota, "MOST_AN_HOUR", 2)
    for number in range(5):
        ada.says(str(number))
    bodies = [json.loads(body) for _, body in listener.got]
    assert [body["type"] for body in bodies] == ["event_callback", "event_callback", "app_rate_limited"]
    assert bodies[2]["minute_rate_limited"] % 60 == 0
    slack.clock.advance(3601)
    ada.says("again")
    assert json.loads(listener.got[-1][1])["event"]["text"] == "again"


@contextmanager
def link(slack: LocalSlack) -> Iterator[tuple[ClientConnection, JSON]]:
    """A socket and its hello."""
    address = str(WebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.app_token)["url"])
    with connect(address) as connection:
        yield connection, json.loads(connection.recv(timeout=WAIT_SECONDS))


def test_a_warning_leaves_the_socket_open(slack: LocalSlack) -> None:
    with link(slack) as (connection, hello):
        assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        slack.waits_for_bot()
        assert slack.disconnects_sockets(reason="warning") == 0
        assert json.loads(connection.recv(timeout=WAIT_SECONDS))["reason"] == "warning"
        assert slack.asks("about")["connections"] == 1
        assert slack.disconnects_sockets(reason="link_disabled") == 1
        assert json.loads(connection.recv(timeout=WAIT_SECONDS))["reason"] == "link_disabled"
        with pytest.raises(ConnectionClosed):
            connection.recv(timeout=WAIT_SECONDS)


def test_ten_sockets_and_no_more(slack: LocalSlack) -> None:
    with ExitStack() as stack:
        for number in range(10):
            _, hello = stack.enter_context(link(slack))
            assert hello["num_connections"] == number + 1
        slack.waits_for_bot(connections=10)
        _, refused = stack.enter_context(link(slack))
        assert (refused["type"], refused["reason"]) == ("disconnect", "too_many_websockets")


def test_a_ticket_opens_one_socket(slack: LocalSlack) -> None:
    address = str(WebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.app_token)["url"])
    with connect(address) as first:
        first.recv(timeout=WAIT_SECONDS)
        with pytest.raises(Exception, match="403"), connect(address):
            pass


def test_bodies_of_every_kind(slack: LocalSlack) -> None:
    with httpx2.Client(base_url=slack.api_url, trust_env=False) as raw:
        assert raw.post("auth.test", json={"token": slack.bot_token}).json()["error"] == "not_authed"
        assert raw.get("auth.test", params={"token": slack.bot_token}).json()["ok"]
        form: Any = {
            "token": (None, slack.bot_token),
            "note": (None, "x" * 2_000_000),
            "file": ("a.bin", b"\r\n--\xff"),
        }
        assert raw.post("auth.test", files=form).json()["ok"]
        assert set(raw.post("api.test", files=form).json()["args"]) == {"note"}  # a file is no argument
        broken = {"Content-Type": "multipart/form-data"}
        assert raw.post("auth.test", content=b"x", headers=broken).json()["error"] == "invalid_form_data"


@pytest.mark.parametrize(("redirects", "error"), [(2, None), (3, "too_many_redirects")])
def test_two_redirects_are_followed(
    slack: LocalSlack, listener: Listener, ada: Person, redirects: int, error: str | None
) -> None:
    slack.configures(events=["app_home_opened"])
    listener.statuses, listener.more_headers = [307] * redirects, {"Location": listener.url}
    assert ada.opens_home().error == error
    assert len(listener.got) >= 3


def test_there_are_no_commands_in_threads(slack: LocalSlack, ada: Person, channel: Channel) -> None:
    top = ada.says("top", channel)
    outcome = ada.types("/ping", in_channel=channel, thread=top)
    assert outcome.error == "not_supported_in_threads"
    assert "/ping is not supported in threads. Sorry!" in outcome


def test_each_person_has_their_own_modals(slack: LocalSlack, web: WebClient, ada: Person) -> None:
    ben = slack.adds_person("Ben")
    words = {"type": "plain_text", "text": "a"}
    view = {"type": "modal", "title": words, "blocks": [{"type": "divider"}]}
    opened = [web.views_open(trigger_id=slack.sandbox.issue_trigger(p.id), view=view)["view"] for p in (ada, ben)]
    web.views_push(trigger_id=slack.sandbox.issue_trigger(ben.id), view=view)
    ben.closes(everything=True)
    assert ben.modal is None
    assert ada.sees_modal()["id"] == opened[0]["id"]


def test_short_queries_never_reach_the_bot(slack: LocalSlack, web: WebClient, ada: Person) -> None:
    words = {"type": "plain_text", "text": "Project"}
    menu = {"type": "external_select", "action_id": "value"}
    block = {"type": "input", "block_id": "p", "label": words, "element": menu}
    view = {"type": "modal", "title": words, "submit": words, "blocks": [block]}
    web.views_open(trigger_id=slack.sandbox.issue_trigger(ada.id), view=view)
    with pytest.raises(AssertionError, match="at least 3 characters"):
        ada.fills(Project="im")
