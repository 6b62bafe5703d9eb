"""The parts of a file as domain values, and back. What has the same name is the same thing, texts as Markdown."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar

from cattrs import Converter
from pydantic import BaseModel

from domain.arrangement import Arrangement, Held
from domain.calendar import Cadence, to_utc
from domain.codec import is_text
from domain.document import Document
from domain.edition import Edition
from domain.news import NewsItem
from domain.text.markdown import parse
from domain.unit import ReminderRules, Template, Unit
from domain.update import NothingToReport, Update
from rendering.formats import markdown
from services.files.file_format import (
    ArrangementPart,
    EditionPart,
    HeldPart,
    NewsPart,
    NothingToReportPart,
    TemplatePart,
    UnitPart,
    UpdatePart,
)

Thing = TypeVar("Thing")
Part = TypeVar("Part", bound=BaseModel)
Settings = TypeVar("Settings", Unit, Cadence, ReminderRules)


def as_value(kind: type[Thing], part: BaseModel, **other: object) -> Thing:
    """A domain value with what a part says, and ``other`` things that it does not say."""
    return _CONVERTER.structure({**part.model_dump(), **other}, kind)


def as_part(kind: type[Part], thing: object, **other: object) -> Part:
    """A part with ``other`` things, and else with what a domain value says under the part's keys."""
    values = {**_CONVERTER.unstructure(thing), **other}
    return kind(**{name: values[name] for name in kind.model_fields if name in values})


def _converter() -> Converter:
    made = Converter(detailed_validation=False)
    made.register_unstructure_hook_func(is_text, markdown.text)
    made.register_structure_hook_func(is_text, lambda written, _: parse(written))
    for kind in (date, time, datetime, Decimal):  # a part has them as they are
        made.register_structure_hook(kind, lambda value, _: value)
    return made


_CONVERTER = _converter()


def unit_from(part: UnitPart, known: Unit | None) -> Unit:
    """The unit as the file says; what the file leaves out stays as it was."""
    before = known or Unit(name=part.name)
    cadence = _but(
        before.cadence,
        timezone=part.timezone,
        days=part.sprint_days,
        anchor=part.first_day,
        closing=part.closing_time,
    )
    return _but(
        before,
        name=part.name,
        short_name=part.short_name or None,
        review_channel=part.review_channel,
        publish_channel=part.publish_channel,
        next_number=part.next_number,
        cadence=cadence,
        approvals_needed=part.approvals_needed,
        lone_approval=part.lone_approval,
        all_in_channel=part.all_in_channel,
        reminders=_reminders_from(part, before.reminders),
        template=as_value(Template, part.template) if part.template else None,
    )


def _reminders_from(part: UnitPart, before: ReminderRules) -> ReminderRules:
    """A country comes with its region, or with none."""
    return _but(
        before,
        days_before=tuple(sorted(set(part.reminder_days), reverse=True)) if part.reminder_days else None,
        at=part.reminder_time,
        country=part.country,
        region=None if part.country is None else part.region or "",
    )


def _but(before: Settings, **changes: Any) -> Settings:
    """What was there with the changes that there are; None is none."""
    return replace(before, **{name: value for name, value in changes.items() if value is not None})


def unit_part(unit: Unit) -> UnitPart:
    """The inverse of ``unit_from``."""
    return as_part(
        UnitPart,
        unit,
        timezone=unit.cadence.timezone,
        sprint_days=unit.cadence.days,
        first_day=unit.cadence.anchor,
        closing_time=unit.cadence.closing,
        review_channel=unit.review_channel or None,
        publish_channel=unit.publish_channel or None,
        reminder_days=list(unit.reminders.days_before),
        reminder_time=unit.reminders.at,
        country=unit.reminders.country or None,
        region=unit.reminders.region or None,
        template=None if unit.template == Template() else as_part(TemplatePart, unit.template),
    )


def edition_from(part: EditionPart, unit: Unit, edition_id: str) -> Edition:
    """The edition, open; its window closes at the unit's closing time unless the file says another."""
    cadence, arranged = unit.cadence, part.arrangement or ArrangementPart()
    held = {held.item: Held(held.reason, held.by) for held in arranged.held}
    return Edition(
        id=edition_id,
        number=part.number,
        starts=part.starts,
        ends=part.ends,
        closes_at=part.closes_at or to_utc(part.ends, cadence.closing, cadence.timezone),
        intro=parse(part.intro),
        closing=parse(part.closing),
        arrangement=Arrangement(order=tuple(arranged.order), featured=frozenset(arranged.featured), held=held),
    )


def _arrangement_part(arrangement: Arrangement) -> ArrangementPart | None:
    if arrangement == Arrangement():
        return None
    held = [HeldPart(item=key, reason=held.reason, by=held.by) for key, held in arrangement.held.items()]
    return ArrangementPart(order=list(arrangement.order), featured=sorted(arrangement.featured), held=held)


def edition_part(
    edition: Edition, answers: Iterable[NothingToReport], keys: Mapping[str, str], published: Document | None
) -> EditionPart:
    """The inverse of ``edition_from``, with what became of it; ``keys`` are those of projects by their ids."""
    return as_part(
        EditionPart,
        edition,
        nothing_to_report=[NothingToReportPart(project=keys[a.project_id], by=a.by, at=a.at) for a in answers],
        arrangement=_arrangement_part(edition.arrangement),
        document=published,
    )


def update_part(update: Update, key: str) -> UpdatePart:
    """An update, for the project with this key."""
    return as_part(UpdatePart, update, project=key, **_CONVERTER.unstructure(update.content))


def news_from(parts: Iterable[NewsPart]) -> list[NewsItem]:
    """News in the file's order."""
    return [as_value(NewsItem, part, id=part.id or str(place)) for place, part in enumerate(parts, 1)]
