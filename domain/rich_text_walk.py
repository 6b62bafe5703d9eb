"""Changes made everywhere in a text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from domain.rich_text import Block, Code, Heading, Image, Leaves, List, Paragraph, Quote, RichText, Rule, Table


def map_leaves(text: RichText, change: Callable[[Leaves], Leaves]) -> RichText:
    """The text with ``change`` made to the leaves of each paragraph, heading and cell."""
    return tuple(_mapped(block, change) for block in text)


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
        case Code() | Rule() | Image():
            return block
