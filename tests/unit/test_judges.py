"""The judge of every conversation speaks up, whether or not Slack's rules lie beside the repository."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from sandbox_support import shared
from slack_sandbox.server import LocalSlack
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.conversations.judge import faults_in


def test_what_slack_would_not_take_is_found_without_the_checker(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(shared, "CHECKER", tmp_path / "not here")
    title = {"type": "plain_text", "text": "x" * 151}
    with LocalSlack(rate_limits=False) as slack:
        web = WebClient(slack.bot_token, base_url=slack.api_url)
        channel = slack.adds_channel("notes", with_bot=True).id
        web.chat_postMessage(channel=channel, text="fine")
        assert faults_in(slack) == []
        with suppress(SlackApiError):
            web.chat_postMessage(channel=channel, text="x", blocks=[{"type": "header", "text": title}])
        (fault,) = faults_in(slack)
    assert "must be less than 151 characters [json-pointer:/blocks/0/text/text]" in fault
