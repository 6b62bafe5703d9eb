"""An edition as Slack messages: a front page and the stories below it, or all of it in a row."""

from collections.abc import Iterator
from itertools import chain

from domain.compile import without_held
from domain.correction import noted
from domain.delivery import Message
from domain.document import Document, Section
from rendering.slack.editions.draft_items import ItemControls
from rendering.slack.editions.front_page import front_page, front_page_count
from rendering.slack.editions.story import EDITION, SECTION, chunk_of, continued, stories, story_count
from rendering.slack.kit import blocks
from rendering.slack.kit.messages import Chunk, Piece, as_blocks, heading, message_of, pack, pack_whole, pieces, quiet


def edition_messages(document: Document) -> list[Message]:
    """The edition for its readers: its front page, then its stories."""
    return [*front_page(document), *story_messages(document)]


def story_messages(document: Document) -> list[Message]:
    """The stories of the edition, without its front page."""
    return [*chain.from_iterable(stories(noted(document)).values())]


def draft_messages(document: Document, controls: ItemControls) -> list[Message]:
    """The edition for its editors, in a row: see ``draft_parts``."""
    front, told = draft_parts(document, controls)
    return [*front, *chain.from_iterable(told.values())]


def draft_parts(document: Document, controls: ItemControls) -> tuple[list[Message], dict[str, list[Message]]]:
    """The edition for its editors: what its readers will see, each item with what can be done about it, those too that
    are held back. An edit changes the message of its item, and the front page. The stories by their short names."""
    shown = without_held(document, controls.edition.arrangement)
    return front_page(shown), stories(noted(document), controls.within(document))


def in_a_row(document: Document) -> list[Message]:
    """The edition for readers who have all of it in the channel. The first message begins with its title; of the others
    the text says which part they are."""
    packed = _in_a_row(document)
    titles = [document.title, *(f"{document.title}, part {n} of {len(packed)}" for n in range(2, len(packed) + 1))]
    return [message_of(*as_blocks(message), about=about) for message, about in zip(packed, titles, strict=True)]


def message_counts(document: Document, *, all_in_channel: bool) -> tuple[int, int]:
    """How many messages the edition takes in the channel, and how many in the thread below them."""
    document = noted(document)
    return (len(_in_a_row(document)), 0) if all_in_channel else (front_page_count(document), story_count(document))


def places(document: Document) -> dict[str, int]:
    """In which of these messages each item begins, by its key."""
    found: dict[str, int] = {}
    for place, message in enumerate(_in_a_row(document)):
        for piece in message:
            if piece.item:
                found.setdefault(piece.item, place)
    return found


def _in_a_row(document: Document) -> list[list[Piece]]:
    return pack_whole(_chunks(noted(document)))


def _chunks(document: Document) -> Iterator[Chunk]:
    """The edition's opening, each item, each section's note, its closing."""
    again = continued(document.title, EDITION)
    about = quiet(document.unit, document.covering)
    yield Chunk([*heading(document.title, EDITION), *about, *pieces(document.intro)], again)
    for section in document.sections:
        yield from _section(section)
    if document.closing:
        yield Chunk(list(pieces(document.closing)), again)


def _section(section: Section) -> Iterator[Chunk]:
    opening = [Piece(blocks.divider(), keeps=True), *heading(section.heading, SECTION)]
    for item in section.items:
        told = chunk_of(item)
        whole = Chunk([*opening, *told.pieces], told.again)
        # no item is parted because of what stands above it
        yield from [whole] if len(pack(whole.pieces)) == len(pack(told.pieces)) else [Chunk(opening), told]
        opening = []
    if section.note:
        yield Chunk([*opening, *pieces(section.note)], continued(section.heading, SECTION))
