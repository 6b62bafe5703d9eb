"""What the rules need of the world. ``storage`` and ``delivery`` provide it, ``services`` use it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from domain.delivery import Delivery, Message, Outcome
from domain.edition import Approval, Edition, EditionState
from domain.news import NewsItem
from domain.project import Project
from domain.unit import Unit
from domain.update import Update, UpdateContent

NewId = Callable[[], str]


class Clock(Protocol):
    """Tells the time: the host's, the database's, or one that can be moved in the demo and in tests."""

    def now(self) -> datetime:
        """The present moment in UTC."""


class Units(Protocol):
    """The workspace's unit and its editors."""

    def get(self) -> Unit | None: ...
    def save(self, unit: Unit) -> None: ...
    def editors(self) -> frozenset[str]: ...
    def add_editor(self, person: str) -> None: ...


class Projects(Protocol):
    """The workspace's projects."""

    def all(self) -> list[Project]: ...
    def get(self, project_id: str) -> Project | None: ...
    def save(self, project: Project) -> None: ...


class Editions(Protocol):
    """The workspace's editions and their approvals."""

    def all(self) -> list[Edition]: ...
    def get(self, edition_id: str) -> Edition | None: ...
    def add(self, edition: Edition) -> bool: ...
    def save(self, edition: Edition, *, expected: EditionState) -> bool: ...
    def approvals(self, edition_id: str) -> list[Approval]: ...
    def approve(self, edition_id: str, approval: Approval, at: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of an update: who wrote it, in which modal, when."""

    id: str
    update_id: str
    version: int
    content: UpdateContent
    by: str
    token: str
    at: datetime


class Updates(Protocol):
    """The workspace's updates and their history."""

    def get(self, project_id: str, edition_id: str) -> Update | None: ...
    def of_edition(self, edition_id: str) -> list[Update]: ...
    def of_project(self, project_id: str) -> list[Update]: ...
    def save(self, update: Update, revision: Revision) -> None: ...
    def last_token(self, update_id: str) -> str: ...


class News(Protocol):
    """News of each edition, in its given order."""

    def of_edition(self, edition_id: str) -> list[NewsItem]: ...
    def replace(self, edition_id: str, items: Sequence[NewsItem]) -> None: ...


class Posts(Protocol):
    """Messages that the workspace's channels and people are to see; see ``domain.delivery``."""

    def show(
        self, key: str, message: Message, *, channel: str, group: str = "", place: int = 0, thread: str = ""
    ) -> None:
        """Makes the message called ``key`` look like ``message``: posts it, or changes it in place."""

    def withdraw(self, key: str) -> None:
        """Takes the message called ``key`` away again."""

    def in_group(self, group: str) -> list[Delivery]:
        """The posts of a group in their places, withdrawn ones left out."""

    def in_trouble(self) -> list[Delivery]:
        """Deliveries that need an editor: refused by Slack, or of a fate that cannot be looked up."""

    def get(self, delivery_id: str) -> Delivery | None: ...
    def retry(self, delivery_id: str) -> bool: ...
    def confirm(self, delivery_id: str) -> bool: ...


class Audit(Protocol):
    """Who did what, when. Rows are only ever added."""

    def add(self, actor: str, action: str, subject: str, detail: Mapping[str, Any] | None = None) -> None: ...


class Occasions(Protocol):
    """Things that happen once: whoever inserts one first does it."""

    def claim(self, edition_id: str, kind: str, person: str) -> bool: ...


class UnitOfWork(Protocol):
    """One transaction on one workspace. What was not committed did not happen."""

    @property
    def workspace(self) -> str: ...
    @property
    def units(self) -> Units: ...
    @property
    def projects(self) -> Projects: ...
    @property
    def editions(self) -> Editions: ...
    @property
    def updates(self) -> Updates: ...
    @property
    def news(self) -> News: ...
    @property
    def posts(self) -> Posts: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def occasions(self) -> Occasions: ...
    def now(self) -> datetime: ...
    def new_id(self) -> str: ...
    def commit(self) -> None: ...


class Store(Protocol):
    """Opens units of work."""

    def reading(self, workspace: str) -> AbstractContextManager[UnitOfWork]: ...
    def writing(self, workspace: str) -> AbstractContextManager[UnitOfWork]: ...
    def workspaces(self) -> list[str]: ...


class Outbox(Protocol):
    """The delivery worker's side of the posts, over all workspaces."""

    def claim(self, lease: timedelta) -> Delivery | None:
        """Takes the next delivery that may go out now, for as long as ``lease``."""

    def settle(self, delivery: Delivery, outcome: Outcome) -> bool:
        """Writes down what became of an attempt; False when somebody else has taken it over meanwhile."""

    def doubtful(self, lease: timedelta) -> Delivery | None:
        """Takes the next delivery of unknown fate whose settling time is over, to be looked up."""

    def next_at(self) -> datetime | None:
        """The next moment after now at which there may be something to do, as far as is known."""

    def now(self) -> datetime: ...


def by_id(projects: Iterable[Project]) -> dict[str, Project]:
    """Projects by their ids."""
    return {project.id: project for project in projects}


def contents(updates: Collection[Update]) -> dict[str, UpdateContent]:
    """What is said about each project, by project id."""
    return {update.project_id: update.content for update in updates}
