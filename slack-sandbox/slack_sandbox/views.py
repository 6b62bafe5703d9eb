"""Views as they stand in front of people: making, replacing and stacking them."""

from __future__ import annotations

import secrets

from slack_sandbox.core import Sandbox
from slack_sandbox.settle import settle_blocks, settle_texts
from slack_sandbox.state import carry_over, held, stateful
from slack_sandbox.world import JSON, View


def fresh_hash(box: Sandbox) -> str:
    """A hash that no other version of a view has."""
    return f"{int(box.clock.now())}.{secrets.token_hex(4)}"


def settled(body: JSON, box: Sandbox) -> JSON:
    """A view as Slack keeps it."""
    blocks = settle_blocks(body["blocks"], box.world)
    return settle_texts(body) | {"blocks": blocks}


def new_view(body: JSON, kind: str, user: str, box: Sandbox, on: View | None = None) -> View:
    """A view that nobody has touched yet."""
    view_id = box.world.fresh_id("V")
    return View(
        id=view_id,
        kind=kind,
        user=user,
        body=settled(body, box),
        hash=fresh_hash(box),
        root_id=on.root_id if on else view_id,
        previous_id=on.id if on else None,
    )


def replace_view(view: View, body: JSON, box: Sandbox) -> None:
    """Shows another body under the same id; what was typed stays where ids are the same."""
    view.body = settled(body, box)
    view.hash = fresh_hash(box)
    view.errors, view.trouble = {}, None
    carry_over(view)


def asks_for_file(body: JSON) -> bool:
    """Whether it holds a file_input, for which the app needs files:read."""
    return any((block.get("element") or {}).get("type") == "file_input" for block in body["blocks"])


def choose_current_conversation(view: View, channel: str | None) -> None:
    """Fills in `default_to_current_conversation` menus with where the person was."""
    for block, element in stateful(view.body["blocks"]):
        if channel and element.get("default_to_current_conversation"):
            several = element["type"].startswith("multi_")
            entry = held(element, [channel] if several else channel)
            view.values[block["block_id"], element["action_id"]] = entry


def stack_of(user: str, box: Sandbox) -> list[View]:
    """The modals open in front of somebody, the top one last."""
    return box.world.modals.setdefault(user, [])
