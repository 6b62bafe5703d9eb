"""The words of blocks as one plain text, for the ``text`` of a message.

Phones and screen readers read that alone, and not the blocks (docs.slack.dev, chat.postMessage, accessibility).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rendering.slack.kit.blocks import escape

Json = dict[str, Any]


def spoken(blocks: Iterable[Json]) -> str:
    """What blocks say, a line for each paragraph, item and row; buttons and menus say nothing."""
    return "\n".join(filter(None, map(_words, blocks)))


def _words(part: Json) -> str:
    return _SAID.get(part["type"], _nothing)(part)


def _nothing(_part: Json) -> str:
    return ""


def _text(part: Json) -> str:
    return escape(str(part["text"]))


def _section(block: Json) -> str:
    return spoken([*filter(None, [block.get("text")]), *block.get("fields", ())])


def _in_a_row(part: Json) -> str:
    return "".join(map(_words, part["elements"])).strip("\n")


def _list(part: Json) -> str:
    first = part.get("offset", 0) + 1
    marks = (f"{n}." if part["style"] == "ordered" else "•" for n in range(first, first + len(part["elements"])))
    return "\n".join(f"{mark} {_words(item)}" for mark, item in zip(marks, part["elements"], strict=True))


def _table(block: Json) -> str:
    return "\n".join(" | ".join(_words(cell).strip() for cell in row).strip() for row in block["rows"])


_SAID: Mapping[str, Callable[[Json], str]] = {
    "header": lambda block: _text(block["text"]),
    "section": _section,
    "context": lambda block: spoken(block["elements"]),
    "image": lambda block: f"Image: {escape(block['alt_text'])}",
    "table": _table,
    "data_table": _table,
    "rich_text": lambda block: spoken(block["elements"]),
    "rich_text_section": _in_a_row,
    "rich_text_quote": _in_a_row,
    "rich_text_preformatted": _in_a_row,
    "rich_text_list": _list,
    "plain_text": _text,
    "raw_text": _text,
    "mrkdwn": lambda part: str(part["text"]),
    "text": _text,
    "link": lambda part: escape(part.get("text") or part["url"]),
    "user": lambda part: f"<@{part['user_id']}>",
    "channel": lambda part: f"<#{part['channel_id']}>",
    "emoji": lambda part: f":{part['name']}:",
}
