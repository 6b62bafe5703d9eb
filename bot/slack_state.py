"""What is known of Slack: whether it can be reached, and whether it takes the token. For people, and for nothing else:
an outage of Slack is no fault of ours."""

import time

from delivery.client import UNREACHABLE

REFUSED = {  # Slack's words for a token that is not good, or not any more
    *("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"),
}


class SlackState:
    """Hears of every call to Slack."""

    def __init__(self) -> None:
        self.reachable: bool | None = None
        self.refusal = ""
        self._accepted = False
        self._since = time.monotonic()

    @property
    def token_accepted(self) -> bool | None:
        """None where Slack has not said so far."""
        return False if self.refusal else (True if self._accepted else None)

    def heard(self, method: str, error: str) -> None:
        """A call came to its end: ``error`` is Slack's, ``unreachable``, or nothing."""
        reachable = error != UNREACHABLE
        if reachable is not self.reachable:
            self.reachable, self._since = reachable, time.monotonic()
        if not reachable or method == "apps.connections.open":  # that has another token
            return
        if error in REFUSED:
            self.refusal = error
        elif not error:
            self.refusal, self._accepted = "", True

    def told(self) -> dict[str, object]:
        """For the body of a health page."""
        words = {None: "not asked yet", True: "reachable", False: "away"}
        token = {None: "not asked yet", True: "accepted", False: f"refused: {self.refusal}"}
        return {
            "slack": words[self.reachable],
            "slack_so_for_seconds": round(time.monotonic() - self._since, 1),
            "token": token[self.token_accepted],
        }
