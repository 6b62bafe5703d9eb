"""News as plain JSON values: as it is stored, and as the audit log keeps what it was before a change."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from domain import codec
from domain.mentions import nameless
from domain.news import NewsItem

DETAILS = ("event", "answers", "person", "expires", "carried", "carried_from")  # what not every item has


def as_json(item: NewsItem) -> codec.Json:
    """Everything about an item; what not every item has stands in ``details``, None where there is nothing."""
    values = codec.as_json(item)
    details = {name: value for name in DETAILS if (value := values.pop(name))}
    return {**values, "details": details or None}


def from_json(raw: Mapping[str, Any]) -> NewsItem:
    """The inverse of ``as_json``."""
    return codec.from_json(NewsItem, {**raw, **(raw["details"] or {})})


def fingerprint(item: NewsItem) -> str:
    """20 characters, equal for equal items and others after any change."""
    canonical = json.dumps(as_json(nameless(item)), sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()[:20]
