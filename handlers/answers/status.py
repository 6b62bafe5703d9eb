"""``/sprint-status``: how projects stand."""

from handlers.call import Call
from rendering.slack.answers.status import in_modal, project_options
from rendering.slack.notes import help_text
from services.answers import status


def command(call: Call) -> None:
    """``/sprint-status [project]`` answers its asker only."""
    if call.asks_for_help:
        call.answer([help_text()])
        return
    call.answer(status.ask(call.actor, typed=call.typed, channel=call.channel))


def show(call: Call) -> None:
    """“Show …”, which carries the project's id."""
    _show(call, call.pressed)


def show_picked(call: Call) -> None:
    """A project was picked in the Home."""
    _show(call, call.picked)


def options(call: Call) -> None:
    """The menu of projects was opened in the Home, or words are typed into it."""
    call.ack(options=project_options(status.offered(call.actor, call.pressed)))


def _show(call: Call, project_id: str) -> None:
    """How the project stands, in a modal that only they see."""
    answer = status.of_project(call.actor, project_id)
    view = in_modal(answer)
    if view is None:
        call.services.send_privately(call.actor, answer)
        call.tell("The answer is long: it comes in your direct messages with me.")
    else:
        call.open(view)
