"""Rows that somebody has typed or pasted, with the same sign between their cells, and the table that they mean."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby, pairwise

from domain.text.inline import plain
from domain.text.normal_form import normalise
from domain.text.rich_text import Inline, Inlines, Link, Paragraph, RichText, Table, Text
from domain.text.spaces import with_plain_spaces

SIGNS = ("\t", "|")  # a spreadsheet's, and the one that people type
FEWEST_ROWS = 2
_UNDERLINE = re.compile(r":?-{2,}:?|:?-:?")  # below the names of the columns, where somebody knows Markdown
Span = tuple[int, int]  # where something begins and ends in a text


@dataclass(frozen=True, slots=True)
class TypedRows:
    """Rows that stand in a text from ``at`` on: where each of their cells does."""

    at: int
    end: int
    rows: tuple[tuple[Span, ...], ...]


def typed_rows(text: str) -> TypedRows | None:
    """The first rows in a text: two lines or more, one below the other, which have a sign in them equally often."""
    return next(chain.from_iterable(_rows(text, sign) for sign in SIGNS if sign in text), None)


def _rows(text: str, sign: str) -> Iterator[TypedRows]:
    lines = [(span, _cells(text, span, sign)) for span in _lines(text)]
    for columns, alike in groupby(lines, lambda line: len(line[1])):
        spans, rows = zip(*alike, strict=True)
        if columns > 1 and len(rows) >= FEWEST_ROWS:
            yield TypedRows(spans[0][0], spans[-1][1], rows)


def with_table(text: RichText, line: str) -> RichText:
    """The text with a table in the place of the rows in its first paragraph that reads ``line``, in plain spaces; the
    same text where none does. Links and styles stay."""
    for place, block in enumerate(text):
        if isinstance(block, Paragraph) and with_plain_spaces(plain(block.content)) == line:
            found = typed_rows(line)
            if found:
                return normalise((*text[:place], *_parts(block.content, line, found), *text[place + 1 :]))
    return text


def _parts(content: Inlines, line: str, found: TypedRows) -> Iterator[Paragraph | Table]:
    yield Paragraph(_cut(content, (0, found.at)))
    rows = [row for row in found.rows if not all(_UNDERLINE.fullmatch(line[start:end]) for start, end in row)]
    yield Table(tuple(tuple(_cut(content, cell) for cell in row) for row in rows))
    yield Paragraph(_cut(content, (found.end, len(line))))


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _cells(text: str, line: Span, sign: str) -> tuple[Span, ...]:
    """The cells of a row, without the white space around them; a sign at both of its ends is its frame."""
    start, end = _stripped(text, line)
    if sign == "|" and end - start > 1 and text[start] == text[end - 1] == sign:
        start, end = start + 1, end - 1
    edges = [start - 1, *(at for at in range(start, end) if text[at] == sign), end]
    return tuple(_stripped(text, (before + 1, after)) for before, after in pairwise(edges))


def _stripped(text: str, span: Span) -> Span:
    start, end = span
    words = text[start:end]
    begins = start + len(words) - len(words.lstrip(" "))
    return begins, max(begins, end - (len(words) - len(words.rstrip(" "))))


def _cut(content: Inlines, span: Span) -> Inlines:
    """What of the inlines stands there."""
    return tuple(_cut_out(content, *span))


def _cut_out(content: Sequence[Inline], start: int, end: int) -> Iterator[Inline]:
    at = 0
    for inline in content:
        after = at + len(plain((inline,)))
        if isinstance(inline, Text | Link):
            if words := inline.text[max(start - at, 0) : max(end - at, 0)]:
                yield replace(inline, text=words)
        elif start <= at and after <= end:
            yield inline
        at = after
