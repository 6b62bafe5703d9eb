"""blocks.validate says what posting and opening would refuse, and does nothing."""

from __future__ import annotations

from typing import Any

import pytest
from sandbox_support.answers import answer
from slack_sandbox.server import LocalSlack
from slack_sdk import WebClient

LONG = {"type": "header", "text": {"type": "plain_text", "text": "b" * 151}}
SHORT = {"type": "header", "text": {"type": "plain_text", "text": "Boats"}}
TITLE = {"type": "plain_text", "text": "Boats"}


def a_view(**more: Any) -> dict[str, Any]:
    return {"type": "modal", "title": TITLE, "blocks": [SHORT], **more}


TAKEN: list[dict[str, Any]] = [
    {"blocks": [SHORT]},
    {"message": {"text": "Boats", "blocks": [SHORT]}},
    {"view": a_view()},
    {"view": {"type": "home", "blocks": [SHORT]}},
]
REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"blocks": [SHORT, LONG]}, "invalid_blocks", "/blocks/1/text/text"),
    ({"blocks": "{}"}, "invalid_blocks", ""),
    ({"message": {"text": "Boats", "blocks": [LONG]}}, "invalid_message", "/blocks/0/text/text"),
    ({"message": {}}, "invalid_message", ""),
    ({"message": []}, "invalid_message", ""),
    ({"message": {"text": "Boats", "blocks": [SHORT] * 51}}, "invalid_message", "/blocks"),
    ({"view": a_view(title={"type": "plain_text", "text": "b" * 25})}, "invalid_view", "/title/text"),
    ({"view": {"type": "home", "blocks": [LONG]}}, "invalid_view", "/blocks/0/text/text"),
    ({"view": {"type": "card", "blocks": [SHORT]}}, "invalid_view", "/type"),
    ({"view": []}, "invalid_view", "/"),
]


@pytest.mark.parametrize("given", TAKEN)
def test_what_slack_takes(given: dict[str, Any], slack: LocalSlack, web: WebClient) -> None:
    slack.configures(scopes=[])
    assert web.blocks_validate(**given)["ok"]


@pytest.mark.parametrize(("given", "error", "place"), REFUSED)
def test_what_slack_refuses_and_where(given: dict[str, Any], error: str, place: str, web: WebClient) -> None:
    told = answer(web.blocks_validate, **given)
    assert (told["ok"], told["error"]) == (False, error)
    assert place in [fault["pointer"] for fault in told["errors"]]
    assert all({"pointer", "code", "message", "constraint", "field"} == set(fault) for fault in told["errors"])


def test_one_thing_at_a_time(web: WebClient) -> None:
    assert answer(web.blocks_validate)["error"] == "invalid_arguments"
    assert answer(web.blocks_validate, blocks=[SHORT], view=a_view())["error"] == "invalid_arguments"
