"""``/sprint-update``: the form for a lead's update."""

from typing import Any

from domain.delivery import Message
from domain.errors import SprintNotesError
from domain.update_fields import Part
from handlers.call import Call
from handlers.updates.added import added
from handlers.updates.update_form import read
from rendering.slack.corrections.correction_requests import form as correction_form
from rendering.slack.kit.values import InEdition, PageOf, PreviewOf, one
from rendering.slack.notes import help_text
from rendering.slack.updates.update_form import form, preview
from services.corrections import correction_requests
from services.setup.people import reader_of_help
from services.updates import update_forms, updates
from services.updates.update_forms import OpenForm


def command(call: Call) -> None:
    """``/sprint-update [project]`` opens the form, or asks which project is meant."""
    if call.asks_for_help:
        call.answer([help_text(reader=reader_of_help(call.actor))])
    elif call.typed:
        _open_named(call)
    else:
        _open(call, channel=call.channel)


def _open_named(call: Call) -> None:
    view = update_forms.open_named(call.actor, call.typed, token=call.token)
    if isinstance(view, Message):
        call.answer([view])
    else:
        call.open(form(view))


def from_shortcut(call: Call) -> None:
    """“Post a sprint update” among the shortcuts."""
    _open(call)


def from_message(call: Call) -> None:
    """“Add to sprint update” on a message: its words and pictures, its writer and its address go into the form."""
    _open(call, channel=call.channel_of_message, added=added(call))


def from_button(call: Call) -> None:
    """“Post update on …”, which carries an ``InEdition``; once that is approved, the form is one for a correction."""
    about = InEdition.read(call.pressed)
    correction = correction_requests.instead_of_edit(call.actor, about.project, about.edition)
    if correction:
        call.open(correction_form(*correction, token=call.token))
    else:
        _open(call, project_id=about.project)


def _open(call: Call, **how: Any) -> None:
    call.open(form(update_forms.open_form(call.actor, token=call.token, **how)))


def pick_project(call: Call) -> None:
    """Another project was picked in the open form."""
    call.change(form(update_forms.change(call.actor, read(call.view))))


def write_for_other(call: Call) -> None:
    """“Write for edition … instead”, which carries that edition's id."""
    call.change(form(update_forms.change(call.actor, read(call.view), call.pressed)))


def add_part(call: Call) -> None:
    """“Add a date” and the like, which carry the part: more inputs in the open form."""
    call.change(form(update_forms.add_part(call.actor, _kept(call), one(Part, call.pressed))))


def keep(call: Call) -> None:
    """Something was typed in the open form, or it was closed without posting: what was typed is kept."""
    try:
        _kept(call)
    except SprintNotesError:  # nobody has asked for it to be kept, so nobody is told; posting will say why
        return


def forget(call: Call) -> None:
    """“Throw away what I typed”."""
    call.change(form(update_forms.forget(call.actor, read(call.view))))


def show_preview(call: Call) -> None:
    """“Preview update”: what readers would see, on top of the form."""
    call.open(preview(update_forms.preview(call.actor, _kept(call))))


def show_saved(call: Call) -> None:
    """“See what was saved”: the version that somebody else has saved meanwhile, and how what is typed differs."""
    shown = _kept(call)
    call.open(preview(update_forms.stored(call.actor, shown.project_id, shown.edition_id)))


def keep_mine(call: Call) -> None:
    """“Keep mine”, which carries an input's name: what somebody else has there is not shown any more."""
    call.change(form(update_forms.decide(call.actor, _kept(call), call.pressed)))


def take_theirs(call: Call) -> None:
    """“Take theirs”, which carries an input's name."""
    call.change(form(update_forms.decide(call.actor, _kept(call), call.pressed, takes=True)))


def turn_page(call: Call) -> None:
    """“Show next page” in either of the two, which carries a ``PageOf`` a ``PreviewOf``."""
    turned = PageOf.read(call.pressed)
    about = PreviewOf.read(turned.about)
    view = update_forms.stored(call.actor, about.project, about.edition, saved=about.which == "saved")
    call.change(preview(view, turned.page))


def submit(call: Call) -> None:
    """The form was submitted: stored first, then acknowledged."""
    updates.submit(call.actor, read(call.view))


def _kept(call: Call) -> OpenForm:
    """The form in front of a person; what is typed in it is kept, in case it is lost."""
    shown = read(call.view)
    update_forms.keep(call.actor, shown)
    return shown
