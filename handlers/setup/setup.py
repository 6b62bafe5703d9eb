"""``/sprint-notes setup``: where, when and how often the notes appear."""

import re
from datetime import date, time
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from domain.calendar import LONGEST_SPRINT
from domain.errors import WrongInput
from domain.places import Place, place_called, places_like
from domain.unit import EARLIEST_REMINDER, LATEST_REMINDER, MOST_APPROVALS, MOST_DAYS_BEFORE, MOST_REMINDERS
from handlers.call import Call
from rendering.slack.kit import ids
from rendering.slack.setup import setup as form_parts
from rendering.slack.setup.setup import form
from services.setup import setup


def _numbers(typed: str) -> list[str]:
    return sorted(set(re.split(r"[\s,;]+", typed.strip())), key=len)


def _falling(days: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(days, reverse=True))


def _place(code: str) -> Place | None:
    if not code:
        return None
    place = place_called(code)
    if place is None:
        raise ValueError(code)
    return place


DaysBefore = Annotated[int, Field(ge=1, le=MOST_DAYS_BEFORE)]


class SetupInput(BaseModel):
    """The form's values, checked; each is called as the setting that it becomes, its alias as its input."""

    model_config = ConfigDict(str_strip_whitespace=True)

    name: Annotated[str, Field(alias="unit_name", min_length=1, max_length=200)]
    review_channel: Annotated[str, Field(min_length=1)]
    publish_channel: Annotated[str, Field(min_length=1)]
    timezone: Annotated[str, Field(min_length=1)]
    first_day: date
    days: Annotated[int, Field(alias="length", ge=1, le=LONGEST_SPRINT)]
    closing: Annotated[time, Field(alias="closing_time")]
    next_number: Annotated[int, Field(ge=1, le=100_000)]
    reminder_days: Annotated[
        tuple[DaysBefore, ...], BeforeValidator(_numbers), Field(max_length=MOST_REMINDERS), AfterValidator(_falling)
    ]
    reminder_time: Annotated[time, Field(ge=EARLIEST_REMINDER, le=LATEST_REMINDER)]
    place: Annotated[Place | None, BeforeValidator(_place)]
    approvals_needed: Annotated[int, Field(ge=1, le=MOST_APPROVALS)]
    lone_approval: bool
    all_in_channel: bool
    web: bool
    web_first: Annotated[int, Field(ge=1, le=100_000)]
    web_people: bool


BOXES = (ids.Field.LONE_APPROVAL, ids.Field.ALL_IN_CHANNEL, ids.Field.WEB, ids.Field.WEB_PEOPLE)
WRONG = {
    "unit_name": "Write the name of the unit.",
    "review_channel": "Pick the channel that drafts go to.",
    "publish_channel": "Pick the channel that editions are published in.",
    "timezone": "Pick the unit’s time zone.",
    "first_day": "Pick the first day of the period.",
    "length": f"Write a whole number of days from 1 to {LONGEST_SPRINT}.",
    "closing_time": "Pick the time at which updates close.",
    "next_number": "Write a whole number from 1 to 100,000.",
    "reminder_days": (
        f"Write up to {MOST_REMINDERS} whole numbers from 1 to {MOST_DAYS_BEFORE}, with commas between them, "
        "such as: 3, 1"
    ),
    "reminder_time": "Pick a time from 7am to 5pm: nobody is reminded in the evening.",
    "place": "Pick a country or a region from the list.",
    "approvals_needed": f"Write a whole number from 1 to {MOST_APPROVALS}.",
    "web_first": "Write the number of an edition, from 1 to 100,000.",
}


def command(call: Call) -> None:
    """Opens the form; for everybody while there are no editors, then for editors."""
    call.open(form(*setup.open_form(call.actor), token=call.token))


def place_options(call: Call) -> None:
    """Words are typed into “Bank holidays of”."""
    call.ack(options=form_parts.place_options(places_like(call.pressed)))


def submit(call: Call) -> None:
    """The form was submitted; it carries the token."""
    given = call.given
    typed = {name: given.text(name) or given.option(name) for name in WRONG}
    try:
        checked = SetupInput.model_validate(typed | {box: given.ticked(box) for box in BOXES})
    except ValidationError as error:
        place = str(error.errors()[0]["loc"][0])
        raise WrongInput(place, WRONG[place]) from None
    setup.save(call.actor, setup.UnitSettings(**dict(checked)), call.metadata)
