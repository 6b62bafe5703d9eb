"""The Home tab: opened, turned over, and what can be done there that is nowhere else."""

from __future__ import annotations

from handlers.call import Call
from rendering.slack.answers.status import in_modal
from rendering.slack.notes import help_modal
from services import home
from services.answers import status


def opened(call: Call) -> None:
    """Slack says that somebody looks at the app. Their Home comes at once, from ``delivery.homes``."""
    if call.payload.get("tab") == "home":
        home.opened(call.actor)
    call.ack()


def turn_page(call: Call) -> None:
    """“Show next projects”."""
    home.opened(call.actor, page=int(call.payload["value"]))
    call.ack()


def ask_status(call: Call) -> None:
    """A project was picked: how it stands, in a modal that only they see."""
    project_id = call.payload["selected_option"]["value"]
    answer = status.of_project(call.actor, project_id)
    view = in_modal(answer)
    if view is None:
        call.services.send_privately(call.workspace, call.person, answer)
        call.tell("The answer is long: it comes in your direct messages with me.")
    else:
        call.open(view)
    call.ack()


def show_help(call: Call) -> None:
    """“See all commands”."""
    call.open(help_modal())
    call.ack()
