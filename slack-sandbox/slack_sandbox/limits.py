"""Pacing: calls a minute by method, and one message a second in a channel."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable

PER_MINUTE = {"t1": 1, "t2": 20, "t3": 50, "t4": 100}  # ratelimits
MESSAGES_PER_SECOND = 1.0  # ratelimits: chat.postMessage, a channel


class Limits:
    """Says how long a call must wait on the workspace's clock; 0 when it may go."""

    def __init__(self, now: Callable[[], float], *, on: bool = True, burst: int = 1) -> None:
        self._now = now
        self.on = on
        self.burst = burst
        self._calls: dict[str, deque[float]] = defaultdict(deque)
        self._buckets: dict[str, tuple[float, float]] = {}

    def wait_for_method(self, method: str, tier: str) -> int:
        """Seconds until this method may be called again."""
        most = PER_MINUTE.get(tier)
        if not self.on or most is None:
            return 0
        now, calls = self._now(), self._calls[method]
        while calls and now - calls[0] >= 60:
            calls.popleft()
        if len(calls) >= most:
            return max(1, math.ceil(60 - (now - calls[0])))
        calls.append(now)
        return 0

    def wait_for_channel(self, channel: str) -> int:
        """Seconds until another message may be posted in this channel."""
        if not self.on:
            return 0
        now = self._now()
        tokens, since = self._buckets.get(channel, (float(self.burst), now))
        tokens = min(float(self.burst), tokens + (now - since) * MESSAGES_PER_SECOND)
        if tokens < 1:
            self._buckets[channel] = (tokens, now)
            return 1
        self._buckets[channel] = (tokens - 1, now)
        return 0
