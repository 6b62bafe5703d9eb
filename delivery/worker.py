"""The thread that empties the outbox: claims, carries, settles, looks up what is in doubt."""

from datetime import datetime, timedelta
from typing import Protocol

import structlog

from delivery.loop import Acks, Loop
from domain.delivery import Delivery, Outcome
from domain.delivery_ports import Outbox

LEASE = timedelta(seconds=20)  # longer than a call may take: the client gives up after 10 seconds

log = structlog.get_logger("delivery")


class Postman(Protocol):
    """Carries deliveries to Slack; see ``delivery.slack``."""

    def carry(self, delivery: Delivery) -> Outcome: ...
    def look_up(self, delivery: Delivery) -> Outcome: ...


class Worker(Loop):
    """Empties the outbox in a thread of its own until stopped."""

    def __init__(self, outbox: Outbox, postman: Postman, lease: timedelta = LEASE, acks: Acks | None = None) -> None:
        super().__init__("delivery", acks)
        self._outbox = outbox
        self._postman = postman
        self._lease = lease

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

    def next_at(self) -> tuple[datetime | None, datetime]:
        """The next moment at which the outbox may have something, and the present one."""
        return self._outbox.next_at(), self._outbox.now()

    def _look_up(self, delivery: Delivery) -> Outcome:
        # a change of a message repeats harmlessly, so there is nothing to look up
        return self._postman.look_up(delivery) if delivery.is_post else self._postman.carry(delivery)

    def _settle(self, delivery: Delivery, outcome: Outcome) -> bool:
        kept = self._outbox.settle(delivery, outcome)
        log.info("delivery", key=delivery.key, attempt=delivery.attempt, outcome=str(outcome), kept=kept)
        return True
