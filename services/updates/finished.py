"""Finished projects rest: who posts that a project is complete or retired is asked whether it is over."""

from dataclasses import replace

from domain.edition import Edition
from domain.errors import Conflict, NotFound
from domain.ports import UnitOfWork
from domain.progress import says_it_is_over
from domain.project import Project, ProjectState, by_id
from domain.update import Update
from rendering.slack.updates import finished as say
from services.common import access
from services.common.actor import Actor
from services.common.unit import unit_of
from services.setup.projects import store_projects

GOES_ON = "goes on"  # of occasions: somebody has said so of a project, for an edition
ACT = "say whether it is over"


def ask(work: UnitOfWork, project: Project, edition: Edition, update: Update, before: Update | None) -> None:
    """Whoever posts is asked, until somebody has said that it goes on; a question that an update takes back is gone."""
    if says_it_is_over(update.content):
        if (GOES_ON, project.id) not in work.occasions.of_edition(edition.id):
            work.posts.show(_key(project, edition, work.person), say.question(project, edition), channel=work.person)
    elif before and says_it_is_over(before.content):
        work.posts.change(_key(project, edition, before.submitted_by), say.goes_on(project))


def close(actor: Actor, project_id: str, edition_id: str) -> None:
    """Whoever may post says that a project is over: it is closed, and the editors are told by whom."""
    with actor.writing() as work:
        project, edition = _asked_about(work, project_id, edition_id)
        if project.state is ProjectState.CLOSED:
            raise Conflict(f"{project.name} is closed already. Nothing was changed.")
        store_projects(work, [(project, replace(project, state=ProjectState.CLOSED))])
        work.posts.show(_key(project, edition, work.person), say.closed(project), channel=work.person)
        told = say.closed_by(work.person, project)
        work.posts.show(f"closed {work.new_id()}", told, channel=unit_of(work).review_channel)
        work.commit()


def keep(actor: Actor, project_id: str, edition_id: str) -> None:
    """Whoever may post says that a project goes on: nobody is asked again for this edition."""
    with actor.writing() as work:
        project, edition = _asked_about(work, project_id, edition_id)
        if project.state is ProjectState.CLOSED:
            raise Conflict(f"{project.name} is closed by now. An editor can reopen it with /sprint-notes projects.")
        work.occasions.claim(edition.id, GOES_ON, project.id)
        work.posts.show(_key(project, edition, work.person), say.goes_on(project), channel=work.person)
        work.commit()


def _asked_about(work: UnitOfWork, project_id: str, edition_id: str) -> tuple[Project, Edition]:
    project = access.there(by_id(work.projects.held()).get(project_id), NotFound(access.NO_PROJECT))
    edition = access.edition(work, edition_id)
    access.check(work, project, edition.id, ACT)
    return project, edition


def _key(project: Project, edition: Edition, person: str) -> str:
    return f"over {edition.id} {project.id} {person}"
