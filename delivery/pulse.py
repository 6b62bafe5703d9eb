"""Whether a thread gets on with its work: it beats between one thing and the next, and after each call to Slack."""

import threading
import time

STUCK_SECONDS = 60.0  # without a beat; a call to Slack takes 10 at most

_of_this_thread = threading.local()


class Pulse:
    """The pulse of one thread; before ``watch`` and after ``end`` nothing is expected of it."""

    def __init__(self) -> None:
        self._watched = False
        self._thread: threading.Thread | None = None
        self._last = 0.0

    def watch(self, thread: threading.Thread | None = None) -> None:
        """Expects it to beat from now on, and a ``thread`` to stay alive."""
        self._thread = thread
        self.beat()
        self._watched = True

    def end(self) -> None:
        """Expects nothing more."""
        self._watched = False

    def begin(self) -> None:
        """Whatever beats in this thread is it, from now on."""
        _of_this_thread.pulse = self
        self.beat()

    def beat(self) -> None:
        """It gets on."""
        self._last = time.monotonic()

    def fault(self) -> str:
        """What is wrong with the thread; empty where all is well."""
        if not self._watched:
            return ""
        if self._thread is not None and not self._thread.is_alive():
            return "has ended"
        silent = time.monotonic() - self._last
        return f"is stuck: it has done nothing for {silent:.0f} seconds" if silent > STUCK_SECONDS else ""


def beat() -> None:
    """This thread gets on, if anybody listens to it."""
    pulse: Pulse | None = getattr(_of_this_thread, "pulse", None)
    if pulse is not None:
        pulse.beat()
