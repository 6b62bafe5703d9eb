"""What the rules need of the world. ``storage`` and ``delivery`` provide it, ``services`` use it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

from domain.answer_ports import Follows, Published
from domain.archive_ports import Copies
from domain.audit import AuditEntry
from domain.check_ports import Decisions, Glossary, Ignored
from domain.document import Document
from domain.edition import Approval, Edition, EditionState
from domain.mentions import Called
from domain.news import NewsItem
from domain.nomination import Nomination
from domain.person import Person, ReminderChoice
from domain.post_ports import Posts
from domain.project import Phase, Project
from domain.refusals import AppRefusal
from domain.tables import Tables
from domain.unit import Unit
from domain.update import Brief, DueVersion, NothingToReport, Objection, Revision, UnsentForm, Update, Version

NewId = Callable[[], str]


class Clock(Protocol):
    """Tells the time: the host's, the database's, or one that can be moved in the demo and in tests."""

    def now(self) -> datetime:
        """The present moment in UTC."""


class Units(Protocol):
    """The workspace's unit and its editors."""

    def get(self) -> Unit | None: ...
    def held(self) -> Unit | None:
        """The unit, held so that nobody else changes its settings in the course of this unit of work."""

    def save(self, unit: Unit) -> None: ...
    def editors(self) -> frozenset[str]: ...
    def held_editors(self) -> frozenset[str]:
        """The editors, held so that nobody else adds or removes one in the course of this unit of work."""

    def add_editor(self, person: str) -> None: ...
    def remove_editor(self, person: str) -> None: ...


class Projects(Protocol):
    """The workspace's projects."""

    def all(self) -> list[Project]: ...
    def get(self, project_id: str) -> Project | None: ...
    def held(self) -> list[Project]:
        """Every project, held so that nobody else changes one in the course of this unit of work."""

    def save(self, project: Project) -> None:
        """Adds a project, or changes the one with its id; raises ``Conflict`` where another has its key."""


class Editions(Protocol):
    """The workspace's editions and their approvals. ``in_hand`` are those neither published nor skipped, and the last
    published. ``shown`` is the hash of what a draft said when last shown, and how many findings of each weight it had;
    when ``keep_content`` keeps another, approvals fall."""

    def all(self) -> list[Edition]: ...
    def get(self, edition_id: str) -> Edition | None:
        """The edition with this id; in a writing unit of work nobody else can change it meanwhile."""

    def in_open_window(self, edition_id: str) -> Edition | None:
        """The edition with this id while it is open and was never closed; in a writing unit of work nobody can change
        it meanwhile, but several may hold it so at once, to store updates for it."""

    def add(self, edition: Edition) -> bool: ...
    def save(self, edition: Edition, *, expected: EditionState) -> bool: ...
    def approvals(self, edition_id: str) -> list[Approval]: ...
    def approve(self, edition_id: str, approval: Approval, at: datetime) -> None: ...
    def drop_approvals(self, edition_id: str) -> None: ...
    def in_hand(self) -> list[Edition]: ...
    def shown(self, edition_id: str) -> tuple[str, Mapping[str, int]]: ...
    def keep_content(self, edition_id: str, content_hash: str, found: Mapping[str, int]) -> None: ...
    def document(self, edition_id: str) -> Document | None:
        """The edition as it was published, with what was corrected since; None where that was never kept."""

    def keep_document(self, edition_id: str, document: Document) -> None: ...


