"""The edition as data: stable JSON with dates in ISO form and texts as trees."""

from __future__ import annotations

import json

from domain.document import Document
from domain.document_json import as_json


def document(doc: Document) -> str:
    """The edition as JSON."""
    return json.dumps(as_json(doc), indent=2, ensure_ascii=False) + "\n"
