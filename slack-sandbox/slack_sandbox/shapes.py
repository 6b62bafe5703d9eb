"""How the workspace's things look in Slack's JSON."""

from __future__ import annotations

from datetime import datetime

from slack_sandbox.state import view_state
from slack_sandbox.world import JSON, Channel, Message, User, View, World


def user_json(user: User, team_id: str, *, with_email: bool) -> JSON:
    """A user object."""
    profile: JSON = {
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.name,
        "display_name_normalized": user.name,
        "team": user.team_id or team_id,
        "image_48": f"https://avatars.invalid/{user.id}_48.png",
        "status_text": user.status_text,
        "status_emoji": user.status_emoji,
        "status_expiration": user.status_expiration,
    }
    if with_email and user.email:
        profile["email"] = user.email
    outside = {"is_stranger": user.is_stranger} if user.is_stranger or user.team_id else {}
    return {
        "id": user.id,
        "team_id": user.team_id or team_id,
        "name": user.name,
        "real_name": user.real_name,
        "deleted": user.deleted,
        **(_zone_json(user) if user.tz else {}),
        "profile": profile,
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.is_restricted or user.is_ultra_restricted,
        "is_ultra_restricted": user.is_ultra_restricted,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": 0,
        **outside,
    }


def _zone_json(user: User) -> JSON:
    now = datetime.now(user.zone)
    offset = now.utcoffset()
    return {
        "tz": user.tz,
        "tz_label": now.tzname() or user.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
    }


def channel_json(channel: Channel, world: World, *, count_members: bool = False) -> JSON:
    """A conversation object as the bot sees it."""
    common: JSON = {"id": channel.id, "created": channel.created, "is_archived": channel.archived}
    if channel.kind == "im":
        other = next((m for m in channel.members if m != world.app.bot_user), "")
        return {
            **common,
            "is_im": True,
            "user": other,
            "is_org_shared": False,
            "context_team_id": world.team_id,
        }
    body: JSON = {
        **common,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_im": False,
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "public",
        "is_general": channel.name == "general",
        "is_member": world.app.bot_user in channel.members,
        "is_shared": False,
        "is_ext_shared": False,
        "is_org_shared": False,
        "creator": channel.creator,
        "unlinked": 0,
        "context_team_id": world.team_id,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "previous_names": [],
    }
    if count_members:
        body["num_members"] = len(channel.members)
    return body


def type_of(metadata: JSON) -> JSON:
    """What is left of a message's metadata where its payload is not shown."""
    return {"event_type": metadata["event_type"]}


def message_json(message: Message, world: World, *, with_metadata: bool = True) -> JSON:
    """A message object; its metadata in full or, as Slack shows it to whoever does not ask, by its type only."""
    body: JSON = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text}
    if message.subtype:
        body["subtype"] = message.subtype
    if message.by_app:
        app = world.app
        body |= {"bot_id": app.bot_id, "app_id": app.id, "bot_profile": bot_profile(world)}
    body["team"] = world.team_id
    for key in ("blocks", "attachments", "files"):
        if getattr(message, key):
            body[key] = getattr(message, key)
    if message.reactions:
        people = message.reactions.items()
        body["reactions"] = [{"name": name, "users": list(who), "count": len(who)} for name, who in people]
    if message.ts in world.channels[message.channel].pins:
        body["pinned_to"] = [message.channel]
    if message.metadata:
        body["metadata"] = message.metadata if with_metadata else type_of(message.metadata)
    if message.edited:
        body["edited"] = {"user": message.user, "ts": message.edited}
    if message.visible_to:
        body["is_ephemeral"] = True
    return body | _thread_fields(message, world)


def _thread_fields(message: Message, world: World) -> JSON:
    channel = world.channels[message.channel]
    if message.thread_ts and message.thread_ts != message.ts:
        parent = channel.find(message.thread_ts)
        fields: JSON = {"thread_ts": message.thread_ts}
        return fields | ({"parent_user_id": parent.user} if parent else {})
    replies = channel.replies(message.ts)
    if not replies:
        return {}
    people = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(people),
        "latest_reply": replies[-1].ts,
        "reply_users": people[:5],
        "is_locked": False,
        "subscribed": False,
    }


def bot_profile(world: World) -> JSON:
    """The bot_profile object."""
    app = world.app
    return {
        "id": app.bot_id,
        "app_id": app.id,
        "user_id": app.bot_user,
        "name": app.name,
        "icons": {},
        "deleted": False,
        "updated": 0,
        "team_id": world.team_id,
    }


def view_json(view: View, world: World) -> JSON:
    """A view object as Slack returns and sends it."""
    app, body = world.app, view.body
    shown: JSON = {
        "id": view.id,
        "team_id": world.team_id,
        "type": view.kind,
        "blocks": body["blocks"],
        "private_metadata": body.get("private_metadata") or "",
        "callback_id": body.get("callback_id") or "",
        "state": view_state(view),
        "hash": view.hash,
        "title": body.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": bool(body.get("clear_on_close", False)),
        "notify_on_close": bool(body.get("notify_on_close", False)),
        "close": body.get("close"),
        "submit": body.get("submit"),
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": app.id,
        "external_id": view.external_id,
        "app_installed_team_id": world.team_id,
        "bot_id": app.bot_id,
    }
    if view.kind == "modal":
        shown["submit_disabled"] = bool(body.get("submit_disabled", False))
    return shown
