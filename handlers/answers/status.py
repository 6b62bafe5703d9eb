"""``/sprint-status``: how projects stand."""

from handlers.call import Call
from rendering.slack.notes import help_text
from services.answers import status


def command(call: Call) -> None:
    """``/sprint-status [project]`` answers its asker only."""
    if call.asks_for_help:
        call.answer([help_text()])
        return
    call.answer(status.ask(call.actor, typed=call.typed, channel=call.channel))
