"""The words in which the tables of Block Kit rules are written.

Every rule carries `source`: the key of the page or package the number was read from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

MESSAGE, MODAL, HOME = "message", "modal", "home"
EVERYWHERE = (MESSAGE, MODAL, HOME)


class Judging(Protocol):
    """What a rule written as a function may ask of the judge that calls it."""

    surface: str
    text_sum: int

    def add(self, at: str, rule: str, message: str, source: str = "observed") -> None:
        """Notes an objection."""

    def block(self, block: object, at: str) -> None:
        """Judges one block."""

    def no_others(self, thing: dict[str, Any], at: str, known: Iterable[str]) -> None:
        """Objects to properties Slack does not know."""


Check = Callable[[Judging, dict[str, Any], str, str], None]


@dataclass(frozen=True)
class Rule:
    """What one value must be."""

    source: str


@dataclass(frozen=True)
class Text(Rule):
    """A text object."""

    most: int = 3000
    plain: bool = False


@dataclass(frozen=True)
class String(Rule):
    """A string; `form` is one of url, https, web, number, date, time."""

    most: int | None = None
    least: int = 0
    choices: tuple[str, ...] = ()
    pattern: str = ""
    form: str = ""


@dataclass(frozen=True)
class Whole(Rule):
    """A whole number."""

    least: int
    most: int | None = None


@dataclass(frozen=True)
class Flag(Rule):
    """True or false."""


@dataclass(frozen=True)
class Anything(Rule):
    """Not judged."""


@dataclass(frozen=True)
class Thing(Rule):
    """A composition object, named as in `objects.OBJECTS`."""

    name: str
    nullable: bool = False


@dataclass(frozen=True)
class Items(Rule):
    """A list."""

    of: Rule | None = None
    most: int | None = None
    least: int = 1
    unique: bool = False


@dataclass(frozen=True)
class ElementIn(Rule):
    """One of these elements."""

    allowed: tuple[str, ...] = ()


@dataclass(frozen=True)
class ContextItem(Rule):
    """An image or a text object."""


@dataclass(frozen=True)
class RichTextBlock(Rule):
    """A whole rich_text block, as the initial value of an input."""


@dataclass(frozen=True)
class RichTextPart(Rule):
    """A section, list, quote or preformatted part of rich text."""


@dataclass(frozen=True)
class TableRows(Rule):
    """The rows of a table block."""

    most: int
    most_cells: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Shape:
    """What one kind of block, element, object or view must be."""

    fields: Mapping[str, Rule]
    required: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    where: tuple[str, ...] = EVERYWHERE
    open: bool = False
    not_empty: bool = False
    checks: tuple[Check, ...] = ()


def plain(most: int, source: str) -> Text:
    """A plain_text object of at most so many characters."""
    return Text(source, most, plain=True)


def text(most: int, source: str) -> Text:
    """A plain_text or mrkdwn object of at most so many characters."""
    return Text(source, most)


def string(most: int | None, source: str, least: int = 1) -> String:
    """A string of at most so many characters."""
    return String(source, most, least)


def choice(source: str, *choices: str) -> String:
    """One of a few words."""
    return String(source, choices=choices)


def form(name: str, source: str, most: int | None = None) -> String:
    """A string of a known form: url, https, web, number, date, time."""
    return String(source, most, form=name)
