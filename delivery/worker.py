"""The threads that empty the outbox: claim, carry, settle, look up what is in doubt.

There are several, so that one slow answer of Slack's holds up nobody but its own channel, of which the outbox gives
out one delivery at a time. All but the first sleep until there is more in hand than one of them can carry.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from structlog.contextvars import bind_contextvars

from delivery.loop import Acks, Loop
from domain.delivery import AppRefused, Delivery, Doubtful, Outcome
from domain.delivery_ports import Outbox
from domain.failpoints import reached
from domain.refusals import what_to_do

LEASE = timedelta(seconds=20)  # longer than a call may take: the client gives up after 10 seconds
APP_REFUSED = "Slack refuses the app: everything of this workspace waits"

ENDED = "the process ended while Slack was being asked"

log = structlog.get_logger("delivery")


class Postman(Protocol):
    """Carries deliveries to Slack; see ``delivery.slack``."""

    def carry(self, delivery: Delivery) -> Outcome: ...
    def look_up(self, posts: Sequence[Delivery]) -> list[Outcome]: ...


class Worker(Loop):
    """Empties the outbox in a thread of its own until stopped; having something in hand it first ``wakes_another``."""

    def __init__(
        self,
        outbox: Outbox,
        postman: Postman,
        lease: timedelta = LEASE,
        acks: Acks | None = None,
        name: str = "delivery",
        wakes_another: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(name, acks)
        self._outbox = outbox
        self._postman = postman
        self._lease = lease
        self._wakes_another = wakes_another
        self._in_hand: list[Delivery] = []

    def stop(self, seconds: float | None = None) -> bool:
        """Ends; what it still has in hand then is handed back: another replica looks it up."""
        ended = super().stop(seconds)
        for delivery in () if ended else self._in_hand:
            self._settle(delivery, Doubtful(ENDED))
        return ended

    def step(self) -> bool:
        """Does one thing, if there is one; says whether there was."""
        # what is in doubt goes first: others wait for it, and it comes back at growing distances only
        self._in_hand = doubtful = self._outbox.doubtful(self._lease)
        if doubtful:
            self._wakes_another()
        for delivery, outcome in zip(doubtful, self._look_up(doubtful), strict=True):
            self._settle(delivery, outcome)
        if doubtful:
            return True
        claimed = self._outbox.claim(self._lease)
        if claimed is not None:
            self._in_hand = [claimed]
            self._wakes_another()
            reached("deliver.claimed")
            outcome = self._postman.carry(claimed)
            reached("deliver.answered")
            self._settle(claimed, outcome)
            reached("deliver.settled")
            self._in_hand = []
            return True
        swept = self._outbox.sweeping(self._lease)
        for delivery, outcome in zip(swept, self._look_up(swept), strict=True):
            self._outbox.swept(delivery, outcome)
            log.info("swept", key=delivery.key, outcome=str(outcome))
        return bool(swept)

    def next_at(self) -> tuple[datetime | None, datetime]:
        """The next moment at which the outbox may have something, and the present one."""
        return self._outbox.next_at(), self._outbox.now()

    def _look_up(self, doubtful: Sequence[Delivery]) -> list[Outcome]:
        if doubtful and doubtful[0].is_post:
            reached("look_up.taken")
            outcomes = self._postman.look_up(doubtful)
            reached("look_up.answered")
            return outcomes
        # a change of a message repeats harmlessly, so there is nothing to look up
        return [self._postman.carry(delivery) for delivery in doubtful]

    def _settle(self, delivery: Delivery, outcome: Outcome) -> None:
        bind_contextvars(workspace=delivery.workspace)
        kept = self._outbox.settle(delivery, outcome)
        if isinstance(outcome, AppRefused):
            log.error(APP_REFUSED, workspace=delivery.workspace, error=outcome.error, do=what_to_do(outcome.error))
        log.info("delivery", key=delivery.key, attempt=delivery.attempt, outcome=str(outcome), kept=kept)


def several(
    number: int, outbox: Outbox, postman: Postman, lease: timedelta = LEASE, acks: Acks | None = None
) -> list[Worker]:
    """So many workers, of which each wakes the next; whoever wakes the first has woken as many as are needed."""
    workers: list[Worker] = []
    for left in range(number):
        wakes = workers[-1].wake if workers else (lambda: None)
        workers.append(Worker(outbox, postman, lease, acks, f"delivery {number - left}", wakes))
    return workers[::-1]
