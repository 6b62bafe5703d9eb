"""What a message about an edition still offers once that has moved on: the one rule that all of them ask.

A message about an edition is called after its kind, the edition and whom it is for: “nudge E1 P1 U1”. Whatever
becomes of the edition, it is shown again with what can be done then.
"""

from collections.abc import Mapping
from enum import StrEnum

from domain.edition import MOVES, Edition, EditionMove, EditionState


class MessageKind(StrEnum):
    """The kinds of messages about an edition that offer something."""

    REMINDER = "reminder"
    CLOSING = "closing"  # the window closes at another time
    COVERS = "away"  # another lead is not back in time
    NOBODY = "nobody"  # no lead is there in time, as an editor is told
    NUDGE = "nudge"
    ASKED = "asked"  # to write somebody else's update
    DECLINED = "declined"
    SILENT = "silent"  # of whom nothing was heard, as an editor is told
    SAVED = "confirmation"
    WITHDRAWN = "withdrawn"
    NOTHING = "nothing to report"
    EXPECTED_AGAIN = "expected again"  # that was taken back
    QUESTION = "question"
    CHANGED = "changed"  # by an editor
    HELD = "held"
    PUT_BACK = "put back"
    WINDOW = "window"  # its dates, as the editors are told


class Offer(StrEnum):
    """What such a message can offer."""

    POST = "post"
    NOTHING = "nothing to report"
    TAKE_BACK = "take back nothing to report"
    PUT_OFF = "put reminders off"
    ASK_SOMEBODY = "ask somebody else"
    DECLINE = "decline"
    NUDGE = "nudge"
    EDIT = "edit"
    WITHDRAW = "withdraw"
    ANSWER = "answer"
    OBJECT = "object"
    CORRECTION = "ask for a correction"
    POST_NEXT = "post for the next edition"
    HISTORY = "see earlier versions"


def _allowing(move: EditionMove) -> frozenset[EditionState]:
    return frozenset(state for state, moves in MOVES.items() if move in moves)


OPEN, TAKES_UPDATES = frozenset({EditionState.OPEN}), _allowing(EditionMove.TAKE_UPDATE)
IN_THE_MAKING, EVER = _allowing(EditionMove.EDIT), frozenset(EditionState)
GOOD_WHILE: Mapping[Offer, frozenset[EditionState]] = {
    Offer.POST: TAKES_UPDATES,
    Offer.NOTHING: TAKES_UPDATES,
    Offer.TAKE_BACK: TAKES_UPDATES,
    Offer.PUT_OFF: OPEN,
    Offer.ASK_SOMEBODY: TAKES_UPDATES,
    Offer.DECLINE: TAKES_UPDATES,
    Offer.NUDGE: TAKES_UPDATES - OPEN,
    Offer.EDIT: TAKES_UPDATES,
    Offer.WITHDRAW: TAKES_UPDATES,
    Offer.ANSWER: IN_THE_MAKING,
    Offer.OBJECT: IN_THE_MAKING,
    Offer.CORRECTION: EVER - TAKES_UPDATES - {EditionState.SKIPPED},
    Offer.POST_NEXT: EVER - TAKES_UPDATES,
    Offer.HISTORY: EVER,
}
WHILE_MISSING = {Offer.POST, Offer.NOTHING, Offer.PUT_OFF, Offer.ASK_SOMEBODY, Offer.DECLINE, Offer.NUDGE}
WHILE_THERE = {Offer.EDIT, Offer.WITHDRAW, Offer.OBJECT, Offer.CORRECTION}
_OWED = (Offer.POST, Offer.NOTHING, Offer.POST_NEXT)
MAKES: Mapping[MessageKind, tuple[Offer, ...]] = {
    MessageKind.REMINDER: (Offer.POST, Offer.NOTHING, Offer.PUT_OFF, Offer.ASK_SOMEBODY, Offer.POST_NEXT),
    MessageKind.CLOSING: _OWED,
    MessageKind.COVERS: _OWED,
    MessageKind.NUDGE: _OWED,
    MessageKind.NOBODY: (Offer.POST, Offer.NOTHING),
    MessageKind.ASKED: (Offer.POST, Offer.DECLINE),
    MessageKind.DECLINED: (*_OWED, Offer.ASK_SOMEBODY),
    MessageKind.SILENT: (Offer.NUDGE,),
    MessageKind.SAVED: (Offer.EDIT, Offer.WITHDRAW, Offer.CORRECTION, Offer.HISTORY),
    MessageKind.WITHDRAWN: (*_OWED, Offer.HISTORY),
    MessageKind.NOTHING: (Offer.TAKE_BACK, Offer.POST, Offer.POST_NEXT),
    MessageKind.EXPECTED_AGAIN: _OWED,
    MessageKind.QUESTION: (Offer.ANSWER, Offer.EDIT, Offer.CORRECTION),
    MessageKind.CHANGED: (Offer.OBJECT, Offer.EDIT, Offer.CORRECTION, Offer.HISTORY),
    MessageKind.HELD: (Offer.EDIT, Offer.POST_NEXT),
    MessageKind.PUT_BACK: (Offer.EDIT, Offer.CORRECTION),
    MessageKind.WINDOW: (),
}


def still_offers(kind: MessageKind, state: EditionState, *, missing: bool | None = None) -> list[Offer]:
    """What a message of this kind offers while its edition is in this state. ``missing``: whether the update that it is
    about is neither there nor answered for; None where the message tells itself."""
    gone: set[Offer] = set()
    if missing is not None:
        gone = WHILE_THERE if missing else WHILE_MISSING
    return [offer for offer in MAKES[kind] if state in GOOD_WHILE[offer] and offer not in gone]


def told_in(key: str, edition_id: str) -> tuple[MessageKind, list[str]] | None:
    """The kind of the message about the edition that is called ``key``, and the words after the edition's id."""
    for kind in MessageKind:
        if key.startswith(f"{kind} {edition_id} "):
            return kind, key.removeprefix(f"{kind} {edition_id} ").split()
    return None


def is_said_anew(before: Edition, after: Edition) -> bool:
    """Whether a change of an edition makes what was said about it untrue."""
    told = [(one.state, one.number, one.ends, one.closes_at, one.reopened) for one in (before, after)]
    return told[0] != told[1]


def what_now(edition: Edition) -> str:
    """What can be done instead, for whoever presses what an old message offered; a sentence."""
    if edition.state is EditionState.OPEN:
        return "It is open for updates: /sprint-update opens the form."
    if edition.state is EditionState.DRAFTED:
        return "An update still gets in until the editors approve it: /sprint-update opens the form."
    later = "/sprint-update opens the form for the next edition."
    if Offer.CORRECTION not in still_offers(MessageKind.SAVED, edition.state):
        return later
    return f"{later} “Ask for a correction” below the message about your update tells the editors."
