"""What editors can do with each item of a draft, and what leads are told of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from domain.arrangement import LONGEST_REASON, Move
from domain.delivery import Message
from domain.document import Document, Item
from domain.edition import Edition, EditionMove
from domain.inputs import Kind
from domain.offers import MessageKind, still_offers
from domain.project import Project
from domain.sentence import Who
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback, Field
from rendering.slack.kit.inputs import entry
from rendering.slack.kit.messages import Piece, say
from rendering.slack.kit.offers import row, stand, stands
from rendering.slack.kit.values import Arranging, ItemIn

MOVES = {"up": Move.UP, "top": Move.TOP, "down": Move.DOWN}
FEATURE, HOLD = "feature", "hold"


@dataclass(frozen=True, slots=True)
class ItemControls:
    """What can be done with the items depends on this, by their keys: those that are ``always_featured`` without an
    editor's doing, and those that are ``first`` and ``last`` in their section."""

    edition: Edition
    always_featured: frozenset[str] = frozenset()
    first: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()

    def within(self, document: Document) -> ItemControls:
        """With what is first and last in the sections of this document."""
        sections = [section.items for section in document.sections if section.items]
        first, last = (frozenset(items[at].key for items in sections) for at in (0, -1))
        return replace(self, first=first, last=last)

    def before(self, item: Item) -> list[Piece]:
        """What stands above an item that is held back."""
        held = self.edition.arrangement.held.get(item.key)
        if held is None:
            return []
        said = (" by ", Who(held.by), f", so it will not be published: {held.reason}")
        shown = blocks.paragraph(*blocks.inlines("Held back", bold=True), *blocks.inlines(said))
        return [Piece(shown, keeps=True)]

    def after(self, item: Item) -> list[Piece]:
        """Below an item: a button to edit it, and a menu of all else that can be done with it now."""
        about, name = ItemIn(self.edition.id, item.ref), blocks.shortened(item.heading)
        edit = blocks.button("Edit", Action.EDIT_ITEM, about, called=f"Edit {name}")
        return [Piece(blocks.actions(edit, blocks.menu(f"More for {name}", list(self._more(item)))))]

    def _more(self, item: Item) -> Iterator[blocks.Block]:
        about, arrangement = ItemIn(self.edition.id, item.ref), self.edition.arrangement
        if item.is_project:
            yield blocks.choice("Ask the lead", Action.ASK_LEAD, about)
        yield blocks.choice("History", Action.ITEM_HISTORY, about)
        yield from (self._arranging(item, f"Move {MOVES[how]}", how) for how in self._moves(item))
        if item.key in arrangement.featured:
            yield self._arranging(item, "Feature no more", FEATURE)
        elif item.key not in self.always_featured:
            yield self._arranging(item, "Feature in this edition", FEATURE)
        if item.key in arrangement.held:
            yield blocks.choice("Put back", Action.PUT_BACK, about)
        else:
            yield self._arranging(item, "Hold back …", HOLD)

    def _moves(self, item: Item) -> list[str]:
        """Where it can go in its section."""
        return [how for how in MOVES if item.key not in (self.last if how == "down" else self.first)]

    def _arranging(self, item: Item, label: str, how: str) -> blocks.Block:
        return blocks.choice(label, Action.ARRANGE_ITEM, Arranging(self.edition.id, item.ref, how))


def hold_form(edition: Edition, item: Item) -> blocks.Block:
    """Why an item is held back."""
    why = entry(Field.REASON, "Why? The lead sees this", Kind.LINE, multiline=True, max_length=LONGEST_REASON)
    what = f"“{item.heading}” stays out of {edition.title} until an editor puts it back."
    return blocks.modal(
        "Hold back",
        [blocks.words(what), why],
        callback=Callback.HOLD_BACK,
        metadata=ItemIn(edition.id, item.ref),
        submit="Hold back",
    )


def held_back(editor: str, project: Project, edition: Edition, reason: str) -> Message:
    """What a lead is told when their update is held back."""
    held = f" holds the update on {project.name} back: for now it is not in {edition.title}. The reason: {reason}"
    return say((Who(editor), held), *row(MessageKind.HELD, project, edition, {}))


def put_back(editor: str, project: Project, edition: Edition) -> Message:
    """What a lead is told when it is in again."""
    done = f" has put the update on {project.name} back into {edition.title}."
    return say((Who(editor), done), *row(MessageKind.PUT_BACK, project, edition, {}))


def again_below(kind: MessageKind, project: Project, edition: Edition) -> list[blocks.Block]:
    """What stands below one of these once the edition has moved on."""
    over = not edition.may(EditionMove.TAKE_UPDATE)
    standing = [stand(stands(edition, still_offers(kind, edition.state)))] if over else []
    return [*standing, *row(kind, project, edition, {})]


def no_longer_held(project: Project, edition: Edition) -> Message:
    """What takes the place of what a lead was told of a hold-back once that is undone."""
    return say(
        f"The update on {project.name} was held back. That is over: it is in {edition.title} again. The message about "
        "that is further down."
    )


def no_longer_in(project: Project, edition: Edition) -> Message:
    """What takes the place of what a lead was told of an update being in again once it is held back anew."""
    return say(f"The update on {project.name} is held back from {edition.title} once more: see further down.")
