"""“Edit welcome and thank-you”: what opens and closes an edition."""

from __future__ import annotations

import json
from typing import Any

from domain.merging import touched
from domain.welcome import Welcome
from handlers import rich_text
from handlers.call import Call
from handlers.state import Values, opened_with, values
from rendering.slack.kit.ids import FrameField
from rendering.slack.review.welcome import form
from services.review import welcome
from services.review.welcome import SubmittedWelcome


def edit(call: Call) -> None:
    """“Edit welcome and thank-you” on the draft's card and in the edition so far."""
    open_form(call, call.payload["value"])


def open_form(call: Call, edition_id: str) -> None:
    """Opens the form for an edition."""
    call.open(form(welcome.open_form(call.actor, edition_id)))
    call.ack()


def submit(call: Call) -> None:
    """The form was submitted. What it was opened from shows old words, so that closes too."""
    welcome.save(call.actor, _submitted(call.body["view"]))
    call.ack(response_action="clear")


def _submitted(view: dict[str, Any]) -> SubmittedWelcome:
    about = json.loads(view["private_metadata"])
    wanted = _words(values(view))
    changed = touched(_words(opened_with(view)), wanted) | set(about["changed"])
    return SubmittedWelcome(edition_id=about["edition"], base=about["base"], wanted=wanted, changed=changed)


def _words(given: Values) -> Welcome:
    return Welcome(
        intro=rich_text.read(given.rich_text(FrameField.INTRO)),
        closing=rich_text.read(given.rich_text(FrameField.CLOSING)),
    )
