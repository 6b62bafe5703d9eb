"""A Document as plain JSON values: what approvals are tied to, what is kept, and the ``json`` format."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.document import Correction, Document, Fact, Item, Section
from domain.text.rich_text_json import as_json as rich_text_json
from domain.text.rich_text_json import from_json as rich_text_from_json

Json = dict[str, Any]


def as_json(document: Document) -> Json:
    """Every word of the document, in order; without corrections nothing is said of them."""
    corrections = [{"key": one.key, "on": one.on.isoformat(), "note": one.note} for one in document.corrections]
    return {
        "unit": document.unit,
        "number": document.number,
        "starts": document.starts.isoformat(),
        "ends": document.ends.isoformat(),
        "title": document.title,
        "covering": document.covering,
        "intro": rich_text_json(document.intro),
        "sections": [_section(section) for section in document.sections],
        "closing": rich_text_json(document.closing),
        **({"corrections": corrections} if corrections else {}),
    }


def _section(section: Section) -> Json:
    return {
        "heading": section.heading,
        "items": [_item(item) for item in section.items],
        "note": rich_text_json(section.note),
    }


def _item(item: Item) -> Json:
    return {
        "key": item.key,
        "heading": item.heading,
        "facts": [{"label": fact.label, "text": fact.text} for fact in item.facts],
        "body": rich_text_json(item.body),
    }


def from_json(raw: Mapping[str, Any]) -> Document:
    """The inverse of ``as_json``; the values are this program's own, so a missing one is a ``KeyError``."""
    return Document(
        unit=raw["unit"],
        number=raw["number"],
        starts=date.fromisoformat(raw["starts"]),
        ends=date.fromisoformat(raw["ends"]),
        title=raw["title"],
        covering=raw["covering"],
        intro=rich_text_from_json(raw["intro"]),
        sections=tuple(map(_section_from_json, raw["sections"])),
        closing=rich_text_from_json(raw["closing"]),
        corrections=tuple(map(_correction_from_json, raw.get("corrections", ()))),
    )


def _correction_from_json(raw: Mapping[str, Any]) -> Correction:
    return Correction(raw["key"], date.fromisoformat(raw["on"]), raw["note"])


def _section_from_json(raw: Mapping[str, Any]) -> Section:
    return Section(
        heading=raw["heading"],
        items=tuple(map(_item_from_json, raw["items"])),
        note=rich_text_from_json(raw["note"]),
    )


def _item_from_json(raw: Mapping[str, Any]) -> Item:
    return Item(
        key=raw["key"],
        heading=raw["heading"],
        facts=tuple(Fact(fact["label"], fact["text"]) for fact in raw["facts"]),
        body=rich_text_from_json(raw["body"]),
    )
