"""The file format ``sprint-notes/1``, part by part.

Bodies are Markdown. A key that is not listed here is an error; a missing optional one is not.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from domain.calendar import LONGEST_SPRINT
from domain.errors import WrongInput
from domain.news import Event, NewsKind, Question, event_fault
from domain.nomination import NominationKind, NominationState
from domain.placeholders import check
from domain.places import place_fault
from domain.project import AIMS_LENGTH, Phase, ProjectState, Status
from domain.unit import MOST_APPROVALS, MOST_REMINDERS, NEWS, TITLE, UPDATES, Template
from domain.update import HEADLINE_LENGTH, Outcome
from services.files.file_values import (
    INPUT_LENGTH,
    Day,
    DaysBefore,
    Flag,
    FormLine,
    Line,
    Markdown,
    Minute,
    Moment,
    Name,
    Number,
    Published,
    ReminderTime,
    SlackFile,
    Time,
    Timezone,
    Whole,
    or_just,
)

FORMAT = "sprint-notes/1"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TemplatePart(_Part):
    """What frames each edition; see ``domain.placeholders``."""

    title: Line = TITLE
    news: Line = NEWS
    updates: Line = UPDATES
    intro: Markdown = ""
    closing: Markdown = ""

    @model_validator(mode="after")
    def _says_what_can_be_filled(self) -> Self:
        try:
            check(Template(**self.model_dump()))
        except WrongInput as wrong:
            fault = {"fault": str(wrong), "key": wrong.place}
            raise PydanticCustomError("template", "{fault} (“{key}”)", fault) from None
        return self


class UnitPart(_Part):
    """Who runs the notes, and at what pace."""

    name: Name
    short_name: Line = ""
    timezone: Timezone = "Europe/London"
    sprint_days: Annotated[Whole, Field(ge=1, le=LONGEST_SPRINT)] = 14
    first_day: Day | None = None
    closing_time: Time | None = None
    review_channel: Line | None = None
    publish_channel: Line | None = None
    next_number: Annotated[Whole, Field(ge=1)] | None = None
    approvals_needed: Annotated[Whole, Field(ge=1, le=MOST_APPROVALS)] | None = None
    lone_approval: Flag | None = None
    all_in_channel: Flag | None = None
    reminder_days: Annotated[list[DaysBefore], Field(min_length=1, max_length=MOST_REMINDERS)] | None = None
    reminder_time: ReminderTime | None = None
    country: Line | None = None
    region: Line | None = None
    template: TemplatePart | None = None

    @model_validator(mode="after")
    def _place_is_known(self) -> Self:
        if fault := place_fault(self.country or "", self.region or ""):
            raise PydanticCustomError("place", "{fault}", {"fault": fault})
        return self


class NothingToReportPart(_Part):
    """A lead's word that a project has nothing to report this time."""

    project: Name
    by: Line = ""
    at: Moment | None = None


class HeldPart(_Part):
    """An item that editors hold back: its key, why, and who said so."""

    item: Name
    reason: Name
    by: Line = ""


class ArrangementPart(_Part):
    """How editors have arranged the items, by their keys: ``project-`` or ``news-`` and the rest."""

    order: list[Name] = []
    featured: list[Name] = []
    held: list[HeldPart] = []


class EditionPart(_Part):
    """The edition's number, period and words of its own."""

    number: Annotated[Whole, Field(ge=1, le=1_000_000)]
    starts: Day
    ends: Day
    closes_at: Moment | None = None
    state: Literal["open", "drafted", "approved", "published"] | None = None
    intro: Markdown = ""
    closing: Markdown = ""
    nothing_to_report: list[Annotated[NothingToReportPart, or_just("project")]] = []
    arrangement: ArrangementPart | None = None
    document: Published | None = None

    @model_validator(mode="after")
    def _in_order(self) -> EditionPart:
        if self.ends < self.starts:
            raise PydanticCustomError("period", "the edition ends before it starts: check starts and ends")
        return self


