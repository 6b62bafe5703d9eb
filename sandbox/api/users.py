"""users.*"""

from __future__ import annotations

from sandbox.api.call import ApiCall, method, page
from sandbox.shapes import user_json
from sandbox.world import JSON, User


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
