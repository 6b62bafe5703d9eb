"""The edition as data: stable JSON with dates in ISO form and texts as trees."""

import json

from domain.codec import as_json
from domain.document import Document, without_gists


def document(doc: Document) -> str:
    """The edition as JSON."""
    return json.dumps(as_json(without_gists(doc)), indent=2, ensure_ascii=False) + "\n"
