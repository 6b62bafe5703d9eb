"""What members get when they ask how a project stands."""

from __future__ import annotations

from collections.abc import Sequence

from domain import english
from domain.delivery import Message
from domain.edition import Edition, EditionState
from domain.errors import NO_PROJECTS, NotFound
from domain.names import find, in_reading_order
from domain.ports import UnitOfWork
from domain.project import Project, ProjectState
from domain.sentence import Command
from domain.update import Update
from rendering.slack.answers.status import Standing, Told, answer, overview
from rendering.slack.notes import pick_project
from services.common.actor import Actor
from services.common.unit import unit_of


def ask(actor: Actor, *, typed: str = "", channel: str = "") -> Sequence[Message]:
    """The answer to ``/sprint-status``: one project by its name or its channel, else all of them.

    Everybody sees what was published. What waits for the editors is for the project's leads and the editors.
    """
    with actor.reading() as work:
        projects = work.projects.all()
        if not projects:
            unit_of(work)
            raise NotFound(NO_PROJECTS)
        here = [project for project in projects if channel and project.channel == channel]
        found = find(typed, projects) if typed else here
        if len(found) == 1:
            return answer(_standing(work, found[0]))
        if typed and not found:
            raise NotFound(
                f"No project is called {english.quoted(typed)}. ", Command("/sprint-status"), " alone lists them all."
            )
        if typed:
            return [pick_project(typed, found)]
        live = [project for project in projects if project.state is not ProjectState.CLOSED]
        return overview([_standing(work, project) for project in in_reading_order(live)])


def of_project(actor: Actor, project_id: str) -> Sequence[Message]:
    """The answer about the project with this id, by the same rules."""
    with actor.reading() as work:
        project = work.projects.get(project_id)
        if project is None:
            raise NotFound("This project is gone. Pick another one.")
        return answer(_standing(work, project))


def _standing(work: UnitOfWork, project: Project) -> Standing:
    editions = {edition.id: edition for edition in work.editions.all()}
    updates = work.updates.of_project(project.id)
    published = _latest(updates, editions, published=True)
    waiting = _latest(updates, editions, published=False)
    if published and waiting and waiting.edition.number < published.edition.number:
        waiting = None
    return Standing(
        project=project,
        published=published,
        waiting=waiting,
        may_see_waiting=work.person in project.leads or work.person in work.units.editors(),
    )


def _latest(updates: Sequence[Update], editions: dict[str, Edition], *, published: bool) -> Told | None:
    for update in updates:
        edition = editions[update.edition_id]
        if (edition.state is EditionState.PUBLISHED) is published:
            return Told(edition, update.content)
    return None
