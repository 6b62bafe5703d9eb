"""What of the outbox is to be done now: statements that take the moment ``now``.

They are built once, for the workers ask all the time.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)

from domain import look_up
from domain.delivery import CANNOT_GO_ON, IN_THREAD, Act, DeliveryState
from storage.addressed import target, with_target
from storage.moments import Moment
from storage.paces import APP
from storage.tables import deliveries, paces

CANDIDATES = 10
DONE = (DeliveryState.SENT, DeliveryState.WITHDRAWN)
OUT = (DeliveryState.SENDING, DeliveryState.UNKNOWN)
UNSETTLED = (DeliveryState.PENDING, *OUT)
LAPSED = "untimely"  # the error of those that were not worth sending any more
NOW = bindparam("now", type_=Moment)

earlier = deliveries.alias("earlier")
change = deliveries.alias("change")
stuck = deliveries.alias("stuck")
told_of = deliveries.alias("told_of")
in_hand = deliveries.alias("in_hand")


IN_ITS_PLACE = deliveries.c.key == deliveries.c.group + " " + cast(deliveries.c.place, String)  # as it is called


class Due:
    """Deliveries to be done now: a ``few`` candidates, and the ``first`` of those with ``ids`` for which it is still so
    and that nobody else is about to take, which is locked."""

    def __init__(self, statement: Select[Any]) -> None:
        self.all = statement
        self.few = statement.limit(CANDIDATES)
        those = deliveries.c.id.in_(bindparam("ids", expanding=True))
        self.first = statement.where(those).limit(1).with_for_update(of=deliveries, skip_locked=True)


def _ready() -> Select[Any]:
    """The pending delivery that may go out now, with its target's place in Slack."""
    target_is_there = or_(target.c.id.is_(None), target.c.state == DeliveryState.SENT)
    due = and_(deliveries.c.state == DeliveryState.PENDING, deliveries.c.not_before <= NOW)
    return with_target().where(due, _first_in_group(), _tells_what_is_so(), target_is_there, ~_held(), ~_busy())


def _first_in_group() -> ColumnElement[bool]:
    """Whether all that comes before it in its group is done."""
    leaving = exists().where(
        change.c.workspace == earlier.c.workspace,
        change.c.target == earlier.c.key,
        change.c.act == Act.DELETE,
        change.c.state.not_in(DONE),
    )
    is_stuck = exists().where(
        stuck.c.workspace == earlier.c.workspace,
        stuck.c.group == earlier.c.group,
        stuck.c.story == earlier.c.story,
        stuck.c.state.in_(CANNOT_GO_ON),
    )
    return or_(
        deliveries.c.group == "",
        ~exists().where(
            earlier.c.workspace == deliveries.c.workspace,
            earlier.c.group == deliveries.c.group,
            earlier.c.place < deliveries.c.place,
            # a story that is stuck holds up no other, but where the thread stands in the order of the places
            or_(earlier.c.story == deliveries.c.story, IN_ITS_PLACE, ~is_stuck),
            # what is wanted again while it is being deleted will be posted anew, before what comes after it
            or_(earlier.c.state.not_in(DONE), and_(earlier.c.wanted, leaving)),
        ),
    )


def _tells_what_is_so() -> ColumnElement[bool]:
    """Whether what it tells of is in Slack as it should be."""
    is_to_change = exists().where(
        change.c.workspace == told_of.c.workspace,
        change.c.target == told_of.c.key,
        change.c.act != Act.LINK,
        change.c.state.not_in(DONE),
    )
    return or_(
        deliveries.c.follows == "",
        ~exists().where(
            told_of.c.workspace == deliveries.c.workspace,
            or_(told_of.c.group == deliveries.c.follows, told_of.c.key == deliveries.c.follows),
            or_(and_(told_of.c.wanted, told_of.c.state != DeliveryState.SENT), is_to_change),
        ),
    )


