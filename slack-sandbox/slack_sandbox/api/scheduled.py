"""chat.scheduleMessage and its kin: messages that are posted when the workspace's clock gets there."""

from __future__ import annotations

from slack_sandbox.api.call import ApiCall, method, page
from slack_sandbox.api.chat import destination, thread_in
from slack_sandbox.errors import SlackError
from slack_sandbox.posts import Content, post, read_content, require_something
from slack_sandbox.shapes import bot_profile
from slack_sandbox.world import JSON, Channel

MOST_DAYS = 120  # schedule
MOST_IN_WINDOW = 30  # schedule: a channel
WINDOW_SECONDS = 300  # schedule
SECONDS_A_DAY = 86_400


@method("chat.scheduleMessage", "t3", "chat:write")
def chat_schedule_message(call: ApiCall) -> JSON:
    """Posts a message later; one with metadata is never posted (schedule: a documented bug)."""
    channel = destination(call)
    thread_ts = thread_in(call, channel)
    content = read_content(call.arguments, call.box)
    require_something(content)
    post_at = _moment(call)
    _check_crowd(call, channel, post_at)
    entry: JSON = {
        "id": call.box.world.fresh_id("Q"),
        "channel_id": channel.id,
        "post_at": post_at,
        "date_created": int(call.box.clock.now()),
        "text": content.text or "",
    }
    call.box.world.scheduled[entry["id"]] = entry
    if content.metadata is None:
        call.box.spawn(_post_when_due(call, entry, channel, content, thread_ts))
    shown: JSON = {"type": "delayed_message", "subtype": "bot_message", "text": content.text or ""}
    shown |= {"bot_id": call.box.world.app.bot_id, "bot_profile": bot_profile(call.box.world)}
    blocks = {"blocks": content.blocks} if content.blocks else {}
    sent = {"channel": channel.id, "scheduled_message_id": entry["id"], "post_at": post_at}
    return {**sent, "message": shown | blocks}


def _moment(call: ApiCall) -> int:
    value = call.get("post_at")
    if not value.isdigit():
        raise SlackError("invalid_time")
    ahead = int(value) - call.box.clock.now()
    if ahead <= 0:
        raise SlackError("time_in_past")
    if ahead > MOST_DAYS * SECONDS_A_DAY:
        raise SlackError("time_too_far")
    return int(value)


def _check_crowd(call: ApiCall, channel: Channel, post_at: int) -> None:
    """At most so many messages in a channel in any five minutes."""
    others = [e["post_at"] for e in call.box.world.scheduled.values() if e["channel_id"] == channel.id]
    near = sorted(at for at in others if abs(at - post_at) < WINDOW_SECONDS)
    for start in [*near, post_at]:
        if sum(start <= at < start + WINDOW_SECONDS for at in [*near, post_at]) > MOST_IN_WINDOW:
            raise SlackError("restricted_too_many")


async def _post_when_due(call: ApiCall, entry: JSON, channel: Channel, content: Content, thread_ts: str | None) -> None:
    await call.box.clock.until(entry["post_at"])
    if call.box.world.scheduled.pop(entry["id"], None) and not channel.archived:
        post(channel, call.box.world.app.bot_user, content, call.box, thread_ts=thread_ts)


@method("chat.deleteScheduledMessage", "t3", "chat:write")
def chat_delete_scheduled_message(call: ApiCall) -> JSON:
    """Takes a message back before it is posted."""
    channel = call.channel()
    wanted = call.need("scheduled_message_id", "invalid_scheduled_message_id")
    entry = call.box.world.scheduled.get(wanted)
    if entry is None or entry["channel_id"] != channel.id:
        raise SlackError("invalid_scheduled_message_id")
    del call.box.world.scheduled[wanted]
    return {}


@method("chat.scheduledMessages.list", "t3")
def chat_scheduled_messages_list(call: ApiCall) -> JSON:
    """What is still to be posted."""
    wanted = call.channel().id if call.get("channel") else None
    entries = [e for e in call.box.world.scheduled.values() if wanted in (None, e["channel_id"])]
    shown, cursor = page(sorted(entries, key=lambda e: int(e["post_at"])), call, 100)
    return {"scheduled_messages": shown, "response_metadata": {"next_cursor": cursor}}
