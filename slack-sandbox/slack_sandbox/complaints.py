"""What Slack's own form says before it sends anything: required fields, lengths, numbers, addresses."""

from __future__ import annotations

import re
from typing import Any

from slack_sandbox.state import initial, value_in
from slack_sandbox.world import JSON, View

MOST_TYPED = 3000  # types
REQUIRED = "Please complete this required field."


def complaints(view: View) -> dict[str, str]:
    """By block_id, why this view cannot be submitted yet."""
    found = {}
    for block in view.body["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            entry = view.values.get((block["block_id"], element["action_id"])) or initial(element)
            complaint = _complaint(block, element, value_in(entry))
            if complaint:
                found[block["block_id"]] = complaint
    return found


def _complaint(block: JSON, element: JSON, value: Any) -> str | None:
    if is_empty(value):
        return None if block.get("optional") else REQUIRED
    kind = element["type"]
    check = _CHECKS.get(kind)
    return check(element, value) if check else None


def is_empty(value: Any) -> bool:
    """Whether nothing has been entered."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, dict) and value.get("type") == "rich_text":
        return not any(_has_words(part) for part in value.get("elements") or [])
    return value in (None, [], {})


def _has_words(part: JSON) -> bool:
    for leaf in part.get("elements") or []:
        if "elements" in leaf:
            if _has_words(leaf):
                return True
        elif leaf.get("type") != "text" or str(leaf.get("text") or "").strip():
            return True
    return False


def _typed(element: JSON, value: str) -> str | None:
    least, most = element.get("min_length") or 0, element.get("max_length") or MOST_TYPED
    if len(value) < least:
        return f"Enter at least {least} characters."
    return f"Enter no more than {most} characters." if len(value) > most else None


def _number(element: JSON, value: str) -> str | None:
    pattern = r"-?\d+(\.\d+)?" if element["is_decimal_allowed"] else r"-?\d+"
    if not re.fullmatch(pattern, value):
        return "Enter a number." if element["is_decimal_allowed"] else "Enter a whole number."
    low, high = element.get("min_value"), element.get("max_value")
    if low is not None and float(value) < float(low):
        return f"Enter a number of at least {low}."
    return f"Enter a number of at most {high}." if high is not None and float(value) > float(high) else None


def _email(_element: JSON, value: str) -> str | None:
    return None if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value) else "Enter a valid email address."


def _url(_element: JSON, value: str) -> str | None:
    return None if re.fullmatch(r"https?://\S+", value) else "Enter a valid URL."


def _several(element: JSON, value: list[Any]) -> str | None:
    most = element.get("max_selected_items")
    return f"Choose no more than {most}." if most is not None and len(value) > most else None


_CHECKS: dict[str, Any] = {
    "plain_text_input": _typed,
    "number_input": _number,
    "email_text_input": _email,
    "url_text_input": _url,
    **{f"multi_{kind}_select": _several for kind in ("static", "external", "users", "channels", "conversations")},
}
