"""Texts of any length in a modal: page by page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from rendering.slack.blocks import Block
from rendering.slack.messages import text_size

PAGE_BLOCKS = 90  # of the 100 of a modal; the rest are the pages' own
PAGE_CHARACTERS = 30_000  # a page that one can read
PAGE_BYTES = 200_000  # of the 250 KB of a view (contract: common)


def in_pages(messages: Iterable[Sequence[Block]]) -> list[list[Block]]:
    """Whole messages to a page; tables become plain lines, for a modal cannot hold them."""
    pages: list[list[Block]] = [[]]
    characters = size = 0
    for message in messages:
        blocks = [_in_modal(block) for block in message]
        length, weight = sum(map(text_size, message)), len(json.dumps(blocks))
        over = characters + length > PAGE_CHARACTERS or size + weight > PAGE_BYTES
        if pages[-1] and (over or len(pages[-1]) + len(blocks) > PAGE_BLOCKS):
            pages.append([])
            characters = size = 0
        pages[-1] += blocks
        characters, size = characters + length, size + weight
    return pages


def _in_modal(block: Block) -> Block:
    if block["type"] != "table":
        return block
    rows = [_row(row) for row in block["rows"]]
    return {"type": "rich_text", "elements": rows}


def _row(cells: Sequence[Block]) -> Block:
    leaves: list[Block] = []
    for place, cell in enumerate(cells):
        leaves += [{"type": "text", "text": " | "}] if place else []
        leaves += cell["elements"][0]["elements"] if cell["type"] == "rich_text" else []
    return {"type": "rich_text_section", "elements": leaves}
