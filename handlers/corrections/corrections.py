"""Asking for a correction once an edition is approved; correcting what is published, and taking it down."""

from handlers.call import Call
from handlers.errors import form_of
from handlers.state import needed
from handlers.updates import update_form
from rendering.slack.corrections.corrections import choice, take_down_form
from rendering.slack.kit.ids import Field
from rendering.slack.kit.values import InEdition, ItemIn, Opened
from rendering.slack.updates.update_form import form
from services.corrections import correction_requests, corrections, takedowns
from services.corrections.corrections import SubmittedText


def choose(call: Call) -> None:
    """“Correct edition …”, which carries the edition's id: which item?"""
    call.open(choice(*corrections.choice(call.actor, call.pressed)))


def submit_request(call: Call) -> None:
    """The request was submitted; its form carries an ``InEdition``."""
    about = InEdition.read(call.metadata)
    wanted = "Write what is wrong, and what would be right."
    words = needed(call.given.words(Field.CORRECTION), Field.CORRECTION, wanted)
    correction_requests.ask(call.actor, about.project, about.edition, words, about.token)


def open_form(call: Call) -> None:
    """An item was picked by its short name, in a modal with its edition's id, which becomes the form for it."""
    call.change(form_of(corrections.open_form(call.actor, call.metadata, call.picked, token=call.token)))


def open_requested(call: Call) -> None:
    """“Correct …” below a lead’s request for a correction, which carries an ``InEdition``."""
    about = InEdition.read(call.pressed)
    token = call.token
    call.open(form(corrections.open_requested(call.actor, about.project, about.edition, about.token, token=token)))


def submit_update(call: Call) -> None:
    """A corrected update: stored first, then acknowledged."""
    corrections.save_update(call.actor, update_form.read(call.view), call.given.line(Field.CORRECTED))


def submit_text(call: Call) -> None:
    """Other corrected words; their form carries an ``Opened``."""
    about = Opened.read(call.metadata)
    submitted = SubmittedText(
        edition_id=about.edition,
        ref=about.ref,
        text=call.given.words(Field.BODY),
        note=call.given.line(Field.CORRECTED),
        base=about.base,
    )
    corrections.save_text(call.actor, submitted)


def ask_to_take_down(call: Call) -> None:
    """“Take down …” in a form, which carries an ``ItemIn``: whether, and why?"""
    about = ItemIn.read(call.pressed)
    edition, item = takedowns.item_to_go(call.actor, about.edition, about.ref)
    call.open(take_down_form(edition, about.ref, item.heading))


def take_down(call: Call) -> None:
    """“Take down”, in a form that carries an ``ItemIn``: the item goes, and the forms about it close."""
    about = ItemIn.read(call.metadata)
    takedowns.submit(call.actor, about.edition, about.ref, call.given.line(Field.TAKEN_DOWN))
    call.ack(response_action="clear")
