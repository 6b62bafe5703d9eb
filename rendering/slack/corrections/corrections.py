"""Correcting a published edition: picking the item, the form for its words, taking it down, and who hears of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.correction import LONGEST_NOTE
from domain.delivery import Message
from domain.document import CLOSING, INTRO
from domain.edition import Edition
from domain.inputs import Kind
from domain.project import Project
from domain.sentence import Who
from domain.text.rich_text import RichText
from rendering.slack.kit import blocks, buttons
from rendering.slack.kit.ids import Action, Callback, Field
from rendering.slack.kit.inputs import entry
from rendering.slack.kit.messages import as_blocks, pack, pieces, say
from rendering.slack.kit.pages import in_pages
from rendering.slack.kit.values import ItemIn, Opened

PUBLISHED = "{edition} is published. What you save changes it there, with a dated note."


@dataclass(frozen=True, slots=True, kw_only=True)
class TextForm:
    """The words of an item of news, the introduction or the closing. ``base`` is the fingerprint of those that the form
    was filled with; ``theirs`` are those that somebody else has saved since."""

    edition: Edition
    ref: str
    heading: str
    text: RichText
    base: str
    theirs: RichText | None = None


def choice(edition: Edition, headings: Sequence[tuple[str, str]]) -> blocks.Block:
    """Which item, by its short name and heading? The form for it follows in the same modal."""
    options = [blocks.option(heading, ref) for ref, heading in headings]
    return blocks.modal(
        f"Correct edition {edition.number}",
        [
            blocks.words(f"{PUBLISHED.format(edition=edition.title)} What is to be corrected?"),
            blocks.actions(blocks.select(Action.PICK_ITEM, options, placeholder="Pick an item")),
        ],
        callback=Callback.CORRECT,
        metadata=edition.id,
    )


def text_form(view: TextForm) -> blocks.Block:
    """The form for a text, with what somebody else has saved meanwhile above it."""
    label = blocks.shortened(view.heading, blocks.LABEL_LENGTH)
    return blocks.modal(
        f"Correct edition {view.edition.number}",
        [
            *_theirs(view.theirs),
            blocks.words(PUBLISHED.format(edition=view.edition.title)),
            entry(Field.BODY, label, Kind.TEXT, view.text, focus_on_load=True),
            what_was_corrected(),
            *([] if view.ref in (INTRO, CLOSING) else [take_down_button(view.edition, view.ref, view.heading)]),
        ],
        callback=Callback.CORRECT_TEXT,
        metadata=Opened(view.base, view.edition.id, view.ref),
        submit="Save correction",
    )


def _theirs(text: RichText | None) -> list[blocks.Block]:
    if text is None:
        return []
    said = "Somebody else has corrected this meanwhile. It says now what stands here; yours is below: save it to put it"
    shown, *more = in_pages(as_blocks(message) for message in pack(pieces(text)))
    rest = [blocks.context("The rest of it is in the preview of the edition.")] if more else []
    return [blocks.words(f"{said} in place of that.", bold=True), *shown, *rest, blocks.divider()]


def what_was_corrected() -> blocks.Block:
    """The line that readers see beside the date."""
    hint = "Readers see this below it, with the date: “the number of boats, which was wrong”."
    return entry(Field.CORRECTED, "What was corrected", Kind.LINE, hint=hint, max_length=LONGEST_NOTE)


def take_down_button(edition: Edition, ref: str, heading: str) -> blocks.Block:
    """The way to the form in which an item is taken down."""
    label = f"Take down {blocks.shortened(heading)}"
    return blocks.actions(blocks.button(label, Action.TAKE_DOWN, ItemIn(edition.id, ref), style="danger"))


def take_down_form(edition: Edition, ref: str, heading: str) -> blocks.Block:
    """Whether an item is really to go, and why."""
    why = "Why? The log keeps this, and the leads are told"
    sure = (
        f"“{heading}” goes out of {edition.title} for good, wherever that was posted. A line with the date says that "
        "an item was taken down, not which."
    )
    return blocks.modal(
        "Take an item down",
        [blocks.words(sure), entry(Field.TAKEN_DOWN, why, Kind.LINE, max_length=LONGEST_NOTE)],
        callback=Callback.TAKE_DOWN,
        metadata=ItemIn(edition.id, ref),
        submit="Take down",
    )


def corrected(editor: str, project: Project, edition: Edition, note: str, *, update_id: str, asked: bool) -> Message:
    """What a lead is told, and, with ``asked``, whoever has asked for it."""
    begins = "The correction that you asked for is made: " if asked else ""
    done = f" has corrected the published update on {project.name} in {edition.title}. Readers are told: {note}"
    return say((begins, Who(editor), done), blocks.actions(buttons.earlier_versions(update_id)))


def taken_down(editor: str, project: Project, edition: Edition, reason: str) -> Message:
    """What a lead is told when their update has gone."""
    gone = f" has taken the update on {project.name} down: it is not in {edition.title} any more. The reason: {reason}"
    return say((Who(editor), gone))
