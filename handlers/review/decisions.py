"""What editors decide about a draft besides approving it: “Request changes”, “Publish at a time” and its cancelling.

The buttons on the card carry the edition's id.
"""

from __future__ import annotations

from handlers.call import Call, opening, telling
from handlers.state import needed
from rendering.slack.kit.ids import Field
from rendering.slack.kit.values import OnceAbout
from rendering.slack.review.decisions import publish_form, request_form
from services.review import decisions

open_publishing = opening(decisions.publish_form, publish_form)  # “Publish edition … at a time”, once it is approved
cancel_publishing = telling(decisions.cancel_publishing)  # “Cancel timed publishing of edition …”


def open_request(call: Call) -> None:
    """“Request changes to edition …”."""
    call.open(request_form(decisions.to_request(call.actor, call.pressed), token=call.token))


def request_changes(call: Call) -> None:
    """The words were submitted; their form carries a ``OnceAbout``."""
    about = OnceAbout.read(call.metadata)
    words = needed(call.given.words(Field.CHANGES_WANTED), Field.CHANGES_WANTED, "Write what should change.")
    request = decisions.ChangeRequest(edition_id=about.edition, words=words, token=about.token)
    decisions.request_changes(call.actor, request)


def publish_later(call: Call) -> None:
    """The time was submitted; its form carries the edition's id."""
    day, at = call.given.moment(Field.PUBLISH_DAY, Field.PUBLISH_TIME)
    decisions.publish_later(call.actor, call.metadata, day, at)
