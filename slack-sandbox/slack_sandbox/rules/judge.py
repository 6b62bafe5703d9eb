"""The interpreter: holds a payload against the tables and lists what Slack would object to."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from slack_sandbox.rules.blocks import ALL_BLOCKS
from slack_sandbox.rules.elements import ELEMENTS
from slack_sandbox.rules.finding import Finding
from slack_sandbox.rules.kinds import (
    Anything,
    ContextItem,
    ElementIn,
    Flag,
    Items,
    RichTextBlock,
    RichTextPart,
    Rule,
    Shape,
    String,
    TableRows,
    Text,
    Thing,
    Whole,
)
from slack_sandbox.rules.objects import OBJECTS, TEXTS
from slack_sandbox.rules.rich_text import judge_part, judge_rich_text, judge_rows


class Judge:
    """Judges the blocks of one payload and keeps what counts across them."""

    def __init__(self, surface: str) -> None:
        self.surface = surface
        self.findings: list[Finding] = []
        self.text_sum = 0
        self.markdown_sum = 0
        self.tables: list[str] = []
        self.charts: list[str] = []
        self.focused: list[str] = []
        self._block_ids: dict[str, str] = {}

    def add(self, at: str, rule: str, message: str, source: str = "observed") -> None:
        """Notes an objection."""
        self.findings.append(Finding(at or "/", rule, message, source))

    def blocks(self, blocks: object, at: str, most: int) -> None:
        """Judges a list of blocks."""
        if not isinstance(blocks, list):
            self.add(at, "type", "must be an array", "blocks")
            return
        if len(blocks) > most:
            self.add(at, "too-many", f"no more than {most} items allowed", "blocks")
        for index, block in enumerate(blocks):
            self.block(block, f"{at}/{index}")

    def block(self, block: object, at: str) -> None:
        """Judges one block."""
        kind = _kind(block)
        if not isinstance(block, dict):
            self.add(at, "type", "must be an object")
            return
        shape = ALL_BLOCKS.get(kind)
        if shape is None:
            self.add(f"{at}/type", "block-type", f"unsupported type: {block.get('type')}", "blocks")
            return
        if self.surface not in shape.where:
            self.add(at, "surface", f"unsupported type: {kind} (not in a {self.surface})", "blocks.json")
        self._block_id(block, at)
        if kind == "rich_text":
            self._rich_text_block(block, at, shape)
        else:
            self.shape(block, at, shape, kind)
        self._count(kind, block, at)

    def _rich_text_block(self, block: dict[str, Any], at: str, shape: Shape) -> None:
        judge_rich_text(self, block, at)
        if block.get("block_id") is not None:
            self.value(block["block_id"], f"{at}/block_id", shape.fields["block_id"], "rich_text")

    def _block_id(self, block: dict[str, Any], at: str) -> None:
        block_id = block.get("block_id")
        if not isinstance(block_id, str) or not block_id:
            return
        earlier = self._block_ids.setdefault(block_id, at)
        if earlier != at and earlier.rsplit("/", 1)[0] == at.rsplit("/", 1)[0]:
            message = f"`block_id` {block_id} already exists"
            self.add(f"{at}/block_id", "duplicate-block-id", message, "types")

    def _count(self, kind: str, block: dict[str, Any], at: str) -> None:
        if kind in ("table", "data_table"):
            self.tables.append(at)
        elif kind == "data_visualization":
            self.charts.append(at)
        elif kind == "markdown" and isinstance(block.get("text"), str):
            self.markdown_sum += len(block["text"])
            self.text_sum += len(block["text"])

    def shape(self, thing: dict[str, Any], at: str, shape: Shape, place: str) -> None:
        """Judges a dict against a shape: its properties, what must be there, each field, and its checks."""
        if not shape.open:
            self.no_others(thing, at, ("type", *shape.fields) if shape not in OBJECTS.values() else shape.fields)
        self._required(thing, at, shape)
        self._alternatives(thing, at, shape)
        for key, rule in shape.fields.items():
            if thing.get(key) is not None:
                self.value(thing[key], f"{at}/{key}", rule, place)
        for check in shape.checks:
            check(self, thing, at, place)

    def no_others(self, thing: dict[str, Any], at: str, known: Iterable[str]) -> None:
        """Objects to properties Slack does not know."""
        known = set(known)
        for key in thing:
            if key not in known and not key.startswith("__"):
                self.add(f"{at}/{key}", "unknown-property", f"invalid additional property: {key}")

    def _required(self, thing: dict[str, Any], at: str, shape: Shape) -> None:
        for key in shape.required:
            value = thing.get(key)
            rule = shape.fields.get(key)
            said_elsewhere = value == "" and isinstance(rule, String) and rule.least
            if value in (None, "") and not isinstance(value, bool) and not said_elsewhere:
                source = rule.source if rule else "types"
                self.add(f"{at}/{key}", "required", f"missing required field: {key}", source)
        if shape.not_empty and not set(thing) & set(shape.fields):
            self.add(at, "too-few", "no less than 1 properties allowed", "tk")

    def _alternatives(self, thing: dict[str, Any], at: str, shape: Shape) -> None:
        choices = shape.one_of or shape.any_of
        given = [key for key in choices if thing.get(key) is not None]
        if choices and not given:
            self.add(at, "required", f"one of {' or '.join(choices)} is required")
        elif shape.one_of and len(given) > 1:
            self.add(at, "exclusive", f"only one of {' or '.join(choices)} may be given")

    def value(self, value: object, at: str, rule: Rule, place: str) -> None:
        """Judges one value against its rule."""
        _READERS[type(rule)](self, value, at, rule, place)

    def element(self, element: object, at: str, allowed: Iterable[str], place: str, source: str) -> None:
        """Judges a block element."""
        kind = _kind(element)
        if not isinstance(element, dict) or kind not in allowed:
            self.add(f"{at}/type", "element-type", f"unsupported type: {kind}", source)
            return
        shape = ELEMENTS[kind]
        if self.surface not in shape.where:
            self.add(at, "surface", f"unsupported type: {kind} (not in a {self.surface})", "types")
        if element.get("focus_on_load") is True:
            self.focused.append(at)
        self.shape(element, at, shape, place)


def _kind(thing: object) -> str:
    kind = thing.get("type") if isinstance(thing, dict) else None
    return kind if isinstance(kind, str) else ""


def _length(judge: Judge, words: str, at: str, most: int | None, least: int, source: str) -> None:
    if len(words) < least:
        judge.add(at, "too-short", f"must be more than {least - 1} characters", source)
    if most is not None and len(words) > most:
        judge.add(at, "too-long", f"must be less than {most + 1} characters", source)


def _read_text(judge: Judge, value: object, at: str, rule: Text, _place: str) -> None:
    kind = _kind(value)
    if not isinstance(value, dict):
        judge.add(at, "type", "must provide an object", rule.source)
    elif kind not in TEXTS or (rule.plain and kind != "plain_text"):
        wanted = "plain_text" if rule.plain else "plain_text or mrkdwn"
        judge.add(f"{at}/type", "text-type", f"unsupported type: {kind} (must be {wanted})", rule.source)
    else:
        fields = TEXTS[kind].fields
        judge.no_others(value, at, ("type", *fields))
        for key in {"emoji", "verbatim"} & set(fields) & set(value):
            judge.value(value[key], f"{at}/{key}", fields[key], _place)
        _text_words(judge, value, at, rule)


def _text_words(judge: Judge, value: dict[str, Any], at: str, rule: Text) -> None:
    words = value.get("text")
    if not isinstance(words, str):
        judge.add(f"{at}/text", "required", "missing required field: text", "text")
        return
    judge.text_sum += len(words)
    _length(judge, words, f"{at}/text", rule.most, 1, rule.source)


def _read_string(judge: Judge, value: object, at: str, rule: String, _place: str) -> None:
    if not isinstance(value, str):
        judge.add(at, "type", "must be a string", rule.source)
        return
    _length(judge, value, at, rule.most, rule.least, rule.source)
    if rule.choices and value not in rule.choices:
        judge.add(at, "enum", f"must be one of {', '.join(rule.choices)}", rule.source)
    if rule.pattern and not re.search(rule.pattern, value):
        judge.add(at, "pattern", f"input must match regex pattern: {rule.pattern}", rule.source)
    if rule.form:
        _FORMS[rule.form](judge, value, at, rule.source)


def _url(judge: Judge, value: str, at: str, source: str) -> None:
    absolute = re.fullmatch(r"[a-zA-Z][a-zA-Z0-9+.-]*:\S*", value)
    if not absolute or re.match(r"(javascript|data|vbscript):", value, re.IGNORECASE):
        judge.add(at, "url", "Invalid url", source)


def _https(judge: Judge, value: str, at: str, source: str) -> None:
    _url(judge, value, at, source)
    if not value.startswith("https://"):
        judge.add(at, "url", "must be an https url", source)


def _web(judge: Judge, value: str, at: str, source: str) -> None:
    _url(judge, value, at, source)
    if not re.match(r"https?://[^/:]+", value):
        judge.add(at, "url", "Invalid url", source)


def _number(judge: Judge, value: str, at: str, source: str) -> None:
    if not re.fullmatch(r"-?\d+(\.\d+)?", value):
        judge.add(at, "pattern", "must be a number in a string", source)


def _date(judge: Judge, value: str, at: str, source: str) -> None:
    try:
        fits = bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value)) and bool(date.fromisoformat(value))
    except ValueError:
        fits = False
    if not fits:
        judge.add(at, "pattern", "must be a date as YYYY-MM-DD", source)


def _time(judge: Judge, value: str, at: str, source: str) -> None:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        judge.add(at, "pattern", "must be a time as HH:mm", source)


_FORMS = {"url": _url, "https": _https, "web": _web, "number": _number, "date": _date, "time": _time}


def _read_whole(judge: Judge, value: object, at: str, rule: Whole, _place: str) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        judge.add(at, "type", "must be an integer", rule.source)
    elif value < rule.least or (rule.most is not None and value > rule.most):
        judge.add(at, "range", f"must be from {rule.least} to {rule.most}", rule.source)


def _read_flag(judge: Judge, value: object, at: str, rule: Flag, _place: str) -> None:
    if not isinstance(value, bool):
        judge.add(at, "type", "must be a boolean", rule.source)


def _read_anything(_judge: Judge, _value: object, _at: str, _rule: Anything, _place: str) -> None:
    return


def _read_thing(judge: Judge, value: object, at: str, rule: Thing, place: str) -> None:
    if value is None and rule.nullable:
        return
    if not isinstance(value, dict):
        judge.add(at, "type", "must provide an object", rule.source)
        return
    judge.shape(value, at, OBJECTS[rule.name], place)


def _read_items(judge: Judge, value: object, at: str, rule: Items, place: str) -> None:
    if not isinstance(value, list):
        judge.add(at, "type", "must be an array", rule.source)
        return
    if len(value) < rule.least:
        judge.add(at, "too-few", f"no less than {rule.least} items allowed", rule.source)
    if rule.most is not None and len(value) > rule.most:
        judge.add(at, "too-many", f"no more than {rule.most} items allowed", rule.source)
    if rule.unique and len({json.dumps(item, sort_keys=True) for item in value}) < len(value):
        judge.add(at, "unique", "items must be unique", rule.source)
    if rule.of is not None:
        for index, item in enumerate(value):
            judge.value(item, f"{at}/{index}", rule.of, place)


def _read_element(judge: Judge, value: object, at: str, rule: ElementIn, place: str) -> None:
    judge.element(value, at, rule.allowed, place, rule.source)


def _read_context_item(judge: Judge, value: object, at: str, rule: ContextItem, place: str) -> None:
    kind = _kind(value)
    if kind == "image":
        judge.element(value, at, ("image",), place, rule.source)
    elif kind in TEXTS:
        judge.value(value, at, Text(rule.source), place)
    else:
        judge.add(at, "element-type", f"unsupported type: {kind}", rule.source)


def _read_rich_text(judge: Judge, value: object, at: str, rule: RichTextBlock, _place: str) -> None:
    if not isinstance(value, dict) or value.get("type") != "rich_text":
        judge.add(at, "type", "must be a rich_text block", rule.source)
    else:
        judge_rich_text(judge, value, at)


def _read_part(judge: Judge, value: object, at: str, _rule: RichTextPart, _place: str) -> None:
    judge_part(judge, value, at)


def _read_rows(judge: Judge, value: object, at: str, rule: TableRows, _place: str) -> None:
    judge_rows(judge, value, at, rule)


_READERS: dict[type[Rule], Callable[[Judge, Any, str, Any, str], None]] = {
    Text: _read_text,
    String: _read_string,
    Whole: _read_whole,
    Flag: _read_flag,
    Anything: _read_anything,
    Thing: _read_thing,
    Items: _read_items,
    ElementIn: _read_element,
    ContextItem: _read_context_item,
    RichTextBlock: _read_rich_text,
    RichTextPart: _read_part,
    TableRows: _read_rows,
}
