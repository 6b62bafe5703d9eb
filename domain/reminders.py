"""Whether somebody is reminded of an update that is missing, and when again if they want it later."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.calendar import evening, is_working_day, local_day, to_utc, working_day_after
from domain.edition import Edition
from domain.errors import Conflict
from domain.person import Person, ReminderChoice
from domain.project import Project
from domain.schedule import reminding
from domain.unit import Unit
from domain.wall_clock import WallClock, clock_of

LATER = timedelta(hours=2)
JUST_ASKED = timedelta(hours=1)  # to write somebody else's update


class Snooze(StrEnum):
    """When somebody wants to be reminded again."""

    LATER = "later"
    NEXT_DAY = "next_day"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueReminder:
    """One message that is due to a person about all their ``projects``, of use until ``until``; ``kinds`` are its
    moments, each of which happens once."""

    edition: Edition
    person: str
    projects: tuple[Project, ...]
    kinds: tuple[str, ...]
    at: datetime
    until: datetime


def may_be_reminded(person: Person, choice: ReminderChoice | None, now: datetime, timezone: str) -> bool:
    """Whether somebody may be reminded of a project now; ``timezone`` is the one of their clock."""
    quiet = person.quiet_until is not None and person.quiet_until > now
    return person.active and not quiet and not is_away(person, now, timezone) and wants_reminders(choice, now)


def is_away(person: Person, now: datetime, timezone: str) -> bool:
    """Whether somebody has said that they are not back yet."""
    return person.away_until is not None and local_day(now, timezone) < person.away_until


def wants_reminders(choice: ReminderChoice | None, now: datetime) -> bool:
    """Whether somebody has not put reminders off, ended them, or handed the update to somebody else."""
    if choice is None:
        return True
    put_off = choice.snoozed_until is not None and choice.snoozed_until > now
    return not (choice.skipped or choice.deputy or put_off)


def waits_for_closing(person: Person, choice: ReminderChoice | None) -> bool:
    """Whether somebody wants to know when updates close: not who left, is left in peace or has asked another."""
    return person.active and not (choice and (choice.skipped or choice.deputy))


def responsible(project: Project, choices: Iterable[ReminderChoice]) -> list[str]:
    """Whose update it is: the leads, and whom they have asked. ``choices`` are all those of one edition."""
    asked = [choice.deputy for choice in choices if choice.project_id == project.id and choice.deputy]
    return list(dict.fromkeys([*project.leads, *asked]))


def choice_of(person: str, project: Project, choices: Iterable[ReminderChoice]) -> ReminderChoice | None:
    """What somebody wants of the reminders about a project; ``choices`` are all those of one edition."""
    return next((choice for choice in choices if choice.person == person and choice.project_id == project.id), None)


def by_person(projects: Iterable[Project], choices: Collection[ReminderChoice]) -> dict[str, list[Project]]:
    """Which of the projects are whose to write about."""
    theirs: dict[str, list[Project]] = {}
    for project in projects:
        for person in responsible(project, choices):
            theirs.setdefault(person, []).append(project)
    return theirs


def due_reminders(
    unit: Unit,
    edition: Edition,
    missing: Sequence[Project],
    choices: Collection[ReminderChoice],
    people: Mapping[str, Person],
    happened: Collection[tuple[str, str]],
    now: datetime,
) -> Iterator[DueReminder]:
    """What is due to whom at ``now``, one message for a person, without what ``happened``: (kind, person). Whether
    they are there to read it is for ``may_be_reminded``."""
    by_place = {(choice.person, choice.project_id): choice for choice in choices}
    for person, projects in by_person(missing, choices).items():
        timezone = clock_of(people.get(person), unit).timezone
        own = {project: by_place.get((person, project.id)) for project in projects}
        wanted = {project: choice for project, choice in own.items() if wants_reminders(choice, now)}
        regular = [  # where the window's dates move, each day still has one at most
            _Moment(f"reminder {local_day(due.at, timezone)}", due.at, due.until, wanted)
            for due in (reminding(unit, [edition], timezone, now) if wanted else ())
        ]
        moments = [*regular, *_snoozed(unit, edition, wanted, timezone, now)]
        fresh = [moment for moment in moments if (moment.kind, person) not in happened]
        if fresh:
            yield DueReminder(
                edition=edition,
                person=person,
                projects=tuple(one for one in wanted if any(one in moment.projects for moment in fresh)),
                kinds=tuple(moment.kind for moment in fresh),
                at=min(moment.at for moment in fresh),
                until=max(moment.until for moment in fresh),
            )


@dataclass(frozen=True, slots=True)
class _Moment:
    kind: str
    at: datetime
    until: datetime
    projects: Collection[Project]


def _snoozed(
    unit: Unit, edition: Edition, wanted: Mapping[Project, ReminderChoice | None], timezone: str, now: datetime
) -> Iterator[_Moment]:
    """Reminders that were put off until today."""
    until_when = {project: choice.snoozed_until for project, choice in wanted.items() if choice}
    for at in filter(None, dict.fromkeys(until_when.values())):
        day = local_day(at, timezone)
        until = min(evening(day, timezone), edition.closes_at)
        if at <= now < until and is_working_day(day, unit.place):
            named = [project for project, moment in until_when.items() if moment == at]
            yield _Moment(again(at), at, until, named)


def again(at: datetime) -> str:
    """The kind of the reminder that was put off until ``at``."""
    return f"again {at.isoformat()}"


def in_peace_until(unit: Unit, edition: Edition, timezone: str, now: datetime) -> datetime:
    """How long somebody who was asked just ``now`` to stand in is not reminded of that: for an hour, and where the
    usual reminder falls into it or is past, for that day."""
    hour = now + JUST_ASKED
    return max([hour, *(due.until for due in reminding(unit, [edition], timezone, hour))])


def snoozed_until(choice: Snooze, unit: Unit, edition: Edition, clock: WallClock, now: datetime) -> datetime:
    """In two hours, else at the usual time of the next working day; never before that time of a day, in the evening or
    on a day off. Raises ``Conflict`` where the window has closed by then."""
    timezone = clock.timezone
    today = local_day(now, timezone)
    usual = to_utc(today, unit.reminders.at, timezone)
    later = max((now + LATER).replace(second=0, microsecond=0), usual)
    if choice is Snooze.LATER and is_working_day(today, unit.place) and later < evening(today, timezone):
        again = later
    else:
        again = to_utc(working_day_after(today, unit.place), unit.reminders.at, timezone)
    if again >= edition.closes_at:
        closes = clock.moment(edition.closes_at)
        raise Conflict(f"Updates for {edition.title} close before that, at {closes}. Nothing was changed.")
    return again
