"""The machinery: the clock, faults, the bot's connections, and what it may do."""

from __future__ import annotations

import asyncio

from slack_sandbox.control.table import verb
from slack_sandbox.core import Sandbox
from slack_sandbox.errors import ControlError
from slack_sandbox.faults import Fault
from slack_sandbox.world import JSON


@verb
async def about(box: Sandbox, _given: JSON) -> JSON:
    """The address, the tokens and the ids a bot and its tests need."""
    app, world = box.world.app, box.world
    return {
        "api_url": f"{box.base_url}/api/",
        "bot_token": app.bot_token,
        "app_token": app.app_token,
        "signing_secret": app.signing_secret,
        "client_id": app.client_id,
        "client_secret": app.client_secret,
        "bot_user": app.bot_user,
        "app_id": app.id,
        "team_id": world.team_id,
        "connections": box.sockets.count,
        "now": box.clock.now(),
    }


@verb
async def moves_clock(box: Sandbox, given: JSON) -> JSON:
    """Moves the clock forward, by seconds or to a moment, and tells whoever started the sandbox."""
    seconds = float(given["to"]) - box.clock.now() if given.get("to") else float(given.get("seconds") or 0)
    if seconds < 0:
        raise ControlError("the clock only moves forward")
    box.clock.advance(seconds)
    if box.on_clock is not None:
        async with box.telling_the_clock:  # one after the other, and so the last one tells what is so
            await asyncio.to_thread(box.on_clock, box.clock.offset)
    return {"now": box.clock.now()}


@verb
async def knows_moment(box: Sandbox, given: JSON) -> JSON:
    """Names a moment to which a person at the page may move the clock."""
    box.moments.know(str(given["name"]), float(given["at"]))
    return {}


@verb
async def forgets_moments(box: Sandbox, _given: JSON) -> JSON:
    """Forgets every named moment."""
    box.moments.forget()
    return {}


@verb
async def sets_fault(box: Sandbox, given: JSON) -> JSON:
    """Sets a fault; the fields are those of `slack_sandbox.faults.Fault`."""
    try:
        box.faults.add(Fault(**given))
    except TypeError as error:
        raise ControlError(str(error)) from error
    return {}


@verb
async def cannot_fetch(box: Sandbox, given: JSON) -> JSON:
    """Says from which addresses no picture can be fetched, by parts of them."""
    box.world.unreachable = {str(part) for part in given.get("parts") or ()}
    return {}


@verb
async def deletes_file(box: Sandbox, given: JSON) -> JSON:
    """Deletes a file, whoever it belongs to."""
    if box.world.files.pop(str(given["file"]), None) is None:
        raise ControlError(f"there is no file {given['file']}")
    return {}


@verb
async def clears_faults(box: Sandbox, _given: JSON) -> JSON:
    """Forgets every fault and mishap and lets held calls go."""
    box.faults.clear()
    box.courier.mishaps.clear()
    return {}


@verb
async def waits_for_hold(box: Sandbox, given: JSON) -> JSON:
    """Waits until a call is held."""
    return {"held": await box.faults.held(float(given.get("within") or 10))}


@verb
async def releases(box: Sandbox, _given: JSON) -> JSON:
    """Lets held calls go."""
    box.faults.release()
    return {}


@verb
async def disconnects_sockets(box: Sandbox, given: JSON) -> JSON:
    """Closes the bot's sockets."""
    reason = str(given.get("reason") or "refresh_requested")
    closed = await box.sockets.disconnect(reason, politely=bool(given.get("politely", True)))
    return {"closed": closed}


@verb
async def waits_for_bot(box: Sandbox, given: JSON) -> JSON:
    """Waits until the bot has opened so many sockets."""
    within = float(given.get("within") or 10)
    return {"connected": await box.sockets.wait_for(int(given.get("connections") or 1), within)}


@verb
async def configures(box: Sandbox, given: JSON) -> JSON:
    """Changes where the bot is reached, what it may do, how long it has, or how calls are paced."""
    app = box.world.app
    if "request_url" in given:
        app.request_url = given["request_url"]
    for key in ("scopes", "events", "commands"):
        if key in given:
            setattr(app, key, None if given[key] is None else frozenset(given[key]))
    if "rate_limits" in given:
        box.limits.on = bool(given["rate_limits"])
    if "distributed" in given:
        box.distributed = bool(given["distributed"])
    if "lacks" in given:
        box.lacks = frozenset(given["lacks"])
    if "burst" in given:
        box.limits.burst = int(given["burst"])
    if "answer_seconds" in given:
        box.courier.answer_seconds = float(given["answer_seconds"])
    return {}
