"""Answers that are none: whatever comes back in place of Slack's words, a post may be there, and is looked up."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from slack_sandbox.server import LocalSlack
from slack_sdk import WebClient

from delivery.client import TimedClient
from delivery.slack import SlackPostman
from domain.delivery import Act, Delivery, DeliveryState, Doubtful
from storage.engine import Engines
from tests.delivery.office import Office, hand_clock, web_client

PAGE = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
POST = Delivery(id="1", workspace="T1", key="k", group="", place=0, act=Act.POST, channel="C1", payload={"text": "x"})
WHOLE = b'{"ok": true, "channel": "C1", "ts": "1772701453.917500"}'


def answer(status: str, body: bytes, kind: str = "application/json", length: int | None = None) -> bytes:
    size = len(body) if length is None else length
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {size}\r\n\r\n".encode() + body


BROKEN = {
    "a connection that is closed without a word": b"",
    "half a head": b"HTTP/1.1 200 OK\r\nContent-Ty",
    "a head, and then half closed": answer("200 OK", b"", length=len(WHOLE)),
    "half of what was announced": answer("200 OK", WHOLE[:20], length=len(WHOLE)),
    "half an answer as a whole one": answer("200 OK", WHOLE[:20]),
    "nothing as an answer": answer("200 OK", b""),
    "a page of a proxy that stands for an error": answer("502 Bad Gateway", PAGE, "text/html"),
    "a page of a proxy that stands for an answer": answer("200 OK", PAGE, "text/html"),
    "a time-out of a proxy": answer("504 Gateway Timeout", b"", "text/html"),
    "an error that is no object": answer("500 Internal Server Error", b'"internal"'),
    "an answer that is no object": answer("200 OK", b"[]"),
    "null as an answer": answer("200 OK", b"null"),
    "an empty object": answer("200 OK", b"{}"),
    "a yes without a message": answer("200 OK", b'{"ok": true}'),
}


@contextmanager
def answering(with_bytes: bytes) -> Iterator[str]:
    """A server that hears a request out, says these bytes, and says no more; its address."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(with_bytes)
                connection.shutdown(socket.SHUT_WR)
                connection.recv(65_536)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        thread.join()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # slack_sdk leaves the socket open
@pytest.mark.parametrize("said", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_answer_is_doubt(said: bytes) -> None:
    with answering(said) as address:
        client: WebClient = TimedClient("xoxb-1", address, 5)
        assert isinstance(SlackPostman(lambda _workspace: client).carry(POST), Doubtful)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("said", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_look_up_is_doubt_still(said: bytes) -> None:
    unknown = replace(POST, state=DeliveryState.UNKNOWN, attempted_at=datetime.now(UTC), tried_at=datetime.now(UTC))
    with answering(said) as address:
        client: WebClient = TimedClient("xoxb-1", address, 5)
        [outcome] = SlackPostman(lambda _workspace: client).look_up([unknown])
        assert isinstance(outcome, Doubtful)


LIES: dict[str, Callable[[LocalSlack], None]] = {
    "half an answer": lambda slack: slack.tears("chat.postMessage"),
    "no answer": lambda slack: slack.drops("chat.postMessage", when="after"),
    "an error of Slack's": lambda slack: slack.fails("chat.postMessage", error="internal_error", when="after"),
    "502": lambda slack: slack.fails("chat.postMessage", status=502, when="after"),
    "503": lambda slack: slack.fails("chat.postMessage", status=503, when="after"),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_what_slack_took_and_denied_is_there_once(lie: Callable[[LocalSlack], None], engines: Engines) -> None:
    with LocalSlack() as slack:
        channel = slack.adds_channel("notes", with_bot=True)
        office = Office(slack, engines, hand_clock(), web_client(slack), channel)
        lie(slack)
        office.shows("a", "Said once.")
        office.shows("b", "And this after it.")
        office.rests()
        assert office.texts() == ["Said once.", "And this after it."]
