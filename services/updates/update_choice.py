"""Which project the form for an update is about: named, of the channel, or somebody’s only one."""

from __future__ import annotations

from domain import english
from domain.edition import Edition
from domain.names import find
from domain.ports import UnitOfWork
from domain.project import Project, ProjectState
from domain.roles import may_post
from services.reminders.reminder_choices import asked_for

Choice = tuple[Project | None, list[Project], str]  # the project, those to pick from, a notice


def choose(
    work: UnitOfWork,
    edition: Edition,
    projects: list[Project],
    typed_name: str,
    channel: str,
    project_id: str,
) -> Choice:
    """The project with this id or name, else the channel’s, else the person’s only one."""
    if project_id:
        return next((project for project in projects if project.id == project_id), None), projects, ""
    if typed_name:
        return _choose_named(work, edition, projects, typed_name)
    here = [project for project in projects if channel and project.channel == channel]
    asked = asked_for(work, edition)
    own = [project for project in projects if work.person in project.leads or project.id in asked]
    for candidates in (here, own, projects):
        if len(candidates) == 1:
            return candidates[0], projects, ""
    return None, projects, ""


def _choose_named(work: UnitOfWork, edition: Edition, projects: list[Project], name: str) -> Choice:
    found = find(name, [project for project in work.projects.all() if project.state is not ProjectState.CLOSED])
    if not found:
        return None, projects, f"No project is called {english.quoted(name)}. Pick one."
    asked = asked_for(work, edition)
    if len(found) == 1:
        may_post(work.person, found[0], work.units.editors(), asked)
        return found[0], projects, ""
    offered = [project for project in found if project in projects]
    if not offered:
        may_post(work.person, found[0], work.units.editors(), asked)
    if len(offered) == 1:
        return offered[0], projects, ""
    return None, offered, f"Several projects are like {english.quoted(name)}. Pick one."
