"""What leads see of editors' changes to their words, and what the editors see of their objections."""

from collections.abc import Mapping

from domain.delivery import Message
from domain.edition import EditionMove
from domain.objection import Run
from domain.offers import MessageKind, Offer
from domain.sentence import Who
from domain.update import Revision
from rendering.slack.editions.confirmations import About
from rendering.slack.kit import blocks, buttons
from rendering.slack.kit.ids import Action
from rendering.slack.kit.messages import Piece, as_blocks, say
from rendering.slack.kit.offers import row
from rendering.slack.kit.values import VersionOf
from rendering.slack.updates.history import LEGEND, changes, counts

MOST_WORDS, MOST_PIECES = 6_000, 40  # characters and pieces that a reader takes in at a glance
OBJECTED = " You have objected to this: the editors see that, and approve it only if they decide to all the same."


def written(about: About, editor: str) -> Message:
    """What a lead is told when an editor has written on their behalf."""
    told = f" has written the update on {about.name} on your behalf.{_changeable(about)}"
    return say((Who(editor), told), *_row(about))


def changed(about: About, before: Revision, run: Run, *, objects: bool) -> Message:
    """What a lead is told when an editor has changed the update. ``objects``: the lead has objected to it."""
    earlier = {Offer.HISTORY: buttons.earlier_versions(about.update.id)}
    said = (Who(run.last.by), f" has changed the update on {about.name}.")
    if before.content == run.last.content:
        undone = " That is undone: it says again what it said before."
        return say((said, undone), *_row(about, earlier))
    label, action = "Object to this change", Action.OBJECT
    if objects:
        label, action = "Take back objection", Action.TAKE_BACK_OBJECTION
    button = blocks.button(label, action, VersionOf(about.update.id, about.update.version))
    shown = as_blocks(_what(before, run.last))
    return say((said, _objected(about, objects=objects)), *shown, *_row(about, {Offer.OBJECT: button, **earlier}))


def _row(about: About, special: Mapping[Offer, blocks.Block] | None = None) -> list[blocks.Block]:
    return row(MessageKind.CHANGED, about.project, about.edition, special or {}, missing=about.update.withdrawn)


def _changeable(about: About) -> str:
    edition = about.edition
    if edition.may(EditionMove.TAKE_UPDATE):
        return " You can still change it."
    return f" {edition.title} is {edition.state}: what is wrong you can tell the editors."


def _objected(about: About, *, objects: bool) -> str:
    if about.edition.is_decided:
        return _changeable(about)
    return OBJECTED if objects else ""


def _what(before: Revision, after: Revision) -> list[Piece]:
    """Every word that was changed; where that is too much for a message, how many there are and where they stand."""
    whole = [Piece(blocks.context(LEGEND)), *changes(before.content, after.content)]
    if sum(piece.size for piece in whole) <= MOST_WORDS and len(whole) <= MOST_PIECES:
        return whole
    elsewhere = Piece(blocks.context("“See earlier versions” shows every word that was changed."))
    return [*(Piece(blocks.words(line)) for line in counts(before.content, after.content)), elsewhere]


def objection(about: About, person: str, editor: str) -> Message:
    """What the editors get."""
    text = (Who(person), f" objects to the change of {about.project.name} by ", Who(editor), ".")
    return say(text, blocks.actions(buttons.earlier_versions(about.update.id)))


def taken_back(about: About, person: str, editor: str) -> Message:
    """What the editors get once an objection is taken back."""
    taken_back = f" has taken back the objection to the change of {about.project.name} by "
    return say((Who(person), taken_back, Who(editor), "."), blocks.actions(buttons.earlier_versions(about.update.id)))
