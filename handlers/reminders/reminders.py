"""What leads can do about a reminder, and what editors can do about silence."""

from datetime import date

from handlers.call import Call, telling
from handlers.state import needed
from rendering.slack.kit.ids import Field
from rendering.slack.kit.values import InEdition, Snoozing
from rendering.slack.reminders.reminders import ask_form
from services.editions import nudges
from services.reminders import reminder_choices

skip = telling(reminder_choices.skip)  # “No more reminders for edition …”, which carries the edition's id


def snooze(call: Call) -> None:
    """“Remind me in 2 hours”, “Remind me next working day”, which carry a ``Snoozing``."""
    wanted = Snoozing.read(call.pressed)
    call.tell(reminder_choices.snooze(call.actor, wanted.edition, wanted.until))


def away(call: Call) -> None:
    """A day was picked beside “I am away until …”, or taken away again."""
    if picked := call.payload.get("selected_date"):
        call.tell(reminder_choices.be_away(call.actor, date.fromisoformat(picked)))


def open_ask(call: Call) -> None:
    """“Ask somebody else”, which carries the edition's id."""
    call.open(ask_form(*reminder_choices.open_ask(call.actor, call.pressed)))


def ask(call: Call) -> None:
    """The form was submitted; it carries the edition's id."""
    project, deputy = call.given.option(Field.PROJECT), call.given.text(Field.DEPUTY)
    needed(project, Field.PROJECT, "Pick the project whose update somebody else can write.")
    needed(deputy, Field.DEPUTY, "Pick the person whom you want to ask.")
    reminder_choices.ask(call.actor, call.metadata, project, deputy)


def decline(call: Call) -> None:
    """“I can’t”, which carries an ``InEdition``."""
    about = InEdition.read(call.pressed)
    call.tell(reminder_choices.decline(call.actor, about.project, about.edition))


def nudge(call: Call) -> None:
    """“Nudge the lead of …”, which carries an ``InEdition``."""
    about = InEdition.read(call.pressed)
    call.tell(nudges.nudge(call.actor, about.project, about.edition))
