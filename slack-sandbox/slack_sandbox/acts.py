"""What people do outside modals: commands, messages, buttons, the Home tab, invitations, shortcuts."""

from __future__ import annotations

import json
from typing import Any

from slack_sandbox import payloads
from slack_sandbox.core import Sandbox
from slack_sandbox.courier import TIMEOUT, Ack
from slack_sandbox.errors import ControlError, SlackError
from slack_sandbox.events import (
    emit,
    emit_later,
    home_event,
    joined_event,
    mention_event,
    message_event,
    reaction_event,
)
from slack_sandbox.fill import button_labels, find_button, find_field
from slack_sandbox.modals import entered, hold
from slack_sandbox.posts import Content, post, read_content, require_something
from slack_sandbox.rules import Refused
from slack_sandbox.shapes import message_json
from slack_sandbox.state import held
from slack_sandbox.typed import escaped, typed_message
from slack_sandbox.views import stack_of
from slack_sandbox.world import JSON, Channel, Message, User, View

Place = Message | View


def sees(user: User, message: Message, channel: Channel) -> bool:
    """Whether a person can see a message."""
    allowed = channel.kind == "public" or user.id in channel.members
    return allowed and message.visible_to in (None, user.id)


def slack_says(user: User, channel: Channel, text: str, box: Sandbox, thread_ts: str | None = None) -> Message:
    """Slackbot's private notice to one person."""
    message = Message(box.clock.stamp(), channel.id, "USLACKBOT", text, thread_ts=thread_ts, visible_to=user.id)
    channel.messages.append(message)
    return message


async def types(user: User, channel: Channel, line: str, box: Sandbox, thread_ts: str | None = None) -> JSON:
    """Types a slash command; returns what came of it. In a thread there are none."""
    _require_member(user, channel)
    command, _, rest = line.strip().partition(" ")
    since = box.clock.stamp()
    if thread_ts:
        slack_says(user, channel, f"{command} is not supported in threads. Sorry!", box, thread_ts)
        return _outcome(user, channel, since, "not_supported_in_threads", box)
    known = box.world.app.commands
    if not command.startswith("/") or (known is not None and command not in known):
        slack_says(user, channel, f"{command} is not a valid command.", box)
        return _outcome(user, channel, since, "invalid_command", box)
    payload = payloads.command_payload(user, channel, command, escaped(rest.strip()), box)
    ack = await box.courier.deliver("slash_commands", payload)
    error = _command_error(ack) or _say_ack(user, channel, line, ack.body, box)
    if error:
        slack_says(user, channel, f'{command} failed with the error "{error}"', box)
    return _outcome(user, channel, since, error, box)


def _command_error(ack: Ack) -> str | None:
    if ack.ok:
        return None
    return "operation_timeout" if ack.outcome == TIMEOUT else "dispatch_failed"


def _say_ack(user: User, channel: Channel, line: str, body: Any, box: Sandbox) -> str | None:
    """Shows the answer in a command's ack; returns an error code if it breaks a rule."""
    answer = _answer_object(body)
    if not answer:
        return None
    shared = answer.get("response_type") == "in_channel"
    try:
        content = read_content(answer, box, paced=False)
        require_something(content)
    except (Refused, SlackError) as error:
        box.note_refusal("slash_command_ack", answer, error)
        return "invalid_command_response"
    if shared:
        post(channel, user.id, Content(text=line), box)
    post(channel, box.world.app.bot_user, content, box, visible_to=None if shared else user.id)
    return None


def _answer_object(body: Any) -> JSON:
    if isinstance(body, str):
        try:
            parsed = json.loads(body)
        except ValueError:
            parsed = None
        return parsed if isinstance(parsed, dict) else ({"text": body} if body.strip() else {})
    return body if isinstance(body, dict) else {}


def _outcome(user: User, channel: Channel, since: str, error: str | None, box: Sandbox) -> JSON:
    """What a person saw appear since a moment."""
    seen = [m for m in channel.messages if m.ts > since and sees(user, m, channel)]
    return {"error": error, "messages": [seen_json(message, box) for message in seen]}


def seen_json(message: Message, box: Sandbox) -> JSON:
    """A message with its channel, as the controls show it."""
    return message_json(message, box.world) | {"channel": message.channel, "visible_to": message.visible_to}


def _require_member(user: User, channel: Channel) -> None:
    if user.id not in channel.members:
        raise ControlError(f"{user.real_name} is not in #{channel.name or channel.id}")


async def says(user: User, channel: Channel, text: str, thread_ts: str | None, box: Sandbox) -> JSON:
    """Posts a message; returns it."""
    _require_member(user, channel)
    if channel.kind == "im" and not box.world.app.messages_enabled:
        raise ControlError("Sending messages to this app has been turned off.")
    said, block = typed_message(text, box)
    content = Content(text=said, blocks=[block])
    message = post(channel, user.id, content, box, thread_ts=thread_ts)
    await _tell(message, channel, box)
    return seen_json(message, box)


async def _tell(message: Message, channel: Channel, box: Sandbox) -> None:
    mentioned = f"<@{box.world.app.bot_user}>" in message.text
    if box.world.app.bot_user not in channel.members:
        return
    if mentioned and channel.kind != "im":
        emit_later(mention_event(message, box), box)
    await emit(message_event(message, channel, box), box)


