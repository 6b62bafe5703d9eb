"""Pictures that Slack cannot show: not to be downloaded, or no file of its own."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel, Upload
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

WORDS = {"type": "section", "text": {"type": "plain_text", "text": "The pier"}}
FETCHED: dict[str, Any] = {"type": "image", "image_url": "https://intranet.example.org/pier.png", "alt_text": "A pier"}


def refused(call: Any, **arguments: Any) -> tuple[str, list[str]]:
    """The code with which Slack refuses a call, and its objections."""
    with pytest.raises(SlackApiError) as caught:
        call(**arguments)
    return str(caught.value.response["error"]), caught.value.response["response_metadata"]["messages"]


def test_an_address_that_cannot_be_reached(slack: LocalSlack, web: WebClient, channel: Channel, ada: Person) -> None:
    said: dict[str, Any] = {"channel": channel.id, "text": "The pier: A pier", "blocks": [WORDS, FETCHED]}
    ts = web.chat_postMessage(**said)["ts"]
    slack.cannot_fetch("intranet.example.org")
    words = "[ERROR] downloading image failed [json-pointer:/blocks/1/image_url]"
    assert refused(web.chat_postMessage, **said) == ("invalid_blocks", [words])
    assert refused(web.chat_update, ts=ts, **said) == ("invalid_blocks", [words])
    within = {**WORDS, "accessory": FETCHED}
    _, messages = refused(web.chat_postMessage, **said | {"blocks": [within]})
    assert messages == ["[ERROR] downloading image failed [json-pointer:/blocks/0/accessory/image_url]"]
    home = {"type": "home", "blocks": [FETCHED]}
    code, messages = refused(web.views_publish, user_id=ada.id, view=home)
    assert (code, "/view/blocks/0/image_url" in messages[0]) == ("invalid_arguments", True)
    assert {finding.rule for call in slack.refusals() for finding in call.findings} == {"picture"}
    slack.cannot_fetch()
    web.chat_postMessage(**said)


def test_a_file_that_slack_does_not_have(slack: LocalSlack, web: WebClient, channel: Channel, ada: Person) -> None:
    file = ada.shares(Upload("pier.png", b"12"), in_channel=channel).raw["files"][0]

    def posts(**of: str) -> dict[str, Any]:
        picture = {"type": "image", "slack_file": of, "alt_text": "A pier"}
        return {"channel": channel.id, "text": "A pier", "blocks": [picture]}

    web.chat_postMessage(**posts(id=file["id"]))
    web.chat_postMessage(**posts(url=file["url_private"]))
    slack.deletes_file(file["id"])
    words = "[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]"
    for gone in ({"id": file["id"]}, {"url": file["url_private"]}, {"id": "F0NOBODY01"}):
        assert refused(web.chat_postMessage, **posts(**gone)) == ("invalid_blocks", [words])


def test_objections_can_be_made_up(slack: LocalSlack, web: WebClient, channel: Channel) -> None:
    slack.fails("chat.postMessage", error="invalid_blocks", messages=["downloading image failed"])
    assert refused(web.chat_postMessage, channel=channel.id, text="A pier") == (
        "invalid_blocks",
        ["[ERROR] downloading image failed"],
    )
