"""One transaction on one workspace; what was not committed did not happen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, select, update

from domain import answer_ports, archive_ports, check_ports, ports
from domain.ports import Clock, NewId
from domain.post_ports import Posts
from domain.refusals import AppRefusal
from domain.restored import Doubt
from domain.roles import may_edit
from domain.tables import Tables
from storage.acts import SqlActs
from storage.app_refusals import SqlAppRefusals, free, standing
from storage.archive import SqlCopies
from storage.engine import Engines
from storage.findings import SqlDecisions, SqlGlossary, SqlIgnored
from storage.follows import SqlFollows
from storage.kept import Kept
from storage.news import SqlNews, SqlNominations
from storage.people import SqlCalled, SqlHomes, SqlPeople, SqlReminderChoices
from storage.posts_anew import SqlPostsAnew
from storage.published import SqlPublished
from storage.repositories import (
    SqlAudit,
    SqlEditions,
    SqlOccasions,
    SqlProjects,
    SqlUnits,
)
from storage.rows import inserting
from storage.table_kinds import SqlTableKinds
from storage.tables import workspaces
from storage.transaction import Transaction
from storage.updates import SqlNothingToReport, SqlObjections, SqlUnsentForms, SqlUpdates
from storage.whereabouts import Whereabouts

BOTS = select(workspaces.c.id, workspaces.c.bot_id, workspaces.c.bot_user_id)
BOTS_SECONDS = 5.0  # until a workspace that another replica has met is known here
UNCLAIMED = "unclaimed"  # the workspace of data imported before the bot has ever met Slack


class SqlUnitOfWork(Transaction):
    """One transaction with its repositories."""

    def __init__(
        self,
        connection: Connection,
        workspace: str,
        person: str,
        clock: Clock,
        new_id: NewId,
        *,
        writing: bool,
        doubt: Doubt | None = None,
    ) -> None:
        super().__init__(connection, workspace, person, clock, new_id, writing=writing, doubt=doubt)
        self.units: ports.Units = SqlUnits(self)
        self.projects: ports.Projects = SqlProjects(self)
        self.editions: ports.Editions = SqlEditions(self)
        self.updates: ports.Updates = SqlUpdates(self)
        self.nothing_to_report: ports.NothingToReportAnswers = SqlNothingToReport(self)
        self.objections: ports.Objections = SqlObjections(self)
        self.unsent_forms: ports.UnsentForms = SqlUnsentForms(self)
        self.people: ports.People = SqlPeople(self)
        self.called: ports.CalledNames = SqlCalled(self)
        self.reminder_choices: ports.ReminderChoices = SqlReminderChoices(self)
        self.homes: ports.Homes = SqlHomes(self)
        self.news: ports.News = SqlNews(self)
        self.nominations: ports.Nominations = SqlNominations(self)
        self.ignored: check_ports.Ignored = SqlIgnored(self)
        self.glossary: check_ports.Glossary = SqlGlossary(self)
        self.decisions: check_ports.Decisions = SqlDecisions(self)
        self.posts: Posts = SqlPostsAnew(self)
        self.app_refusals: ports.AppRefusals = SqlAppRefusals(self)
        self.audit: ports.Audit = SqlAudit(self)
        self.occasions: ports.Occasions = SqlOccasions(self)
        self.acts: ports.Acts = SqlActs(self)
        self.published: answer_ports.Published = SqlPublished(self)
        self.follows: answer_ports.Follows = SqlFollows(self)
        self.archive: archive_ports.Copies = SqlCopies(self)

    def require_editor(self, act: str) -> None:
        may_edit(self.person, self.units.editors(), act)

    def commit(self, *, homes: bool = False) -> None:
        if homes:
            self.homes.changed()
        super().commit()


class SqlStore:
    """Opens units of work: on the database that stands at ``whereabouts``, of which there is ``doubt`` where it is
    an older copy."""

    def __init__(
        self,
        engines: Engines,
        clock: Clock,
        new_id: NewId,
        whereabouts: Whereabouts | None = None,
        doubt: Doubt | None = None,
    ) -> None:
        self.whereabouts = whereabouts or Whereabouts(engines.clock, "")
        self.doubt = doubt
        self.engines = engines
        self.clock = clock
        self._new_id = new_id
        self._on_post: Callable[[], None] = lambda: None
        self.tables: Tables = SqlTableKinds(self.reading, self.writing)
        self._bots = Kept(self._installed, BOTS_SECONDS)

    def calls_after_posting(self, on_post: Callable[[], None]) -> None:
        """Names what is called after a commit that gave the outbox something to do."""
        self._on_post = on_post

    @contextmanager
    def reading(self, workspace: str, person: str = "") -> Iterator[SqlUnitOfWork]:
        with self.engines.reader.connect() as connection:
            yield SqlUnitOfWork(connection, workspace, person, self.clock, self._new_id, writing=False)

    @contextmanager
    def writing(self, workspace: str, person: str = "") -> Iterator[SqlUnitOfWork]:
        work: SqlUnitOfWork | None = None
        try:
            with self.engines.writer.connect() as connection:
                work = SqlUnitOfWork(
                    connection, workspace, person, self.clock, self._new_id, writing=True, doubt=self.doubt
                )
                yield work
            self.whereabouts.check_file()  # nobody hears that something is kept in a file that nobody will find
        finally:  # also where something was raised after a commit
            if work and work.wakes:
                self._on_post()

    def workspaces(self) -> list[str]:
        """The ids of all workspaces."""
        with self.engines.reader.connect() as connection:
            return list(connection.scalars(select(workspaces.c.id).order_by(workspaces.c.id)))

    def meet(self, workspace: str, name: str = "", bot_id: str = "", bot_user_id: str = "") -> None:
        """Makes a workspace known in which Slack has just accepted the app. Data imported before the first meeting
        becomes the first one's."""
        values = {"name": name, "bot_id": bot_id, "bot_user_id": bot_user_id}
        with self.engines.writer.begin() as connection:
            known = list(connection.scalars(select(workspaces.c.id)))
            if known == [UNCLAIMED]:
                connection.execute(update(workspaces).where(workspaces.c.id == UNCLAIMED).values(id=workspace))
            added = connection.execute(inserting(connection.dialect.name, workspaces), {"id": workspace, **values})
            if not added.rowcount:
                connection.execute(update(workspaces).where(workspaces.c.id == workspace).values(**values))
            free(connection, workspace, self.clock.now())
        self._bots.forget()

    def app_refusals(self) -> dict[str, AppRefusal]:
        """The workspaces in which Slack refuses the app at present."""
        with self.engines.reader.connect() as connection:
            return standing(connection)

    def bots(self) -> dict[str, tuple[str, str]]:
        """``(bot id, bot user id)`` in each workspace that has installed the app."""
        return self._bots.get()

    def _installed(self) -> dict[str, tuple[str, str]]:
        with self.engines.reader.connect() as connection:
            return {row.id: (row.bot_id, row.bot_user_id) for row in connection.execute(BOTS)}
