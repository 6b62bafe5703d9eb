"""Mishaps on the way to the bot: events twice or out of order, and requests signed late or wrongly."""

from __future__ import annotations

from collections import Counter

TWICE, SWAPPED, STALE, FORGED = "twice", "swapped", "stale", "forged"
KINDS = (TWICE, SWAPPED, STALE, FORGED)


class Mishaps:
    """How many deliveries each mishap is still to happen to."""

    def __init__(self) -> None:
        self._left: Counter[str] = Counter()

    def add(self, kind: str, times: int = 1) -> None:
        """Makes something happen to the next deliveries."""
        self._left[kind] += times

    def take(self, kind: str) -> bool:
        """Whether it happens to this delivery; counts it."""
        if self._left[kind] <= 0:
            return False
        self._left[kind] -= 1
        return True

    def clear(self) -> None:
        """Nothing more happens."""
        self._left.clear()
