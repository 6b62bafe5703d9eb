"""What stands in messages, in modals."""

from __future__ import annotations

from collections.abc import Sequence

from rendering.slack.kit import blocks


def without_tables(block: blocks.Block) -> blocks.Block:
    """The block; a table, which no modal can hold, as plain lines."""
    if block["type"] != "table":
        return block
    rows = [_row(row) for row in block["rows"]]
    return {"type": "rich_text", "elements": rows}


def _row(cells: Sequence[blocks.Block]) -> blocks.Block:
    inlines: list[blocks.Block] = []
    for place, cell in enumerate(cells):
        inlines += [{"type": "text", "text": " | "}] if place else []
        inlines += cell["elements"][0]["elements"] if cell["type"] == "rich_text" else []
    return {"type": "rich_text_section", "elements": inlines}
