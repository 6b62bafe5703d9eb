"""usergroups.*: groups of people that are mentioned together."""

from __future__ import annotations

from slack_sandbox.api.call import ApiCall, method
from slack_sandbox.errors import SlackError
from slack_sandbox.world import JSON


@method("usergroups.list", "t2", "usergroups:read")
def usergroups_list(call: ApiCall) -> JSON:
    """Every group."""
    with_people = call.flag("include_users")
    groups = call.box.world.usergroups.values()
    return {"usergroups": [{k: v for k, v in group.items() if k != "users" or with_people} for group in groups]}


@method("usergroups.users.list", "t2", "usergroups:read")
def usergroups_users_list(call: ApiCall) -> JSON:
    """Who is in a group."""
    group = call.box.world.usergroups.get(call.need("usergroup", "no_such_subteam"))
    if group is None:
        raise SlackError("no_such_subteam")
    return {"users": group["users"]}
