"""What is said about “nothing to report this time”, also once its edition has moved on."""

from domain.delivery import Message
from domain.edition import Edition, EditionMove
from domain.offers import MessageKind, Offer
from domain.project import Project
from rendering.slack.kit import blocks, buttons
from rendering.slack.kit.ids import Action
from rendering.slack.kit.messages import say
from rendering.slack.kit.offers import row
from rendering.slack.kit.values import InEdition


def noted(project: Project, edition: Edition) -> Message:
    """What leads are told when one of them has nothing to report: the project counts as answered."""
    label = f"Take back “nothing to report” on {blocks.shortened(project.name)}"
    back = blocks.button(label, Action.TAKE_BACK_NOTHING, InEdition(project.id, edition.id))
    offered = row(MessageKind.NOTHING, project, edition, {Offer.TAKE_BACK: back, Offer.POST: _post(project, edition)})
    takes_updates = edition.may(EditionMove.TAKE_UPDATE)
    counts = "counts as answered and will be" if takes_updates else "counted as answered and is"
    return say(
        f"It is noted that there is nothing to report on {project.name} for {edition.title}. The project {counts} "
        f"among those without an update this time.{'' if takes_updates else _over(edition)}",
        *offered,
    )


def _post(project: Project, edition: Edition) -> blocks.Block:
    return buttons.update("Post", project, edition)


def _over(edition: Edition) -> str:
    return f" {edition.title} is {edition.state}: what you post now goes into the next edition."


def taken_back(project: Project, edition: Edition) -> Message:
    """What leads are told when that is taken back: the project counts as missing again."""
    offered = row(MessageKind.EXPECTED_AGAIN, project, edition, {})
    then = " An update is expected again." if edition.may(EditionMove.TAKE_UPDATE) else _over(edition)
    return say(f"“Nothing to report” on {project.name} for {edition.title} is taken back.{then}", *offered)


def superseded(project: Project, edition: Edition) -> Message:
    """What takes its place when an update has come in after all."""
    return say(
        f"You noted that there is nothing to report on {project.name} for {edition.title}. An update has come in "
        "since and takes its place."
    )
