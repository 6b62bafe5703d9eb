"""``/sprint-update``: the form for a lead's update."""

from __future__ import annotations

from typing import Any

from domain.errors import SprintNotesError
from domain.update_fields import Part
from handlers.call import Call
from handlers.updates.added import added_text
from handlers.updates.update_form import read
from rendering.slack.corrections.correction_requests import form as correction_form
from rendering.slack.notes import help_text
from rendering.slack.updates.update_form import form
from rendering.slack.updates.update_preview import preview
from services.corrections import correction_requests
from services.updates import update_forms, updates


def command(call: Call) -> None:
    """``/sprint-update [project]`` opens the form."""
    if call.asks_for_help:
        call.answer([help_text()])
        return
    _open(call, typed_name=call.typed, channel=call.channel)


def from_shortcut(call: Call) -> None:
    """“Post a sprint update” among the shortcuts."""
    _open(call)


def from_message(call: Call) -> None:
    """“Add to sprint update” on a message: its words, its writer and its address go into the form."""
    _open(call, channel=call.payload["channel"]["id"], added=added_text(call))


def from_button(call: Call) -> None:
    """“Post update on …” in a reminder, on Home or in a confirmation opens the form for that project; once its
    edition is approved, the form for a correction."""
    project, _, edition = call.payload["value"].partition(" ")
    correction = correction_requests.instead_of_edit(call.actor, project, edition)
    if correction:
        call.open(correction_form(correction, token=call.services.new_id()))
        call.ack()
        return
    _open(call, project_id=project)


def _open(call: Call, **how: Any) -> None:
    view = update_forms.open_form(call.actor, token=call.services.new_id(), **how)
    call.open(form(view))
    call.ack()


def pick_project(call: Call) -> None:
    """Another project was picked in the open form."""
    view = update_forms.change(call.actor, read(call.body["view"]))
    call.change(form(view))
    call.ack()


def write_for_other(call: Call) -> None:
    """“Write for edition … instead”."""
    shown = read(call.body["view"])
    view = update_forms.change(call.actor, shown, call.payload["value"])
    call.change(form(view))
    call.ack()


def add_part(call: Call) -> None:
    """“Add a date” and the like: more inputs in the open form."""
    shown = read(call.body["view"])
    update_forms.keep(call.actor, shown)
    view = update_forms.add_part(call.actor, shown, Part(call.payload["value"]))
    call.change(form(view))
    call.ack()


def typed(call: Call) -> None:
    """Something was typed in the open form: it is kept, in case the form is lost."""
    _keep(call)
    call.ack()


def closed(call: Call) -> None:
    """The form was closed without posting: what was typed is kept."""
    _keep(call)
    call.ack()


def _keep(call: Call) -> None:
    try:
        update_forms.keep(call.actor, read(call.body["view"]))
    except SprintNotesError:  # nobody has asked for it to be kept, so nobody is told; posting will say why
        return


def forget(call: Call) -> None:
    """“Throw away what I typed”."""
    view = update_forms.forget(call.actor, read(call.body["view"]))
    call.change(form(view))
    call.ack()


def show_preview(call: Call) -> None:
    """“Preview update”: what readers would see, on top of the form."""
    shown = read(call.body["view"])
    update_forms.keep(call.actor, shown)
    call.open(preview(update_forms.preview(call.actor, shown)))
    call.ack()


def show_saved(call: Call) -> None:
    """“See what was saved”: the version that somebody else has saved meanwhile, and how what is typed differs."""
    shown = read(call.body["view"])
    update_forms.keep(call.actor, shown)
    view = update_forms.stored(call.actor, shown.project_id, shown.edition_id)
    call.open(preview(view))
    call.ack()


def turn_page(call: Call) -> None:
    """“Show next page” in either of the two."""
    about, _, page = call.payload["value"].rpartition(":")
    project_id, edition_id, which = about.split(" ")
    view = update_forms.stored(call.actor, project_id, edition_id, saved=which == "saved")
    call.change(preview(view, int(page)))
    call.ack()


def submit(call: Call) -> None:
    """The form was submitted: stored first, then acknowledged."""
    updates.submit(call.actor, read(call.body["view"]))
    call.ack()
