"""What editors can do with each item of a draft: the buttons below it, and what leads are told of it."""

from dataclasses import dataclass

from domain.arrangement import LONGEST_REASON
from domain.delivery import Message
from domain.document import Item
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
from rendering.slack.kit.values import ItemIn

MENU = {"up": "Move up", "down": "Move down", "top": "Move to the top"}
FEATURE, HOLD = "feature", "hold"


@dataclass(frozen=True, slots=True)
class ItemControls:
    """What the buttons below the items depend on; ``always_featured`` has the keys of the items that are so
    without an editor's doing."""

    edition: Edition
    always_featured: frozenset[str] = frozenset()

    def before(self, item: Item) -> list[Piece]:
        """What stands above an item that is held back."""
        held = self.edition.arrangement.held.get(item.key)
        if held is None:
            return []
        said = (" by ", Who(held.by), f", so it will not be published: {held.reason}")
        shown = blocks.paragraph(*blocks.inlines("Held back", bold=True), *blocks.inlines(said))
        return [Piece(shown, keeps=True)]

    def after(self, item: Item) -> list[Piece]:
        """The buttons below an item."""
        about = ItemIn(self.edition.id, item.ref)
        name = blocks.shortened(item.heading)
        buttons = [blocks.button(f"Edit {name}", Action.EDIT_ITEM, about)]
        if item.key in self.edition.arrangement.held:
            buttons.append(blocks.button(f"Put {name} back", Action.PUT_BACK, about, style="primary"))
        if item.is_project:
            buttons.append(blocks.button(f"Ask about {name}", Action.ASK_LEAD, about))
        buttons.append(blocks.button(f"History of {name}", Action.ITEM_HISTORY, about))
        return [Piece({**blocks.actions(*buttons, self._menu(item)), "block_id": about.value()})]

    def _menu(self, item: Item) -> blocks.Block:
        options = [blocks.option(label, value) for value, label in MENU.items()]
        if item.key in self.edition.arrangement.featured:
            options.append(blocks.option("Feature no more", FEATURE))
        elif item.key not in self.always_featured:
            options.append(blocks.option("Feature in this edition", FEATURE))
        if item.key not in self.edition.arrangement.held:
            options.append(blocks.option("Hold back …", HOLD))
        return {"type": "overflow", "action_id": Action.ARRANGE_ITEM, "options": options}


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
