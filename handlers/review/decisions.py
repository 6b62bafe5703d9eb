"""What editors decide about a draft besides approving it: “Request changes”, “Publish at a time” and its cancelling."""

from __future__ import annotations

import json

from domain.errors import WrongInput
from handlers import rich_text
from handlers.call import Call
from handlers.state import day_and_time, values
from rendering.slack.kit.ids import Field
from rendering.slack.review.decisions import publish_form, request_form
from services.review import decisions


def open_request(call: Call) -> None:
    """“Request changes to edition …” on the card."""
    edition = decisions.to_request(call.actor, call.payload["value"])
    call.open(request_form(edition, token=call.services.new_id()))
    call.ack()


def request_changes(call: Call) -> None:
    """The words were submitted."""
    about = json.loads(call.body["view"]["private_metadata"])
    words = rich_text.read(values(call.body["view"]).rich_text(Field.CHANGES_WANTED))
    if not words:
        raise WrongInput(Field.CHANGES_WANTED, "Write what should change.")
    request = decisions.ChangeRequest(edition_id=about["edition"], words=words, token=about["token"])
    decisions.request_changes(call.actor, request)
    call.ack()


def open_publishing(call: Call) -> None:
    """“Publish edition … at a time” on the card of an approved edition."""
    call.open(publish_form(decisions.publish_form(call.actor, call.payload["value"])))
    call.ack()


def publish_later(call: Call) -> None:
    """The time was submitted."""
    view = call.body["view"]
    day, at = day_and_time(view, Field.PUBLISH_DAY, Field.PUBLISH_TIME)
    decisions.publish_later(call.actor, view["private_metadata"], day, at)
    call.ack()


def cancel_publishing(call: Call) -> None:
    """“Cancel timed publishing of edition …” on the card."""
    said = decisions.cancel_publishing(call.actor, call.payload["value"])
    call.ack()
    call.tell(said)
