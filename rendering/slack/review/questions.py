"""An editor's question to a lead, and the answer."""

from collections.abc import Sequence

from domain.delivery import Message
from domain.edition import Edition, EditionMove
from domain.inputs import Kind
from domain.offers import MessageKind, Offer
from domain.project import Project
from domain.sentence import Who, people
from domain.text.rich_text import RichText
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback, Field
from rendering.slack.kit.inputs import entry
from rendering.slack.kit.messages import Piece, beneath, pieces, say
from rendering.slack.kit.offers import row, stand, stands
from rendering.slack.kit.values import InEdition, ItemIn, QuestionAbout


def question_form(
    project: Project, edition: Edition, leads: Sequence[str], *, about: ItemIn, token: str
) -> blocks.Block:
    """The modal for an editor; ``leads`` will get the question."""
    what = (
        f" will get this as a direct message about {project.name} in {edition.title}, and can answer or "
        "change the update from there. The answer comes into the draft’s thread."
    )
    label = "What do you want to know, or to have changed?"
    return blocks.modal(
        "Ask the lead",
        [blocks.words((people(leads), what)), entry(Field.QUESTION, label, Kind.TEXT, focus_on_load=True)],
        callback=Callback.ASK_LEAD,
        metadata=QuestionAbout(str(about), token),
        submit="Ask",
    )


def answer_form(project: Project, edition: Edition, *, token: str) -> blocks.Block:
    """The modal for a lead; the question stands in the message that they come from."""
    what = f"The editors will read this below the draft of {edition.title}. It is not published."
    label = f"About {project.name}"
    return blocks.modal(
        "Answer the editors",
        [blocks.words(what), entry(Field.ANSWER, label, Kind.TEXT, focus_on_load=True)],
        callback=Callback.ANSWER,
        metadata=InEdition(project.id, edition.id, token),
        submit="Answer",
    )


def asked(project: Project, edition: Edition, *, by: str, words: RichText) -> list[Message]:
    """What a lead gets: who asks, what, and the ways to answer."""
    about = (Who(by), f" asks about the update on {project.name} for {edition.title}:")
    return beneath(about, [*pieces(words), *map(Piece, answering(project, edition))])


def answering(project: Project, edition: Edition, *, missing: bool | None = None) -> list[blocks.Block]:
    """What stands below the question: the ways to answer, while there are any."""
    label = f"Answer about {blocks.shortened(project.name)}"
    answer = blocks.button(label, Action.ANSWER, InEdition(project.id, edition.id), style="primary")
    over = [] if edition.may(EditionMove.TAKE_UPDATE) else [stand(stands(edition))]
    return [*over, *row(MessageKind.QUESTION, project, edition, {Offer.ANSWER: answer}, missing=missing)]


def was_asked(project: Project, leads: Sequence[str], *, by: str, words: RichText) -> list[Message]:
    """What the other editors see of it in the draft's thread."""
    return beneath((Who(by), " asks ", people(leads), f" about {project.name}:"), pieces(words))


def answer(project: Project, edition: Edition, *, by: str, words: RichText) -> list[Message]:
    """The answer, in the draft's thread."""
    return beneath((Who(by), f" answers about {project.name} in {edition.title}:"), pieces(words))


def received(project: Project, edition: Edition) -> Message:
    """What whoever answered is told."""
    return say(f"The editors have your answer about {project.name} in {edition.title}.")
