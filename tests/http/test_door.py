"""Nothing is read that Slack has not signed just now, nothing is read for ever, and nothing is a fault."""

from __future__ import annotations

import json
import logging
import socket
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import Mock
from urllib.parse import parse_qsl

import pytest
from slack_sandbox.courier import sign
from slack_sdk.socket_mode.request import SocketModeRequest

import handlers
from bot import punctual, server, socket_mode
from bot.server import MOST_BYTES
from bot.socket_mode import Listening
from handlers import errors
from tests.http.server import COMMAND, SECRET, WORKSPACE, Served

STAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"
NOW = str(int(time.time()))


def signed(**changed: str) -> dict[str, str]:
    """The headers of the command, with changes."""
    headers = sign(COMMAND, SECRET)
    names = {"stamp": STAMP, "signature": SIGNATURE}
    return {**headers, **{names[name]: value for name, value in changed.items()}}


def test_what_slack_signs_is_let_in(bot: Served) -> None:
    status, told = bot.posts(COMMAND)
    assert status == 200
    assert "/sprint-update" in told


HOSTILE: dict[str, Callable[[], dict[str, str]]] = {  # made when they are sent, or they would be too old
    "no headers": dict,
    "no signature": lambda: {STAMP: NOW},
    "no time": lambda: {SIGNATURE: "v0=00"},
    "another secret": lambda: sign(COMMAND, "another secret"),
    "another body": lambda: sign(COMMAND + b"&x=1", SECRET),
    "too old": lambda: sign(COMMAND, SECRET, age=301),
    "from tomorrow": lambda: sign(COMMAND, SECRET, age=-330),
    "signature of other letters": lambda: signed(signature="v0=€".encode().decode("latin-1")),
    "signature of no letters": lambda: signed(signature=""),
    "signature without its version": lambda: signed(signature=sign(COMMAND, SECRET)[SIGNATURE][3:]),
    "a time of words": lambda: signed(stamp="now"),
    "no time at all": lambda: signed(stamp=""),
    "a time below nothing": lambda: signed(stamp="-1"),
    "a huge time": lambda: signed(stamp="9" * 5000),
    "a time with a point": lambda: signed(stamp=f"{NOW}.0"),
    "a time with a sign": lambda: signed(stamp=f"+{NOW}"),
    "a time with underscores": lambda: signed(stamp=f"{NOW[:3]}_{NOW[3:]}"),
    "Arabic figures": lambda: signed(stamp="١٧٧٢".encode().decode("latin-1")),
}


