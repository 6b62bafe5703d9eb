"""Domain values as JSON columns, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from domain.pictures_json import links_as_json, links_from_json, pictures_as_json, pictures_from_json
from domain.project import Phase, Status
from domain.template import Template
from domain.text.rich_text_json import as_json, from_json
from domain.unit import ReminderRules
from domain.update import Ask, Figure, Outcome, PlannedDate, UpdateContent

Json = dict[str, Any]
KEPT = 256  # updates: two large editions, the one that is checked and the one before it


def content_as_json(content: UpdateContent) -> Json:
    """An update's words; what is empty is left out."""
    values: Json = {
        "headline": content.headline,
        "body": as_json(content.body),
        "next": as_json(content.next),
        "status": content.status,
        "phase": content.phase,
        "asks": [_ask(ask) for ask in content.asks],
        "figures": [{"label": f.label, "number": str(f.number), "unit": f.unit} for f in content.figures],
        "images": pictures_as_json(content.images),
        "links": links_as_json(content.links),
        "dates": [_date(planned) for planned in content.dates],
        "note": as_json(content.note),
    }
    return {key: value for key, value in values.items() if value}


def content_from_json(raw: Mapping[str, Any]) -> UpdateContent:
    """The inverse of ``content_as_json``."""
    return UpdateContent(
        headline=raw.get("headline", ""),
        body=from_json(raw.get("body", ())),
        next=from_json(raw.get("next", ())),
        status=Status(raw["status"]) if raw.get("status") else None,
        phase=Phase(raw["phase"]) if raw.get("phase") else None,
        asks=tuple(_ask_from_json(ask) for ask in raw.get("asks", ())),
        figures=tuple(Figure(f["label"], Decimal(f["number"]), f["unit"]) for f in raw.get("figures", ())),
        images=pictures_from_json(raw.get("images", ())),
        links=links_from_json(raw.get("links", ())),
        dates=tuple(_date_from_json(planned) for planned in raw.get("dates", ())),
        note=from_json(raw.get("note", ())),
    )


@lru_cache(maxsize=KEPT)
def content_from_text(raw: str) -> UpdateContent:
    """The same from a column's own text, which mostly is one that was read a moment ago."""
    return content_from_json(json.loads(raw))


def _ask(ask: Ask) -> Json:
    last_day = ask.last_day.isoformat() if ask.last_day else None
    return {"text": ask.text, "last_day": last_day, "contact": ask.contact, "outcome": ask.outcome}


def _ask_from_json(raw: Mapping[str, Any]) -> Ask:
    last_day = date.fromisoformat(raw["last_day"]) if raw["last_day"] else None
    return Ask(raw["text"], last_day, raw["contact"], _outcome(raw))


def _date(planned: PlannedDate) -> Json:
    at = planned.at.isoformat("minutes") if planned.at else None
    day = planned.day.isoformat()
    return {"event": planned.event, "day": day, "at": at, "url": planned.url, "outcome": planned.outcome}


def _date_from_json(raw: Mapping[str, Any]) -> PlannedDate:
    at = time.fromisoformat(raw["at"]) if raw["at"] else None
    return PlannedDate(raw["event"], date.fromisoformat(raw["day"]), at, raw["url"], _outcome(raw))


def _outcome(raw: Mapping[str, Any]) -> Outcome | None:
    return Outcome(raw["outcome"]) if raw.get("outcome") else None


def template_as_json(template: Template) -> Json | None:
    """The unit's template; nothing where it is the usual one."""
    return None if template == Template() else asdict(template)


def template_from_json(raw: Mapping[str, Any] | None) -> Template:
    """The inverse of ``template_as_json``."""
    return Template(**(raw or {}))


def reminders_as_json(rules: ReminderRules) -> Json:
    """When leads are reminded."""
    at = rules.at.isoformat("minutes")
    return {"days_before": list(rules.days_before), "at": at, "country": rules.country, "region": rules.region}


def reminders_from_json(raw: Mapping[str, Any] | None) -> ReminderRules:
    """The inverse of ``reminders_as_json``; the usual rules where nothing is stored."""
    if raw is None:
        return ReminderRules()
    at = time.fromisoformat(raw["at"])
    return ReminderRules(days_before=tuple(raw["days_before"]), at=at, country=raw["country"], region=raw["region"])
