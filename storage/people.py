"""People: who Slack says they are, what they have chosen about reminders, and whose Home tab is open. What channels and
user groups are called."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from domain.mentions import Called
from domain.person import Belonging, Person, ReminderChoice
from domain.text.rich_text import MentionKind
from storage import tables
from storage.rows import Rows, fields, made, mine

OPEN_FOR = timedelta(hours=1)  # Slack does not say when a Home is closed; opening it again shows it anew anyway


HOMES = tables.homes
ONCE_MORE = {"wanted": HOMES.c.wanted + 1}
OPENED_AGAIN = update(HOMES).where(mine(HOMES, "person")).values(ONCE_MORE)
# The rows are taken in one order, or two changes at once would wait for each other for ever.
OPEN_NOW = (
    select(HOMES.c.person)
    .where(mine(HOMES), HOMES.c.opened_at > bindparam("is_after"))
    .order_by(HOMES.c.person)
    .with_for_update()
)
CHANGED = update(HOMES).where(mine(HOMES), HOMES.c.person.in_(OPEN_NOW)).values(ONCE_MORE)


class SqlPeople(Rows):
    """Who Slack says the workspace's people are."""

    def all(self) -> list[Person]:
        """Everybody known, by id."""
        return [_person(row) for row in self._all(tables.people, tables.people.c.id)]

    def get(self, person_id: str) -> Person | None:
        """Somebody, if they are known."""
        row = self._one(tables.people, id=person_id)
        return _person(row) if row else None

    def add(self, person: Person) -> None:
        """Adds somebody of whom nothing is known yet; does nothing where somebody else was faster."""
        self._write_down(tables.people, fields(person))

    def save(self, person: Person) -> None:
        """Adds somebody, or what is new about them."""
        self._put(tables.people, fields(person))


class SqlCalled(Rows):
    """What the channels and user groups are called that texts mention."""

    def all(self) -> list[Called]:
        """All of them, by kind and id."""
        rows = self._all(tables.called, tables.called.c.kind, tables.called.c.id)
        return [made(Called, row, kind=MentionKind(row.kind)) for row in rows]

    def add(self, called: Called) -> None:
        """Adds one of which nothing is known yet; does nothing where somebody else was faster."""
        self._write_down(tables.called, fields(called))

    def save(self, called: Called) -> None:
        """Adds one, or what is new about it."""
        self._put(tables.called, fields(called))


class SqlReminderChoices(Rows):
    """What leads want of the reminders."""

    def of_edition(self, edition_id: str) -> list[ReminderChoice]:
        """All choices about an edition's reminders."""
        order = (tables.reminder_choices.c.project_id, tables.reminder_choices.c.person)
        return [
            ReminderChoice(
                edition_id=row.edition_id,
                project_id=row.project_id,
                person=row.person,
                snoozed_until=row.snoozed_until,
                skipped=row.skipped,
                deputy=row.deputy,
            )
            for row in self._all(tables.reminder_choices, *order, edition_id=edition_id)
        ]

    def save(self, choice: ReminderChoice) -> None:
        """Adds a choice, in place of that person's earlier one about the same project and edition."""
        self._put(tables.reminder_choices, fields(choice))


class SqlHomes(Rows):
    """The Home tabs that people have open."""

    _is_told = False

    def opened(self, person: str, page: int) -> None:
        """Somebody has opened their Home, or turned to a page of it: they are shown it next."""
        self._transaction.wakes = True
        now = self._now()
        fresh = {"page": page, "opened_at": now, "drawn": "", "tries": 0, "not_before": now}
        if not self._add(HOMES, {"person": person, "wanted": 1, "shown": 0, **fresh}):
            self._write(OPENED_AGAIN, self._given({"person": person}) | fresh)

    def page(self, person: str) -> int:
        """The page of their Home that somebody is on; the first is 0."""
        row = self._one(HOMES, person=person)
        return row.page if row else 0

    def changed(self) -> None:
        """Everybody who may have their Home open is to be shown it anew; said twice it is done once."""
        if self._is_told:
            return
        self._transaction.wakes = self._is_told = True
        self._write(CHANGED, self._given({"after": self._now() - OPEN_FOR}))


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
