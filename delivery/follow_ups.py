"""The thread that does what follows from what people did and waits for nobody's answer."""

from collections.abc import Callable
from datetime import UTC, datetime

import structlog

from delivery.loop import Acks, Loop

log = structlog.get_logger("follow-ups")


class FollowUps(Loop):
    """Has ``follow`` do some of what is due in each of the ``workspaces``, until it says that there was nothing."""

    def __init__(
        self, workspaces: Callable[[], list[str]], follow: Callable[[str], bool], acks: Acks | None = None
    ) -> None:
        super().__init__("follow-ups", acks)
        self._workspaces = workspaces
        self._follow = follow

    def step(self) -> bool:
        """Does something in every workspace; a fault in one does not keep the others waiting."""
        done = [self._follows(workspace) for workspace in self._workspaces()]
        return any(done)

    def next_at(self) -> tuple[datetime | None, datetime]:
        """Whoever leaves something to do wakes this; only another replica does not."""
        return None, datetime.now(UTC)

    def _follows(self, workspace: str) -> bool:
        try:
            return self._follow(workspace)
        except Exception:  # what is due stays due, and is tried again after the longest sleep
            log.exception("cannot go on", workspace=workspace)
            return False
