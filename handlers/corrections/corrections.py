"""“Correct edition …” on the card of a published edition: the item, the form for it, and taking it down."""

from __future__ import annotations

import json
from typing import Any

from domain.text.inline import clean
from handlers import rich_text
from handlers.call import Call
from handlers.state import values
from handlers.updates import update_form
from rendering.slack.corrections.corrections import TextForm, choice, take_down_form, text_form
from rendering.slack.kit.ids import Field
from rendering.slack.updates.update_form import UpdateForm, form
from services.corrections import corrections, takedowns
from services.corrections.corrections import SubmittedText


def choose(call: Call) -> None:
    """“Correct edition …”: which item?"""
    call.open(choice(corrections.choice(call.actor, call.payload["value"])))
    call.ack()


def open_form(call: Call) -> None:
    """An item was picked: the form for it takes the menu’s place."""
    edition_id, ref = call.body["view"]["private_metadata"], call.payload["selected_option"]["value"]
    token = call.services.new_id()
    view = corrections.open_form(call.actor, edition_id, ref, token=token)
    call.change(_form(view))
    call.ack()


def open_requested(call: Call) -> None:
    """“Correct …” below a lead’s request for a correction."""
    project_id, edition_id, request = call.payload["value"].split(" ")
    token = call.services.new_id()
    view = corrections.open_requested(call.actor, project_id, edition_id, request, token=token)
    call.open(form(view))
    call.ack()


def submit_update(call: Call) -> None:
    """A corrected update: stored first, then acknowledged."""
    shown, note = update_form.read(call.body["view"]), _line(call, Field.CORRECTED)
    corrections.save_update(call.actor, shown, note)
    call.ack()


def submit_text(call: Call) -> None:
    """Other corrected words."""
    about = json.loads(call.body["view"]["private_metadata"])
    submitted = SubmittedText(
        edition_id=about["edition"],
        ref=about["ref"],
        text=rich_text.read(values(call.body["view"]).rich_text(Field.BODY)),
        note=_line(call, Field.CORRECTED),
        base=about["base"],
    )
    corrections.save_text(call.actor, submitted)
    call.ack()


def ask_to_take_down(call: Call) -> None:
    """“Take down …” in a form: whether, and why?"""
    edition_id, ref = call.payload["value"].split(" ")
    edition, item = takedowns.item_to_go(call.actor, edition_id, ref)
    call.open(take_down_form(edition, ref, item.heading))
    call.ack()


def take_down(call: Call) -> None:
    """It goes, and the forms about it close."""
    about = json.loads(call.body["view"]["private_metadata"])
    reason = _line(call, Field.TAKEN_DOWN)
    takedowns.submit(call.actor, about["edition"], about["ref"], reason)
    call.ack(response_action="clear")


def _form(view: UpdateForm | TextForm) -> dict[str, Any]:
    return form(view) if isinstance(view, UpdateForm) else text_form(view)


def _line(call: Call, field: Field) -> str:
    return " ".join(clean(values(call.body["view"]).text(field)).split())
