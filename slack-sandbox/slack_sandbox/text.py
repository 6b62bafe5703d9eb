"""Messages and views as plain text, for transcripts and assertions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

JSON = dict[str, Any]
INDENT = "  "


def as_text(thing: JSON | list[JSON]) -> str:
    """A message, a view or a list of blocks as a person would read it."""
    if isinstance(thing, list):
        return _blocks(thing)
    attached = [block for item in thing.get("attachments") or [] for block in item.get("blocks") or []]
    shown = _blocks((thing.get("blocks") or []) + attached)
    notes = [str(item[key]) for item in thing.get("attachments") or [] for key in ("title", "text") if item.get(key)]
    body = "\n".join([shown, *notes]).strip()
    if thing.get("type") in ("modal", "home"):
        return _view(thing, body)
    return body or unescaped(str(thing.get("text") or ""))


def unescaped(words: str) -> str:
    """Text as a person reads it."""
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _view(view: JSON, body: str) -> str:
    lines = [f"── {_words(view.get('title'))} ──", body] if view["type"] == "modal" else [body]
    lines += [f"! {message}" for message in (view.get("errors") or {}).values()]
    if view.get("trouble"):
        lines.append(f"! {view['trouble']}")
    keys = [_words(view.get(key)) for key in ("close", "submit") if view.get(key)]
    return "\n".join([*lines, " ".join(f"[{key}]" for key in keys)]).strip()


def _blocks(blocks: list[JSON]) -> str:
    return "\n".join(text for text in map(_block, blocks) if text)


def _block(block: JSON) -> str:
    render = _BLOCKS.get(str(block.get("type")))
    return render(block) if render else f"({block.get('type')})"


def _words(thing: Any) -> str:
    words = str(thing.get("text") or "") if isinstance(thing, dict) else ""
    return unescaped(words) if words and thing.get("type") == "mrkdwn" else words


def _section(block: JSON) -> str:
    parts = [_words(block.get("text")), *(_words(field) for field in block.get("fields") or [])]
    text = "\n".join(part for part in parts if part)
    accessory = block.get("accessory")
    return f"{text} {_element(accessory)}".strip() if accessory else text


def _header(block: JSON) -> str:
    words = _words(block["text"])
    return f"{words}\n{'=' * min(len(words), 60)}"


def _image(block: JSON) -> str:
    title = _words(block.get("title"))
    alt = f"(image: {block.get('alt_text', '')})"
    return f"{title}\n{alt}" if title else alt


def _context(block: JSON) -> str:
    return " ".join(
        _image(item) if item.get("type") == "image" else _words(item) for item in block.get("elements") or []
    )


def _actions(block: JSON) -> str:
    return " ".join(_element(element) for element in block.get("elements") or [])


def _input(block: JSON) -> str:
    optional = " (optional)" if block.get("optional") else ""
    hint = f"\n{INDENT}{_words(block['hint'])}" if block.get("hint") else ""
    return f"{_words(block['label'])}{optional}: {_element(block['element'])}{hint}"


def _element(element: JSON) -> str:
    kind = str(element.get("type"))
    if kind in ("button", "workflow_button"):
        return f"[{_words(element['text'])}]"
    if kind == "image":
        return _image(element)
    if kind == "overflow":
        return "[… " + " | ".join(_words(option["text"]) for option in element["options"]) + "]"
    if kind in ("checkboxes", "radio_buttons"):
        return " ".join(f"( ) {_words(option['text'])}" for option in element["options"])
    return f"<{_first(element) or _words(element.get('placeholder')) or kind}>"


def _first(element: JSON) -> str:
    """The initial value of an input, in words."""
    for key, value in element.items():
        if not key.startswith("initial_"):
            continue
        if isinstance(value, dict) and value.get("type") == "rich_text":
            return _rich_text(value)
        if isinstance(value, dict):
            return _words(value.get("text"))
        if isinstance(value, list):
            return ", ".join(_words(v.get("text")) if isinstance(v, dict) else str(v) for v in value)
        return str(value)
    return ""


def _rich_text(block: JSON) -> str:
    return "\n".join(_part(part) for part in block.get("elements") or [])


def _part(part: JSON) -> str:
    kind = part.get("type")
    if kind == "rich_text_list":
        return _list(part)
    text = "".join(map(_leaf, part.get("elements") or []))
    if kind == "rich_text_quote":
        return "\n".join(f"> {line}" for line in text.split("\n"))
    if kind == "rich_text_preformatted":
        return f"```\n{text}\n```"
    return text.rstrip("\n")


def _list(part: JSON) -> str:
    margin = INDENT * int(part.get("indent") or 0)
    lines = []
    for number, item in enumerate(part.get("elements") or [], start=1 + int(part.get("offset") or 0)):
        mark = f"{number}." if part.get("style") == "ordered" else "•"
        text = _part(item).replace("\n", f"\n{margin}{INDENT}")
        lines.append(f"{margin}{mark} {text}")
    return "\n".join(lines)


def _leaf(leaf: JSON) -> str:
    render = _LEAVES.get(str(leaf.get("type")))
    return render(leaf) if render else str(leaf.get("text") or leaf.get("fallback") or "")


def _link(leaf: JSON) -> str:
    label, url = leaf.get("text"), str(leaf["url"])
    return f"{label} ({url})" if label and label != url else url


_LEAVES: dict[str, Callable[[JSON], str]] = {
    "text": lambda leaf: str(leaf["text"]),
    "link": _link,
    "user": lambda leaf: f"<@{leaf['user_id']}>",
    "usergroup": lambda leaf: f"<!subteam^{leaf['usergroup_id']}>",
    "channel": lambda leaf: f"<#{leaf['channel_id']}>",
    "emoji": lambda leaf: f":{leaf['name']}:",
    "broadcast": lambda leaf: f"@{leaf['range']}",
    "color": lambda leaf: str(leaf["value"]),
}


def _table(block: JSON) -> str:
    rows = [[_cell(cell) for cell in row] for row in block.get("rows") or []]
    columns = max((len(row) for row in rows), default=0)
    widths = [max(len(row[at]) for row in rows if at < len(row)) for at in range(columns)]
    return "\n".join(" | ".join(cell.ljust(widths[at]) for at, cell in enumerate(row)).rstrip() for row in rows)


def _cell(cell: JSON) -> str:
    if cell.get("type") == "rich_text":
        return _rich_text(cell).replace("\n", " / ")
    return str(cell.get("text", cell.get("value", "")))


_BLOCKS: dict[str, Callable[[JSON], str]] = {
    "section": _section,
    "header": _header,
    "divider": lambda _block: "────",
    "image": _image,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "rich_text": _rich_text,
    "markdown": lambda block: str(block["text"]),
    "table": _table,
    "data_table": lambda block: f"{block['caption']}\n{_table(block)}",
    "alert": lambda block: _words(block["text"]),
    "video": lambda block: f"(video: {block.get('alt_text', '')})",
    "container": lambda block: _blocks(block.get("child_blocks") or []),
    "card": lambda block: "\n".join(_words(block.get(key)) for key in ("title", "subtitle", "body") if block.get(key)),
}
