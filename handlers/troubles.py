"""Messages about messages: an editor decides what becomes of a delivery in trouble."""

from __future__ import annotations

from handlers.call import Call
from services import troubles


def retry(call: Call) -> None:
    """“Try again”, or “No, post it”."""
    said = troubles.retry(call.desk.store, call.workspace, call.person, call.payload["value"])
    call.ack()
    call.tell(said)


def confirm(call: Call) -> None:
    """“Yes, it is there”."""
    said = troubles.confirm(call.desk.store, call.workspace, call.person, call.payload["value"])
    call.ack()
    call.tell(said)
