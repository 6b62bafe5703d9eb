"""What somebody tried beyond their role, for the audit log."""

from __future__ import annotations

from domain.audit import REFUSED
from domain.errors import NotAllowed
from domain.ports import Store


def record(store: Store, workspace: str, person: str, refused: NotAllowed) -> None:
    """Writes down what was refused, in the words of the refusal's first sentence."""
    with store.writing(workspace) as work:
        work.audit.add(person, REFUSED, refused.message.partition(". ")[0])
        work.commit()
