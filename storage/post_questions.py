"""What is asked about posts, as statements that are built once."""

from sqlalchemy import and_, bindparam, func, insert, select, update

from domain.delivery import CANNOT_GO_ON, Act, DeliveryState
from storage.rows import mine
from storage.tables import deliveries

PENDING, WITHDRAWN, FAILED = DeliveryState.PENDING, DeliveryState.WITHDRAWN, DeliveryState.FAILED
NOT_IN_SLACK = (PENDING, WITHDRAWN, FAILED)  # where a post in one of these states certainly is not

OF_WHAT_IS_THERE = deliveries.c.act.in_((Act.UPDATE, Act.LINK))
UNTRIED = deliveries.c.attempt == 0
WAITING = deliveries.c.state.in_((PENDING, FAILED))
FOLLOWING = (
    select(deliveries.c.id, deliveries.c.target, deliveries.c.doubted_at)
    .where(mine(deliveries, "act"), deliveries.c.target.in_(bindparam("is_targets", expanding=True)), WAITING)
    .order_by(deliveries.c.place.desc())
    .with_for_update()
)
changes = deliveries.alias("changes")
NEXT_PLACE = select(func.coalesce(func.max(changes.c.place), 0) + 1).where(mine(changes, "group")).scalar_subquery()
SET = update(deliveries).where(mine(deliveries, "id"))
ADD_CHANGE = insert(deliveries).values(place=NEXT_PLACE)
OF_GROUP = select(deliveries).where(mine(deliveries, "group", "act")).order_by(deliveries.c.place)
HELD_GROUP = OF_GROUP.with_for_update()
IN_GROUP = OF_GROUP.where(deliveries.c.wanted)
LEAVING = OF_GROUP.where(~deliveries.c.wanted, deliveries.c.state.not_in(NOT_IN_SLACK))
SHOWN = and_(deliveries.c.wanted, deliveries.c.state != FAILED)  # or about to be
CALLED = (
    select(deliveries)
    .where(mine(deliveries, "act"), deliveries.c.key.in_(bindparam("is_keys", expanding=True)), SHOWN)
    .with_for_update()
)
ABOUT = (
    select(deliveries)
    .where(mine(deliveries, "act"), deliveries.c.key.like(bindparam("is_called")), SHOWN)
    .order_by(deliveries.c.group, deliveries.c.place, deliveries.c.id)
)
OUTSTANDING = (
    select(changes)
    .outerjoin(deliveries, (deliveries.c.workspace == changes.c.workspace) & (deliveries.c.key == changes.c.target))
    .where(
        mine(changes),
        func.coalesce(deliveries.c.group, changes.c.group).in_(bindparam("is_groups", expanding=True)),
        changes.c.state.not_in((DeliveryState.SENT, WITHDRAWN)),
    )
    .order_by(changes.c.id)
)
IN_TROUBLE = select(deliveries).where(mine(deliveries), deliveries.c.state.in_(CANNOT_GO_ON)).order_by(deliveries.c.id)
WITHOUT_PICTURES = select(deliveries).where(mine(deliveries), deliveries.c.left_out.is_not(None)).with_for_update()
BUSY = select(deliveries.c.group).where(
    mine(deliveries), deliveries.c.group.in_(bindparam("is_groups", expanding=True)), deliveries.c.state == PENDING
)
