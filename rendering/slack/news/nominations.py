"""Nominating somebody for the spotlight, and the list from which editors pick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.delivery import Message
from domain.edition import Edition
from domain.nomination import KINDS, Nomination, NominationState
from domain.sentence import Sentence, Who
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback, NominationField
from rendering.slack.kit.messages import Piece, in_messages, pieces, say
from rendering.slack.kit.pages import paged


def form(token: str) -> blocks.Block:
    """The modal; ``token`` makes one submission one nomination."""
    kinds = [blocks.option(label, kind) for kind, label in KINDS.items()]
    line: blocks.Block = {"type": "plain_text_input"}
    return blocks.modal(
        "Nominate for spotlight",
        [
            blocks.words("The council spotlight shows how councils improve people’s lives. Whom should it show?"),
            blocks.field(
                "What you nominate",
                NominationField.KIND,
                blocks.select(NominationField.KIND, kinds, placeholder="Pick one"),
            ),
            blocks.field("Who or what", NominationField.WHO, line | {"action_id": NominationField.WHO}),
            blocks.field(
                "Why", NominationField.WHY, {"type": "rich_text_input", "action_id": NominationField.WHY},
                hint="What they did, and whom it helped. Links are fine.",
            ),
            blocks.field(
                "Whom the editors can ask about it", NominationField.CONTACT,
                line | {"action_id": NominationField.CONTACT},
                hint="A name and an address. Without one they ask you.", optional=True,
            ),
        ],
        callback=Callback.NOMINATE,
        metadata=token,
        submit="Nominate",
    )  # fmt: skip


def received(nomination: Nomination) -> Message:
    """What the nominator is told."""
    return say(f"Thank you for nominating {nomination.who}. The editors have it; you hear from me if they pick it.")


def chosen(nomination: Nomination, edition: Edition) -> Message:
    """What the nominator is told once it is in an edition that is being made."""
    return say(f"The editors have picked {nomination.who}, whom you nominated, for the spotlight of {edition.title}.")


def for_editors(nomination: Nomination, *, by: str = "") -> list[Message]:
    """What the review channel is told: every word of it, and what can be done, or ``by`` whom it was done."""
    parts = [*pieces_of(nomination), Piece(_decision(nomination, by))]
    return in_messages(f"Nominated for the spotlight: {nomination.who}", parts)


def pieces_of(nomination: Nomination) -> list[Piece]:
    """Who is nominated by whom and why."""
    kind = KINDS[nomination.kind].lower()
    by: Sentence = Who(nomination.by) if blocks.is_person(nomination.by) else "Somebody"
    about = blocks.words((by, f" nominates {kind} for the council spotlight."))
    contact = f"Whom to ask: {nomination.contact}" if nomination.contact else "Ask whoever nominated."
    return [
        Piece(about, keeps=True),
        Piece(blocks.words(nomination.who, bold=True), keeps=True),
        *pieces(nomination.why),
        Piece(blocks.words(contact), keeps=True),
    ]


def _decision(nomination: Nomination, by: str) -> blocks.Block:
    if nomination.state is NominationState.WAITING:
        return _buttons(nomination)
    return blocks.words((Who(by), f" has {nomination.state} it."))


def _buttons(nomination: Nomination) -> blocks.Block:
    name = blocks.shortened(nomination.who)
    sure = blocks.confirmation(
        "Dismiss this nomination?", "It leaves the list. Nobody is told.", "Dismiss it", "Keep it"
    )
    return blocks.actions(
        blocks.button(f"Write a spotlight on {name}", f"{Action.PICK_NOMINATION}:{nomination.id}", nomination.id),
        blocks.button(f"Dismiss {name}", f"{Action.DISMISS_NOMINATION}:{nomination.id}", nomination.id, confirm=sure),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationsView:
    """Those that wait for editors, oldest first."""

    waiting: Sequence[Nomination]
    notice: str = ""


def nominations(view: NominationsView, page: int = 0) -> blocks.Block:
    """The list for editors, page by page."""
    shown: list[blocks.Block] = [blocks.words(view.notice, bold=True)] if view.notice else []
    if view.waiting:
        messages = [message for one in view.waiting for message in for_editors(one)]
        shown += paged(messages, page, Action.NOMINATIONS_PAGE, "nominations")
    else:
        shown.append(blocks.words("No nomination is waiting. Everybody can make one with /sprint-notes nominate."))
    shown.append(blocks.actions(blocks.button("Back to all news", f"{Action.NEWS_PAGE}:back", "0")))
    return blocks.modal("Nominations", shown, callback=Callback.NOMINATIONS)
