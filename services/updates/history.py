"""What an update said before."""

from __future__ import annotations

from domain.errors import NotFound
from rendering.slack.updates.history import History
from services.common import access
from services.common.actor import Actor
from services.editions.drafts import unit_of


def of_update(actor: Actor, update_id: str) -> History:
    """Every version of an update, for the leads of its project and the editors."""
    with actor.reading() as work:
        update = work.updates.with_id(update_id)
        project = work.projects.get(update.project_id) if update else None
        edition = work.editions.get(update.edition_id) if update else None
        if update is None or project is None or edition is None:
            raise NotFound("This update is gone.")
        access.check(work, project, edition.id, "see earlier versions of its update")
        return History(
            project=project,
            edition=edition,
            update_id=update.id,
            revisions=work.updates.revisions(update.id),
            timezone=unit_of(work).cadence.timezone,
        )
