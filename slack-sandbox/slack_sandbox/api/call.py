"""One Web API call: its arguments, read strictly, and the table of methods."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from slack_sandbox.core import Sandbox
from slack_sandbox.errors import SlackError
from slack_sandbox.rules import Finding
from slack_sandbox.world import JSON, Channel, User

SCOPE_FAMILIES = {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}
TRUE_WORDS = (True, 1, "1", "true", "True")


@dataclass(frozen=True)
class Method:
    """A Web API method: what runs it, its rate tier, and the bot scopes of which one is needed; `distributed` is
    its tier for an app that is distributed outside the Marketplace, where that is another one."""

    name: str
    run: Callable[[ApiCall], JSON]
    tier: str
    scopes: tuple[str, ...] = ()
    token: str = "bot"  # noqa: S105 - bot, app or none: a kind of token
    distributed: str = ""

    def tier_of(self, box: Sandbox) -> str:
        """Its tier for the app as it is distributed."""
        return self.distributed or self.tier if box.distributed else self.tier


METHODS: dict[str, Method] = {}


def method(
    name: str,
    tier: str,
    *scopes: str,
    token: str = "bot",  # noqa: S107 - a kind of token
    distributed: str = "",
) -> Callable[[Callable[[ApiCall], JSON]], Callable[[ApiCall], JSON]]:
    """Registers a Web API method."""

    def register(run: Callable[[ApiCall], JSON]) -> Callable[[ApiCall], JSON]:
        METHODS[name] = Method(name, run, tier, scopes, token, distributed)
        return run

    return register


@dataclass
class ApiCall:
    """What was called, with what."""

    box: Sandbox
    method: str
    arguments: JSON
    token: str = field(default="", repr=False)

    def get(self, name: str) -> str:
        """A text argument, or nothing."""
        value = self.arguments.get(name)
        return "" if value is None else str(value)

    def need(self, name: str, code: str = "invalid_arguments") -> str:
        """A text argument that must be there."""
        value = self.get(name)
        if not value:
            raise SlackError(code, missing(name))
        return value

    def flag(self, name: str) -> bool:
        """A true or false argument."""
        return self.arguments.get(name) in TRUE_WORDS

    def whole(self, name: str, default: int, most: int) -> int:
        """A whole-number argument from 1 to `most`."""
        value = self.arguments.get(name)
        if value in (None, ""):
            return default
        try:
            number = int(str(value))
        except ValueError as error:
            finding = Finding(f"/{name}", "type", "must be an integer", "apiref")
            raise SlackError("invalid_arguments", finding) from error
        if not 1 <= number <= most:
            raise SlackError("invalid_limit")
        return number

    def parsed(self, name: str, code: str = "invalid_arguments") -> Any:
        """An argument that is JSON when it comes in a form."""
        value = self.arguments.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError as error:
            raise SlackError(code, Finding(f"/{name}", "type", "must be JSON", "apiref")) from error

    def require_scope(self, *any_of: str) -> None:
        """Refuses the call unless the app has one of these scopes."""
        granted = self.box.world.app.scopes
        if granted is not None and any_of and not granted & set(any_of):
            needed, provided = ",".join(any_of), ",".join(sorted(granted))
            raise SlackError("missing_scope", needed=needed, provided=provided)

    def has_scope(self, scope: str) -> bool:
        """Whether the app has this scope."""
        granted = self.box.world.app.scopes
        return granted is None or scope in granted

    def channel(self, name: str = "channel") -> Channel:
        """The conversation in an argument; one the bot cannot see is not found."""
        channel = self.box.world.channels.get(self.need(name, "channel_not_found"))
        if channel is None or (channel.kind != "public" and not self.is_member(channel)):
            raise SlackError("channel_not_found")
        return channel

    def is_member(self, channel: Channel) -> bool:
        """Whether the bot is in the conversation."""
        return self.box.world.app.bot_user in channel.members

    def readable_channel(self, permission: str) -> Channel:
        """A conversation whose messages or members the bot may read, by membership and scope."""
        channel = self.channel()
        self.require_scope(f"{SCOPE_FAMILIES[channel.kind]}:{permission}")
        return channel

    def user(self, name: str = "user") -> User:
        """The person in an argument."""
        user = self.box.world.users.get(self.need(name, "user_not_found"))
        if user is None:
            raise SlackError("user_not_found")
        return user


def missing(name: str) -> Finding:
    """The objection to an argument that is not there."""
    return Finding(f"/{name}", "required", f"missing required field: {name}", "apiref")


def page(
    items: list[Any], call: ApiCall, default: int, most: int = 1000, *, cut_to: int | None = None
) -> tuple[list[Any], str]:
    """One page of a list and the cursor of the next; a limit above `cut_to` is no error, and the page is that long."""
    limit = call.whole("limit", default, most)
    limit = min(limit, cut_to or limit)
    cursor = call.get("cursor")
    if cursor and not (cursor.startswith("next:") and cursor[5:].isdigit()):
        raise SlackError("invalid_cursor")
    start = int(cursor[5:]) if cursor else 0
    after = start + limit
    return items[start:after], f"next:{after}" if after < len(items) else ""
