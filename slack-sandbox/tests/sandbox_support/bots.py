"""Real Bolt apps that talk to a local Slack, over HTTP and over Socket Mode, and their clean end."""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from slack_bolt import App, BoltRequest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sandbox.client import Slack
from slack_sdk import WebClient

GOODBYE_SECONDS = 10


def new_app(slack: Slack) -> App:
    """A Bolt app without listeners yet."""
    client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    return App(client=client, signing_secret=slack.signing_secret, process_before_response=True)


class HttpBot:
    """A Bolt app behind a plain HTTP server."""

    def __init__(self, app: App) -> None:
        self._app = app

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                body = self.rfile.read(int(headers["content-length"])).decode()
                request = BoltRequest(body=body, headers={k: [v] for k, v in headers.items()})
                answer = app.dispatch(request)
                self.send_response(answer.status)
                for name, values in answer.headers.items():
                    for value in values:
                        self.send_header(name, value)
                self.end_headers()
                self.wfile.write((answer.body or "").encode())

            def log_message(self, *_args: Any) -> None:
                return

        class Server(ThreadingHTTPServer):
            daemon_threads = False

            def handle_error(self, *_args: Any) -> None:
                return  # the local Slack hangs up on slow bots, as Slack does

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/slack/events"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def stop(self) -> None:
        """Ends the server and the app's threads."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._app.listener_runner.listener_executor.shutdown()


class SocketBot:
    """A Bolt app over Socket Mode, with Slack's built-in client."""

    def __init__(self, app: App, slack: Slack) -> None:
        self._app = app
        self._handler: Any = SocketModeHandler(app, slack.app_token, ping_interval=0.3)  # its types come and go
        self._handler.connect()

    def stays_away(self) -> None:
        """Does not come back once its socket is closed."""
        self._handler.client.auto_reconnect_enabled = False

    def stop(self) -> None:
        """Ends the app's threads, when Slack has closed the socket: the SDK trips when it closes what is closing."""
        client = self._handler.client
        until = time.monotonic() + GOODBYE_SECONDS
        while client.is_connected() and time.monotonic() < until:
            time.sleep(0.01)
        client.closed = True
        client.message_queue.put(None)  # or closing waits a second for a message
        self._handler.close()
        self._app.listener_runner.listener_executor.shutdown()


def part(slack: Slack, bots: list[SocketBot]) -> None:
    """Ends bots in good order: Slack closes their sockets, and they let it."""
    for bot in bots:
        bot.stays_away()
    slack.disconnects_sockets(politely=False)
    for bot in bots:
        bot.stop()
