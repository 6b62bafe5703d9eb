"""The bot's real server in a thread of this process, and what goes over its wire byte by byte."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from pydantic import SecretStr
from slack_sandbox.courier import sign

from bot.app import Parts, create_app
from bot.run import Running
from bot.settings import Settings
from tests.stage import free_port

SECRET = "a signing secret"
WORKSPACE = "T012345"
TOKEN = "xoxb-1"
NOWHERE = "http://127.0.0.1:9/api/"
START_SECONDS = 30.0
COMMAND = (
    b"command=%2Fsprint-notes&text=help&team_id=T012345&user_id=U1&channel_id=C1&trigger_id=1.2.3"
    b"&response_url=https%3A%2F%2Fhooks.example%2F1"
)
Headers = Mapping[str, str]


@dataclass
class Served:
    """The bot, which serves on a port."""

    parts: Parts
    running: Running
    port: int

    def posts(self, body: bytes, headers: Headers | None = None) -> tuple[int, str]:
        """Sends a body to Slack's endpoint, signed where no headers are given; status and words of the answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("POST", "/slack/events", body, dict(sign(body, SECRET) if headers is None else headers))
        answer = connection.getresponse()
        told = answer.read().decode()
        connection.close()
        return answer.status, told

    def interacts(self, payload: Any) -> tuple[int, str]:
        """Sends what somebody did, as Slack sends it."""
        return self.posts(urlencode({"payload": json.dumps(payload)}).encode())

    def asks(self, page: str) -> tuple[int, Any]:
        """A health page: its status, and its body."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", page)
        answer = connection.getresponse()
        words = answer.read().decode()
        connection.close()
        return answer.status, words if page == "/metrics" else json.loads(words)

    def says(self, *pieces: bytes) -> socket.socket:
        """A connection over which these bytes went, which stays open."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        for piece in pieces:
            connection.sendall(piece)
        return connection


@contextmanager
def served(database: str, *, met: bool = True, slack: str = NOWHERE, token: str = TOKEN) -> Iterator[Served]:
    """The bot over HTTP; where it has ``met`` Slack before, its workspace is known."""
    with free_port() as port:
        settings = Settings(
            slack_bot_token=SecretStr(token),
            slack_app_token=SecretStr(""),
            slack_signing_secret=SecretStr(SECRET),
            slack_api_url=slack,
            database_url=database,
            port=port,
            sprint_notes_tick_seconds=0.2,
        )
        parts = create_app(settings)
        if met:
            parts.store.meet(WORKSPACE, "Harbour", "B1", "U0BOT")
        running = Running(parts)
        thread = threading.Thread(target=running.serves, name="server")
        thread.start()
        try:
            _waits_for(port)
            yield Served(parts, running, port)
        finally:
            running.ends()
            thread.join(START_SECONDS)
            parts.stop()


def _waits_for(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError("the server did not start")


def until(condition: Any, seconds: float = START_SECONDS) -> None:
    """Waits until something is so."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "still not so"
        time.sleep(0.02)


def database(folder: Path) -> str:
    """The address of a new database."""
    return f"sqlite:///{folder / 'notes.db'}"
