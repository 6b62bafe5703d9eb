"""The thread that empties the outbox: claims, carries, settles, looks up what is in doubt."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Protocol

import structlog

from domain.delivery import Delivery, Outcome
from domain.ports import Outbox

LEASE = timedelta(seconds=20)  # longer than a call may take: the client gives up after 10 seconds
LONGEST_SLEEP = 2.0  # seconds; another replica may have left something
SHORTEST_SLEEP = 0.01
AFTER_YOU = 0.02  # seconds from being woken: the answer to the person who caused the delivery goes first

log = structlog.get_logger("delivery")


class Postman(Protocol):
    """Carries deliveries to Slack; see ``delivery.slack``."""

    def carry(self, delivery: Delivery) -> Outcome: ...
    def look_up(self, delivery: Delivery) -> Outcome: ...


class Worker:
    """Empties the outbox in a thread of its own until stopped."""

    def __init__(self, outbox: Outbox, postman: Postman, lease: timedelta = LEASE) -> None:
        self._outbox = outbox
        self._postman = postman
        self._lease = lease
        self._something_new = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="delivery", daemon=True)

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Ends after the delivery in hand."""
        self._stopping.set()
        self.wake()
        if self._thread.is_alive():
            self._thread.join()

    def wake(self) -> None:
        """Says that there may be something to do at once."""
        self._something_new.set()

    def step(self) -> bool:
        """Does one thing, if there is one; says whether there was."""
        # what is in doubt goes first: others wait for it, and it comes back at growing distances only
        delivery = self._outbox.doubtful(self._lease)
        if delivery is not None:
            return self._settle(delivery, self._look_up(delivery))
        delivery = self._outbox.claim(self._lease)
        if delivery is not None:
            return self._settle(delivery, self._postman.carry(delivery))
        return False

    def _look_up(self, delivery: Delivery) -> Outcome:
        # a change of a message repeats harmlessly, so there is nothing to look up
        return self._postman.look_up(delivery) if delivery.is_post else self._postman.carry(delivery)

    def _settle(self, delivery: Delivery, outcome: Outcome) -> bool:
        kept = self._outbox.settle(delivery, outcome)
        log.info("delivery", key=delivery.key, attempt=delivery.attempt, outcome=str(outcome), kept=kept)
        return True

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._something_new.clear()
            try:
                busy = self.step()
            except Exception:  # the thread must outlive a locked database; the lease brings the delivery back
                log.exception("delivery failed")
                busy = False
            if not busy and not self._stopping.is_set() and self._something_new.wait(self._sleep()):
                self._stopping.wait(AFTER_YOU)

    def _sleep(self) -> float:
        try:
            moment = self._outbox.next_at()
            now = self._outbox.now()
        except Exception:  # as above
            log.exception("outbox unreadable")
            return LONGEST_SLEEP
        seconds = (moment - now).total_seconds() if moment else LONGEST_SLEEP
        return min(max(seconds, SHORTEST_SLEEP), LONGEST_SLEEP)
