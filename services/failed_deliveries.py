"""What editors decide about messages that could not be delivered."""

from collections.abc import Iterator
from contextlib import contextmanager

from domain.delivery import Delivery, DeliveryState
from domain.errors import Conflict
from domain.ports import UnitOfWork
from services.common.actor import Actor
from services.editions.publishing import following

OVER = (DeliveryState.SENT, DeliveryState.WITHDRAWN)
SETTLED = "This is settled already. Nothing was sent again."
ON_ITS_WAY = "This is on its way already. Nothing was sent again."


def retry(actor: Actor, delivery_id: str) -> str:
    """Sends a message again that Slack refused, or that an editor says is not there."""
    with _deciding(actor, "send this again", delivery_id) as (work, delivery):
        if not work.posts.retry(delivery_id):
            raise Conflict(SETTLED if delivery.state in OVER else ON_ITS_WAY)
        work.audit.add("retry delivery", delivery_id)
    return "It is being posted again."


def confirm(actor: Actor, delivery_id: str) -> str:
    """Takes an editor's word that a message is there."""
    with _deciding(actor, "say so", delivery_id) as (work, _):
        if not work.posts.confirm(delivery_id):
            raise Conflict("This is settled already.")
        work.audit.add("confirm delivery", delivery_id)
    return "Thank you. What waited for it goes on now."


@contextmanager
def _deciding(actor: Actor, act: str, delivery_id: str) -> Iterator[tuple[UnitOfWork, Delivery]]:
    """What is decided about a message may be the last thing that an edition waited for."""
    with actor.writing_as_editor(act) as work:
        delivery = work.posts.get(delivery_id)
        if delivery is None:
            raise Conflict("This is settled already. Nothing was changed.")
        with following(work, delivery):
            yield work, delivery
        work.commit()
