"""Rich text: containers and the typed leaves in them."""

from __future__ import annotations

from typing import Any

from slack_sandbox.rules.kinds import Judging, TableRows

CONTAINERS = {  # rich_text
    "rich_text_section": ("elements",),
    "rich_text_list": ("style", "elements", "indent", "offset", "border"),
    "rich_text_preformatted": ("elements", "border", "language"),
    "rich_text_quote": ("elements", "border"),
}
LEAVES = {  # tk
    "text": ("text",),
    "link": ("url",),
    "user": ("user_id",),
    "usergroup": ("usergroup_id",),
    "team": ("team_id",),
    "channel": ("channel_id",),
    "emoji": ("name",),
    "broadcast": ("range",),
    "color": ("value",),
    "date": ("timestamp", "format"),
}


def judge_rich_text(judge: Judging, block: dict[str, Any], at: str) -> None:
    """Judges a rich_text block."""
    elements = block.get("elements")
    if not isinstance(elements, list):
        judge.add(f"{at}/elements", "required", "missing required field: elements", "rich_text")
        return
    judge.no_others(block, at, ("type", "elements", "block_id"))
    for index, part in enumerate(elements):
        judge_part(judge, part, f"{at}/elements/{index}")


def judge_part(judge: Judging, part: object, at: str, only: str | None = None) -> None:
    """Judges a section, list, quote or preformatted part."""
    kind = part.get("type") if isinstance(part, dict) else None
    if not isinstance(part, dict) or not isinstance(kind, str) or kind not in CONTAINERS or only not in (None, kind):
        judge.add(f"{at}/type", "rich-text-type", f"unsupported type: {kind}", "rich_text")
        return
    judge.no_others(part, at, ("type", *CONTAINERS[kind]))
    if not isinstance(part.get("elements"), list):
        judge.add(f"{at}/elements", "required", "missing required field: elements", "rich_text")
    elif kind == "rich_text_list":
        _list(judge, part, at)
    else:
        _leaves(judge, part, at)


def _list(judge: Judging, part: dict[str, Any], at: str) -> None:
    if str(part.get("style")) not in ("bullet", "ordered"):
        judge.add(f"{at}/style", "enum", "style must be one of bullet, ordered", "rich_text")
    indent = part.get("indent")
    if indent is not None and (not isinstance(indent, int) or indent < 0):
        judge.add(f"{at}/indent", "range", "indent must be an integer of 0 or more", "rich_text")
    for index, item in enumerate(part["elements"]):
        judge_part(judge, item, f"{at}/elements/{index}", "rich_text_section")


def _leaves(judge: Judging, part: dict[str, Any], at: str) -> None:
    if part.get("border") is not None and part["border"] not in (0, 1):
        judge.add(f"{at}/border", "enum", "border must be 0 or 1", "types")
    for index, leaf in enumerate(part["elements"]):
        _leaf(judge, leaf, f"{at}/elements/{index}")


def _leaf(judge: Judging, leaf: object, at: str) -> None:
    kind = leaf.get("type") if isinstance(leaf, dict) else None
    if not isinstance(leaf, dict) or not isinstance(kind, str) or kind not in LEAVES:
        judge.add(f"{at}/type", "rich-text-type", f"unsupported type: {kind}", "tk")
        return
    for key in LEAVES[kind]:
        if leaf.get(key) is None:
            judge.add(f"{at}/{key}", "required", f"missing required field: {key}", "tk")
    _leaf_words(judge, kind, leaf, at)
    style = leaf.get("style")
    if style is not None and not (isinstance(style, dict) and all(isinstance(v, bool) for v in style.values())):
        judge.add(f"{at}/style", "type", "style must be an object of booleans", "types")


def _leaf_words(judge: Judging, kind: str, leaf: dict[str, Any], at: str) -> None:
    if kind == "text" and not isinstance(leaf.get("text"), str):
        judge.add(f"{at}/text", "type", "must be a string", "types")
    elif kind == "text":
        judge.text_sum += len(leaf["text"])
    elif kind == "link":
        judge.text_sum += len(str(leaf.get("text") or leaf.get("url") or ""))
    elif kind == "broadcast" and str(leaf.get("range")) not in ("here", "channel", "everyone"):
        judge.add(f"{at}/range", "enum", "range must be one of here, channel, everyone", "types")


def judge_rows(judge: Judging, rows: object, at: str, rule: TableRows) -> None:
    """Judges the rows of a table."""
    if not isinstance(rows, list):
        judge.add(at, "type", "rows must be an array of arrays", rule.source)
        return
    if not rows:
        judge.add(at, "too-few", "no less than 1 items allowed", rule.source)
    if len(rows) > rule.most:
        judge.add(at, "too-many", f"no more than {rule.most} items allowed", rule.source)
    for index, row in enumerate(rows):
        _row(judge, row, f"{at}/{index}", rule)


def _row(judge: Judging, row: object, at: str, rule: TableRows) -> None:
    if not isinstance(row, list):
        judge.add(at, "type", "each row is an array of cells", rule.source)
        return
    if not row:
        judge.add(at, "too-few", "no less than 1 items allowed", rule.source)
    if len(row) > rule.most_cells:
        judge.add(at, "too-many", f"no more than {rule.most_cells} items allowed", rule.source)
    for index, cell in enumerate(row):
        _cell(judge, cell, f"{at}/{index}", rule)


def _cell(judge: Judging, cell: object, at: str, rule: TableRows) -> None:
    kind = cell.get("type") if isinstance(cell, dict) else None
    if not isinstance(cell, dict) or kind not in rule.cells:
        judge.add(f"{at}/type", "element-type", f"unsupported type: {kind}", rule.source)
    elif kind == "rich_text":
        judge_rich_text(judge, cell, at)
    elif kind == "raw_text" and not isinstance(cell.get("text"), str):
        judge.add(f"{at}/text", "required", "missing required field: text", rule.source)
    elif kind == "raw_text":
        judge.text_sum += len(cell["text"])
        if not cell["text"]:
            judge.add(f"{at}/text", "too-short", "must be more than 0 characters", "types")
