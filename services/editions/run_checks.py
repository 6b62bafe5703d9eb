"""The editorial checks over an edition in the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.calendar import local_day
from domain.checks import CheckInput, Finding, findings, tally
from domain.compile import item_key, left_out
from domain.decisions import Decisions
from domain.ports import UnitOfWork
from domain.update import Update
from domain.welcome import welcome_of
from services.common.snapshot import Snapshot, snapshot


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


def _check_input(work: UnitOfWork, now: Snapshot) -> CheckInput:
    before = next((one for one in reversed(now.earlier) if one.is_decided), None)
    keys = {project.id: item_key(project) for project in now.projects}
    updates = {keys[update.project_id]: update for update in now.updates}
    earlier = {keys[update.project_id]: update for update in work.updates.of_edition(before.id)} if before else {}
    written = _written(work, now, updates)
    return CheckInput(
        document=now.document,
        previous=(work.editions.document(before.id) or snapshot(work, before).document) if before else None,
        names=[
            *(name for one in now.projects for name in (one.name, one.lead_organisation, *one.partners)),
            *(person.name for person in work.people.all()),
        ],
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