class Updates(Protocol):
    """The workspace's updates and their history. Lists leave withdrawn ones out; ``get`` and ``with_id`` do not."""

    def get(self, project_id: str, edition_id: str) -> Update | None: ...
    def with_id(self, update_id: str) -> Update | None: ...
    def of_edition(self, edition_id: str) -> list[Update]: ...
    def of_project(self, project_id: str) -> list[Update]: ...
    def last_before(self, number: int, project_id: str) -> Update | None:
        """The project's update in the newest edition before this number that it has one for."""

    def newest(self) -> list[Update]:
        """Of each project its update in the newest edition that is published, and in the newest that is not."""

    def told(self, edition_id: str) -> frozenset[str]: ...
    def last_by_others(self, edition_id: str, people: Collection[str]) -> Mapping[str, datetime]:
        """When somebody other than these people last wrote about each project, by project id."""

    def latest(self, project_ids: Collection[str]) -> list[Brief]: ...
    def phases_before(self, number: int, left_out: Collection[tuple[str, str]] = ()) -> Mapping[str, Phase | None]:
        """The phase in the last update of each project before this number; ``left_out`` were read by nobody: ids of
        project and edition."""

    def save(self, update: Update, revision: Revision) -> None:
        """Stores an update and its revision; raises ``JustChanged`` where somebody else has just stored the first."""

    def revisions(self, update_id: str) -> list[Revision]: ...
    def revisions_in(self, edition_id: str) -> Mapping[str, list[Revision]]:
        """Every version of each update of an edition, oldest first, by the ids of the updates."""

    def versions(self, project_id: str, edition_id: str) -> list[Version]:
        """Who has written which, oldest first: of the project's update for an edition."""

    def due(self, edition_id: str) -> list[DueVersion]:
        """The versions in an edition from which something follows that is still to be done, oldest first."""

    def edition_with_due(self) -> str:
        """The id of the edition that has the oldest of them; empty without any."""

    def take(self, due: DueVersion) -> bool:
        """Takes over what follows from a version; False where somebody else has done that."""


class NothingToReportAnswers(Protocol):
    """The projects whose leads have said that there is nothing to report."""

    def of_edition(self, edition_id: str) -> list[NothingToReport]: ...
    def add(self, answer: NothingToReport) -> bool: ...
    def drop(self, project_id: str, edition_id: str) -> bool: ...


class Objections(Protocol):
    """What leads have against editors' changes of their updates: of each person the last for each update."""

    def of_edition(self, edition_id: str) -> list[Objection]: ...
    def save(self, objection: Objection) -> None: ...
    def drop(self, project_id: str, edition_id: str, person: str) -> bool: ...


class UnsentForms(Protocol):
    """What people have typed and not submitted, each for their own eyes."""

    def get(self, person: str, project_id: str, edition_id: str) -> UnsentForm | None: ...
    def of_person(self, person: str) -> list[UnsentForm]: ...
    def save(self, unsent: UnsentForm) -> None: ...
    def drop(self, person: str, project_id: str, edition_id: str) -> None: ...


class People(Protocol):
    """Who Slack says the workspace's people are."""

    def all(self) -> list[Person]: ...
    def get(self, person_id: str) -> Person | None: ...
    def add(self, person: Person) -> None:
        """Adds somebody of whom nothing is known yet."""

    def save(self, person: Person) -> None: ...


class CalledNames(Protocol):
    """What the channels and user groups are called that texts mention, as far as Slack has told."""

    def all(self) -> list[Called]: ...
    def add(self, called: Called) -> None:
        """Adds one of which nothing is known yet."""

    def save(self, called: Called) -> None: ...


class ReminderChoices(Protocol):
    """What leads want of the reminders."""

    def of_edition(self, edition_id: str) -> list[ReminderChoice]: ...
    def save(self, choice: ReminderChoice) -> None: ...


class Homes(Protocol):
    """The Home tabs that people have open, as far as can be known: Slack tells of opening only."""

    def opened(self, person: str, page: int) -> None:
        """Somebody has opened their Home, or turned to a page of it: they are shown it next."""

    def page(self, person: str) -> int:
        """The page of their Home that somebody is on; the first is 0."""

    def changed(self) -> None:
        """Everybody with an open Home is to be shown it anew. Last before the commit: other changes wait for it."""


class News(Protocol):
    """News of each edition, in its given order."""

    def of_edition(self, edition_id: str) -> list[NewsItem]: ...
    def replace(self, edition_id: str, items: Sequence[NewsItem]) -> None: ...
    def of_person(self, person: str) -> list[tuple[str, NewsItem]]:
        """``(edition id, item)`` of everything that a member of the team has said of themselves."""


class Nominations(Protocol):
    """Who should be in the spotlight, oldest first."""

    def all(self) -> list[Nomination]: ...
    def get(self, nomination_id: str) -> Nomination | None: ...
    def save(self, nomination: Nomination) -> None: ...


