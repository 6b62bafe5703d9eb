"""users.*"""

from __future__ import annotations

from slack_sandbox.api.call import ApiCall, method, page
from slack_sandbox.api.conversations import kinds_asked, listed
from slack_sandbox.errors import SlackError
from slack_sandbox.shapes import channel_json, user_json
from slack_sandbox.world import JSON, User


def _shown(call: ApiCall, user: User) -> JSON:
    return user_json(user, call.box.world.team_id, with_email=call.has_scope("users:read.email"))


@method("users.info", "t4", "users:read")
def users_info(call: ApiCall) -> JSON:
    """One person."""
    return {"user": _shown(call, call.user())}


@method("users.list", "t2", "users:read")
def users_list(call: ApiCall) -> JSON:
    """Everybody, page by page."""
    users, cursor = page(list(call.box.world.users.values()), call, 1000)
    return {
        "members": [_shown(call, user) for user in users],
        "cache_ts": int(call.box.clock.now()),
        "response_metadata": {"next_cursor": cursor},
    }


@method("users.lookupByEmail", "t3", "users:read.email")
def users_lookup_by_email(call: ApiCall) -> JSON:
    """The person with an address."""
    wanted = call.get("email").strip().casefold()
    for user in call.box.world.users.values():
        if wanted and user.email.casefold() == wanted and not user.deleted:
            return {"user": _shown(call, user)}
    raise SlackError("users_not_found")


@method("users.conversations", "t3", "channels:read", "groups:read", "im:read", "mpim:read")
def users_conversations(call: ApiCall) -> JSON:
    """The conversations somebody, or the bot, is in."""
    user = call.user().id if call.get("user") else call.box.world.app.bot_user
    kinds = kinds_asked(call)
    found = [c for c in call.box.world.channels.values() if user in c.members and listed(call, c, kinds)]
    shown, cursor = page(found, call, 100)
    channels = [channel_json(channel, call.box.world) for channel in shown]
    return {"channels": channels, "response_metadata": {"next_cursor": cursor}}
