"""One transaction on one workspace; what was not committed did not happen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, Engine, select, update

from domain.ports import Clock, NewId
from domain.roles import may_edit
from storage.engine import Engines
from storage.findings import SqlIgnored
from storage.kept import Kept
from storage.news import SqlNews, SqlNominations
from storage.people import SqlHomes, SqlPeople, SqlReminderChoices
from storage.posts import SqlPosts
from storage.repositories import (
    SqlAudit,
    SqlEditions,
    SqlOccasions,
    SqlProjects,
    SqlUnits,
)
from storage.rows import inserting
from storage.tables import workspaces
from storage.updates import SqlNothingToReport, SqlObjections, SqlUnsentForms, SqlUpdates

BOTS = select(workspaces.c.id, workspaces.c.bot_id, workspaces.c.bot_user_id)
BOTS_SECONDS = 5.0  # until a workspace that another replica has met is known here
UNCLAIMED = "unclaimed"  # the workspace of data imported before the bot has ever met Slack


class SqlUnitOfWork:
    """The repositories of one workspace on one connection."""

    def __init__(
        self, connection: Connection, workspace: str, person: str, clock: Clock, new_id: NewId, *, writing: bool
    ) -> None:
        self._connection = connection
        self._clock = clock
        self._now: datetime | None = None
        self.workspace = workspace
        self.person = person
        self.new_id = new_id
        self.units = SqlUnits(connection, workspace)
        self.projects = SqlProjects(connection, workspace)
        self.editions = SqlEditions(connection, workspace, locks=writing)
        self.updates = SqlUpdates(connection, workspace, locks=writing)
        self.nothing_to_report = SqlNothingToReport(connection, workspace)
        self.objections = SqlObjections(connection, workspace)
        self.unsent_forms = SqlUnsentForms(connection, workspace)
        self.people = SqlPeople(connection, workspace)
        self.reminder_choices = SqlReminderChoices(connection, workspace)
        self.homes = SqlHomes(connection, workspace, self.now)
        self.news = SqlNews(connection, workspace)
        self.nominations = SqlNominations(connection, workspace, locks=writing)
        self.ignored = SqlIgnored(connection, workspace)
        self.posts = SqlPosts(connection, workspace, self.now, new_id)
        self.audit = SqlAudit(connection, workspace, person, self.now, new_id)
        self.occasions = SqlOccasions(connection, workspace, self.now)

    def now(self) -> datetime:
        """The time of this unit of work: the same at each call."""
        if self._now is None:
            self._now = self._clock.now()
        return self._now

    def require_editor(self, act: str) -> None:
        """Raises ``NotAllowed`` where who acts is no editor."""
        may_edit(self.person, self.units.editors(), act)

    def commit(self, *, homes: bool = False) -> None:
        """Makes everything so far last; with ``homes`` everybody who may have their Home open is shown it anew."""
        if homes:
            self.homes.changed()
        self._connection.commit()


class SqlStore:
    """Opens units of work."""

    def __init__(self, engines: Engines, clock: Clock, new_id: NewId) -> None:
        self._engines = engines
        self._clock = clock
        self._new_id = new_id
        self._on_post: Callable[[], None] = lambda: None
        self._bots = Kept(self._installed, BOTS_SECONDS)

    def calls_after_posting(self, on_post: Callable[[], None]) -> None:
        """Names what is called after a commit that gave the outbox something to do."""
        self._on_post = on_post

    @contextmanager
    def reading(self, workspace: str, person: str = "") -> Iterator[SqlUnitOfWork]:
        """A unit of work that only looks."""
        with self._work(self._engines.reader, workspace, person, writing=False) as work:
            yield work

    @contextmanager
    def writing(self, workspace: str, person: str = "") -> Iterator[SqlUnitOfWork]:
        """A unit of work that may change things; without ``commit`` it changes nothing."""
        with self._work(self._engines.writer, workspace, person, writing=True) as work:
            try:
                yield work
            finally:  # also where something was raised after a commit
                if work.posts.touched or work.homes.touched:
                    self._on_post()

    @contextmanager
    def _work(self, engine: Engine, workspace: str, person: str, *, writing: bool) -> Iterator[SqlUnitOfWork]:
        with engine.connect() as connection:
            yield SqlUnitOfWork(connection, workspace, person, self._clock, self._new_id, writing=writing)

    def workspaces(self) -> list[str]:
        """The ids of all workspaces."""
        with self._engines.reader.connect() as connection:
            return list(connection.scalars(select(workspaces.c.id).order_by(workspaces.c.id)))

    def meet(self, workspace: str, name: str = "", bot_id: str = "", bot_user_id: str = "") -> None:
        """Makes a workspace known. Data imported before the first meeting becomes the first one's."""
        values = {"name": name, "bot_id": bot_id, "bot_user_id": bot_user_id}
        with self._engines.writer.begin() as connection:
            known = list(connection.scalars(select(workspaces.c.id)))
            if known == [UNCLAIMED]:
                connection.execute(update(workspaces).where(workspaces.c.id == UNCLAIMED).values(id=workspace))
            added = connection.execute(inserting(connection.dialect.name, workspaces), {"id": workspace, **values})
            if not added.rowcount:
                connection.execute(update(workspaces).where(workspaces.c.id == workspace).values(**values))
        self._bots.forget()

    def bots(self) -> dict[str, tuple[str, str]]:
        """``(bot id, bot user id)`` in each workspace that has installed the app."""
        return self._bots.get()

    def _installed(self) -> dict[str, tuple[str, str]]:
        with self._engines.reader.connect() as connection:
            return {row.id: (row.bot_id, row.bot_user_id) for row in connection.execute(BOTS)}
