"""The normal form of a text:

* inlines of the same kind and style stand merged, empty ones are gone;
* a paragraph holds no blank line (it would be two paragraphs) and does not begin or end with a line break;
* two lists of the same kind that follow each other are one list;
* a paragraph or cell is not only white space, a table not only empty cells, and its last row not empty;
* a link has an address, and one that a browser might run or open on the reader's disk is text;
* no control characters and no lone surrogates, which no database, browser or Slack would take.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from domain.text import rich_text
from domain.text.addresses import is_refused_address
from domain.text.inline import address, characters, clean, cut, merge, with_text
from domain.text.rich_text import PLAIN, Block, Inlines, Link, RichText, Style, Text

_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def paragraph(text: str, style: Style = PLAIN) -> RichText:
    """Plain characters as a text: blank lines separate paragraphs."""
    return normalise((rich_text.Paragraph((Text(text, style),)),))


def normalise(blocks: Iterable[Block]) -> RichText:
    """The blocks in the normal form that is described at the top of this module."""
    return joined(part for block in blocks for part in _normal(block))


def joined(blocks: Iterable[Block]) -> RichText:
    """Blocks that are each in normal form as one text: lists that follow each other become one."""
    out: list[Block] = []
    for block in blocks:
        previous = out[-1] if out else None
        if isinstance(block, rich_text.List) and isinstance(previous, rich_text.List) and _continues(previous, block):
            out[-1] = replace(previous, items=previous.items + block.items)
        else:
            out.append(block)
    return tuple(out)


def _continues(first: rich_text.List, second: rich_text.List) -> bool:
    if first.ordered != second.ordered:
        return False
    return not first.ordered or second.start == first.start + len(first.items)


def _normal(block: Block) -> Iterator[Block]:
    match block:
        case rich_text.Paragraph(content):
            yield from (rich_text.Paragraph(part) for part in _split_at_blank_lines(merge(content)))
        case rich_text.Heading(level, content):
            depth = max(1, min(level, 6))
            yield from (rich_text.Heading(depth, inlines) for inlines in (_one_line(content),) if inlines)
        case rich_text.List():
            yield from _normal_list(block)
        case rich_text.Quote(content):
            yield from (rich_text.Quote(inner) for inner in (normalise(content),) if inner)
        case rich_text.Code(text, language):
            yield from (rich_text.Code(t, _words(language)) for t in (clean(text).strip("\n"),) if t.strip())
        case rich_text.Table():
            yield from _normal_table(block)
        case rich_text.Image(alt, url, file):
            yield from _normal_image(alt, address(url), file)
        case rich_text.Rule():
            yield block
        case rich_text.LeftOut(words):
            yield from (rich_text.LeftOut(line) for line in (_words(words).replace("-->", "-- >"),) if line)


def _normal_list(block: rich_text.List) -> Iterator[rich_text.List]:
    items = tuple(item for item in map(normalise, block.items) if item)
    start = max(0, min(block.start, 999_999_999)) if block.ordered else 1  # CommonMark: at most nine digits
    if items:
        yield rich_text.List(items, ordered=block.ordered, start=start)


def _normal_image(alt: str, url: str, file: str) -> Iterator[rich_text.Image]:
    if is_refused_address(url):
        alt, url = f"{alt} ({url})", ""
    if (words := _words(alt)) or url or file:
        yield rich_text.Image(words, url, file)


def _words(text: str) -> str:
    return " ".join(clean(text).split())


def _normal_table(table: rich_text.Table) -> Iterator[rich_text.Table]:
    width = max((len(row) for row in table.rows), default=0)
    rows = tuple(tuple(map(_one_line, row)) + ((),) * (width - len(row)) for row in table.rows)
    while rows[1:] and not any(rows[-1]):
        rows = rows[:-1]
    align = (table.align + ("",) * width)[:width]
    if any(cell for row in rows for cell in row):
        yield rich_text.Table(rows, align)


def _one_line(inlines: Inlines) -> Inlines:
    merged = merge(
        with_text(one, clean(one.text).replace("\n", " ")) if isinstance(one, Text | Link) else one for one in inlines
    )
    flat = characters(merged)
    return _between(merged, flat, 0, len(flat))


def _split_at_blank_lines(inlines: Inlines) -> Iterator[Inlines]:
    flat, start = characters(inlines), 0
    for end, after in [*(blank.span() for blank in _BLANK_LINE.finditer(flat)), (len(flat), 0)]:
        if part := _between(inlines, flat, start, end):
            yield part
        start = after


def _between(inlines: Inlines, flat: str, start: int, end: int) -> Inlines:
    """The inlines between two places in ``flat``, without white space at both ends; no-break spaces stay."""
    words = flat[start:end].lstrip(" \t\n")
    if not words or words.isspace():
        return ()
    end -= len(words) - len(words.rstrip(" \t\n"))
    return cut(inlines, end - len(words.rstrip(" \t\n")), end)
