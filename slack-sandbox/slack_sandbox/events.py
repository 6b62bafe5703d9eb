"""The Events API: who is told what, and Slack's retries when the bot does not answer."""

from __future__ import annotations

from slack_sandbox.core import Sandbox
from slack_sandbox.courier import TIMEOUT, Ack, Retry
from slack_sandbox.mishaps import SWAPPED, TWICE
from slack_sandbox.shapes import message_json, user_json, view_json
from slack_sandbox.world import JSON, Channel, Message, User

RETRY_DELAYS = (0.0, 60.0, 300.0)  # events: immediately, after 1 minute, after 5 minutes
KINDS = {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}
CHANNEL_TYPES = {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}


def subscription(event: JSON, box: Sandbox) -> str:
    """The name under which a manifest subscribes to this event."""
    if event["type"] != "message":
        return str(event["type"])
    return f"message.{KINDS[box.world.channels[event['channel']].kind]}"


def wanted(event: JSON, box: Sandbox) -> bool:
    """Whether the app subscribed to this event."""
    return box.world.app.events is None or subscription(event, box) in box.world.app.events


async def emit(event: JSON, box: Sandbox) -> Ack | None:
    """Tells the bot; returns after the first attempt, and later ones happen in the background."""
    if not wanted(event, box) or box.quota.off:
        return None
    if box.quota.full(box.clock.now()):
        return await _rate_limited(box)
    body = _callback(event, box)
    if box.courier.mishaps.take(SWAPPED):
        box.overtaken.append(body)
        return None
    ack = await _attempt(body, box)
    while box.overtaken:
        await _attempt(box.overtaken.pop(0), box)
    return ack


async def _attempt(body: JSON, box: Sandbox) -> Ack:
    """Delivers for the first time, and sees to it that a failure is tried again."""
    ack = await _deliver(body, box, Retry())
    if box.courier.mishaps.take(TWICE):  # the bot took it, and Slack did not hear so
        await _deliver(body, box, Retry(1, TIMEOUT))
    if not ack.ok and ack.retry:
        box.spawn(_retry(body, ack, box))
    return ack


async def _deliver(body: JSON, box: Sandbox, retry: Retry) -> Ack:
    ack = await box.courier.deliver("events_api", body, retry)
    box.quota.note(box.clock.now(), ok=ack.ok)
    return ack


async def _rate_limited(box: Sandbox) -> Ack | None:
    """Tells the bot, once a minute, that it has had all the events of this hour."""
    minute = int(box.clock.now() // 60)
    if box.quota.minute_told == minute:
        return None
    box.quota.minute_told = minute
    body = {
        "token": box.world.app.verification_token,
        "type": "app_rate_limited",
        "team_id": box.world.team_id,
        "minute_rate_limited": minute * 60,
        "api_app_id": box.world.app.id,
    }
    return await box.courier.deliver("events_api", body)


def emit_later(event: JSON, box: Sandbox) -> None:
    """Tells the bot in the background."""
    if wanted(event, box):
        box.spawn(emit(event, box))


async def _retry(body: JSON, ack: Ack, box: Sandbox) -> None:
    for number, delay in enumerate(RETRY_DELAYS, start=1):
        await box.clock.until(box.clock.now() + delay)
        ack = await _deliver(body, box, Retry(number, ack.outcome))
        if ack.ok or not ack.retry:
            return


def _callback(event: JSON, box: Sandbox) -> JSON:
    world = box.world
    authorization = {
        "enterprise_id": None,
        "team_id": world.team_id,
        "user_id": world.app.bot_user,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": world.app.verification_token,
        "team_id": world.team_id,
        "context_team_id": world.team_id,
        "context_enterprise_id": None,
        "api_app_id": world.app.id,
        "event": event,
        "type": "event_callback",
        "event_id": world.fresh_id("Ev"),
        "event_time": int(box.clock.now()),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": world.fresh_id("4-"),
    }


def message_event(message: Message, channel: Channel, box: Sandbox) -> JSON:
    """The event for a new message."""
    body = message_json(message, box.world)
    for key in ("reply_count", "reply_users_count", "latest_reply", "reply_users", "is_locked", "subscribed"):
        body.pop(key, None)
    extra = {"channel": channel.id, "channel_type": CHANNEL_TYPES[channel.kind], "event_ts": message.ts}
    return body | extra


def changed_event(message: Message, before: JSON, channel: Channel, box: Sandbox) -> JSON:
    """The event for an edited message."""
    return _wrapped("message_changed", channel, box) | {
        "message": message_json(message, box.world),
        "previous_message": before,
    }


def deleted_event(before: JSON, channel: Channel, box: Sandbox) -> JSON:
    """The event for a deleted message."""
    extra = {"deleted_ts": before["ts"], "previous_message": before}
    return _wrapped("message_deleted", channel, box) | extra


def _wrapped(subtype: str, channel: Channel, box: Sandbox) -> JSON:
    stamp = box.clock.stamp()
    return {
        "type": "message",
        "subtype": subtype,
        "hidden": True,
        "channel": channel.id,
        "channel_type": CHANNEL_TYPES[channel.kind],
        "ts": stamp,
        "event_ts": stamp,
    }


def mention_event(message: Message, box: Sandbox) -> JSON:
    """The event for a mention of the bot."""
    body = message_json(message, box.world)
    return body | {"type": "app_mention", "channel": message.channel, "event_ts": message.ts}


def joined_event(user: str, channel: Channel, inviter: str | None, box: Sandbox) -> JSON:
    """The event for somebody who joined a channel."""
    event: JSON = {
        "type": "member_joined_channel",
        "user": user,
        "channel": channel.id,
        "channel_type": "C" if channel.kind == "public" else "G",
        "team": box.world.team_id,
        "event_ts": box.clock.stamp(),
    }
    return event | ({"inviter": inviter} if inviter else {})


def left_event(user: str, channel: Channel, box: Sandbox) -> JSON:
    """The event for somebody who left a channel."""
    return joined_event(user, channel, None, box) | {"type": "member_left_channel"}


def changed_person_event(user: User, box: Sandbox) -> JSON:
    """user_change: somebody's profile, time zone or account is another one."""
    scopes = box.world.app.scopes
    with_email = scopes is None or "users:read.email" in scopes
    stamp = box.clock.stamp()
    described = user_json(user, box.world.team_id, with_email=with_email)
    return {"type": "user_change", "user": described, "cache_ts": int(box.clock.now()), "event_ts": stamp}


def reaction_event(kind: str, user: str, name: str, message: Message, box: Sandbox) -> JSON:
    """reaction_added or reaction_removed."""
    return {
        "type": kind,
        "user": user,
        "reaction": name,
        "item": {"type": "message", "channel": message.channel, "ts": message.ts},
        "item_user": message.user,
        "event_ts": box.clock.stamp(),
    }


def home_event(user: str, box: Sandbox, tab: str = "home") -> JSON:
    """The event for somebody who opened the app's Home or Messages tab."""
    event: JSON = {
        "type": "app_home_opened",
        "user": user,
        "channel": box.direct_channel(user).id,
        "tab": tab,
        "event_ts": box.clock.stamp(),
    }
    view = box.world.homes.get(user)
    return event | ({"view": view_json(view, box.world)} if view else {})
