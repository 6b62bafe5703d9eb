"""Rules that look at several fields of one thing at once."""

from __future__ import annotations

import json
from typing import Any

from slack_sandbox.rules.kinds import Judging

DATA_TABLE_CHARACTERS = 10_000
INITIALS = ("initial_options", "initial_users", "initial_channels", "initial_conversations")
NOT_IN_A_CONTAINER = ("container", "card", "carousel", "markdown", "plan", "task_card", "alert")  # tk


def initial_options_exist(judge: Judging, element: dict[str, Any], at: str, _place: str) -> None:
    """An initial option is one of the options, to the letter."""
    offered = _offered(element)
    known = {_same(option) for option in offered if isinstance(option, dict)}
    single = element.get("initial_option")
    chosen = _list(element.get("initial_options")) or ([single] if single else [])
    for option in chosen:
        if offered and isinstance(option, dict) and _same(option) not in known:
            value = option.get("value")
            judge.add(at, "initial-option", f"initial option {value!r} matches none of the options", "checkboxes")


def options_of(element: dict[str, Any]) -> list[dict[str, Any]]:
    """The options of a menu, in or out of groups."""
    return [option for option in _offered(element) if isinstance(option, dict)]


def _offered(element: dict[str, Any]) -> list[Any]:
    """What stands among the options, whatever it is."""
    options = list(_list(element.get("options")))
    for group in _list(element.get("option_groups")):
        if isinstance(group, dict):
            options += _list(group.get("options"))
    return options


def _same(option: dict[str, Any]) -> str:
    text = option.get("text")
    return json.dumps([text.get("text") if isinstance(text, dict) else None, option.get("value")])


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def not_too_many_initial(judge: Judging, element: dict[str, Any], at: str, _place: str) -> None:
    """No more is chosen at first than may be chosen."""
    most = element.get("max_selected_items")
    if isinstance(most, int) and max(len(_list(element.get(key))) for key in INITIALS) > most:
        judge.add(at, "range", "more initial items than max_selected_items", "types")


def response_url_in_modal_input(judge: Judging, element: dict[str, Any], at: str, place: str) -> None:
    """`response_url_enabled` belongs to an input block of a modal."""
    if element.get("response_url_enabled") and not (judge.surface == "modal" and place == "input"):
        judge.add(f"{at}/response_url_enabled", "surface", "only in an input block of a modal", "types")


def data_table(judge: Judging, block: dict[str, Any], at: str, _place: str) -> None:
    """A header and a row at least, all of one length, the header in plain words, not too many characters."""
    rows = [row for row in _list(block.get("rows")) if isinstance(row, list)]
    if len(rows) == 1:
        judge.add(f"{at}/rows", "too-few", "no less than 2 items allowed", "data-table")
    if len({len(row) for row in rows}) > 1:
        judge.add(f"{at}/rows", "unequal", "all rows must have the same number of cells", "data-table")
    for place, cell in enumerate(rows[0] if rows else ()):
        if isinstance(cell, dict) and cell.get("type") == "rich_text":
            judge.add(f"{at}/rows/0/{place}", "element-type", "no rich text in the header row", "data-table")
    if characters(rows) > DATA_TABLE_CHARACTERS:
        message = f"no more than {DATA_TABLE_CHARACTERS} characters in a table"
        judge.add(f"{at}/rows", "too-long", message, "data-table")


def characters(thing: Any) -> int:
    """How many characters of text stand anywhere in something."""
    if isinstance(thing, list):
        return sum(map(characters, thing))
    if not isinstance(thing, dict):
        return 0
    return sum(
        len(value) if key == "text" and isinstance(value, str) else characters(value) for key, value in thing.items()
    )


def text_lengths(judge: Judging, element: dict[str, Any], at: str, _place: str) -> None:
    """The lengths asked for agree with each other and with the initial value."""
    least, most = element.get("min_length"), element.get("max_length")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        judge.add(at, "range", "min_length is greater than max_length", "types")
    initial = element.get("initial_value")
    limit = most if isinstance(most, int) else 3000  # types
    if isinstance(initial, str) and len(initial) > limit:
        judge.add(f"{at}/initial_value", "too-long", "initial_value is longer than max_length", "types")


def number_range(judge: Judging, element: dict[str, Any], at: str, _place: str) -> None:
    """The numbers asked for agree with each other."""
    keys = ("min_value", "max_value", "initial_value")
    try:
        low, high, first = (None if element.get(k) is None else float(element[k]) for k in keys)
    except (TypeError, ValueError):
        return
    if low is not None and high is not None and low > high:
        judge.add(at, "range", "min_value is greater than max_value", "types")
    if first is not None and ((low is not None and first < low) or (high is not None and first > high)):
        judge.add(f"{at}/initial_value", "range", "initial_value is outside the limits", "types")
    if element.get("is_decimal_allowed") is False and any("." in str(element.get(k, "")) for k in keys):
        judge.add(at, "range", "decimal value but is_decimal_allowed is false", "types")


def action_ids_differ(judge: Judging, block: dict[str, Any], at: str, _place: str) -> None:
    """One action_id once in a block."""
    seen: set[str] = set()
    for index, element in enumerate(_list(block.get("elements"))):
        action = element.get("action_id") if isinstance(element, dict) else None
        if not isinstance(action, str):
            continue
        if action and action in seen:
            where = f"{at}/elements/{index}/action_id"
            judge.add(where, "duplicate-action-id", f"`action_id` {action} already exists in this block", "types")
        seen.add(action)


def files_do_not_dispatch(judge: Judging, block: dict[str, Any], at: str, _place: str) -> None:
    """A file input cannot send block actions."""
    element = block.get("element")
    if isinstance(element, dict) and element.get("type") == "file_input" and block.get("dispatch_action"):
        judge.add(f"{at}/dispatch_action", "exclusive", "file_input cannot dispatch actions", "tk")


def children(judge: Judging, block: dict[str, Any], at: str, _place: str) -> None:
    """The blocks inside a container."""
    for index, child in enumerate(_list(block.get("child_blocks"))):
        where = f"{at}/child_blocks/{index}"
        kind = child.get("type") if isinstance(child, dict) else None
        if kind in NOT_IN_A_CONTAINER:
            judge.add(where, "block-type", f"{kind} is not allowed inside a container", "tk")
        else:
            judge.block(child, where)
