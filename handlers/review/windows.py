"""The dates of editions: “Change dates”, “Skip edition …”, “Reopen edition …”.

Buttons and forms carry the edition's id, unless they say otherwise.
"""

from __future__ import annotations

from datetime import datetime

from handlers.call import Call
from rendering.slack.kit.ids import Field
from rendering.slack.kit.values import WindowSeen, one
from rendering.slack.review.windows import dates_form, reopen_form, skip_form
from services.review import windows


def open_dates(call: Call) -> None:
    """“Change dates of edition …” in what is in so far, on the card of a reopened edition, and in Home."""
    call.open(dates_form(windows.dates_form(call.actor, call.pressed)))


def change_dates(call: Call) -> None:
    """The new dates were submitted; their form carries a ``WindowSeen``. The modals underneath close too: what they
    show is not so any more."""
    seen = WindowSeen.read(call.metadata)
    day, at = call.given.moment(Field.LAST_DAY, Field.CLOSING_TIME)
    windows.change_dates(call.actor, seen.edition, one(datetime.fromisoformat, seen.closes), day, at)
    call.ack(response_action="clear")


def open_skip(call: Call) -> None:
    """“Skip edition …” in what is in so far."""
    call.open(skip_form(windows.skip_form(call.actor, call.pressed)))


def skip(call: Call) -> None:
    """Skipping was submitted. What is in so far, underneath, closes too."""
    windows.skip(call.actor, call.metadata, call.given.text(Field.REASON).strip())
    call.ack(response_action="clear")


def open_reopen(call: Call) -> None:
    """“Reopen edition …” on the card."""
    call.open(reopen_form(windows.reopen_form(call.actor, call.pressed)))


def reopen(call: Call) -> None:
    """The new closing time was submitted."""
    windows.reopen(call.actor, call.metadata, *call.given.moment(Field.LAST_DAY, Field.CLOSING_TIME))
