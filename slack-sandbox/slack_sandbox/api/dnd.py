"""dnd.*"""

from __future__ import annotations

from slack_sandbox.api.call import ApiCall, method
from slack_sandbox.world import JSON

NEVER = 1  # what stands for both ends where there is no such time


@method("dnd.info", "t3", "dnd:read")
def dnd_info(call: ApiCall) -> JSON:
    """Whether somebody is not to be disturbed; what they have paused by hand shows to themselves only."""
    user = call.user() if call.get("user") else call.box.world.bot
    now, until = call.box.clock.now(), user.dnd_until
    if until is None or until <= now:
        return {"dnd_enabled": False, "next_dnd_start_ts": NEVER, "next_dnd_end_ts": NEVER}
    return {"dnd_enabled": True, "next_dnd_start_ts": int(now), "next_dnd_end_ts": int(until)}
