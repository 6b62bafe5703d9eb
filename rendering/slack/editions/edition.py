"""An edition as Slack messages: for the draft a message an item, for readers as few as hold it."""

from collections.abc import Iterator

from domain.correction import noted
from domain.delivery import Message
from domain.document import Document, Item, Section
from domain.text.normal_form import normalise
from domain.text.rich_text import BOLD, Paragraph, RichText, Text
from rendering.slack.editions.draft_items import ItemControls
from rendering.slack.kit import blocks
from rendering.slack.kit.messages import Piece, as_blocks, heading, message_of, pack, pieces


def edition_messages(document: Document) -> list[Message]:
    """The edition for its readers."""
    packed = _packed(document)
    return [_message(document, parts, n, f" of {len(packed)}") for n, parts in enumerate(packed, 1)]


def message_count(document: Document) -> int:
    """How many messages these are."""
    return len(_packed(document))


def _packed(document: Document) -> list[list[Piece]]:
    return pack(piece for part in _parts(document) for piece in part)


def places(document: Document) -> dict[str, int]:
    """In which of these messages each item begins, by its key."""
    found: dict[str, int] = {}
    for place, message in enumerate(_packed(document)):
        for piece in message:
            if piece.item:
                found.setdefault(piece.item, place)
    return found


def draft_messages(document: Document, controls: ItemControls) -> list[Message]:
    """The edition for its editors: each item begins a message, so that one edit changes one message; it ends with
    what can be done about it. No message says how many there are, for then all would change with that."""
    packed = [message for part in _parts(document, controls) for message in pack(part)]
    return [_message(document, message, place) for place, message in enumerate(packed, 1)]


def _message(document: Document, message: list[Piece], place: int, of: str = "") -> Message:
    """A message of the edition. The first begins with its title; of the others the text says which part they are."""
    title = document.title if place == 1 else f"{document.title}, part {place}{of}"
    return message_of(*as_blocks(message), about=title)


def _parts(document: Document, controls: ItemControls | None = None) -> Iterator[list[Piece]]:
    """The edition's parts: its opening, each item, each section's note, its closing."""
    document = noted(document)
    covering: RichText = normalise((Paragraph((Text(document.unit, BOLD), Text("\n"), Text(document.covering))),))
    yield [*heading(document.title), *pieces(covering), *pieces(document.intro)]
    for section in document.sections:
        yield from _section(section, controls)
    if document.closing:
        yield [piece.under("Closing") for piece in pieces(document.closing)]


def _section(section: Section, controls: ItemControls | None) -> Iterator[list[Piece]]:
    opening = [Piece(blocks.divider(), keeps=True), *heading(section.heading)]
    for item in section.items:
        told = _item(item) if controls is None else [*controls.before(item), *_item(item), *controls.after(item)]
        yield opening + [piece.under(item.heading, item.key) for piece in told]
        opening = []
    if section.note:
        yield opening + [piece.under("No update this time") for piece in pieces(section.note)]


def _item(item: Item) -> Iterator[Piece]:
    yield from heading(item.heading)
    if item.facts:
        facts: list[Text] = []
        for fact in item.facts:
            facts += [Text("\n")] * bool(facts) + [Text(f"{fact.label}: ", BOLD), Text(fact.text)]
        yield from pieces(normalise((Paragraph(tuple(facts)),)))
    yield from pieces(item.body)
