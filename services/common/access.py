"""Who speaks for a project in an edition, and for which edition they speak."""

from __future__ import annotations

from domain.edition import Edition, may_still_change, takes_updates
from domain.errors import NotFound
from domain.ports import UnitOfWork
from domain.project import Project, ProjectState
from domain.roles import may_speak_for


def check(work: UnitOfWork, project: Project, edition_id: str, act: str) -> None:
    """Raises ``NotAllowed`` for anybody but leads, whom they have asked to stand in this time, and editors."""
    may_speak_for(work.person, project, work.units.editors(), act, deputies(work, project, edition_id))


def deputies(work: UnitOfWork, project: Project, edition_id: str) -> set[str]:
    """Whom leads have asked to stand in for them this time."""
    choices = work.reminder_choices.of_edition(edition_id)
    return {choice.deputy for choice in choices if choice.project_id == project.id and choice.deputy}


def present_leads(work: UnitOfWork, project: Project, *, but: str = "") -> list[str]:
    """Who is to hear of a project: its leads who have not left, without ``but``, whose doing it is."""
    return [lead for lead in project.leads if lead != but and is_present(work, lead)]


def is_present(work: UnitOfWork, person: str) -> bool:
    """Whether somebody can be told things, as far as is known."""
    known = work.people.get(person)
    return known is None or known.active


def project(work: UnitOfWork, project_id: str) -> Project:
    """The project; raises ``NotFound`` for one that takes no updates any more."""
    found = work.projects.get(project_id)
    if found is None or found.state is ProjectState.CLOSED:
        raise NotFound("This project takes no updates any more.")
    return found


def edition(work: UnitOfWork, edition_id: str) -> Edition:
    """The edition with this id, which nobody can change in the course of a writing unit of work."""
    found = work.editions.get(edition_id)
    if found is None:
        raise NotFound("This edition is gone.")
    return found


def edition_to_change(work: UnitOfWork, edition_id: str = "") -> Edition:
    """The same, or without an id the one that takes updates now; raises ``Conflict`` once it is approved.

    The edition is held, so that nobody approves it meanwhile.
    """
    while True:
        wanted = edition_id or _taking_updates(work)
        held = edition(work, wanted)
        if edition_id or wanted == _taking_updates(work):
            may_still_change(held)
            return held


def _taking_updates(work: UnitOfWork) -> str:
    found = takes_updates(work.editions.all())
    if found is None:
        raise NotFound("The next edition opens within a minute. Try again then.")
    return found.id
