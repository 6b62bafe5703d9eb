"""The checks of what was typed as signs: Markdown that became nothing, and tables."""

import re
from collections.abc import Iterator

from domain.checks.base import Seen
from domain.checks.passage import Line, Passage
from domain.english import count
from domain.text.typed_table import SIGNS, typed_rows

TYPED_TABLE = "typed table"
_BETWEEN_CELLS = re.compile(f"[{''.join(SIGNS)}]")
_RAW = re.compile(
    r"!?\[[^\[\]\n]+\](?:\([^()\n]*\)|\[[^\[\]\n]*\])"  # [Title](Title), whose address is none
    r"|(?<![*\w])\*\*(?=\w)[^*\n]+\*\*(?!\w)"
    r"|\[[^\[\]\n]+\]\((?:https?:)?[^()\n]*$"  # never closed
    r"|\[[A-Za-z][^\[\]\n]*(?:\(\S+?\)|$)(?![^\[\n]*\])"
)
_ALONE = re.compile(r"^\s*[\[\](){}*_]+\s*$")
_PAIR = re.compile(r"\([^()]*\)")
_NO_BRACKET = re.compile(r"(?:^|(?<=\s))\(?\w{1,3}\)|[:;=8][-’']?[()]|[()][-’']?[:;]")  # “a)”, and faces
_SURPLUS = re.compile(r"\)")
_SIGN = re.compile(r"[\[\](){}*_]")


def lines_with_signs(passage: Passage) -> list[Line]:
    """Those with a sign of Markdown that is not in most prose."""
    return passage.matching(_SIGN)


def broken(line: Line) -> Iterator[Seen]:
    """A link, a picture or bold words that were typed and not understood, and a bracket that closes nothing."""
    if line.kind == "quote":
        return
    may_be = "[" in line.text or "**" in line.text
    for match in (*(_RAW.finditer(line.text) if may_be else ()), *_ALONE.finditer(line.text)):
        if not line.is_literal(match.start()):
            yield match[0].strip(), match.start(), None
    if line.text.count(")") > line.text.count("(") and not _ALONE.match(line.text):
        yield from _surplus(line)


def lines_with_cells(passage: Passage) -> list[Line]:
    """Those with a sign that may stand between the cells of a row."""
    return passage.matching(_BETWEEN_CELLS)


def typed_tables(line: Line) -> Iterator[Seen]:
    """Rows with the same sign between their cells, of which “Apply” makes a table; see ``domain.rewording``."""
    found = typed_rows(line.text) if line.kind == "paragraph" and not line.begins_item else None
    if found:
        size = f"{count(len(found.rows), 'row')} and {count(len(found.rows[0]), 'column')}"
        yield line.text[found.at : found.end], found.at, f"a table with {size}"


def _surplus(line: Line) -> Iterator[Seen]:
    """Brackets that close nothing; those that belong together are blotted out, from the inside outwards."""
    text = _NO_BRACKET.sub(lambda match: "_" * len(match[0]), line.text)
    while (shorter := _PAIR.sub(lambda match: "_" * len(match[0]), text)) != text:
        text = shorter
    for match in _SURPLUS.finditer(text):
        if not line.is_literal(match.start()):
            start = max(0, line.text.rfind(" ", 0, match.start()) + 1)
            yield line.text[start : match.end()], start, None
