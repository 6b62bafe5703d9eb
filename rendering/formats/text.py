"""Plain text, for e-mail and for reading aloud: nothing is wrapped and nothing is said twice."""

import re
from itertools import groupby

from domain.document import Document
from domain.text import rich_text
from domain.text.inline import plain
from domain.text.rich_text import Block, Inline, Inlines, Link, RichText
from domain.text.rich_text_walk import visible
from rendering.formats.edition_text import edition

_UNDERLINES = "=-~."  # by level of heading; deeper ones have the last
_SIDES = {"right": str.rjust, "center": str.center}
_WORD = re.compile(r"\A\w+")
_WIDTH = 72  # of an underline at most, and of a table that is set in columns


def document(doc: Document) -> str:
    """The edition as plain text."""
    return text(edition(doc)).rstrip("\n") + "\n"  # the last row of a table may be empty


def text(rich: RichText) -> str:
    """A text as plain text, blocks with a blank line between them."""
    return "\n\n".join(map(_block, visible(rich)))


def _block(block: Block) -> str:
    match block:
        case rich_text.Paragraph(content):
            return _line(content)
        case rich_text.Heading(level, content):
            words, underline = _line(content), _UNDERLINES[min(level, len(_UNDERLINES)) - 1]
            return f"{words}\n{underline * min(len(words), _WIDTH)}"
        case rich_text.List():
            return _list(block)
        case rich_text.Quote(content):
            return indented(text(content), "> ", "> ")
        case rich_text.Code(code):
            return indented(code, "    ", "    ")
        case rich_text.Table():
            return _table(block)
        case rich_text.Image(alt, url):
            return " ".join(part for part in ("Image:", alt, f"({url})" if url else "") if part)
        case rich_text.Rule():
            return "-" * 5
        case rich_text.LeftOut():
            return ""


def _list(block: rich_text.List) -> str:
    lines = []
    for number, item in enumerate(block.items, block.start):
        marker = f"{number}. " if block.ordered else "- "
        lines.append(indented(_item(item), marker, " " * len(marker)))
    return "\n".join(lines)


def _item(item: RichText) -> str:
    """The blocks of a list item; a list follows its paragraph without a blank line."""
    out = ""
    for block in item:
        between = "\n" if isinstance(block, rich_text.List) else "\n\n"
        out += (between if out else "") + _block(block)
    return out


def indented(body: str, first: str, others: str) -> str:
    """Lines with something before the first and before each of the others."""
    head, *rest = body.split("\n")
    return "\n".join((first + head, *(others + line if line else others.rstrip(" ") for line in rest)))


def _table(table: rich_text.Table) -> str:
    rows = [[_line(cell) for cell in row] for row in table.rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    if sum(widths) + 3 * (len(widths) - 1) > _WIDTH:
        return "\n".join(map(" | ".join, rows))
    sides = [_SIDES.get(align, str.ljust) for align in table.align]
    padded = [[pad(cell, width) for pad, cell, width in zip(sides, row, widths, strict=True)] for row in rows]
    return "\n".join(" | ".join(row).rstrip(" ") for row in padded)


def _line(inlines: Inlines) -> str:
    """Inlines with the address of each link behind it, or behind the word that it is a part of."""
    line = address = ""
    for key, run in groupby(inlines, key=_joined):
        words, its_address = _run(key, tuple(run))
        end = len(words) - len(_WORD.sub("", words, count=1)) if address and not key[1] else 0
        line += words[:end] + address + words[end:]
        address = its_address
    return line + address


def _joined(inline: Inline) -> tuple[bool, str]:
    """What neighbours have in common when they are one link or one stretch of struck text."""
    return inline.style.strike, inline.url if isinstance(inline, Link) else ""


def _run(key: tuple[bool, str], run: Inlines) -> tuple[str, str]:
    strike, url = key
    words = plain(run)
    is_said = url.removeprefix("mailto:").removeprefix("tel:") == words or url == words
    shown = f"~~{words}~~" if strike else words  # what was struck must not read as if it still held
    return shown, "" if is_said or not url else f" ({url})"
