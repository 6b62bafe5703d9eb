"""What Slack sends when somebody does something, sent by hand: again, late, or from a screen that is gone."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from itertools import count
from typing import Any
from urllib.parse import urlencode

import httpx2
from slack_sandbox.controls import WAIT_SECONDS
from slack_sandbox.person import Person

from tests.stage import Stage

Json = dict[str, Any]
TRIGGERS = count(1)


def submission(staged: Stage, person: Person) -> Json:
    """The person presses the submit button of the modal in front of them."""
    return {"type": "view_submission", **_common(staged, person), "view": person.modal, "response_urls": []}


def press(staged: Stage, person: Person, action: str, value: str) -> Json:
    """The person presses a button."""
    button = {"type": "button", "action_id": action, "block_id": "buttons", "value": value}
    where = {"container": {"type": "message"}, "channel": {"id": staged.review.id, "name": staged.review.name}}
    return {"type": "block_actions", **_common(staged, person), **where, "actions": [button]}


def sends(staged: Stage, payload: Json) -> Json:
    """Sends it to the bot's own HTTP endpoint, signed as Slack signs; the answer, empty where it says nothing."""
    body, headers = signed(staged, {"payload": json.dumps(payload)})
    address = f"http://127.0.0.1:{staged.port}/slack/events"
    answer = httpx2.post(address, content=body, headers=headers, trust_env=False, timeout=WAIT_SECONDS)
    assert answer.status_code == 200, answer
    return dict(answer.json()) if answer.content else {}


def signed(staged: Stage, form: Mapping[str, str]) -> tuple[bytes, dict[str, str]]:
    """The body and the headers of a request, as Slack signs them."""
    body = urlencode(form).encode()
    stamp = str(int(time.time()))
    secret = staged.slack.signing_secret.encode()
    digest = hmac.new(secret, f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return body, {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest}",
    }


def _common(staged: Stage, person: Person) -> Json:
    return {
        "team": {"id": staged.slack.team_id, "domain": "example"},
        "user": {"id": person.id, "username": person.name, "name": person.name, "team_id": staged.slack.team_id},
        "api_app_id": "A1",
        "token": "unused",
        "trigger_id": f"1.2.{next(TRIGGERS)}",
        "is_enterprise_install": False,
        "enterprise": None,
    }
