"""A text as an HTML fragment: built from the tree, every character escaped, nothing passed through.

What people wrote says its direction itself (``dir="auto"``), and its language only where they named one.
"""

from collections.abc import Iterable
from itertools import groupby

from markupsafe import Markup

from domain.text import rich_text
from domain.text.addresses import is_web_address
from domain.text.inline import plain
from domain.text.rich_text import Block, Inlines, Link, RichText, Style
from domain.text.rich_text_walk import visible

_TAGS = {"bold": "strong", "italic": "em", "strike": "s", "underline": "u", "code": "code"}  # the last is innermost
_BREAK = Markup("<br>")


def fragment(rich: RichText) -> Markup:
    """The fragment for a text."""
    return Markup("\n").join(map(_block, visible(rich)))


def _block(block: Block) -> Markup:
    match block:
        case rich_text.Paragraph(content):
            return Markup('<p dir="auto">{}</p>').format(inline(content))
        case rich_text.Heading(level, content):
            return Markup('<{0} dir="auto">{1}</{0}>').format(f"h{level}", inline(content))
        case rich_text.List():
            return _list(block)
        case rich_text.Quote(content):
            return _element("blockquote", [fragment(content)])
        case rich_text.Code(code):
            return Markup('<pre dir="auto"><code>{}</code></pre>').format(code)
        case rich_text.Table():
            return _table(block)
        case rich_text.Image(alt, url):
            return image(alt, url)
        case rich_text.Rule():
            return Markup("<hr>")
        case rich_text.LeftOut():
            return Markup()


def _list(block: rich_text.List) -> Markup:
    items = [Markup('<li dir="auto">{}</li>').format(_item(item)) for item in block.items]
    if not block.ordered:
        return _element("ul", items)
    start = Markup(' start="{}"').format(block.start) if block.start != 1 else ""
    return Markup("<ol{}>\n{}\n</ol>").format(start, Markup("\n").join(items))


def _item(item: RichText) -> Markup:
    """A list item; one that is a single paragraph has no ``<p>``."""
    match item:
        case (rich_text.Paragraph(content),):
            return inline(content)
        case (rich_text.Paragraph(content), rich_text.List() as inner):
            return Markup("{}\n{}\n").format(inline(content), _list(inner))
    return Markup("\n{}\n").format(fragment(item))


def _element(tag: str, children: Iterable[Markup]) -> Markup:
    return Markup("<{0}>\n{1}\n</{0}>").format(tag, Markup("\n").join(children))


def image(alt: str, url: str = "") -> Markup:
    """A picture, or its description where there is none to load."""
    if not url.lower().startswith(("http://", "https://")) or not is_web_address(url):
        where = f" ({url})" if url else ""
        return Markup('<p class="image" dir="auto">Image: {}{}</p>').format(alt, where)
    return Markup('<figure><img src="{}" alt="{}"></figure>').format(url, alt)


def _table(table: rich_text.Table) -> Markup:
    head, *body = (
        [_cell(tag, cell, align) for cell, align in zip(row, table.align, strict=True)]
        for tag, row in zip(("th", *("td",) * len(table.rows)), table.rows, strict=False)
    )
    rows = [_element("tr", row) for row in body]
    parts = [_element("thead", [_element("tr", head)]), *([_element("tbody", rows)] if rows else [])]
    names = ", ".join(filter(None, map(plain, table.rows[0])))
    return Markup('<div class="table" role="group" aria-label="{}" tabindex="0">\n{}\n</div>').format(
        f"Table: {names}" if names else "Table", _element("table", parts)
    )


def _cell(tag: str, cell: Inlines, align: str) -> Markup:
    scope = Markup(' scope="col"') if tag == "th" and cell else ""
    side = Markup(' class="{}"').format(align) if align else ""
    name = "td" if tag == "th" and not cell else tag  # an empty header cell heads nothing
    return Markup('<{0}{1}{2} dir="auto">{3}</{0}>').format(name, scope, side, inline(cell))


def inline(inlines: Inlines) -> Markup:
    """The inside of a paragraph, with the language of what is in another than the page."""
    runs = groupby(inlines, key=lambda inline: inline.style.language)
    return Markup("").join(_spoken(language, _linked(tuple(run))) for language, run in runs)


def _spoken(language: str, content: Markup) -> Markup:
    return Markup('<span lang="{}">{}</span>').format(language, content) if language else content


def _linked(inlines: Inlines) -> Markup:
    runs = groupby(inlines, key=lambda inline: inline.url if isinstance(inline, Link) else "")
    return Markup("").join(_link(url, tuple(run)) for url, run in runs)


def _link(url: str, run: Inlines) -> Markup:
    content = Markup("").join(_styled(_BREAK.join(plain((one,)).split("\n")), one.style) for one in run)
    if is_web_address(url):
        return Markup('<a href="{}">{}</a>').format(url, content)
    if url and url != plain(run):
        return Markup("{} ({})").format(content, url)
    return content


def _styled(content: Markup, style: Style) -> Markup:
    for name in reversed(_TAGS):
        if getattr(style, name):
            content = Markup("<{0}>{1}</{0}>").format(_TAGS[name], content)
    return content
