"""What is public: written when an edition is published or corrected, read for the web through ``visible`` alone."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, Text, and_, cast, func, select, update

from domain.archive import Copy, Gone, PublishedEdition, PublishedItem, Said, Site, slug_of, words_of
from domain.archive_ports import Archive, Shown
from domain.codec import as_json, from_json
from domain.document import Correction, Document, Item
from domain.edition import EditionState
from domain.glossary import Term
from domain.news import Event
from domain.ports import Clock, NewId
from domain.remembered import remembered
from storage import tables
from storage.archive_tables import editions, items, organisations, sites
from storage.engine import Engines
from storage.rows import Rows, made, mine
from storage.transaction import Transaction

KEPT = 1_000  # items: those that a page of a feed holds, for the next format of it
UNNAMED = "notes"  # in addresses: a unit whose name has no letters that could stand there
LIGHT = tuple(column for column in editions.c if column.name != "document")
CHANGED = update(sites).where(mine(sites)).values(version=sites.c.version + 1)
MISSING = (
    select(tables.editions.c.id)
    .outerjoin(editions, editions.c.id == tables.editions.c.id)
    .where(mine(tables.editions), tables.editions.c.state == EditionState.PUBLISHED, editions.c.id.is_(None))
    .order_by(tables.editions.c.number)
)
SITES = (
    select(sites, tables.units.c.name)
    .join(tables.units, tables.units.c.workspace == sites.c.workspace)
    .order_by(sites.c.slug)
)
TAKEN = select(sites.c.slug)


def visible(table: Table) -> ColumnElement[bool]:
    """The rows of a table that the workspace shows now; whoever selects by it has joined ``sites``."""
    is_shown = and_(sites.c.is_on, table.c.number >= sites.c.first_edition)
    return and_(mine(table), sites.c.workspace == table.c.workspace, is_shown)


EDITIONS = select(*LIGHT).where(visible(editions)).order_by(editions.c.number.desc())
EDITION = select(editions).where(visible(editions), mine(editions, "number"))
ITEM = (*(column for column in items.c if column.name not in ("item", "words")), cast(items.c.item, Text).label("text"))
ITS_ITEMS = select(*ITEM).where(mine(items, "edition_id")).order_by(items.c.place)
ITEMS = select(*ITEM).where(visible(items)).order_by(items.c.number.desc(), items.c.place)
OF_EDITION = ITEMS.where(mine(items, "number"))
OF_PROJECT = ITEMS.where(mine(items, "project_id"))
LAST = (
    select(items.c.project_id, func.max(items.c.number).label("number"))
    .where(visible(items), items.c.project_id != "")
    .group_by(items.c.project_id)
    .subquery()
)
NEWEST = ITEMS.where(items.c.project_id == LAST.c.project_id, items.c.number == LAST.c.number)
OWNER = ITEMS.with_only_columns(items.c.project_id).where(mine(items, "key"), items.c.project_id != "").limit(1)
COUNTS = select(items.c.project_id, func.count().label("times")).where(visible(items)).group_by(items.c.project_id)
ORGANISATIONS = (
    select(organisations.c.project_id, organisations.c.name)
    .join(editions, editions.c.id == organisations.c.edition_id)
    .where(visible(editions))
    .distinct()
    .order_by(organisations.c.name, organisations.c.project_id)
)


class SqlCopies(Rows):
    """The workspace's site and its copies, for those who publish and correct."""

    def site(self) -> Site:
        row = self._one(sites)
        return made(Site, row) if row else Site()

    def save_site(self, site: Site) -> None:
        before, taken = self._one(sites), {row.slug for row in self._rows(TAKEN)}
        slug = before.slug if before else self._free(slug_of(site.slug) or UNNAMED, taken)
        version = before.version + 1 if before else 1
        was_alone = before.was_alone if before else not taken
        self._put(sites, asdict(replace(site, slug=slug)) | {"version": version, "was_alone": was_alone})

    def _free(self, wanted: str, taken: Collection[str]) -> str:
        numbered = (f"{wanted}-{n}" for n in range(2, len(taken) + 3))
        return next(one for one in (wanted, *numbered) if one not in taken)

    def get(self, edition_id: str) -> Copy | None:
        row = self._one(editions, id=edition_id)
        return _copy(row, self._rows(ITS_ITEMS, edition_id=edition_id)) if row else None

    def keep(self, copy: Copy, before: Copy | None = None) -> None:
        edition = copy.edition
        known = dict(enumerate(before.items)) if before else {}
        changed = {place: one for place, one in enumerate(copy.items) if known.get(place) != one}
        stay = {one.item.ref for place, one in enumerate(copy.items) if place not in changed}
        for one in known.values():
            if one.item.ref not in stay:
                self._drop(items, edition_id=edition.id, ref=one.item.ref)
        self._drop(organisations, edition_id=edition.id)
        self._put(editions, _edition_values(copy))
        rows = [_item_values(edition.id, place, one) for place, one in changed.items()]
        named = [
            {"edition_id": edition.id, "project_id": one.project_id, "name": name}
            for one in copy.items
            for name in one.said.organisations
            if one.project_id
        ]
        for table, new in ((items, rows), (organisations, named)):
            if new:
                self._write(*self._adding(table, new))
        self._write(CHANGED, self._given({}))

    def missing(self) -> list[str]:
        return [row.id for row in self._rows(MISSING)]


