"""``/sprint-notes template``: what frames every edition of the unit."""

from __future__ import annotations

import json
from typing import Any

from domain.errors import WrongInput
from domain.merging import touched
from domain.template import Template
from domain.text.inline import clean
from handlers.call import Call
from handlers.state import Values, opened_with, values
from rendering.slack.kit.ids import FrameField
from rendering.slack.notes import said
from rendering.slack.setup.templates import LABELS, form, preview
from services.setup import templates
from services.setup.templates import SubmittedTemplate


def command(call: Call) -> None:
    """``/sprint-notes template`` opens the form."""
    call.open(form(templates.open_form(call.actor)))
    call.ack()


def show_preview(call: Call) -> None:
    """“Preview this template”: the edition that is being made, on top of the form."""
    try:
        document = templates.preview(call.actor, _template(values(call.body["view"])))
    except WrongInput as wrong:
        lines = [f"{LABELS[one.place]}: {one}" for one in (wrong, *wrong.more)]
        call.open(said("\n".join(lines)))
    else:
        call.open(preview(document))
    call.ack()


def submit(call: Call) -> None:
    """The form was submitted."""
    templates.save(call.actor, _submitted(call.body["view"]))
    call.ack()


def _submitted(view: dict[str, Any]) -> SubmittedTemplate:
    about = json.loads(view["private_metadata"])
    opened, wanted = _template(opened_with(view)), _template(values(view))
    changed = touched(opened, wanted) | set(about["changed"])
    return SubmittedTemplate(base=about["base"], opened=opened, wanted=wanted, changed=changed)


def _template(given: Values) -> Template:
    return Template(
        title=_line(given.text(FrameField.TITLE)),
        news=_line(given.text(FrameField.NEWS)),
        updates=_line(given.text(FrameField.UPDATES)),
        intro=clean(given.text(FrameField.INTRO)),
        closing=clean(given.text(FrameField.CLOSING)),
    )


def _line(text: str) -> str:
    return " ".join(clean(text).split())
