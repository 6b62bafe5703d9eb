"""What the page in the browser asks of the sandbox, without a browser."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any

import httpx2
import pytest
from slack_bolt import Ack, App
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel, NotThere
from slack_sdk import WebClient

JSON = dict[str, Any]


def plain(words: str) -> JSON:
    return {"type": "plain_text", "text": words}


def option(text: str, value: str) -> JSON:
    return {"text": plain(text), "value": value}


def test_screen_and_reads(slack: LocalSlack, web: WebClient, ada: Person, channel: Channel) -> None:
    ben = slack.adds_person("Ben")
    parent = web.chat_postMessage(channel=channel.id, text=f"Hello <@{ada.id}>")
    web.chat_postEphemeral(channel=channel.id, user=ada.id, text="Only you")
    web.chat_postMessage(channel=channel.id, text="Under it", thread_ts=parent["ts"])
    ada.says("Mine", in_channel=channel)
    shown = slack.asks("screen", person=ada.id, channel=channel.id, thread_ts=parent["ts"])
    (line,) = shown["channels"]
    assert (line["unread"], line["mentioned"], line["replies"], line["joined"]) == (2, True, 0, True)
    assert [m["text"] for m in shown["channel"]["messages"]] == [f"Hello <@{ada.id}>", "Only you", "Mine"]
    assert [m["text"] for m in shown["thread"]["messages"]] == [f"Hello <@{ada.id}>", "Under it"]
    assert shown["channel"]["messages"][0]["new_replies"]

    slack.asks("reads", person=ada.id, channel=channel.id)
    slack.asks("reads", person=ada.id, channel=channel.id, thread_ts=parent["ts"])
    shown = slack.asks("screen", person=ada.id, channel=channel.id)
    assert shown["channels"][0]["unread"] == 0
    assert not shown["channel"]["messages"][0]["new_replies"]
    (line,) = slack.asks("screen", person=ben.id)["channels"]
    assert (line["unread"], line["joined"]) == (0, False)
    slack.asks("joins", person=ben.id, channel=channel.id)
    (line,) = slack.asks("screen", person=ben.id)["channels"]
    assert (line["unread"], line["joined"]) == (2, True)


def test_elements_by_their_ids(
    slack: LocalSlack, web: WebClient, serve: Any, app: App, ada: Person, channel: Channel
) -> None:
    seen: list[JSON] = []

    @app.action("which")
    def chosen(ack: Ack, action: JSON) -> None:
        ack()
        seen.append(action)

    @app.options("far")
    def far(ack: Ack, payload: JSON) -> None:
        ack(options=[option(payload["value"], "7")])

    serve(app)
    options = [option("1", "2"), option("2", "1")]
    row = [
        {"type": "button", "action_id": "which", "text": plain("Open"), "value": "first"},
        {"type": "button", "action_id": "which", "text": plain("Open"), "value": "second"},
        {"type": "static_select", "action_id": "which", "options": options},
        {"type": "external_select", "action_id": "far", "min_query_length": 1},
    ]
    blocks = [{"type": "actions", "block_id": f"b{at}", "elements": [element]} for at, element in enumerate(row)]
    posted = web.chat_postMessage(channel=channel.id, text="Keys", blocks=blocks)
    place = {"person": ada.id, "message": {"channel": channel.id, "ts": posted["ts"]}, "action_id": "which"}
    assert slack.asks("presses", **place, block_id="b1") == {"error": None, "sent": True}
    slack.asks("enters", **place, block_id="b2", value=option("1", "2"))
    assert [seen[0]["value"], seen[1]["selected_option"]["value"]] == ["second", "2"]
    found = slack.asks("suggests", **(place | {"action_id": "far"}), block_id="b3", query="tai")
    assert found == {"options": [option("tai", "7")]}
    shown = slack.asks("screen", person=ada.id, channel=channel.id)["channel"]["messages"][0]
    assert shown["state"]["values"]["b2"]["which"]["selected_option"]["value"] == "2"
    told = slack.asks("deliveries")
    assert [one["outcome"] for one in told if one["kind"] == "interactive"] == ["ok"] * 3
    with pytest.raises(NotThere, match="that element is gone"):
        slack.asks("presses", **place, block_id="b9")


def test_moves_at_once_are_told_one_after_the_other() -> None:
    told, at_once = [], Lock()

    def tells(offset: float) -> None:
        assert at_once.acquire(blocking=False)
        time.sleep(0.01)
        told.append(offset)
        at_once.release()

    with LocalSlack(on_clock=tells) as slack, ThreadPoolExecutor(4) as hands:
        for moved in [hands.submit(slack.clock.advance, 1) for _ in range(8)]:
            moved.result()
    assert told == sorted(told)
    assert told[-1] == pytest.approx(8, abs=0.5)


def test_moments_move_the_clock() -> None:
    offsets: list[float] = []
    start = datetime(2025, 11, 12, 9, tzinfo=UTC)
    with LocalSlack(starts_at=start, on_clock=offsets.append) as slack:
        slack.knows_moment("Window closes", start + timedelta(days=5))
        slack.knows_moment("Reminder due", start + timedelta(days=2))
        first, second = slack.asks("screen")["moments"]
        assert (first["name"], second["name"]) == ("Reminder due", "Window closes")
        before = slack.sandbox.clock.offset
        slack.asks("moves_clock", to=first["at"])
        assert offsets == [slack.sandbox.clock.offset]
        assert offsets[0] - before == pytest.approx(2 * 86400, abs=60)
        assert [one["name"] for one in slack.asks("screen")["moments"]] == ["Window closes"]
        slack.forgets_moments()
        assert slack.asks("screen")["moments"] == []


def test_the_page_is_served_and_guarded(slack: LocalSlack) -> None:
    with httpx2.Client(base_url=slack.base_url, trust_env=False) as http:
        page = http.get("/")
        assert "text/html" in page.headers["content-type"]
        assert "default-src 'self'" in page.headers["content-security-policy"]
        assert "unsafe" not in page.headers["content-security-policy"]
        assert http.get("/page/main.js").headers["content-type"].startswith("text/javascript")
        assert [http.get(f"/page/{name}").status_code for name in ("none.js", "..%2Fserver.py", "%2e%2e")] == [404] * 3
        foreign = {"Origin": "https://example.org"}
        assert http.post("/control/about", headers=foreign).status_code == 403
        assert http.post("/control/about", headers={"Origin": slack.base_url}).status_code == 200
