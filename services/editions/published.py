"""Keeping copies of what is published, for answers and the search."""

from collections.abc import Sequence

from domain.audit import COMMAND_LINE
from domain.document import Document
from domain.ports import Store, UnitOfWork
from domain.project import by_id
from domain.published import changes, published_items
from services.common import access
from services.common.snapshot import Snapshot, snapshot


def keep_for_answers(work: UnitOfWork, now: Snapshot, document: Document) -> int:
    """Keeps copies of the items of a document, which anybody may read once its edition is published; how many differ
    from those that were kept."""
    updates = {update.project_id: update for update in now.updates}
    items = published_items(now.edition, document, by_id(now.projects), updates)
    changed, gone = changes(work.published.digests(now.edition.id), items)
    work.published.keep(now.edition.id, changed, gone)
    return len(changed) + len(gone)


def keep_what_is_missing(store: Store, workspace: str) -> int:
    """Keeps copies of what was published before there were any; of how many editions."""
    with store.reading(workspace) as work:
        missing = work.published.missing()
    reindex(store, workspace, missing)
    return len(missing)


def reindex(store: Store, workspace: str, edition_ids: Sequence[str] | None = None) -> int:
    """Makes the copies of published editions anew, of all or of these, each in a transaction of its own; how many
    items were different."""
    with store.reading(workspace) as work:
        published = [edition.id for edition in work.editions.all() if edition.is_decided]
    return sum(_reindex(store, workspace, one) for one in (published if edition_ids is None else edition_ids))


def _reindex(store: Store, workspace: str, edition_id: str) -> int:
    with store.writing(workspace, COMMAND_LINE) as work:
        now = snapshot(work, access.edition(work, edition_id))
        changed = keep_for_answers(work, now, now.document)
        work.commit()
    return changed
