"""What editors decide about messages that could not be delivered."""

from __future__ import annotations

from domain.errors import Conflict
from domain.ports import Store
from domain.roles import may_edit


def retry(store: Store, workspace: str, person: str, delivery_id: str) -> str:
    """Sends a message again that Slack refused, or that an editor says is not there."""
    with store.writing(workspace) as work:
        may_edit(person, work.units.editors(), "send this again")
        if not work.posts.retry(delivery_id):
            raise Conflict("This is settled already. Nothing was sent again.")
        work.audit.add(person, "retry delivery", delivery_id)
        work.commit()
    return "It is being posted again."


def confirm(store: Store, workspace: str, person: str, delivery_id: str) -> str:
    """Takes an editor's word that a message is there."""
    with store.writing(workspace) as work:
        may_edit(person, work.units.editors(), "say so")
        if not work.posts.confirm(delivery_id):
            raise Conflict("This is settled already.")
        work.audit.add(person, "confirm delivery", delivery_id)
        work.commit()
    return "Thank you. What waited for it goes on now."
