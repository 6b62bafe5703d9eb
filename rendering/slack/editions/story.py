"""An item of an edition as messages of its own, in a thread or among others."""

from domain.delivery import Message
from domain.document import Document, Item
from domain.story import story_of
from domain.text.normal_form import normalise
from domain.text.rich_text import BOLD, Paragraph, Text
from rendering.slack.editions.draft_items import ItemControls
from rendering.slack.kit.blocks import HEADER_LENGTH, shortened
from rendering.slack.kit.messages import Chunk, Piece, as_blocks, heading, message_of, pack, pieces, quiet

EDITION, SECTION, ITEM = 1, 2, 3  # levels of headings
CONTINUED = " (continued)"


def stories(document: Document, controls: ItemControls | None = None) -> dict[str, list[Message]]:
    """The messages of each item, by its short name. One alone holds the item, unless that is longer than a message;
    editors have ``controls`` with it."""
    return {item.ref: story(item, controls) for item in document.items}


def story(item: Item, controls: ItemControls | None = None) -> list[Message]:
    """The messages of one item."""
    told = chunk_of(item, controls)
    return [message_of(*as_blocks(message)) for message in pack(told.pieces, told.again)]


def story_count(document: Document) -> int:
    """How many messages all of them take."""
    return sum(len(pack(told.pieces, told.again)) for told in map(chunk_of, document.items))


def chunk_of(item: Item, controls: ItemControls | None = None) -> Chunk:
    """An item: its name, its headline, a line about it, its text."""
    told = [*heading(item.heading, ITEM), *_beginning(item)]
    whole = told if controls is None else [*controls.before(item), *told, *controls.after(item)]
    return Chunk([piece.under(item.heading, item.key) for piece in whole], continued(item.heading, ITEM))


def continued(name: str, level: int) -> list[Piece]:
    """What stands above the rest of what is longer than a message."""
    return heading(f"{shortened(name, HEADER_LENGTH - len(CONTINUED))}{CONTINUED}", level)


def _beginning(item: Item) -> list[Piece]:
    told = story_of(item)
    headline = normalise((Paragraph((Text(told.headline, BOLD),)),)) if told.headline else ()
    above = [Piece(piece.block, keeps=True) for piece in pieces(headline)]
    return [*above, *quiet(told.about), *pieces(told.text)]
