"""Clocks: what time it is for the whole program."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from domain.ports import Clock
from storage.engine import Engines


class DatabaseClock:
    """The database's clock, on which all replicas agree. SQLite's is the host's."""

    def __init__(self, engines: Engines) -> None:
        self._engine = engines.clock

    def now(self) -> datetime:
        """The present moment in UTC."""
        if self._engine.dialect.name == "sqlite":
            return datetime.now(UTC)
        with self._engine.connect() as connection:
            moment: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
        return moment.astimezone(UTC)


class MovableClock:
    """Another clock, moved by the number of seconds that a file holds: for the demo and for tests."""

    def __init__(self, clock: Clock, offset: Path) -> None:
        self._clock = clock
        self._offset = offset

    def now(self) -> datetime:
        """The moved moment in UTC; while there is no file, nothing is moved."""
        try:
            seconds = float(self._offset.read_text())
        except FileNotFoundError:
            seconds = 0.0
        return self._clock.now() + timedelta(seconds=seconds)
