"""A Document as plain JSON values: what approvals are tied to, and the ``json`` format."""

from __future__ import annotations

from typing import Any

from domain.document import Document, Item, Section
from domain.rich_text_json import as_json as rich_text_json

Json = dict[str, Any]


def as_json(document: Document) -> Json:
    """Every word of the document, in order."""
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
