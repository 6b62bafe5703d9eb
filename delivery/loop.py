"""A thread that does one thing after the other while there are any, and sleeps until there may be one again.

People who wait for an answer go first: it does nothing while one of them waits, but for a thing now and then.
"""

import threading
import time
from abc import ABC, abstractmethod
from datetime import datetime

import structlog
from structlog.contextvars import clear_contextvars

from delivery.pulse import Pulse

LONGEST_SLEEP = 2.0  # seconds; another replica may have left something
SHORTEST_SLEEP = 0.01
AFTER_YOU = 0.02  # seconds without anybody waiting for an answer
LONGEST_COURTESY = 1.0  # seconds, or a busy hour would hold everything up that follows from answers

log = structlog.get_logger("delivery")


class Acks:
    """Who waits for an answer, as far as this process knows: used as a context for as long as somebody does."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting = 0
        self._since = 0.0  # when the last one was answered

    def __enter__(self) -> None:
        with self._lock:
            self._waiting += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._waiting -= 1
            self._since = time.monotonic()

    def quiet(self) -> float:
        """For how many seconds nobody has been waiting."""
        return 0.0 if self._waiting else time.monotonic() - self._since


class Loop(ABC):
    """Works in a thread of its own until stopped; ``acks`` go first."""

    def __init__(self, name: str, acks: Acks | None) -> None:
        self.name = name
        self.pulse = Pulse()
        self._acks = acks or Acks()
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
        self.pulse.watch(self._thread)

    def request_stop(self) -> None:
        """Begins no other thing; for whoever has several loops to stop."""
        self._stopping.set()
        self.pulse.end()
        self.wake()

    def stop(self, seconds: float | None = None) -> bool:
        """Ends after the thing in hand, for which it waits; False where that takes longer than so many ``seconds``."""
        self.request_stop()
        if self._thread.is_alive():
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def wake(self) -> None:
        """Says that there may be something to do at once."""
        self._something_new.set()

    def _run(self) -> None:
        self.pulse.begin()
        while not self._stopping.is_set():
            self.pulse.beat()
            self._let_others_first()
            clear_contextvars()
            self._something_new.clear()
            try:
                busy = self.step()
            except Exception:  # the thread must outlive a locked database; a lease brings back what was in hand
                log.exception(f"{self.name} failed")
                busy = False
            if not busy and not self._stopping.is_set():
                self._something_new.wait(self._sleep())

    def _let_others_first(self) -> None:
        patience = time.monotonic() + LONGEST_COURTESY
        while self._acks.quiet() < AFTER_YOU and time.monotonic() < patience:
            if self._stopping.wait(AFTER_YOU):
                return

    def _sleep(self) -> float:
        try:
            moment, now = self.next_at()
        except Exception:  # the same; it is asked again after the longest sleep
            log.exception(f"{self.name} cannot read the database")
            return LONGEST_SLEEP
        seconds = (moment - now).total_seconds() if moment else LONGEST_SLEEP
        return min(max(seconds, SHORTEST_SLEEP), LONGEST_SLEEP)
