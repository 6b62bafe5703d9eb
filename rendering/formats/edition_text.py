"""The edition as one text, for the formats that are read from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator

from domain.correction import noted
from domain.document import Document, Item, Section
from domain.text.inline import plain
from domain.text.markdown import link_bare_addresses
from domain.text.normal_form import normalise
from domain.text.rich_text import Block, Emoji, Heading, Inline, Inlines, List, Mention, Paragraph, RichText, Rule, Text
from domain.text.rich_text_walk import map_inlines


def edition(doc: Document) -> RichText:
    """Title, covering line, introduction, sections with their items, closing."""
    return tuple(_edition(noted(doc)))


def _edition(doc: Document) -> Iterator[Block]:
    yield from _words(Heading(1, (Text(doc.title),)), Paragraph((Text(doc.covering),)))
    yield from doc.intro
    for section in doc.sections:
        yield from _section(section)
    yield from _set_off(doc.closing, below=bool(doc.sections))


def _set_off(text: RichText, *, below: bool) -> RichText:
    """A text that stands below items and does not belong to the last of them."""
    return (Rule(), *text) if text and below else text


def _section(section: Section) -> Iterator[Block]:
    yield from _words(Heading(2, (Text(section.heading),)))
    for item in section.items:
        yield from _item(item)
    yield from _set_off(section.note, below=bool(section.items))


def _item(item: Item) -> Iterator[Block]:
    facts = tuple((Paragraph((Text(f"{fact.label}: {fact.text}"),)),) for fact in item.facts)
    yield from _words(Heading(3, (Text(item.heading),)), List(facts))
    yield from item.body


def _words(*blocks: Block) -> RichText:
    return normalise(blocks)


def public(text: RichText) -> RichText:
    """The text as anybody may read it: no inlines that only Slack has, bare addresses as links."""
    return map_inlines(text, _public_inlines)


def _public_inlines(inlines: Inlines) -> Inlines:
    readable = (part for inline in inlines for part in _without_styled_edges(_readable(inline)))
    return link_bare_addresses(tuple(readable))


def _readable(inline: Inline) -> Inline:
    return Text(plain((inline,)), inline.style) if isinstance(inline, Mention | Emoji) else inline


def _without_styled_edges(inline: Inline) -> Iterator[Inline]:
    """White space at the ends of a bold or italic run is set plain, which nobody sees."""
    style = inline.style
    if not isinstance(inline, Text) or not (style.bold or style.italic or style.strike):
        yield inline
        return
    start = len(inline.text) - len(inline.text.lstrip())
    end = max(start, len(inline.text.rstrip()))
    yield Text(inline.text[:start])
    yield Text(inline.text[start:end], style)
    yield Text(inline.text[end:])
