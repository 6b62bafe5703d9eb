"""The log of what the bot asked of Slack: the newest calls, counted from the start."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from slack_sandbox.rules import Finding

KEPT_CALLS = 10_000


@dataclass
class Call:
    """One line in the log of what the bot asked of Slack; `findings` are the rules that it broke, or
    what is wrong with what Slack took all the same."""

    method: str
    arguments: dict[str, Any]
    answer: dict[str, Any]
    status: int
    at: float
    injected: bool = False
    findings: tuple[Finding, ...] = ()
    number: int = 0


class CallLog:
    """The last so many calls; a place in the log stays the same when older calls are forgotten."""

    def __init__(self, keeps: int = KEPT_CALLS) -> None:
        self._calls: deque[Call] = deque(maxlen=keeps)
        self._seen = 0

    def append(self, call: Call) -> None:
        """Notes a call, and numbers it."""
        call.number = self._seen
        self._calls.append(call)
        self._seen += 1

    def since(self, place: int) -> list[Call]:
        """The calls from one place on that are still known."""
        forgotten = self._seen - len(self._calls)
        return list(islice(self._calls, max(0, place - forgotten), None))

    def __iter__(self) -> Iterator[Call]:
        return iter(self._calls)

    def __len__(self) -> int:
        """How many there have been, forgotten ones counted."""
        return self._seen


def forget_oldest(kept: dict[str, Any], most: int) -> None:
    """Keeps the newest entries of a table that would grow for ever."""
    while len(kept) > most:
        del kept[next(iter(kept))]
