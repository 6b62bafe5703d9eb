"""The file format ``sprint-notes/1``: reading it with errors that name the place, and writing it.

Bodies are Markdown. A key that is not listed here is an error; a missing optional one is not.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, Literal, Self, cast
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from domain import document_json
from domain.calendar import LONGEST_SPRINT
from domain.document import Document, texts
from domain.errors import SprintNotesError, WrongInput
from domain.news import Event, NewsKind, Question, event_fault
from domain.nomination import NominationKind, NominationState
from domain.placeholders import check
from domain.places import place_fault
from domain.project import AIMS_LENGTH, Phase, ProjectState, Status
from domain.rich_text import clean, normalise
from domain.template import NEWS, TITLE, UPDATES, Template
from domain.unit import EARLIEST_REMINDER, LATEST_REMINDER, MOST_DAYS_BEFORE, MOST_REMINDERS
from domain.update import HEADLINE_LENGTH, Outcome
from services.file_problems import place_of, problem

FORMAT = "sprint-notes/1"
INPUT_LENGTH = 3_000  # characters that an input of a form holds (contract: types)
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2999, 12, 31)
_SLACK_FILE = re.compile(r"F[A-Z0-9]{8,}\Z")  # contract: slack_file


class WrongFile(SprintNotesError):
    """A file that is not in the format; ``problems`` has a line for each place."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def _known_timezone(value: str) -> str:
    if value not in available_timezones():
        raise PydanticCustomError(
            "timezone", "“{value}” is not a time zone; write one like Europe/London", {"value": value}
        )
    return value


def _by_day(value: time) -> time:
    if value.tzinfo or not EARLIEST_REMINDER <= value <= LATEST_REMINDER:
        raise PydanticCustomError("reminder_time", "leads are reminded by day; write a time from 07:00 to 17:00")
    return value.replace(second=0, microsecond=0)


def _or_just(key: str) -> BeforeValidator:
    """A part that may be written as the text of its one needed key."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


def _a_file_or_nothing(value: str) -> str:
    if value and not _SLACK_FILE.match(value):
        raise PydanticCustomError(
            "file", "“{value}” is not the id of a file in Slack; write one like F012AB3CD45", {"value": value}
        )
    return value


def _exactly(value: object) -> object:
    return str(value) if isinstance(value, float) else value


def _text_only(value: object) -> object:
    """Times are written as text: a bare number would be read as seconds since 1970."""
    if value is not None and not isinstance(value, str | date | time):
        raise PydanticCustomError("string_type", "text in quotes is expected here")
    return value


def _number_only(value: object) -> object:
    """Numbers are written without quotes; a decimal fraction is taken as it is written."""
    if isinstance(value, str | bool):
        raise PydanticCustomError("decimal_type", "a number without quotes is expected here")
    return _exactly(value)


def _a_document(value: object) -> Document:
    """What the ``json`` format says; anything else there would be neither shown nor kept."""
    if isinstance(value, Document):
        return value
    with suppress(AttributeError, KeyError, TypeError, ValueError):
        document = document_json.from_json(cast(Any, value))
        if document_json.as_json(document) == value and all(normalise(text) == text for text in texts(document)):
            return document
    raise PydanticCustomError("document", "write it as “sprint-notes compile --to json” does, or leave it out")


def _plain_number(value: Decimal) -> Decimal:
    return Decimal(f"{value.normalize():f}")


Line = Annotated[str, AfterValidator(lambda value: " ".join(clean(value).split()))]
FormLine = Annotated[Line, Field(max_length=INPUT_LENGTH)]
Name = Annotated[Line, Field(min_length=1)]
Markdown = Annotated[str, AfterValidator(clean)]
Number = Annotated[Decimal, BeforeValidator(_number_only), AfterValidator(_plain_number)]
Whole = Annotated[int, Field(strict=True)]
Flag = Annotated[bool, Field(strict=True)]
Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY), BeforeValidator(_text_only)]
Moment = Annotated[AwareDatetime, BeforeValidator(_text_only)]
Time = Annotated[time, BeforeValidator(_text_only)]
Published = Annotated[Document, PlainValidator(_a_document), PlainSerializer(document_json.as_json)]
DaysBefore = Annotated[Whole, Field(ge=1, le=MOST_DAYS_BEFORE)]
Minute = Annotated[Time, AfterValidator(lambda value: value.replace(second=0, microsecond=0, tzinfo=None))]


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
            fault = {"fault": wrong.message, "key": wrong.place}
            raise PydanticCustomError("template", "{fault} (“{key}”)", fault) from None
        return self


class UnitPart(_Part):
    """Who runs the notes, and at what pace."""

    name: Name
    short_name: Line = ""
    timezone: Annotated[str, AfterValidator(_known_timezone)] = "Europe/London"
    sprint_days: Annotated[Whole, Field(ge=1, le=LONGEST_SPRINT)] = 14
    first_day: Day | None = None
    closing_time: Time | None = None
    review_channel: Line | None = None
    publish_channel: Line | None = None
    next_number: Annotated[Whole, Field(ge=1)] | None = None
    approvals_needed: Annotated[Whole, Field(ge=1, le=10)] | None = None
    reminder_days: Annotated[list[DaysBefore], Field(min_length=1, max_length=MOST_REMINDERS)] | None = None
    reminder_time: Annotated[Time, AfterValidator(_by_day)] | None = None
    country: Line | None = None
    region: Line | None = None
    template: TemplatePart | None = None

    @model_validator(mode="after")
    def _place_is_known(self) -> Self:
        if fault := place_fault(self.country or "", self.region or ""):
            raise PydanticCustomError("place", "{fault}", {"fault": fault})
        return self


class AnswerPart(_Part):
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
    nothing_to_report: list[Annotated[AnswerPart, _or_just("project")]] = []
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
    file: Annotated[Line, AfterValidator(_a_file_or_nothing)] = ""


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


Links = list[Annotated[LinkPart, _or_just("url")]]


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
    asks: list[Annotated[AskPart, _or_just("text")]] = []
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


def read(text: str) -> EditionFile:
    """A file's contents; raises ``WrongFile`` with a line for each problem: the place, and what to write."""
    try:
        raw = json.loads(text, object_pairs_hook=_Object)
    except (ValueError, RecursionError) as error:
        raise WrongFile([f"This is not JSON: {error}"]) from None
    try:
        file = EditionFile.model_validate(raw)
    except ValidationError as error:
        raise WrongFile([*_doubled(raw), *map(problem, error.errors())]) from None
    problems = [*_doubled(raw), *_twice(file), *_strangers(file), *_homeless(file), *_of_two_minds(file)]
    if problems:
        raise WrongFile(problems)
    return file


