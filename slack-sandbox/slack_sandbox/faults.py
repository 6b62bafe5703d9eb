"""Faults on demand: errors, lost answers, late answers, and calls held until released."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

KINDS = ("answer", "drop", "delay", "hold", "strip", "tear", "late")


@dataclass
class Fault:
    """One fault that waits for its call; `skip` calls pass before it, then it happens `times` times."""

    method: str
    kind: str
    times: int = 1
    skip: int = 0
    when: str = "before"
    status: int = 200
    error: str | None = None
    messages: list[str] = field(default_factory=list)
    retry_after: int | None = None
    seconds: float = 0.0
    channel: str | None = None
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)

    def fits(self, method: str, arguments: dict[str, Any]) -> bool:
        """Whether this call is one the fault is about."""
        about = self.method in ("*", method)
        return about and (self.channel is None or arguments.get("channel") == self.channel)


class Faults:
    """The faults that are set, in the order they were set."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []
        self._holds: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Sets a fault."""
        self._waiting.append(fault)
        if fault.kind == "hold":
            self._holds.append(fault)

    def take(self, method: str, arguments: dict[str, Any]) -> Fault | None:
        """The fault that this call meets, if any; counts the call."""
        for fault in [fault for fault in self._waiting if fault.fits(method, arguments)]:
            if fault.skip > 0:
                fault.skip -= 1
                continue
            fault.times -= 1
            if fault.times <= 0:
                self._waiting.remove(fault)
            return fault
        return None

    def clear(self) -> None:
        """Forgets every fault and lets held calls go."""
        self._waiting.clear()
        self.release()

    def release(self) -> None:
        """Lets held calls go."""
        for fault in self._holds:
            fault.released.set()
            if fault in self._waiting:
                self._waiting.remove(fault)
        self._holds.clear()

    async def held(self, within: float) -> bool:
        """Waits until a call is held; False if none is in time."""
        if not self._holds:
            return False
        waits = [asyncio.ensure_future(fault.reached.wait()) for fault in self._holds]
        done, left = await asyncio.wait(waits, timeout=within, return_when=asyncio.FIRST_COMPLETED)
        for wait in left:
            wait.cancel()
        return bool(done)
