"""The table of verbs, and the arguments they share."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from slack_sandbox.core import Sandbox
from slack_sandbox.errors import ControlError
from slack_sandbox.fill import find_channel, find_user
from slack_sandbox.world import JSON, Channel, Message, User

Verb = Callable[[Sandbox, JSON], Awaitable[Any]]
VERBS: dict[str, Verb] = {}


def verb(run: Verb) -> Verb:
    """Registers a verb under its function's name."""
    VERBS[run.__name__] = run
    return run


def who(box: Sandbox, given: JSON, key: str = "person") -> User:
    """The person in an argument."""
    return box.world.users[find_user(str(given[key]), box)]


def where(box: Sandbox, given: JSON) -> Channel:
    """The channel in an argument."""
    return box.world.channels[find_channel(str(given["channel"]), box)]


def which(box: Sandbox, given: JSON) -> Message | None:
    """The message in an argument, if one is given."""
    wanted = given.get("message")
    if not wanted:
        return None
    message = box.world.channels[wanted["channel"]].find(wanted["ts"])
    if message is None:
        raise ControlError("that message is gone")
    return message
