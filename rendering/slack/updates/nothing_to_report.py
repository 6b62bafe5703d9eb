"""What is said about “nothing to report this time”."""

from __future__ import annotations

from domain.delivery import Message
from domain.edition import Edition
from domain.project import Project
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action
from rendering.slack.kit.messages import say
from rendering.slack.kit.values import InEdition


def noted(project: Project, edition: Edition) -> Message:
    """It counts as answered."""
    name = blocks.shortened(project.name)
    about = InEdition(project.id, edition.id)
    return say(
        f"It is noted that there is nothing to report on {project.name} for {edition.title}. The project counts as "
        "answered and will stand among those without an update this time.",
        blocks.actions(
            blocks.button(f"Take back “nothing to report” on {name}", Action.TAKE_BACK_NOTHING, about),
            blocks.button(f"Post update on {name}", Action.POST_UPDATE, about),
        ),
    )


def taken_back(project: Project, edition: Edition) -> Message:
    """It counts as missing again."""
    name = blocks.shortened(project.name)
    about = InEdition(project.id, edition.id)
    return say(
        f"“Nothing to report” on {project.name} for {edition.title} is taken back. An update is expected again.",
        blocks.actions(
            blocks.button(f"Post update on {name}", Action.POST_UPDATE, about, style="primary"),
            blocks.button(f"Nothing to report on {name}", Action.NOTHING_TO_REPORT, about),
        ),
    )


def superseded(project: Project, edition: Edition) -> Message:
    """There was something to report after all."""
    return say(
        f"You noted that there is nothing to report on {project.name} for {edition.title}. An update has come in "
        "since and takes its place."
    )
