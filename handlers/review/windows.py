"""“Change dates”, “Skip edition …”, “Reopen edition …”, which carry the edition's id, unless they say otherwise."""

from datetime import datetime

from handlers.call import Call, opening
from rendering.slack.kit.ids import Field
from rendering.slack.kit.values import WindowSeen, one
from rendering.slack.review.windows import dates_form, reopen_form, skip_form
from services.review import windows

open_dates = opening(windows.dates_form, dates_form)  # in what is in so far, on the card when reopened, in Home
open_skip = opening(windows.skip_form, skip_form)  # in what is in so far
open_reopen = opening(windows.reopen_form, reopen_form)  # on the card


def change_dates(call: Call) -> None:
    """The new dates were submitted; their form carries a ``WindowSeen``. The modals underneath are out of date now."""
    seen = WindowSeen.read(call.metadata)
    day, at = call.given.moment(Field.LAST_DAY, Field.CLOSING_TIME)
    windows.change_dates(call.actor, seen.edition, one(datetime.fromisoformat, seen.closes), day, at)
    call.ack(response_action="clear")


def skip(call: Call) -> None:
    """Skipping was submitted. What is in so far, underneath, closes too."""
    windows.skip(call.actor, call.metadata, call.given.text(Field.REASON).strip())
    call.ack(response_action="clear")


def reopen(call: Call) -> None:
    """The new closing time was submitted."""
    windows.reopen(call.actor, call.metadata, *call.given.moment(Field.LAST_DAY, Field.CLOSING_TIME))
