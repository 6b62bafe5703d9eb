"""What the page in the browser does: uses one element, named by its ids and not by its label."""

from __future__ import annotations

from typing import Any

from slack_sandbox import payloads
from slack_sandbox.acts import Place, act, blocks_in, sees
from slack_sandbox.core import Sandbox
from slack_sandbox.errors import ControlError
from slack_sandbox.events import emit, joined_event
from slack_sandbox.fill import value_for
from slack_sandbox.modals import as_object
from slack_sandbox.rules import Refused, judge_options
from slack_sandbox.rules.checks import options_of
from slack_sandbox.state import all_elements, held
from slack_sandbox.world import JSON, Channel, Message, User, View

OPTION_KEYS = ("text", "value", "description")
CHOSEN = ("static_select", "radio_buttons", "external_select")
SEVERAL_CHOSEN = ("multi_static_select", "checkboxes", "multi_external_select")


def place_of(user: User, given: JSON, box: Sandbox) -> Place:
    """The view or message that is meant; one that this person does not see is gone."""
    if given.get("view"):
        view = box.world.view(str(given["view"]))
        if view is None or view.user != user.id:
            raise ControlError("that view is gone")
        return view
    channel = box.world.channels.get(given["message"]["channel"])
    message = channel.find(given["message"]["ts"]) if channel else None
    if channel is None or message is None or not sees(user, message, channel):
        raise ControlError("that message is gone")
    return message


def element_of(place: Place, given: JSON) -> tuple[JSON, JSON]:
    """The block and the element with these ids."""
    for block, element in all_elements(blocks_in(place)):
        if block["block_id"] == given["block_id"] and element["action_id"] == given["action_id"]:
            return block, element
    raise ControlError("that element is gone")


async def presses(user: User, given: JSON, box: Sandbox) -> JSON:
    """Presses a button, or chooses in an overflow menu."""
    place = place_of(user, given, box)
    block, element = element_of(place, given)
    value: JSON = {}
    if element["type"] == "overflow":
        value = {"selected_option": _option(element["options"], given.get("option"))}
    return await act(user, place, block, element, value, box)


async def enters(user: User, given: JSON, box: Sandbox) -> JSON:
    """Puts a value into an element; the bot is told as Slack would tell it, unless `acts` is false."""
    place = place_of(user, given, box)
    block, element = element_of(place, given)
    entry = held(element, exact_value(element, given.get("value"), user, box))
    _held_by(place, user, box)[block["block_id"], element["action_id"]] = entry
    if isinstance(place, View):
        place.errors.pop(block["block_id"], None)
    quiet = block["type"] == "input" and not block.get("dispatch_action")
    if quiet or not given.get("acts", True):
        return {"error": None, "sent": False}
    return await act(user, place, block, element, entry, box)


def _held_by(place: Place, user: User, box: Sandbox) -> dict[tuple[str, str], JSON]:
    """Where the values of a view, or of one person in a message, are kept."""
    if isinstance(place, View):
        return place.values
    return box.world.message_values.setdefault((place.ts, user.id), {})


def exact_value(element: JSON, value: Any, user: User, box: Sandbox) -> Any:
    """What an element holds: options by their value and nothing else."""
    kind = element["type"]
    if value is None or value in ("", []):
        return value_for(element, None, user, box)
    if kind in CHOSEN:
        return _chosen(element, value)
    if kind in SEVERAL_CHOSEN:
        return [_chosen(element, item) for item in value]
    return value_for(element, value, user, box)


def _chosen(element: JSON, value: Any) -> JSON:
    if "external" in element["type"]:
        return {key: value[key] for key in OPTION_KEYS if key in value}
    return _option(options_of(element), value)


def _option(options: list[JSON], value: Any) -> JSON:
    wanted = value.get("value") if isinstance(value, dict) else value
    for option in options:
        if option.get("value") == wanted:
            return {key: option[key] for key in OPTION_KEYS if key in option}
    raise ControlError(f"no option has the value {wanted!r}")


async def suggests(user: User, given: JSON, box: Sandbox) -> JSON:
    """Asks the bot for the options of an external menu; returns them, in or out of groups."""
    place = place_of(user, given, box)
    block, element = element_of(place, given)
    payload = payloads.suggestion(user, place, block, element, str(given.get("query") or ""), box)
    ack = await box.courier.deliver("interactive", payload)
    body = as_object(ack.body)
    if not ack.ok or body is None:
        raise ControlError("the options did not load")
    try:
        judge_options(body)
    except Refused as refused:
        box.note_refusal("block_suggestion", body, refused)
        raise ControlError("the options did not load") from refused
    return {key: body[key] for key in ("options", "option_groups") if key in body}


async def joins(user: User, channel: Channel, box: Sandbox) -> None:
    """Joins a public channel."""
    if channel.kind != "public":
        raise ControlError("only public channels can be joined")
    if user.id in channel.members:
        return
    channel.members.append(user.id)
    if box.world.app.bot_user in channel.members:
        await emit(joined_event(user.id, channel, None, box), box)


def latest(messages: list[Message]) -> str:
    """The timestamp of the last of them."""
    return max((message.ts for message in messages), default="0")
