"""Tables in messages: what Slack is asked to show, and what it shows where it refuses that."""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum
from typing import Any, Protocol

from domain.delivery import Payload

Json = dict[str, Any]
ASKED_AGAIN = timedelta(days=30)  # whether a workspace has them by now
REFUSALS = ("invalid_blocks", "invalid_blocks_format", "invalid_arguments")


class TableKind(StrEnum):
    """How a table is shown; each is refused by fewer workspaces than the one before."""

    DATA = "data_table"
    PLAIN = "table"
    LINES = "rich_text"

    @property
    def next(self) -> "TableKind":
        """What to try where this one is refused."""
        kinds = list(TableKind)
        return kinds[min(kinds.index(self) + 1, len(kinds) - 1)]


class Surface(StrEnum):
    """Where something is shown: Slack takes other blocks in each."""

    MESSAGE = "message"
    EPHEMERAL = "ephemeral"
    HOME = "home"


class Tables(Protocol):
    """How tables are shown in each workspace and surface; ``storage`` knows."""

    def kind(self, workspace: str, surface: Surface) -> TableKind:
        """The kind that was taken there last; the best one where that is not known, or known for too long."""
        ...

    def takes(self, workspace: str, surface: Surface, kind: TableKind) -> None:
        """Remembers that a better kind was refused there, and this one was not."""


def has_data_table(blocks: Iterable[Json]) -> bool:
    """Whether there is a table in the blocks that a workspace may refuse."""
    return any(block.get("type") == TableKind.DATA for block in blocks)


def shown_as(payload: Payload, kind: TableKind) -> Payload:
    """The message or view with its tables as this kind."""
    if kind is TableKind.DATA:
        return payload
    return {**payload, "blocks": [_as(block, kind) for block in payload.get("blocks", [])]}


def _as(block: Json, kind: TableKind) -> Json:
    if block.get("type") != TableKind.DATA:
        return block
    if kind is TableKind.PLAIN:
        return {"type": "table", "rows": block["rows"]}
    header, *rows = block["rows"]
    return {"type": "rich_text", "elements": [_list([_line(header, row) for row in rows])]}


def _list(items: list[Json]) -> Json:
    return {"type": "rich_text_list", "style": "bullet", "elements": items}


def _line(header: list[Json], row: list[Json]) -> Json:
    """“Ferry Tickets. Status: at risk. Phase: beta.”"""
    first, *others = row
    said = [f"{name['text']}: {cell['text']}" for name, cell in zip(header[1:], others, strict=True)]
    words: list[Json] = [{"type": "text", "text": first["text"], "style": {"bold": True}}]
    return {"type": "rich_text_section", "elements": [*words, {"type": "text", "text": f". {'. '.join(said)}"}]}
