"""Who judges what is sent to Slack: the local Slack, and the contract's own checker where it is at hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sandbox_support.shared import CHECKER, errors
from slack_sandbox.core import Sandbox, make_app
from slack_sandbox.errors import SlackError
from slack_sandbox.posts import read_content, require_something
from slack_sandbox.rules import Refused, judge_view

Payload = dict[str, Any]
Judge = Callable[[Payload], list[str]]

BOX = Sandbox(make_app())


def local_slack(payload: Payload) -> list[str]:
    """The objections of the local Slack to a view, or to a message as ``chat.postMessage`` takes it."""
    try:
        if payload.get("type") in ("modal", "home"):
            judge_view(payload, payload["type"])
        else:
            require_something(read_content(payload, BOX, fetches=False))
    except (Refused, SlackError) as refused:
        return [str(finding) for finding in refused.findings] or [refused.code]
    return []


def contract(payload: Payload) -> list[str]:
    """The errors of ``check_blocks.py``, for a message as ``chat.postMessage`` takes it, for a modal and for a Home."""
    view = "views.publish" if payload.get("type") == "home" else "views.open"
    found = errors(payload, method="chat.postMessage" if "text" in payload else view)
    return [f"{fault['pointer']}: {fault['message']}" for fault in found]


JUDGES = [
    pytest.param(local_slack, id="the local Slack"),
    pytest.param(
        contract,
        id="the contract",
        marks=pytest.mark.skipif(not CHECKER.exists(), reason="../shared/slack/check_blocks.py is not here"),
    ),
]


def read_as_markup(part: Any) -> str:
    """Everything in a message, a view or blocks that Slack reads as mrkdwn: rich text is none of it."""
    if isinstance(part, list | tuple):
        return "\n".join(map(read_as_markup, part))
    if not isinstance(part, dict):
        return ""
    own = [str(part["text"])] if part.get("type") == "mrkdwn" or ("blocks" in part and "text" in part) else []
    return "\n".join([*own, *map(read_as_markup, part.values())])


def everybody(payload: Payload) -> list[str]:
    """The objections of all judges that are here."""
    return local_slack(payload) + contract(payload)
