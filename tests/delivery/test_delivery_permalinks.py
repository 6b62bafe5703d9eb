"""The address of a message, asked of a strict local Slack with Slack's own client."""

from __future__ import annotations

from slack_sandbox.server import LocalSlack

from delivery.permalinks import SlackPermalinks
from tests.delivery.office import web_client


def test_the_address_of_a_message_or_nothing() -> None:
    with LocalSlack() as slack:
        channel = slack.adds_channel("notes", with_bot=True)
        client = web_client(slack)
        ts = str(client.chat_postMessage(channel=channel.id, text="Here")["ts"])
        permalinks = SlackPermalinks(lambda _workspace: client)
        assert permalinks.of(slack.team_id, channel.id, ts).endswith(f"/archives/{channel.id}/p{ts.replace('.', '')}")
        assert permalinks.of(slack.team_id, channel.id, "1.1") == ""
        slack.fails("chat.getPermalink", status=500)
        assert permalinks.of(slack.team_id, channel.id, ts) == ""
        assert permalinks.of(slack.team_id, channel.id, ts)
    assert permalinks.of("T1", "C1", ts) == ""  # nobody is there
