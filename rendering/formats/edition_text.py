"""The edition as one text, for the formats that are read from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator

from domain.correction import noted
from domain.document import Document, Item, Section
from domain.markdown import link_bare_addresses
from domain.rich_text import (
    Block,
    Emoji,
    Heading,
    Leaf,
    Leaves,
    List,
    Mention,
    Paragraph,
    RichText,
    Rule,
    Text,
    normalise,
    plain,
)
from domain.rich_text_walk import map_leaves


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
    """The text as anybody may read it: no leaves that only Slack has, bare addresses as links."""
    return map_leaves(text, _public_leaves)


def _public_leaves(leaves: Leaves) -> Leaves:
    readable = (part for leaf in leaves for part in _without_styled_edges(_readable(leaf)))
    return link_bare_addresses(tuple(readable))


def _readable(leaf: Leaf) -> Leaf:
    return Text(plain((leaf,)), leaf.style) if isinstance(leaf, Mention | Emoji) else leaf


def _without_styled_edges(leaf: Leaf) -> Iterator[Leaf]:
    """White space at the ends of a bold or italic run is set plain, which nobody sees."""
    style = leaf.style
    if not isinstance(leaf, Text) or not (style.bold or style.italic or style.strike):
        yield leaf
        return
    start = len(leaf.text) - len(leaf.text.lstrip())
    end = max(start, len(leaf.text.rstrip()))
    yield Text(leaf.text[:start])
    yield Text(leaf.text[start:end], style)
    yield Text(leaf.text[end:])
