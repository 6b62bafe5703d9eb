"""conversations.history and conversations.replies."""

from __future__ import annotations

import re

from slack_sandbox.api.call import ApiCall, method, page
from slack_sandbox.errors import SlackError
from slack_sandbox.shapes import message_json
from slack_sandbox.world import JSON, Channel, Message

SCOPES = ("channels:history", "groups:history", "im:history", "mpim:history")
MOST = 999  # apiref
MOST_DISTRIBUTED = 15  # ratelimits: of an app that is distributed outside the Marketplace; a larger limit is cut


@method("conversations.history", "t3", *SCOPES, distributed="t1")
def conversations_history(call: ApiCall) -> JSON:
    """What was said in a channel, newest first, without replies in threads."""
    channel = _channel(call)
    top = [m for m in channel.messages if m.thread_ts in (None, m.ts) or m.broadcast]
    found = [message for message in reversed(top) if _in_window(call, message)]
    shown, cursor = page(found, call, 100, MOST, cut_to=_cut_to(call))
    return _answer(call, shown, cursor)


@method("conversations.replies", "t3", *SCOPES, distributed="t1")
def conversations_replies(call: ApiCall) -> JSON:
    """A thread: its first message, then the replies, oldest first."""
    channel = _channel(call)
    parent = channel.find(call.need("ts", "thread_not_found"))
    if parent is None or parent.visible_to is not None:
        raise SlackError("thread_not_found")
    replies = [message for message in channel.replies(parent.ts) if _in_window(call, message)]
    shown, cursor = page([parent, *replies], call, 1000, cut_to=_cut_to(call))
    return _answer(call, shown, cursor)


def _cut_to(call: ApiCall) -> int | None:
    return MOST_DISTRIBUTED if call.box.distributed else None


def _channel(call: ApiCall) -> Channel:
    channel = call.readable_channel("history")
    if not call.is_member(channel):
        raise SlackError("not_in_channel")
    return channel


def _in_window(call: ApiCall, message: Message) -> bool:
    """Whether a message lies between `oldest` and `latest`."""
    if message.visible_to is not None:
        return False
    ts, inclusive = _time(message.ts), call.flag("inclusive")
    oldest, latest = _bound(call, "oldest"), _bound(call, "latest")
    if oldest is not None and (ts < oldest or (ts == oldest and not inclusive)):
        return False
    return latest is None or ts < latest or (ts == latest and inclusive)


def _bound(call: ApiCall, name: str) -> int | None:
    """The time in `oldest` or `latest`."""
    value = call.get(name)
    if not value:
        return None
    if not re.fullmatch(r"\d+(\.\d+)?", value):
        raise SlackError(f"invalid_ts_{name}")
    return _time(value)


def _time(ts: str) -> int:
    """A timestamp in whole microseconds, so that comparing is exact."""
    seconds, _, fraction = ts.partition(".")
    return int(seconds) * 1_000_000 + int((fraction + "000000")[:6])


def _answer(call: ApiCall, shown: list[Message], cursor: str) -> JSON:
    with_metadata = call.flag("include_all_metadata")
    body: JSON = {
        "messages": [message_json(m, call.box.world, with_metadata=with_metadata) for m in shown],
        "has_more": bool(cursor),
        "pin_count": 0,
    }
    return body | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})
