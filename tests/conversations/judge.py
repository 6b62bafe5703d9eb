"""Reads everything that the bot said in a story, and finds what Slack would not take."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

from sandbox_support.shared import errors
from slack_sandbox.client import Slack

from tests.unit.judges import local_slack

Json = dict[str, Any]
SAYING = ("chat.postMessage", "chat.update", "response_url")


def refused(slack: Slack, expected: Collection[str]) -> list[str]:
    """What Slack would not do for the bot, but for what the story meant to provoke."""
    return [
        f"{call.method}: {call.error} {json.dumps(call.answer)[:600]}"
        for call in slack.refusals()
        if call.error not in expected
    ]


def faults_in(slack: Slack) -> list[str]:
    """Everything that the local Slack's rules, and the checker beside the repository where it is, call an error."""
    found: list[str] = []
    for what, surface, payload, as_seen in said(slack):
        found += [f"{what}: {objection}" for objection in local_slack(payload)]
        faults = errors(payload, surface=surface, inbound=as_seen)
        found += [f"{what}: {fault['rule']} at {fault['pointer']}: {fault['message']}" for fault in faults]
    return found


def said(slack: Slack) -> Iterator[tuple[str, str, Json, bool]]:
    """``(where, surface, payload, whether it is as Slack shows it)`` for everything that the bot said."""
    for call in slack.calls():
        if call.method in SAYING:
            yield call.method, "message", _parsed(call.arguments), False
        elif call.method.startswith("views."):
            view = call.arguments["view"]
            view = json.loads(view) if isinstance(view, str) else view
            yield call.method, view["type"], view, False
    for channel in slack.asks("channels"):
        for message in slack.messages(channel["id"]):
            if message.is_ephemeral and message.user == slack.bot_user:
                yield "an answer", "message", {"text": message.text, "blocks": message.blocks}, True


def _parsed(arguments: Json) -> Json:
    """Form arguments hold JSON as text."""
    nested = ("blocks", "metadata")
    return {
        key: json.loads(value) if key in nested and isinstance(value, str) else value
        for key, value in arguments.items()
        if key != "token"
    }
