"""Events: which are sent, what is in them, and what Slack does when the bot does not answer."""

from __future__ import annotations

import hashlib
import hmac
import json
import time

from sandbox_support.listener import Listener
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel
from slack_sdk import WebClient


def test_events_are_signed_and_wrapped(slack: LocalSlack, listener: Listener, ada: Person) -> None:
    ada.says("R&D <3")
    headers, body = listener.got[0]
    stamp = headers["x-slack-request-timestamp"]
    base = f"v0:{stamp}:".encode() + body
    expected = hmac.new(slack.signing_secret.encode(), base, hashlib.sha256).hexdigest()
    assert headers["x-slack-signature"] == f"v0={expected}"
    assert abs(time.time() - int(stamp)) < 60
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
    assert abs(time.time() - int(listener.got[0][0]["x-slack-request-timestamp"])) < 60
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
    for moves_on, heard in ((0, 2), (60, 3), (200, 3), (100, 4), (3600, 4)):
        slack.clock.advance(moves_on)
        slack.waits_for_peace()
        assert len(listener.got) == heard
    retries = [headers.get("x-slack-retry-num") for headers, _ in listener.got]
    assert retries == [None, "1", "2", "3"]
    assert listener.got[1][0]["x-slack-retry-reason"] == "http_error"
    assert len({json.loads(body)["event_id"] for _, body in listener.got}) == 1


def test_a_bot_may_ask_for_no_retry(slack: LocalSlack, listener: Listener, ada: Person) -> None:
    listener.statuses, listener.more_headers = [500], {"X-Slack-No-Retry": "1"}
    ada.opens_home()
    slack.waits_for_peace()
    assert len(listener.got) == 1
