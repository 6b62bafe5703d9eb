"""The Home tab: opened, turned over, and what can be done there that is nowhere else."""

from handlers.call import Call
from rendering.slack.kit.values import one
from rendering.slack.notes import help_modal
from services import home
from services.setup.people import reader_of_help


def opened(call: Call) -> None:
    """Slack says that somebody looks at the app. Their Home comes at once, from ``delivery.homes``."""
    if call.payload.get("tab") == "home":
        home.opened(call.actor)


def turn_page(call: Call) -> None:
    """“Show next projects”, which carries the page."""
    home.opened(call.actor, page=one(int, call.pressed))


def show_help(call: Call) -> None:
    """“See all commands”: those of their role."""
    call.open(help_modal(reader_of_help(call.actor)))
