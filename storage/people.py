"""People: who Slack says they are, what they wish of reminders, and whose Home tab is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select, update

from domain.person import Belonging, Person, Wish
from storage import tables
from storage.rows import Rows, fields

OPEN_FOR = timedelta(hours=1)  # Slack does not say when a Home is closed; opening it again shows it anew anyway


class SqlPeople(Rows):
    """Who Slack says the workspace's people are."""

    def all(self) -> list[Person]:
        """Everybody known, by id."""
        mine = select(tables.people).where(self._mine(tables.people))
        return [_person(row) for row in self._rows(mine.order_by(tables.people.c.id))]

    def get(self, person_id: str) -> Person | None:
        """Somebody, if they are known."""
        row = self._row(select(tables.people).where(self._mine(tables.people, id=person_id)))
        return _person(row) if row else None

    def save(self, person: Person) -> None:
        """Adds somebody, or what is new about them."""
        self._put(tables.people, fields(person))


class SqlWishes(Rows):
    """What leads want of the reminders."""

    def of_edition(self, edition_id: str) -> list[Wish]:
        """All wishes about an edition's reminders."""
        of_edition = select(tables.wishes).where(self._mine(tables.wishes, edition_id=edition_id))
        ordered = of_edition.order_by(tables.wishes.c.project_id, tables.wishes.c.person)
        return [
            Wish(
                edition_id=row.edition_id,
                project_id=row.project_id,
                person=row.person,
                snoozed_until=row.snoozed_until,
                skipped=row.skipped,
                deputy=row.deputy,
            )
            for row in self._rows(ordered)
        ]

    def save(self, wish: Wish) -> None:
        """Adds a wish, in place of that person's earlier one about the same project and edition."""
        self._put(tables.wishes, fields(wish))


class SqlHomes(Rows):
    """The Home tabs that people have open. ``touched`` says whether the worker has something new to do."""

    def __init__(self, connection: Connection, workspace: str, now: Callable[[], datetime]) -> None:
        super().__init__(connection, workspace)
        self._now = now
        self.touched = False
        self._is_told = False

    def opened(self, person: str, page: int) -> None:
        """Somebody has opened their Home, or turned to a page of it: they are shown it next."""
        self.touched = True
        now = self._now()
        fresh = {"page": page, "opened_at": now, "drawn": "", "tries": 0, "not_before": now}
        if not self._add(tables.homes, {"person": person, "wanted": 1, "shown": 0, **fresh}):
            again = update(tables.homes).where(self._mine(tables.homes, person=person))
            self._connection.execute(again.values(wanted=tables.homes.c.wanted + 1, **fresh))

    def page(self, person: str) -> int:
        """The page of their Home that somebody is on; the first is 0."""
        row = self._row(select(tables.homes.c.page).where(self._mine(tables.homes, person=person)))
        return row.page if row else 0

    def changed(self) -> None:
        """Everybody who may have their Home open is to be shown it anew; said twice it is done once.

        The rows are taken in one order, or two changes at once would wait for each other for ever.
        """
        if self._is_told:
            return
        self.touched = self._is_told = True
        people = tables.homes.c.person
        recently = tables.homes.c.opened_at > self._now() - OPEN_FOR
        opened = select(people).where(self._mine(tables.homes), recently).order_by(people).with_for_update()
        stale = update(tables.homes).where(self._mine(tables.homes), people.in_(opened))
        self._connection.execute(stale.values(wanted=tables.homes.c.wanted + 1))


def _person(row: Row[Any]) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        timezone=row.timezone,
        belonging=Belonging(row.belonging),
        active=row.active,
        quiet_until=row.quiet_until,
        away_until=row.away_until,
        asked_at=row.asked_at,
    )
