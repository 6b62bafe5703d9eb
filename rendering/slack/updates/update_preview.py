"""An update as its readers will see it, on top of the form."""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.compile import compile_edition
from domain.edition import Edition
from domain.project import Project
from domain.unit import Unit
from domain.update import UpdateContent
from rendering.slack.editions.edition import edition_messages
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback
from rendering.slack.kit.messages import Piece, as_blocks, heading, pack
from rendering.slack.kit.pages import paged
from rendering.slack.kit.values import PreviewOf
from rendering.slack.updates.history import LEGEND, changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What is previewed: what somebody types, or, with ``saved``, what is stored. Then ``typed`` is what they would
    put in its place, so that they see the difference first."""

    project: Project
    edition: Edition
    content: UpdateContent
    saved: bool = False
    typed: UpdateContent | None = None


def preview(view: Preview, page: int = 0) -> blocks.Block:
    """The update as its edition will show it."""
    edition = replace(view.edition, intro=(), closing=())
    document = compile_edition(Unit(name=""), edition, [view.project], {view.project.id: view.content}, [])
    about = PreviewOf(view.project.id, edition.id, "saved" if view.saved else "typed")
    opening = "This is saved." if view.saved else "Readers will see this. Nothing is posted yet."
    shown = [*_difference(view), *(message.blocks for message in edition_messages(document))]
    return blocks.modal(
        "What was saved" if view.saved else "Preview of your update",
        [blocks.context(opening), *paged(shown, page, Action.PREVIEW_UPDATE_PAGE, about)],
        callback=Callback.UPDATE_PREVIEW,
    )


def _difference(view: Preview) -> list[list[blocks.Block]]:
    """What the text that somebody has typed would change in the one that is saved, word by word."""
    changed = list(changes(view.content, view.typed)) if view.typed else []
    if not changed:
        return []
    parts = [*heading("Your text would change it so"), Piece(blocks.context(LEGEND)), *changed]
    saved = heading("What is saved, as a whole")
    return list(map(as_blocks, pack([*parts, *saved])))
