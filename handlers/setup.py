"""``/sprint-notes setup``: where, when and how often the notes appear."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated

from pydantic import BaseModel, Field, ValidationError

from domain.calendar import LONGEST_SPRINT
from domain.errors import WrongInput
from handlers.call import Call
from handlers.state import Values, values
from rendering.slack import ids
from rendering.slack.setup import form
from services import setup


class SetupInput(BaseModel):
    """The form's values, checked; each field is called as its input."""

    unit_name: Annotated[str, Field(min_length=1, max_length=200)]
    review_channel: Annotated[str, Field(min_length=1)]
    publish_channel: Annotated[str, Field(min_length=1)]
    timezone: Annotated[str, Field(min_length=1)]
    first_day: date
    length: Annotated[int, Field(ge=1, le=LONGEST_SPRINT)]
    closing_time: time
    next_number: Annotated[int, Field(ge=1, le=100_000)]


WRONG = {
    "unit_name": "Write the name of the unit.",
    "review_channel": "Pick the channel that drafts go to.",
    "publish_channel": "Pick the channel that editions are published in.",
    "timezone": "Pick the unit’s time zone.",
    "first_day": "Pick the first day of the period.",
    "length": f"Write a whole number of days from 1 to {LONGEST_SPRINT}.",
    "closing_time": "Pick the time at which updates close.",
    "next_number": "Write a whole number from 1 to 100,000.",
}


def command(call: Call) -> None:
    """Opens the form; for everybody while there are no editors, then for editors."""
    call.open(form(setup.open_form(call.desk.store, call.workspace, call.person)))
    call.ack()


def submit(call: Call) -> None:
    """The form was submitted."""
    given = _checked(values(call.body["view"]))
    settings = setup.Settings(
        name=given.unit_name,
        review_channel=given.review_channel,
        publish_channel=given.publish_channel,
        timezone=given.timezone,
        first_day=given.first_day,
        days=given.length,
        closing=given.closing_time,
        next_number=given.next_number,
    )
    setup.save(call.desk.store, call.workspace, call.person, settings)
    call.ack()


def _checked(given: Values) -> SetupInput:
    field = ids.Field
    raw = {
        "unit_name": given.text(field.UNIT_NAME).strip(),
        "review_channel": given.conversation(field.REVIEW_CHANNEL),
        "publish_channel": given.conversation(field.PUBLISH_CHANNEL),
        "timezone": given.option(field.TIMEZONE),
        "first_day": given.day(field.FIRST_DAY),
        "length": given.text(field.LENGTH),
        "closing_time": given.time(field.CLOSING_TIME),
        "next_number": given.text(field.NEXT_NUMBER),
    }
    try:
        return SetupInput.model_validate(raw)
    except ValidationError as error:
        place = str(error.errors()[0]["loc"][0])
        raise WrongInput(place, WRONG[place]) from None
