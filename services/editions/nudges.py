"""After closing: the editors alone hear of whom nothing was heard, and may ask them once more."""

from collections.abc import Sequence

from domain import english
from domain.edition import Edition, EditionState
from domain.errors import Conflict
from domain.offers import MessageKind
from domain.ports import UnitOfWork
from domain.project import Project
from domain.reminders import is_away, responsible
from domain.sentence import Sentence, Who, joined, people
from domain.wall_clock import clock_of
from rendering.slack.reminders import reminders
from services.common import access
from services.common.actor import Actor
from services.common.audit import log_about
from services.common.snapshot import Snapshot, progress_of
from services.common.unit import unit_of

NUDGE = "nudge"


def tell_editors_who_was_silent(work: UnitOfWork, now: Snapshot) -> None:
    """A direct message to each editor; nothing where everybody was heard of. Closed again, it says what is so now."""
    messages = reminders.silent(now.progress.missing, now.edition)
    for editor in sorted(now.editors):
        work.posts.show_group(f"{MessageKind.SILENT} {now.edition.id} {editor}", messages, channel=editor)


def nudge(actor: Actor, project_id: str, edition_id: str) -> Sentence:
    """An editor asks a project's leads, by name and once. Answers with a sentence for the editor."""
    with actor.writing_as_editor("nudge a lead") as work:
        unit, edition = unit_of(work), _taking_updates(work, edition_id)
        found = next((one for one in progress_of(work, edition).missing if one.id == project_id), None)
        not_missing = Conflict(f"This project is not missing from {edition.title} any more. Nobody was asked.")
        project = access.there(found, not_missing)
        there = access.askable(work, project, edition.id)
        if not _asks(work, project, edition, [who.id for who in there]):
            raise Conflict(f"Somebody has nudged {project.name} for {edition.title} already. Nobody was asked again.")
        away = [
            (Who(who.id), f" is away and back on {english.weekday(who.away_until)}.")
            for who in there
            if who.away_until and is_away(who, work.now(), clock_of(who, unit).timezone)
        ]
        work.commit()
    names = people([who.id for who in there])
    return joined([(names, f" will get a direct message from you about {project.name}."), *away])


def nudge_all(actor: Actor, edition_id: str) -> str:
    """An editor asks the leads of all projects that are missing, of each project once. Answers with a sentence."""
    with actor.writing_as_editor("nudge leads") as work:
        edition = _taking_updates(work, edition_id)
        choices, left = work.reminder_choices.of_edition(edition.id), access.gone(work)
        asked = [
            project.name
            for project in progress_of(work, edition).missing
            if (there := [who for who in responsible(project, choices) if who not in left])
            and _asks(work, project, edition, there)
        ]
        if not asked:
            raise Conflict(f"The leads of all projects that are missing from {edition.title} were asked already.")
        work.commit()
    return f"Their leads will get a direct message from you about {english.listing(asked)}."


def _taking_updates(work: UnitOfWork, edition_id: str) -> Edition:
    edition = access.edition(work, edition_id)
    if edition.state is not EditionState.DRAFTED:
        raise Conflict(f"{edition.title} is {edition.state}, so it takes no updates any more. Nobody was asked.")
    return edition


def _asks(work: UnitOfWork, project: Project, edition: Edition, leads: Sequence[str]) -> bool:
    """Asks the leads of a project; False where somebody has done that already."""
    if not work.occasions.claim(edition.id, NUDGE, project.id):
        return False
    for lead in leads:
        message = reminders.nudge(work.person, project, edition)
        work.posts.show(f"{NUDGE} {edition.id} {project.id} {lead}", message, channel=lead)
    log_about(work, NUDGE, project, edition, leads=list(leads))
    return True
