"""What stands below a message about an edition: how that stands, and the buttons that are good now."""

from collections.abc import Iterable, Mapping
from typing import Any

from domain import english
from domain.delivery import Message
from domain.edition import Edition, EditionState
from domain.offers import MessageKind, Offer, still_offers
from domain.project import Project
from domain.wall_clock import WallClock
from rendering.slack.kit import blocks, buttons
from rendering.slack.kit.messages import message_of

STAND = "stand"  # the id of the block that says how the edition stands
LATER = " What you post now goes into the next edition."


def stands(edition: Edition, offers: Iterable[Offer] = (), *, clock: WallClock | None = None) -> str:
    """How an edition stands for whoever could write for it, with what else the ``offers`` allow."""
    if edition.state is EditionState.OPEN:
        return f"Updates close at {clock.moment(edition.closes_at)}." if clock else "It is open for updates."
    if edition.state is EditionState.DRAFTED:
        return "Updates have closed. The editors read the draft now, and yours still gets in until they approve it."
    what = edition.title
    if edition.state is EditionState.SKIPPED:  # the next one has its number
        what = f"The edition that covers {english.period(edition.starts, edition.ends)}"
    later = LATER if Offer.POST_NEXT in offers else ""
    return f"{what} is {edition.state}: it takes no updates any more.{later}"


def row(
    kind: MessageKind,
    project: Project,
    edition: Edition,
    special: Mapping[Offer, blocks.Block],
    *,
    missing: bool | None = None,
) -> list[blocks.Block]:
    """The buttons that a message about one project still offers, if any; ``special`` are those of its kind alone."""
    usual = {
        Offer.POST: buttons.update("Post", project, edition, style="primary"),
        Offer.POST_NEXT: buttons.update("Post", project),
        Offer.NOTHING: buttons.nothing_to_report(project, edition),
        Offer.EDIT: buttons.update("Edit", project, edition),
        Offer.CORRECTION: buttons.correction(project, edition),
    }
    made = {**usual, **special}
    good = [made[offer] for offer in still_offers(kind, edition.state, missing=missing) if offer in made]
    return [blocks.actions(*good)] if good else []


def told_again(shown: Iterable[dict[str, Any]], below: Iterable[blocks.Block]) -> Message:
    """A message that was sent, with what it said and something else below that."""
    said = [block for block in shown if block["type"] != "actions" and block.get("block_id") != STAND]
    return message_of(*said, *below)


def stand(sentence: str) -> blocks.Block:
    """The block that says how an edition stands, to be found again."""
    return {**blocks.words(sentence), "block_id": STAND}
