"""What the outcome of an attempt makes of the row of its delivery."""

from datetime import datetime
from typing import Any

from domain.codec import as_json
from domain.delivery import (
    Absent,
    AppRefused,
    Delivery,
    DeliveryState,
    Doubtful,
    MorePages,
    NotYet,
    Outcome,
    PicturesRefused,
    Refused,
    Sent,
    Unfindable,
)
from domain.refusals import MAY_PASS, TRIES_OF_A_PICTURE, backoff, tries
from storage.posts import SETTLING, if_wanted
from storage.sweeps import swept_at


def is_certainly_not_there(delivery: Delivery, outcome: Outcome) -> bool:
    """Whether a post is not in Slack; a look-up that has to wait says nothing of that."""
    return isinstance(outcome, Absent | Refused | PicturesRefused) or (
        isinstance(outcome, NotYet | AppRefused) and not delivery.is_looked_up
    )


def after(delivery: Delivery, outcome: Outcome, now: datetime, *, slack_is_there: bool) -> dict[str, Any]:
    """The columns that say what became of an attempt; ``slack_is_there`` where Slack takes the like of it meanwhile."""
    match outcome:
        case Sent(ts, channel):
            lands_late = delivery.is_post and not delivery.is_looked_up and delivery.doubted_at
            return {
                "state": DeliveryState.SENT,
                "ts": ts,
                "sent_to": channel,
                "error": "",
                "lease_until": None,
                "look_up": None,
                **({"sweep_at": swept_at(now)} if lands_late else {}),
            }
        case NotYet(wait, method):  # where all of a method rest, each keeps its turn
            return _did_not_count(delivery, (delivery.due_at if method else None) or now + wait)
        case AppRefused(error):
            return _did_not_count(delivery, delivery.due_at or now) | {"error": error}
        case MorePages(read):
            return _did_not_count(delivery, now) | {"look_up": as_json(read)}
        case Absent(reason):
            has_joined = not reason and not delivery.is_looked_up  # the channel, so Slack is there
            counts = slack_is_there or has_joined or reason in MAY_PASS
            values = _again(delivery, reason or delivery.error, now, counts=counts)
            return values | ({"doubted_at": now} if delivery.is_looked_up else {})
        case PicturesRefused() if goes_without(delivery):  # an attempt that does not count
            return {"state": if_wanted(DeliveryState.PENDING), "not_before": now, "attempt": delivery.attempt - 1}
        case PicturesRefused(pictures):
            return _again(delivery, "; ".join(pictures.values()), now, counts=True)
        case Refused(error):
            return {"state": if_wanted(DeliveryState.FAILED), "error": error}
        case Unfindable(reason):
            return {"state": DeliveryState.ASKED, "error": reason, "look_up": None}
        case Doubtful(reason, afresh) if delivery.is_post:
            return _to_look_up(delivery, reason, now, afresh=afresh)
        case Doubtful(reason):  # a change of a message repeats harmlessly, once it cannot land after the next one
            values = _again(delivery, reason, now, counts=slack_is_there)
            return values | {"not_before": max(values.get("not_before", now), now + SETTLING), "doubted_at": now}


def _did_not_count(delivery: Delivery, not_before: datetime) -> dict[str, Any]:
    """Goes on as if this attempt had not been made; what was never tried otherwise cannot be in Slack from before."""
    values = {"not_before": not_before, "attempt": delivery.attempt - 1}
    if delivery.is_looked_up:
        return values | {"state": DeliveryState.UNKNOWN}
    untried = {"attempted_at": None, "tried_at": None} if delivery.attempt == 1 else {}
    return values | untried | {"state": if_wanted(DeliveryState.PENDING)}


def goes_without(delivery: Delivery) -> bool:
    """Whether a message with pictures that Slack has refused has waited for them long enough."""
    return delivery.setbacks + 1 >= TRIES_OF_A_PICTURE


def _to_look_up(delivery: Delivery, reason: str, now: datetime, *, afresh: bool) -> dict[str, Any]:
    """A post may be there, which must be known before it may be repeated."""
    wait = max(SETTLING, backoff(delivery.attempt))
    values = {"state": DeliveryState.UNKNOWN, "error": reason, "not_before": now + wait}
    return values | ({"look_up": None, "setbacks": delivery.setbacks + 1} if afresh else {})


def _again(delivery: Delivery, reason: str, now: datetime, *, counts: bool) -> dict[str, Any]:
    """It is not there, or does no harm twice. Only where Slack takes others of its kind it may be the message's fault
    and ``counts``, not where Slack is away."""
    setbacks = delivery.setbacks + counts
    values = {"error": reason, "look_up": None, "setbacks": setbacks}
    if setbacks >= tries(reason):
        return values | {"state": if_wanted(DeliveryState.FAILED)}
    wait = backoff(setbacks if counts else delivery.attempt)
    return values | {"state": if_wanted(DeliveryState.PENDING), "not_before": now + wait}
