"""Clocks: what time it is for the whole program."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from domain.ports import Clock
from storage.engine import Engines
from storage.kept import Kept

SECONDS = 5.0  # between two questions to the database; a host's clock that is set is wrong for no longer


class DatabaseClock:
    """The database's clock, on which all replicas agree. SQLite's is the host's.

    Asked for every few seconds only: how far the host's clock is from it changes that slowly.
    """

    def __init__(self, engines: Engines) -> None:
        self._engine = engines.clock
        self._ahead = Kept(self._measured, SECONDS)

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC) + self._ahead.get()

    def _measured(self) -> timedelta:
        """How far the database's clock is ahead of the host's."""
        if self._engine.dialect.name == "sqlite":
            return timedelta()
        with self._engine.connect() as connection:
            began = datetime.now(UTC)
            moment: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
            ended = datetime.now(UTC)
        return moment - began - (ended - began) / 2


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
