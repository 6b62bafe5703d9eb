"""The delivery worker's side of the Home tabs: which show what is not so any more."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select, update

from domain.delivery_ports import StaleHome
from domain.ports import Clock
from storage.app_refusals import accept, refuse
from storage.engine import Engines
from storage.paces import APP, hold
from storage.people import OPEN_FOR
from storage.tables import homes, paces

PACE = "views.publish"
EVERY = timedelta(seconds=0.75)  # 80 a minute of the 100 that Slack takes (contract: ratelimits, tier 4)
AT_ONCE = 15 * EVERY  # calls that nobody made may be made later, so many of them in one go


class SqlStaleHomes:
    """Home tabs to be shown anew, over all workspaces.

    The pace of a workspace is the moment up to which its calls have used up the time that they may take;
    they may be ahead of the clock by ``AT_ONCE``.
    """

    def __init__(self, engines: Engines, clock: Clock) -> None:
        self._engines = engines
        self._clock = clock

    def now(self) -> datetime:
        """The database's time."""
        return self._clock.now()

    def claim(self, lease: timedelta) -> StaleHome | None:
        """Takes the Home that was opened last and is out of date, for as long as ``lease``."""
        now = self.now()
        ready = and_(_stale(now), homes.c.not_before <= now, ~_held(now))
        with self._engines.reader.connect() as connection:  # most of the time there is none: nobody waits for that
            if connection.execute(select(homes.c.person).where(ready).limit(1)).first() is None:
                return None
        first = select(homes).where(ready).order_by(homes.c.opened_at.desc(), homes.c.person).limit(1)
        with self._engines.writer.begin() as connection:
            row = connection.execute(first.with_for_update(of=homes, skip_locked=True)).one_or_none()
            if row is None:
                return None
            home = StaleHome(row.workspace, row.person, row.wanted, row.drawn, row.tries + 1)
            self._write(connection, home, tries=home.tries, not_before=now + lease)
        return home

    def shown(self, home: StaleHome, drawn: str) -> None:
        """Writes down that the Home shows what ``drawn`` tells; it is stale again if more has changed.

        An older view that arrives after a newer one makes it stale again too.
        """
        now = self.now()
        with self._engines.writer.begin() as connection:
            self._write(connection, home, shown=home.version, drawn=drawn, tries=0, not_before=now)
            if drawn != home.drawn:
                self._uses_time(connection, home, now)
                accept(connection, home.workspace, now)

    def failed(self, home: StaleHome, again_after: timedelta) -> None:
        """Writes down that the Home could not be shown, and when to try again; what it shows is not known."""
        now = self.now()
        with self._engines.writer.begin() as connection:
            self._write(connection, home, drawn="", not_before=now + again_after)
            self._uses_time(connection, home, now)

    def app_refused(self, home: StaleHome, error: str) -> None:
        """Writes down that Slack refuses the app: the Homes wait with everything else of that workspace."""
        now = self.now()
        with self._engines.writer.begin() as connection:
            self._write(connection, home, tries=home.tries - 1, drawn="", not_before=now)
            refuse(connection, home.workspace, error, now)

    def held_back(self, home: StaleHome, wait: timedelta) -> None:
        """Writes down that Slack takes no Home of this workspace for so long."""
        now = self.now()
        with self._engines.writer.begin() as connection:
            self._write(connection, home, tries=home.tries - 1, not_before=now)
            self._busy_until(connection, home, now + AT_ONCE + wait)

    def next_at(self) -> datetime | None:
        """The next moment after now at which a Home may have to be shown, as far as is known."""
        now = self.now()
        waiting = and_(_stale(now), homes.c.not_before > now)
        held = and_(paces.c.name == PACE, paces.c.free_at > now + AT_ONCE)
        with self._engines.reader.connect() as connection:
            first = connection.execute(select(func.min(homes.c.not_before)).where(waiting)).scalar()
            free_at = connection.execute(select(func.min(paces.c.free_at)).where(held)).scalar()
            app = select(func.min(paces.c.free_at)).where(paces.c.name == APP, paces.c.free_at > now)
            accepted_at = connection.execute(app).scalar()
        moments = (first, free_at and free_at - AT_ONCE, accepted_at)
        return min((moment for moment in moments if moment), default=None)

    def _write(self, connection: Connection, home: StaleHome, **values: Any) -> None:
        same = and_(homes.c.workspace == home.workspace, homes.c.person == home.person)
        connection.execute(update(homes).where(same).values(**values))

    def _uses_time(self, connection: Connection, home: StaleHome, now: datetime) -> None:
        """A call has been made."""
        pace = select(paces.c.free_at).where(paces.c.workspace == home.workspace, paces.c.name == PACE)
        free_at = connection.execute(pace.with_for_update()).scalar_one_or_none() or now
        self._busy_until(connection, home, max(free_at, now) + EVERY)

    def _busy_until(self, connection: Connection, home: StaleHome, free_at: datetime) -> None:
        hold(connection, home.workspace, PACE, free_at)


def _stale(now: datetime) -> ColumnElement[bool]:
    return and_(homes.c.wanted > homes.c.shown, homes.c.opened_at > now - OPEN_FOR)


def _held(now: datetime) -> ColumnElement[bool]:
    """Whether the workspace has used up its calls, or Slack refuses the app there."""
    used_up = and_(paces.c.name == PACE, paces.c.free_at > now + AT_ONCE)
    refused = and_(paces.c.name == APP, paces.c.free_at > now)
    return exists().where(paces.c.workspace == homes.c.workspace, or_(used_up, refused))