def _held() -> ColumnElement[bool]:
    """Whether Slack is to be left alone with it: its workspace, its method, or, for a post, its channel."""
    turn = literal(f"{Act.POST}:") + deliveries.c.channel
    return exists().where(
        paces.c.workspace == deliveries.c.workspace,
        paces.c.free_at > NOW,
        or_(paces.c.name.in_((APP, deliveries.c.act)), (deliveries.c.act == Act.POST) & (paces.c.name == turn)),
    )


def _busy() -> ColumnElement[bool]:
    """Whether another of its channel is on its way; one that is not heard of for as long as a lease holds up nobody."""
    return exists().where(
        in_hand.c.workspace == deliveries.c.workspace,
        in_hand.c.channel == deliveries.c.channel,
        in_hand.c.state == DeliveryState.SENDING,
        in_hand.c.lease_until > NOW,
    )


def _is_no_reply() -> ColumnElement[bool]:
    """Whether a post stands in no thread, as far as is known."""
    return and_(func.coalesce(target.c.ts, "") == "", ~deliveries.c.thread.startswith(IN_THREAD))


def _unsettled() -> Select[Any]:
    """Those of unknown fate that may be looked up now: not while their method rests, as Slack has it."""
    looking = case((_is_no_reply(), look_up.HISTORY), else_=look_up.REPLIES)
    resting = exists().where(
        paces.c.workspace == deliveries.c.workspace,
        paces.c.free_at > NOW,
        paces.c.name.in_((APP, case((deliveries.c.act == Act.POST, looking), else_=deliveries.c.act))),
    )
    # a reply is looked up once it is known where its thread is
    is_settled = or_(deliveries.c.act != Act.POST, target.c.id.is_(None), target.c.state.not_in(UNSETTLED))
    return with_target().where(deliveries.c.state.in_(OUT), deliveries.c.not_before <= NOW, ~resting, is_settled)


def _copies_to_sweep() -> Select[Any]:
    """The posts to be looked up once more, not while that rests, as Slack has it."""
    looking = case((_is_no_reply(), look_up.HISTORY), else_=look_up.REPLIES)
    resting = exists().where(
        paces.c.workspace == deliveries.c.workspace, paces.c.free_at > NOW, paces.c.name.in_((APP, looking))
    )
    return with_target().where(
        deliveries.c.sweep_at <= NOW,
        deliveries.c.doubted_at.is_not(None),
        deliveries.c.act == Act.POST,
        deliveries.c.state == DeliveryState.SENT,
        ~resting,
    )


def _next_at() -> Select[Any]:
    """The next moments of the deliveries that wait, of the places to be left alone, and of the sweeps."""
    waiting = deliveries.c.state.in_(UNSETTLED) & (deliveries.c.not_before > NOW)
    moments = (
        select(func.min(deliveries.c.not_before)).where(waiting),
        select(func.min(paces.c.free_at)).where(paces.c.free_at > NOW),
        select(func.min(deliveries.c.sweep_at)).where(deliveries.c.sweep_at > NOW),
    )
    return select(*(moment.scalar_subquery() for moment in moments))


TO_CARRY = Due(_ready())
TO_LOOK_UP = Due(_unsettled())
COPIES_TO_SWEEP = Due(_copies_to_sweep())
TO_WRITE_AGAIN = (
    select(deliveries.c.workspace, deliveries.c.key)
    .where(deliveries.c.sweep_at <= NOW, deliveries.c.doubted_at.is_(None))
    .limit(CANDIDATES)
)
NEXT_AT = _next_at()
UNTIMELY = and_(deliveries.c.state == DeliveryState.PENDING, deliveries.c.not_after < NOW)
ONE_UNTIMELY = select(deliveries.c.id).where(UNTIMELY).limit(1)
TAKE_BACK = update(deliveries).where(UNTIMELY).values(state=DeliveryState.WITHDRAWN, wanted=False, error=LAPSED)
