"""“Ask the editors for a correction”: the form, and what is said about the request."""

from domain.delivery import Message
from domain.edition import Edition
from domain.inputs import Kind
from domain.project import Project
from domain.sentence import Who
from domain.text.rich_text import RichText
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback, Field
from rendering.slack.kit.inputs import entry
from rendering.slack.kit.messages import Piece, beneath, pieces, say
from rendering.slack.kit.values import InEdition


def form(project: Project, edition: Edition, *, token: str) -> blocks.Block:
    """The modal; ``token`` makes one submission one request."""
    why = (
        f"{edition.title} is {edition.state}: its update on {project.name} cannot be changed here any more. "
        "Tell the editors what is wrong, and what would be right."
    )
    what = "What is wrong, and what would be right"
    return blocks.modal(
        "Ask for a correction",
        [blocks.words(why), entry(Field.CORRECTION, what, Kind.TEXT, focus_on_load=True)],
        callback=Callback.CORRECTION,
        metadata=InEdition(project.id, edition.id, token),
        submit="Ask the editors",
    )


def asked(project: Project, edition: Edition, *, by: str, text: RichText, token: str) -> list[Message]:
    """What the editors get: who asks, about what, every word of it, and the way to the form."""
    about = (Who(by), f" asks for a correction of the update on {project.name} in {edition.title}.")
    label = f"Correct {blocks.shortened(project.name)}"
    button = blocks.button(label, Action.CORRECT_REQUESTED, InEdition(project.id, edition.id, token))
    return beneath(about, [*pieces(text), Piece(blocks.actions(button))])


def received(project: Project, edition: Edition) -> Message:
    """What whoever asked is told."""
    return say(
        f"The editors have your request for a correction of the update on {project.name} in {edition.title}. "
        "They decide what is changed."
    )
