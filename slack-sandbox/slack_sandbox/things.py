"""What the Python client hands out: channels, messages, outcomes, calls."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Any

from slack_sandbox.rules import Finding
from slack_sandbox.text import as_text

JSON = dict[str, Any]


class NotThere(AssertionError):
    """Somebody was to see or use what is not there."""


@dataclass(frozen=True)
class Channel:
    """A conversation."""

    id: str
    name: str
    kind: str = "public"


@dataclass(frozen=True)
class Upload:
    """A file that somebody has at hand."""

    name: str
    content: bytes = b"x"

    def as_json(self) -> JSON:
        """As the control API takes it."""
        return {"name": self.name, "content": base64.b64encode(self.content).decode()}


@dataclass(frozen=True)
class Message:
    """A message as somebody sees it; `raw` is Slack's own JSON."""

    raw: JSON = field(repr=False)

    @property
    def ts(self) -> str:
        """Its timestamp."""
        return str(self.raw["ts"])

    @property
    def channel(self) -> str:
        """The id of its channel."""
        return str(self.raw["channel"])

    @property
    def user(self) -> str:
        """Who wrote it."""
        return str(self.raw["user"])

    @property
    def text(self) -> str:
        """Its top-level text: what a notification or a screen reader says."""
        return str(self.raw["text"])

    @property
    def blocks(self) -> list[JSON]:
        """Its blocks."""
        return list(self.raw.get("blocks") or [])

    @property
    def thread_ts(self) -> str | None:
        """The message whose thread it is in."""
        return self.raw.get("thread_ts")

    @property
    def is_reply(self) -> bool:
        """Whether it is a reply in a thread."""
        return self.thread_ts not in (None, self.ts)

    @property
    def is_ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return self.raw.get("visible_to") is not None

    def __str__(self) -> str:
        return as_text(self.raw)

    def __repr__(self) -> str:
        return f"Message({self.ts}, {str(self)!r})"

    def __contains__(self, fragment: str) -> bool:
        return fragment in str(self) or fragment in self.text


@dataclass(frozen=True)
class Outcome:
    """What came of a command or a click: an error code, if it failed, and what was seen at once."""

    error: str | None = None
    messages: tuple[Message, ...] = ()
    confirm: JSON | None = None
    url: str | None = None
    sent: bool = True

    @property
    def ok(self) -> bool:
        """Whether the bot acknowledged."""
        return self.error is None

    def __str__(self) -> str:
        return "\n".join(map(str, self.messages)) or f"({self.error or 'nothing'})"

    def __contains__(self, fragment: str) -> bool:
        return any(fragment in message for message in self.messages)


@dataclass(frozen=True)
class Submitted:
    """What came of submitting a modal.

    outcome is closed, updated, pushed, cleared, errors (the bot's), refused (Slack's own form: nothing
    was sent) or connection error; errors are by the label of the field.
    """

    outcome: str
    errors: dict[str, str] = field(default_factory=dict)
    trouble: str | None = None

    @property
    def closed(self) -> bool:
        """Whether the modal is gone."""
        return self.outcome in ("closed", "cleared")

    @property
    def updated(self) -> bool:
        """Whether the modal shows something else now."""
        return self.outcome in ("updated", "pushed")

    @property
    def connection_error(self) -> bool:
        """Whether the person sees trouble connecting, with the modal still open."""
        return self.outcome == "connection error"


@dataclass(frozen=True)
class Call:
    """One thing the bot asked of Slack; `findings` are the rules that it broke, or what is wrong all the same."""

    method: str
    arguments: JSON
    answer: JSON
    status: int
    at: float
    injected: bool = False
    findings: tuple[Finding, ...] = ()
    number: int = 0

    @property
    def ok(self) -> bool:
        """Whether Slack did it."""
        return bool(self.answer.get("ok"))

    @property
    def error(self) -> str | None:
        """Slack's error code."""
        return self.answer.get("error")
