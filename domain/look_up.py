"""Whether a post of unknown fate is in Slack: which window is asked for, page by page, and for which posts at once.

Slack lets some apps read a page of 15 messages a minute, so a look-up asks for little, goes on where it was, and serves
every post that may stand on its pages.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from domain.delivery import METADATA_EVENT, Delivery, LookUp

HISTORY, REPLIES = "conversations.history", "conversations.replies"
CLOCKS_MAY_DIFFER = timedelta(minutes=10)  # ours and Slack's, either way; and how late a post may take effect
STRIPPED = ""  # the key of a message of ours whose metadata came without its payload


def method(thread_ts: str) -> str:
    """The method of Slack's that is asked about a post, by the thread that it replies to."""
    return REPLIES if thread_ts else HISTORY


def together(first: Delivery, others: Iterable[Delivery]) -> list[Delivery]:
    """The first and those of the others, posts to the same place, that the next page serves as well: a look-up that
    has begun stands at that page for them, one that has not asks for a window that meets the first one's."""
    served = (other for other in others if _next(other) == _next(first))
    return [first, *(other for other in served if first.look_up or _meet(first, other))]


def begun(posts: Sequence[Delivery]) -> LookUp:
    """The look-up of these posts before its first page: from a little before one of them was first tried to a little
    after one was last tried."""
    windows = [_window(post) for post in posts]
    oldest, latest = min(start for start, _ in windows), max(end for _, end in windows)
    return LookUp(oldest=f"{oldest.timestamp():.6f}", latest=f"{latest.timestamp():.6f}")


def after_page(so_far: LookUp, key: str, messages: Iterable[Mapping[str, Any]], cursor: str) -> LookUp:
    """The look-up of the post with this key after one more page; ``cursor`` names the page that follows it."""
    keys = {str(message["ts"]): _key(message) for message in messages}
    copies = {ts for ts, found in keys.items() if found == key}
    return replace(
        so_far,
        cursor=cursor,
        pages=so_far.pages + 1,
        copies=tuple(sorted(copies.union(so_far.copies))),
        stripped=so_far.stripped or STRIPPED in keys.values(),
    )


def _key(message: Mapping[str, Any]) -> str | None:
    """The key of a message of ours, ``STRIPPED`` where it cannot be read; None for one of somebody else's."""
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != METADATA_EVENT:
        return None
    return str((metadata.get("event_payload") or {}).get("key") or STRIPPED)


def _next(post: Delivery) -> tuple[str, str, str] | None:
    """The page that comes next for a post; None for the first one."""
    return (post.look_up.oldest, post.look_up.latest, post.look_up.cursor) if post.look_up else None


def _meet(one: Delivery, other: Delivery) -> bool:
    (start, end), (other_start, other_end) = _window(one), _window(other)
    return start <= other_end and other_start <= end


def _window(post: Delivery) -> tuple[datetime, datetime]:
    first = post.attempted_at or post.tried_at
    if first is None:
        raise ValueError(f"{post.key} was never tried, so there is nothing to look up")
    return first - CLOCKS_MAY_DIFFER, (post.tried_at or first) + CLOCKS_MAY_DIFFER
