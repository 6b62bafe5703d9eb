"""The Home tab: opened, turned over, and what can be done there that is nowhere else."""

from handlers.call import Call
from rendering.slack.answers.status import in_modal
from rendering.slack.kit.values import one
from rendering.slack.notes import help_modal
from services import home
from services.answers import status


def opened(call: Call) -> None:
    """Slack says that somebody looks at the app. Their Home comes at once, from ``delivery.homes``."""
    if call.payload.get("tab") == "home":
        home.opened(call.actor)


def turn_page(call: Call) -> None:
    """“Show next projects”, which carries the page."""
    home.opened(call.actor, page=one(int, call.pressed))


def ask_status(call: Call) -> None:
    """A project was picked, by its id: how it stands, in a modal that only they see."""
    answer = status.of_project(call.actor, call.picked)
    view = in_modal(answer)
    if view is None:
        call.services.send_privately(call.actor, answer)
        call.tell("The answer is long: it comes in your direct messages with me.")
    else:
        call.open(view)


def show_help(call: Call) -> None:
    """“See all commands”."""
    call.open(help_modal())
