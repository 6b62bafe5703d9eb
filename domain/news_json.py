"""News as plain JSON values: as it is stored, and as the audit log keeps what it was before a change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from domain.news import Event, NewsItem, NewsKind, Question
from domain.pictures_json import links_as_json, links_from_json, pictures_as_json, pictures_from_json
from domain.text.rich_text_json import as_json as text_as_json
from domain.text.rich_text_json import from_json as text_from_json

Json = dict[str, Any]


def as_json(item: NewsItem) -> Json:
    """Everything about an item; what not every kind has stands in ``details``, None where there is nothing."""
    return {
        "id": item.id,
        "kind": item.kind.value,
        "title": item.title,
        "lead_in": text_as_json(item.lead_in),
        "body": text_as_json(item.body),
        "images": pictures_as_json(item.images),
        "links": links_as_json(item.links),
        "details": _details(item) or None,
    }


def from_json(raw: Mapping[str, Any]) -> NewsItem:
    """The inverse of ``as_json``."""
    details = raw["details"] or {}
    return NewsItem(
        id=raw["id"],
        kind=NewsKind(raw["kind"]),
        title=raw["title"],
        lead_in=text_from_json(raw["lead_in"]),
        body=text_from_json(raw["body"]),
        images=pictures_from_json(raw["images"]),
        links=links_from_json(raw["links"]),
        event=_event_from_json(details["event"]) if "event" in details else None,
        answers={Question(question): answer for question, answer in details.get("answers", {}).items()},
        person=details.get("person", ""),
        expires=_day(details.get("expires")),
        carried=details.get("carried", False),
        carried_from=details.get("carried_from", 0),
    )


def fingerprint(item: NewsItem) -> str:
    """The same for the same item, another one after any change."""
    canonical = json.dumps(as_json(item), sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()[:20]


def _details(item: NewsItem) -> Json:
    values: Json = {
        "event": _event(item.event) if item.event else None,
        "answers": {question.value: answer for question, answer in item.answers.items()},
        "person": item.person,
        "expires": item.expires.isoformat() if item.expires else None,
        "carried": item.carried,
        "carried_from": item.carried_from,
    }
    return {name: value for name, value in values.items() if value}


def _event(event: Event) -> Json:
    return {
        "starts": event.starts.isoformat(),
        "starts_at": event.starts_at.isoformat("minutes") if event.starts_at else None,
        "ends": event.ends.isoformat() if event.ends else None,
        "ends_at": event.ends_at.isoformat("minutes") if event.ends_at else None,
        "place": event.place,
        "link": event.link,
        "recording": event.recording,
    }


def _event_from_json(raw: Mapping[str, Any]) -> Event:
    return Event(
        starts=date.fromisoformat(raw["starts"]),
        starts_at=_time(raw["starts_at"]),
        ends=_day(raw["ends"]),
        ends_at=_time(raw["ends_at"]),
        place=raw["place"],
        link=raw["link"],
        recording=raw["recording"],
    )


def _day(raw: str | None) -> date | None:
    return date.fromisoformat(raw) if raw else None


def _time(raw: str | None) -> time | None:
    return time.fromisoformat(raw) if raw else None
