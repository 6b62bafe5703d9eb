"""Approving and publishing an edition: on its card, on Home and in its preview, so that no message is the only door."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from domain import english
from domain.edition import Approvals, Edition, EditionState
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action
from rendering.slack.kit.values import Seen

CONFIRMATION_LENGTH = 300  # contract: confirm; the card names them all


@dataclass(frozen=True, slots=True)
class DraftStands:
    """A draft, how what it says now is approved, and how much the checks have found in that. ``content`` is the hash of
    what it says, ``objections`` are the projects whose leads object to a change of their update."""

    edition: Edition
    approvals: Approvals
    found: Mapping[str, int]
    content: str = ""
    objections: Sequence[str] = field(default=())


def decisions(stand: DraftStands) -> Iterator[blocks.Block]:
    """What can be decided now about a draft, as buttons that may stand beside those of other drafts."""
    edition = stand.edition
    if edition.state is EditionState.DRAFTED and stand.content:
        yield _among_others(approve_button(edition, stand.content, stand.objections), edition)
    if edition.state is EditionState.APPROVED:
        yield _among_others(publish_button(edition), edition)


def approve_button(edition: Edition, content: str, objections: Sequence[str]) -> blocks.Block:
    """“Approve edition …”, which carries what of it was seen."""
    name, sure = f"edition {edition.number}", None
    if objections:
        said = f"Leads object to changes of their updates: {english.listing(objections)}"
        said = blocks.shortened(said, CONFIRMATION_LENGTH)
        sure = blocks.confirmation(f"Approve {name} all the same?", said, f"Approve {name}", "Not yet")
    about = Seen(edition.id, content)
    return blocks.button(f"Approve {name}", Action.APPROVE, about, style="primary", confirm=sure)


def publish_button(edition: Edition, messages: int = 0, below: int = 0) -> blocks.Block:
    """“Publish edition …”; ``messages`` is how many it takes, where that is known, with those ``below`` them."""
    name = f"edition {edition.number}"
    how = f" {english.as_messages(messages, below)}" if messages else ""
    said = f"It goes to the publish channel{how}. Everybody there can read it."
    sure = blocks.confirmation(f"Publish {name}?", said, f"Publish {name}", "Not yet")
    style = "primary" if edition.state is EditionState.APPROVED else ""
    return blocks.button(f"Publish {name}", Action.PUBLISH, edition.id, style=style, confirm=sure)


def _among_others(button: blocks.Block, edition: Edition) -> blocks.Block:
    return button | {"action_id": f"{button['action_id']}:{edition.number}"}
