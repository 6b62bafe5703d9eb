"""reactions.*: emoji under messages."""

from __future__ import annotations

import re

from slack_sandbox.api.call import ApiCall, method
from slack_sandbox.errors import SlackError
from slack_sandbox.events import emit_later, reaction_event
from slack_sandbox.shapes import message_json
from slack_sandbox.world import JSON, Message

MOST_KINDS = 50  # what Slack's help says: different emoji on one message
MOST_OF_ONE_PERSON = 23  # the same


def message_in(call: ApiCall, key: str = "timestamp") -> Message:
    """The message a call is about."""
    if not call.get("channel") or not call.get(key):
        raise SlackError("no_item_specified")
    message = call.channel().find(call.get(key))
    if message is None or message.visible_to is not None:
        raise SlackError("message_not_found")
    return message


def _name(call: ApiCall) -> str:
    name = call.need("name", "invalid_name").strip(":")
    if not re.fullmatch(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?", name):
        raise SlackError("invalid_name")
    return name


@method("reactions.add", "t3", "reactions:write")
def reactions_add(call: ApiCall) -> JSON:
    """The bot reacts to a message."""
    message, name, bot = message_in(call), _name(call), call.box.world.app.bot_user
    if call.channel().archived:
        raise SlackError("is_archived")
    if bot in message.reactions.get(name, ()):
        raise SlackError("already_reacted")
    if name not in message.reactions and len(message.reactions) >= MOST_KINDS:
        raise SlackError("too_many_emoji")
    if sum(bot in people for people in message.reactions.values()) >= MOST_OF_ONE_PERSON:
        raise SlackError("too_many_reactions")
    react(call, message, name, bot)
    return {}


def react(call: ApiCall, message: Message, name: str, user: str) -> None:
    """Somebody reacts."""
    message.reactions.setdefault(name, []).append(user)
    emit_later(reaction_event("reaction_added", user, name, message, call.box), call.box)


@method("reactions.remove", "t3", "reactions:write")
def reactions_remove(call: ApiCall) -> JSON:
    """The bot takes its reaction back."""
    message, name, bot = message_in(call), _name(call), call.box.world.app.bot_user
    if bot not in message.reactions.get(name, ()):
        raise SlackError("no_reaction")
    message.reactions[name].remove(bot)
    if not message.reactions[name]:
        del message.reactions[name]
    emit_later(reaction_event("reaction_removed", bot, name, message, call.box), call.box)
    return {}


@method("reactions.get", "t3", "reactions:read")
def reactions_get(call: ApiCall) -> JSON:
    """A message with its reactions."""
    message = message_in(call)
    return {"type": "message", "channel": message.channel, "message": message_json(message, call.box.world)}
