"""“Ask for a correction”: the form that stands in for editing once an edition is approved."""

from __future__ import annotations

import json

from domain.errors import WrongInput
from handlers import rich_text
from handlers.call import Call
from handlers.state import values
from rendering.slack.corrections.correction_requests import form
from rendering.slack.kit.ids import Field
from services.corrections import correction_requests


def open_form(call: Call) -> None:
    """“Ask for a correction”."""
    project_id, _, edition_id = call.payload["value"].partition(" ")
    view = correction_requests.form(call.actor, project_id, edition_id)
    call.open(form(view, token=call.services.new_id()))
    call.ack()


def submit(call: Call) -> None:
    """The form was submitted."""
    about = json.loads(call.body["view"]["private_metadata"])
    words = rich_text.read(values(call.body["view"]).rich_text(Field.CORRECTION))
    if not words:
        raise WrongInput(Field.CORRECTION, "Write what is wrong, and what would be right.")
    request = correction_requests.CorrectionRequest(
        project_id=about["project"], edition_id=about["edition"], words=words, token=about["token"]
    )
    correction_requests.ask(call.actor, request)
    call.ack()
