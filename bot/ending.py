"""Ending for a reason: the process stops in good order, and then says why."""

import os
import signal

from domain.errors import SprintNotesError


class Ending:
    """Why the process ends, once it does for a reason of its own."""

    def __init__(self) -> None:
        self.reason: SprintNotesError | None = None

    def because(self, reason: SprintNotesError) -> None:
        """Has the process end as if it were told to, from whichever thread."""
        self.reason = reason
        os.kill(os.getpid(), signal.SIGTERM)
