"""An update as its readers will see it, on top of the form."""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.compile import compile_edition
from domain.edition import Edition
from domain.project import Project
from domain.unit import Unit
from domain.update import UpdateContent
from rendering.slack import blocks
from rendering.slack.edition import edition_messages
from rendering.slack.ids import Action, Callback
from rendering.slack.pages import paged


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What is previewed: what somebody types, or, with ``saved``, what is stored."""

    project: Project
    edition: Edition
    content: UpdateContent
    saved: bool = False


def preview(view: Preview, page: int = 0) -> blocks.Block:
    """The update as its edition will show it."""
    edition = replace(view.edition, intro=(), closing=())
    document = compile_edition(Unit(name=""), edition, [view.project], {view.project.id: view.content}, [])
    about = f"{view.project.id} {edition.id} {'saved' if view.saved else 'typed'}"
    opening = "This is saved." if view.saved else "Readers will see this. Nothing is posted yet."
    return blocks.modal(
        "What was saved" if view.saved else "Preview of your update",
        [blocks.context(opening), *paged(edition_messages(document), page, Action.PREVIEW_UPDATE_PAGE, about)],
        callback=Callback.UPDATE_PREVIEW,
    )
