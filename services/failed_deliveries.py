"""What editors decide about messages that could not be delivered."""

from domain.errors import Conflict
from services.common.actor import Actor


def retry(actor: Actor, delivery_id: str) -> str:
    """Sends a message again that Slack refused, or that an editor says is not there."""
    with actor.writing_as_editor("send this again") as work:
        if not work.posts.retry(delivery_id):
            raise Conflict("This is settled already. Nothing was sent again.")
        work.audit.add("retry delivery", delivery_id)
        work.commit()
    return "It is being posted again."


def confirm(actor: Actor, delivery_id: str) -> str:
    """Takes an editor's word that a message is there."""
    with actor.writing_as_editor("say so") as work:
        if not work.posts.confirm(delivery_id):
            raise Conflict("This is settled already.")
        work.audit.add("confirm delivery", delivery_id)
        work.commit()
    return "Thank you. What waited for it goes on now."
