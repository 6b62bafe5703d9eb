"""Slack's socket, in Socket Mode: Slack's client with a pulse, and what it brings held against the same models."""

import time

import structlog
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.socket_mode.internals import send_response
from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.metrics import Metrics
from bot.reading import Malformed, bolt_request, read_envelope
from bot.settings import Settings
from delivery.pulse import Pulse

log = structlog.get_logger("socket")


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


class Listening(SocketModeHandler):
    """Bolt's, for what Slack sends. What it does not send gets a line in the log and no answer: an answer would close
    the form that it may have come from."""

    def __init__(self, bolt: App, token: str, client: WebClient, metrics: Metrics) -> None:
        super().__init__(bolt, app_token=token, web_client=client)
        self._metrics = metrics

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Called by Slack's client, with its own names."""
        began = time.time()
        try:
            request = bolt_request(read_envelope(req.type, req.payload))
        except Malformed as error:
            self._metrics.turned_away("malformed")
            log.warning("malformed", reason=str(error))
        else:
            send_response(client, req, self.app.dispatch(request), began)


class Socket:
    """Opened once, or as often as it takes."""

    def __init__(self, bolt: App, settings: Settings, client: WebClient, metrics: Metrics) -> None:
        self._bolt = bolt
        self._metrics = metrics
        self._token = settings.slack_app_token.get_secret_value()
        self._web = client
        self._handler: SocketModeHandler | None = None
        self.pulse = SocketPulse()

    def open(self) -> None:
        """Connects; raises whatever stood against it, and may be called again then."""
        if self._handler is None:
            self._handler = Listening(self._bolt, self._token, self._web, self._metrics)
        self._handler.client.wss_uri = None  # one that failed is used up
        self._handler.connect()
        self.pulse.client = self._handler.client

    def close(self) -> None:
        """Lets the socket go."""
        self.pulse.client = None
        if self._handler is not None:
            self._handler.close()