class SqlArchive(Rows):
    """What is public of one workspace."""

    def editions(self) -> list[PublishedEdition]:
        return [_edition(row) for row in self._rows(EDITIONS)]

    def edition(self, number: int) -> Copy | None:
        row = self._row(EDITION, number=number)
        return _copy(row, self._rows(OF_EDITION, number=number)) if row else None

    def newest(self) -> list[PublishedItem]:
        return sorted(map(_item, self._rows(NEWEST)), key=lambda one: one.key)

    def owner(self, key: str) -> str:
        row = self._row(OWNER, key=key)
        return row.project_id if row else ""

    def of_project(self, project_id: str) -> list[PublishedItem]:
        return [_item(row) for row in self._rows(OF_PROJECT, project_id=project_id)] if project_id else []

    def counts(self) -> dict[str, int]:
        return {row.project_id: row.times for row in self._rows(COUNTS)}

    def organisations(self) -> list[tuple[str, str]]:
        return [(row.project_id, row.name) for row in self._rows(ORGANISATIONS)]

    def find(self, words: Sequence[str], most: int) -> list[PublishedItem]:
        found = ITEMS.where(*(items.c.words.contains(word, autoescape=True) for word in words)).limit(most)
        return [_item(row) for row in self._rows(found)]


class SqlArchives:
    """Opens units of work on the copies alone."""

    def __init__(self, engines: Engines, clock: Clock, new_id: NewId) -> None:
        self._engines, self._clock, self._new_id = engines, clock, new_id

    def sites(self) -> list[Shown]:
        with self._engines.reader.connect() as connection:
            return [_shown(row) for row in connection.execute(SITES)]

    @contextmanager
    def reading(self, workspace: str) -> Iterator[Archive]:
        with self._engines.reader.connect() as connection:
            yield SqlArchive(Transaction(connection, workspace, "", self._clock, self._new_id, writing=False))


def _shown(row: Row[Any]) -> Shown:
    site = made(Site, row)
    return Shown(workspace=row.workspace, unit=row.name, site=site, version=row.version, was_alone=row.was_alone)


def _copy(row: Row[Any], its_items: Sequence[Row[Any]]) -> Copy:
    """A document is kept without the words of its items, for those are kept as items."""
    all_items = tuple(map(_item, its_items))
    found = {one.item.key: one.item for one in all_items}
    document = _with_items(from_json(Document, row.document), lambda item: found[item.key])
    return Copy(edition=_edition(row), document=document, items=all_items)


def _with_items(document: Document, change: Callable[[Item], Item]) -> Document:
    sections = (replace(section, items=tuple(map(change, section.items))) for section in document.sections)
    return replace(document, sections=tuple(sections))


def _edition(row: Row[Any]) -> PublishedEdition:
    corrections = tuple(from_json(Correction, one) for one in row.corrections)
    gone = tuple(from_json(Gone, one) for one in row.gone)
    terms = tuple(from_json(Term, term) for term in row.terms)
    return made(PublishedEdition, row, corrections=corrections, gone=gone, terms=terms)


def _edition_values(copy: Copy) -> dict[str, Any]:
    edition = copy.edition
    frame = _with_items(copy.document, lambda item: Item(key=item.key, heading=item.heading))
    plain = {name: getattr(edition, name) for name in PublishedEdition.__dataclass_fields__}
    listed = {"corrections": edition.corrections, "gone": edition.gone, "terms": edition.terms}
    parts = {name: list(map(as_json, some)) for name, some in listed.items()}
    return plain | parts | {"document": as_json(frame)}


def _item(row: Row[Any]) -> PublishedItem:
    event = from_json(Event, row.event) if row.event else None
    return made(
        PublishedItem,
        row,
        item=_item_of(row.text),
        said=from_json(Said, row.said),
        event=event,
        digest=hashlib.sha256(row.text.encode()).hexdigest(),
    )


@remembered(KEPT)
def _item_of(text: str) -> Item:
    """The item in a column's own text."""
    return from_json(Item, json.loads(text))


def _item_values(edition_id: str, place: int, one: PublishedItem) -> dict[str, Any]:
    return {
        "edition_id": edition_id,
        "ref": one.item.ref,
        "number": one.number,
        "place": place,
        "key": one.key,
        "project_id": one.project_id,
        "updated_at": one.updated_at,
        "item": as_json(one.item),
        "said": as_json(one.said),
        "event": as_json(one.event) if one.event else None,
        "words": words_of(one.item),
    }
