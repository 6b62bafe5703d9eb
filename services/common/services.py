"""What handlers work with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.delivery import Message
from domain.ports import NewId, Store


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that a handler may use besides Slack: the store, and new ids."""

    store: Store
    new_id: NewId

    def send_privately(self, workspace: str, person: str, messages: Sequence[Message]) -> None:
        """Sends a person direct messages, in order."""
        with self.store.writing(workspace) as work:
            work.posts.show_group(f"answer {self.new_id()}", messages, channel=person)
            work.commit()
