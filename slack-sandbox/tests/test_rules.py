"""Every limit of Block Kit: just inside passes, one step over is refused at the right place."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sandbox.rules import Finding, Judge, Refused, judge_attachments, judge_blocks, judge_metadata, judge_view
from slack_sandbox.rules.blocks import ALL_BLOCKS
from slack_sandbox.rules.elements import ELEMENTS

JSON = dict[str, Any]


def plain(words: str = "a") -> JSON:
    return {"type": "plain_text", "text": words}


def mrkdwn(words: str = "a", **more: Any) -> JSON:
    return {"type": "mrkdwn", "text": words, **more}


def section(words: str = "a", **more: Any) -> JSON:
    return {"type": "section", "text": mrkdwn(words), **more}


def button(action: str = "a", **more: Any) -> JSON:
    return {"type": "button", "text": plain(), "action_id": action, **more}


def option(value: str = "1", words: str = "a", **more: Any) -> JSON:
    return {"text": plain(words), "value": value, **more}


def options(count: int) -> list[JSON]:
    return [option(str(number)) for number in range(count)]


def actions(*elements: JSON) -> JSON:
    return {"type": "actions", "elements": list(elements)}


def element(kind: str, **more: Any) -> JSON:
    return {"type": kind, "action_id": "e", **more}


def field(inside: JSON, **more: Any) -> JSON:
    return {"type": "input", "label": plain(), "element": inside, **more}


def image(**more: Any) -> JSON:
    return {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "a", **more}


def rich(*parts: JSON) -> JSON:
    return {"type": "rich_text", "elements": list(parts)}


def part(*inlines: JSON, kind: str = "rich_text_section", **more: Any) -> JSON:
    return {"type": kind, "elements": list(inlines), **more}


def select(**more: Any) -> JSON:
    return element("static_select", **({"options": [option()]} | more))


def confirm(**more: Any) -> JSON:
    return {"title": plain(), "text": mrkdwn(), "confirm": plain(), "deny": plain(), **more}


def table(*rows: list[JSON], **more: Any) -> JSON:
    return {"type": "table", "rows": list(rows), **more}


def modal(*blocks: Any, **more: Any) -> JSON:
    return {"type": "modal", "title": plain(), "submit": plain(), "blocks": list(blocks), **more}


def home(*blocks: Any, **more: Any) -> JSON:
    return {"type": "home", "blocks": list(blocks), **more}


def x(count: int) -> str:
    return "x" * count


CELL = {"type": "raw_text", "text": "x"}
DIVIDER = {"type": "divider"}
RULE = tuple[str, str]

INSIDE_MESSAGES: dict[str, list[Any]] = {
    "section": [section(x(3000)), {"type": "section", "fields": [mrkdwn(x(700))] * 10}],
    "section field": [{"type": "section", "fields": [mrkdwn(x(2000))]}],
    "header": [{"type": "header", "text": plain(x(150)), "level": 4}],
    "50 blocks": [DIVIDER] * 50,
    "block_id": [{"type": "divider", "block_id": x(255)}],
    "actions": [actions(*[button(str(number)) for number in range(25)])],
    "one action_id in two blocks": [actions(button()), actions(button())],
    "context": [{"type": "context", "elements": [mrkdwn(), plain(), image(), *[mrkdwn()] * 7]}],
    "button": [actions(button(x(255), text=plain(x(75)), value=x(2000), style="danger", confirm=confirm()))],
    "button link": [actions(button(url="https://a.b/" + x(2988)))],
    "confirm": [actions(button(confirm=confirm(title=plain(x(100)), text=mrkdwn(x(300)), confirm=plain(x(30)))))],
    "select": [actions(select(options=options(100), placeholder=plain(x(150))))],
    "option": [actions(select(options=[option(x(150), x(75), description=plain(x(75)))]))],
    "groups": [actions(element("static_select", option_groups=[{"label": plain(x(75)), "options": options(100)}]))],
    "overflow": [section(accessory=element("overflow", options=options(5)))],
    "overflow link": [section(accessory=element("overflow", options=[option(url="https://a.b")]))],
    "checkboxes": [actions(element("checkboxes", options=[option("1"), {"text": mrkdwn("*b*"), "value": "2"}]))],
    "image": [image(alt_text=x(2000), title=plain(x(2000)))],
    "image file": [{"type": "image", "slack_file": {"id": "F012345678"}, "alt_text": "a"}],
    "table": [table(*[[CELL] * 20] * 100, column_settings=[None, {"align": "right", "is_wrapped": True}])],
    "table of rich text": [table([rich(part({"type": "text", "text": "a"})), {"type": "raw_number", "value": 1}])],
    "markdown": [{"type": "markdown", "text": x(12_000)}],
    "rich text": [
        rich(
            part({"type": "text", "text": "a", "style": {"bold": True}}, {"type": "link", "url": "https://a.b"}),
            part(part({"type": "user", "user_id": "U1"}), kind="rich_text_list", style="bullet", indent=8),
            part({"type": "emoji", "name": "tada"}, kind="rich_text_quote", border=1),
            part({"type": "text", "text": "x"}, kind="rich_text_preformatted"),
        )
    ],
    "video": [
        {
            "type": "video",
            "alt_text": "a",
            "title": plain(x(199)),
            "thumbnail_url": "https://a.b",
            "video_url": "https://a.b",
        }
    ],
    "12,000 characters in all": [section(x(3000))] * 4,
    "a newer block": [{"type": "card", "title": plain(x(150)), "hero_image": {}}],
}


@pytest.mark.parametrize("name", INSIDE_MESSAGES)
def test_message_blocks_at_the_limit_pass(name: str) -> None:
    judge_blocks(INSIDE_MESSAGES[name])


OUTSIDE_MESSAGES: dict[str, tuple[list[Any], str, str]] = {
    "section 3001": ([section(x(3001))], "too-long", "/blocks/0/text/text"),
    "section empty": ([section("")], "too-short", "/blocks/0/text/text"),
    "section without anything": ([{"type": "section"}], "required", "/blocks/0"),
    "11 fields": ([{"type": "section", "fields": [mrkdwn()] * 11}], "too-many", "/blocks/0/fields"),
    "no fields": ([{"type": "section", "fields": []}], "too-few", "/blocks/0/fields"),
    "field 2001": ([{"type": "section", "fields": [mrkdwn(x(2001))]}], "too-long", "/blocks/0/fields/0/text"),
    "input as accessory": (
        [section(accessory=element("plain_text_input"))],
        "element-type",
        "/blocks/0/accessory/type",
    ),
    "header 151": ([{"type": "header", "text": plain(x(151))}], "too-long", "/blocks/0/text/text"),
    "header mrkdwn": ([{"type": "header", "text": mrkdwn()}], "text-type", "/blocks/0/text/type"),
    "header level 5": ([{"type": "header", "text": plain(), "level": 5}], "range", "/blocks/0/level"),
    "51 blocks": ([DIVIDER] * 51, "too-many", "/blocks"),
    "block_id 256": ([{"type": "divider", "block_id": x(256)}], "too-long", "/blocks/0/block_id"),
    "block_id empty": ([{"type": "divider", "block_id": ""}], "too-short", "/blocks/0/block_id"),
    "block_id twice": ([section(block_id="a")] * 2, "duplicate-block-id", "/blocks/1/block_id"),
    "rich text block_id 256": ([rich() | {"block_id": x(256)}], "too-long", "/blocks/0/block_id"),
    "11 in context": ([{"type": "context", "elements": [mrkdwn()] * 11}], "too-many", "/blocks/0/elements"),
    "context empty": ([{"type": "context", "elements": []}], "too-few", "/blocks/0/elements"),
    "button in context": (
        [{"type": "context", "elements": [button()]}],
        "element-type",
        "/blocks/0/elements/0",
    ),
    "26 actions": ([actions(*[button(str(n)) for n in range(26)])], "too-many", "/blocks/0/elements"),
    "no actions": ([actions()], "too-few", "/blocks/0/elements"),
    "action_id twice": (
        [actions(button(), button())],
        "duplicate-action-id",
        "/blocks/0/elements/1/action_id",
    ),
    "action_id 256": ([actions(button(x(256)))], "too-long", "/blocks/0/elements/0/action_id"),
    "input in actions": (
        [actions(element("plain_text_input"))],
        "element-type",
        "/blocks/0/elements/0/type",
    ),
    "button 76": ([actions(button(text=plain(x(76))))], "too-long", "/blocks/0/elements/0/text/text"),
    "button mrkdwn": ([actions(button(text=mrkdwn()))], "text-type", "/blocks/0/elements/0/text/type"),
    "button value 2001": ([actions(button(value=x(2001)))], "too-long", "/blocks/0/elements/0/value"),
    "button value number": ([actions(button(value=1))], "type", "/blocks/0/elements/0/value"),
    "button style": ([actions(button(style="default"))], "enum", "/blocks/0/elements/0/style"),
    "button link bare": ([actions(button(url="example.org"))], "url", "/blocks/0/elements/0/url"),
    "button link script": ([actions(button(url="javascript:a"))], "url", "/blocks/0/elements/0/url"),
    "confirm without deny": (
        [actions(button(confirm={"title": plain(), "text": plain(), "confirm": plain()}))],
        "required",
        "/blocks/0/elements/0/confirm/deny",
    ),
    "confirm title 101": (
        [actions(button(confirm=confirm(title=plain(x(101)))))],
        "too-long",
        "/blocks/0/elements/0/confirm/title/text",
    ),
    "confirm text 301": (
        [actions(button(confirm=confirm(text=mrkdwn(x(301)))))],
        "too-long",
        "/blocks/0/elements/0/confirm/text/text",
    ),
    "confirm word 31": (
        [actions(button(confirm=confirm(deny=plain(x(31)))))],
        "too-long",
        "/blocks/0/elements/0/confirm/deny/text",
    ),
    "101 options": ([actions(select(options=options(101)))], "too-many", "/blocks/0/elements/0/options"),
    "no options": ([actions(select(options=[]))], "too-few", "/blocks/0/elements/0/options"),
    "options and groups": (
        [actions(select(option_groups=[{"label": plain(), "options": [option()]}]))],
        "exclusive",
        "/blocks/0/elements/0",
    ),
    "neither options nor groups": (
        [actions(element("static_select"))],
        "required",
        "/blocks/0/elements/0",
    ),
    "initial option unknown": (
        [actions(select(initial_option=option("9")))],
        "initial-option",
        "/blocks/0/elements/0",
    ),
    "option text 76": (
        [actions(select(options=[option(words=x(76))]))],
        "too-long",
        "/blocks/0/elements/0/options/0/text/text",
    ),
    "option value 151": (
        [actions(select(options=[option(x(151))]))],
        "too-long",
        "/blocks/0/elements/0/options/0/value",
    ),
    "option link in a select": (
        [actions(select(options=[option(url="https://a.b")]))],
        "unknown-property",
        "/blocks/0/elements/0/options/0/url",
    ),
    "option mrkdwn in a select": (
        [actions(select(options=[{"text": mrkdwn(), "value": "1"}]))],
        "text-type",
        "/blocks/0/elements/0/options/0/text/type",
    ),
    "group label 76": (
        [actions(element("static_select", option_groups=[{"label": plain(x(76)), "options": options(1)}]))],
        "too-long",
        "/blocks/0/elements/0/option_groups/0/label/text",
    ),
    "overflow 6": (
        [section(accessory=element("overflow", options=options(6)))],
        "too-many",
        "/blocks/0/accessory/options",
    ),
    "checkboxes 11": (
        [actions(element("checkboxes", options=options(11)))],
        "too-many",
        "/blocks/0/elements/0/options",
    ),
    "radio buttons 11": (
        [actions(element("radio_buttons", options=options(11)))],
        "too-many",
        "/blocks/0/elements/0/options",
    ),
    "no such date": (
        [actions(element("datepicker", initial_date="2026-02-30"))],
        "pattern",
        "/blocks/0/elements/0/initial_date",
    ),
    "no such time": (
        [actions(element("timepicker", initial_time="24:00"))],
        "pattern",
        "/blocks/0/elements/0/initial_time",
    ),
    "time in milliseconds": (
        [actions(element("datetimepicker", initial_date_time=1_767_225_600_000))],
        "range",
        "/blocks/0/elements/0/initial_date_time",
    ),
    "empty filter": (
        [actions(element("conversations_select", filter={}))],
        "too-few",
        "/blocks/0/elements/0/filter",
    ),
    "too many chosen at first": (
        [actions(element("multi_users_select", initial_users=["U1", "U2"], max_selected_items=1))],
        "range",
        "/blocks/0/elements/0",
    ),
    "response url in a message": (
        [actions(element("channels_select", response_url_enabled=True))],
        "surface",
        "/blocks/0/elements/0/response_url_enabled",
    ),
    "image without alt": ([{"type": "image", "image_url": "https://a.b"}], "required", "/blocks/0/alt_text"),
    "image alt empty": ([image(alt_text="")], "too-short", "/blocks/0/alt_text"),
    "image without picture": ([{"type": "image", "alt_text": "a"}], "required", "/blocks/0"),
    "image with two": ([image(slack_file={"id": "F012345678"})], "exclusive", "/blocks/0"),
    "image url 3001": ([image(image_url="https://a.b/" + x(2989))], "too-long", "/blocks/0/image_url"),
    "file id": (
        [{"type": "image", "alt_text": "a", "slack_file": {"id": "https://x"}}],
        "pattern",
        "/blocks/0/slack_file/id",
    ),
    "file input in a message": ([field(element("file_input"))], "surface", "/blocks/0/element"),
    "table 101 rows": ([table(*[[CELL]] * 101)], "too-many", "/blocks/0/rows"),
    "table 21 cells": ([table([CELL] * 21)], "too-many", "/blocks/0/rows/0"),
    "table empty": ([table()], "too-few", "/blocks/0/rows"),
    "table cell empty": ([table([CELL | {"text": ""}])], "too-short", "/blocks/0/rows/0/0/text"),
    "table cell button": ([table([button()])], "element-type", "/blocks/0/rows/0/0/type"),
    "markdown 12001": ([{"type": "markdown", "text": x(12_001)}], "too-long", "/blocks/0/text"),
    "file": ([{"type": "file", "external_id": "a", "source": "remote"}], "surface", "/blocks/0"),
    "alert": ([{"type": "alert", "text": plain()}], "surface", "/blocks/0"),
    "video over http": (
        [
            {
                "type": "video",
                "alt_text": "a",
                "title": plain(),
                "thumbnail_url": "https://a.b",
                "video_url": "http://a.b",
            }
        ],
        "url",
        "/blocks/0/video_url",
    ),
    "list without style": ([rich(part(kind="rich_text_list"))], "enum", "/blocks/0/elements/0/style"),
    "list in a list": (
        [rich(part(part(kind="rich_text_list", style="bullet"), kind="rich_text_list", style="bullet"))],
        "rich-text-type",
        "/blocks/0/elements/0/elements/0/type",
    ),
    "leaf at the top": (
        [rich({"type": "text", "text": "a"})],
        "rich-text-type",
        "/blocks/0/elements/0/type",
    ),
    "link without url": (
        [rich(part({"type": "link", "text": "a"}))],
        "required",
        "/blocks/0/elements/0/elements/0/url",
    ),
    "unknown leaf": (
        [rich(part({"type": "mention"}))],
        "rich-text-type",
        "/blocks/0/elements/0/elements/0/type",
    ),
    "style of a leaf": (
        [rich(part({"type": "text", "text": "a", "style": {"bold": "yes"}}))],
        "type",
        "/blocks/0/elements/0/elements/0/style",
    ),
    "rich text property": (
        [rich(part(kind="rich_text_quote", indent=1))],
        "unknown-property",
        "/blocks/0/elements/0/indent",
    ),
    "unknown block": ([{"type": "sectoin"}], "block-type", "/blocks/0/type"),
    "unknown property": ([{"type": "divider", "color": "red"}], "unknown-property", "/blocks/0/color"),
    "emoji on mrkdwn": ([section(text=mrkdwn(emoji=True))], "unknown-property", "/blocks/0/text/emoji"),
    "text as string": ([{"type": "section", "text": "a"}], "type", "/blocks/0/text"),
    "block as string": (["a"], "type", "/blocks/0"),
    "three charts": (
        [{"type": "data_visualization", "title": "t", "chart": {}}] * 3,
        "too-many",
        "/blocks/2",
    ),
    "markdown in a container": (
        [{"type": "container", "child_blocks": [{"type": "markdown", "text": "a"}]}],
        "block-type",
        "/blocks/0/child_blocks/0",
    ),
}


def found_in(refused: Refused) -> list[RULE]:
    return [(finding.rule, finding.pointer) for finding in refused.findings]


@pytest.mark.parametrize("name", OUTSIDE_MESSAGES)
def test_message_blocks_over_the_limit_are_refused(name: str) -> None:
    blocks, rule, pointer = OUTSIDE_MESSAGES[name]
    with pytest.raises(Refused) as caught:
        judge_blocks(blocks)
    assert caught.value.code == "invalid_blocks"
    assert (rule, pointer) in found_in(caught.value)


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        ({"type": "divider"}, "invalid_blocks_format"),
        ([table([CELL])] * 2, "only_one_table_allowed"),
        ([section(x(3000))] * 4 + [section("x")], "msg_blocks_too_long"),
        ([{"type": "markdown", "text": x(7000)}] * 2, "msg_blocks_too_long"),
    ],
)
def test_limits_across_blocks_have_their_own_codes(blocks: Any, code: str) -> None:
    with pytest.raises(Refused) as caught:
        judge_blocks(blocks)
    assert caught.value.code == code


def test_answers_at_a_response_url_are_spared_the_sum() -> None:
    judge_blocks([section(x(3000))] * 5, sum_limited=False)


INSIDE_VIEWS: dict[str, JSON] = {
    "100 blocks": modal(*[DIVIDER] * 100),
    "home": home(*[DIVIDER] * 100, private_metadata=x(3000), callback_id=x(255)),
    "titles": modal(DIVIDER, title=plain(x(24)), submit=plain(x(24)), close=plain(x(24))),
    "switches": modal(DIVIDER, notify_on_close=True, clear_on_close=False, private_metadata=x(3000)),
    "text input": modal(field(element("plain_text_input", min_length=0, max_length=3000), hint=plain(x(2000)))),
    "number": modal(
        field(element("number_input", is_decimal_allowed=False, min_value="1", max_value="9", initial_value="5"))
    ),
    "rich text": modal(field(element("rich_text_input", initial_value=rich(part()), min_lines=1, max_lines=100))),
    "file": modal(field(element("file_input", max_files=10, filetypes=["pdf"]))),
    "pickers": modal(
        field(element("datepicker", initial_date="2026-02-28")),
        field(element("timepicker", initial_time="23:59", timezone="Europe/London")),
        field(element("datetimepicker", initial_date_time=1_767_225_600)),
    ),
    "response url": modal(field(element("conversations_select", response_url_enabled=True))),
    "alert": modal({"type": "alert", "text": plain(x(200)), "level": "warning"}),
    "no submit": {"type": "modal", "title": plain(), "blocks": [DIVIDER]},
    "focus": modal(field(element("plain_text_input", focus_on_load=True)), field(element("plain_text_input"))),
}


@pytest.mark.parametrize("name", INSIDE_VIEWS)
def test_views_at_the_limit_pass(name: str) -> None:
    view = INSIDE_VIEWS[name]
    judge_view(view, view["type"])


TYPED = element("plain_text_input")
OUTSIDE_VIEWS: dict[str, tuple[JSON, str, str]] = {
    "101 blocks": (modal(*[DIVIDER] * 101), "too-many", "/view/blocks"),
    "no blocks": (modal(), "too-few", "/view/blocks"),
    "title 25": (modal(DIVIDER, title=plain(x(25))), "too-long", "/view/title/text"),
    "title mrkdwn": (modal(DIVIDER, title=mrkdwn()), "text-type", "/view/title/type"),
    "no title": ({"type": "modal", "blocks": [DIVIDER]}, "required", "/view/title"),
    "no blocks at all": ({"type": "modal", "title": plain()}, "required", "/view/blocks"),
    "submit 25": (modal(DIVIDER, submit=plain(x(25))), "too-long", "/view/submit/text"),
    "input without submit": (
        {"type": "modal", "title": plain(), "blocks": [field(TYPED)]},
        "required",
        "/view/submit",
    ),
    "private_metadata 3001": (
        modal(DIVIDER, private_metadata=x(3001)),
        "too-long",
        "/view/private_metadata",
    ),
    "private_metadata object": (modal(DIVIDER, private_metadata={}), "type", "/view/private_metadata"),
    "callback_id 256": (modal(DIVIDER, callback_id=x(256)), "too-long", "/view/callback_id"),
    "home with a title": (home(DIVIDER, title=plain()), "unknown-property", "/view/title"),
    "view sent back": (modal(DIVIDER, id="V1"), "unknown-property", "/view/id"),
    "two in focus": (
        modal(*[field(element("plain_text_input", focus_on_load=True))] * 2),
        "focus",
        "/view/blocks/1/element",
    ),
    "table in a modal": (modal(table([CELL])), "surface", "/view/blocks/0"),
    "markdown in a modal": (modal({"type": "markdown", "text": "a"}), "surface", "/view/blocks/0"),
    "markdown at home": (home({"type": "markdown", "text": "a"}), "surface", "/view/blocks/0"),
    "label 2001": (modal(field(TYPED, label=plain(x(2001)))), "too-long", "/view/blocks/0/label/text"),
    "hint 2001": (modal(field(TYPED, hint=plain(x(2001)))), "too-long", "/view/blocks/0/hint/text"),
    "label mrkdwn": (modal(field(TYPED, label=mrkdwn())), "text-type", "/view/blocks/0/label/type"),
    "input without element": (
        modal({"type": "input", "label": plain()}),
        "required",
        "/view/blocks/0/element",
    ),
    "button in an input": (modal(field(button())), "element-type", "/view/blocks/0/element/type"),
    "placeholder 151": (
        modal(field(element("plain_text_input", placeholder=plain(x(151))))),
        "too-long",
        "/view/blocks/0/element/placeholder/text",
    ),
    "max_length 3001": (
        modal(field(element("plain_text_input", max_length=3001))),
        "range",
        "/view/blocks/0/element/max_length",
    ),
    "least above most": (
        modal(field(element("plain_text_input", min_length=9, max_length=3))),
        "range",
        "/view/blocks/0/element",
    ),
    "initial value too long": (
        modal(field(element("plain_text_input", initial_value="four", max_length=3))),
        "too-long",
        "/view/blocks/0/element/initial_value",
    ),
    "number without its switch": (
        modal(field(element("number_input"))),
        "required",
        "/view/blocks/0/element/is_decimal_allowed",
    ),
    "number in words": (
        modal(field(element("number_input", is_decimal_allowed=True, initial_value="two"))),
        "pattern",
        "/view/blocks/0/element/initial_value",
    ),
    "number as a number": (
        modal(field(element("number_input", is_decimal_allowed=True, min_value=1))),
        "type",
        "/view/blocks/0/element/min_value",
    ),
    "number outside": (
        modal(field(element("number_input", is_decimal_allowed=False, initial_value="9", max_value="8"))),
        "range",
        "/view/blocks/0/element/initial_value",
    ),
    "rich text without action_id": (
        modal(field({"type": "rich_text_input"})),
        "required",
        "/view/blocks/0/element/action_id",
    ),
    "max_files 11": (
        modal(field(element("file_input", max_files=11))),
        "range",
        "/view/blocks/0/element/max_files",
    ),
    "file input that dispatches": (
        modal(field(element("file_input"), dispatch_action=True)),
        "exclusive",
        "/view/blocks/0/dispatch_action",
    ),
    "unknown moment to dispatch": (
        modal(field(element("plain_text_input", dispatch_action_config={"trigger_actions_on": ["on_blur"]}))),
        "enum",
        "/view/blocks/0/element/dispatch_action_config/trigger_actions_on/0",
    ),
}


@pytest.mark.parametrize("name", OUTSIDE_VIEWS)
def test_views_over_the_limit_are_refused(name: str) -> None:
    view, rule, pointer = OUTSIDE_VIEWS[name]
    with pytest.raises(Refused) as caught:
        judge_view(view, view["type"])
    assert caught.value.code == "invalid_arguments"
    assert (rule, pointer) in found_in(caught.value)


def test_a_view_of_250_kb_is_too_large() -> None:
    with pytest.raises(Refused) as caught:
        judge_view(modal(*[section("é" * 3000)] * 43), "modal")
    assert caught.value.code == "view_too_large"


def test_a_modal_is_no_home() -> None:
    with pytest.raises(Refused):
        judge_view(modal(DIVIDER), "home")


@pytest.mark.parametrize(
    ("metadata", "code"),
    [
        ("x", "invalid_metadata_format"),
        ({"event_type": "a"}, "invalid_metadata_schema"),
        ({"event_type": "a", "event_payload": {}, "more": 1}, "invalid_metadata_schema"),
        ({"event_type": "a", "event_payload": []}, "invalid_metadata_schema"),
    ],
)
def test_metadata_has_a_type_and_a_payload(metadata: Any, code: str) -> None:
    judge_metadata({"event_type": "a", "event_payload": {"b": 1}})
    with pytest.raises(Refused) as caught:
        judge_metadata(metadata)
    assert caught.value.code == code


def test_attachments_are_counted_and_their_blocks_judged() -> None:
    judge_attachments([{"text": "a", "blocks": [section()]}] * 100)
    with pytest.raises(Refused, match="too_many_attachments"):
        judge_attachments([{}] * 101)
    with pytest.raises(Refused, match="/attachments/0/blocks/0"):
        judge_attachments([{"blocks": [section("")]}])


def test_every_number_names_its_source() -> None:
    for shape in [*ALL_BLOCKS.values(), *ELEMENTS.values()]:
        assert all(rule.source for rule in shape.fields.values())


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from(["", "x", "section", "mrkdwn", "button"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "elements", "element", "fields", "options", "rows", "accessory", "value"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(
    st.sampled_from(sorted(ALL_BLOCKS)),
    st.dictionaries(
        st.sampled_from(["text", "elements", "element", "fields", "rows", "child_blocks", "alt_text"]), ANY_JSON
    ),
)
def test_no_payload_breaks_the_judge(kind: str, rest: JSON) -> None:
    assert all(finding.pointer.startswith("/") for finding in objections([{"type": kind, **rest}]))


def objections(blocks: list[Any]) -> list[Finding]:
    judge = Judge("message")
    judge.blocks(blocks, "/blocks", 50)
    return judge.findings
