"""The parts of a file as domain values, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace

from domain.arrangement import Arrangement, Held
from domain.calendar import to_utc
from domain.document import Document
from domain.edition import Edition
from domain.news import Event, NewsItem
from domain.nomination import Nomination
from domain.project import Project
from domain.template import Template
from domain.text.markdown import parse
from domain.unit import ReminderRules, Unit
from domain.update import Ask, Figure, NothingToReport, Picture, PlannedDate, Update, UpdateContent, WebLink
from rendering.formats import markdown
from services.files.file_format import (
    ArrangementPart,
    AskPart,
    DatePart,
    EditionPart,
    EventPart,
    FigurePart,
    HeldPart,
    ImagePart,
    LinkPart,
    NewsPart,
    NominationPart,
    NothingToReportPart,
    ProjectPart,
    TemplatePart,
    UnitPart,
    UpdatePart,
)


def unit_from(part: UnitPart, known: Unit | None) -> Unit:
    """The unit as the file says; what the file leaves out stays as it was."""
    before = known or Unit(name=part.name)
    cadence = replace(
        before.cadence,
        timezone=part.timezone,
        days=part.sprint_days,
        anchor=part.first_day or before.cadence.anchor,
        closing=part.closing_time or before.cadence.closing,
    )
    return replace(
        before,
        name=part.name,
        short_name=part.short_name or before.short_name,
        review_channel=before.review_channel if part.review_channel is None else part.review_channel,
        publish_channel=before.publish_channel if part.publish_channel is None else part.publish_channel,
        next_number=part.next_number or before.next_number,
        cadence=cadence,
        approvals_needed=part.approvals_needed or before.approvals_needed,
        lone_approval=before.lone_approval if part.lone_approval is None else part.lone_approval,
        reminders=_reminders_from(part, before.reminders),
        template=before.template if part.template is None else Template(**part.template.model_dump()),
    )


def _reminders_from(part: UnitPart, before: ReminderRules) -> ReminderRules:
    """A country comes with its region, or with none."""
    moved = part.country is not None
    return ReminderRules(
        days_before=tuple(sorted(set(part.reminder_days or before.days_before), reverse=True)),
        at=part.reminder_time or before.at,
        country=part.country or "" if moved else before.country,
        region=part.region or "" if moved else before.region,
    )


def unit_part(unit: Unit) -> UnitPart:
    """The inverse of ``unit_from``."""
    return UnitPart(
        name=unit.name,
        short_name=unit.short_name,
        timezone=unit.cadence.timezone,
        sprint_days=unit.cadence.days,
        first_day=unit.cadence.anchor,
        closing_time=unit.cadence.closing,
        review_channel=unit.review_channel or None,
        publish_channel=unit.publish_channel or None,
        next_number=unit.next_number,
        approvals_needed=unit.approvals_needed,
        lone_approval=unit.lone_approval,
        reminder_days=list(unit.reminders.days_before),
        reminder_time=unit.reminders.at,
        country=unit.reminders.country or None,
        region=unit.reminders.region or None,
        template=None if unit.template == Template() else TemplatePart(**asdict(unit.template)),
    )


def edition_from(part: EditionPart, unit: Unit, edition_id: str) -> Edition:
    """The edition, open; its window closes at the unit's closing time unless the file says another."""
    cadence = unit.cadence
    return Edition(
        id=edition_id,
        number=part.number,
        starts=part.starts,
        ends=part.ends,
        closes_at=part.closes_at or to_utc(part.ends, cadence.closing, cadence.timezone),
        intro=parse(part.intro),
        closing=parse(part.closing),
        arrangement=_arrangement_from(part.arrangement) if part.arrangement else Arrangement(),
    )


def _arrangement_from(part: ArrangementPart) -> Arrangement:
    held = {held.item: Held(held.reason, held.by) for held in part.held}
    return Arrangement(order=tuple(part.order), featured=frozenset(part.featured), held=held)


def _arrangement_part(arrangement: Arrangement) -> ArrangementPart | None:
    if arrangement == Arrangement():
        return None
    held = [HeldPart(item=key, reason=held.reason, by=held.by) for key, held in arrangement.held.items()]
    return ArrangementPart(order=list(arrangement.order), featured=sorted(arrangement.featured), held=held)


def edition_part(
    edition: Edition, answers: Iterable[NothingToReport], keys: Mapping[str, str], published: Document | None
) -> EditionPart:
    """The inverse of ``edition_from``, with the state, what was published and who had nothing to report; ``keys``
    are by project id."""
    return EditionPart(
        number=edition.number,
        starts=edition.starts,
        ends=edition.ends,
        closes_at=edition.closes_at,
        state=edition.state.value,
        intro=markdown.text(edition.intro),
        closing=markdown.text(edition.closing),
        nothing_to_report=[NothingToReportPart(project=keys[a.project_id], by=a.by, at=a.at) for a in answers],
        arrangement=_arrangement_part(edition.arrangement),
        document=published,
    )


