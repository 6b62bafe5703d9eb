"""A Bolt for Python bot holds a conversation over every surface, both ways, and a thousand commands are not lost."""

from __future__ import annotations

import gc
import tracemalloc
import warnings
from collections import deque
from collections.abc import Callable

import pytest
from sandbox_support.conformance_bot import register
from sandbox_support.conversation_script import every_surface_once
from slack_bolt import Ack, App
from slack_sandbox import core
from slack_sandbox.core import Sandbox, make_app
from slack_sandbox.errors import SlackError
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel

COMMANDS = 1000
WARM_UP = 100
KEPT = 50  # of everything that is remembered, so that its bounds are reached in the warm-up
LEAK = COMMANDS // 2  # objects: one a command would be twice as many; a busy machine starts a thread or two more
GROWTH = 300_000  # bytes: the log of calls and what Slack remembers of triggers are bounded


def test_a_bolt_for_python_bot_holds_the_conversation(
    slack: LocalSlack, app: App, serve: Callable[[App], object], ada: Person, channel: Channel
) -> None:
    register(app)
    serve(app)
    every_surface_once(slack, ada, channel)


@pytest.mark.parametrize("slack", [{"keeps_calls": KEPT}], indirect=True)
def test_a_thousand_commands_in_a_row(
    slack: LocalSlack,
    app: App,
    serve: Callable[[App], object],
    ada: Person,
    channel: Channel,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """None is lost or swapped, and nothing is left behind of any: neither in the sandbox nor in the bot."""
    monkeypatch.setattr(core, "KEPT_TRIGGERS", KEPT)
    monkeypatch.setattr(core, "KEPT_RESPONSE_URLS", KEPT)
    slack.sandbox.courier.log = deque(maxlen=KEPT)
    heard: list[int] = []

    @app.command("/count")
    def count(ack: Ack, command: dict[str, str]) -> None:
        heard.append(int(command["text"]))
        ack()

    serve(app)
    for number in range(WARM_UP):
        assert ada.types(f"/count {number}", in_channel=channel).ok
    before = objects()
    for number in range(WARM_UP, WARM_UP + COMMANDS):
        assert ada.types(f"/count {number}", in_channel=channel).ok
    assert heard == list(range(WARM_UP + COMMANDS))
    assert objects() - before < LEAK


def objects() -> int:
    """How many things there are that can hold others."""
    with warnings.catch_warnings(action="ignore", category=ResourceWarning):  # of what earlier tests have left
        gc.collect()
    return len(gc.get_objects())


def test_memory_stays_flat() -> None:
    box = Sandbox(make_app())  # without a server, whose threads would be counted too

    def work() -> None:
        for number in range(1500):
            box.issue_trigger("U1")
            box.note_refusal("x", {"n": number}, SlackError("x"))

    box.world.calls = type(box.world.calls)(50)
    work()
    gc.collect()
    tracemalloc.start()
    try:
        work()
        gc.collect()
        assert tracemalloc.get_traced_memory()[0] < GROWTH
    finally:
        tracemalloc.stop()
    assert len(box.world.triggers) == 1000
    assert [call.arguments["n"] for call in box.world.calls.since(2998)] == [1498, 1499]
