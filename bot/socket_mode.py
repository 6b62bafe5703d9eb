"""Slack's socket, in Socket Mode: Slack's client with a pulse."""

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient

from bot.settings import Settings
from delivery.pulse import Pulse


class SocketPulse(Pulse):
    """Of the three threads of Slack's client; while Slack is away they live, and try to reach it."""

    client: SocketModeClient | None = None

    def fault(self) -> str:
        if self.client is None:
            return ""
        threads = {
            "receives": self.client.current_session_runner,
            "reconnects": self.client.current_app_monitor,
            "hands on": self.client.message_processor,
        }
        ended = [name for name, thread in threads.items() if not thread.is_alive()]
        return f"has ended where it {' and '.join(ended)}" if ended else ""


class Socket:
    """Opened once, or as often as it takes."""

    def __init__(self, bolt: App, settings: Settings, client: WebClient) -> None:
        self._bolt = bolt
        self._token = settings.slack_app_token.get_secret_value()
        self._web = client
        self._handler: SocketModeHandler | None = None
        self.pulse = SocketPulse()

    def open(self) -> None:
        """Connects; raises whatever stood against it, and may be called again then."""
        if self._handler is None:
            self._handler = SocketModeHandler(self._bolt, app_token=self._token, web_client=self._web)
        self._handler.client.wss_uri = None  # one that failed is used up
        self._handler.connect()
        self.pulse.client = self._handler.client

    def close(self) -> None:
        """Lets the socket go."""
        self.pulse.client = None
        if self._handler is not None:
            self._handler.close()
