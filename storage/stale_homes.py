"""The delivery worker's side of the Home tabs: which show what is not so any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, select, update

from domain.ports import Clock, StaleHome
from storage.engine import Engines
from storage.people import OPEN_FOR
from storage.tables import homes


class SqlStaleHomes:
    """Home tabs to be shown anew, over all workspaces."""

    def __init__(self, engines: Engines, clock: Clock) -> None:
        self._engines = engines
        self._clock = clock

    def claim(self, lease: timedelta) -> StaleHome | None:
        """Takes the Home that was opened last and is out of date, for as long as ``lease``."""
        now = self._clock.now()
        stale = select(homes).where(_stale(now), homes.c.not_before <= now).order_by(homes.c.opened_at.desc())
        with self._engines.writer.begin() as connection:
            row = connection.execute(stale.limit(1).with_for_update(skip_locked=True)).one_or_none()
            if row is None:
                return None
            home = StaleHome(row.workspace, row.person, row.wanted)
            connection.execute(update(homes).where(_same(home)).values(not_before=now + lease))
        return home

    def settle(self, home: StaleHome, *, again_after: timedelta | None = None) -> None:
        """Writes down that the Home was shown, or when to try again."""
        now = self._clock.now()
        done = {"shown": home.version} if again_after is None else {}
        with self._engines.writer.begin() as connection:
            values = {**done, "not_before": now + (again_after or timedelta())}
            connection.execute(update(homes).where(_same(home), homes.c.shown < home.version).values(**values))

    def next_at(self) -> datetime | None:
        """The next moment at which a Home may have to be shown anew."""
        with self._engines.reader.connect() as connection:
            return connection.execute(select(func.min(homes.c.not_before)).where(_stale(self._clock.now()))).scalar()


def _stale(now: datetime) -> ColumnElement[bool]:
    return and_(homes.c.wanted > homes.c.shown, homes.c.opened_at > now - OPEN_FOR)


def _same(home: StaleHome) -> ColumnElement[bool]:
    return and_(homes.c.workspace == home.workspace, homes.c.person == home.person)
