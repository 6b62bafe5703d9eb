"""How the drafts stand that editors have before them."""

from collections.abc import Collection

from domain.audit import last_change
from domain.edition import Edition, approvals
from domain.objection import still_open
from domain.ports import UnitOfWork
from domain.unit import Unit
from rendering.slack.editions.deciding import DraftStands


def draft_stands(work: UnitOfWork, unit: Unit, editors: Collection[str], edition: Edition) -> DraftStands:
    """How a draft stands by what it said when it was last shown."""
    content, found = work.editions.shown(edition.id)
    changed = None if unit.lone_approval else last_change(work.audit.of_edition(edition.id))
    given, needed = work.editions.approvals(edition.id), unit.approvals_needed
    stand = approvals(given, content, editors, needed, last_editor=changed.actor if changed else "")
    return DraftStands(edition, stand, found, content, _objections(work, edition))


def _objections(work: UnitOfWork, edition: Edition) -> list[str]:
    """The names of the projects whose leads object to a change of their update."""
    objections = work.objections.of_edition(edition.id)
    if not objections:
        return []
    names = {project.id: project.name for project in work.projects.all()}
    return [names[one.project_id] for one in still_open(objections, work.updates.of_edition(edition.id))]
