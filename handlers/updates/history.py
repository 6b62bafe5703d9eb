"""“See earlier versions” in a confirmation."""

from __future__ import annotations

from handlers.call import Call
from rendering.slack.kit.values import GroupOf, PageOf
from rendering.slack.updates.history import history
from services.updates.history import of_update


def show(call: Call) -> None:
    """Opens every version of the update whose id the button carries, the newest first."""
    call.open(history(of_update(call.actor, call.pressed)))


def turn_page(call: Call) -> None:
    """“Show older versions”, “Show newer versions”, which carry a ``PageOf`` a ``GroupOf``."""
    turned = PageOf.read(call.pressed)
    shown = GroupOf.read(turned.about)
    call.change(history(of_update(call.actor, shown.update), shown.group, turned.page))
