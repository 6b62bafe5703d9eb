"""The audit log, for editors to read."""

from collections.abc import Sequence
from dataclasses import replace

from domain.audit import ABOUT_PROJECTS, AuditEntry
from domain.edition import numbered
from domain.errors import NotFound
from domain.ports import UnitOfWork
from rendering.slack.review.audit_log import PAGE, AuditView
from services.common import access
from services.common.actor import Actor
from services.common.unit import reader_clock
from services.review.items import place_of

HISTORY = "see the history of an item"


def latest(actor: Actor, number: str = "", before: str = "") -> AuditView:
    """The last entries, newest first, of the edition with this number or of all; ``before`` turns the page."""
    with actor.reading_as_editor("see who did what") as work:
        clock = reader_clock(work)
        if not number:
            return AuditView(entries=_named(work, work.audit.latest(PAGE + 1, before)), clock=clock)
        found = next((one for one in numbered(work.editions.all()) if str(one.number) == number), None)
        edition = access.there(found, NotFound(f"There is no edition {number}."))
        entries = [entry for entry in reversed(work.audit.of_edition(edition.id)) if not before or entry.id < before]
        return AuditView(entries=entries, clock=clock, number=number)


def _named(work: UnitOfWork, entries: Sequence[AuditEntry]) -> list[AuditEntry]:
    """The entries with projects by their names; the log has their keys, which stay."""
    names = {project.key: project.name for project in work.projects.all()}
    return [
        replace(one, subject=names.get(one.subject, one.subject)) if one.action in ABOUT_PROJECTS else one
        for one in entries
    ]


def of_item(actor: Actor, edition_id: str, ref: str) -> AuditView:
    """What editors and leads did to one item of a draft, newest first."""
    with actor.reading() as work:
        place = place_of(work, edition_id, ref, HISTORY)
        entries = [entry for entry in reversed(place.now.log) if entry.item == place.item.key]
        return AuditView(entries=entries[:PAGE], clock=reader_clock(work), about=place.item.heading)


def update_of(actor: Actor, edition_id: str, ref: str) -> str:
    """The id of the update that an item of a draft tells; empty for news."""
    with actor.reading() as work:
        project = place_of(work, edition_id, ref, HISTORY).project
        update = work.updates.get(project.id, edition_id) if project else None
        return update.id if update else ""
