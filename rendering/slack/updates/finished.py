"""What is said where an update says that its project is complete or retired."""

from domain.delivery import Message
from domain.edition import Edition
from domain.project import Project
from domain.sentence import Command, Who
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action
from rendering.slack.kit.messages import say
from rendering.slack.kit.values import InEdition

REST = "Nobody is reminded of it any more, and it is missing from no edition."


def question(project: Project, edition: Edition) -> Message:
    """Asks whoever has posted whether the project is over."""
    name, about = blocks.shortened(project.name), InEdition(project.id, edition.id)
    sure = blocks.confirmation(
        "Close this project?",
        f"{name} takes no updates any more. What you posted for {edition.title} stays as it is now.",
        "Close project",
        "Leave it open",
    )
    return say(
        f"Your update says that {project.name} is finished. Is the project over? Then close it: {REST.lower()} "
        f"What you posted for {edition.title} stays in it, so change that first if you still want to.",
        blocks.actions(
            blocks.button(f"Close {name}", Action.CLOSE_PROJECT, about, confirm=sure),
            blocks.button(f"{name} goes on", Action.PROJECT_GOES_ON, about),
        ),
    )


def closed(project: Project) -> Message:
    """What takes its place once that person has closed the project."""
    again = ("An editor can reopen it with ", Command("/sprint-notes projects"), ".")
    return say((f"{project.name} is closed. {REST} ", again))


def goes_on(project: Project) -> Message:
    """What takes its place once the project goes on, or the update does not say any more that it is finished."""
    return say(f"{project.name} goes on: updates on it are expected as before.")


def closed_by(person: str, project: Project) -> Message:
    """What the editors are told in their channel."""
    told = f" says that {project.name} is over, and has closed it. {REST} If that is wrong, reopen it with "
    return say((Who(person), told, Command("/sprint-notes projects"), "."))
