"""Long contents in a modal, page by page: nothing is cut."""

from __future__ import annotations

from collections.abc import Iterable

from domain.delivery import Message
from rendering.slack import blocks
from rendering.slack.messages import text_size
from rendering.slack.modals import without_tables

PAGE_BLOCKS = 90  # of the 100 of a modal; the rest are the modal's own
PAGE_CHARACTERS = 30_000  # a page one can read; a view may hold 250 KB


def paged(messages: Iterable[Message], page: int, action: str, about: str) -> list[blocks.Block]:
    """The blocks of one page, and the buttons to the others, whose value is ``about:page``."""
    pages = _pages(messages)
    page = min(max(page, 0), len(pages) - 1)
    shown = list(pages[page])
    if len(pages) > 1:
        shown += [blocks.context(f"Page {page + 1} of {len(pages)}"), _buttons(action, about, page, len(pages))]
    return shown


def _pages(messages: Iterable[Message]) -> list[list[blocks.Block]]:
    """Whole messages to a page; tables become plain lines, for a modal cannot hold them."""
    pages: list[list[blocks.Block]] = [[]]
    size = 0
    for message in messages:
        length = sum(map(text_size, message.blocks))
        full = len(pages[-1]) + len(message.blocks) > PAGE_BLOCKS or size + length > PAGE_CHARACTERS
        if pages[-1] and full:
            pages.append([])
            size = 0
        pages[-1] += map(without_tables, message.blocks)
        size += length
    return pages


def _buttons(action: str, about: str, page: int, of: int) -> blocks.Block:
    earlier = blocks.button("Show previous page", f"{action}:back", f"{about}:{page - 1}")
    later = blocks.button("Show next page", f"{action}:on", f"{about}:{page + 1}")
    return blocks.actions(*([earlier] if page else []), *([later] if page + 1 < of else []))
