"""The audit log, for editors to read."""

from __future__ import annotations

from domain.edition import numbered
from domain.errors import NotFound
from domain.ports import Store
from domain.roles import may_edit
from rendering.slack.deeds import PAGE, DeedsView
from services.drafts import unit_of
from services.items import place_of, project_of


def latest(store: Store, workspace: str, person: str, number: str = "", before: str = "") -> DeedsView:
    """The last deeds, newest first, of the edition with this number or of all; ``before`` turns the page."""
    with store.reading(workspace) as work:
        may_edit(person, work.units.editors(), "see who did what")
        timezone = unit_of(work).cadence.timezone
        if not number:
            deeds = work.audit.latest(PAGE + 1, before)
            return DeedsView(deeds=deeds, timezone=timezone)
        edition = next((one for one in numbered(work.editions.all()) if str(one.number) == number), None)
        if edition is None:
            raise NotFound(f"There is no edition {number}.")
        deeds = [deed for deed in reversed(work.audit.of_edition(edition.id)) if not before or deed.id < before]
        return DeedsView(deeds=deeds, timezone=timezone, number=number)


def of_item(store: Store, workspace: str, person: str, edition_id: str, ref: str) -> DeedsView:
    """What editors and leads did to one item of a draft, newest first."""
    with store.reading(workspace) as work:
        place = place_of(work, person, edition_id, ref, "see the history of an item")
        deeds = [deed for deed in reversed(work.audit.of_edition(edition_id)) if deed.item == place.item.key]
        return DeedsView(deeds=deeds[:PAGE], timezone=unit_of(work).cadence.timezone, about=place.item.heading)


def update_of(store: Store, workspace: str, person: str, edition_id: str, ref: str) -> str:
    """The id of the update that an item of a draft tells; empty for news."""
    with store.reading(workspace) as work:
        project = project_of(work, place_of(work, person, edition_id, ref, "see the history of an item").item)
        update = work.updates.get(project.id, edition_id) if project else None
        return update.id if update else ""
