"""What goes wrong, in two families.

SlackError   Slack's answer to a bot: {"ok": false, "error": code}
ControlError what the person at the controls got wrong, in words
"""

from __future__ import annotations

from typing import Any


class SlackError(Exception):
    """Slack answers a call with an error code."""

    def __init__(self, code: str, *messages: str, status: int = 200, **details: Any) -> None:
        self.code = code
        self.messages = messages
        self.status = status
        self.details = details
        super().__init__(code)

    def answer(self) -> dict[str, Any]:
        """The body of the answer."""
        body: dict[str, Any] = {"ok": False, "error": self.code, **self.details}
        if self.messages:
            body["response_metadata"] = {"messages": [f"[ERROR] {message}" for message in self.messages]}
        return body


class ControlError(Exception):
    """Something asked of the sandbox that a person could not do there."""
