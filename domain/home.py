"""What somebody's Home is about: their open tasks first, and what their role lets them see."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.calendar import local_day, working_days_before
from domain.edition import Edition
from domain.names import in_reading_order
from domain.progress import Progress
from domain.project import Project, ProjectState
from domain.roles import postable
from domain.unit import Unit
from domain.update import UnsentForm

TASKS_A_PAGE = 20


class Stand(StrEnum):
    """How a project of somebody's stands in the edition that takes updates."""

    DUE = "due"
    IN = "in"
    NOTHING = "nothing to report"
    NOT_EXPECTED = "not expected"


@dataclass(frozen=True, slots=True)
class Task:
    """A project that somebody may write about; ``begun_at`` where they have typed and not submitted."""

    project: Project
    stand: Stand
    begun_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is something to do about it."""
        return self.stand is Stand.DUE or self.begun_at is not None


@dataclass(frozen=True, slots=True)
class TaskPage:
    """One page of somebody's tasks, the first being 0; ``due`` and ``all`` count those of all pages."""

    tasks: Sequence[Task]
    page: int
    pages: int
    due: int
    all: int


def tasks(
    person: str,
    projects: Iterable[Project],
    stands: Progress | None,
    unsent_forms: Iterable[UnsentForm] = (),
    asked: Collection[str] = (),
    editors: Collection[str] = (),
) -> list[Task]:
    """What somebody has to do in the edition that takes updates, open tasks first: the projects that they lead, were
    ``asked`` to write about, or have begun to write about and still may."""
    begun = {unsent.project_id: unsent.saved_at for unsent in unsent_forms}
    among = {Stand.IN: stands.told, Stand.NOTHING: stands.nothing, Stand.DUE: stands.missing} if stands else {}
    known = {project.id: stand for stand, those in among.items() for project in those}
    live = [project for project in projects if project.state is not ProjectState.CLOSED]
    may = {project.id for project in postable(person, live, editors)}
    theirs = [
        Task(project, known.get(project.id, Stand.NOT_EXPECTED), begun.get(project.id))
        for project in in_reading_order(live)
        if person in project.leads or project.id in asked or (project.id in begun and project.id in may)
    ]
    return sorted(theirs, key=_urgency)


def _urgency(task: Task) -> int:
    if task.begun_at:
        return 0
    return 3 if task.stand is Stand.NOT_EXPECTED else 1 if task.is_open else 2


def task_page(all_tasks: Sequence[Task], page: int) -> TaskPage:
    """A page of tasks; a page that is not there is the nearest one."""
    pages = max(1, -(-len(all_tasks) // TASKS_A_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = all_tasks[page * TASKS_A_PAGE : (page + 1) * TASKS_A_PAGE]
    due = sum(task.stand is Stand.DUE for task in all_tasks)
    return TaskPage(tasks=shown, page=page, pages=pages, due=due, all=len(all_tasks))


def reminder_days(unit: Unit, edition: Edition, now: datetime) -> list[date]:
    """The days on which reminders for an edition are still to come, today included."""
    timezone = unit.cadence.timezone
    closing_day, today = local_day(edition.closes_at, timezone), local_day(now, timezone)
    days = [working_days_before(closing_day, count, unit.place) for count in unit.reminders.days_before]
    return sorted(day for day in days if day >= today)


def days_left(edition: Edition, timezone: str, now: datetime) -> int:
    """How many days there are until a window closes: 0 for today."""
    return max(0, (local_day(edition.closes_at, timezone) - local_day(now, timezone)).days)
