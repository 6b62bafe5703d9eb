"""A small server between the local Slack and the bot: a test sees what Slack brings, and may bring more itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx2
from slack_sandbox.controls import WAIT_SECONDS

from tests.stage import Stage

Headers = Mapping[str, str]
PassesOn = Callable[[bytes, Headers], httpx2.Response]


class Bot:
    """The bot's own HTTP endpoint."""

    def __init__(self, staged: Stage, client: httpx2.Client) -> None:
        self._client = client
        self._address = f"http://127.0.0.1:{staged.port}/slack/events"

    def hears(self, body: bytes, headers: Headers) -> httpx2.Response:
        """Brings it a request as Slack has signed it."""
        return self._client.post(self._address, content=body, headers=dict(headers))


@contextmanager
def between(
    staged: Stage, passes_on: Callable[[Bot, bytes, Headers], httpx2.Response], told: Callable[[str], None]
) -> Iterator[tuple[Bot, str]]:
    """Puts the server between: ``passes_on`` gets all that Slack brings; at the server's address, which is given with
    the bot, ``told`` gets what is posted to ``/told``."""
    client = httpx2.Client(
        trust_env=False, timeout=WAIT_SECONDS
    )  # one for all: making one takes longer than a question
    bot = Bot(staged, client)

    class Between(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/told":
                told(body.decode())
                self._answer(200, "text/plain", b"ok")
                return
            kept = {
                name: value
                for name, value in self.headers.items()
                if name.lower().startswith(("x-slack", "content-type"))
            }
            answer = passes_on(bot, body, kept)
            self._answer(answer.status_code, answer.headers.get("content-type", "text/plain"), answer.content)

        def _answer(self, status: int, kind: str, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with client, ThreadingHTTPServer(("127.0.0.1", 0), Between) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        staged.slack.sends_to(f"{address}/slack/events")
        try:
            yield bot, address
        finally:
            staged.slack.sends_to(f"http://127.0.0.1:{staged.port}/slack/events")
            server.shutdown()
