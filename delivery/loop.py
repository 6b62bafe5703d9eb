"""A thread that does one thing after the other while there are any, and sleeps until there may be one again."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from datetime import datetime

import structlog

LONGEST_SLEEP = 2.0  # seconds; another replica may have left something
SHORTEST_SLEEP = 0.01
AFTER_YOU = 0.02  # seconds from being woken: the answer to the person who caused the work goes first

log = structlog.get_logger("delivery")


class Loop(ABC):
    """Works in a thread of its own until stopped."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._something_new = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @abstractmethod
    def step(self) -> bool:
        """Does one thing, if there is one; says whether there was."""

    @abstractmethod
    def next_at(self) -> tuple[datetime | None, datetime]:
        """The next moment at which there may be something to do, as far as is known, and the present one."""

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def request_stop(self) -> None:
        """Begins no other thing; for whoever has several loops to stop."""
        self._stopping.set()
        self.wake()

    def stop(self) -> None:
        """Ends after the thing in hand."""
        self.request_stop()
        if self._thread.is_alive():
            self._thread.join()

    def wake(self) -> None:
        """Says that there may be something to do at once."""
        self._something_new.set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._something_new.clear()
            try:
                busy = self.step()
            except Exception:  # the thread must outlive a locked database; a lease brings back what was in hand
                log.exception(f"{self._name} failed")
                busy = False
            if not busy and not self._stopping.is_set() and self._something_new.wait(self._sleep()):
                self._stopping.wait(AFTER_YOU)

    def _sleep(self) -> float:
        try:
            moment, now = self.next_at()
        except Exception:  # the same; it is asked again after the longest sleep
            log.exception(f"{self._name} cannot read the database")
            return LONGEST_SLEEP
        seconds = (moment - now).total_seconds() if moment else LONGEST_SLEEP
        return min(max(seconds, SHORTEST_SLEEP), LONGEST_SLEEP)
