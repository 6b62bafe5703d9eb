"""The web addresses of messages, asked of Slack."""

from collections.abc import Callable

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

log = structlog.get_logger("permalinks")


class SlackPermalinks:
    """Asks Slack. ``client_for`` gives a workspace's client, without retries."""

    def __init__(self, client_for: Callable[[str], WebClient]) -> None:
        self._client_for = client_for

    def of(self, workspace: str, channel: str, ts: str) -> str:
        """The address of a message; empty where Slack cannot tell it at present."""
        try:
            answer = self._client_for(workspace).chat_getPermalink(channel=channel, message_ts=ts)
        except (SlackApiError, OSError) as error:
            log.warning("no permalink", channel=channel, ts=ts, error=str(error))
            return ""
        return str(answer["permalink"])
