"""What templates need besides the values: texts as HTML, days in words, what an item says first."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID, uuid5

from jinja2 import Environment
from markupsafe import Markup

from domain import english
from domain.archive import PublishedEdition, PublishedItem, address_of, first_words, key_in_addresses
from domain.compile import ask_text, date_text, figure_text
from domain.document import Item
from domain.text.markdown import link_bare_addresses
from domain.text.rich_text import Text
from domain.text.rich_text_walk import plain_text
from rendering.formats import html
from rendering.formats.html_text import inline
from web.texts import text

OURS = UUID("8a3e9f0e-6f0c-5f0e-9d53-2b1f7c1f5e0a")  # what the ids of our entries are made from


def line(words: str) -> Markup:
    """The words of a fact or an ask, with their addresses as links."""
    return html.guard(str(inline(link_bare_addresses((Text(words),)))))


def ask(one: Any) -> Markup:
    """An ask as its item has it."""
    return line(plain_text(ask_text(one)))


def planned(one: Any) -> Markup:
    """A date as its item has it."""
    return html.guard(str(inline(date_text(one))))


def moment(value: datetime) -> str:
    """``2021-12-08T17:00:00Z``, as feeds have it."""
    return value.strftime("%Y-%m-%dT%H:%M:%SZ")


def id_of(edition: PublishedEdition, ref: str = "") -> str:
    """What an entry of a feed is called for ever: an edition, or an item of it by its short name."""
    return f"urn:uuid:{uuid5(OURS, f'{edition.id}/{ref}')}"


def anchor(item: Item | PublishedItem) -> str:
    """The place of an item in the page of its edition."""
    return item.key if isinstance(item, PublishedItem) else key_in_addresses(item)


@cache
def environment() -> Environment:
    """The templates, with all of this."""
    made = html.templates_of("web")
    filters: dict[str, Callable[..., Any]] = {
        "text": text,
        "line": line,
        "ask": ask,
        "planned": planned,
        "figure": figure_text,
        "day": english.day,
        "moment": moment,
        "anchor": anchor,
        "first_words": first_words,
        "address": address_of,
        "listing": english.listing,
    }
    made.filters |= filters
    made.globals |= {"id_of": id_of, "count": english.count}
    return made


def iso(value: date) -> str:
    """``2021-12-08``."""
    return value.isoformat()
