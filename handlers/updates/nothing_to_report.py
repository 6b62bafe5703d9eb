"""“Nothing to report” on a reminder, a confirmation or Home, and taking it back; the buttons carry an ``InEdition``."""

from __future__ import annotations

from handlers.call import Call
from rendering.slack.kit.values import InEdition
from services.updates import nothing_to_report as service


def nothing_to_report(call: Call) -> None:
    """“Nothing to report on …”."""
    about = InEdition.read(call.pressed)
    service.nothing_to_report(call.actor, about.project, about.edition)


def take_back(call: Call) -> None:
    """“Take back “nothing to report” on …”."""
    about = InEdition.read(call.pressed)
    service.take_back(call.actor, about.project, about.edition)
