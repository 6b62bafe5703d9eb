"""What blocks say and the text does not: nobody hears it who has the text alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import Ack, App, Respond
from slack_sandbox.person import Person
from slack_sandbox.rules import unheard
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel
from slack_sdk import WebClient

JSON = dict[str, Any]


def plain(text: str) -> JSON:
    return {"type": "plain_text", "text": text}


def section(text: str, **more: Any) -> JSON:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def leaves(*elements: JSON) -> JSON:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


BUTTON = {"type": "button", "text": plain("Approve"), "action_id": "approve"}
MENU = {"type": "static_select", "options": [{"text": plain("One"), "value": "1"}], "action_id": "pick"}
SAID = {
    "the same words": ("Two boats sailed", [section("*Two* boats"), leaves({"type": "text", "text": "sailed"})]),
    "more words": ("Harbour news: two boats", [section("two boats")]),
    "buttons and menus": ("Two", [section("Two", accessory=MENU), {"type": "actions", "elements": [BUTTON]}]),
    "a mention, an emoji and a link": (
        "see <@U1> our map",
        [leaves({"type": "user", "user_id": "U1"}, {"type": "emoji", "name": "map"}),
         section("<@U1|ada> see <https://example.org/hidden|our map>")],
    ),
    "escaped characters": ("R&amp;D &lt;b&gt;", [leaves({"type": "text", "text": "R&D"}), section("&lt;b&gt;")]),
    "no text, of which Slack makes one": ("", [section("Two boats")]),
    "no blocks": ("Two boats", None),
}  # fmt: skip
LEFT_OUT = {
    "a section": ([section("Two boats")], "Two boats"),
    "fields": ([{"type": "section", "fields": [plain("Berth")]}], "Berth"),
    "a header": ([{"type": "header", "text": plain("Weekly")}], "Weekly"),
    "small print": ([{"type": "context", "elements": [plain("by us")]}], "by us"),
    "the description of a picture": ([{"type": "image", "image_url": "x", "alt_text": "A boat"}], "A boat"),
    "a link": ([leaves({"type": "link", "url": "https://example.org", "text": "map"})], "map"),
    "an address": ([leaves({"type": "link", "url": "https://example.org"})], "https example org"),
    "a cell": ([{"type": "table", "rows": [[{"type": "raw_text", "text": "Tide"}]]}], "Tide"),
    "Markdown": ([{"type": "markdown", "text": "**High** water"}], "High water"),
}


@pytest.mark.parametrize(("text", "blocks"), SAID.values(), ids=SAID)
def test_a_text_that_says_it_all_is_fine(text: str, blocks: list[JSON] | None) -> None:
    assert unheard({"text": text, "blocks": blocks}) == ()
    assert unheard({"text": text, "blocks": json.dumps(blocks)}) == ()


@pytest.mark.parametrize(("blocks", "words"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_a_text_leaves_out_is_named(blocks: list[JSON], words: str) -> None:
    (finding,) = unheard({"text": "News", "blocks": blocks})
    assert (finding.pointer, finding.rule, finding.source) == ("/text", "heard", "accessibility")
    assert finding.message == f"the text leaves out words that the blocks say: {words}"


def test_a_long_list_of_words_is_counted() -> None:
    (finding,) = unheard({"text": "News", "blocks": [section(" ".join(f"w{n}" for n in range(11)))]})
    assert finding.message.endswith(": w0 w1 w2 w3 w4 w5 w6 w7 and 3 more")


def test_a_change_is_judged_as_far_as_its_text_may_go() -> None:
    words = " ".join(f"word{n:04}" for n in range(1_000))
    text = f"{words[:3_890]} … the rest is in the message"
    said: JSON = {"text": text, "blocks": [section(words)]}
    assert unheard(said, changes=True) == ()
    assert unheard(said)
    assert unheard({**said, "text": "word0000 word0001"}, changes=True)
    assert unheard({**said, "text": text.replace("word0002", "")}, changes=True)


def test_messages_that_slack_took_are_remarked_upon(
    slack: LocalSlack,
    web: WebClient,
    ada: Person,
    channel: Channel,
    app: App,
    http_bots: Callable[[App], object],
) -> None:
    @app.command("/boats")
    def answers(ack: Ack, respond: Respond) -> None:
        ack(text="Answer", blocks=[section("Answer two")])
        respond(text="Later", blocks=[section("Later three")])

    http_bots(app)
    posted = web.chat_postMessage(channel=channel.id, text="News", blocks=[section("News one")])
    web.chat_update(channel=channel.id, ts=posted["ts"], text="News one", blocks=[section("News one")])
    assert [finding.message.split(": ")[1] for finding in slack.remarks()] == ["one"]
    assert ada.types("/boats", in_channel=channel).ok
    slack.waits_for_call("response_url")
    assert sorted(finding.message.split(": ")[1] for finding in slack.remarks()) == ["one", "three", "two"]
    assert slack.refusals() == []
