"""What leads can do about a reminder, and what editors can do about silence."""

from __future__ import annotations

from datetime import date

from domain.errors import WrongInput
from domain.reminders import Snooze
from domain.sentence import Sentence
from handlers.call import Call
from handlers.state import values
from rendering.slack.kit.ids import Field
from rendering.slack.reminders.reminders import ask_form
from services.editions import nudges
from services.reminders import reminder_choices


def snooze(call: Call) -> None:
    """“Remind me in 2 hours”, “Remind me next working day”."""
    edition, choice = call.payload["value"].split(" ")
    _answer(call, reminder_choices.snooze(call.actor, edition, Snooze(choice)))


def skip(call: Call) -> None:
    """“No more reminders for edition …”."""
    _answer(call, reminder_choices.skip(call.actor, call.payload["value"]))


def away(call: Call) -> None:
    """A day was picked beside “I am away until …”."""
    picked = call.payload.get("selected_date")
    if not picked:
        call.ack()
        return
    _answer(call, reminder_choices.be_away(call.actor, date.fromisoformat(picked)))


def open_ask(call: Call) -> None:
    """“Ask somebody else” opens a form."""
    call.open(ask_form(reminder_choices.open_ask(call.actor, call.payload["value"])))
    call.ack()


def ask(call: Call) -> None:
    """The form was submitted."""
    view = call.body["view"]
    given = values(view)
    project, deputy = given.option(Field.PROJECT), given.person(Field.DEPUTY)
    if not project:
        raise WrongInput(Field.PROJECT, "Pick the project whose update somebody else can write.")
    if not deputy:
        raise WrongInput(Field.DEPUTY, "Pick the person whom you want to ask.")
    reminder_choices.ask(call.actor, view["private_metadata"], project, deputy)
    call.ack()


def decline(call: Call) -> None:
    """“I can’t”."""
    project, edition = call.payload["value"].split(" ")
    _answer(call, reminder_choices.decline(call.actor, project, edition))


def nudge(call: Call) -> None:
    """“Nudge the lead of …”."""
    project, edition = call.payload["value"].split(" ")
    _answer(call, nudges.nudge(call.actor, project, edition))


def _answer(call: Call, said: Sentence) -> None:
    call.ack()
    call.tell(said)
