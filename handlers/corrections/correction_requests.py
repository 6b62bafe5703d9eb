"""“Ask for a correction”: the form that stands in for editing once an edition is approved."""

from __future__ import annotations

from handlers.call import Call
from handlers.state import needed
from rendering.slack.corrections.correction_requests import form
from rendering.slack.kit.ids import Field
from rendering.slack.kit.values import InEdition
from services.corrections import correction_requests
from services.corrections.correction_requests import CorrectionRequest


def open_form(call: Call) -> None:
    """“Ask for a correction”, which carries an ``InEdition``."""
    about = InEdition.read(call.pressed)
    call.open(form(*correction_requests.form(call.actor, about.project, about.edition), token=call.token))


def submit(call: Call) -> None:
    """The form was submitted; it carries an ``InEdition``."""
    about = InEdition.read(call.metadata)
    wanted = "Write what is wrong, and what would be right."
    words = needed(call.given.words(Field.CORRECTION), Field.CORRECTION, wanted)
    request = CorrectionRequest(project_id=about.project, edition_id=about.edition, words=words, token=about.token)
    correction_requests.ask(call.actor, request)
