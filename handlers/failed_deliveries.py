"""Messages about messages: an editor decides what becomes of a delivery that failed."""

from __future__ import annotations

from handlers.call import Call
from services import failed_deliveries


def retry(call: Call) -> None:
    """“Try again”, or “No, post it”."""
    said = failed_deliveries.retry(call.actor, call.payload["value"])
    call.ack()
    call.tell(said)


def confirm(call: Call) -> None:
    """“Yes, it is there”."""
    said = failed_deliveries.confirm(call.actor, call.payload["value"])
    call.ack()
    call.tell(said)
