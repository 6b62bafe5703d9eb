"""Looking at, and changing, everything in a text."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from domain.text import rich_text
from domain.text.inline import plain
from domain.text.normal_form import normalise
from domain.text.rich_text import Block, Inlines, RichText


def innermost(text: RichText) -> Iterator[Block]:
    """The blocks of a text that hold no others, in reading order: lists and quotes are looked into."""
    for block in text:
        match block:
            case rich_text.List(items):
                yield from (inner for item in items for inner in innermost(item))
            case rich_text.Quote(content):
                yield from innermost(content)
            case _:
                yield block


def map_innermost(text: RichText, change: Callable[[Block], Block]) -> RichText:
    """The text with ``change`` made to each of its ``innermost``."""
    return tuple(_changed(block, change) for block in text)


def _changed(block: Block, change: Callable[[Block], Block]) -> Block:
    match block:
        case rich_text.List(items):
            return replace(block, items=tuple(map_innermost(item, change) for item in items))
        case rich_text.Quote(content):
            return rich_text.Quote(map_innermost(content, change))
        case _:
            return change(block)


def inlines_of(block: Block) -> tuple[Inlines, ...]:
    """The inlines of a paragraph or heading, of each cell of a table, or the description of a picture."""
    match block:
        case rich_text.Paragraph(content) | rich_text.Heading(content=content):
            return (content,)
        case rich_text.Table(rows):
            return tuple(cell for row in rows for cell in row)
        case rich_text.Image(alt):
            return ((rich_text.Text(alt),),)
        case _:
            return ()


def each_inlines(text: RichText) -> Iterator[Inlines]:
    """The ``inlines_of`` everything in a text, in reading order."""
    return (inlines for block in innermost(text) for inlines in inlines_of(block))


def mention_names(text: RichText) -> tuple[str, ...]:
    """The names of everything that is mentioned in a text: what equal texts may differ in."""
    return tuple(
        inline.name for inlines in each_inlines(text) for inline in inlines if isinstance(inline, rich_text.Mention)
    )


def map_inlines(text: RichText, change: Callable[[Inlines], Inlines]) -> RichText:
    """The text with ``change`` made to each of ``each_inlines(text)``."""

    def changed(block: Block) -> Block:
        match block:
            case rich_text.Paragraph(content) | rich_text.Heading(content=content):
                return replace(block, content=change(content))
            case rich_text.Table(rows):
                return replace(block, rows=tuple(tuple(map(change, row)) for row in rows))
            case rich_text.Image(alt):
                return replace(block, alt=plain(change((rich_text.Text(alt),))))
            case _:
                return block

    return map_innermost(text, changed)


def plain_text(text: RichText) -> str:
    """All characters of a text in reading order, a line for each paragraph, item or row."""
    return "\n".join(line for block in innermost(text) for line in _plain_lines(block))


def _plain_lines(block: Block) -> list[str]:
    match block:
        case rich_text.Code(text):
            return [text]
        case rich_text.Table(rows):
            return [" | ".join(map(plain, row)) for row in rows]
        case _:
            return [plain(inlines) for inlines in inlines_of(block)]


def left_out_of(text: RichText) -> Iterator[str]:
    """What no reader of a text sees."""
    return (block.words for block in innermost(text) if isinstance(block, rich_text.LeftOut))


def visible(text: RichText) -> RichText:
    """The text without what is left out."""
    return normalise(_visible(text)) if any(left_out_of(text)) else text


def _visible(text: RichText) -> Iterator[Block]:
    for block in text:
        match block:
            case rich_text.LeftOut():
                continue
            case rich_text.List(items):
                yield replace(block, items=tuple(tuple(_visible(item)) for item in items))
            case rich_text.Quote(content):
                yield rich_text.Quote(tuple(_visible(content)))
            case _:
                yield block
