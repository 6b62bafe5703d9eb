"""The draft in the review channel as the editors see it: its card, and the items below."""

from __future__ import annotations

import json
from typing import Any

from slack_sandbox.things import Message

from tests.stage import Stage


def drafted(ready: Stage) -> Message:
    """Three updates are in, and the draft is in the review channel with all of its parts."""
    for lead, key, headline in (
        (ready.ada, "ferry", "The ferry"),
        (ready.bola, "lamp posts", "The posts"),
        (ready.bola, "lamp repairs", "The repairs"),
    ):
        ready.posts(lead, f"/sprint-update {key}", headline)
    ready.moves_to(18, 17)
    return ready.draft(parts=3)


def order(ready: Stage) -> list[str]:
    """The headings of the items in the thread, from top to bottom."""
    names = ("Ferry Tickets", "Lamp Posts", "Lamp Repairs")
    thread = ready.editor.thread(ready.draft())
    return [name for part in thread for name in names if headed(part, name)]


def shows(ready: Stage, *names: str) -> None:
    ready.waits_for(lambda: order(ready) == list(names))


def item(ready: Stage, name: str) -> Message:
    """The part of the thread that is about an item."""
    return next(part for part in ready.editor.thread(ready.draft()) if headed(part, name))


def card_says(ready: Stage, said: str) -> None:
    ready.waits_for(lambda: said in ready.draft())


def offers(message: Message) -> list[str]:
    """What can be done by the buttons of a message, and by the menus among them."""
    elements = [one for block in message.blocks if block["type"] == "actions" for one in block["elements"]]
    return [thing["text"]["text"] for element in elements for thing in element.get("options", [element])]


def listed(ready: Stage, name: str) -> str:
    """What the card's table says of a project."""
    return next((said["text"] for project, said in listing(ready) if leaf(project).get("text") == name), "")


def leads_to(ready: Stage, name: str) -> str:
    """Where the name of a project leads from the card's table."""
    return next((leaf(project)["url"] for project, _ in listing(ready) if leaf(project).get("text") == name), "")


def listing(ready: Stage) -> list[Any]:
    """The rows of the card's table, which Slack shows at the end of the message."""
    attached = [block for one in ready.draft().raw["attachments"] for block in one["blocks"]]
    return [row for block in attached if block["type"] == "table" for row in block["rows"]]


def leaf(cell: dict[str, Any]) -> dict[str, Any]:
    """What stands in a cell."""
    found: dict[str, Any] = cell["elements"][0]["elements"][0] if "elements" in cell else cell
    return found


def headed(part: Message, name: str) -> bool:
    headers: list[Any] = [block["text"]["text"] for block in part.blocks if block["type"] == "header"]
    return name in headers and "actions" in json.dumps(part.blocks)
