"""A request URL that only listens."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from slack_sandbox.controls import WAIT_SECONDS

JSON = dict[str, Any]


class Listener:
    """An HTTP server that keeps what it was sent and answers as told."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.statuses: list[int] = []
        self.more_headers: dict[str, str] = {}
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                listener.got.append((headers, self.rfile.read(int(headers["content-length"]))))
                self.send_response(listener.statuses.pop(0) if listener.statuses else 200)
                for name, value in listener.more_headers.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, *_args: Any) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))
        self.thread.start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server.server_port}/"

    @property
    def events(self) -> list[JSON]:
        """The events it was sent."""
        return [json.loads(body)["event"] for _, body in self.got]

    def waits_for(self, count: int) -> None:
        """Waits until it was sent so much."""
        until = time.monotonic() + WAIT_SECONDS
        while len(self.got) < count:
            assert time.monotonic() < until, f"{len(self.got)} requests, not {count}"
            time.sleep(0.01)

    def stop(self) -> None:
        """Ends the server."""
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
