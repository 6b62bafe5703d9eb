"""The thread that empties the outbox: claims, carries, settles, looks up what is in doubt."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from structlog.contextvars import bind_contextvars

from delivery.loop import Acks, Loop
from domain.delivery import AppRefused, Delivery, Doubtful, Outcome
from domain.delivery_ports import Outbox
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
    """Empties the outbox in a thread of its own until stopped."""

    def __init__(self, outbox: Outbox, postman: Postman, lease: timedelta = LEASE, acks: Acks | None = None) -> None:
        super().__init__("delivery", acks)
        self._outbox = outbox
        self._postman = postman
        self._lease = lease
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
        for delivery, outcome in zip(doubtful, self._look_up(doubtful), strict=True):
            self._settle(delivery, outcome)
        if doubtful:
            return True
        claimed = self._outbox.claim(self._lease)
        if claimed is not None:
            self._in_hand = [claimed]
            self._settle(claimed, self._postman.carry(claimed))
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
            return self._postman.look_up(doubtful)
        # a change of a message repeats harmlessly, so there is nothing to look up
        return [self._postman.carry(delivery) for delivery in doubtful]

    def _settle(self, delivery: Delivery, outcome: Outcome) -> None:
        bind_contextvars(workspace=delivery.workspace)
        kept = self._outbox.settle(delivery, outcome)
        if isinstance(outcome, AppRefused):
            log.error(APP_REFUSED, workspace=delivery.workspace, error=outcome.error, do=what_to_do(outcome.error))
        log.info("delivery", key=delivery.key, attempt=delivery.attempt, outcome=str(outcome), kept=kept)
