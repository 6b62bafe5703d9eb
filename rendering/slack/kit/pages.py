"""Texts of any length in a modal: page by page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from domain.delivery import Message
from rendering.slack.kit.blocks import Block, actions, button, context
from rendering.slack.kit.messages import text_size
from rendering.slack.kit.modals import without_tables
from rendering.slack.kit.values import PageOf, Value

PAGE_BLOCKS = 90  # of the 100 of a modal; the rest are the pages' own
PAGE_CHARACTERS = 30_000  # a page that one can read
PAGE_BYTES = 200_000  # of the 250 KB of a view (contract: common)


def paged(messages: Iterable[Message], page: int, action: str, about: str | Value) -> list[Block]:
    """The blocks of one page, and the buttons to the others, whose values are a ``PageOf`` it."""
    pages = in_pages(message.blocks for message in messages)
    page = min(max(page, 0), len(pages) - 1)
    shown = list(pages[page])
    if len(pages) > 1:
        shown += [context(f"Page {page + 1} of {len(pages)}"), _buttons(action, str(about), page, len(pages))]
    return shown


def _buttons(action: str, about: str, page: int, of: int) -> Block:
    earlier = button("Show previous page", f"{action}:back", PageOf(about, page - 1))
    later = button("Show next page", f"{action}:on", PageOf(about, page + 1))
    return actions(*([earlier] if page else []), *([later] if page + 1 < of else []))


def in_pages(messages: Iterable[Sequence[Block]]) -> list[list[Block]]:
    """Whole messages to a page; tables become plain lines, for a modal cannot hold them."""
    pages: list[list[Block]] = [[]]
    characters = size = 0
    for message in messages:
        blocks = [without_tables(block) for block in message]
        length, weight = sum(map(text_size, message)), len(json.dumps(blocks))
        over = characters + length > PAGE_CHARACTERS or size + weight > PAGE_BYTES
        if pages[-1] and (over or len(pages[-1]) + len(blocks) > PAGE_BLOCKS):
            pages.append([])
            characters = size = 0
        pages[-1] += blocks
        characters, size = characters + length, size + weight
    return pages
