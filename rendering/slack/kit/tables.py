"""Tables that people can sort and filter, and what stands in their place where Slack does not take them."""

from collections.abc import Iterator, Sequence

from rendering.slack.kit.blocks import Block
from rendering.slack.kit.messages import Piece, in_groups, text_size

ROWS = 100  # of a data table, beside the header
CHARACTERS = 8_000  # of the 10,000 of a data table
PAGE = 10  # rows that are seen at once
LONGEST_CELL = 300


def data_tables(caption: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Piece]:
    """Rows below a header, as many to a table as it may hold; a message ends after its table."""
    shown = [_row(row) for row in rows]
    for group in in_groups(shown, lambda row: (1, text_size(row)), ROWS, CHARACTERS - text_size(_row(header))):
        table = {"type": "data_table", "caption": caption, "page_size": PAGE, "rows": [_row(header), *group]}
        yield Piece(table, ends=True)


def _row(cells: Sequence[str]) -> list[Block]:
    """Cells of plain text; none may be empty."""
    return [{"type": "raw_text", "text": cell[:LONGEST_CELL] or "–"} for cell in cells]
