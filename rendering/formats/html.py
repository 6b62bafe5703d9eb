"""The edition as a web page that stands alone: no scripts, no downloads, readable on any screen."""

from collections.abc import Iterable
from functools import cache
from itertools import chain, count

import nh3
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from domain.correction import noted
from domain.document import Document
from domain.text.headings import stepped
from domain.text.markdown import link_bare_addresses
from domain.text.rich_text import RichText, Text
from rendering.formats.edition_text import public
from rendering.formats.html_text import fragment, inline

_PARTS = {"article", "div", "h1", "h2", "h3", "h4", "h5", "h6", "nav", "section"}
_BLOCKS = {"blockquote", "dd", "dl", "dt", "figure", "hr", "li", "ol", "p", "pre", "ul"}
_TABLES = {"table", "tbody", "td", "th", "thead", "tr"}
_INLINE = {"a", "br", "code", "em", "img", "s", "span", "strong", "u"}
_ATTRIBUTES = {
    "*": {"class", "dir", "id", "aria-label", "aria-labelledby", "role", "tabindex"},
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "span": {"lang"},
    "th": {"scope"},
}
_guard = nh3.Cleaner(
    tags=_PARTS | _BLOCKS | _TABLES | _INLINE,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)


def document(doc: Document) -> str:
    """The edition as a complete HTML page."""
    doc = noted(doc)
    keys = [item.key for item in doc.items]
    own = [*(f"section-{place}" for place, _ in enumerate(doc.sections, 1)), "main", "contents"]
    *named, main, contents = _each_once([*("-".join(key.split()) or "item" for key in keys), *own])
    ids, section_ids = dict(zip(keys, named, strict=False)), named[len(keys) :]
    page = _environment().get_template("edition.html.j2")
    return page.render(doc=doc, main=main, contents=contents, ids=ids, section_ids=section_ids)


def text(rich: RichText, highest_heading: int = 1) -> Markup:
    """A text as an HTML fragment, for anybody to read; its headings begin at ``highest_heading`` and skip no level."""
    return fragment(stepped(public(rich), highest_heading))


def _line(words: str) -> Markup:
    """The words of a fact, with their addresses as links."""
    return inline(link_bare_addresses((Text(words),)))


def _each_once(wanted: Iterable[str]) -> list[str]:
    """The names of places in the page in the same order; where one is taken, with a number."""
    names: dict[str, None] = {}
    for name in wanted:
        numbered = (f"{name}-{number}" for number in count(2))
        names[next(one for one in chain((name,), numbered) if one not in names)] = None
    return list(names)


def guard(body: str) -> Markup:
    """The last guard: drops whatever is not in the list of what our pages are made of."""
    return Markup(_guard.clean(body))  # noqa: S704 — this is what makes it safe


def templates_of(package: str, folder: str = "templates") -> Environment:
    """Templates in a folder of a package, in which what is shown is escaped and what is not there is a fault."""
    return Environment(
        loader=PackageLoader(package, folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _environment() -> Environment:
    environment = templates_of("rendering", "formats")
    environment.filters |= {"guard": guard, "text": text, "line": _line}
    return environment
