"""A local Slack for each test, and real Bolt apps that talk to it both ways."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from slack_bolt import App, BoltRequest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sandbox.client import Slack
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel
from slack_sdk import WebClient


@pytest.fixture(autouse=True)
def _quiet_sdk(monkeypatch: pytest.MonkeyPatch) -> None:
    """slack_sdk warns of calls without text, which some tests make on purpose."""
    monkeypatch.setenv("SKIP_SLACK_SDK_WARNING", "1")


@pytest.fixture
def slack(request: pytest.FixtureRequest) -> Iterator[LocalSlack]:
    """A Slack whose pacing is off, so that tests are quick; parameters change it."""
    with LocalSlack(**{"rate_limits": False, **getattr(request, "param", {})}) as running:
        yield running


@pytest.fixture
def web(slack: LocalSlack) -> WebClient:
    """Slack's own client, which repeats nothing by itself."""
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
def ada(slack: LocalSlack) -> Person:
    return slack.adds_person("Ada Lovelace")


@pytest.fixture
def channel(slack: LocalSlack, ada: Person) -> Channel:
    """A public channel with Ada and the bot in it."""
    return slack.adds_channel("notes", members=[ada], with_bot=True)


class HttpBot:
    """A Bolt app behind a plain HTTP server."""

    def __init__(self, app: App) -> None:
        self.requests: list[dict[str, str]] = []
        bot = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                bot.requests.append(headers)
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
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def new_app(slack: Slack) -> App:
    client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    return App(client=client, signing_secret=slack.signing_secret, process_before_response=True)


def stop_app(app: App) -> None:
    app.listener_runner.listener_executor.shutdown()


@pytest.fixture
def http_bots(slack: LocalSlack) -> Iterator[Callable[[App], HttpBot]]:
    """Serves a Bolt app over signed HTTP."""
    serving: list[tuple[App, HttpBot]] = []

    def serve(app: App) -> HttpBot:
        bot = HttpBot(app)
        serving.append((app, bot))
        slack.sends_to(bot.url)
        return bot

    yield serve
    for app, bot in serving:
        bot.stop()
        stop_app(app)


@pytest.fixture
def socket_bots(slack: LocalSlack) -> Iterator[Callable[[App], None]]:
    """Serves a Bolt app over Socket Mode, with Slack's built-in client."""
    serving: list[tuple[App, Any]] = []  # their types come and go with the SDK

    def serve(app: App) -> None:
        handler: Any = SocketModeHandler(app, slack.app_token, ping_interval=0.3)
        handler.connect()
        serving.append((app, handler))
        slack.waits_for_bot(connections=len(serving))

    yield serve
    for _, handler in serving:
        handler.client.auto_reconnect_enabled = False
    slack.disconnects_sockets(politely=False)
    for app, handler in serving:
        wait_until_gone(handler)
        handler.client.closed = True
        handler.client.message_queue.put(None)  # or closing waits a second for a message
        handler.close()
        stop_app(app)


def wait_until_gone(handler: Any) -> None:
    """slack_sdk trips over its own feet when it closes what is being closed."""
    until = time.monotonic() + 4
    while handler.client.is_connected() and time.monotonic() < until:
        time.sleep(0.01)


@pytest.fixture(params=["socket", "http"])
def serve(
    request: pytest.FixtureRequest,
    http_bots: Callable[[App], HttpBot],
    socket_bots: Callable[[App], None],
) -> Callable[[App], object]:
    """Serves a Bolt app, once each way."""
    return http_bots if request.param == "http" else socket_bots


@pytest.fixture
def app(slack: LocalSlack) -> App:
    """A Bolt app without listeners yet."""
    return new_app(slack)
