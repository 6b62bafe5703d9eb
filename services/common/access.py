"""Fetch it, or refuse with one sentence; and who speaks for a project in an edition."""

from typing import TypeVar

from domain.edition import REFUSALS, Edition, EditionMove, takes_updates
from domain.errors import Conflict, NotFound, SprintNotesError
from domain.offers import what_now
from domain.person import Person
from domain.ports import UnitOfWork
from domain.project import Project, ProjectState
from domain.reminders import responsible
from domain.roles import may_speak_for
from domain.update import Update

NO_PROJECT = "This project is gone."
NO_UPDATE = "This update is gone."
OPENS_SOON = "The next edition opens within a minute. Try again then."
Thing = TypeVar("Thing")


def there(found: Thing | None, refusal: SprintNotesError) -> Thing:
    """What was found; where that is nothing, raises the refusal."""
    if found is None:
        raise refusal
    return found


def edition(work: UnitOfWork, edition_id: str) -> Edition:
    """The edition with this id, which nobody can change in the course of a writing unit of work."""
    return there(work.editions.get(edition_id), NotFound("This edition is gone."))


def edition_to_edit(work: UnitOfWork, edition_id: str, act: str) -> Edition:
    """The edition, held against other changes; only for editors, and only until it is published."""
    work.require_editor(act)
    found = edition(work, edition_id)
    found.must_allow(EditionMove.EDIT)
    return found


def edition_to_change(work: UnitOfWork, edition_id: str = "") -> Edition:
    """The edition with this id, else the one that takes updates now, held; raises ``Conflict`` once it is approved."""
    while True:
        wanted = edition_id or edition_taking_updates(work).id
        held = edition(work, wanted)
        if edition_id or wanted == edition_taking_updates(work).id:
            held.must_allow(EditionMove.TAKE_UPDATE, f"{REFUSALS[EditionMove.TAKE_UPDATE]} {what_now(held)}")
            return held


def edition_taking_updates(work: UnitOfWork) -> Edition:
    """The edition that takes updates by itself now; raises ``NotFound`` in the minute before the next one opens."""
    return there(takes_updates(work.editions.all()), NotFound(OPENS_SOON))


def project(work: UnitOfWork, project_id: str) -> Project:
    """The project with this id, in whatever state it is."""
    return there(work.projects.get(project_id), NotFound(NO_PROJECT))


def open_project(work: UnitOfWork, project_id: str) -> Project:
    """The project with this id; raises ``NotFound`` for one that takes no updates any more."""
    found = work.projects.get(project_id)
    if found is None or found.state is ProjectState.CLOSED:
        raise NotFound("This project takes no updates any more.")
    return found


def update(work: UnitOfWork, update_id: str) -> tuple[Update, Project]:
    """The update with this id, which may be withdrawn, and its project."""
    found = there(work.updates.with_id(update_id), NotFound(NO_UPDATE))
    return found, there(work.projects.get(found.project_id), NotFound(NO_UPDATE))


def update_for(work: UnitOfWork, project_id: str, edition_id: str) -> tuple[Update, Project]:
    """The update about a project for an edition, which has not been withdrawn, and the project."""
    found, about = work.updates.get(project_id, edition_id), work.projects.get(project_id)
    if found is None or found.withdrawn or about is None:
        raise NotFound(NO_UPDATE)
    return found, about


def check(work: UnitOfWork, project: Project, edition_id: str, act: str) -> None:
    """Raises ``NotAllowed`` for anybody but leads, whom they have asked to stand in this time, and editors."""
    may_speak_for(work.person, project, work.units.editors(), act, deputies(work, project, edition_id))


def deputies(work: UnitOfWork, project: Project, edition_id: str) -> set[str]:
    """Whom leads have asked to stand in for them this time."""
    choices = work.reminder_choices.of_edition(edition_id)
    return {choice.deputy for choice in choices if choice.project_id == project.id and choice.deputy}


def present_leads(work: UnitOfWork, project: Project, *, but: str = "") -> list[str]:
    """Who is to hear of a project: its leads who have not left, without ``but``, whose doing it is."""
    left = gone(work)
    return [lead for lead in project.leads if lead != but and lead not in left]


def askable(work: UnitOfWork, project: Project, edition_id: str) -> list[Person]:
    """Whose update it is, without those who have left; raises ``Conflict`` where nobody is there."""
    known = [
        work.people.get(who) or Person(id=who)
        for who in responsible(project, work.reminder_choices.of_edition(edition_id))
    ]
    present = [who for who in known if who.active]
    if not present:
        raise Conflict(f"No lead of {project.name} uses this workspace any more. Nobody was asked.")
    return present


def gone(work: UnitOfWork) -> set[str]:
    """Who cannot be told things any more, as far as is known: the ids of people who have left."""
    return {person.id for person in work.people.all() if not person.active}
