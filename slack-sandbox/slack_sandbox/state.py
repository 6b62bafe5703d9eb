"""What has been filled in: `state.values`, element by element, in Slack's own shapes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slack_sandbox.world import JSON, View

# the element's initial property, and the property its value has in state.values
FIELDS = {
    "plain_text_input": ("initial_value", "value"),
    "email_text_input": ("initial_value", "value"),
    "url_text_input": ("initial_value", "value"),
    "number_input": ("initial_value", "value"),
    "rich_text_input": ("initial_value", "rich_text_value"),
    "static_select": ("initial_option", "selected_option"),
    "external_select": ("initial_option", "selected_option"),
    "radio_buttons": ("initial_option", "selected_option"),
    "checkboxes": ("initial_options", "selected_options"),
    "multi_static_select": ("initial_options", "selected_options"),
    "multi_external_select": ("initial_options", "selected_options"),
    "users_select": ("initial_user", "selected_user"),
    "multi_users_select": ("initial_users", "selected_users"),
    "channels_select": ("initial_channel", "selected_channel"),
    "multi_channels_select": ("initial_channels", "selected_channels"),
    "conversations_select": ("initial_conversation", "selected_conversation"),
    "multi_conversations_select": ("initial_conversations", "selected_conversations"),
    "datepicker": ("initial_date", "selected_date"),
    "timepicker": ("initial_time", "selected_time"),
    "datetimepicker": ("initial_date_time", "selected_date_time"),
    "file_input": ("", "files"),
}
LISTS = ("selected_options", "selected_users", "selected_channels", "selected_conversations", "files")


def elements_of(block: JSON) -> list[JSON]:
    """The elements of a block that a person can use."""
    kind = block.get("type")
    found: list[Any] = []
    if kind == "input":
        found = [block.get("element")]
    elif kind == "section":
        found = [block.get("accessory")]
    elif kind in ("actions", "context_actions"):
        found = block.get("elements") or []
    return [element for element in found if isinstance(element, dict) and "action_id" in element]


def all_elements(blocks: list[JSON]) -> Iterator[tuple[JSON, JSON]]:
    """Every block with each of its elements, containers included."""
    for block in blocks:
        yield from ((block, element) for element in elements_of(block))
        yield from all_elements(block.get("child_blocks") or [])


def stateful(blocks: list[JSON]) -> list[tuple[JSON, JSON]]:
    """The blocks and elements that have a value."""
    return [(block, element) for block, element in all_elements(blocks) if element["type"] in FIELDS]


def initial(element: JSON) -> JSON:
    """The value an element has before anybody touches it."""
    source, target = FIELDS[element["type"]]
    empty: Any = [] if target in LISTS else None
    value: JSON = {"type": element["type"], target: element.get(source, empty) if source else empty}
    if element["type"] == "timepicker" and element.get("timezone"):
        value["timezone"] = element["timezone"]
    return value


def held(element: JSON, value: object) -> JSON:
    """An element's entry in state.values once it holds this value."""
    return initial(element) | {FIELDS[element["type"]][1]: value}


def value_in(entry: JSON) -> Any:
    """What an entry of state.values holds."""
    return entry.get(FIELDS[entry["type"]][1])


def values_of(blocks: list[JSON], filled: dict[tuple[str, str], JSON]) -> JSON:
    """`state.values` of these blocks."""
    values: dict[str, JSON] = {}
    for block, element in stateful(blocks):
        entry = filled.get((block["block_id"], element["action_id"])) or initial(element)
        values.setdefault(block["block_id"], {})[element["action_id"]] = entry
    return values


def view_state(view: View) -> JSON:
    """`state` of a view."""
    return {"values": values_of(view.body["blocks"], view.values)}


def carry_over(view: View) -> None:
    """Keeps, after an update, what was typed in the fields that are still there under the same ids."""
    kinds = {(b["block_id"], e["action_id"]): e["type"] for b, e in stateful(view.body["blocks"])}
    view.values = {key: entry for key, entry in view.values.items() if kinds.get(key) == entry["type"]}
