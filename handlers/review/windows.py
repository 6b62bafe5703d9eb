"""The dates of editions: “Change dates”, “Skip edition …”, “Reopen edition …”."""

from __future__ import annotations

from datetime import datetime

from handlers.call import Call
from handlers.state import day_and_time, values
from rendering.slack.kit.ids import Field
from rendering.slack.review.windows import dates_form, reopen_form, skip_form
from services.review import windows


def open_dates(call: Call) -> None:
    """“Change dates of edition …” in what is in so far, on the card of a reopened edition, and in Home."""
    call.open(dates_form(windows.dates_form(call.actor, call.payload["value"])))
    call.ack()


def change_dates(call: Call) -> None:
    """The new dates were submitted."""
    view = call.body["view"]
    edition_id, seen = view["private_metadata"].split(" ")
    day, at = day_and_time(view, Field.LAST_DAY, Field.CLOSING_TIME)
    seen_closing = datetime.fromisoformat(seen)
    windows.change_dates(call.actor, edition_id, seen_closing, day, at)
    _done(call)


def open_skip(call: Call) -> None:
    """“Skip edition …” in what is in so far."""
    call.open(skip_form(windows.skip_form(call.actor, call.payload["value"])))
    call.ack()


def skip(call: Call) -> None:
    """Skipping was submitted."""
    view = call.body["view"]
    reason = values(view).text(Field.REASON).strip()
    windows.skip(call.actor, view["private_metadata"], reason)
    _done(call)


def open_reopen(call: Call) -> None:
    """“Reopen edition …” on the card."""
    call.open(reopen_form(windows.reopen_form(call.actor, call.payload["value"])))
    call.ack()


def reopen(call: Call) -> None:
    """The new closing time was submitted."""
    view = call.body["view"]
    day, at = day_and_time(view, Field.LAST_DAY, Field.CLOSING_TIME)
    windows.reopen(call.actor, view["private_metadata"], day, at)
    call.ack()


def _done(call: Call) -> None:
    """Closes the modals underneath too: what they show is not so any more."""
    call.ack(response_action="clear")
