"""Looking at, and changing, everything in a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from domain.text.rich_text import (
    Block,
    Code,
    Heading,
    Image,
    Inlines,
    List,
    Paragraph,
    Quote,
    RichText,
    Rule,
    Table,
    Text,
    plain,
)


def map_inlines(text: RichText, change: Callable[[Inlines], Inlines]) -> RichText:
    """The text with ``change`` made to the inlines of each paragraph, heading, cell and description of a picture."""
    return tuple(_mapped(block, change) for block in text)


def each_inlines(text: RichText) -> Iterator[Inlines]:
    """The inlines that ``map_inlines`` changes, in reading order."""
    for block in text:
        match block:
            case Paragraph(content) | Heading(content=content):
                yield content
            case List(items):
                yield from (inlines for item in items for inlines in each_inlines(item))
            case Quote(content):
                yield from each_inlines(content)
            case Table(rows):
                yield from (cell for row in rows for cell in row)
            case Image(alt):
                yield (Text(alt),)
            case Code() | Rule():
                continue


def _mapped(block: Block, change: Callable[[Inlines], Inlines]) -> Block:
    match block:
        case Paragraph(content) | Heading(content=content):
            return replace(block, content=change(content))
        case List(items):
            return replace(block, items=tuple(map_inlines(item, change) for item in items))
        case Quote(content):
            return Quote(map_inlines(content, change))
        case Table(rows):
            return replace(block, rows=tuple(tuple(map(change, row)) for row in rows))
        case Image(alt):
            return replace(block, alt=plain(change((Text(alt),))))
        case Code() | Rule():
            return block
