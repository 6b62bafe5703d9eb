"""Asking the editors to correct what leads cannot change themselves any more."""

from domain.edition import Edition, EditionState
from domain.errors import Conflict
from domain.ports import UnitOfWork
from domain.project import Project
from domain.sentence import Command
from domain.text.rich_text import RichText
from rendering.slack.corrections import correction_requests as say
from services.common import access
from services.common.actor import Actor
from services.common.audit import log_about
from services.common.snapshot import snapshot
from services.editions import drafts

ACT = "ask for a correction"
REQUEST = "correction "  # how the kinds of occasions begin on which somebody asked for one
DONE_WITH = (EditionState.APPROVED, EditionState.PUBLISHING, EditionState.PUBLISHED)


def instead_of_edit(actor: Actor, project_id: str, edition_id: str) -> tuple[Project, Edition] | None:
    """What “Edit update” asks a correction for once its edition is approved; None while the update can be changed."""
    with actor.reading() as work:
        edition = work.editions.get(edition_id) if edition_id else None
        project = work.projects.get(project_id)
        if edition is None or project is None or edition.state not in DONE_WITH:
            return None
        access.check(work, project, edition.id, ACT)
        return project, edition


def form(actor: Actor, project_id: str, edition_id: str) -> tuple[Project, Edition]:
    """What the form is about; raises ``Conflict`` where the update can still be changed."""
    open_still = Conflict("This update can still be changed: ", Command("/sprint-update"), " opens it.")
    return access.there(instead_of_edit(actor, project_id, edition_id), open_still)


def ask(actor: Actor, project_id: str, edition_id: str, words: RichText, token: str) -> None:
    """The editors get it below the draft's card, and whoever asked hears that, once for a ``token``."""
    with actor.writing() as work:
        edition = access.edition(work, edition_id)
        project = access.project(work, project_id)
        access.check(work, project, edition.id, ACT)
        if edition.state not in DONE_WITH:
            raise Conflict(f"{edition.title} is in review again: you can change the update yourself.")
        if not work.occasions.claim(edition.id, f"{REQUEST}{token}", work.person):
            return
        drafts.refresh_card(work, snapshot(work, edition))  # an edition that was published by import has no card yet
        messages = say.asked(project, edition, by=work.person, text=words, token=token)
        asked = f"correction {token}"
        drafts.post_below(work, edition, asked, messages)
        received = say.received(project, edition)
        work.posts.show(f"correction asked {token}", received, channel=work.person, follows=asked)
        log_about(work, ACT, project, edition)
        work.commit()


def asked_by(work: UnitOfWork, edition: Edition, token: str) -> set[str]:
    """Who has asked for the correction with this token."""
    return {who for kind, who in work.occasions.of_edition(edition.id) if token and kind == f"{REQUEST}{token}"}
