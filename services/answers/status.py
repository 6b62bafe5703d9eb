"""What members get when they ask how a project stands."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from domain import english
from domain.delivery import Message
from domain.edition import EditionState
from domain.errors import NO_PROJECTS, NotFound
from domain.matching import narrowed, projects_like
from domain.names import in_reading_order
from domain.ports import UnitOfWork
from domain.project import Project, ProjectState
from domain.sentence import Command
from domain.update import Update
from rendering.slack.answers.status import Standing, answer, overview
from rendering.slack.kit import buttons
from rendering.slack.notes import pick_project
from rendering.slack.updates.update_form import Told
from services.common import access
from services.common.actor import Actor
from services.common.mentions import renewed
from services.common.unit import unit_of


def ask(actor: Actor, *, typed: str = "", channel: str = "") -> Sequence[Message]:
    """The answer to ``/sprint-status``: one project by its name or channel, else all, as far as the asker may see."""
    with actor.reading() as work:
        projects = work.projects.all()
        if not projects:
            unit_of(work)
            raise NotFound(NO_PROJECTS)
        here = [project for project in projects if channel and project.channel == channel]
        found = [match.what for match in projects_like(typed, projects)] if typed else here
        if len(found) == 1:
            return answer(_of(work, found[0]))
        if typed and not found:
            raise NotFound(
                f"No project is called {english.quoted(typed)}. ", Command("/sprint-status"), " alone lists them all."
            )
        if typed:
            return [pick_project(typed, found, buttons.show_status)]
        live = [project for project in projects if project.state is not ProjectState.CLOSED]
        return overview(_standings(work, in_reading_order(live), work.updates.newest()))


def offered(actor: Actor, typed: str) -> list[Project]:
    """The projects that a menu offers while somebody types in it; the first of them where nothing is typed."""
    with actor.reading() as work:
        live = [project for project in work.projects.all() if project.state is not ProjectState.CLOSED]
        return in_reading_order(narrowed(typed, live))


def of_project(actor: Actor, project_id: str) -> Sequence[Message]:
    """The answer about the project with this id, by the rules of ``ask``."""
    with actor.reading() as work:
        return answer(_of(work, access.project(work, project_id)))


def _of(work: UnitOfWork, project: Project) -> Standing:
    updates = [replace(one, content=renewed(work, one.content)) for one in work.updates.of_project(project.id)]
    (standing,) = _standings(work, [project], updates)
    return standing


def _standings(work: UnitOfWork, projects: Collection[Project], updates: Collection[Update]) -> list[Standing]:
    """How each project stands by its newest updates; one that waits in an older edition than the published is over."""
    editions, editors = {edition.id: edition for edition in work.editions.all()}, work.units.editors()
    published: dict[str, Told] = {}
    waiting: dict[str, Told] = {}
    for update in sorted(updates, key=lambda update: editions[update.edition_id].number):
        told = Told(editions[update.edition_id], update.content)
        if told.edition.state is EditionState.PUBLISHED:
            published[update.project_id] = told
            waiting.pop(update.project_id, None)
        else:
            waiting[update.project_id] = told
    return [
        Standing(
            project=project,
            published=published.get(project.id),
            waiting=waiting.get(project.id),
            may_see_waiting=work.person in project.leads or work.person in editors,
        )
        for project in projects
    ]
