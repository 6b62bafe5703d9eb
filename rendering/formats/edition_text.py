"""The edition as one text, for the formats that are read from top to bottom."""

from collections.abc import Iterator

from domain.correction import noted
from domain.document import Document, Item, Section
from domain.text.headings import stepped
from domain.text.inline import plain
from domain.text.markdown import link_bare_addresses
from domain.text.normal_form import normalise
from domain.text.rich_text import Block, Heading, Inline, Inlines, Link, List, Paragraph, RichText, Rule, Text
from domain.text.rich_text_walk import map_inlines, visible


def edition(doc: Document) -> RichText:
    """Title, covering line, introduction, sections with their items, closing."""
    return tuple(_edition(noted(doc)))


def _edition(doc: Document) -> Iterator[Block]:
    yield from normalise((Heading(1, (Text(doc.title),)), Paragraph((Text(doc.covering),))))
    yield from stepped(doc.intro, 2)
    for section in doc.sections:
        yield from _section(section)
    yield from _set_off(stepped(doc.closing, 2), below=bool(doc.sections))


def _set_off(text: RichText, *, below: bool) -> RichText:
    """A text that stands below items and does not belong to the last of them."""
    return (Rule(), *text) if text and below else text


def _section(section: Section) -> Iterator[Block]:
    yield from normalise((Heading(2, (Text(section.heading),)),))
    for item in section.items:
        yield from _item(item)
    yield from _set_off(stepped(section.note, 3), below=bool(section.items))


def _item(item: Item) -> Iterator[Block]:
    facts = tuple((Paragraph((Text(f"{fact.label}: {fact.text}"),)),) for fact in item.facts)
    yield from normalise((Heading(3, (Text(item.heading),)), List(facts)))
    yield from stepped(item.body, 4)


def public(text: RichText) -> RichText:
    """The text as anybody may read it: no inlines that only Slack has, bare addresses as links."""
    return map_inlines(visible(text), _public_inlines)


def _public_inlines(inlines: Inlines) -> Inlines:
    return link_bare_addresses(tuple(part for inline in inlines for part in _public_inline(inline)))


def _public_inline(inline: Inline) -> Iterator[Inline]:
    """White space at the ends of a bold or italic run is set plain, which nobody sees."""
    if isinstance(inline, Link):
        yield inline
        return
    words, style = plain((inline,)), inline.style
    inner = words.strip() if style.bold or style.italic or style.strike else words
    start = words.index(inner)
    yield from (Text(words[:start]), Text(inner, style), Text(words[start + len(inner) :]))