class AppRefusals(Protocol):
    """Whether Slack accepts the app in the workspace."""

    def get(self) -> AppRefusal | None:
        """The refusal that stands, or one that is over and was not told of yet."""

    def refused(self, error: str) -> None:
        """Slack says that it refuses the app: everything waits."""

    def lapsed(self, refusal: AppRefusal) -> int:
        """How many messages became untimely during one that is over."""

    def told(self, refusal: AppRefusal) -> None:
        """Whoever is to know of one that is over does."""


class Audit(Protocol):
    """Who did what, when. Rows are only ever added."""

    def add(
        self,
        action: str,
        subject: str,
        detail: Mapping[str, Any] | None = None,
        *,
        edition_id: str = "",
        item: str = "",
        actor: str = "",
    ) -> AuditEntry:
        """Adds an entry by ``actor``, else by who acts in this unit of work."""

    def of_edition(self, edition_id: str) -> list[AuditEntry]:
        """What was done about an edition, oldest first."""

    def latest(self, limit: int, before: str = "") -> list[AuditEntry]:
        """The last entries, newest first; ``before`` is the id of one, for the next page."""


class Occasions(Protocol):
    """Things that happen once: whoever inserts one first does it."""

    def claim(self, edition_id: str, kind: str, person: str) -> bool: ...
    def drop(self, edition_id: str, kind: str, person: str) -> bool:
        """Takes one away again: True for whoever does so first."""
        ...

    def of_edition(self, edition_id: str) -> set[tuple[str, str]]:
        """``(kind, person)`` of all that has happened."""

    def editions(self, kind: str) -> set[str]:
        """The ids of the editions in which something of this kind has happened."""


class Acts(Protocol):
    """What people did that Slack may bring again, or that they may send again."""

    def claim(self, token: str, taken: str) -> bool:
        """Whether what ``work.person`` did under this ``token`` is new, or was claimed before as the same ``taken``."""
        ...

    def forget(self, before: datetime) -> bool:
        """Forgets what was done before a moment; False where there was nothing."""
        ...

    def any_before(self, moment: datetime) -> bool:
        """Whether there is something to forget."""
        ...


class UnitOfWork(Protocol):
    """One transaction on one workspace; what was not committed did not happen. ``person`` is who acts: a Slack id, the
    name of what acts by itself, or nobody in particular."""

    workspace: str
    person: str
    units: Units
    projects: Projects
    editions: Editions
    updates: Updates
    nothing_to_report: NothingToReportAnswers
    objections: Objections
    unsent_forms: UnsentForms
    people: People
    called: CalledNames
    reminder_choices: ReminderChoices
    homes: Homes
    news: News
    nominations: Nominations
    ignored: Ignored
    glossary: Glossary
    decisions: Decisions
    posts: Posts
    app_refusals: AppRefusals
    audit: Audit
    occasions: Occasions
    acts: Acts
    published: Published
    follows: Follows
    archive: Copies

    def now(self) -> datetime:
        """The time of this unit of work: the same at each call."""

    def new_id(self) -> str: ...
    def read_ahead(self, *calls: Callable[[], object]) -> None:
        """Asks in one statement what each of these calls asks first: whoever makes one next is answered at once."""

    def require_editor(self, act: str) -> None:
        """Raises ``NotAllowed`` where who acts is no editor; ``act`` says what they wanted: “move an item”."""

    def commit(self, *, homes: bool = False) -> None:
        """Makes everything so far last; with ``homes`` everybody who may have their Home open is shown it anew."""


class Store(Protocol):
    """Opens units of work."""

    def reading(self, workspace: str, person: str = "") -> AbstractContextManager[UnitOfWork]:
        """One that only looks."""

    def writing(self, workspace: str, person: str = "") -> AbstractContextManager[UnitOfWork]:
        """One that may change things; without ``commit`` it changes nothing."""

    def workspaces(self) -> list[str]: ...
    @property
    def tables(self) -> Tables:
        """How tables are shown, workspace by workspace."""
        ...
