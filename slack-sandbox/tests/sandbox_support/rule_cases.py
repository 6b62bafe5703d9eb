"""What breaks each rule of blockkit_rules.json: a payload just inside, and one just outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sandbox_support.from_rules import JSON, STRINGS, WRONG_FORMS, Maker, Place, Places, plain

Break = tuple[str, Any, Any, str, tuple[str | int, ...]]


@dataclass(frozen=True)
class Case:
    """A payload just inside a rule, one just outside, and the objection to the second."""

    name: str
    surface: str
    inside: Any
    outside: Any
    rule: str
    pointer: str


class Cases:
    """Every case that the rules file asks for."""

    def __init__(self, rules: JSON) -> None:
        self.rules = rules
        self.maker = Maker(rules)
        self.places = Places(self.maker)

    def every(self) -> Iterator[Case]:
        """All of them."""
        for name, shape in self.rules["blocks"].items():
            yield from self._thing(name, shape, self.places.block(name))
            yield from self._surfaces(name, shape)
        for name, shape in self.rules["elements"].items():
            yield from self._thing(f"{name} element", shape, self.places.element(name))
        for name, shape in self.rules["objects"].items():
            place = self.places.object(name)
            assert place is not None, name
            yield from self._thing(f"{name} object", shape, place)
        yield from self._rich_text()
        yield from self._views()

    def _thing(self, name: str, shape: JSON, place: Place) -> Iterator[Case]:
        yield from self._shape(name, shape, place)
        for key, spec in shape.get("fields", {}).items():
            for case in self._field(place, shape, key, spec):
                yield Case(f"{name}.{key}: {case.name}", *_rest(case))

    def _shape(self, name: str, shape: JSON, place: Place) -> Iterator[Case]:
        good = place.payload
        for key in shape.get("required", []):
            yield Case(f"{name} without {key}", place.surface, good, place.without(key), *_required(place, shape, key))
        if not shape.get("opaque"):
            more = place.having(1, "colour")
            yield Case(f"{name} with more", place.surface, good, more, "unknown-property", place.pointer("colour"))
        if shape.get("min_props"):
            yield Case(f"{name} empty", place.surface, good, place.having({}), "too-few", place.pointer())
        yield from self._choice(name, shape, place)

    def _choice(self, name: str, shape: JSON, place: Place) -> Iterator[Case]:
        choices = [group[0] for group in shape.get("one_of") or shape.get("any_of") or []]
        if not choices:
            return
        none = {key: value for key, value in place.thing.items() if key not in choices}
        yield Case(f"{name} without any", place.surface, place.payload, place.having(none), "required", place.pointer())
        if "one_of" in shape:
            both = none | {key: self.maker.value(shape["fields"][key]) for key in choices}
            yield Case(
                f"{name} with both", place.surface, place.payload, place.having(both), "exclusive", place.pointer()
            )

    def _surfaces(self, name: str, shape: JSON) -> Iterator[Case]:
        for surface in {"message", "modal", "home"} - set(shape["surfaces"]):
            outside = self.places.block(name, surface)
            inside = self.places.block(name) if shape["surfaces"] else self.places.block("divider")
            yield Case(f"{name} in a {surface}", surface, inside.payload, outside.payload, "surface", outside.pointer())

    def _field(self, place: Place, shape: JSON, key: str, spec: JSON) -> Iterator[Case]:
        """The cases of one field; their names say what breaks."""
        others = [g[0] for g in shape.get("one_of", []) if g[0] != key and [key] in shape["one_of"]]
        base = {k: v for k, v in place.thing.items() if k not in others}

        def case(name: str, inside: Any, outside: Any, rule: str, *further: str | int) -> Case:
            at = place.pointer(key, *further)
            pair = (place.having(base | {key: inside}), place.having(base | {key: outside}))
            return Case(name, place.surface, *pair, rule, at)

        good = self.maker.value(spec)
        yield from (case(name, inside, outside, rule, *way) for name, inside, outside, rule, way in self._breaks(spec))
        if spec["type"] not in ("any",) and key not in ("response_url_enabled",):
            wrong = 5 if spec["type"] not in ("int",) else "5"
            rule, way = _wrong_type(place, key, spec)
            yield case("of a wrong type", good, wrong, rule, *way)

    def _breaks(self, spec: JSON) -> Iterator[Break]:
        kind, value = spec["type"], self.maker.value
        way: tuple[str | int, ...] = ("text",) if kind in ("plain_text", "text") else ()
        if "max_len" in spec:
            most = spec["max_len"]
            yield "too long", value(spec, most), value(spec, most + 1), "too-long", way
        if spec.get("min_len"):
            empty = {"type": "plain_text", "text": ""} if way else ""
            yield "too short", value(spec, spec["min_len"]), empty, "too-short", way
        if kind in STRINGS:
            yield from self._forms(spec)
        if kind == "plain_text":
            yield "mrkdwn", value(spec), {"type": "mrkdwn", "text": "a"}, "text-type", ("type",)
        if kind == "int":
            yield from self._numbers(spec)
        if kind == "array":
            yield from self._lists(spec)
        if kind == "element":
            yield from self._allowed(spec)
        if kind == "table_rows":
            yield from self._rows(spec)

    def _forms(self, spec: JSON) -> Iterator[Break]:
        kind, good = spec["type"], self.maker.value(spec)
        if "enum" in spec:
            yield "another word", good, "dance", "enum", ()
        if "pattern" in spec:
            yield "another pattern", good, "!", "pattern", ()
        if kind in WRONG_FORMS:
            yield "another form", good, WRONG_FORMS[kind], "pattern", ()
        if kind in ("url", "https_url"):
            yield "no address", good, "no address", "url", ()
        if kind == "https_url":
            yield "not https", good, "http://example.org/", "url", ()

    def _numbers(self, spec: JSON) -> Iterator[Break]:
        if "max" in spec:
            yield "too large", spec["max"], spec["max"] + 1, "range", ()
        if "min" in spec:
            yield "too small", spec["min"], spec["min"] - 1, "range", ()

    def _lists(self, spec: JSON) -> Iterator[Break]:
        good = self.maker.value(spec)
        if "max_items" in spec and "enum" not in spec.get("item", {}):
            most = spec["max_items"]
            yield "too many", self.maker.items(spec, most), self.maker.items(spec, most + 1), "too-many", ()
        if spec.get("min_items"):
            yield "too few", good, [], "too-few", ()
        if spec.get("unique"):
            yield "twice", good, good * 2, "unique", ()
        item = spec.get("item")
        if item and item["type"] not in ("element", "context_element", "rich_container"):
            for name, inside, outside, rule, way in self._breaks(item):
                yield f"item {name}", [inside], [outside], rule, (0, *way)
        elif item:
            unknown = {"type": "dance", "action_id": "a"}
            kinds = {"element": ("element-type", (0, "type")), "context_element": ("element-type", (0,))}
            rule, way = kinds.get(item["type"], ("rich-text-type", (0, "type")))
            yield "item of another kind", good, [unknown], rule, way

    def _allowed(self, spec: JSON) -> Iterator[Break]:
        for name in self.rules["elements"]:
            good = self.maker.element(spec["allowed"][0])
            if name not in spec["allowed"]:
                yield f"a {name}", good, self.maker.element(name), "element-type", ("type",)

    def _rows(self, spec: JSON) -> Iterator[Break]:
        cell = {"type": "raw_text", "text": "a"}
        most, wide = spec["max_items"], spec["max_cells"]
        yield "too many", [[cell]] * most, [[cell]] * (most + 1), "too-many", ()
        yield "too few", [[cell]], [], "too-few", ()
        yield "too many cells", [[cell] * wide], [[cell] * (wide + 1)], "too-many", (0,)
        yield "no cells", [[cell]], [[]], "too-few", (0,)
        yield "another cell", [[cell]], [[{"type": "image"}]], "element-type", (0, 0, "type")

    def _rich_text(self) -> Iterator[Case]:
        place, rich = self.places.block("rich_text"), self.rules["rich_text"]
        good: dict[str, JSON] = {
            kind: {"type": kind, "elements": []} | ({"style": "bullet"} if "style" in shape else {})
            for kind, shape in rich["containers"].items()
        }

        def case(name: str, inside: Any, outside: Any, rule: str, *way: str | int) -> Case:
            pair = (place.having([inside], "elements"), place.having([outside], "elements"))
            return Case(name, "message", *pair, rule, place.pointer("elements", 0, *way))

        for kind, shape in rich["containers"].items():
            bare = {key: value for key, value in good[kind].items() if key != "elements"}
            yield case(f"{kind} without elements", good[kind], bare, "required", "elements")
            yield case(f"{kind} with more", good[kind], good[kind] | {"x": 1}, "unknown-property", "x")
            if "style" in shape:
                yield case(f"{kind} style", good[kind], good[kind] | {"style": "dance"}, "enum", "style")
        for kind, needed in rich["leaves"].items():
            inline = {"type": kind, **dict.fromkeys(needed, "here" if kind == "broadcast" else "a")}
            for key in needed:
                bare = {k: v for k, v in inline.items() if k != key}
                section = {"type": "rich_text_section"}
                pair = (section | {"elements": [inline]}, section | {"elements": [bare]})
                yield case(f"{kind} leaf without {key}", *pair, "required", "elements", 0, key)

    def _views(self) -> Iterator[Case]:
        for kind in ("modal", "home"):
            shape = self.rules["views"][kind]
            view = self.maker.view(kind)
            root = Place(kind, {"view": view}, ("view",))
            place = Place(kind, root.payload, ("view",))
            for case in self._view_cases(kind, shape, place):
                yield Case(
                    f"{kind}: {case.name}",
                    kind,
                    case.inside["view"],
                    case.outside["view"],
                    case.rule,
                    case.pointer.removeprefix("/view"),
                )

    def _view_cases(self, kind: str, shape: JSON, place: Place) -> Iterator[Case]:
        for key in shape["required"]:
            yield Case(f"without {key}", kind, place.payload, place.without(key), "required", place.pointer(key))
        for key in [*shape.get("forbidden", []), "colour"]:
            yield Case(
                f"with {key}", kind, place.payload, place.having(plain(), key), "unknown-property", place.pointer(key)
            )
        for key, spec in shape["fields"].items():
            for case in self._field(place, shape, key, spec):
                yield Case(f"{key}: {case.name}", *_rest(case))
        most, divider = shape["max_blocks"], {"type": "divider"}
        at = place.pointer("blocks")
        many = (place.having([divider] * most, "blocks"), place.having([divider] * (most + 1), "blocks"))
        yield Case("too many blocks", kind, *many, "too-many", at)
        yield Case("no blocks", kind, place.payload, place.having([], "blocks"), "too-few", at)


def _rest(case: Case) -> tuple[str, Any, Any, str, str]:
    return case.surface, case.inside, case.outside, case.rule, case.pointer


def _required(place: Place, shape: JSON, key: str) -> tuple[str, str]:
    if place.thing.get("type") == "rich_text" and key == "elements":
        return "required", place.pointer("elements")
    return "required", place.pointer(key)


def _wrong_type(place: Place, key: str, spec: JSON) -> tuple[str, tuple[str | int, ...]]:
    if spec["type"] == "element":
        return "element-type", ("type",)
    said_as_missing = {("plain_text", "text"), ("mrkdwn", "text"), ("rich_text", "elements")}
    return "required" if (place.thing.get("type"), key) in said_as_missing else "type", ()