def write(file: EditionFile) -> str:
    """The file as text that ``read`` understands; what is empty is left out."""
    values = file.model_dump(mode="json", exclude_defaults=True)
    for update in values.get("updates", ()):
        for figure in update.get("figures", ()):
            number = Decimal(figure["number"])
            figure["number"] = int(number) if number == number.to_integral_value() else float(number)
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


class _Object(dict[str, Any]):
    """A JSON object that remembers the keys that were written twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.doubled = [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]


def _doubled(value: object, *loc: int | str) -> Iterator[str]:
    """Keys that stand twice in one object: only the last would count."""
    if isinstance(value, _Object):
        for key in value.doubled:
            yield f"{place_of((*loc, key))}: “{key}” stands here more than once; keep one"
        for key, part in value.items():
            yield from _doubled(part, *loc, key)
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _doubled(part, *loc, place)


def _twice(file: EditionFile) -> list[str]:
    keys = [project.key for project in file.projects]
    told = [update.project for update in file.updates]
    news = [item.id or str(place) for place, item in enumerate(file.news, 1)]
    return [
        *(
            f"projects[{n}].key: “{key}” is the key of an earlier project too"
            for n, key in enumerate(keys)
            if key in keys[:n]
        ),
        *(f"updates[{n}].project: “{key}” has an update already" for n, key in enumerate(told) if key in told[:n]),
        *(f"news[{n}].id: “{one}” is the id of an earlier item too" for n, one in enumerate(news) if one in news[:n]),
    ]


def _strangers(file: EditionFile) -> list[str]:
    keys = {project.key for project in file.projects}
    known = ", ".join(sorted(keys)) or "none"
    answers = file.edition.nothing_to_report if file.edition else []
    named = [
        *((f"edition.nothing_to_report[{n}]", answer.project) for n, answer in enumerate(answers)),
        *((f"updates[{n}]", update.project) for n, update in enumerate(file.updates)),
    ]
    return [
        f"{place}.project: no project has the key “{key}”; the file’s projects are: {known}"
        for place, key in named
        if key not in keys
    ]


def _of_two_minds(file: EditionFile) -> list[str]:
    """Projects that say something and that there is nothing to say, or say that twice."""
    answers = [answer.project for answer in file.edition.nothing_to_report] if file.edition else []
    told = {update.project for update in file.updates}
    return [
        f"edition.nothing_to_report[{n}].project: “{key}” {'has an update' if key in told else 'stands here'} already"
        for n, key in enumerate(answers)
        if key in told or key in answers[:n]
    ]


def _homeless(file: EditionFile) -> list[str]:
    if file.edition or not (file.news or file.updates):
        return []
    return ["edition: “edition” is missing; news and updates belong to one"]
