"""Setting the notes up in a workspace."""

from dataclasses import dataclass, replace
from datetime import date, time

from domain import english, schedule
from domain.archive import Site
from domain.calendar import REMINDER_DAYS, REMINDER_TIME, Cadence, local_day
from domain.edition import Edition, EditionState, numbered
from domain.errors import WrongInput
from domain.places import Place
from domain.ports import UnitOfWork
from domain.roles import may_set_up
from domain.sentence import Sentence, Where, joined
from domain.unit import ReminderRules, Unit
from domain.wall_clock import clock_of
from domain.window import in_periods
from rendering.slack.kit.messages import say
from rendering.slack.setup.setup import drafts_come_here
from services.common.actor import Actor
from services.editions.editions import open_next, retell_later, review_again


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSettings:
    """A submitted set-up form."""

    name: str
    review_channel: str
    publish_channel: str
    timezone: str
    first_day: date
    days: int
    closing: time
    next_number: int
    reminder_days: tuple[int, ...] = REMINDER_DAYS
    reminder_time: time = REMINDER_TIME
    place: Place | None = None  # none: that of the time zone
    approvals_needed: int = 1
    lone_approval: bool = True
    all_in_channel: bool = False
    web: bool = False
    web_first: int = 1
    web_people: bool = False


def open_form(actor: Actor) -> tuple[Unit, Site, date, int]:
    """The unit, what of it is on the web, the first day and the number of its next edition; for editors alone, once
    there are any."""
    with actor.reading() as work:
        may_set_up(work.person, work.units.editors())
        unit = work.units.get() or Unit(name="")
        site = work.archive.site()
        if opened := _open_editions(work):
            return unit, site, opened[0].starts, opened[0].number
        last = max((edition.number for edition in numbered(work.editions.all())), default=0)
        today = local_day(work.now(), unit.cadence.timezone)
        first_day = unit.cadence.anchor if unit.is_set_up else today
        return unit, site, first_day, max(last + 1, unit.next_number)


def save(actor: Actor, settings: UnitSettings, token: str = "") -> None:
    """Stores the set-up, once for a ``token``. The first person to do so becomes the first editor and is told so."""
    with actor.writing() as work:
        editors = work.units.editors()
        may_set_up(work.person, editors)
        if not settings.name.strip():
            raise WrongInput("unit_name", "Write the name of the unit.")
        if token and not work.acts.claim(token, work.new_id()):
            return
        last = max((edition.number for edition in numbered(work.editions.all()) if not edition.is_new), default=0)
        if settings.next_number <= last:
            raise WrongInput("next_number", f"Edition {last} exists already. Write {last + 1} or more.")
        before = work.units.get() or Unit(name="")
        unit = _unit(before, settings)
        work.units.save(unit)
        _show_on_the_web(work, unit, settings)
        _move_open_editions(work, before, unit, settings)
        review_again(work, "changing the set-up")
        if not editors:
            work.units.add_editor(work.person)
            work.audit.add("become first editor", unit.name)
        work.audit.add("set up", unit.name)
        _tell(work, unit, first=not editors)
        if unit.review_channel != before.review_channel:  # a private one that the bot is not in is noticed now
            work.posts.post(
                f"review channel {work.new_id()}", drafts_come_here(work.person), channel=unit.review_channel
            )
        if unit.publish_channel != before.publish_channel:
            work.posts.join(unit.publish_channel)
        work.commit(homes=True)


def _show_on_the_web(work: UnitOfWork, unit: Unit, settings: UnitSettings) -> None:
    """Where nothing was ever chosen there is nothing to keep."""
    before = work.archive.site()
    slug = before.slug or unit.short_name or unit.name
    wanted = Site(slug=slug, is_on=settings.web, first_edition=settings.web_first, people=settings.web_people)
    if wanted != before and (wanted.is_on or before.slug):
        work.archive.save_site(wanted)
        work.audit.add("show on the web" if wanted.is_on else "take off the web", unit.name)


def _unit(before: Unit, settings: UnitSettings) -> Unit:
    """A place that the form was opened with stays what it was: where none was chosen, that of the time zone."""
    place = settings.place or Place()
    if place == before.place:
        place = Place(before.reminders.country, before.reminders.region)
    return replace(
        before,
        name=settings.name.strip(),
        review_channel=settings.review_channel,
        publish_channel=settings.publish_channel,
        next_number=settings.next_number,
        cadence=Cadence(
            anchor=settings.first_day, days=settings.days, closing=settings.closing, timezone=settings.timezone
        ),
        reminders=ReminderRules(
            days_before=settings.reminder_days, at=settings.reminder_time, country=place.country, region=place.region
        ),
        approvals_needed=settings.approvals_needed,
        lone_approval=settings.lone_approval,
        all_in_channel=settings.all_in_channel,
    )


def _move_open_editions(work: UnitOfWork, before: Unit, unit: Unit, settings: UnitSettings) -> None:
    """The open edition takes its number and dates from the form, and one that was opened early follows it;
    without an open one, the first is opened.

    Dates that the form was opened with stay as they are: an edition may be longer than the cadence, or come
    from a file with its window gone by, and then its draft is due.
    """
    opened = _open_editions(work)
    if not opened:
        open_next(work, schedule.opening(unit, work.editions.all(), work.now()))
        return
    moved = [replace(edition, number=number) for number, edition in enumerate(opened, settings.next_number)]
    if unit.cadence != replace(before.cadence, anchor=opened[0].starts):
        moved = list(in_periods(moved, unit.cadence, work.now()))
    changed = [new for old, new in zip(opened, moved, strict=True) if old != new]
    by_id = {edition.id: edition for edition in opened}
    upwards = settings.next_number > opened[0].number
    for edition in reversed(changed) if upwards else changed:  # no two have a number even for a moment
        work.editions.save(edition, expected=EditionState.OPEN)
        retell_later(work, by_id[edition.id], edition)


def _open_editions(work: UnitOfWork) -> list[Edition]:
    """The open edition, and after it one that was opened early. One that was reopened has its number and dates."""
    return [edition for edition in work.editions.all() if edition.is_new]


def _tell(work: UnitOfWork, unit: Unit, *, first: bool) -> None:
    begun = "You are the first editor of these sprint notes: you can approve and publish."
    sentences: list[Sentence] = [begun] if first else []
    review, publish = Where(unit.review_channel), Where(unit.publish_channel)
    sentences.append(("Drafts go to ", review, ", published editions to ", publish, "."))
    for edition in _open_editions(work)[:1]:
        if edition.closes_at > work.now():
            closes = clock_of(work.people.get(work.person), unit).moment(edition.closes_at)
            period = english.period(edition.starts, edition.ends)
            sentences.append(f"{edition.title} covers {period}; its draft comes at {closes}.")
    work.posts.show(f"set up {work.new_id()}", say(joined(sentences)), channel=work.person)
