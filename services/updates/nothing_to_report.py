"""“Nothing to report this time”: one click that counts as an answer."""

from domain.delivery import Message
from domain.edition import Edition
from domain.errors import Conflict
from domain.offers import MessageKind
from domain.ports import UnitOfWork
from domain.project import Project
from domain.update import NothingToReport
from rendering.slack.updates import nothing_to_report as say
from services.common import access
from services.common.actor import Actor
from services.common.audit import log_about
from services.common.snapshot import snapshot
from services.editions import drafts
from services.editions.waiting_reminders import call_off_reminders


def nothing_to_report(actor: Actor, project_id: str, edition_id: str = "") -> None:
    """Writes down that a project has nothing to report in an edition, else in the one that takes updates. Refused
    where there is an update, or somebody has said so before."""
    with actor.writing() as work:
        edition = access.edition_to_change(work, edition_id)
        project = access.open_project(work, project_id)
        access.check(work, project, edition.id, "say that there is nothing to report")
        update = work.updates.get(project.id, edition.id)
        if update and not update.withdrawn:
            raise Conflict(f"{project.name} has an update for {edition.title} already. It can be withdrawn.")
        answer = NothingToReport(edition_id=edition.id, project_id=project.id, by=work.person, at=work.now())
        if not work.nothing_to_report.add(answer):
            raise Conflict(f"It is noted already that there is nothing to report on {project.name} this time.")
        log_about(work, "nothing to report", project, edition)
        work.posts.show(_key(answer), say.noted(project, edition), channel=work.person)
        call_off_reminders(work, edition, project)
        _answered(work, edition)
        work.commit()


def take_back(actor: Actor, project_id: str, edition_id: str) -> None:
    """Forgets that a project has nothing to report: an update is expected again."""
    with actor.writing() as work:
        edition = access.edition_to_change(work, edition_id)
        project = access.open_project(work, project_id)
        access.check(work, project, edition.id, "take this back")
        if not _drop(work, project, edition, say.taken_back(project, edition)):
            raise Conflict(f"There is nothing to take back on {project.name} for {edition.title}.")
        log_about(work, "take back nothing to report", project, edition)
        _answered(work, edition)
        work.commit()


def superseded(work: UnitOfWork, project: Project, edition: Edition) -> None:
    """An update comes in: it takes the place of the answer that there is nothing to report, if there is one."""
    _drop(work, project, edition, say.superseded(project, edition))


def _drop(work: UnitOfWork, project: Project, edition: Edition, instead: Message) -> bool:
    """Forgets the answer; what its giver was told about it then says ``instead``."""
    given = [answer for answer in work.nothing_to_report.of_edition(edition.id) if answer.project_id == project.id]
    for answer in given:
        work.posts.change(_key(answer), instead)
    return bool(given) and work.nothing_to_report.drop(project.id, edition.id)


def _answered(work: UnitOfWork, edition: Edition) -> None:
    if drafts.has_draft(edition):
        drafts.refresh_card(work, snapshot(work, edition))
    work.homes.changed()


def _key(answer: NothingToReport) -> str:
    """Each time somebody says so they hear it anew, so the moment is part of the message's name."""
    return f"{MessageKind.NOTHING} {answer.edition_id} {answer.project_id} {answer.at.isoformat()}"
