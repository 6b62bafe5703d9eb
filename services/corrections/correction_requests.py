"""Asking the editors to correct what leads cannot change themselves any more."""

from __future__ import annotations

from dataclasses import dataclass

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

REQUEST = "correction "  # how the kinds of occasions begin on which somebody asked for one
DONE_WITH = (EditionState.APPROVED, EditionState.PUBLISHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRequest:
    """A submitted form; ``token`` makes one submission one request."""

    project_id: str
    edition_id: str
    words: RichText
    token: str


def instead_of_edit(actor: Actor, project_id: str, edition_id: str) -> tuple[Project, Edition] | None:
    """The project and the edition for which “Edit update” asks for a correction; None while the update can be changed.

    Without an edition the update of the one that takes updates is meant.
    """
    with actor.reading() as work:
        edition = work.editions.get(edition_id) if edition_id else None
        project = work.projects.get(project_id)
        if edition is None or project is None or edition.state not in DONE_WITH:
            return None
        _check(work, project, edition)
        return project, edition


def form(actor: Actor, project_id: str, edition_id: str) -> tuple[Project, Edition]:
    """What the form is about; raises ``Conflict`` where the update can still be changed."""
    made = instead_of_edit(actor, project_id, edition_id)
    if made is None:
        raise Conflict("This update can still be changed: ", Command("/sprint-update"), " opens it.")
    return made


def ask(actor: Actor, request: CorrectionRequest) -> None:
    """The editors get it below the draft's card; whoever asked hears that. Sent twice it is asked once."""
    with actor.writing() as work:
        edition = access.edition(work, request.edition_id)
        project = access.project(work, request.project_id)
        _check(work, project, edition)
        if edition.state not in DONE_WITH:
            raise Conflict(f"{edition.title} is in review again: you can change the update yourself.")
        if not work.occasions.claim(edition.id, f"{REQUEST}{request.token}", work.person):
            return
        _post(work, project, edition, request)
        work.posts.show(f"correction asked {request.token}", say.received(project, edition), channel=work.person)
        log_about(work, "ask for a correction", project, edition)
        work.commit()


def asked_by(work: UnitOfWork, edition: Edition, token: str) -> set[str]:
    """Who has asked for the correction with this token."""
    return {who for kind, who in work.occasions.of_edition(edition.id) if token and kind == f"{REQUEST}{token}"}


def _post(work: UnitOfWork, project: Project, edition: Edition, request: CorrectionRequest) -> None:
    drafts.refresh_card(work, snapshot(work, edition))  # an edition that was published by import has no card yet
    messages = say.asked(project, edition, by=work.person, text=request.words, token=request.token)
    drafts.post_below(work, edition, f"correction {request.token}", messages)


def _check(work: UnitOfWork, project: Project, edition: Edition) -> None:
    access.check(work, project, edition.id, "ask for a correction")
