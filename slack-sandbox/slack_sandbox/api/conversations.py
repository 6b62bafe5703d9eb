"""conversations.*: what channels there are and who is in them."""

from __future__ import annotations

from slack_sandbox.api.call import SCOPE_FAMILIES, ApiCall, method, page
from slack_sandbox.errors import SlackError
from slack_sandbox.events import emit_later, joined_event
from slack_sandbox.shapes import channel_json
from slack_sandbox.world import JSON, Channel

TYPES = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
MOST_INVITED = 1000  # apiref
MOST_IN_GROUP = 8  # apiref


@method("conversations.list", "t2", "channels:read", "groups:read", "im:read", "mpim:read")
def conversations_list(call: ApiCall) -> JSON:
    """The conversations the bot can see, of the types asked for."""
    kinds = kinds_asked(call)
    found = [channel for channel in call.box.world.channels.values() if listed(call, channel, kinds)]
    shown, cursor = page(found, call, 100)
    channels = [channel_json(channel, call.box.world, count_members=True) for channel in shown]
    return {"channels": channels, "response_metadata": {"next_cursor": cursor}}


def kinds_asked(call: ApiCall) -> list[str]:
    """The kinds of conversation in `types`; each needs its own scope."""
    names = [name.strip() for name in (call.get("types") or "public_channel").split(",")]
    if not set(names) <= set(TYPES):
        raise SlackError("invalid_types")
    kinds = [TYPES[name] for name in names]
    for kind in kinds:
        call.require_scope(f"{SCOPE_FAMILIES.get(kind, kind)}:read")
    return kinds


def listed(call: ApiCall, channel: Channel, kinds: list[str]) -> bool:
    """Whether a conversation is one that the bot may see and asked for."""
    hidden = channel.archived and call.flag("exclude_archived")
    return channel.kind in kinds and not hidden and (channel.kind == "public" or call.is_member(channel))


@method("conversations.info", "t3", "channels:read", "groups:read", "im:read", "mpim:read")
def conversations_info(call: ApiCall) -> JSON:
    """One conversation."""
    channel = call.readable_channel("read")
    counted = call.flag("include_num_members")
    return {"channel": channel_json(channel, call.box.world, count_members=counted)}


@method("conversations.members", "t4", "channels:read", "groups:read", "im:read", "mpim:read")
def conversations_members(call: ApiCall) -> JSON:
    """Who is in a conversation."""
    channel = call.readable_channel("read")
    members, cursor = page(channel.members, call, 100)
    return {"members": members, "response_metadata": {"next_cursor": cursor}}


@method("conversations.open", "t3", "im:write", "mpim:write", "channels:manage", "groups:write")
def conversations_open(call: ApiCall) -> JSON:
    """Opens the direct conversation with one person, or with several."""
    if call.get("channel"):
        channel = call.channel()
        return {"channel": {"id": channel.id}, "no_op": True, "already_open": True}
    users = [user for user in call.get("users").split(",") if user]
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > MOST_IN_GROUP:
        raise SlackError("too_many_users")
    call.require_scope("im:write" if len(users) == 1 else "mpim:write")
    _check_opened(call, users)
    channel, known = _opened(call, users)
    body: JSON = {"channel": {"id": channel.id}}
    return body | ({"no_op": True, "already_open": True} if known else {})


def _check_opened(call: ApiCall, users: list[str]) -> None:
    for user_id in users:
        user = call.box.world.users.get(user_id)
        if user is None:
            raise SlackError("user_not_found")
        if user.is_bot:
            raise SlackError("cannot_dm_bot")


def _opened(call: ApiCall, users: list[str]) -> tuple[Channel, bool]:
    """The conversation, and whether it was there already."""
    if len(users) == 1:
        known = call.box.world.direct_channel(users[0]) is not None
        return call.box.direct_channel(users[0]), known
    members = [call.box.world.app.bot_user, *dict.fromkeys(users)]
    for channel in call.box.world.channels.values():
        if channel.kind == "mpim" and set(channel.members) == set(members):
            return channel, True
    names = "--".join(call.box.world.users[member].name for member in members)
    return call.box.add_channel(f"mpdm-{names}-1", "mpim", members, members[0]), False


@method("conversations.join", "t3", "channels:join")
def conversations_join(call: ApiCall) -> JSON:
    """The bot joins a public channel."""
    channel = call.channel()
    if channel.kind != "public":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    if call.is_member(channel):
        body: JSON = {"warning": "already_in_channel"}
        body["response_metadata"] = {"warnings": ["already_in_channel"]}
    else:
        body = {}
        _join(call, channel, call.box.world.app.bot_user, None)
    return body | {"channel": channel_json(channel, call.box.world)}


@method(
    "conversations.invite",
    "t3",
    "channels:write.invites",
    "groups:write.invites",
    "channels:manage",
    "groups:write",
    "im:write",
    "mpim:write",
)
def conversations_invite(call: ApiCall) -> JSON:
    """The bot brings people into a channel it is in."""
    channel = call.channel()
    if not call.is_member(channel):
        raise SlackError("not_in_channel")
    if channel.archived:
        raise SlackError("is_archived")
    users = [user for user in call.get("users").split(",") if user]
    _check_invited(call, channel, users)
    for user in users:
        _join(call, channel, user, call.box.world.app.bot_user)
    return {"channel": channel_json(channel, call.box.world)}


def _check_invited(call: ApiCall, channel: Channel, users: list[str]) -> None:
    if not users:
        raise SlackError("no_user")
    if len(users) > MOST_INVITED:
        raise SlackError("too_many_users")
    for user in users:
        if user == call.box.world.app.bot_user:
            raise SlackError("cant_invite_self")
        if user not in call.box.world.users:
            raise SlackError("user_not_found")
        if user in channel.members:
            raise SlackError("already_in_channel")


def _join(call: ApiCall, channel: Channel, user: str, inviter: str | None) -> None:
    channel.members.append(user)
    emit_later(joined_event(user, channel, inviter, call.box), call.box)
