"""What goes wrong, in two families.

SlackError   Slack's answer to a bot: {"ok": false, "error": code}
ControlError what the person at the controls got wrong, in words
"""

from __future__ import annotations

from typing import Any

from slack_sandbox.rules import Finding, rule_of


class SlackError(Exception):
    """Slack answers a call with an error code, and with what it objects to where it says so."""

    def __init__(self, code: str, *objections: Finding, status: int = 200, **details: Any) -> None:
        self.code = code
        self.messages = [str(finding) for finding in objections]
        self.findings = objections or rule_of(code)
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
