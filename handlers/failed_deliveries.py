"""Messages about messages: an editor decides what becomes of a delivery that failed, whose id the buttons carry."""

from __future__ import annotations

from handlers.call import Call
from services import failed_deliveries


def retry(call: Call) -> None:
    """“Try again”, or “No, post it”."""
    call.tell(failed_deliveries.retry(call.actor, call.pressed))


def confirm(call: Call) -> None:
    """“Yes, it is there”."""
    call.tell(failed_deliveries.confirm(call.actor, call.pressed))
