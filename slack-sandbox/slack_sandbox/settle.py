"""What Slack does to blocks when it takes them: makes up missing ids and writes defaults out."""

from __future__ import annotations

import copy
from typing import Any

from slack_sandbox.rules.elements import ELEMENTS
from slack_sandbox.world import JSON, World


def settle_blocks(blocks: list[JSON], world: World) -> list[JSON]:
    """A copy of the blocks as Slack keeps them."""
    settled = copy.deepcopy(blocks)
    for block in settled:
        _settle_block(block, world)
    return settled


def _settle_block(block: JSON, world: World) -> None:
    if block["type"] == "markdown":
        block.pop("block_id", None)  # markdown: block_id is ignored
    if not block.get("block_id"):
        block["block_id"] = world.fresh_label()
    _settle_within(block, world)


def _settle_within(thing: Any, world: World) -> None:
    if isinstance(thing, list):
        for item in thing:
            _settle_within(item, world)
    elif isinstance(thing, dict):
        kind = thing.get("type")
        if kind == "plain_text":
            thing.setdefault("emoji", True)
        elif kind == "mrkdwn":
            thing.setdefault("verbatim", False)
        elif isinstance(kind, str) and kind in ELEMENTS and kind != "image" and not thing.get("action_id"):
            thing["action_id"] = world.fresh_label()
        for value in thing.values():
            _settle_within(value, world)


def settle_message(blocks: list[JSON], world: World) -> tuple[list[JSON], list[JSON]]:
    """Blocks and attachments of a message: a table goes to the bottom, into an attachment."""
    settled = settle_blocks(blocks, world)
    tables = [block for block in settled if block["type"] == "table"]
    rest = [block for block in settled if block["type"] != "table"]
    return rest, [{"id": 1, "fallback": "[table]", "blocks": tables}] if tables else []


def settle_texts(body: JSON) -> JSON:
    """A copy of a view's body, its blocks left out, with the defaults of its texts written out."""
    rest = copy.deepcopy({key: value for key, value in body.items() if key != "blocks"})
    for value in rest.values():
        if isinstance(value, dict) and value.get("type") == "plain_text":
            value.setdefault("emoji", True)
    return rest
