"""Atom and JSON Feed: of all editions, of each project, of each organisation. Whole texts, a page of them at a time."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from domain.archive import PublishedEdition, PublishedItem, document_for_readers, item_for_readers
from domain.archive_ports import Archive
from services import archive as reading
from web.site import Answer, Moved, Page, Visit
from web.words import environment, id_of, moment

_NO_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")  # what XML cannot hold
ENTRIES = 20  # of a page
MEDIA = {"atom": "application/atom+xml; charset=utf-8", "json": "application/feed+json; charset=utf-8"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An edition, or an item of one, as feeds have it; ``html`` is all of it."""

    id: str
    title: str
    path: str
    anchor: str
    published: datetime
    updated: datetime
    html: Callable[[], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed is about: where its page is, its own path without its ending, its entries and what is gone."""

    title: str
    page: str
    base: str
    entries: Sequence[Entry]
    gone: Sequence[tuple[str, datetime]]

    @property
    def pages(self) -> int:
        """How many there are; a feed without entries has one."""
        return max(1, -(-len(self.entries) // ENTRIES))

    def path(self, kind: str, page: int = 1) -> str:
        """Where a page of it is."""
        return f"{self.base}-{page}.{kind}" if page > 1 else f"{self.base}.{kind}"

    def updated(self) -> datetime:
        """When anything in it last changed."""
        moments = [one.updated for one in self.entries] + [when for _, when in self.gone]
        return max(moments, default=datetime(2000, 1, 1, tzinfo=UTC))


def everything(visit: Visit, kind: str, page: int = 1) -> Answer:
    """The feed of editions."""
    return _answer(visit, _of_editions(visit), kind, page)


def project(visit: Visit, key: str, kind: str, page: int = 1) -> Answer:
    """The feed of a project's updates."""
    found = reading.project_page(visit.archive, key)
    if found is None or kind not in MEDIA:
        return None
    base = f"/projects/{found.newest.key}"
    if found.newest.key != key:
        return Moved(f"{base}/feed.{kind}")
    return _answer(visit, _of_items(visit, found.newest.item.heading, base, found.told), kind, page)


def organisation(visit: Visit, address: str, kind: str, page: int = 1) -> Answer:
    """The feed of what the projects of an organisation say."""
    found = reading.organisation_page(visit.archive, address)
    if found is None:
        return None
    told = sorted(
        (one for page_of in found.projects for one in page_of.told), key=lambda one: one[0].number, reverse=True
    )
    return _answer(visit, _of_items(visit, found.name, f"/organisations/{address}", told), kind, page)


def _of_editions(visit: Visit) -> Feed:
    editions = visit.archive.editions()
    return Feed(
        title=f"Sprint notes of {visit.shown.unit}",
        page="/",
        base="/feed",
        entries=[_edition_entry(visit, one) for one in editions],
        gone=[gone for one in editions for gone in _gone(one)],
    )


def _of_items(visit: Visit, title: str, path: str, told: Sequence[tuple[PublishedEdition, PublishedItem]]) -> Feed:
    editions = {edition.id: edition for edition, _ in told}
    return Feed(
        title=f"{title}: sprint notes of {visit.shown.unit}",
        page=path,
        base=f"{path}/feed",
        entries=[_item_entry(visit, edition, item) for edition, item in told],
        gone=[gone for one in editions.values() for gone in _gone(one)],
    )


def _gone(edition: PublishedEdition) -> Iterator[tuple[str, datetime]]:
    return ((id_of(edition, one.ref), datetime.combine(one.on, time(), UTC)) for one in edition.gone)


def _edition_entry(visit: Visit, edition: PublishedEdition) -> Entry:
    def html() -> str:
        copy = visit.archive.edition(edition.number)
        doc = copy and document_for_readers(copy.document, people=visit.people)
        items = {one.item.key: one for one in (copy.items if copy else ())}
        return environment().get_template("edition_body.html").render(doc=doc, items=items, visit=visit)

    return Entry(
        id=id_of(edition),
        title=f"{edition.title}: {edition.covering}",
        path=f"/editions/{edition.number}",
        anchor="",
        published=edition.published_at,
        updated=edition.updated_at,
        html=html,
    )


def _item_entry(visit: Visit, edition: PublishedEdition, item: PublishedItem) -> Entry:
    def html() -> str:
        shown = item_for_readers(item.item, people=visit.people)
        return environment().get_template("item_body.html").render(item=shown, body=visit.body(item))

    return Entry(
        id=id_of(edition, item.item.ref),
        title=f"{item.item.heading} in {edition.title}",
        path=f"/editions/{edition.number}",
        anchor=item.key,
        published=edition.published_at,
        updated=item.updated_at,
        html=html,
    )


def _answer(visit: Visit, feed: Feed, kind: str, page: int) -> Answer:
    if kind not in MEDIA or not 1 <= page <= feed.pages:
        return None
    entries = feed.entries[(page - 1) * ENTRIES : page * ENTRIES]
    after = visit.absolute(feed.path(kind, page + 1)) if page < feed.pages else ""
    if kind == "json":
        told = _json(visit, feed, entries, page, after)
        return Page(json.dumps(told, ensure_ascii=False, indent=1).encode(), MEDIA[kind])
    made = environment().get_template("feed.atom")
    body = made.render(
        visit=visit, absolute=visit.absolute, feed=feed, entries=entries, own=feed.path(kind, page), after=after
    )
    return Page(_NO_XML.sub("", body).encode(), MEDIA[kind])


def _json(visit: Visit, feed: Feed, entries: Sequence[Entry], page: int, after: str) -> dict[str, Any]:
    hub = visit.settings.hub
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": visit.absolute(feed.page),
        "feed_url": visit.absolute(feed.path("json", page)),
        "language": "en-GB",
        "authors": [{"name": visit.shown.unit}],
        **({"next_url": after} if after else {}),
        **({"hubs": [{"type": "WebSub", "url": hub}]} if hub else {}),
        "items": [
            {
                "id": one.id,
                "url": visit.absolute(one.path, one.anchor),
                "title": one.title,
                "content_html": one.html(),
                "date_published": moment(one.published),
                "date_modified": moment(one.updated),
            }
            for one in entries
        ],
        "_sprint_notes": {"taken_down": [{"id": name, "when": moment(when)} for name, when in feed.gone]},
    }


def paths(archive: Archive) -> Iterator[str]:
    """Where the feed of editions is, in all its pages."""
    return _paths("", len(archive.editions()))


def _paths(base: str, entries: int) -> Iterator[str]:
    pages = max(1, -(-entries // ENTRIES))
    return (f"{base}/feed{f'-{page}' if page > 1 else ''}.{kind}" for page in range(1, pages + 1) for kind in MEDIA)


def of_projects(archive: Archive) -> Iterator[str]:
    """Where the feeds of projects are."""
    counts = archive.counts()
    for item in archive.newest():
        yield from _paths(f"/projects/{item.key}", counts[item.project_id])


def of_organisations(archive: Archive) -> Iterator[str]:
    """Where the feeds of organisations are."""
    for address, times in reading.told_by_organisations(archive).items():
        yield from _paths(f"/organisations/{address}", times)
