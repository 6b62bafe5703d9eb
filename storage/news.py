"""News from the team, and nominations for its spotlight."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from domain.news import NewsItem, NewsKind
from domain.news_json import as_json, from_json
from domain.nomination import Nomination, NominationKind, NominationState
from domain.text import rich_text_json
from storage import news_tables
from storage.rows import Rows, made


class SqlNews(Rows):
    """News of each edition."""

    def of_edition(self, edition_id: str) -> list[NewsItem]:
        """The items in their given order."""
        rows = self._all(news_tables.news, news_tables.news.c.place, edition_id=edition_id)
        return [from_json(row._asdict()) for row in rows]

    def replace(self, edition_id: str, items: Sequence[NewsItem]) -> None:
        """Puts these items in place of the ones that were there."""
        self._drop(news_tables.news, edition_id=edition_id)
        for place, item in enumerate(items, 1):
            self._add(news_tables.news, {"edition_id": edition_id, "place": place, **as_json(item)})

    def of_person(self, person: str) -> list[tuple[str, NewsItem]]:
        """``(edition id, item)`` of everything that a member of the team has said of themselves."""
        rows = self._all(news_tables.news, kind=NewsKind.TEAM_MEMBER)
        items = [(str(row.edition_id), from_json(row._asdict())) for row in rows]
        return [(edition_id, item) for edition_id, item in items if item.person == person]


class SqlNominations(Rows):
    """Who should be in the spotlight."""

    def all(self) -> list[Nomination]:
        """Every nomination, oldest first."""
        table = news_tables.nominations
        return [_nomination(row) for row in self._all(table, table.c.at, table.c.id)]

    def get(self, nomination_id: str) -> Nomination | None:
        """The nomination with this id; in a writing unit of work nobody else can change it meanwhile."""
        row = self._held(news_tables.nominations, id=nomination_id)
        return _nomination(row) if row else None

    def save(self, nomination: Nomination) -> None:
        """Adds a nomination, or changes the one with its id."""
        details = {"who": nomination.who, "why": rich_text_json.as_json(nomination.why), "contact": nomination.contact}
        values = {"id": nomination.id, "at": nomination.at, "by": nomination.by, "kind": nomination.kind}
        self._put(news_tables.nominations, {**values, "state": nomination.state, "details": details})


def _nomination(row: Row[Any]) -> Nomination:
    details = {**row.details, "why": rich_text_json.from_json(row.details["why"])}
    return made(Nomination, row, kind=NominationKind(row.kind), state=NominationState(row.state), **details)
