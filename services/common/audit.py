"""Writing down what was done about a project in an edition."""

from __future__ import annotations

from domain.audit import AuditEntry
from domain.compile import item_key
from domain.edition import Edition
from domain.ports import UnitOfWork
from domain.project import Project


def log_about(work: UnitOfWork, action: str, project: Project, edition: Edition, **detail: object) -> AuditEntry:
    """Adds an entry whose subject is ``bins 12``: the project's key and the edition's number."""
    subject = f"{project.key} {edition.number}"
    return work.audit.add(action, subject, detail, edition_id=edition.id, item=item_key(project))
