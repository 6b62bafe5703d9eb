"""Looking at, and changing, everything in a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from domain.rich_text import (
    Block,
    Code,
    Heading,
    Image,
    Leaves,
    List,
    Paragraph,
    Quote,
    RichText,
    Rule,
    Table,
    Text,
    plain,
)


def map_leaves(text: RichText, change: Callable[[Leaves], Leaves]) -> RichText:
    """The text with ``change`` made to the leaves of each paragraph, heading, cell and description of a picture."""
    return tuple(_mapped(block, change) for block in text)


def each_leaves(text: RichText) -> Iterator[Leaves]:
    """The leaves that ``map_leaves`` changes, in reading order."""
    for block in text:
        match block:
            case Paragraph(content) | Heading(content=content):
                yield content
            case List(items):
                yield from (leaves for item in items for leaves in each_leaves(item))
            case Quote(content):
                yield from each_leaves(content)
            case Table(rows):
                yield from (cell for row in rows for cell in row)
            case Image(alt):
                yield (Text(alt),)
            case Code() | Rule():
                continue


def _mapped(block: Block, change: Callable[[Leaves], Leaves]) -> Block:
    match block:
        case Paragraph(content) | Heading(content=content):
            return replace(block, content=change(content))
        case List(items):
            return replace(block, items=tuple(map_leaves(item, change) for item in items))
        case Quote(content):
            return Quote(map_leaves(content, change))
        case Table(rows):
            return replace(block, rows=tuple(tuple(map(change, row)) for row in rows))
        case Image(alt):
            return replace(block, alt=plain(change((Text(alt),))))
        case Code() | Rule():
            return block
