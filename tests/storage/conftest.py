"""A store on each database, and a clock that stands still."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.app import new_id
from storage.engine import Engines
from storage.unit_of_work import SqlStore

NOW = datetime(2026, 3, 5, 9, 0, 0, 123_456, tzinfo=UTC)


class StillClock:
    """It is always the same moment."""

    def now(self) -> datetime:
        """That moment."""
        return NOW


@pytest.fixture
def store(engines: Engines) -> SqlStore:
    """With the workspaces T1 and T2."""
    made = SqlStore(engines, StillClock(), new_id)
    made.meet("T1", "Harbour", "B1", "U1")
    made.meet("T2", "Hills", "B2", "U2")
    return made
