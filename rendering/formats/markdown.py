"""Markdown out: every text faithfully (``text``), and the edition as people read it (``document``).

Markdown has no one way to write a thing that is right everywhere, so each block is written the plain way,
read back with ``domain.text.markdown.parse`` and, if that is not the same block, written with more care.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import Enum
from typing import TypeAlias

from domain.document import Document
from domain.text import rich_text
from domain.text.markdown import parse
from domain.text.rich_text import Block, Inlines, RichText
from domain.text.rich_text_walk import mention_names
from rendering.formats.edition_text import edition, public
from rendering.formats.markdown_inline import CAREFUL, FORMS, PRETTY, Form, destination, escape, inline, reference
from rendering.formats.text import indented

NOTHING = "<!-- -->"
_LARGEST_NUMBER = 999_999_999  # CommonMark's


class _Place(Enum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CELL = "cell"


_Inline: TypeAlias = Callable[[Inlines, _Place], str]


def document(doc: Document) -> str:
    """The public edition: mentions and emoji as words and characters, one paragraph a line."""
    return text(public(edition(doc))) + "\n"


def text(rich: RichText) -> str:
    """Markdown that ``domain.text.markdown.parse`` reads back as the same tree, if that is in normal form."""
    pretty = _blocks(rich, _in_form(PRETTY))
    if _is_read_as(rich, pretty):
        return pretty
    return _beside(rich, map(_plainest_block, rich), "\n\n")


def _in_form(form: Form) -> _Inline:
    return lambda inlines, place: _written(inlines, form, place)


def _written(inlines: Inlines, form: Form, place: _Place) -> str:
    return _placed(inline(inlines, replace(form, cell=place is _Place.CELL)), place)


def _plainest_block(block: Block) -> str:
    for how in (_in_form(PRETTY), _plainest_inlines):
        written = _block(block, how)
        if _is_read_as((block,), written):
            return written
    return _block(block, _in_form(CAREFUL))


def _plainest_inlines(inlines: Inlines, place: _Place) -> str:
    """Inlines in the first form that is read back as these inlines."""
    for form in FORMS:
        written = _written(inlines, form, place)
        if not inlines or _holds(written, inlines, place):
            break
    return written


def _holds(written: str, inlines: Inlines, place: _Place) -> bool:
    match place:
        case _Place.PARAGRAPH:
            return _is_read_as((rich_text.Paragraph(inlines),), written)
        case _Place.HEADING:
            return _is_read_as((rich_text.Heading(1, inlines),), f"# {written}")
        case _Place.CELL:
            return _is_read_as((rich_text.Table(((inlines,),), ("",)),), f"| {written} |\n| --- |")


def _is_read_as(rich: RichText, written: str) -> bool:
    """Whether what was written is read back as the same text with the same names."""
    read = parse(written)
    return read == rich and mention_names(read) == mention_names(rich)


def _placed(written: str, place: _Place) -> str:
    match place:
        case _Place.PARAGRAPH:
            return "\n".join(map(_guarded_line, written.split("\n")))
        case _Place.HEADING:
            return re.sub(r"(?<![^ \t])#+\Z", lambda end: end[0].replace("#", r"\#"), _with_edges(written))
        case _Place.CELL:
            return _BARE_PIPE.sub(r"\1\|", _with_edges(written)).replace("\\`", "&#96;")  # kramdown sees code there


_BARE_PIPE = re.compile(r"(?<!\\)((?:\\\\)*)\|")  # code spans have them


def _with_edges(written: str) -> str:
    """White space at the ends as character references, which are not trimmed away."""
    return re.sub(r"\A\s+|\s+\Z", reference, written)


_BLOCK_START = re.compile(
    r"""\[(?=[ xX]\](?:[ \t]|\Z)) | \# | > | :(?=[ \t|]|\Z) | [-+*](?=[ \t]|\Z) | =+[ \t]*\Z | ~~~ | ```
    | (?=.*-)[-:|][-:|\ \t]*\Z | (?:[-_*][ \t]*){3,}\Z
    | [0-9]{1,9}(?=[.)](?:[ \t]|\Z))
    """,
    re.VERBOSE,
)


def _guarded_line(line: str) -> str:
    """A line of a paragraph that cannot be read as the start of another block."""
    bare = line.lstrip(" \t")
    if bare != line:
        return "".join(f"&#{ord(space)};" for space in line[: -len(bare) or None]) + bare
    start = _BLOCK_START.match(line)
    if not start:
        return line
    if line.startswith("~"):
        return f"&#{ord('~')};{line[1:]}"
    number = start.group() if start.group().isdigit() else ""
    return f"{number}\\{line[len(number) :]}"


def _blocks(rich: RichText, how: _Inline, between: str = "\n\n") -> str:
    return _beside(rich, (_block(block, how) for block in rich), between)


def _beside(rich: RichText, written: Iterable[str], between: str) -> str:
    """Blocks below each other. Two lists of one kind have nothing between them that is seen: where other markers part
    them, some readers of Markdown see no list."""
    parts: list[str] = []
    previous: Block | None = None
    for block, part in zip(rich, written, strict=True):
        if isinstance(block, rich_text.List) and isinstance(previous, rich_text.List):
            parts += [NOTHING] if block.ordered == previous.ordered else []
        parts.append(part)
        previous = block
    return between.join(parts)


def _block(block: Block, how: _Inline) -> str:
    match block:
        case rich_text.Paragraph(content):
            return how(content, _Place.PARAGRAPH)
        case rich_text.Heading(level, content):
            return f"{'#' * level} {how(content, _Place.HEADING)}"
        case rich_text.List():
            return _list(block, how)
        case rich_text.Quote(content):
            return indented(_blocks(content, how), "> ", "> ")
        case rich_text.Code(code, language):
            return _code(code, language)
        case rich_text.Table():
            return _table(block, how)
        case rich_text.Image(alt, url):
            return f"![{escape(alt, inside=True, in_link=True)}]({destination(url)})"
        case rich_text.Rule():
            return "___"  # no list begins with this
        case rich_text.LeftOut(words):
            return f"<!-- {words} -->"


def _list(block: rich_text.List, how: _Inline) -> str:
    tight = all(map(_is_short, block.items))
    written: list[str] = []
    for number, item in enumerate(block.items, block.start):
        marker = f"{min(number, _LARGEST_NUMBER)}. " if block.ordered else "- "
        body = _blocks(item, how, "\n" if tight else "\n\n")
        written.append(indented(body, marker, " " * len(marker)))
    return ("\n" if tight else "\n\n").join(written)


def _is_short(item: RichText) -> bool:
    """Whether an item is one paragraph, maybe with a list that may follow it without a blank line."""
    match item:
        case (rich_text.Paragraph(),):
            return True
        case (rich_text.Paragraph(), rich_text.List() as inner):
            return all(map(_is_short, inner.items)) and (not inner.ordered or inner.start == 1)
    return False


def _code(code: str, language: str) -> str:
    fence = "~~~"
    while fence in code:
        fence += "~"
    info = re.sub(r"[\\&]", r"\\\g<0>", language)
    return f"{fence}{' ' if info.startswith('~') else ''}{info}\n{code}\n{fence}"


def _table(table: rich_text.Table, how: _Inline) -> str:
    rule = {"": "---", "left": ":--", "center": ":-:", "right": "--:"}
    rows = [[how(cell, _Place.CELL) for cell in row] for row in table.rows]
    ruled = (rows[0], [rule[align] for align in table.align], *rows[1:])
    ruled += () if rows[1:] else ([""] * len(rows[0]),)  # kramdown sees no table where nothing is below the rule
    return "\n".join(f"| {' | '.join(row)} |" for row in ruled)
