"""Payloads made from blockkit_rules.json: the smallest valid one of everything, and places to put it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

JSON = dict[str, Any]
PATTERNS = {"^[UW][A-Z0-9]+$": "U12345678", "^[CG][A-Z0-9]+$": "C12345678", "^F[A-Z0-9]{8,}$": "F12345678"}
FORMS = {"numstr": "5", "date": "2026-02-28", "time": "12:30"}
WRONG_FORMS = {"numstr": "five", "date": "2026-02-30", "time": "25:00"}
ADDRESS = "https://example.org/"
STRINGS = ("string", "url", "https_url", *FORMS)


class Maker:
    """Makes the smallest valid thing of each kind, or one of a given size."""

    def __init__(self, rules: JSON) -> None:
        self.rules = rules

    def words(self, spec: JSON, size: int | None = None) -> str:
        """A string that fits."""
        kind = spec["type"]
        if "enum" in spec:
            return str(spec["enum"][0])
        if "pattern" in spec:
            return PATTERNS[spec["pattern"]]
        if kind in FORMS:
            return FORMS[kind]
        start = ADDRESS if kind in ("url", "https_url") else ""
        return start.ljust(max(len(start), 1 if size is None else size), "a")

    def value(self, spec: JSON, size: int | None = None) -> Any:
        """A value that fits."""
        kind = spec["type"]
        if kind in ("plain_text", "text"):
            return {"type": "plain_text", "text": "a" * (1 if size is None else size)}
        if kind in STRINGS:
            return self.words(spec, size)
        if kind == "array":
            return self.items(spec, max(1, spec.get("min_items", 1)) if size is None else size)
        simple: dict[str, Callable[[], Any]] = {
            "bool": lambda: True,
            "int": lambda: spec.get("min", 1) if size is None else size,
            "any": lambda: {"trigger": {"url": ADDRESS}},
            "element": lambda: self.element(spec["allowed"][0]),
            "context_element": lambda: {"type": "mrkdwn", "text": "a"},
            "rich_container": lambda: {"type": "rich_text_section", "elements": []},
            "table_rows": lambda: [[{"type": "raw_text", "text": "a"}]],
        }
        if kind in simple:
            return simple[kind]()
        family, _, name = kind.partition(":")
        return self.block(name) if family == "block" else self.object(name)

    def items(self, spec: JSON, count: int) -> list[Any]:
        """A list of so many items that differ where they must."""
        item = spec.get("item", {"type": "any"})
        made = [self.value(item) for _ in range(count)]
        for number, thing in enumerate(made):
            if isinstance(thing, dict) and "value" in thing:
                thing["value"] = f"a{number}" if number else "a"
            if isinstance(thing, dict) and "action_id" in thing:
                thing["action_id"] = f"e{number}"
        if "enum" in item:
            return list(item["enum"][:count])
        return made

    def _filled(self, shape: JSON, made: JSON) -> JSON:
        wanted = [*shape.get("required", []), *(shape.get("one_of") or shape.get("any_of") or [[]])[0]]
        for key in wanted:
            spec = shape.get("fields", {}).get(key)
            made[key] = self.value(spec) if spec else "a"
        return made

    def object(self, name: str) -> JSON:
        """A composition object."""
        made = self._filled(self.rules["objects"][name], {})
        return {"exclude_bot_users": True} if name == "conversation_filter" else made

    def element(self, name: str) -> JSON:
        """A block element."""
        if name == "image":
            return self._filled(self.rules["elements"][name], {"type": name})
        return self._filled(self.rules["elements"][name], {"type": name, "action_id": "e0"})

    def block(self, name: str) -> JSON:
        """A block."""
        made = self._filled(self.rules["blocks"][name], {"type": name})
        if name == "container":
            made["child_blocks"] = [{"type": "divider"}]
        if name == "data_table":
            made["rows"] = [[{"type": "raw_text", "text": "a"}]] * 2
        return made

    def view(self, kind: str, *blocks: JSON) -> JSON:
        """A view with these blocks."""
        made: JSON = {"type": kind, "blocks": list(blocks) or [{"type": "divider"}]}
        return made | ({"title": plain(), "submit": plain()} if kind == "modal" else {})


def plain() -> JSON:
    """A text of one letter."""
    return {"type": "plain_text", "text": "a"}


@dataclass(frozen=True)
class Place:
    """Where a thing stands: the whole payload, and the way to the thing in it."""

    surface: str
    payload: Any
    way: tuple[str | int, ...]

    def having(self, thing: Any, *further: str | int) -> Any:
        """A copy of the payload with something else at, or below, this place."""
        payload = copy.deepcopy(self.payload)
        way = [*self.way, *further]
        at = payload
        for step in way[:-1]:
            at = at[step]
        at[way[-1]] = thing
        return payload

    def without(self, key: str) -> Any:
        """A copy of the payload in which the thing here lacks a key."""
        thing = copy.deepcopy(self.thing)
        thing.pop(key, None)
        return self.having(thing)

    @property
    def thing(self) -> Any:
        """What stands here."""
        at = self.payload
        for step in self.way:
            at = at[step]
        return at

    def below(self, *further: str | int) -> Place:
        """A place further in."""
        return Place(self.surface, self.payload, (*self.way, *further))

    def pointer(self, *further: str | int) -> str:
        """The JSON pointer of a place below this one, as Slack writes it."""
        root = ["view"] if self.surface != "message" else []
        return "".join(f"/{step}" for step in [*root, *self.way, *further])


class Places:
    """Puts things where they may stand."""

    def __init__(self, maker: Maker) -> None:
        self.maker = maker
        self.rules = maker.rules

    def block(self, name: str, surface: str | None = None) -> Place:
        """A block on a surface."""
        surfaces = self.rules["blocks"][name]["surfaces"] or ["message"]
        surface = surface or surfaces[0]
        block = self.maker.block(name)
        payload = {"blocks": [block]} if surface == "message" else self.maker.view(surface, block)
        return Place(surface, payload, ("blocks", 0))

    def element(self, name: str) -> Place:
        """An element in a block of a kind that takes it."""
        blocks = self.rules["blocks"]
        made = self.maker.element(name)
        if name in blocks["input"]["fields"]["element"]["allowed"]:
            host = self.block("input", "modal")
            return Place("modal", host.having(made, "element"), (*host.way, "element"))
        if name in blocks["actions"]["fields"]["elements"]["item"]["allowed"]:
            host = self.block("actions")
            return Place("message", host.having([made], "elements"), (*host.way, "elements", 0))
        host = self.block("section")
        return Place("message", host.having(made, "accessory"), (*host.way, "accessory"))

    def object(self, name: str) -> Place | None:
        """A composition object in the element or block that has one."""
        hosts: dict[str, tuple[Place, tuple[str | int, ...]]] = {
            "confirm": (self.element("button"), ("confirm",)),
            "option_plain": (self.element("static_select"), ("options", 0)),
            "option_overflow": (self.element("overflow"), ("options", 0)),
            "option_mrkdwn": (self.element("checkboxes"), ("options", 0)),
            "option_group": (self.element("static_select"), ("option_groups", 0)),
            "slack_file": (self.block("image"), ("slack_file",)),
            "dispatch_action_config": (self.element("plain_text_input"), ("dispatch_action_config",)),
            "conversation_filter": (self.element("conversations_select"), ("filter",)),
            "column_setting": (self.block("table"), ("column_settings", 0)),
            "plain_text": (self.block("section"), ("text",)),
            "mrkdwn": (self.block("section"), ("text",)),
        }
        host, way = hosts[name]
        made = self.maker.object(name)
        if name in ("plain_text", "mrkdwn"):
            made["type"] = name
        value = [made] if way[-1] == 0 else made
        thing = copy.deepcopy(host.thing) | {way[0]: value}
        for other in {"option_groups": ["options"], "slack_file": ["image_url"]}.get(str(way[0]), []):
            thing.pop(other, None)
        return Place(host.surface, host.having(thing), (*host.way, *way))
