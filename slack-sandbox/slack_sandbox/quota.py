"""How many events an app may be sent, and how often it may fail to take them."""

from __future__ import annotations

from collections import deque

HOUR = 3600.0
MOST_AN_HOUR = 30_000  # events
FAIL_RATE = 0.95  # events: more failures than this, and Slack stops sending
EXEMPT_BELOW = 1000  # events: deliveries an hour below which nobody is switched off


class Quota:
    """The deliveries of the last hour on the workspace's clock."""

    def __init__(self) -> None:
        self._sent: deque[tuple[float, bool]] = deque()
        self._failed = 0
        self.off = False
        self.minute_told = -1

    def _forget(self, now: float) -> None:
        while self._sent and now - self._sent[0][0] >= HOUR:
            self._failed -= not self._sent.popleft()[1]

    def full(self, now: float) -> bool:
        """Whether the app has had all the events it may have in an hour."""
        self._forget(now)
        return len(self._sent) >= MOST_AN_HOUR

    def note(self, now: float, *, ok: bool) -> None:
        """Counts one delivery; too many failures switch the app's events off."""
        self._forget(now)
        self._sent.append((now, ok))
        self._failed += not ok
        count = len(self._sent)
        self.off = self.off or (count >= EXEMPT_BELOW and self._failed > FAIL_RATE * count)
