"""Events: which are sent, what is in them, and what Slack does when the bot does not answer."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel
from slack_sdk import WebClient

JSON = dict[str, Any]


class Listener:
    """An HTTP server that keeps what it was sent and answers as told."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.statuses: list[int] = []
        self.more_headers: dict[str, str] = {}
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                listener.got.append((headers, self.rfile.read(int(headers["content-length"]))))
                self.send_response(listener.statuses.pop(0) if listener.statuses else 200)
                for name, value in listener.more_headers.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, *_args: Any) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))
        self.thread.start()

    @property
    def events(self) -> list[JSON]:
        return [json.loads(body)["event"] for _, body in self.got]

    def waits_for(self, count: int) -> None:
        until = time.monotonic() + 3
        while len(self.got) < count:
            assert time.monotonic() < until, f"{len(self.got)} requests, not {count}"
            time.sleep(0.01)

    def stop(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def listener(slack: LocalSlack) -> Iterator[Listener]:
    listening = Listener()
    slack.sends_to(f"http://127.0.0.1:{listening.server.server_port}/")
    yield listening
    listening.stop()


def test_events_are_signed_and_wrapped(slack: LocalSlack, listener: Listener, ada: Person) -> None:
    ada.says("R&D <3")
    headers, body = listener.got[0]
    stamp = headers["x-slack-request-timestamp"]
    base = f"v0:{stamp}:".encode() + body
    expected = hmac.new(slack.signing_secret.encode(), base, hashlib.sha256).hexdigest()
    assert headers["x-slack-signature"] == f"v0={expected}"
    assert abs(time.time() - int(stamp)) < 5
    wrapped = json.loads(body)
    assert (wrapped["type"], wrapped["team_id"]) == ("event_callback", slack.team_id)
    assert wrapped["event_id"].startswith("Ev")
    assert wrapped["authorizations"][0]["user_id"] == slack.bot_user
    event = wrapped["event"]
    assert (event["type"], event["channel_type"], event["user"]) == ("message", "im", ada.id)
    assert event["text"] == "R&amp;D &lt;3"
    assert event["blocks"][0]["elements"][0]["elements"] == [{"type": "text", "text": "R&D <3"}]


def test_the_signature_is_of_real_time_whatever_the_clock_says(
    slack: LocalSlack, listener: Listener, ada: Person
) -> None:
    slack.clock.advance(86_400)
    ada.says("tomorrow")
    assert abs(time.time() - int(listener.got[0][0]["x-slack-request-timestamp"])) < 5
    assert float(listener.events[0]["ts"]) > time.time() + 86_000


def test_only_what_is_subscribed_to_is_sent(
    slack: LocalSlack, listener: Listener, ada: Person, channel: Channel
) -> None:
    slack.configures(events=["app_mention", "member_joined_channel"])
    ben = slack.adds_person("Ben")
    ada.says("hello")
    ada.says("hello", channel)
    ada.opens_home()
    ada.says("hello @Bot", channel)
    ada.invites(ben, channel)
    listener.waits_for(2)
    mention, joined = sorted(listener.events, key=lambda event: event["type"])  # events overtake each other
    assert (mention["type"], mention["text"]) == ("app_mention", f"hello <@{slack.bot_user}>")
    assert mention["blocks"][0]["elements"][0]["elements"] == [
        {"type": "text", "text": "hello "},
        {"type": "user", "user_id": slack.bot_user},
    ]
    assert (joined["type"], joined["user"], joined["inviter"]) == ("member_joined_channel", ben.id, ada.id)


def test_a_bot_hears_nothing_where_it_is_not(slack: LocalSlack, listener: Listener, ada: Person) -> None:
    elsewhere = slack.adds_channel("elsewhere", members=[ada])
    ada.says("hello", elsewhere)
    assert listener.got == []
    ada.invites_bot(elsewhere)
    assert listener.events[0]["user"] == slack.bot_user


def test_a_bot_hears_of_its_own_messages(
    slack: LocalSlack, listener: Listener, web: WebClient, channel: Channel
) -> None:
    ts = web.chat_postMessage(channel=channel.id, text="1")["ts"]
    listener.waits_for(1)
    web.chat_update(channel=channel.id, ts=ts, text="2")
    listener.waits_for(2)
    web.chat_delete(channel=channel.id, ts=ts)
    listener.waits_for(3)
    posted, changed, deleted = listener.events
    assert posted["bot_id"]
    assert (changed["subtype"], changed["previous_message"]["text"]) == ("message_changed", "1")
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", ts)


def test_failures_are_tried_again_now_after_a_minute_and_after_five(
    slack: LocalSlack, listener: Listener, ada: Person
) -> None:
    listener.statuses = [500, 500, 404, 500]
    assert ada.opens_home().error == "http_error"
    listener.waits_for(2)
    time.sleep(0.05)
    assert len(listener.got) == 2
    slack.clock.advance(60)
    listener.waits_for(3)
    slack.clock.advance(299)
    time.sleep(0.05)
    assert len(listener.got) == 3
    slack.clock.advance(1)
    listener.waits_for(4)
    slack.clock.advance(3600)
    time.sleep(0.05)
    retries = [headers.get("x-slack-retry-num") for headers, _ in listener.got]
    assert retries == [None, "1", "2", "3"]
    assert listener.got[1][0]["x-slack-retry-reason"] == "http_error"
    assert len({json.loads(body)["event_id"] for _, body in listener.got}) == 1


def test_a_bot_may_ask_for_no_retry(slack: LocalSlack, listener: Listener, ada: Person) -> None:
    listener.statuses, listener.more_headers = [500], {"X-Slack-No-Retry": "1"}
    ada.opens_home()
    time.sleep(0.1)
    assert len(listener.got) == 1
