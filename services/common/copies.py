"""Makes what is public of an edition: a copy of what its readers have, and of nothing else."""

from collections.abc import Mapping
from datetime import datetime

from domain.archive import Copy, PublishedEdition, PublishedItem, gone_since, said_in, terms_in
from domain.compile import news_key
from domain.correction import noted
from domain.document import Document, Item
from domain.news import Event
from domain.ports import Store, UnitOfWork
from domain.update import contents
from services.common import access
from services.common.snapshot import Snapshot, snapshot


def make_public(work: UnitOfWork, now: Snapshot, published_at: datetime | None = None) -> None:
    """Makes a published edition public as it is now, in place of what was public of it; ``published_at`` is when
    that happened, where it is not now."""
    document, before = noted(now.document), work.archive.get(now.edition.id)
    if before and before.document == document:
        return
    at = work.now()
    first = before.edition.published_at if before else published_at or at
    edition = PublishedEdition(
        id=now.edition.id,
        number=now.edition.number,
        title=document.title,
        unit=document.unit,
        starts=document.starts,
        ends=document.ends,
        published_at=first,
        updated_at=at if before else first,
        corrections=now.document.corrections,
        gone=gone_since(before, document, now.today),
        terms=terms_in(document, work.glossary.all()),
    )
    items = _items(now, document, before, edition.updated_at)
    work.archive.keep(Copy(edition=edition, document=document, items=items), before)


def _items(now: Snapshot, document: Document, before: Copy | None, at: datetime) -> tuple[PublishedItem, ...]:
    """The items of a document; those that say what they said stay as they are, whatever is known of them by now."""
    known = {one.item: one for one in before.items} if before else {}
    events = {news_key(news.id or str(place)): news.event for place, news in enumerate(now.news, 1)}
    return tuple(known.get(item) or _item(now, item, events, at) for item in document.items)


def _item(now: Snapshot, item: Item, events: Mapping[str, Event | None], at: datetime) -> PublishedItem:
    project = now.project_of(item.key)
    return PublishedItem(
        number=now.edition.number,
        item=item,
        said=said_in(item, project, contents(now.updates).get(project.id) if project else None),
        event=events.get(item.key),
        project_id=project.id if project else item.key if item.is_project else "",
        updated_at=at,
    )


def make_missing_public(store: Store, workspace: str) -> int:
    """Makes those editions public that were published before there were copies; how many there were."""
    with store.writing(workspace) as work:
        missing = work.archive.missing()
        for edition_id in missing:
            edition = access.edition(work, edition_id)
            make_public(work, snapshot(work, edition), edition.closes_at)
        if missing:
            work.commit()
    return len(missing)
