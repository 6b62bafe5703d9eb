"""What somebody tried beyond their role, for the audit log."""

from __future__ import annotations

from domain.audit import REFUSED
from domain.errors import NotAllowed
from services.common.actor import Actor


def record(actor: Actor, refused: NotAllowed) -> None:
    """Writes down what was refused, in the words of the refusal's first sentence."""
    with actor.writing() as work:
        work.audit.add(REFUSED, str(refused).partition(". ")[0])
        work.commit()
