"""What was published of a project, as the buttons below an answer show it."""

from domain.edition import Edition
from domain.errors import NotFound
from domain.ports import UnitOfWork
from domain.project import Project
from domain.published import PublishedItem
from services.common import access
from services.common.actor import Actor
from services.common.mentions import renewed

Told = tuple[PublishedItem, Edition]
GONE = "This is not published any more."


def told(actor: Actor, project_id: str, edition_id: str) -> Told:
    """A project's item in a published edition."""
    with actor.reading() as work:
        return _since(work, project_id, edition_id)[0]


def change(actor: Actor, project_id: str, edition_id: str) -> tuple[Told, Told]:
    """A project's item in an edition, and the one before it."""
    with actor.reading() as work:
        newer, *older = _since(work, project_id, edition_id)
        before = access.there(next(iter(older), None), NotFound("This is the first update that was published."))
        return renewed_of(work, newer), renewed_of(work, before)


def all_told(actor: Actor, project_id: str) -> tuple[Project, list[Told]]:
    """All items of a project, the newest first."""
    with actor.reading() as work:
        editions = {edition.id: edition for edition in work.editions.all()}
        items = work.published.of_project(project_id)
        return access.project(work, project_id), [(item, editions[item.edition_id]) for item in items]


def renewed_of(work: UnitOfWork, one: Told) -> Told:
    """The item with what it mentions as that is called now."""
    return renewed(work, one[0]), one[1]


def _since(work: UnitOfWork, project_id: str, edition_id: str) -> list[Told]:
    """A project's items from an edition back; raises ``NotFound`` where it is not there any more."""
    edition = access.edition(work, edition_id)
    editions = {one.id: one for one in work.editions.all()}
    found = work.published.of_project(project_id, edition.number, 2)
    if not found or found[0].edition_id != edition_id:
        raise NotFound(GONE)
    return [renewed_of(work, (item, editions[item.edition_id])) for item in found]
