"""api.test, auth.test, team.info, bots.info and apps.connections.open."""

from __future__ import annotations

from slack_sandbox.api.call import ApiCall, method
from slack_sandbox.errors import SlackError
from slack_sandbox.shapes import bot_profile
from slack_sandbox.world import JSON


@method("api.test", "t4", token="none")  # noqa: S106 - a kind of token
def api_test(call: ApiCall) -> JSON:
    """Answers what it was asked, or fails as it was told to."""
    if call.get("error"):
        raise SlackError(call.get("error"), args=call.arguments)
    return {"args": call.arguments}


@method("auth.test", "t5")
def auth_test(call: ApiCall) -> JSON:
    """Says whose token this is."""
    world = call.box.world
    return {
        "url": f"https://{world.domain}.slack.com/",
        "team": world.team_name,
        "user": world.bot.name,
        "team_id": world.team_id,
        "user_id": world.bot.id,
        "bot_id": world.app.bot_id,
        "is_enterprise_install": False,
    }


@method("team.info", "t3", "team:read")
def team_info(call: ApiCall) -> JSON:
    """Describes the workspace."""
    world = call.box.world
    team = {
        "id": world.team_id,
        "name": world.team_name,
        "domain": world.domain,
        "url": f"https://{world.domain}.slack.com/",
        "email_domain": "",
        "icon": {"image_default": True},
    }
    return {"team": team}


@method("bots.info", "t3", "users:read")
def bots_info(call: ApiCall) -> JSON:
    """The bot, by its bot id."""
    world = call.box.world
    if call.get("bot") not in ("", world.app.bot_id):
        raise SlackError("bot_not_found")
    profile = bot_profile(world)
    shown = ("id", "app_id", "user_id", "name", "icons", "deleted", "updated")
    return {"bot": {key: profile[key] for key in shown}}


@method("apps.connections.open", "t3", token="app")  # noqa: S106 - a kind of token
def apps_connections_open(call: ApiCall) -> JSON:
    """Gives an address for one WebSocket."""
    base = call.box.base_url.replace("http", "ws", 1)
    ticket = call.box.sockets.ticket()
    return {"url": f"{base}/link/?ticket={ticket}&app_id={call.box.world.app.id}"}
