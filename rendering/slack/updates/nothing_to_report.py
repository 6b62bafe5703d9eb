"""What is said about “nothing to report this time”."""

from domain.delivery import Message
from domain.edition import Edition
from domain.project import Project
from rendering.slack.kit import blocks, buttons
from rendering.slack.kit.ids import Action
from rendering.slack.kit.messages import say
from rendering.slack.kit.values import InEdition


def noted(project: Project, edition: Edition) -> Message:
    """What leads are told when one of them has nothing to report: the project counts as answered."""
    label = f"Take back “nothing to report” on {blocks.shortened(project.name)}"
    back = blocks.button(label, Action.TAKE_BACK_NOTHING, InEdition(project.id, edition.id))
    return say(
        f"It is noted that there is nothing to report on {project.name} for {edition.title}. The project counts as "
        "answered and will stand among those without an update this time.",
        blocks.actions(back, buttons.update("Post", project, edition)),
    )


def taken_back(project: Project, edition: Edition) -> Message:
    """What leads are told when that is taken back: the project counts as missing again."""
    post = buttons.update("Post", project, edition, style="primary")
    return say(
        f"“Nothing to report” on {project.name} for {edition.title} is taken back. An update is expected again.",
        blocks.actions(post, buttons.nothing_to_report(project, edition)),
    )


def superseded(project: Project, edition: Edition) -> Message:
    """What takes its place when an update has come in after all."""
    return say(
        f"You noted that there is nothing to report on {project.name} for {edition.title}. An update has come in "
        "since and takes its place."
    )
