"""The payloads Slack sends when people do something."""

from __future__ import annotations

from typing import Any

from slack_sandbox.core import Sandbox
from slack_sandbox.shapes import message_json, view_json
from slack_sandbox.state import FIELDS, values_of
from slack_sandbox.world import JSON, Channel, Message, ResponseUrl, User, View

CHANNEL_NAMES = {"private": "privategroup", "im": "directmessage", "mpim": "privategroup"}


def channel_label(channel: Channel) -> str:
    """The name of a channel as payloads give it."""
    return CHANNEL_NAMES.get(channel.kind, channel.name)


def command_payload(user: User, channel: Channel, command: str, text: str, box: Sandbox) -> JSON:
    """A slash command."""
    world = box.world
    return {
        "token": world.app.verification_token,
        "team_id": world.team_id,
        "team_domain": world.domain,
        "channel_id": channel.id,
        "channel_name": channel_label(channel),
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text,
        "api_app_id": world.app.id,
        "is_enterprise_install": "false",
        "response_url": box.issue_response_url(ResponseUrl(user.id, channel.id, box.clock.now())),
        "trigger_id": box.issue_trigger(user.id, channel.id),
    }


def common(user: User, box: Sandbox) -> JSON:
    """What every interactive payload has."""
    world = box.world
    return {
        "team": {"id": world.team_id, "domain": world.domain},
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": world.team_id},
        "api_app_id": world.app.id,
        "token": world.app.verification_token,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def action_json(block: JSON, element: JSON, value: JSON, box: Sandbox) -> JSON:
    """One entry of `actions`."""
    seconds, _, micro = box.clock.stamp().partition(".")
    action: JSON = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": f"{seconds}.{micro}",
    }
    if element["type"] == "button":
        action |= {key: element[key] for key in ("text", "value", "style", "url") if key in element}
    elif "placeholder" in element:
        action["placeholder"] = element["placeholder"]
    source = FIELDS.get(element["type"], ("", ""))[0]
    if source in element:
        action[source] = element[source]
    return action | value


def message_actions(user: User, message: Message, action: JSON, box: Sandbox) -> JSON:
    """block_actions in a message."""
    channel = box.world.channels[message.channel]
    container: JSON = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.visible_to is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    hook = ResponseUrl(user.id, channel.id, box.clock.now(), message_ts=message.ts, thread_ts=message.thread_ts)
    filled = box.world.message_values.get((message.ts, user.id), {})
    payload: JSON = {
        "type": "block_actions",
        **common(user, box),
        "container": container,
        "trigger_id": box.issue_trigger(user.id, channel.id),
        "channel": {"id": channel.id, "name": channel_label(channel)},
        "state": {"values": values_of(message.blocks, filled)},
        "response_url": box.issue_response_url(hook),
        "actions": [action],
    }
    if message.visible_to is None:  # Slack leaves ephemeral messages out of payloads
        payload["message"] = message_json(message, box.world)
    return payload


def view_actions(user: User, view: View, action: JSON, box: Sandbox) -> JSON:
    """block_actions in a modal or in the Home tab."""
    return {
        "type": "block_actions",
        **common(user, box),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": box.issue_trigger(user.id),
        "view": view_json(view, box.world),
        "actions": [action],
    }


def submission(user: User, view: View, box: Sandbox) -> JSON:
    """view_submission."""
    return {
        "type": "view_submission",
        **common(user, box),
        "trigger_id": box.issue_trigger(user.id),
        "view": view_json(view, box.world),
        "response_urls": _response_urls(user, view, box),
    }


def _response_urls(user: User, view: View, box: Sandbox) -> list[JSON]:
    urls = []
    for block in view.body["blocks"]:
        element: dict[str, Any] = block.get("element") or {}
        if not element.get("response_url_enabled"):
            continue
        entry = view.values.get((block["block_id"], element["action_id"]), {})
        channel = entry.get("selected_conversation") or entry.get("selected_channel")
        if channel:
            address = box.issue_response_url(ResponseUrl(user.id, channel, box.clock.now()))
            ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
            urls.append({**ids, "channel_id": channel, "response_url": address})
    return urls


def closed(user: User, view: View, box: Sandbox, *, cleared: bool) -> JSON:
    """view_closed."""
    return {
        "type": "view_closed",
        **common(user, box),
        "view": view_json(view, box.world),
        "is_cleared": cleared,
    }


def shortcut(user: User, callback_id: str, message: Message | None, box: Sandbox) -> JSON:
    """A global shortcut, or one used on a message."""
    payload: JSON = {
        "type": "shortcut" if message is None else "message_action",
        **common(user, box),
        "callback_id": callback_id,
        "action_ts": box.clock.stamp(),
        "trigger_id": box.issue_trigger(user.id, message.channel if message else None),
    }
    if message is not None:
        channel = box.world.channels[message.channel]
        hook = ResponseUrl(user.id, channel.id, box.clock.now(), thread_ts=message.thread_ts)
        payload |= {
            "message_ts": message.ts,
            "channel": {"id": channel.id, "name": channel_label(channel)},
            "message": message_json(message, box.world),
            "response_url": box.issue_response_url(hook),
        }
    return payload


def suggestion(user: User, place: View | Message, block: JSON, element: JSON, query: str, box: Sandbox) -> JSON:
    """block_suggestion: the options of an external menu."""
    where: JSON
    if isinstance(place, View):
        where = {"container": {"type": "view", "view_id": place.id}, "view": view_json(place, box.world)}
    else:
        container = {"type": "message", "message_ts": place.ts, "channel_id": place.channel}
        where = {"container": container | {"is_ephemeral": place.visible_to is not None}}
    return {
        "type": "block_suggestion",
        **common(user, box),
        **where,
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "value": query,
    }
