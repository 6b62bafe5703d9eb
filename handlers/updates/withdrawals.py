"""“Withdraw update on …” in a confirmation."""

from __future__ import annotations

from handlers.call import Call
from services.updates import withdrawals


def withdraw(call: Call) -> None:
    """Slack has asked to confirm; the confirmation itself says then that it is withdrawn. The button carries the
    update's id."""
    withdrawals.withdraw(call.actor, call.pressed)
