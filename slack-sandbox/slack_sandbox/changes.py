"""What the page in the browser keeps besides the workspace: versions, marks of what was read, named moments."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field

from slack_sandbox.world import Message


class Changes:
    """Counts what changed, and wakes whoever waits for a change."""

    def __init__(self) -> None:
        self.version = 0
        self._noted = asyncio.Event()

    def note(self) -> None:
        """Something changed."""
        self.version += 1
        noted, self._noted = self._noted, asyncio.Event()
        noted.set()

    async def wait(self, within: float) -> None:
        """Waits for the next change, but not for long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                await self._noted.wait()


@dataclass
class Marks:
    """How far each person has read, by channel, and by thread within it."""

    _read: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def read_up_to(self, person: str, channel: str, thread: str = "") -> str:
        """The timestamp of the last message this person has seen there."""
        return self._read.get((person, channel, thread), "0")

    def read(self, person: str, channel: str, thread: str, ts: str) -> None:
        """This person has seen everything up to there."""
        key = (person, channel, thread)
        self._read[key] = max(ts, self._read.get(key, "0"))

    def is_new(self, message: Message, person: str, thread: str = "") -> bool:
        """Whether this person has not seen it, and did not write it."""
        return message.user != person and message.ts > self.read_up_to(person, message.channel, thread)


@dataclass
class Moments:
    """Moments with a name, to which a person may want to move the clock."""

    _known: dict[str, float] = field(default_factory=dict)

    def know(self, name: str, at: float) -> None:
        """Remembers a moment; one with the same name is replaced."""
        self._known[name] = at

    def forget(self) -> None:
        """Forgets them all."""
        self._known.clear()

    def after(self, now: float) -> list[tuple[str, float]]:
        """Those still to come, the next one first."""
        return sorted(((name, at) for name, at in self._known.items() if at > now), key=lambda known: known[1])
