"""Ends a process of which a thread is dead or stuck, so that whoever supervises it starts another."""

import os
import threading
import time
from collections.abc import Callable, Sequence

import structlog

LOOK_SECONDS = 1.0
GRACE_SECONDS = 10.0  # so that whoever asks sees the fault first
FAILED = 1  # the exit status

log = structlog.get_logger("watchdog")


def _end_now() -> None:
    """At once: what is stuck would hold up every end in good order. What was not committed did not happen."""
    os._exit(FAILED)


class Watchdog:
    """Looks at the ``faults`` every second in a thread of its own, and ends the process once there have been some for
    a while."""

    def __init__(
        self,
        faults: Callable[[], Sequence[str]],
        end: Callable[[], None] = _end_now,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._faults = faults
        self._end = end
        self._monotonic = monotonic
        self._since: float | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Looks no more."""
        self._stopping.set()

    def look(self) -> None:
        """Looks once."""
        faults = self._faults()
        if not faults:
            self._since = None
            return
        if self._since is None:
            self._since = self._monotonic()
            log.error("not alive", faults=list(faults), ends_in_seconds=GRACE_SECONDS)
        if self._monotonic() - self._since >= GRACE_SECONDS:
            log.error("ends, to be started again", faults=list(faults))
            self._end()

    def _run(self) -> None:
        while not self._stopping.wait(LOOK_SECONDS):
            self.look()
