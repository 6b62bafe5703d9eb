"""The workspace's clock: real time plus an offset that can be moved forward."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress


class Clock:
    """Tells the sandbox's time; `advance` moves it and wakes whoever waits for a moment."""

    def __init__(self) -> None:
        self.offset = 0.0
        self.waiting = 0  # how many wait for a moment
        self._last_stamp = 0
        self._moved = asyncio.Event()

    def now(self) -> float:
        """Seconds since 1970 on the sandbox's clock."""
        return time.time() + self.offset

    def advance(self, seconds: float) -> None:
        """Moves the clock forward."""
        self.offset += seconds
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    def stamp(self) -> str:
        """A message timestamp that no other message has, later than every one before."""
        self._last_stamp = max(int(self.now() * 1_000_000), self._last_stamp + 1)
        return f"{self._last_stamp // 1_000_000}.{self._last_stamp % 1_000_000:06d}"

    async def until(self, moment: float) -> None:
        """Waits until the clock shows that moment, however it gets there."""
        self.waiting += 1
        try:
            while (left := moment - self.now()) > 0:
                with suppress(TimeoutError):
                    async with asyncio.timeout(left):
                        await self._moved.wait()
        finally:
            self.waiting -= 1