async def opens_home(user: User, box: Sandbox) -> JSON:
    """Opens the app's Home tab."""
    if not box.world.app.home_enabled:
        raise ControlError("this app has no Home tab")
    ack = await emit(home_event(user.id, box), box)
    return {"error": None if ack is None or ack.ok else ack.outcome}


async def invites(user: User, guest: str, channel: Channel, box: Sandbox) -> JSON:
    """Brings somebody, or the bot, into a channel."""
    _require_member(user, channel)
    if guest in channel.members:
        return {"error": "already_in_channel"}
    channel.members.append(guest)
    ack: Ack | None = None
    if box.world.app.bot_user in channel.members:
        ack = await emit(joined_event(guest, channel, user.id, box), box)
    return {"error": None if ack is None or ack.ok else ack.outcome}


async def reacts(user: User, name: str, message: Message, box: Sandbox) -> JSON:
    """Puts an emoji under a message; a second time takes it away."""
    people = message.reactions.setdefault(name, [])
    kind = "reaction_removed" if user.id in people else "reaction_added"
    people.remove(user.id) if user.id in people else people.append(user.id)
    if not people:
        del message.reactions[name]
    if box.world.app.bot_user not in box.world.channels[message.channel].members:
        return {"error": None}
    ack = await emit(reaction_event(kind, user.id, name, message, box), box)
    return {"error": None if ack is None or ack.ok else ack.outcome}


def places(user: User, message: Message | None, box: Sandbox) -> list[Place]:
    """Where a person may look for a button: the message, or the modal, the Home tab and all messages."""
    if message is not None:
        return [message]
    found: list[Place] = list(reversed(stack_of(user.id, box)[-1:]))
    if user.id in box.world.homes:
        found.append(box.world.homes[user.id])
    visible = [m for c in box.world.channels.values() for m in c.messages if sees(user, m, c)]
    return found + sorted(visible, key=lambda m: m.ts, reverse=True)


def blocks_in(place: Place) -> list[JSON]:
    """The blocks in a message, attachments included, or in a view."""
    if isinstance(place, View):
        blocks: list[JSON] = place.body["blocks"]
        return blocks
    attached = [block for item in place.attachments for block in item.get("blocks") or []]
    return place.blocks + attached


async def clicks(user: User, label: str, message: Message | None, box: Sandbox, *, confirms: bool) -> JSON:
    """Clicks a button by its text or by what a screen reader calls it, or an option of a menu among buttons; a
    confirmation dialog is answered yes, or no."""
    searched = places(user, message, box)
    for place in searched:
        found = find_button(blocks_in(place), label)
        if found:
            block, element, value = found
            confirm = element.get("confirm")
            if confirm and not confirms:
                return {"error": None, "sent": False, "confirm": confirm}
            if element["type"] == "static_select":
                result = await _picked(user, place, block, element, value["selected_option"], box)
            else:
                result = await act(user, place, block, element, value, box)
            return result | {"confirm": confirm, "url": element.get("url")}
    labels = [text for place in searched[:3] for text in button_labels(blocks_in(place))]
    raise ControlError(f"no button reads {label!r}; there are {labels}")


async def chooses(user: User, label: str, typed: Any, message: Message | None, box: Sandbox) -> JSON:
    """Chooses in a menu, picker or dispatching input by its label; the bot is told."""
    place, block, element = _find(places(user, message, box), label)
    return await _picked(user, place, block, element, typed, box)


async def _picked(user: User, place: Place, block: JSON, element: JSON, typed: Any, box: Sandbox) -> JSON:
    if isinstance(place, View):
        entry = await hold(place, block, element, typed, user, box)
    else:
        entry = held(element, await entered(place, block, element, typed, user, box))
        filled = box.world.message_values.setdefault((place.ts, user.id), {})
        filled[block["block_id"], element["action_id"]] = entry
    if block["type"] == "input" and not block.get("dispatch_action"):
        return {"error": None, "sent": False}
    return await act(user, place, block, element, entry, box)


def _find(searched: list[Place], label: str) -> tuple[Place, JSON, JSON]:
    """The first place that has a field with this label."""
    trouble = ControlError(f"nothing is labelled {label!r}")
    for place in searched:
        try:
            return place, *find_field(blocks_in(place), label)
        except ControlError as error:
            trouble = error
    raise trouble


async def uses_shortcut(user: User, name: str, message: Message | None, box: Sandbox) -> JSON:
    """Uses a shortcut by its name or callback_id: a global one, or one on a message."""
    known = box.world.app.shortcuts
    callback_id = name if known is None else known.get(name)
    if callback_id is None:
        raise ControlError(f"no shortcut is called {name!r}; there are {sorted(known or ())}")
    payload = payloads.shortcut(user, callback_id, message, box)
    return _acked(await box.courier.deliver("interactive", payload))


def _acked(ack: Ack) -> JSON:
    error = None if ack.ok else ("operation_timeout" if ack.outcome == TIMEOUT else ack.outcome)
    return {"error": error, "sent": True}


async def act(user: User, place: Place, block: JSON, element: JSON, value: JSON, box: Sandbox) -> JSON:
    """Sends block_actions."""
    if not box.world.app.interactive:
        return {"error": "This app is not configured to handle interactive responses.", "sent": False}
    action = payloads.action_json(block, element, value, box)
    if isinstance(place, View):
        payload = payloads.view_actions(user, place, action, box)
    else:
        payload = payloads.message_actions(user, place, action, box)
    return _acked(await box.courier.deliver("interactive", payload))
