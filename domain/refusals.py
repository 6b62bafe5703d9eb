"""Slack's refusals: which may pass by themselves, and how often and when a message is tried again.

What is in neither list is final: an editor is asked at once. The others are tried again first, at growing distances.
"""

from datetime import timedelta

IN_TROUBLE = frozenset(  # it is Slack's own trouble, and Slack may have taken the message
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
)
MAY_PASS = frozenset(  # Slack has taken nothing, for a reason that others may take away or that ends by itself
    {
        "accesslimited",
        "ekm_access_denied",
        "is_archived",
        "is_inactive",  # the same, of a message that is there already
        "org_login_required",
        "team_access_not_granted",
        "team_added_to_org",
    }
)
TRIES_IN_DOUBT = 12  # about a quarter of an hour: there is nothing that an editor could do
TRIES_OF_WHAT_MAY_PASS = 7  # about a minute
TRIES_OF_A_PICTURE = 4  # about seven seconds: all that comes after it waits for it
LONGEST_WAIT = timedelta(minutes=5)
DOUBLINGS = 9  # after which the longest wait is reached


def tries(reason: str) -> int:
    """How often a message is tried that did not arrive for this reason, until an editor is asked."""
    return TRIES_OF_WHAT_MAY_PASS if reason in MAY_PASS else TRIES_IN_DOUBT


def backoff(attempt: int) -> timedelta:
    """How long to wait after ``attempt`` attempts: 1, 2, 4 … seconds, five minutes at most."""
    return min(timedelta(seconds=2 ** min(max(0, attempt - 1), DOUBLINGS)), LONGEST_WAIT)
