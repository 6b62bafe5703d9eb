"""Reminders that still wait in the outbox: they are kept true, or not sent."""

from domain.edition import Edition
from domain.ports import UnitOfWork
from domain.project import Project
from domain.reminders import by_person, choice_of, wants_reminders
from domain.wall_clock import clock_of
from rendering.slack.reminders.reminders import reminder
from services.common.snapshot import progress_of
from services.common.unit import unit_of

KINDS = ("reminder ", "again ")  # of occasions; see ``domain.reminders``


def call_off_reminders(work: UnitOfWork, edition: Edition, project: Project) -> None:
    """An update or an answer is there: a reminder that still waits does not name the project, or is not sent."""
    say_anew(work, edition, but_for=project.id)


def stop_reminders(work: UnitOfWork, edition: Edition) -> None:
    """Nobody is to be reminded of this edition any more: what still waits is not sent."""
    for key in work.posts.waiting(_given(work, edition)):
        work.posts.call_off(key)


def say_anew(work: UnitOfWork, edition: Edition, but_for: str = "") -> None:
    """Has what waits name what is missing now, ``but_for`` the project with this id."""
    keys = _given(work, edition)
    waiting = work.posts.waiting(keys)
    if not waiting:
        return
    unit, choices = unit_of(work), work.reminder_choices.of_edition(edition.id)
    theirs = by_person([one for one in progress_of(work, edition).missing if one.id != but_for], choices)
    for key in sorted(waiting):
        person = keys[key]
        owed = theirs.get(person, ())
        rest = [one for one in owed if wants_reminders(choice_of(person, one, choices), work.now())]
        if rest:
            clock = clock_of(work.people.get(person), unit)
            work.posts.show(key, reminder(rest, edition, clock=clock), channel=person, group=key)
        else:
            work.posts.call_off(key)


def _given(work: UnitOfWork, edition: Edition) -> dict[str, str]:
    """The keys of all reminders of an edition, each with the person whom it is for."""
    given = [(kind, who) for kind, who in sorted(work.occasions.of_edition(edition.id)) if kind.startswith(KINDS)]
    return {key_of(edition, who, kind): who for kind, who in given}


def key_of(edition: Edition, person: str, kind: str) -> str:
    """What a reminder is called."""
    return f"reminder {edition.id} {person} {kind}"
