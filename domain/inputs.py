"""Inputs of a form: what each is called, how it is typed, and which value its characters mean."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from domain.errors import WrongInput
from domain.text.addresses import is_web_address
from domain.update import Outcome

NOTHING = ("", (), None)


class Kind(StrEnum):
    """How something is typed. All but a text are characters: a day ``2026-03-27``, a time ``14:30``."""

    LINE = "line"
    TEXT = "text"  # formatted, in Slack's editor
    CHOICE = "choice"
    DAY = "day"
    TIME = "time"
    NUMBER = "number"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Input:
    """One input, named after what it holds. ``fix`` says what to do where something ``needed`` is missing or means
    nothing; a choice has ``options``, ``longest`` is in characters, ``add`` is on the button that shows it on
    demand."""

    name: str
    label: str
    kind: Kind
    hint: str = ""
    fix: str = ""
    needed: bool = False
    options: type[StrEnum] | None = None
    longest: int | None = None
    add: str = ""


@dataclass(frozen=True, slots=True)
class InputRows:
    """Inputs that come together, once for each of several things: ``row`` is the dataclass of what stands in them,
    ``makes`` that of the thing. After ``due`` the form asks what became of it; ``fault`` looks at a whole row."""

    name: str
    row: type[Any]
    makes: type[Any]
    inputs: tuple[Input, ...]
    add: str
    due: str = ""
    stored_as: str = ""
    fault: Callable[[Any], tuple[str, str]] = lambda _row: ("", "")

    @property
    def stored(self) -> str:
        """What the things are called in an update."""
        return self.stored_as or self.name

    def ids_of(self, name: str) -> str:
        """What the ids of an input begin with; a colon and the number of the row follow: ``ask_text``."""
        return f"{self.name.removesuffix('s')}_{name}"

    def id_of(self, name: str, n: int) -> str:
        """The id of an input in the row with this number."""
        return f"{self.ids_of(name)}:{n}"

    def numbers(self, ids: Iterable[str]) -> list[int]:
        """The numbers of the rows to which these ids belong; another colon and anything else may follow in each."""
        beginning = self.ids_of("")
        return sorted({int(one.split(":")[1]) for one in ids if one.startswith(beginning)})

    def row_of(self, thing: Any) -> Any:
        """The row for a thing that is there."""
        return self.row(**{name: characters_of(getattr(thing, name)) for name in self._names()})

    def thing_of(self, row: Any) -> Any:
        """What a row makes that is not ``wrong``."""
        values = {name: getattr(row, name) for name in self._names()}
        return self.makes(**values | {one.name: value_of(one, values[one.name]) for one in self.inputs})

    def filled(self, rows: Iterable[Any]) -> Iterator[tuple[int, Any]]:
        """The rows in which something stands that is not left out, with their numbers."""
        for n, row in enumerate(rows):
            if any(getattr(row, name) for name in self._names()) and not getattr(row, "left_out", False):
                yield n, row

    def wrong(self, n: int, row: Any, today: date) -> WrongInput | None:
        """The first input of a row that needs another value, and what to do about it."""
        inputs = [(one.name, fault_of(one, getattr(row, one.name))) for one in self.inputs]
        faults = [self.fault(row), *inputs, (self.due, self._overdue(row, today))]
        return next((WrongInput(self.id_of(name, n), fault) for name, fault in faults if fault), None)

    def _overdue(self, row: Any, today: date) -> str:
        """A day that has gone by needs a word on what became of it."""
        if not self.due or not has_passed(getattr(row, self.due), today):
            return ""
        what = self.due.replace("_", " ")
        if not row.outcome:
            return f"This {what} has passed. Pick a later one, or say below what became of it."
        return f"Pick the new {what}: this one has passed." if row.outcome == Outcome.MOVED else ""

    def _names(self) -> list[str]:
        return [one.name for one in fields(self.makes)]


def has_passed(day: str, today: date) -> bool:
    """Whether a form must ask “still true?” about a day."""
    return bool(day) and date.fromisoformat(day) < today


def characters_of(value: Any) -> str:
    """What stands in an input for a value; nothing for None."""
    match value:
        case None:
            return ""
        case Decimal():
            return f"{value:f}"
        case time():
            return value.isoformat("minutes")
    return str(value)


def value_of(one: Input, given: Any) -> Any:
    """The value that stands in an input; None for a choice, a day, a time or a number that is not there."""
    if one.kind is Kind.TEXT:
        return given
    words = " ".join(given.split())
    match one.kind:
        case Kind.LINE | Kind.ADDRESS:
            return words
        case Kind.NUMBER:
            return _number(words)
        case Kind.DAY:
            return date.fromisoformat(words) if words else None
        case Kind.TIME:
            return time.fromisoformat(words) if words else None
        case Kind.CHOICE:
            return one.options(words) if words and one.options else None


def _number(words: str) -> Decimal | None:
    try:
        return Decimal(words)
    except InvalidOperation:
        return None


def fault_of(one: Input, given: Any) -> str:
    """What to do about what stands in an input; empty where it may stand there."""
    value = value_of(one, given)
    if value in NOTHING:
        return one.fix if one.needed or given else ""
    if one.longest and len(value) > one.longest:
        return f"Shorten the {one.label.lower()} to {one.longest} characters."
    return one.fix if one.kind is Kind.ADDRESS and not is_web_address(value) else ""
