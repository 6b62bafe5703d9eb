"""“Object to this change” in what a lead hears of an editor's change, and taking that back.

The buttons carry a ``VersionOf``.
"""

from __future__ import annotations

from handlers.call import Call
from rendering.slack.kit.values import VersionOf
from services.updates import objections


def object_to(call: Call) -> None:
    """One click: the message itself says then that the editors see it."""
    about = VersionOf.read(call.pressed)
    objections.object_to(call.actor, about.update, about.version)


def take_back(call: Call) -> None:
    """“Take back objection”."""
    about = VersionOf.read(call.pressed)
    objections.take_back(call.actor, about.update, about.version)
