"""What the outcome of an attempt makes of the row of its delivery."""

from datetime import datetime, timedelta
from typing import Any

from domain.codec import as_json
from domain.delivery import (
    Absent,
    Act,
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
from domain.refusals import TRIES_OF_A_PICTURE, backoff, tries
from storage.posts import if_wanted

SETTLING = timedelta(seconds=3)  # how long Slack may take to show what it took


def is_certainly_not_there(delivery: Delivery, outcome: Outcome) -> bool:
    """Whether a post is not in Slack; a look-up that has to wait says nothing of that."""
    return isinstance(outcome, Absent | Refused | PicturesRefused) or (
        isinstance(outcome, NotYet) and not delivery.is_looked_up
    )


def after(delivery: Delivery, outcome: Outcome, now: datetime) -> dict[str, Any]:
    """The columns that say what became of an attempt."""
    match outcome:
        case Sent(ts, channel):
            return {
                "state": DeliveryState.SENT,
                "ts": ts,
                "sent_to": channel,
                "error": "",
                "lease_until": None,
                "look_up": None,
            }
        case NotYet(wait):
            return _did_not_count(delivery, now + wait)
        case MorePages(read):
            return _did_not_count(delivery, now) | {"look_up": as_json(read)}
        case Absent(reason):
            return _again(delivery, reason or delivery.error, now)
        case PicturesRefused() if goes_without(delivery):  # an attempt that does not count
            return {"state": if_wanted(DeliveryState.PENDING), "not_before": now, "attempt": delivery.attempt - 1}
        case PicturesRefused(pictures):
            return _again(delivery, "; ".join(pictures.values()), now)
        case Refused(error):
            return {"state": if_wanted(DeliveryState.FAILED), "error": error}
        case Unfindable(reason):
            return {"state": DeliveryState.ASKED, "error": reason, "look_up": None}
        case Doubtful(reason, afresh):
            return _in_doubt(delivery, reason, now) | ({"look_up": None} if afresh else {})


def _did_not_count(delivery: Delivery, not_before: datetime) -> dict[str, Any]:
    """Goes on as if this attempt had not been made; what was never tried otherwise cannot be in Slack from before."""
    values = {"not_before": not_before, "attempt": delivery.attempt - 1}
    if delivery.is_looked_up:
        return values | {"state": DeliveryState.UNKNOWN}
    untried = {"attempted_at": None, "tried_at": None} if delivery.attempt == 1 else {}
    return values | untried | {"state": if_wanted(DeliveryState.PENDING)}


def goes_without(delivery: Delivery) -> bool:
    """Whether a message with pictures that Slack has refused has waited for them long enough."""
    return delivery.attempt >= TRIES_OF_A_PICTURE


def _in_doubt(delivery: Delivery, reason: str, now: datetime) -> dict[str, Any]:
    """A post must be looked up before it may be repeated; a change of one repeats harmlessly."""
    if delivery.act is Act.POST:
        wait = max(SETTLING, backoff(delivery.attempt))
        return {"state": DeliveryState.UNKNOWN, "error": reason, "not_before": now + wait}
    return _again(delivery, reason, now)


def _again(delivery: Delivery, reason: str, now: datetime) -> dict[str, Any]:
    if delivery.attempt >= tries(reason):
        return {"state": if_wanted(DeliveryState.FAILED), "error": reason, "look_up": None}
    wait = backoff(delivery.attempt)
    return {"state": if_wanted(DeliveryState.PENDING), "error": reason, "not_before": now + wait, "look_up": None}
