"""What an update said before."""

from __future__ import annotations

from domain.errors import NotFound
from domain.ports import Store
from rendering.slack.updates.history import History
from services.common import access
from services.editions.drafts import unit_of


def of_update(store: Store, workspace: str, person: str, update_id: str) -> History:
    """Every version of an update, for the leads of its project and the editors."""
    with store.reading(workspace) as work:
        update = work.updates.with_id(update_id)
        project = work.projects.get(update.project_id) if update else None
        edition = work.editions.get(update.edition_id) if update else None
        if update is None or project is None or edition is None:
            raise NotFound("This update is gone.")
        access.check(work, person, project, edition.id, "see earlier versions of its update")
        return History(
            project=project,
            edition=edition,
            update_id=update.id,
            revisions=work.updates.revisions(update.id),
            timezone=unit_of(work).cadence.timezone,
        )
