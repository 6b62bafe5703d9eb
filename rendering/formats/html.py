"""The edition as a web page that stands alone: no scripts, no downloads, readable on any screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain, count

import nh3
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from domain.correction import noted
from domain.document import Document, Fact, Item
from domain.text.markdown import link_bare_addresses
from domain.text.rich_text import RichText, Text
from rendering.formats.edition_text import public
from rendering.formats.html_text import fragment, inline

_IN_SECTION = 3  # the highest heading of a text beneath a section's
_IN_ITEM = 4

_PARTS = {"article", "div", "h1", "h2", "h3", "h4", "h5", "h6", "nav", "section"}
_BLOCKS = {"blockquote", "dd", "dl", "dt", "figure", "hr", "li", "ol", "p", "pre", "ul"}
_TABLES = {"table", "tbody", "td", "th", "thead", "tr"}
_INLINE = {"a", "br", "code", "em", "img", "s", "strong", "u"}
_ATTRIBUTES = {
    "*": {"class", "id", "aria-label", "aria-labelledby", "role", "tabindex"},
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "th": {"scope"},
}
_guard = nh3.Cleaner(
    tags=_PARTS | _BLOCKS | _TABLES | _INLINE,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)


@dataclass(frozen=True, slots=True)
class _Fact:
    label: str
    text: Markup


@dataclass(frozen=True, slots=True)
class _Article:
    id: str
    heading: str
    facts: tuple[_Fact, ...]
    body: Markup


@dataclass(frozen=True, slots=True)
class _Chapter:
    id: str
    heading: str
    articles: tuple[_Article, ...]
    note: Markup


def document(doc: Document) -> str:
    """The edition as a complete HTML page."""
    doc = noted(doc)
    names = _Names(item.key for section in doc.sections for item in section.items)
    chapters = tuple(
        _Chapter(
            names.new(f"section-{place}"),
            section.heading,
            tuple(_article(item, names) for item in section.items),
            text(section.note, highest_heading=_IN_SECTION),
        )
        for place, section in enumerate(doc.sections, 1)
    )
    page = _environment().get_template("edition.html.j2")
    return page.render(
        doc=doc,
        main=names.new("main"),
        contents=names.new("contents"),
        intro=text(doc.intro, highest_heading=2),
        chapters=chapters,
        closing=text(doc.closing, highest_heading=2),
    )


def text(rich: RichText, *, highest_heading: int = 1) -> Markup:
    """A text as an HTML fragment, for anybody to read; no heading in it stands above ``highest_heading``."""
    return fragment(public(rich), highest_heading=highest_heading)


def _article(item: Item, names: _Names) -> _Article:
    return _Article(
        names.of_key(item.key),
        item.heading,
        tuple(map(_fact, item.facts)),
        text(item.body, highest_heading=_IN_ITEM),
    )


def _fact(fact: Fact) -> _Fact:
    return _Fact(fact.label, inline(link_bare_addresses((Text(fact.text),))))


class _Names:
    """Names for places in the page, each once. Items have their keys; the page's own names make way."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys: dict[str, str] = {}
        self._taken: set[str] = set()
        for key in keys:
            self._keys[key] = self.new("-".join(key.split()) or "item")

    def of_key(self, key: str) -> str:
        return self._keys[key]

    def new(self, wanted: str) -> str:
        candidates = chain((wanted,), (f"{wanted}-{number}" for number in count(2)))
        name = next(candidate for candidate in candidates if candidate not in self._taken)
        self._taken.add(name)
        return name


def guard(body: str) -> Markup:
    """The last guard: drops whatever is not in the list of what our pages are made of."""
    return Markup(_guard.clean(body))  # noqa: S704 — this is what makes it safe


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("rendering", "formats"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["guard"] = guard
    return environment
