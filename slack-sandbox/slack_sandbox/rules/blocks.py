"""Blocks: where each may stand and what it may hold (`blocks.json` says where)."""

from __future__ import annotations

from slack_sandbox.rules import checks
from slack_sandbox.rules.elements import INPUTS, MENUS
from slack_sandbox.rules.kinds import (
    HOME,
    MESSAGE,
    MODAL,
    ContextItem,
    ElementIn,
    Flag,
    Items,
    RichTextPart,
    Rule,
    Shape,
    TableRows,
    Thing,
    Whole,
    choice,
    form,
    plain,
    string,
    text,
)

BLOCK: dict[str, Rule] = {"block_id": string(255, "types")}
PICKERS = ("checkboxes", "datepicker", "radio_buttons", "timepicker")
ACCESSORIES = ("button", "image", "overflow", "workflow_button", *PICKERS, *MENUS)
ACTIONS = ("button", "datetimepicker", "overflow", "rich_text_input", "workflow_button", *PICKERS, *MENUS)

BLOCKS = {
    "section": Shape(
        {
            **BLOCK,
            "text": text(3000, "section"),
            "fields": Items("section", text(2000, "section"), most=10),
            "accessory": ElementIn("blocks.json", ACCESSORIES),
            "expand": Flag("types"),
        },
        any_of=("text", "fields"),
    ),
    "header": Shape({**BLOCK, "text": plain(150, "header"), "level": Whole("tk", 1, 4)}, ("text",)),
    "divider": Shape(BLOCK),
    "image": Shape(
        {
            **BLOCK,
            "alt_text": string(2000, "image"),
            "image_url": form("web", "image", 3000),
            "slack_file": Thing("image", "slack_file"),
            "title": plain(2000, "image"),
        },
        ("alt_text",),
        one_of=("image_url", "slack_file"),
    ),
    "context": Shape({**BLOCK, "elements": Items("context", ContextItem("types"), most=10)}, ("elements",)),
    "actions": Shape(
        {**BLOCK, "elements": Items("actions", ElementIn("blocks.json", ACTIONS), most=25)},
        ("elements",),
        checks=(checks.action_ids_differ,),
    ),
    "input": Shape(
        {
            **BLOCK,
            "label": plain(2000, "input"),
            "hint": plain(2000, "input"),
            "element": ElementIn("blocks.json", (*INPUTS, *MENUS)),
            "dispatch_action": Flag("types"),
            "optional": Flag("types"),
        },
        ("label", "element"),
        checks=(checks.files_do_not_dispatch,),
    ),
    "rich_text": Shape({**BLOCK, "elements": Items("rich_text", RichTextPart("rich_text"), least=0)}, ("elements",)),
    "markdown": Shape({**BLOCK, "text": string(12_000, "markdown")}, ("text",), where=(MESSAGE,)),
    "table": Shape(
        {
            **BLOCK,
            "rows": TableRows("table", 100, 20, ("raw_text", "rich_text", "raw_number")),
            "column_settings": Items("table", Thing("table", "column_setting", nullable=True), most=20, least=0),
        },
        ("rows",),
        where=(MESSAGE, HOME),
    ),
    "data_table": Shape(
        {
            **BLOCK,
            "rows": TableRows("data-table", 101, 20, ("raw_text", "rich_text", "raw_number")),
            "caption": string(None, "data-table"),
            "page_size": Whole("data-table", 1, 100),
            "row_header_column_index": Whole("data-table", 0, 19),
        },
        ("rows", "caption"),
        where=(MESSAGE, HOME),
        checks=(checks.data_table,),
    ),
    "video": Shape(
        {
            **BLOCK,
            "alt_text": string(None, "video"),
            "title": plain(199, "video"),
            "description": plain(199, "video"),
            "author_name": string(49, "video", 0),
            "provider_name": string(None, "video", 0),
            "provider_icon_url": form("url", "video"),
            "thumbnail_url": form("url", "video"),
            "title_url": form("https", "video"),
            "video_url": form("https", "video"),
        },
        ("alt_text", "title", "thumbnail_url", "video_url"),
    ),
    "file": Shape(
        {**BLOCK, "external_id": string(None, "file"), "source": choice("file", "remote")},
        ("external_id", "source"),
        where=(),
    ),
    "alert": Shape(
        {
            **BLOCK,
            "text": text(200, "slackblocks"),
            "level": choice("types", "default", "info", "warning", "error", "success"),
        },
        ("text",),
        where=(MODAL,),
    ),
}

# Newer blocks, of which only the outline is known: what is not listed is let through.
OUTLINES = {
    "context_actions": Shape({**BLOCK, "elements": Items("types", most=5)}, ("elements",), where=(MESSAGE,), open=True),
    "card": Shape(
        {**BLOCK, "title": text(150, "types"), "subtitle": text(150, "types"), "body": text(200, "types")},
        open=True,
    ),
    "carousel": Shape({**BLOCK, "elements": Items("types", most=10)}, ("elements",), where=(MESSAGE, HOME), open=True),
    "container": Shape(
        {**BLOCK, "child_blocks": Items("pysdk", most=10)},
        ("child_blocks",),
        where=(MESSAGE, HOME),
        open=True,
        checks=(checks.children,),
    ),
    "data_visualization": Shape(BLOCK, ("title", "chart"), where=(MESSAGE, HOME), open=True),
    "plan": Shape(BLOCK, ("title",), where=(MESSAGE,), open=True),
    "task_card": Shape(BLOCK, ("task_id", "title"), where=(MESSAGE,), open=True),
}

ALL_BLOCKS = {**BLOCKS, **OUTLINES}
