"""Nominating somebody for the spotlight, and the list from which editors pick."""

from collections.abc import Sequence

from domain.delivery import Message
from domain.edition import Edition
from domain.inputs import Kind
from domain.nomination import KINDS, Nomination, NominationState
from domain.sentence import Who
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback, Field
from rendering.slack.kit.inputs import entry
from rendering.slack.kit.messages import Piece, beneath, pieces, say
from rendering.slack.kit.pages import paged


def form(token: str) -> blocks.Block:
    """The modal; ``token`` makes one submission one nomination."""
    ask = "A name and an address. Left empty, they ask you."
    return blocks.modal(
        "Nominate for spotlight",
        [
            blocks.words("The council spotlight shows how councils improve people’s lives. Whom should it show?"),
            entry(Field.KIND, "What you nominate", Kind.CHOICE, options=KINDS),
            entry(Field.WHO, "Who or what", Kind.LINE),
            entry(Field.WHY, "Why", Kind.TEXT, hint="What they did, and whom it helped. Links are fine."),
            entry(Field.CONTACT, "Whom the editors can ask about it", Kind.LINE, hint=ask, optional=True),
        ],
        callback=Callback.NOMINATE,
        metadata=token,
        submit="Nominate",
    )


def received(nomination: Nomination) -> Message:
    """What the nominator is told."""
    return say(f"Thank you for nominating {nomination.who}. The editors have it; you hear from me if they pick it.")


def chosen(nomination: Nomination, edition: Edition) -> Message:
    """What the nominator is told once it is in an edition that is being made."""
    return say(f"The editors have picked {nomination.who}, whom you nominated, for the spotlight of {edition.title}.")


def for_editors(nomination: Nomination, *, by: str = "") -> list[Message]:
    """What the review channel is told: every word of it, and what can be done, or ``by`` whom it was done."""
    nominates = f" nominates {KINDS[nomination.kind].lower()} for the council spotlight."
    contact = f"Whom to ask: {nomination.contact}" if nomination.contact else "Ask whoever nominated."
    is_waiting = nomination.state is NominationState.WAITING
    parts = [
        Piece(blocks.words(nomination.who, bold=True), keeps=True),
        *pieces(nomination.why),
        Piece(blocks.words(contact), keeps=True),
        Piece(_buttons(nomination) if is_waiting else blocks.words((Who(by), f" has {nomination.state} it."))),
    ]
    return beneath((blocks.who(nomination.by, "Somebody"), nominates), parts)


def _buttons(nomination: Nomination) -> blocks.Block:
    name = blocks.shortened(nomination.who)
    sure = blocks.confirmation(
        "Dismiss this nomination?", "It leaves the list. Nobody is told.", "Dismiss it", "Keep it"
    )
    return blocks.actions(
        blocks.button(f"Write a spotlight on {name}", f"{Action.PICK_NOMINATION}:{nomination.id}", nomination.id),
        blocks.button(f"Dismiss {name}", f"{Action.DISMISS_NOMINATION}:{nomination.id}", nomination.id, confirm=sure),
    )


def nominations(waiting: Sequence[Nomination], page: int = 0, *, notice: str = "") -> blocks.Block:
    """The list of those that wait for editors, oldest first, page by page."""
    shown = blocks.notice(notice)
    if waiting:
        told = (message.blocks for one in waiting for message in for_editors(one))
        shown += paged(told, page, Action.NOMINATIONS_PAGE, "nominations")
    else:
        shown.append(blocks.words("No nomination is waiting. Everybody can make one with /sprint-notes nominate."))
    shown.append(blocks.actions(blocks.button("Back to all news", f"{Action.NEWS_PAGE}:back", "0")))
    return blocks.modal("Nominations", shown, callback=Callback.NOMINATIONS)
