"""The bytes of a file in Slack: who may not read it is sent to a page to sign in, where our token must not follow."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from slack_sdk import WebClient

from domain.errors import Conflict, WrongInput
from handlers.setup.projects_file import fetch

CONTENT = b"key,name\nferry,Ferry Tickets\n"


class Files(BaseHTTPRequestHandler):
    """Three files: one to read, one that is refused, one that is larger than it says."""

    visited: list[str]

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers["content-length"])).decode()
        name = asked.partition("file=")[2]
        address = f"http://{self.headers['host']}/{name}"
        self._answers(json.dumps({"ok": True, "file": {"size": len(CONTENT), "url_private": address}}).encode())

    def do_GET(self) -> None:
        self.visited.append(self.path)
        if self.path == "/refused":
            self.send_response(302)
            self.send_header("Location", "/sign-in")
            self.end_headers()
        else:
            self._answers(CONTENT * (1000 if self.path == "/large" else 1))

    def _answers(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        return


@pytest.fixture
def client() -> Iterator[WebClient]:
    Files.visited = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Files)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield WebClient("xoxb-1", base_url=f"http://127.0.0.1:{server.server_port}/api/")
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_file_is_read(client: WebClient) -> None:
    assert fetch(client, "good", 1000) == CONTENT


def test_a_token_follows_no_redirect(client: WebClient) -> None:
    with pytest.raises(Conflict):
        fetch(client, "refused", 1000)
    assert Files.visited == ["/refused"]


def test_a_file_that_is_larger_than_it_says_is_not_read_to_its_end(client: WebClient) -> None:
    with pytest.raises(WrongInput):
        fetch(client, "large", 1000)
