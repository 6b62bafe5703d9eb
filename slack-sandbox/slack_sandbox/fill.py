"""Filling in: finds a field by the label a person reads and turns what they would type into its value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from slack_sandbox.core import Sandbox
from slack_sandbox.errors import ControlError
from slack_sandbox.rules.checks import options_of
from slack_sandbox.sharing import chosen_files
from slack_sandbox.state import all_elements, stateful
from slack_sandbox.world import JSON, User

TYPED = ("plain_text_input", "email_text_input", "url_text_input")
BUTTONS = ("button", "workflow_button")
CHOSEN = ("static_select", "radio_buttons")
SEVERAL_CHOSEN = ("multi_static_select", "checkboxes")
Field = tuple[JSON, JSON]


def text_of(thing: Any) -> str:
    """The words of a text object."""
    return str(thing.get("text") or "") if isinstance(thing, dict) else ""


def label_of(block: JSON, element: JSON) -> str:
    """What a person reads beside a field: its label, its section's text, or its placeholder."""
    if block["type"] == "input":
        return text_of(block["label"])
    if block["type"] == "section" and block.get("text"):
        return text_of(block["text"])
    return text_of(element.get("placeholder")) or str(element["action_id"])


def find_field(blocks: list[JSON], label: str) -> Field:
    """The field with that label; upper and lower case do not matter, nor does what follows it."""
    fields = stateful(blocks)
    wanted = label.strip().casefold()
    tests: tuple[Callable[[str, list[str]], bool], ...] = (
        lambda read, _ids: read == wanted,
        lambda read, _ids: read.startswith(wanted),
        lambda _read, ids: wanted in ids,
    )
    for test in tests:
        found = [field for field in fields if test(label_of(*field).casefold(), _ids(*field))]
        if len(found) == 1:
            return found[0]
        if found:
            raise ControlError(f"{len(found)} fields are labelled {label!r}")
    labels = ", ".join(repr(label_of(*field)) for field in fields)
    raise ControlError(f"no field is labelled {label!r}; there are {labels or 'none'}")


def _ids(block: JSON, element: JSON) -> list[str]:
    return [block["block_id"].casefold(), element["action_id"].casefold()]


def find_button(blocks: list[JSON], label: str) -> tuple[JSON, JSON, JSON] | None:
    """The block, element and value of the button that reads so or is called so by a screen reader, or of the menu
    among buttons that has an option with that text."""
    for block, element in all_elements(blocks):
        if element["type"] in BUTTONS and label in (text_of(element["text"]), element.get("accessibility_label")):
            return block, element, {}
        for option in _among_buttons(block, element):
            if text_of(option["text"]) == label:
                return block, element, {"selected_option": option}
    return None


def button_labels(blocks: list[JSON]) -> list[str]:
    """The texts of every button, and of the options of menus among them."""
    labels = []
    for block, element in all_elements(blocks):
        if element["type"] in BUTTONS:
            labels.append(text_of(element["text"]))
        labels += [text_of(option["text"]) for option in _among_buttons(block, element)]
    return labels


def _among_buttons(block: JSON, element: JSON) -> list[JSON]:
    """The options of an overflow menu, and of a select that stands in a row of buttons."""
    is_menu = element["type"] == "overflow" or (block["type"], element["type"]) == ("actions", "static_select")
    return options_of(element) if is_menu else []


def rich_text(words: str) -> JSON:
    """What the rich text editor makes of typed words: a line is a line."""
    leaves = [{"type": "text", "text": words}]
    section = {"type": "rich_text_section", "elements": leaves if words else []}
    return {"type": "rich_text", "elements": [section]}


def value_for(element: JSON, typed: Any, user: User, box: Sandbox) -> Any:
    """What an element holds when a person enters this; None empties it."""
    kind = element["type"]
    if typed is None:
        return [] if kind.startswith("multi_") or kind in ("checkboxes", "file_input") else None
    if kind in TYPED:
        return str(typed)
    if kind == "number_input":
        return str(typed)
    if kind == "rich_text_input":
        return typed if isinstance(typed, dict) else rich_text(str(typed))
    if kind in CHOSEN:
        return _option(element, typed)
    if kind in SEVERAL_CHOSEN:
        return [_option(element, item) for item in _listed(typed)]
    if kind == "datetimepicker":
        return _moment(typed, user)
    if kind == "file_input":
        return chosen_files(element, typed, user, box)
    return _reference(kind, typed, box)


def _reference(kind: str, typed: Any, box: Sandbox) -> Any:
    """The ids a menu of people or conversations holds; a date or time as it is."""
    if kind == "users_select":
        return find_user(str(typed), box)
    if kind == "multi_users_select":
        return [find_user(str(item), box) for item in _listed(typed)]
    if kind in ("channels_select", "conversations_select"):
        return find_channel(str(typed), box)
    if kind in ("multi_channels_select", "multi_conversations_select"):
        return [find_channel(str(item), box) for item in _listed(typed)]
    return typed


def _listed(typed: Any) -> list[Any]:
    return list(typed) if isinstance(typed, (list, tuple)) else [typed]


def _option(element: JSON, typed: Any) -> JSON:
    options = options_of(element)
    return pick(options, typed)


def pick(options: list[JSON], typed: Any) -> JSON:
    """The option with that text, or else that value."""
    if isinstance(typed, dict):
        typed = typed.get("value")
    same = [option for option in options if text_of(option["text"]) == typed]
    same += [option for option in options if option["value"] == typed]
    if same:
        return {key: same[0][key] for key in ("text", "value", "description") if key in same[0]}
    texts = ", ".join(repr(text_of(option["text"])) for option in options)
    raise ControlError(f"no option reads {typed!r}; there are {texts or 'none'}")


def _moment(typed: Any, user: User) -> int:
    if isinstance(typed, int):
        return typed
    moment = datetime.fromisoformat(str(typed))
    return int((moment if moment.tzinfo else moment.replace(tzinfo=user.zone)).timestamp())


def find_user(wanted: str, box: Sandbox) -> str:
    """The id of a person given by id or name."""
    name = wanted.removeprefix("@")
    for user in box.world.users.values():
        if wanted == user.id or name in (user.name, user.real_name):
            return user.id
    raise ControlError(f"nobody here is {wanted!r}")


def find_channel(wanted: str, box: Sandbox) -> str:
    """The id of a channel given by id or name."""
    for channel in box.world.channels.values():
        if wanted == channel.id or (channel.name and wanted.removeprefix("#") == channel.name):
            return channel.id
    raise ControlError(f"there is no channel {wanted!r}")
