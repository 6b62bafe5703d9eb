"""The editorial checks over an edition in the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain.calendar import local_day
from domain.checks import CheckInput, Finding, Weight, findings, tally
from domain.compile import compile_edition, item_key, left_out
from domain.decisions import Decisions
from domain.edition import Edition
from domain.ports import UnitOfWork
from domain.project import Project
from domain.unit import Unit
from domain.update import Update, UpdateContent
from domain.welcome import welcome_of
from services.common.snapshot import Snapshot, snapshot
from services.common.unit import unit_of


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks notice in an edition: what is to be looked at, and what editors have ignored."""

    found: list[Finding]
    ignored: list[Finding]

    def in_item(self, key: str) -> Mapping[str, int]:
        """How much of each weight is to be looked at in an item, in ``intro`` or ``closing``."""
        return tally(one for finding in self.found if (one := finding.where(lambda place: place.key == key)))


def run_checks(work: UnitOfWork, now: Snapshot) -> Checked:
    """What the checks that the unit wants notice, held against the edition that was published before this one; first
    what editors mostly put right."""
    decisions = Decisions(work.decisions.all())
    every = findings(_check_input(work, now), off=now.unit.checks_off)
    noticed = decisions.in_order(left for one in every if (left := one.where(decisions.wants)))
    ignored = work.ignored.among({place.digest for one in noticed for place in one.places})
    return Checked(
        found=[left for one in noticed if (left := one.where(lambda place: place.digest not in ignored))],
        ignored=[gone for one in noticed if (gone := one.where(lambda place: place.digest in ignored))],
    )


def suggestions(work: UnitOfWork, edition: Edition, project: Project, content: UpdateContent) -> list[Finding]:
    """The errors and warnings that editors would be told of if this was posted now, by itself."""
    unit = unit_of(work)
    day = local_day(work.now(), unit.cadence.timezone)
    alone = replace(edition, intro=(), closing=(), starts=min(edition.starts, day), ends=max(edition.ends, day))
    document = compile_edition(Unit(name=unit.name), alone, [project], {project.id: content}, [])
    given = CheckInput(
        document=document,
        names=_names(work, work.projects.all()),
        said_on={item_key(project): day},
        is_month_first=unit.place.is_month_first,
        glossary={term.name for term in work.glossary.all()},
    )
    decisions = Decisions(work.decisions.all())
    wanted = (left for one in findings(given, off=unit.checks_off) if (left := one.where(decisions.wants)))
    theirs = (left for one in wanted if (left := one.where(lambda place: place.key == item_key(project))))
    return decisions.in_order(one for one in theirs if one.weight is not Weight.HINT)


def _names(work: UnitOfWork, projects: Iterable[Project]) -> list[str]:
    """Whom and what the unit knows."""
    of_projects = (name for one in projects for name in (one.name, one.lead_organisation, *one.partners))
    return [*of_projects, *(person.name for person in work.people.all())]


def _check_input(work: UnitOfWork, now: Snapshot) -> CheckInput:
    before = next((one for one in reversed(now.earlier) if one.is_decided), None)
    keys = {project.id: item_key(project) for project in now.projects}
    updates = {keys[update.project_id]: update for update in now.updates}
    earlier = {keys[update.project_id]: update for update in work.updates.of_edition(before.id)} if before else {}
    written = _written(work, now, updates)
    return CheckInput(
        document=now.document,
        previous=(work.editions.document(before.id) or snapshot(work, before).document) if before else None,
        names=_names(work, now.projects),
        left_out=left_out(
            welcome_of(now.edition, now.unit.template),
            [(one, updates[keys[one.id]].content) for one in now.projects if keys[one.id] in updates],
            now.news,
        ),
        figures={key: (updates[key].content.figures, earlier[key].content.figures) for key in updates.keys() & earlier},
        said_on={key: local_day(at, now.unit.cadence.timezone) for key, at in written.items()},
        is_month_first=now.unit.place.is_month_first,
        glossary={term.name for term in work.glossary.all()},
    )


def _written(work: UnitOfWork, now: Snapshot, updates: Mapping[str, Update]) -> Mapping[str, datetime]:
    """When each update was written; editors, who correct it later, leave its “this week” what it was."""
    by_leads = work.updates.last_by_others(now.edition.id, now.editors)
    return {
        key: min(update.submitted_at, by_leads.get(update.project_id, update.submitted_at))
        for key, update in updates.items()
        if update.submitted_at
    }
