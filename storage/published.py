"""Copies of what was published: kept item by item, and found by their words on either database."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, exists, func, select, text

from domain.answer_ports import MOST_HITS, NO_LIMIT, Filter, Sought
from domain.codec import as_json, from_json
from domain.edition import EditionState
from domain.published import PublishedItem
from domain.update import UpdateContent
from storage.published_tables import published_items as items
from storage.rows import Rows, fields, made, mine
from storage.tables import editions

IS_OUT = editions.c.state == EditionState.PUBLISHED
SHOWN = (*(items.c[name] for name in PublishedItem.__dataclass_fields__),)
OUT = select(*SHOWN).join(editions, editions.c.id == items.c.edition_id).where(mine(items), IS_OUT)
DIGESTS = select(items.c.key, items.c.digest).where(mine(items, "edition_id"))
GONE = delete(items).where(mine(items, "edition_id"), items.c.key.in_(bindparam("is_keys", expanding=True)))
KEPT = exists().where(items.c.edition_id == editions.c.id)
MISSING = select(editions.c.id).where(mine(editions), IS_OUT, ~KEPT).order_by(editions.c.number)
LATEST = (
    select(items.c.project_id, func.max(items.c.number).label("number"))
    .join(editions, editions.c.id == items.c.edition_id)
    .where(mine(items), IS_OUT, items.c.project_id != "")
    .group_by(items.c.project_id)
    .subquery()
)
NEWEST = (
    OUT.join(LATEST, (LATEST.c.project_id == items.c.project_id) & (LATEST.c.number == items.c.number))
    .where(items.c.project_id != "")
    .order_by(items.c.project_id)
)
NEWEST_FIRST = (items.c.number.desc(), items.c.place)
OF_PROJECT = (
    OUT.where(mine(items, "project_id"), items.c.number <= bindparam("is_until"))
    .order_by(*NEWEST_FIRST)
    .limit(bindparam("is_limit"))
)
OF_EDITION = OUT.where(mine(items, "number")).order_by(items.c.place)
AMONG = items.c.number.between(bindparam("is_since"), bindparam("is_until"))
THOSE = items.c.project_id.in_(bindparam("is_projects", expanding=True))
MATCHES = {
    "sqlite": text("published_items.id IN (SELECT rowid FROM published_words WHERE published_words MATCH :is_query)"),
    "postgresql": text("array_to_tsvector(string_to_array(published_items.lemmas, ' ')) @@ CAST(:is_query AS tsquery)"),
}


class SqlPublished(Rows):
    """The copies of one workspace. Only those of published editions are ever answered with."""

    def digests(self, edition_id: str) -> Mapping[str, str]:
        return {row.key: row.digest for row in self._rows(DIGESTS, edition_id=edition_id)}

    def keep(self, edition_id: str, changed: Sequence[PublishedItem], gone: Collection[str] = ()) -> None:
        keys = {item.key for item in changed} | set(gone)
        if keys:
            self._write(GONE, self._given({"edition_id": edition_id, "keys": sorted(keys)}))
        if changed:
            self._add(items, *map(_as_row, changed))

    def missing(self) -> list[str]:
        return [row.id for row in self._rows(MISSING)]

    def newest(self) -> list[PublishedItem]:
        return [_item(row) for row in self._rows(NEWEST)]

    def of_project(self, project_id: str, until: int = NO_LIMIT, limit: int = MOST_HITS) -> list[PublishedItem]:
        return [_item(row) for row in self._rows(OF_PROJECT, project_id=project_id, until=until, limit=limit)]

    def of_edition(self, number: int) -> list[PublishedItem]:
        return [_item(row) for row in self._rows(OF_EDITION, number=number)]

    def found(self, wanted: Filter, limit: int = MOST_HITS) -> list[PublishedItem]:
        statement = self._among(wanted).order_by(*NEWEST_FIRST).limit(limit)
        return [_item(row) for row in self._rows(statement, **_values(wanted, self._transaction.dialect))]

    def count(self, wanted: Filter) -> int:
        statement = self._among(wanted).with_only_columns(func.count().label("count"))
        row = self._row(statement, **_values(wanted, self._transaction.dialect))
        return int(row.count) if row else 0  # type: ignore[call-overload]

    def _among(self, wanted: Filter) -> Select[Any]:
        return _statement(self._transaction.dialect, bool(wanted.sought), wanted.projects is not None)


@cache
def _statement(dialect: str, has_words: bool, has_projects: bool) -> Select[Any]:  # noqa: FBT001
    conditions: list[Any] = [AMONG, *([MATCHES[dialect]] if has_words else []), *([THOSE] if has_projects else [])]
    return OUT.where(*conditions)


def _values(wanted: Filter, dialect: str) -> dict[str, Any]:
    values: dict[str, Any] = {"since": wanted.since, "until": wanted.until}
    if wanted.sought:
        values["query"] = _query(wanted.sought, dialect)
    if wanted.projects is not None:
        values["projects"] = sorted(wanted.projects)
    return values


def _query(sought: Sought, dialect: str) -> str:
    """All words, each by one of its tokens, which are letters and digits only."""
    quote, either, both = ("'", " | ", " & ") if dialect == "postgresql" else ('"', " OR ", " AND ")
    words = (either.join(f"{quote}{token}{quote}" for token in tokens) for tokens in sought)
    return both.join(f"({word})" for word in words)


def _as_row(item: PublishedItem) -> dict[str, Any]:
    content = as_json(item.content) if item.content else None
    return {**fields(item), "content": content, "lemmas": item.lemmas, "digest": item.digest}


def _item(row: Row[Any]) -> PublishedItem:
    content = None if row.content is None else from_json(UpdateContent, row.content)
    return made(PublishedItem, row, content=content)
