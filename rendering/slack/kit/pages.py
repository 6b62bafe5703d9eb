"""Texts and lists of any length in a modal: page by page."""

import json
from collections.abc import Iterable, Sequence

from rendering.slack.kit.blocks import Block, actions, button, context
from rendering.slack.kit.messages import in_groups, text_size
from rendering.slack.kit.values import PageOf, Value

PAGE_BLOCKS = 90  # of the 100 of a modal; the rest are the pages' own
PAGE_CHARACTERS = 30_000  # a page that one can read
PAGE_BYTES = 200_000  # of the 250 KB of a view (contract: common)
# Of a list that answers a submit: over Socket Mode an answer may hold 65,535 bytes (slack_sdk's client).
ANSWERING = {"blocks": 60, "size": 45_000, "characters": 45_000}

Pieces = Iterable[Sequence[Block]]


def paged(pieces: Pieces, page: int, action: str, about: str | Value = "", **most: int) -> list[Block]:
    """The blocks of one page of ``in_pages``, and the buttons to the others: see ``turning``."""
    pages = in_pages(pieces, **most)
    page = min(max(page, 0), len(pages) - 1)
    return [*pages[page], *turning(action, page, len(pages), about)]


def turning(
    action: str, page: int, of: int, about: str | Value = "", *, what: str = "page", where: str = ""
) -> list[Block]:
    """Where one is and the buttons to the pages around, or nothing where there is one page. They carry the page, or
    a ``PageOf`` what it is ``about``."""
    if of < 2:
        return []
    earlier, later = (PageOf(str(about), to) if about else str(to) for to in (page - 1, page + 1))
    back = [button(f"Show previous {what}", f"{action}:back", earlier)] if page else []
    on = [button(f"Show next {what}", f"{action}:on", later)] if page + 1 < of else []
    return [context(where or f"Page {page + 1} of {of}"), actions(*back, *on)]


def in_pages(
    pieces: Pieces, *, blocks: int = PAGE_BLOCKS, size: int = PAGE_BYTES, characters: int = PAGE_CHARACTERS
) -> list[list[Block]]:
    """Whole pieces, such as messages, as many to a page as it may hold (``size`` is in bytes); at least one page."""
    shown = ([without_tables(block) for block in piece] for piece in pieces)
    groups = in_groups(shown, _needs, blocks, size, characters)
    return [[block for piece in group for block in piece] for group in groups]


def _needs(piece: Sequence[Block]) -> tuple[int, int, int]:
    return len(piece), len(json.dumps(piece)), text_size(piece)


def without_tables(block: Block) -> Block:
    """The block; a table, which no modal can hold, as plain lines."""
    return {"type": "rich_text", "elements": list(map(_row, block["rows"]))} if block["type"] == "table" else block


def _row(cells: Sequence[Block]) -> Block:
    inlines: list[Block] = []
    for place, cell in enumerate(cells):
        inlines += [{"type": "text", "text": " | "}] if place else []
        inlines += cell["elements"][0]["elements"] if cell["type"] == "rich_text" else []
    return {"type": "rich_text_section", "elements": inlines}
