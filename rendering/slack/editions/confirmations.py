"""What people are told about an update: that it is in, that it was replaced, that it was withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain import english
from domain.compile import item_key
from domain.delivery import Message
from domain.edition import Edition, EditionState
from domain.offers import MessageKind, Offer, still_offers
from domain.project import Project
from domain.update import Update
from domain.wall_clock import WallClock
from rendering.slack.kit import blocks, buttons
from rendering.slack.kit.ids import Action
from rendering.slack.kit.messages import say
from rendering.slack.kit.offers import row
from rendering.slack.review.findings import counted, open_findings

IMPORT = "An import"  # what came from a file names nobody whom Slack knows


@dataclass(frozen=True, slots=True)
class About:
    """The update as it is now, and what it is about."""

    project: Project
    edition: Edition
    update: Update

    @property
    def is_held(self) -> bool:
        """Whether the editors hold it back."""
        return item_key(self.project) in self.edition.arrangement.held

    @property
    def name(self) -> str:
        """``Ferry Tickets for Sprint Notes #7``."""
        return f"{self.project.name} for {self.edition.title}"


def saved(about: About, *, clock: WallClock, afresh: bool, found: Mapping[str, int] | None = None) -> Message:
    """That an update is in, or changed, and what happens next. ``afresh``: there was none, or it was withdrawn.
    Editors also read how much the checks have ``found`` in it."""
    what = "is in" if afresh else "is changed"
    text = f"Your update on {about.name} {what}. {_after(about, clock, afresh=afresh)}"
    if found is None:
        return say(text, *_buttons(about))
    return say(f"{text} The checks have found {counted(found)} in it.", *_buttons(about, open_findings(about.edition)))


def _after(about: About, clock: WallClock, *, afresh: bool) -> str:
    """What happens with an update that is in, or has happened."""
    edition, update = about.edition, about.update
    if edition.state is EditionState.OPEN:
        closes = clock.moment(edition.closes_at)
        return f"It will be in the draft that the editors get at {closes}. Until then you can change it."
    if edition.state is EditionState.DRAFTED and update.late:
        return "It came after closing and is marked as late. The editors see it in their draft now."
    if edition.state is EditionState.DRAFTED and not afresh:
        return "The editors see the change in their draft now."
    if edition.state is EditionState.DRAFTED:
        return "The editors see it in their draft now. You can change it until they approve the edition."
    held = ", without this update: the editors hold it back" if about.is_held else ""
    return f"{edition.title} is {edition.state}{held}. What is wrong in it you can tell the editors."


def carried(about: About, skipped: Edition, *, reason: str, clock: WallClock) -> Message:
    """That the edition of an update is skipped, and that it is in the next one."""
    covers = english.period(about.edition.starts, about.edition.ends)
    closes = clock.moment(about.edition.closes_at)
    kept = (
        f"Your update on {about.project.name} is kept: it is in {about.edition.title}, which covers {covers}. Until "
        f"{closes} you can change it."
    )
    return say(f"{_is_skipped(skipped, reason)} {kept}", *_buttons(about))


def left_out(about: About, skipped: Edition, *, reason: str) -> Message:
    """That the edition of an update is skipped, and that the next one has an update on the project already."""
    kept = (
        f"The next one has an update on {about.project.name} already, so yours is in none. Its words are kept: “See "
        "earlier versions” has them."
    )
    history = buttons.earlier_versions(about.update.id)
    return say(f"{_is_skipped(skipped, reason)} {kept}", blocks.actions(history))


def _is_skipped(edition: Edition, reason: str) -> str:
    covers = english.period(edition.starts, edition.ends)
    return f"The edition that covers {covers} is skipped.{f' The reason: {reason}' if reason else ''}"


def replaced(about: About, version: int) -> Message:
    """What takes the place of a confirmation once its reader has saved a newer version: it has done its work."""
    return say(
        f"This was about version {version} of your update on {about.name}. Version {about.update.version} has taken "
        "its place: the message about that one is further down."
    )


def overtaken(about: About, version: int, *, by: str) -> Message:
    """What takes the place of a confirmation once somebody else has saved a newer version."""
    told = (
        f" has changed the update on {about.name}: version {about.update.version} counts now. Yours was version "
        f"{version}; it stays in the history."
    )
    return say((blocks.who(by, IMPORT), told), *_buttons(about))


def withdrawn(about: About, *, by: str, reader: str) -> Message:
    """That an update is in no draft any more, and not lost; or that it was taken down."""
    again = row(MessageKind.WITHDRAWN, about.project, about.edition, _own(about))
    who = blocks.who(by, IMPORT)
    if about.edition.is_decided:
        title = about.edition.title
        return say((who, f" has taken the update on {about.project.name} down: it is not in {title} any more."), *again)
    begins = Offer.POST in still_offers(MessageKind.WITHDRAWN, about.edition.state)
    kept = "The words are kept: “Post update” begins with them." if begins else "The words are kept."
    if by == reader:
        return say(f"Your update on {about.name} is withdrawn. {kept}", *again)
    return say((who, f" has withdrawn the update on {about.name}. {kept}"), *again)


def _buttons(about: About, *more: blocks.Block) -> list[blocks.Block]:
    """The buttons about an update that is in."""
    for made in row(MessageKind.SAVED, about.project, about.edition, _own(about)):
        return [blocks.actions(*made["elements"], *more)]
    return [blocks.actions(*more)] if more else []


def _own(about: About) -> dict[Offer, blocks.Block]:
    name = blocks.shortened(about.project.name)
    sure = blocks.confirmation(
        "Withdraw this update?",
        f"{name} counts as missing in {about.edition.title} until there is an update again. The words are kept.",
        "Withdraw update",
        "Keep update",
    )
    withdraw = blocks.button(f"Withdraw update on {name}", Action.WITHDRAW, about.update.id, confirm=sure)
    earlier = {Offer.HISTORY: buttons.earlier_versions(about.update.id)} if about.update.version > 1 else {}
    return {Offer.WITHDRAW: withdraw, **earlier}