@pytest.mark.parametrize("headers", HOSTILE.values(), ids=HOSTILE)
def test_hostile_headers_are_refused(
    headers: Callable[[], dict[str, str]], bot: Served, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        status, _ = bot.posts(COMMAND, headers())
    assert status == 401
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("twice", [STAMP, SIGNATURE])
def test_a_header_that_is_there_twice_is_refused(twice: str, bot: Served) -> None:
    headers = sign(COMMAND, SECRET)
    lines = [f"{name}: {value}" for name, value in [*headers.items(), (twice, headers[twice])]]
    head = "\r\n".join(["POST /slack/events HTTP/1.1", "Host: x", f"Content-Length: {len(COMMAND)}", *lines, "", ""])
    with bot.says(head.encode() + COMMAND) as connection:
        assert connection.recv(100).startswith(b"HTTP/1.1 401 ")


def test_the_signature_is_looked_at_before_the_body(bot: Served) -> None:
    assert bot.posts(b"\xff\xfe{", {})[0] == 401


def test_a_header_cannot_make_bolt_lazy(bot: Served) -> None:
    status, told = bot.posts(COMMAND, {**signed(), "X-Slack-Bolt-Lazy-Only": "1"})
    assert status == 200
    assert "/sprint-update" in told


def test_no_answer_tells_what_serves_it(bot: Served) -> None:
    for page in ("/livez", "/readyz", "/metrics", "/slack/events", "/nowhere"):
        with bot.says(f"GET {page} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()) as connection:
            head = _all_of(connection).partition(b"\r\n\r\n")[0].lower()
        assert b"\r\nserver:" not in head
        assert b"\r\nx-content-type-options: nosniff" in head
        assert b"\r\ncontent-type:" in head


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_only_slack_s_method_is_answered(method: str, bot: Served) -> None:
    with bot.says(f"{method} /slack/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()) as connection:
        assert _all_of(connection).startswith(b"HTTP/1.1 405 ")


# too much, too slowly


def test_a_body_of_more_than_a_megabyte_is_refused_at_its_announcement(bot: Served) -> None:
    head = f"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: {MOST_BYTES + 1}\r\n\r\n"
    with bot.says(head.encode()) as connection:
        assert _all_of(connection).startswith(b"HTTP/1.1 413 ")


def test_a_body_that_never_ends_is_refused_while_it_is_read(bot: Served) -> None:
    head = b"POST /slack/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    piece = b"%x\r\n%b\r\n" % (100_000, b"x" * 100_000)
    with bot.says(head) as connection:
        assert _is_cut_off(connection, piece)


def test_a_body_of_a_megabyte_is_read(bot: Served) -> None:
    assert bot.posts(b"{" + b" " * (MOST_BYTES - 2) + b"}")[0] == 400


SLOW = {
    "who says nothing": (),
    "who stops in the head": (b"POST /slack/events HTTP/1.1\r\nHost: ",),
    "who stops in the body": (b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\npay",),
    "who stops in a second request": (b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\nGET /livez HTTP/1.1\r\n",),
}


@pytest.mark.parametrize("pieces", SLOW.values(), ids=SLOW)
def test_slow_clients_are_closed(pieces: tuple[bytes, ...], bot: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    assert punctual.READ_SECONDS == 10
    monkeypatch.setattr(punctual, "READ_SECONDS", 0.3)
    with bot.says(*pieces) as connection:
        assert b" 5" not in _all_of(connection)[:12]


def test_who_trickles_is_closed(bot: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(punctual, "READ_SECONDS", 0.3)
    began = time.monotonic()
    with bot.says(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n") as connection:
        assert _is_cut_off(connection, b"x", 0.02)
    assert time.monotonic() - began < 10


def test_a_head_without_end_is_refused(bot: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(punctual, "READ_SECONDS", 60.0)  # for its length, not for its time
    with bot.says(b"GET /livez HTTP/1.1\r\nX: ") as connection:
        assert _is_cut_off(connection, b"x" * 100_000)


def test_slow_clients_keep_nobody_waiting(bot: Served) -> None:
    slow = [bot.says(b"POST /slack/events HTTP/1.1\r\nContent-Length: 9\r\n\r\n") for _ in range(50)]
    assert bot.posts(COMMAND)[0] == 200
    for connection in slow:
        connection.close()


# signed, and not what Slack sends

PRESSED = {
    "type": "block_actions",
    "team": {"id": WORKSPACE},
    "user": {"id": "U1"},
    "trigger_id": "1.2.3",
    "container": {"type": "message"},
    "actions": [{"type": "button", "action_id": "whatever", "block_id": "b", "value": "x"}],
}
VIEW = {
    "id": "V1",
    "type": "modal",
    "hash": "h",
    "callback_id": "c",
    "private_metadata": "",
    "blocks": [],
    "state": {"values": {"b": {"a": {"type": "plain_text_input", "value": "x"}}}},
}
MALFORMED: dict[str, Any] = {
    "nothing": b"",
    "no payload": b"payload=",
    "not UTF-8": b"payload=%ff",
    "not JSON": b"payload={",
    "a list": b"payload=[]",
    "a number": b"payload=1",
    "no number": b"payload=NaN",
    "half a character": b'payload={"type":"%5cud800"}',
    "very deep": b"payload=" + b"[" * 100_000,
    "very deep JSON": b'{"a":' * 50_000,
    "two fields": b"payload={&x=1",
    "many fields": b"&".join(b"a%d=1" % n for n in range(200)),
    "a command without its sender": b"command=%2Fsprint-notes&team_id=T012345&channel_id=C1&trigger_id=1",
    "an event without its content": b'{"type":"event_callback","team_id":"T012345"}',
    "an event that is a list": b'{"type":"event_callback","team_id":"T012345","event":[]}',
    "a challenge without a word": b'{"type":"url_verification"}',
    "no type": {**PRESSED, "type": None},
    "a strange type": {**PRESSED, "type": "dialog_submission"},
    "a type that is none": {**PRESSED, "type": {}},
    "a team that is a list": {**PRESSED, "team": [WORKSPACE]},
    "a team that is a number": {**PRESSED, "team": 5},
    "no person": {**PRESSED, "user": None},
    "a person whose id is none": {**PRESSED, "user": {"id": ""}},
    "a team that is no text": {**PRESSED, "team": None, "user": {"id": "U1", "team_id": {"id": WORKSPACE}}},
    "no trigger": {**PRESSED, "trigger_id": ""},
    "a person without an id": {**PRESSED, "user": {"name": "ada"}},
    "pressed in no view": {**PRESSED, "container": {"type": "view"}},
    "an address that is none": {**PRESSED, "response_url": "hooks"},
    "nothing pressed": {**PRESSED, "actions": []},
    "something else pressed": {**PRESSED, "actions": "button"},
    "a button that carries nothing": {**PRESSED, "actions": [{"type": "button", "action_id": "a", "block_id": "b"}]},
    "no form": {**PRESSED, "type": "view_submission"},
    "a form without values": {**PRESSED, "type": "view_submission", "view": {**VIEW, "state": {}}},
    "a value that is a list": {
        **PRESSED,
        "type": "view_submission",
        "view": {**VIEW, "state": {"values": {"b": {"a": {"value": []}}}}},
    },
    "rich text without its text": {
        **PRESSED,
        "type": "view_submission",
        "view": {**VIEW, "state": {"values": {"b": {"a": {"rich_text_value": {"elements": [{"type": "text"}]}}}}}},
    },
}


@pytest.mark.parametrize("sent", MALFORMED.values(), ids=MALFORMED)
def test_what_slack_does_not_send_is_refused_and_logged(
    sent: Any, bot: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = Mock()
    monkeypatch.setattr(server, "log", log)
    status, told = bot.posts(sent) if isinstance(sent, bytes) else bot.interacts(sent)
    assert status == 400
    assert "This is not what Slack sends" in told
    assert [call.args for call in log.warning.call_args_list] == [("malformed",)]
    log.exception.assert_not_called()


@pytest.fixture
def socket_handler(bot: Served) -> Iterator[Listening]:
    """What Slack's client calls with an envelope in Socket Mode; it is not connected."""
    handler = Listening(bot.parts.bolt, "xapp-1", bot.parts.client, bot.parts.metrics)
    yield handler
    handler.client.close()


def test_a_socket_brings_the_same_or_gets_no_answer(socket_handler: Listening, monkeypatch: pytest.MonkeyPatch) -> None:
    answered: list[str] = []
    client, log = socket_handler.client, Mock()
    monkeypatch.setattr(client, "send_socket_mode_response", lambda answer: answered.append(answer.envelope_id))
    monkeypatch.setattr(socket_mode, "log", log)
    malformed = [sent for sent in MALFORMED.values() if isinstance(sent, dict)]
    for sent in malformed:
        socket_handler.handle(client, SocketModeRequest("interactive", "E1", sent))
    socket_handler.handle(client, SocketModeRequest("another", "E2", PRESSED))
    assert answered == []
    assert log.warning.call_count == len(malformed) + 1
    socket_handler.handle(client, SocketModeRequest("interactive", "E3", PRESSED))
    socket_handler.handle(client, SocketModeRequest("slash_commands", "E4", dict(parse_qsl(COMMAND.decode()))))
    assert answered == ["E3", "E4"]


def test_what_it_models_are_made_of_is_let_in(bot: Served) -> None:
    assert bot.interacts(PRESSED) == (200, "")
    assert bot.interacts({**PRESSED, "container": {"type": "view"}, "view": VIEW})[0] == 200
    assert bot.interacts({**PRESSED, "type": "view_submission", "view": VIEW})[0] == 200


BARE = {"type": "plain_text_input", "block_id": "b"}  # an element that carries nothing
ACTS: dict[str, Any] = {
    **{name: {**PRESSED, "actions": [{**BARE, "action_id": name}]} for name in handlers.ACTIONS},
    **{
        f"{name} in a form": {
            **PRESSED,
            "container": {"type": "view"},
            "view": VIEW,
            "actions": [{**BARE, "action_id": name}],
        }
        for name in handlers.ACTIONS
    },
    **{
        f"submitted {name}": {**PRESSED, "type": "view_submission", "view": {**VIEW, "callback_id": name}}
        for name in handlers.SUBMITS
    },
    **{f"shortcut {name}": {**PRESSED, "type": "shortcut", "callback_id": name} for name in handlers.SHORTCUTS},
}


def test_an_act_without_what_it_carries_is_no_fault(bot: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """It gets a sentence. That Slack is away here is another matter."""
    faults: list[object] = []
    log = Mock(exception=lambda *_args, **_more: faults.append(sys.exc_info()[1]))
    monkeypatch.setattr(errors, "log", log)
    for name, act in ACTS.items():
        assert bot.interacts(act)[0] == 200, name
    assert [fault for fault in faults if isinstance(fault, LookupError | TypeError | AttributeError | ValueError)] == []


def test_slack_asks_whether_the_address_is_ours(bot: Served) -> None:
    status, told = bot.posts(json.dumps({"type": "url_verification", "token": "t", "challenge": "3eZbrw"}).encode())
    assert (status, json.loads(told)) == (200, {"challenge": "3eZbrw"})
    assert bot.posts(b"ssl_check=1&token=t")[0] == 200


def _is_cut_off(connection: socket.socket, piece: bytes, rest: float = 0.0) -> bool:
    """Whether the other side closes while we send piece after piece."""
    for _ in range(1000):
        try:
            connection.sendall(piece)
        except ConnectionError:
            return True
        time.sleep(rest)
    return False


def _all_of(connection: socket.socket) -> bytes:
    """Everything until the other side closes."""
    parts = []
    try:
        while part := connection.recv(65_536):
            parts.append(part)
    except ConnectionError:
        pass
    return b"".join(parts)