def project_from(part: ProjectPart, project_id: str) -> Project:
    """A project with an id of ours."""
    return Project(
        id=project_id,
        key=part.key,
        name=part.name,
        aliases=tuple(part.aliases),
        lead_organisation=part.lead_organisation,
        partners=tuple(part.partners),
        aims=part.aims,
        phase=part.phase,
        round=part.round,
        contact=part.contact,
        channel=part.channel,
        leads=tuple(part.leads),
        state=part.state,
        featured=part.featured,
    )


def project_part(project: Project) -> ProjectPart:
    """The inverse of ``project_from``."""
    return ProjectPart(
        key=project.key,
        name=project.name,
        aliases=list(project.aliases),
        featured=project.featured,
        lead_organisation=project.lead_organisation,
        partners=list(project.partners),
        aims=project.aims,
        phase=project.phase,
        round=project.round,
        contact=project.contact,
        channel=project.channel,
        state=project.state,
        leads=list(project.leads),
    )


def content_from(part: UpdatePart) -> UpdateContent:
    """What an update says."""
    return UpdateContent(
        headline=part.headline,
        body=parse(part.body),
        next=parse(part.next),
        status=part.status,
        phase=part.phase,
        asks=tuple(Ask(ask.text, ask.last_day, ask.contact, ask.outcome) for ask in part.asks),
        figures=tuple(Figure(figure.label, figure.number, figure.unit) for figure in part.figures),
        dates=tuple(PlannedDate(d.event, d.day, d.at, d.url, d.outcome) for d in part.dates),
        images=_pictures(part.images),
        links=_links(part.links),
        note=parse(part.note),
    )


def update_part(update: Update, key: str) -> UpdatePart:
    """An update, for the project with this key."""
    content = update.content
    return UpdatePart(
        project=key,
        headline=content.headline,
        body=markdown.text(content.body),
        next=markdown.text(content.next),
        status=content.status,
        phase=content.phase,
        asks=[AskPart(text=a.text, last_day=a.last_day, contact=a.contact, outcome=a.outcome) for a in content.asks],
        figures=[FigurePart(label=f.label, number=f.number, unit=f.unit) for f in content.figures],
        dates=[DatePart(event=d.event, day=d.day, at=d.at, url=d.url, outcome=d.outcome) for d in content.dates],
        images=_image_parts(content.images),
        links=[LinkPart(url=link.url, text=link.text) for link in content.links],
        note=markdown.text(content.note),
        submitted_by=update.submitted_by,
        submitted_at=update.submitted_at,
        late=update.late,
        on_behalf=update.on_behalf,
    )


def news_from(parts: Iterable[NewsPart]) -> list[NewsItem]:
    """News in the file's order."""
    return [
        NewsItem(
            kind=part.kind,
            title=part.title,
            lead_in=parse(part.lead_in),
            body=parse(part.body),
            images=_pictures(part.images),
            links=_links(part.links),
            id=part.id or str(place),
            event=Event(**part.event.model_dump()) if part.event else None,
            answers=part.answers,
            person=part.person,
            expires=part.expires,
            carried=part.carried,
            carried_from=part.carried_from,
        )
        for place, part in enumerate(parts, 1)
    ]


def news_part(item: NewsItem) -> NewsPart:
    """The inverse of ``news_from`` for one item."""
    return NewsPart(
        id=item.id,
        kind=item.kind,
        title=item.title,
        lead_in=markdown.text(item.lead_in),
        body=markdown.text(item.body),
        images=_image_parts(item.images),
        links=[LinkPart(url=link.url, text=link.text) for link in item.links],
        event=EventPart(**asdict(item.event)) if item.event else None,
        answers=dict(item.answers),
        person=item.person,
        expires=item.expires,
        carried=item.carried,
        carried_from=item.carried_from,
    )


def nomination_from(part: NominationPart, nomination_id: str) -> Nomination:
    """A nomination with an id of ours."""
    return Nomination(
        id=nomination_id,
        at=part.at,
        by=part.by,
        kind=part.kind,
        who=part.who,
        why=parse(part.why),
        contact=part.contact,
        state=part.state,
    )


def nomination_part(nomination: Nomination) -> NominationPart:
    """The inverse of ``nomination_from``."""
    return NominationPart(
        kind=nomination.kind,
        who=nomination.who,
        why=markdown.text(nomination.why),
        contact=nomination.contact,
        by=nomination.by,
        at=nomination.at,
        state=nomination.state,
    )


def _pictures(parts: Iterable[ImagePart]) -> tuple[Picture, ...]:
    return tuple(Picture(part.alt, part.url, part.file) for part in parts)


def _image_parts(pictures: Iterable[Picture]) -> list[ImagePart]:
    return [ImagePart(alt=picture.alt, url=picture.url, file=picture.file) for picture in pictures]


def _links(parts: Iterable[LinkPart]) -> tuple[WebLink, ...]:
    return tuple(WebLink(part.url, part.text) for part in parts)
