"""What leads want of their reminders: later, no more, somebody else, or none while they are away."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from domain import english
from domain.calendar import local_day
from domain.edition import Edition, EditionState
from domain.errors import Conflict, WrongInput
from domain.offers import MessageKind, what_now
from domain.person import Person, ReminderChoice
from domain.ports import UnitOfWork
from domain.project import Project
from domain.reminders import Snooze, again, choice_of, in_peace_until, is_away, responsible, snoozed_until
from domain.roles import may_post
from domain.sentence import Sentence, people
from domain.unit import Unit
from domain.wall_clock import clock_of
from rendering.slack.reminders.reminders import asked, covers, declined, handed_over, nobody_there
from services.common import access
from services.common.actor import Actor
from services.common.audit import log_about
from services.common.snapshot import progress_of
from services.common.unit import unit_of

TAKES_UPDATES = (EditionState.OPEN, EditionState.DRAFTED)


def asked_for(work: UnitOfWork, edition: Edition) -> frozenset[str]:
    """The ids of the projects whose leads have asked ``person`` for their update for an edition."""
    return frozenset(
        choice.project_id for choice in work.reminder_choices.of_edition(edition.id) if choice.deputy == work.person
    )


def snooze(actor: Actor, edition_id: str, until: Snooze) -> str:
    """Puts the reminders about an edition off. Answers with a sentence for the lead."""
    with actor.writing() as work:
        unit, edition = unit_of(work), _edition(work, edition_id, (EditionState.OPEN,))
        clock = clock_of(work.people.get(work.person), unit)
        until_when = snoozed_until(until, unit, edition, clock, work.now())
        choices = [_choice(work, edition, project) for project in _missing(work, edition)]
        if all(choice.deputy for choice in choices):
            raise Conflict("You have asked somebody else, so you get no reminders. Nothing was changed.")
        for choice in choices:
            work.reminder_choices.save(replace(choice, snoozed_until=until_when, skipped=False))
        work.commit()
    return f"You are reminded again at {clock.moment(until_when)}, unless the update is in by then."


def skip(actor: Actor, edition_id: str) -> str:
    """Ends the reminders about an edition. Answers with a sentence for the lead."""
    with actor.writing() as work:
        edition = _edition(work, edition_id, (EditionState.OPEN,))
        for project in _own(work, edition, work.projects.all()):
            work.reminder_choices.save(replace(_choice(work, edition, project), skipped=True))
        work.commit()
    return f"You get no more reminders for {edition.title}. Updates are welcome until it closes."


def open_ask(actor: Actor, edition_id: str) -> tuple[Edition, list[Project]]:
    """The updates for which a lead can ask somebody else."""
    with actor.reading() as work:
        edition = _edition(work, edition_id, TAKES_UPDATES)
        return edition, _missing(work, edition)


def ask(actor: Actor, edition_id: str, project_id: str, deputy: str) -> None:
    """Somebody else may write this update, this once, and is told so; the asker is left in peace."""
    with actor.writing() as work:
        unit, edition = unit_of(work), _edition(work, edition_id, TAKES_UPDATES)
        project = _still_missing(work, edition, project_id)
        may_post(work.person, project, work.units.editors(), asked_for(work, edition))
        known = work.people.get(deputy)
        if deputy == work.person:
            raise WrongInput("deputy", "Pick somebody other than yourself.")
        if deputy in project.leads:
            fix = f"They lead {project.name} too and are reminded by themselves. Pick somebody else."
            raise WrongInput("deputy", fix)
        if known and not known.active:
            raise WrongInput("deputy", "They do not use this workspace any more. Pick somebody else.")
        before = _choice(work, edition, project)
        work.reminder_choices.save(replace(before, deputy=deputy))
        if before.deputy != deputy:
            _leave_in_peace(work, unit, edition, project, deputy)
            message = asked(work.person, project, edition, clock=clock_of(known, unit))
            key = f"{MessageKind.ASKED} {edition.id} {project.id} {deputy} {work.new_id()}"
            over = handed_over(deputy, project, edition)
            work.posts.show(key, message, channel=deputy)
            work.posts.show(f"handed over {work.new_id()}", over, channel=work.person, follows=key)
            log_about(work, "ask somebody", project, edition, deputy=deputy)
        work.commit(homes=True)


def _leave_in_peace(work: UnitOfWork, unit: Unit, edition: Edition, project: Project, deputy: str) -> None:
    """Whoever has just been asked is not reminded in the same hour."""
    choice = choice_of(deputy, project, work.reminder_choices.of_edition(edition.id))
    own = choice or ReminderChoice(edition_id=edition.id, project_id=project.id, person=deputy)
    until = in_peace_until(unit, edition, clock_of(work.people.get(deputy), unit).timezone, work.now())
    work.reminder_choices.save(replace(own, snoozed_until=until))
    work.occasions.claim(edition.id, again(until), deputy)  # they have put nothing off: only the usual ones come


def decline(actor: Actor, project_id: str, edition_id: str) -> Sentence:
    """Somebody who was asked cannot; whoever asked them hears it. Answers with a sentence for the decliner."""
    with actor.writing() as work:
        edition = _edition(work, edition_id, TAKES_UPDATES)
        project = _still_missing(work, edition, project_id)
        askers = [
            choice
            for choice in work.reminder_choices.of_edition(edition.id)
            if choice.project_id == project.id and choice.deputy == work.person
        ]
        if not askers:
            raise Conflict(f"You are not asked for the update on {project.name} any more. Nothing was changed.")
        for choice in askers:
            work.reminder_choices.save(replace(choice, deputy=""))
            message = declined(work.person, project, edition)
            key = f"{MessageKind.DECLINED} {edition.id} {project.id} {choice.person} {work.new_id()}"
            work.posts.show(key, message, channel=choice.person)
        log_about(work, "decline", project, edition)
        work.commit(homes=True)
    return people([choice.person for choice in askers]), " will be told. You are not asked any more."


def be_away(actor: Actor, back: date) -> str:
    """No reminders before the day somebody is back; answers with a sentence. Where a window closes before that,
    whoever is there is told that the update is theirs."""
    with actor.writing() as work:
        unit, known = unit_of(work), work.people.get(work.person) or Person(id=work.person)
        timezone = clock_of(known, unit).timezone
        today = local_day(work.now(), timezone)
        if back < today:
            instead = "Pick today’s date if you are back, or the day on which you will be."
            raise Conflict(f"{english.weekday(back)} has gone by. {instead} Nothing was changed.")
        work.people.save(replace(known, away_until=back if back > today else None))
        if back > today:
            _tell_who_is_there(work, unit, back, timezone)
        work.commit()
    if back == today:
        return "You are not away any more. Reminders come as usual."
    return f"You get no reminders before {english.weekday(back)}. Pick today’s date to end that sooner."


def _tell_who_is_there(work: UnitOfWork, unit: Unit, back: date, timezone: str) -> None:
    for edition in work.editions.all():
        if edition.state is not EditionState.OPEN or back <= local_day(edition.closes_at, timezone):
            continue
        told: dict[str, list[Project]] = {}
        alone: list[Project] = []
        for project in _own(work, edition, progress_of(work, edition).missing):
            others = _others_there(work, unit, edition, project)
            for other in others:
                told.setdefault(other, []).append(project)
            alone += [] if others else [project]
        for other, projects in told.items():
            clock = clock_of(work.people.get(other), unit)
            message = covers(work.person, back, projects, edition, clock=clock)
            work.posts.show(f"{MessageKind.COVERS} {edition.id} {work.person} {back} {other}", message, channel=other)
        for editor in sorted(work.units.editors() - {work.person}) if alone else ():
            message = nobody_there(work.person, back, alone, edition)
            work.posts.show(f"{MessageKind.NOBODY} {edition.id} {work.person} {back} {editor}", message, channel=editor)


def _others_there(work: UnitOfWork, unit: Unit, edition: Edition, project: Project) -> list[str]:
    """Who else can write this update before the window closes."""
    choices, there = work.reminder_choices.of_edition(edition.id), []
    for other in responsible(project, choices):
        known = work.people.get(other) or Person(id=other)
        handed_on = any(w.deputy for w in choices if w.person == other and w.project_id == project.id)
        gone = not known.active or is_away(known, edition.closes_at, clock_of(known, unit).timezone)
        if other != work.person and not handed_on and not gone:
            there.append(other)
    return there


def _edition(work: UnitOfWork, edition_id: str, states: Iterable[EditionState]) -> Edition:
    edition = access.edition(work, edition_id)
    if edition.state not in states:
        closed = f"{edition.title} has closed, so nobody is reminded of it any more. Nothing was changed."
        raise Conflict(f"{closed} {what_now(edition)}")
    return edition


def _own(work: UnitOfWork, edition: Edition, projects: Iterable[Project]) -> list[Project]:
    choices = work.reminder_choices.of_edition(edition.id)
    return [project for project in projects if work.person in responsible(project, choices)]


def _missing(work: UnitOfWork, edition: Edition) -> list[Project]:
    missing = _own(work, edition, progress_of(work, edition).missing)
    if not missing:
        raise Conflict(f"Nothing of yours is missing from {edition.title} any more.")
    return missing


def _still_missing(work: UnitOfWork, edition: Edition, project_id: str) -> Project:
    found = next((one for one in progress_of(work, edition).missing if one.id == project_id), None)
    not_missing = f"This project’s update for {edition.title} is not missing any more. Nothing was changed."
    return access.there(found, Conflict(not_missing))


def _choice(work: UnitOfWork, edition: Edition, project: Project) -> ReminderChoice:
    choice = choice_of(work.person, project, work.reminder_choices.of_edition(edition.id))
    return choice or ReminderChoice(edition_id=edition.id, project_id=project.id, person=work.person)
