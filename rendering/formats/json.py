"""The edition as data: stable JSON with dates in ISO form and texts as trees."""

import json

from domain.codec import as_json
from domain.document import Document


def document(doc: Document) -> str:
    """The edition as JSON."""
    return json.dumps(as_json(doc), indent=2, ensure_ascii=False) + "\n"
