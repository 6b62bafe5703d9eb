"""“See earlier versions” in a confirmation."""

from __future__ import annotations

from handlers.call import Call
from rendering.slack.updates.history import history
from services.updates.history import of_update


def show(call: Call) -> None:
    """Opens every version of an update, the newest first."""
    call.open(history(of_update(call.actor, call.payload["value"])))
    call.ack()


def turn_page(call: Call) -> None:
    """“Show older versions”, “Show newer versions”."""
    update_id, group, page = call.payload["value"].split(":")
    call.change(history(of_update(call.actor, update_id), int(group), int(page)))
    call.ack()
