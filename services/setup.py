"""Setting the notes up in a workspace."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time
from zoneinfo import ZoneInfo

from domain import schedule, words
from domain.calendar import Cadence, local_day, next_period
from domain.edition import Edition, EditionState
from domain.errors import WrongInput
from domain.ports import Store, UnitOfWork
from domain.roles import may_set_up
from domain.unit import Unit
from rendering.slack.notes import say
from rendering.slack.setup import SetupForm
from services.editions import open_next


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """A submitted set-up form."""

    name: str
    review_channel: str
    publish_channel: str
    timezone: str
    first_day: date
    days: int
    closing: time
    next_number: int


def open_form(store: Store, workspace: str, person: str) -> SetupForm:
    """The form as things stand; raises ``NotAllowed`` for anybody but an editor, once there are editors."""
    with store.reading(workspace) as work:
        may_set_up(person, work.units.editors())
        unit = work.units.get() or Unit(name="")
        opened = _open_edition(work)
        if opened:
            return SetupForm(unit=unit, first_day=opened.starts, next_number=opened.number)
        last = max((edition.number for edition in work.editions.all()), default=0)
        today = local_day(work.now(), unit.cadence.timezone)
        first_day = unit.cadence.anchor if unit.is_set_up else today
        return SetupForm(unit=unit, first_day=first_day, next_number=max(last + 1, unit.next_number))


def save(store: Store, workspace: str, person: str, settings: Settings) -> None:
    """Stores the set-up. The first person to do so becomes the first editor and is told so."""
    with store.writing(workspace) as work:
        editors = work.units.editors()
        may_set_up(person, editors)
        _check(work, settings)
        before = work.units.get() or Unit(name="")
        unit = _unit(before, settings)
        work.units.save(unit)
        _move_open_edition(work, unit, settings)
        if not editors:
            work.units.add_editor(person)
            work.audit.add(person, "become first editor", unit.name)
        work.audit.add(person, "set up", unit.name)
        _tell(work, person, unit, first=not editors)
        work.commit()


def _check(work: UnitOfWork, settings: Settings) -> None:
    if not settings.name.strip():
        raise WrongInput("unit_name", "Write the name of the unit.")
    opened = _open_edition(work)
    taken = [edition.number for edition in work.editions.all() if edition != opened]
    if settings.next_number <= max(taken, default=0):
        raise WrongInput("next_number", f"Edition {max(taken)} exists already. Write {max(taken) + 1} or more.")


def _unit(before: Unit, settings: Settings) -> Unit:
    return replace(
        before,
        name=settings.name.strip(),
        review_channel=settings.review_channel,
        publish_channel=settings.publish_channel,
        next_number=settings.next_number,
        cadence=Cadence(
            anchor=settings.first_day, days=settings.days, closing=settings.closing, timezone=settings.timezone
        ),
    )


def _move_open_edition(work: UnitOfWork, unit: Unit, settings: Settings) -> None:
    """The open edition takes its number and dates from the form; without one, the first is opened.

    Dates that the form shows as they are stay as they are, even where their window has gone by: that is an
    edition brought in from a file, whose draft is due.
    """
    opened = _open_edition(work)
    if opened is None:
        open_next(work, schedule.opening(unit, work.editions.all(), work.now()))
        return
    if (opened.number, opened.starts) == (settings.next_number, settings.first_day) and _lasts(opened, unit):
        return
    period = next_period(unit.cadence, work.now())
    moved = replace(
        opened,
        number=settings.next_number,
        starts=period.starts,
        ends=period.ends,
        closes_at=period.closes_at,
    )
    work.editions.save(moved, expected=EditionState.OPEN)


def _lasts(edition: Edition, unit: Unit) -> bool:
    days = (edition.ends - edition.starts).days + 1
    closing = edition.closes_at.astimezone(ZoneInfo(unit.cadence.timezone)).time()
    return days == unit.cadence.days and closing == unit.cadence.closing


def _open_edition(work: UnitOfWork) -> Edition | None:
    return next((edition for edition in work.editions.all() if edition.state is EditionState.OPEN), None)


def _tell(work: UnitOfWork, person: str, unit: Unit, *, first: bool) -> None:
    edition = _open_edition(work)
    lines = ["You are the first editor of these sprint notes: you can approve and publish."] if first else []
    lines.append(f"Drafts go to <#{unit.review_channel}>, published editions to <#{unit.publish_channel}>.")
    if edition and edition.closes_at > work.now():
        closes = words.moment(edition.closes_at, unit.cadence.timezone)
        period = words.period(edition.starts, edition.ends)
        lines.append(f"{edition.title} covers {period}; its draft comes at {closes}.")
    work.posts.show(f"set up {work.new_id()}", say(" ".join(lines)), channel=person)
