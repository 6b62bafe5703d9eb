"""The app itself: installing and removing it, what it is told, and what goes wrong on the way to it."""

from __future__ import annotations

import asyncio

from slack_sandbox import acts, installs, sharing
from slack_sandbox.control.table import verb, where, which, who
from slack_sandbox.core import Sandbox
from slack_sandbox.errors import ControlError
from slack_sandbox.events import emit
from slack_sandbox.fill import find_user
from slack_sandbox.mishaps import KINDS
from slack_sandbox.world import JSON

DEFAULT_SCOPES = ("chat:write", "commands")  # when neither a manifest nor the person says


@verb
async def installs_app(box: Sandbox, given: JSON) -> JSON:
    """A person allows the app, or not; says where Slack sends them then."""
    app = box.world.app
    scopes = sorted(app.known_scopes or app.scopes or DEFAULT_SCOPES)
    asked = {"client_id": app.client_id, "scope": ",".join(scopes)}
    asked |= {key: str(given[key]) for key in ("client_id", "scope", "redirect_uri", "state") if given.get(key)}
    installs.check_request(asked, box)
    allowed = bool(given.get("allows", True))
    return {"address": installs.redirect(asked, who(box, given).id, box, allowed=allowed)}


@verb
async def uninstalls_app(box: Sandbox, _given: JSON) -> JSON:
    """Somebody removes the app: its tokens end, and it is told."""
    installs.uninstall(box)
    return {}


@verb
async def adds_usergroup(box: Sandbox, given: JSON) -> JSON:
    """Makes a group of people that are mentioned together."""
    users = [find_user(str(person), box) for person in given.get("people") or []]
    group: JSON = {
        "id": box.world.fresh_id("S"),
        "team_id": box.world.team_id,
        "is_usergroup": True,
        "name": str(given["name"]),
        "handle": given.get("handle") or str(given["name"]).lower().replace(" ", "-"),
        "date_create": int(box.clock.now()),
        "date_delete": 0,
        "user_count": len(users),
        "users": users,
    }
    box.world.usergroups[group["id"]] = group
    return group


@verb
async def sends_event(box: Sandbox, given: JSON) -> JSON:
    """Sends the bot an event of which the sandbox knows nothing itself."""
    event = {"event_ts": box.clock.stamp(), **given["event"]}
    ack = await emit(event, box)
    return {"error": None if ack is None or ack.ok else ack.outcome, "sent": ack is not None}


@verb
async def sets_mishap(box: Sandbox, given: JSON) -> JSON:
    """The next events arrive twice or out of order; the next requests are signed late or wrongly."""
    if given["kind"] not in KINDS:
        raise ControlError(f"no mishap {given['kind']!r}; there are {', '.join(KINDS)}")
    box.courier.mishaps.add(given["kind"], int(given.get("times") or 1))
    return {}


@verb
async def reacts(box: Sandbox, given: JSON) -> JSON:
    """A person puts an emoji under a message, or takes theirs away."""
    message = which(box, given)
    if message is None:
        raise ControlError("reacts needs 'message'")
    return await acts.reacts(who(box, given), str(given["name"]), message, box)


@verb
async def shares(box: Sandbox, given: JSON) -> JSON:
    """A person shares files in a channel."""
    return await sharing.shares(who(box, given), where(box, given), given["files"], str(given.get("text") or ""), box)


@verb
async def waits_for_peace(box: Sandbox, given: JSON) -> JSON:
    """Waits until nothing is on its way to the bot in the background."""
    until = asyncio.get_running_loop().time() + float(given.get("within") or 5)
    while box.busy and asyncio.get_running_loop().time() < until:
        await asyncio.sleep(0.01)
    return {"peace": not box.busy}
