"""Reminding the leads whose projects have neither an update nor an answer, each once for a moment."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from domain.delivery_ports import Directory
from domain.edition import Edition, EditionState
from domain.failpoints import reached
from domain.offers import MessageKind, told_in
from domain.person import Person
from domain.ports import Store, UnitOfWork
from domain.progress import is_expected
from domain.reminders import (
    DueReminder,
    by_person,
    choice_of,
    due_reminders,
    may_be_reminded,
    waits_for_closing,
)
from domain.unit import Unit
from domain.wall_clock import clock_of
from rendering.slack.reminders.reminders import closing_moved, reminder
from services.common.snapshot import progress_of
from services.common.unit import unit_of
from services.editions.waiting_reminders import key_of, say_anew
from services.reminders.directory import is_stale, little_known, renew

FRESH = timedelta(minutes=10)  # how old what Slack says of somebody may be when they are reminded
SLACK_MAY_TAKE = timedelta(minutes=30)  # after which what is known must do


def remind(store: Store, directory: Directory, workspace: str) -> None:
    """Reminds whoever may be reminded now, having asked Slack whether they want to be left alone."""
    with store.reading(workspace) as work:
        unit = work.units.get()
        if unit is None or not unit.is_set_up:
            return
        due = list(_due(work, unit))
        known = {person.id: person for person in work.people.all()}
        not_fresh = [thing.person for thing in due if is_stale(known.get(thing.person), work.now(), FRESH)]
        unknown = [*not_fresh, *little_known(work)]
    renew(store, directory, workspace, unknown)
    if not due:
        return
    with store.reading(workspace) as work:
        unit = unit_of(work)
        if not any(_ready(work, unit, thing) for thing in _due(work, unit)):
            return
    with store.writing(workspace) as work:
        unit = unit_of(work)
        for thing in list(_due(work, unit)):
            ready = _ready(work, unit, thing)
            if ready:
                _send(work, unit, ready)
        reached("remind.before_commit")
        work.commit()
        reached("remind.after_commit")


def follow_closing(work: UnitOfWork, before: Edition, edition: Edition) -> None:
    """The window closes at another time: reminders that still wait say so, and those who owe an update hear it. Whoever
    was told of another time before has that message changed, and a new one where updates close sooner than it said."""
    say_anew(work, edition)
    told = {} if before.state is not EditionState.OPEN or edition.closes_at < before.closes_at else _told(work, edition)
    unit, choices = unit_of(work), work.reminder_choices.of_edition(edition.id)
    known = {person.id: person for person in work.people.all()}
    for person, projects in by_person(progress_of(work, edition).missing, choices).items():
        lead = known.get(person) or Person(id=person)
        owed = [project for project in projects if waits_for_closing(lead, choice_of(person, project, choices))]
        if owed:
            message = closing_moved(owed, edition, clock=clock_of(lead, unit))
            key = told.get(person) or f"{MessageKind.CLOSING} {edition.id} {edition.version:06} {person}"
            work.posts.show(key, message, channel=person)


def _told(work: UnitOfWork, edition: Edition) -> dict[str, str]:
    """Who was told of another closing time: the key of each one's newest message about that."""
    found = [(told_in(post.key, edition.id), post.key) for post in work.posts.about(edition.id)]
    told = sorted(
        (rest[0], rest[1], key) for (kind, rest), key in ((a, b) for a, b in found if a) if kind is MessageKind.CLOSING
    )
    return {person: key for _, person, key in told}


def _due(work: UnitOfWork, unit: Unit) -> Iterator[DueReminder]:
    """What is due now. In a writing unit of work the editions are held: no update comes in between."""
    known = {person.id: person for person in work.people.all()}
    for listed in work.editions.all():
        if listed.state is not EditionState.OPEN:
            continue
        edition = work.editions.get(listed.id)
        if edition is None or edition.state is not EditionState.OPEN:
            continue
        choices, happened = work.reminder_choices.of_edition(edition.id), work.occasions.of_edition(edition.id)
        expected = [project for project in work.projects.all() if is_expected(project)]
        if any(
            due_reminders(unit, edition, expected, choices, known, happened, work.now())
        ):  # else updates stay unread
            missing = progress_of(work, edition).missing
            yield from due_reminders(unit, edition, missing, choices, known, happened, work.now())


def _ready(work: UnitOfWork, unit: Unit, due: DueReminder) -> DueReminder | None:
    """What of a due reminder may be said now; None while Slack is to be asked first, or for nothing."""
    now, known = work.now(), work.people.get(due.person)
    if is_stale(known, now, FRESH) and now - due.at < SLACK_MAY_TAKE:
        return None
    person, choices = known or Person(id=due.person), work.reminder_choices.of_edition(due.edition.id)
    timezone = clock_of(known, unit).timezone
    projects = [p for p in due.projects if may_be_reminded(person, choice_of(due.person, p, choices), now, timezone)]
    return replace(due, projects=tuple(projects)) if projects else None


def _send(work: UnitOfWork, unit: Unit, due: DueReminder) -> None:
    """One message for all kinds that nobody else has claimed."""
    claimed = [kind for kind in due.kinds if work.occasions.claim(due.edition.id, kind, due.person)]
    if not claimed:
        return
    clock = clock_of(work.people.get(due.person), unit)
    message = reminder(due.projects, due.edition, clock=clock)
    key = key_of(due.edition, due.person, claimed[0])
    work.posts.show(key, message, channel=due.person, group=key, not_after=due.until)
