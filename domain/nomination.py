"""Nominations for the council spotlight: anybody names a council, a colleague or a project, editors pick."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.english import quoted
from domain.errors import Conflict, WrongInput
from domain.text.rich_text import RichText


class NominationKind(StrEnum):
    """What may be nominated."""

    COUNCIL = "council"
    COLLEAGUE = "colleague"
    PROJECT = "project"


KINDS = {
    NominationKind.COUNCIL: "A council or team",
    NominationKind.COLLEAGUE: "A colleague",
    NominationKind.PROJECT: "A digital project",
}


class NominationState(StrEnum):
    """What editors have made of a nomination."""

    WAITING = "waiting"
    PICKED = "picked"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nomination:
    """Somebody's word that ``who`` should be in the spotlight, and whom to ask about it."""

    id: str
    at: datetime
    by: str
    kind: NominationKind
    who: str
    why: RichText
    contact: str = ""
    state: NominationState = NominationState.WAITING


def check(nomination: Nomination) -> None:
    """Raises ``WrongInput`` where something is missing."""
    if not nomination.who:
        raise WrongInput("who", "Write who or what should be in the spotlight.")
    if not nomination.why:
        raise WrongInput("why", "Write what is worth telling about them. One sentence is enough.")


def may_decide(nomination: Nomination) -> None:
    """Raises ``Conflict`` where an editor has decided already."""
    if nomination.state is not NominationState.WAITING:
        raise Conflict(f"An editor has {nomination.state} the nomination of {quoted(nomination.who)} already.")
