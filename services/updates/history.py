"""What an update said before."""

from rendering.slack.updates.history import History
from services.common import access
from services.common.actor import Actor
from services.common.unit import reader_clock


def of_update(actor: Actor, update_id: str) -> History:
    """Every version of an update, for the leads of its project and the editors."""
    with actor.reading() as work:
        update, project = access.update(work, update_id)
        edition = access.edition(work, update.edition_id)
        access.check(work, project, edition.id, "see earlier versions of its update")
        return History(
            project=project,
            edition=edition,
            update_id=update.id,
            revisions=work.updates.revisions(update.id),
            clock=reader_clock(work),
        )
