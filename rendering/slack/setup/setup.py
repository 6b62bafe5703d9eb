"""The set-up form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from zoneinfo import available_timezones

from domain import places
from domain.calendar import LONGEST_SPRINT
from domain.places import Place
from domain.unit import MOST_APPROVALS, Unit
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Callback, Field

_GROUPS = ("Europe", "Africa", "America", "Asia", "Atlantic", "Australia", "Indian", "Pacific")


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupForm:
    """What stands in the form when it opens."""

    unit: Unit
    first_day: date
    next_number: int


def form(view: SetupForm) -> blocks.Block:
    """The modal."""
    unit = view.unit
    return blocks.modal(
        "Set up Sprint Notes",
        [
            _line("Name of the unit", Field.UNIT_NAME, unit.name, hint="Who runs the notes, as readers know it."),
            _channel(
                "Review channel",
                Field.REVIEW_CHANNEL,
                unit.review_channel,
                "Drafts go here. Editors only, best private.",
            ),
            _channel("Publish channel", Field.PUBLISH_CHANNEL, unit.publish_channel, "Approved editions go here."),
            _timezone(unit.cadence.timezone),
            blocks.day_field(
                "First day",
                Field.FIRST_DAY,
                view.first_day,
                hint="The first day of the next edition’s period, or of any earlier one.",
            ),
            _number("Length in days", Field.LENGTH, unit.cadence.days, LONGEST_SPRINT),
            blocks.time_field(
                "Closing time",
                Field.CLOSING_TIME,
                unit.cadence.closing,
                hint="On the last day of each period. The draft is posted then.",
            ),
            _number("Number of the next edition", Field.NEXT_NUMBER, view.next_number, 100_000),
            _reminder_days(unit.reminders.days_before),
            blocks.time_field(
                "Reminder time",
                Field.REMINDER_TIME,
                unit.reminders.at,
                hint="On the clock of each lead, from 7am to 5pm.",
            ),
            _bank_holidays(unit.place),
            _number("Approvals needed", Field.APPROVALS_NEEDED, unit.approvals_needed, MOST_APPROVALS),
            _lone_approval(on=unit.lone_approval),
        ],
        callback=Callback.SETUP,
        submit="Save set-up",
    )


def _line(label: str, field: Field, value: str, *, hint: str) -> blocks.Block:
    element: blocks.Block = {"type": "plain_text_input", "action_id": field, "max_length": 200}
    if value:
        element["initial_value"] = value
    return blocks.field(label, field, element, hint=hint)


def _channel(label: str, field: Field, value: str, hint: str) -> blocks.Block:
    element: blocks.Block = {
        "type": "conversations_select",
        "action_id": field,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    if value:
        element["initial_conversation"] = value
    return blocks.field(label, field, element, hint=f"{hint} Invite Sprint Notes to it if it is private.")


def _reminder_days(days: Sequence[int]) -> blocks.Block:
    listed = ", ".join(map(str, days))
    element = {"type": "plain_text_input", "action_id": Field.REMINDER_DAYS, "max_length": 50, "initial_value": listed}
    hint = "How many working days before closing leads without an update are reminded, such as: 3, 1"
    return blocks.field("Reminder days", Field.REMINDER_DAYS, element, hint=hint)


def _bank_holidays(chosen: Place) -> blocks.Block:
    element: blocks.Block = {
        "type": "external_select",
        "action_id": Field.PLACE,
        "min_query_length": 2,
        "placeholder": blocks.plain("Type a country or a region"),
    }
    if places.is_known(chosen):
        element["initial_option"] = place_options([chosen])[0]
    hint = "Nobody is reminded on these days or at weekends. Left empty, they are those of the time zone’s country."
    return blocks.field("Bank holidays of", Field.PLACE, element, hint=hint, optional=True)


def place_options(found: Sequence[Place]) -> list[blocks.Block]:
    """Countries and regions to choose from."""
    return [blocks.option(places.name(place), place.code) for place in found]


def _lone_approval(*, on: bool) -> blocks.Block:
    option = blocks.option("Whoever changed the edition last may be the only one who approves it", "yes")
    element: blocks.Block = {"type": "checkboxes", "action_id": Field.LONE_APPROVAL, "options": [option]}
    if on:
        element["initial_options"] = [option]
    return blocks.field("Who approves", Field.LONE_APPROVAL, element, optional=True)


def _number(label: str, field: Field, value: int, most: int) -> blocks.Block:
    element = {
        "type": "number_input",
        "action_id": field,
        "is_decimal_allowed": False,
        "min_value": "1",
        "max_value": str(most),
        "initial_value": str(value),
    }
    return blocks.field(label, field, element)


def _timezone(chosen: str) -> blocks.Block:
    return blocks.field("Time zone", Field.TIMEZONE, blocks.grouped_select(Field.TIMEZONE, zones(), chosen=chosen))


@lru_cache(maxsize=1)
def zones() -> list[tuple[str, list[blocks.Block]]]:
    """Every time zone that has a place in its name, in groups of at most a hundred."""
    names = sorted(name for name in available_timezones() if name.split("/")[0] in _GROUPS)
    groups: list[tuple[str, list[blocks.Block]]] = []
    for region, members in groupby(sorted(names, key=_region), key=lambda name: name.split("/")[0]):
        listed = list(members)
        for at in range(0, len(listed), blocks.OPTIONS):
            part = listed[at : at + blocks.OPTIONS]
            label = region if len(listed) <= blocks.OPTIONS else f"{region}, {_place(part[0])} to {_place(part[-1])}"
            groups.append((label, [blocks.option(name.replace("_", " "), name) for name in part]))
    return [("Universal", [blocks.option("UTC", "UTC")]), *groups]


def _region(name: str) -> tuple[int, str]:
    return _GROUPS.index(name.split("/")[0]), name


def _place(name: str) -> str:
    return name.split("/")[-1].replace("_", " ")
