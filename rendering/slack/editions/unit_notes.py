"""What leads have written for the editors alone, as it stands below the draft."""

from __future__ import annotations

from collections.abc import Sequence

from domain import english
from domain.delivery import Message
from domain.edition import Edition
from domain.text.rich_text import RichText
from rendering.slack.kit import blocks
from rendering.slack.kit.messages import Piece, heading, in_messages, pieces

TITLE = "Notes to the editors (never published)"


def note_messages(edition: Edition, notes: Sequence[tuple[str, RichText]]) -> list[Message]:
    """``notes`` are ``(name of the project, its note)``. None without any; as many messages as they need."""
    if not notes:
        return []
    parts: list[Piece] = [*heading(TITLE)]
    for name, note in notes:
        parts += [Piece(blocks.words(name, bold=True), keeps=True), *pieces(note)]
    said = f"{TITLE}, {edition.title}: {english.listing([name for name, _ in notes])}"
    return in_messages(said, parts)
