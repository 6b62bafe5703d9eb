"""What a person is told when something did not work. Their words stay where they typed them."""

from __future__ import annotations

import structlog
from slack_bolt import BoltRequest

from domain.errors import SprintNotesError
from handlers.call import Call, Handler
from rendering.slack.notes import say

log = structlog.get_logger("handlers")


def answered(call: Call, handler: Handler, kind: str) -> None:
    """Runs a handler. A rule that was not met becomes its sentence, a fault a reference that is in the log."""
    try:
        handler(call)
    except SprintNotesError as error:
        _say(call, kind, error.message, getattr(error, "place", ""))
    except Exception:  # whatever it is, the person must hear of it and find it in the log
        reference = call.desk.new_id()[-8:]
        log.exception("fault", reference=reference, kind=kind, workspace=call.workspace, person=call.person)
        _say(call, kind, f"This did not work, and nothing was changed. Try again; the log has it as {reference}.", "")


def _say(call: Call, kind: str, message: str, place: str) -> None:
    if kind == "command":
        call.ack(response_type="ephemeral", **say(message).as_payload())
    elif kind == "submit":
        call.ack(response_action="errors", errors={_block(call, place): _without_markup(message)})
    elif call.body.get("response_url") or call.body.get("response_urls"):
        call.ack()
        call.tell(message)
    else:
        call.ack()
        call.desk.send_privately(call.workspace, call.person, [say(message)])


def _block(call: Call, place: str) -> str:
    """The input to show an error at: the named one, else the first."""
    inputs = [block["block_id"] for block in call.body["view"]["blocks"] if block["type"] == "input"]
    named = [block_id for block_id in inputs if place and block_id.split(":")[0] == place]
    return str((named or inputs)[0])


def _without_markup(message: str) -> str:
    return message.replace("`", "")


def unmatched(request: BoltRequest) -> None:
    """A request that no handler knows is logged, not answered with an error page."""
    log.warning("unhandled", type=request.body.get("type"), command=request.body.get("command"))
