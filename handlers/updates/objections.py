"""“Object to this change” in what a lead hears of an editor's change, and taking that back."""

from __future__ import annotations

from handlers.call import Call
from services.updates import objections


def object_to(call: Call) -> None:
    """One click: the message itself says then that the editors see it."""
    update_id, version = call.payload["value"].split(" ")
    objections.object_to(call.actor, update_id, int(version))
    call.ack()


def take_back(call: Call) -> None:
    """“Take back objection”."""
    update_id, version = call.payload["value"].split(" ")
    objections.take_back(call.actor, update_id, int(version))
    call.ack()
