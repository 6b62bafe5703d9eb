"""pins.* and bookmarks.*: what a channel keeps at hand."""

from __future__ import annotations

import re

from slack_sandbox.api.call import ApiCall, method
from slack_sandbox.api.reactions import message_in
from slack_sandbox.errors import SlackError
from slack_sandbox.events import emit_later
from slack_sandbox.rules import Finding
from slack_sandbox.shapes import message_json
from slack_sandbox.world import JSON, Channel, Message

MOST_PINS = 100  # what Slack's help says: a channel
MOST_BOOKMARKS = 100  # the same
MOST_TITLE = 256  # apiref
MOST_LINK = 2048  # apiref


def _pinned(call: ApiCall) -> tuple[Channel, Message]:
    message = message_in(call)
    channel = call.channel()
    if not call.is_member(channel):
        raise SlackError("not_in_channel")
    return channel, message


@method("pins.add", "t2", "pins:write")
def pins_add(call: ApiCall) -> JSON:
    """Pins a message."""
    channel, message = _pinned(call)
    if channel.archived:
        raise SlackError("is_archived")
    if message.ts in channel.pins:
        raise SlackError("already_pinned")
    if len(channel.pins) >= MOST_PINS:
        raise SlackError("restricted_action")
    channel.pins[message.ts] = int(call.box.clock.now())
    _tell(call, "pin_added", channel, message)
    return {}


@method("pins.remove", "t2", "pins:write")
def pins_remove(call: ApiCall) -> JSON:
    """Takes a pin away."""
    channel, message = _pinned(call)
    if message.ts not in channel.pins:
        raise SlackError("no_pin")
    del channel.pins[message.ts]
    _tell(call, "pin_removed", channel, message)
    return {}


@method("pins.list", "t2", "pins:read")
def pins_list(call: ApiCall) -> JSON:
    """What is pinned in a channel."""
    channel, bot = call.channel(), call.box.world.app.bot_user
    items = []
    for ts, created in channel.pins.items():
        message = channel.find(ts)
        if message is not None:
            about = {"type": "message", "channel": channel.id, "created": created, "created_by": bot}
            items.append(about | {"message": message_json(message, call.box.world)})
    return {"items": items}


def _tell(call: ApiCall, kind: str, channel: Channel, message: Message) -> None:
    item = {"type": "message", "channel": channel.id, "message": message_json(message, call.box.world)}
    event = {"type": kind, "user": call.box.world.app.bot_user, "channel_id": channel.id, "item": item}
    emit_later(event | {"event_ts": call.box.clock.stamp()}, call.box)


@method("bookmarks.add", "t2", "bookmarks:write")
def bookmarks_add(call: ApiCall) -> JSON:
    """Puts a link at the top of a channel."""
    channel = _bookmarked(call)
    if call.need("type") != "link":
        raise SlackError("invalid_bookmark_type")
    if len(channel.bookmarks) >= MOST_BOOKMARKS:
        raise SlackError("too_many_bookmarks")
    world = call.box.world
    bookmark = {
        "id": world.fresh_id("Bk"),
        "channel_id": channel.id,
        "title": _title(call),
        "link": _link(call),
        "emoji": call.get("emoji"),
        "type": "link",
        "entity_id": None,
        "date_created": int(call.box.clock.now()),
        "date_updated": 0,
        "rank": "U",
        "last_updated_by_user_id": world.app.bot_user,
        "last_updated_by_team_id": world.team_id,
        "shortcut_id": None,
        "app_id": world.app.id,
    }
    channel.bookmarks.append(bookmark)
    return {"bookmark": bookmark}


def _title(call: ApiCall) -> str:
    title = call.need("title")
    if len(title) > MOST_TITLE:
        words = f"must be less than {MOST_TITLE + 1} characters"
        raise SlackError("invalid_arguments", Finding("/title", "too-long", words, "apiref"))
    return title


def _link(call: ApiCall) -> str:
    link = call.need("link", "invalid_link")
    if not re.match(r"https?://", link) or len(link) > MOST_LINK:
        raise SlackError("invalid_link")
    return link


def _bookmarked(call: ApiCall) -> Channel:
    channel = call.channel("channel_id")
    if not call.is_member(channel):
        raise SlackError("channel_not_found")
    return channel


def _bookmark(call: ApiCall, channel: Channel) -> JSON:
    wanted = call.need("bookmark_id")
    for bookmark in channel.bookmarks:
        if bookmark["id"] == wanted:
            return bookmark
    raise SlackError("not_found")


@method("bookmarks.edit", "t2", "bookmarks:write")
def bookmarks_edit(call: ApiCall) -> JSON:
    """Changes a bookmark."""
    bookmark = _bookmark(call, _bookmarked(call))
    if call.get("title"):
        bookmark["title"] = _title(call)
    if call.get("link"):
        bookmark["link"] = _link(call)
    bookmark["date_updated"] = int(call.box.clock.now())
    return {"bookmark": bookmark}


@method("bookmarks.remove", "t2", "bookmarks:write")
def bookmarks_remove(call: ApiCall) -> JSON:
    """Takes a bookmark away."""
    channel = _bookmarked(call)
    channel.bookmarks.remove(_bookmark(call, channel))
    return {}


@method("bookmarks.list", "t3", "bookmarks:read")
def bookmarks_list(call: ApiCall) -> JSON:
    """The bookmarks of a channel."""
    return {"bookmarks": _bookmarked(call).bookmarks}
