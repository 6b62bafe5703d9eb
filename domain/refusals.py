"""How often, and when, a message is tried again that Slack has refused or may not have taken."""

from datetime import timedelta

MOST_ATTEMPTS = 12  # about a quarter of an hour
TRIES_OF_A_PICTURE = 4  # about seven seconds: all that comes after it waits for it
LONGEST_WAIT = timedelta(minutes=5)
DOUBLINGS = 9  # after which the longest wait is reached


def backoff(attempt: int) -> timedelta:
    """How long to wait after ``attempt`` attempts: 1, 2, 4 … seconds, five minutes at most."""
    return min(timedelta(seconds=2 ** min(max(0, attempt - 1), DOUBLINGS)), LONGEST_WAIT)