class ProjectPart(_Part):
    """A project."""

    key: Name
    name: Name
    aliases: list[Name] = []
    featured: Flag = False
    lead_organisation: Line = ""
    partners: list[Name] = []
    aims: Annotated[Line, Field(max_length=AIMS_LENGTH)] = ""
    phase: Phase | None = None
    round: Annotated[Line, BeforeValidator(lambda v: str(v) if isinstance(v, int) else v)] = ""
    contact: Line = ""
    channel: Line = ""
    state: ProjectState = ProjectState.ACTIVE
    leads: list[Name] = []


class ImagePart(_Part):
    """A picture and its description; ``file`` is the id of a file in Slack."""

    alt: Line = ""
    url: Line = ""
    file: SlackFile = ""


class LinkPart(_Part):
    """A link beside the text."""

    url: Name
    text: Line = ""


class AskPart(_Part):
    """Help wanted."""

    text: Name
    last_day: Day | None = None
    contact: Line = ""
    outcome: Outcome | None = None


class DatePart(_Part):
    """Something that happens on a day; ``at`` is the unit's time on the wall."""

    event: Name
    day: Day
    at: Minute | None = None
    url: Line = ""
    outcome: Outcome | None = None


class FigurePart(_Part):
    """A claim with a number."""

    label: Name
    number: Number
    unit: Line = ""


Links = list[Annotated[LinkPart, or_just("url")]]


class EventPart(_Part):
    """When and where an event is; times are the unit's, on the wall."""

    starts: Day
    starts_at: Minute | None = None
    ends: Day | None = None
    ends_at: Minute | None = None
    place: FormLine = ""
    link: Line = ""
    recording: Line = ""

    @model_validator(mode="after")
    def _can_be(self) -> Self:
        if fault := event_fault(Event(**self.model_dump())):
            raise PydanticCustomError("event", "{field}: {fault}", {"field": fault[0], "fault": fault[1]})
        return self


class NewsPart(_Part):
    """An item of news from the team."""

    id: Line = ""
    kind: NewsKind
    title: Annotated[FormLine, Field(min_length=1)]
    lead_in: Markdown = ""
    body: Markdown
    images: list[ImagePart] = []
    links: Links = []
    event: EventPart | None = None
    answers: dict[Question, Annotated[Markdown, Field(min_length=1, max_length=INPUT_LENGTH)]] = {}
    person: Line = ""
    expires: Day | None = None
    carried: Flag = False
    carried_from: Annotated[Whole, Field(ge=0)] = 0

    @model_validator(mode="after")
    def _of_its_kind(self) -> Self:
        if self.event and self.kind is not NewsKind.EVENT:
            raise PydanticCustomError("kind", "only an item of the kind “event” has “event”")
        if (self.answers or self.person) and self.kind is not NewsKind.TEAM_MEMBER:
            raise PydanticCustomError("kind", "only an item of the kind “team_member” has “answers” and “person”")
        return self


class NominationPart(_Part):
    """A nomination for the spotlight."""

    kind: NominationKind
    who: Annotated[FormLine, Field(min_length=1)]
    why: Markdown
    contact: FormLine = ""
    by: Line = ""
    at: Moment
    state: NominationState = NominationState.WAITING


class UpdatePart(_Part):
    """What is said about one project."""

    project: Name
    headline: Annotated[Line, Field(max_length=HEADLINE_LENGTH)] = ""
    body: Markdown
    next: Markdown = ""
    status: Status | None = None
    phase: Phase | None = None
    asks: list[Annotated[AskPart, or_just("text")]] = []
    figures: list[FigurePart] = []
    dates: list[DatePart] = []
    images: list[ImagePart] = []
    links: Links = []
    note: Markdown = ""
    submitted_by: Line = ""
    submitted_at: Moment | None = None
    late: Flag = False
    on_behalf: Flag = False


class EditionFile(_Part):
    """A whole file."""

    format: Literal["sprint-notes/1"]
    unit: UnitPart | None = None
    edition: EditionPart | None = None
    projects: list[ProjectPart] = []
    news: list[NewsPart] = []
    updates: list[UpdatePart] = []
    nominations: list[NominationPart] = []
