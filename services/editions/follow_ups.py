"""What follows from an update that nobody waits for: its writer is told, the draft shows it, the checks run.

It is written down with the version itself, and done as soon as nobody waits for an answer; see decision 0019.
"""

from collections.abc import Sequence

from domain.audit import CLOCK
from domain.edition import Edition
from domain.failpoints import reached
from domain.ports import Store, UnitOfWork
from domain.update import DueVersion
from services.common import access
from services.common.snapshot import snapshot
from services.editions import confirmations
from services.editions.drafts import has_draft
from services.editions.editions import changed

AT_ONCE = 10  # versions in one transaction, for which others may have to wait


def follow(store: Store, workspace: str) -> bool:
    """Does what follows from the oldest versions in one edition; False where nothing is to be done."""
    with store.reading(workspace) as work:
        edition_id = work.updates.edition_with_due()
    if edition_id:
        with store.writing(workspace, CLOCK) as work:
            edition = _held(work, edition_id)
            _follow(work, edition, work.updates.due(edition.id)[:AT_ONCE])
            reached("follow.before_commit")
            work.commit(homes=True)
            reached("follow.after_commit")
    return bool(edition_id)


def catch_up(work: UnitOfWork, edition: Edition) -> None:
    """Does at once all that is due in an edition, which is held: something else is about to be said of its updates."""
    _follow(work, edition, work.updates.due(edition.id))


def _held(work: UnitOfWork, edition_id: str) -> Edition:
    return work.editions.in_open_window(edition_id) or access.edition(work, edition_id)


def _follow(work: UnitOfWork, edition: Edition, due: Sequence[DueVersion]) -> None:
    if confirmations.tell(work, edition, due) and has_draft(edition):
        changed(work, snapshot(work, edition))
