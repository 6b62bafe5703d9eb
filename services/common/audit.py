"""Writing down what was done about a project in an edition, and what was refused."""

from domain.audit import REFUSED, AuditEntry
from domain.compile import item_key
from domain.edition import Edition
from domain.errors import NotAllowed
from domain.ports import UnitOfWork
from domain.project import Project
from services.common.actor import Actor


def log_about(work: UnitOfWork, action: str, project: Project, edition: Edition, **detail: object) -> AuditEntry:
    """Adds an entry whose subject is ``bins 12``, the project's key and the edition's number; its detail names both."""
    subject, named = f"{project.key} {edition.number}", {"project": project.name, "edition": edition.title}
    return work.audit.add(action, subject, named | detail, edition_id=edition.id, item=item_key(project))


def log_refusal(actor: Actor, refused: NotAllowed) -> None:
    """Writes down what somebody tried beyond their role, in the words of the refusal's first sentence."""
    with actor.writing() as work:
        work.audit.add(REFUSED, str(refused).partition(". ")[0])
        work.commit()


def log_erasure(actor: Actor, stands_for: str) -> None:
    """Writes down that somebody's data was erased, whom ``stands_for`` stands for from now on."""
    with actor.writing() as work:
        work.audit.add("erase person", stands_for)
        work.commit()
