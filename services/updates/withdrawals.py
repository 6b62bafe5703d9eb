"""Taking an update back."""

from dataclasses import replace

from domain.edition import Edition
from domain.errors import Conflict
from domain.ports import UnitOfWork
from domain.project import Project
from domain.update import Update
from services.common import access, revisions
from services.common.actor import Actor
from services.common.audit import log_about
from services.common.snapshot import snapshot
from services.editions import confirmations, drafts, follow_ups
from services.editions.editions import changed


def withdraw(actor: Actor, update_id: str) -> None:
    """Takes an update out of its edition until that is approved, once; its words stay in the history."""
    with actor.writing() as work:
        found, project = access.update(work, update_id)
        access.check(work, project, found.edition_id, "withdraw its update")
        edition = access.edition_to_change(work, found.edition_id)
        update = work.updates.get(project.id, edition.id)
        if update is None or update.withdrawn:
            raise Conflict(f"The update on {project.name} for {edition.title} is withdrawn already.")
        take_out(work, edition, project, update)
        if drafts.has_draft(edition):
            changed(work, snapshot(work, edition))
        work.commit(homes=True)


def take_out(work: UnitOfWork, edition: Edition, project: Project, update: Update) -> None:
    """Withdraws an update; the draft does not show that yet."""
    follow_ups.catch_up(work, edition)
    gone = store_withdrawn(work, update)
    log_about(work, "withdraw", project, edition, version=gone.version)
    confirmations.withdrawn(work, project, edition, gone)


def store_withdrawn(work: UnitOfWork, update: Update) -> Update:
    """The update as its next version, which is withdrawn."""
    gone = replace(update, withdrawn=True, version=update.version + 1)
    return revisions.store(work, gone, by=work.person)
