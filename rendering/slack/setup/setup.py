"""The set-up form."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from zoneinfo import available_timezones

from domain import places
from domain.archive import Site
from domain.calendar import LONGEST_SPRINT, Cadence
from domain.delivery import Message
from domain.inputs import Kind
from domain.places import Place
from domain.sentence import Who
from domain.unit import MOST_APPROVALS, Unit
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Callback, Field
from rendering.slack.kit.inputs import Inputs, entry
from rendering.slack.kit.messages import say

_GROUPS = ("Europe", "Africa", "America", "Asia", "Atlantic", "Australia", "Indian", "Pacific")


def form(unit: Unit, site: Site, first_day: date, next_number: int, *, token: str = "") -> blocks.Block:
    """The modal, with what stands in it when it opens; ``token`` makes one submission of it one thing."""
    periods = _periods(unit.cadence, first_day, next_number)
    return blocks.modal(
        "Set up Sprint Notes",
        [*_unit(unit), *periods, *_reminders(unit), *_approvals(unit), *_publishing(unit), *_web(site)],
        callback=Callback.SETUP,
        metadata=token,
        submit="Save set-up",
    )


def _unit(unit: Unit) -> Iterator[blocks.Block]:
    who, invite = "Who runs the notes, as readers know it.", "Invite Sprint Notes to it if it is private."
    review, publish = f"Drafts go here. Editors only, best private. {invite}", f"Approved editions go here. {invite}"
    inputs = Inputs()
    yield entry(Field.UNIT_NAME, "Name of the unit", Kind.LINE, unit.name, hint=who, max_length=200)
    yield inputs.channel("Review channel", Field.REVIEW_CHANNEL, unit.review_channel, hint=review, optional=False)
    yield inputs.channel("Publish channel", Field.PUBLISH_CHANNEL, unit.publish_channel, hint=publish, optional=False)


def _periods(cadence: Cadence, first_day: date, next_number: int) -> Iterator[blocks.Block]:
    zone = blocks.grouped_select(Field.TIMEZONE, zones(), chosen=cadence.timezone)
    first = "The first day of the next edition’s period, or of any earlier one."
    closing = "On the last day of each period. The draft is posted then."
    yield blocks.field("Time zone", Field.TIMEZONE, zone)
    yield entry(Field.FIRST_DAY, "First day", Kind.DAY, first_day, hint=first)
    yield _number("Length in days", Field.LENGTH, cadence.days, LONGEST_SPRINT)
    yield entry(Field.CLOSING_TIME, "Closing time", Kind.TIME, cadence.closing, hint=closing)
    yield _number("Number of the next edition", Field.NEXT_NUMBER, next_number, 100_000)


def _reminders(unit: Unit) -> Iterator[blocks.Block]:
    days = ", ".join(map(str, unit.reminders.days_before))
    before = "How many working days before closing leads without an update are reminded, such as: 3, 1"
    clock = "On the clock of each lead, from 7am to 5pm."
    none = "Nobody is reminded on these days or at weekends. Left empty, they are those of the time zone’s country."
    chosen = next(iter(place_options([unit.place])), None) if places.is_known(unit.place) else None
    place = blocks.typed_select(Field.PLACE, at_least=2, placeholder="Type a country or a region", chosen=chosen)
    yield entry(Field.REMINDER_DAYS, "Reminder days", Kind.LINE, days, hint=before, max_length=50)
    yield entry(Field.REMINDER_TIME, "Reminder time", Kind.TIME, unit.reminders.at, hint=clock)
    yield blocks.field("Bank holidays of", Field.PLACE, place, hint=none, optional=True)


def place_options(found: Sequence[Place]) -> list[blocks.Block]:
    """Countries and regions to choose from."""
    return [blocks.option(places.name(place), place.code) for place in found]


def _approvals(unit: Unit) -> Iterator[blocks.Block]:
    alone = blocks.option("Whoever changed the edition last may be the only one who approves it", "yes")
    yield _number("Approvals needed", Field.APPROVALS_NEEDED, unit.approvals_needed, MOST_APPROVALS)
    yield Inputs().box("Who approves", Field.LONE_APPROVAL, alone, ticked=unit.lone_approval)


def _publishing(unit: Unit) -> Iterator[blocks.Block]:
    shape = "Otherwise there is a front page in it, with each story in its thread."
    everything = blocks.option("All of an edition stands in the publish channel itself", "yes")
    yield Inputs().box(
        "How editions are posted", Field.ALL_IN_CHANNEL, everything, ticked=unit.all_in_channel, hint=shape
    )


def _web(site: Site) -> Iterator[blocks.Block]:
    on = blocks.option("Everybody can read published editions on the web", "yes")
    people = blocks.option("Show whom texts mention, and the contacts of projects", "yes")
    address = "Where whoever runs the app has set an address for it. Drafts are never there."
    yield Inputs().box("Open archive", Field.WEB, on, ticked=site.is_on, hint=address)
    yield _number("First edition on the web", Field.WEB_FIRST, site.first_edition, 100_000)
    yield Inputs().box("People on the web", Field.WEB_PEOPLE, people, ticked=site.people)


def drafts_come_here(by: str) -> Message:
    """What the review channel is told: where this cannot be posted, no draft could be, and editors hear so at once."""
    return say((Who(by), " has set the sprint notes up: drafts come here to be reviewed."))


def _number(label: str, field: Field, value: int, most: int) -> blocks.Block:
    return entry(field, label, Kind.NUMBER, value, is_decimal_allowed=False, min_value="1", max_value=str(most))


@lru_cache(maxsize=1)
def zones() -> list[tuple[str, list[blocks.Block]]]:
    """Every time zone that has a place in its name, in groups of at most a hundred."""
    names = (name for name in available_timezones() if _region(name) in _GROUPS)
    ordered = sorted(names, key=lambda name: (_GROUPS.index(_region(name)), name))
    groups: list[tuple[str, list[blocks.Block]]] = []
    for region, members in groupby(ordered, key=_region):
        listed = list(members)
        for at in range(0, len(listed), blocks.OPTIONS):
            part = listed[at : at + blocks.OPTIONS]
            label = region if len(listed) <= blocks.OPTIONS else f"{region}, {_place(part[0])} to {_place(part[-1])}"
            groups.append((label, [blocks.option(name.replace("_", " "), name) for name in part]))
    return [("Universal", [blocks.option("UTC", "UTC")]), *groups]


def _region(name: str) -> str:
    return name.split("/")[0]


def _place(name: str) -> str:
    return name.split("/")[-1].replace("_", " ")
