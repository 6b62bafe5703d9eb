"""Turns: for how many of those who wait for an answer work is done at once.

Python runs one thread at a time. Many that want it take it from each other in the middle of their transactions, and all
are answered late; a few, in the order in which they came, are answered sooner, the last of them as well. Whoever waits
for Slack steps aside meanwhile.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

_of_this_thread = threading.local()


class Turns:
    """So many at once; used as a context by a thread that may have to wait for its turn, first come, first served."""

    def __init__(self, number: int) -> None:
        self._lock = threading.Lock()
        self._free = number
        self._queue: deque[threading.Lock] = deque()

    def __enter__(self) -> None:
        self.take()
        _of_this_thread.turns = self

    def __exit__(self, *_: object) -> None:
        _of_this_thread.turns = None
        self.give()

    @property
    def waiting(self) -> int:
        """How many wait for theirs."""
        return len(self._queue)

    def take(self) -> None:
        """Waits for a turn."""
        with self._lock:
            if self._free:
                self._free -= 1
                return
            mine = threading.Lock()
            mine.acquire()
            self._queue.append(mine)
        mine.acquire()  # whoever gives up a turn releases it

    def give(self) -> None:
        """Gives it up, to whoever has waited longest."""
        with self._lock:
            if self._queue:
                self._queue.popleft().release()
            else:
                self._free += 1


@contextmanager
def stepping_aside() -> Iterator[None]:
    """Leaves the turn of this thread, if it has one, to others for as long as it waits for something else."""
    turns: Turns | None = getattr(_of_this_thread, "turns", None)
    if turns is None:
        yield
        return
    turns.give()
    try:
        yield
    finally:
        turns.take()
