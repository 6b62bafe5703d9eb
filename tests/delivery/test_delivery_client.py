"""A call to Slack takes so long at most in total, however its answer comes in."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from slack_sandbox.server import LocalSlack

from delivery.client import UNREACHABLE, TimedClient, TimedWebhook, answer_by, in_time

LIMIT = 0.5  # seconds
PATIENCE = 5.0  # before which a limit of a second counts as kept, on a busy machine
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
FAULT = OK.replace(b"200 OK", b"500 Internal Server Error")
Call = Callable[[str], object]
LEFT_OPEN = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # by slack_sdk, for a moment


@contextmanager
def trickling(head: bytes) -> Iterator[str]:
    """A server that sends a head, and then a byte whenever somebody might lose patience; its address."""
    ending = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(head)
                try:
                    while not ending.wait(0.05):
                        connection.sendall(b" ")
                except OSError:
                    pass

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        ending.set()
        thread.join()


def asks(address: str) -> object:
    return TimedClient("xoxb-1", address, LIMIT).auth_test()


def responds(address: str) -> object:
    return TimedWebhook(address, LIMIT).send_dict({"text": "Done."})


@LEFT_OPEN
@pytest.mark.parametrize("call", [asks, responds])
@pytest.mark.parametrize("head", [OK, FAULT, b""], ids=["an answer", "an error", "nothing"])
def test_an_answer_that_trickles_in_is_given_up(call: Call, head: bytes) -> None:
    with trickling(head) as address:
        began = time.monotonic()
        with pytest.raises(TimeoutError, match=r"in 0\.5 seconds"):
            call(address)
        assert LIMIT <= time.monotonic() - began < PATIENCE


@LEFT_OPEN
def test_calls_before_an_answer_share_its_time() -> None:
    try:
        answer_by(time.monotonic() + LIMIT)
        with trickling(OK) as address, pytest.raises(TimeoutError):
            TimedClient("xoxb-1", address, 60).auth_test()
        with pytest.raises(TimeoutError, match="no time was left"):
            TimedWebhook("http://127.0.0.1:9/", 60).send_dict({"text": "Done."})
    finally:
        answer_by(time.monotonic() + 3600)


def test_what_a_call_raises_is_raised() -> None:
    def fails() -> None:
        raise KeyError("here")

    with pytest.raises(KeyError, match="here"):
        in_time(LIMIT, fails)


def test_how_calls_went_is_heard() -> None:
    heard: list[tuple[str, str]] = []

    def hears(method: str, error: str) -> None:
        heard.append((method, error))

    with LocalSlack() as slack:
        TimedClient(slack.bot_token, slack.api_url, 10, hears).auth_test()
        with pytest.raises(Exception, match="invalid_auth"):
            TimedClient("xoxb-wrong", slack.api_url, 10, hears).auth_test()
    with pytest.raises(OSError, match="refused"):
        TimedClient("xoxb-1", "http://127.0.0.1:9/api/", 10, hears).auth_test()
    assert heard == [("auth.test", ""), ("auth.test", "invalid_auth"), ("auth.test", UNREACHABLE)]
