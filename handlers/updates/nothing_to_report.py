"""“Nothing to report” on a reminder, a confirmation or Home, and taking it back."""

from __future__ import annotations

from handlers.call import Call
from services.updates import nothing_to_report as service


def nothing_to_report(call: Call) -> None:
    """“Nothing to report on …”."""
    project_id, _, edition_id = call.payload["value"].partition(" ")
    service.nothing_to_report(call.actor, project_id, edition_id)
    call.ack()


def take_back(call: Call) -> None:
    """“Take back “nothing to report” on …”."""
    project_id, _, edition_id = call.payload["value"].partition(" ")
    service.take_back(call.actor, project_id, edition_id)
    call.ack()
