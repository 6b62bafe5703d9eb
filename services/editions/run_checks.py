"""The editorial checks over an edition in the database."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.calendar import local_day
from domain.checks import CheckInput, Finding, findings, tally
from domain.compile import item_key
from domain.document import Document
from domain.edition import Edition, EditionState
from domain.ports import UnitOfWork
from domain.project import Project
from domain.unit import Unit
from domain.update import Update
from services.common.documents import compiled


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks notice in an edition: what is to be looked at, and what editors have ignored."""

    found: list[Finding]
    ignored: list[Finding]


def checked(work: UnitOfWork, edition: Edition, document: Document) -> Checked:
    """What the checks that the unit wants notice, held against the edition that was published before this one."""
    unit = work.units.get() or Unit(name="")
    noticed = [(one.digest, one) for one in findings(_check_input(work, unit, edition, document), off=unit.checks_off)]
    ignored = work.ignored.among({digest for digest, _ in noticed})
    return Checked(
        found=[finding for digest, finding in noticed if digest not in ignored],
        ignored=[finding for digest, finding in noticed if digest in ignored],
    )


def found_in(work: UnitOfWork, edition: Edition, document: Document) -> list[Finding]:
    """What is to be looked at in an edition."""
    return checked(work, edition, document).found


def found_in_item(work: UnitOfWork, edition: Edition, key: str) -> Mapping[str, int]:
    """How much of each weight is to be looked at in an item, the welcome (``intro``) or the thank-you (``closing``)."""
    return tally(finding for finding in found_in(work, edition, compiled(work, edition)) if finding.key == key)


def _check_input(work: UnitOfWork, unit: Unit, edition: Edition, document: Document) -> CheckInput:
    before = _published_before(work, edition)
    projects = work.projects.all()
    keys = {project.id: item_key(project) for project in projects}
    updates = {keys[update.project_id]: update for update in work.updates.of_edition(edition.id)}
    earlier = {keys[update.project_id]: update for update in work.updates.of_edition(before.id)} if before else {}
    both = updates.keys() & earlier.keys()
    return CheckInput(
        document=document,
        previous=compiled(work, before) if before else None,
        names=[*_names(projects), *(person.name for person in work.people.all())],
        figures={key: (updates[key].content.figures, earlier[key].content.figures) for key in both},
        said_on={key: local_day(at, unit.cadence.timezone) for key, at in _written(work, edition, updates).items()},
    )


def _written(work: UnitOfWork, edition: Edition, updates: Mapping[str, Update]) -> Mapping[str, datetime]:
    """When each update was written; editors, who correct it later, leave its “this week” what it was."""
    by_leads = work.updates.last_by_others(edition.id, work.units.editors())
    return {
        key: min(update.submitted_at, by_leads.get(update.project_id, update.submitted_at))
        for key, update in updates.items()
        if update.submitted_at
    }


def _published_before(work: UnitOfWork, edition: Edition) -> Edition | None:
    earlier = [one for one in work.editions.all() if one.number < edition.number]
    return next((one for one in reversed(earlier) if one.state is EditionState.PUBLISHED), None)


def _names(projects: Collection[Project]) -> Iterator[str]:
    for project in projects:
        yield from (project.name, project.lead_organisation, *project.partners)
