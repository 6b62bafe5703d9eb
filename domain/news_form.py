"""An item of news as it stands in a form, what the form must say, and how it becomes the item."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from domain import english
from domain.errors import WrongInput
from domain.inputs import Input, InputRows, Kind, characters_of, fault_of, value_of
from domain.news import Event, NewsItem, NewsKind, Question, event_fault
from domain.text.rich_text import RichText
from domain.update_fields import ROWS as UPDATE_ROWS
from domain.update_fields import LinkRow, Part, PictureRow

NEW = "new"  # the base of a form that was filled from no item
MOST_ROWS = 12  # links, and as many pictures, that a form shows
LABELS: Mapping[str, str] = {
    "title": "title",
    "lead_in": "opening words",
    "body": "text",
    "starts": "first day",
    "starts_at": "start",
    "ends": "last day",
    "ends_at": "end",
    "place": "place",
    "link": "link to join",
    "recording": "recording",
    "answers": "answers",
    "links": "links",
    "pictures": "pictures",
    "expires": "last day to show it",
    "carried": "next edition",
}
_WHOLE_ADDRESS = "Write the whole address, beginning with https://."
TITLE = Input("title", "Title", Kind.LINE, needed=True)
LEAD_IN = Input("lead_in", "Opening words", Kind.TEXT)
BODY = Input("body", "Text", Kind.TEXT, needed=True)
EVENT = (
    Input("starts", "First day", Kind.DAY, fix="Pick the day of the event, or the first one.", needed=True),
    Input("starts_at", "Starts at", Kind.TIME),
    Input("ends", "Last day", Kind.DAY, hint="Empty for an event of one day."),
    Input("ends_at", "Ends at", Kind.TIME),
    Input("place", "Place", Kind.LINE, hint="A room and a town, or “online”."),
    Input(
        "link",
        "Link to join or sign up",
        Kind.ADDRESS,
        hint="Shown while the event is to come.",
        fix=_WHOLE_ADDRESS,
    ),
    Input("recording", "Recording", Kind.ADDRESS, hint="Shown once the event is over.", fix=_WHOLE_ADDRESS),
)
EXPIRES = Input(
    "expires", "Last day to show it", Kind.DAY, hint="From the next edition on it is left out after this day."
)
SINGLE = (TITLE, LEAD_IN, BODY, *EVENT, EXPIRES)


def _picture_fault(row: PictureRow) -> tuple[str, str]:
    """A picture is a file, or stands at an address."""
    if row.url and row.file:
        return "url", "Choose a file or write an address, not both."
    if row.url and not row.url.lower().startswith("https://"):
        return "url", _WHOLE_ADDRESS
    return UPDATE_ROWS[Part.PICTURES].fault(row)


ADDRESS = Input("url", "Address of the picture", Kind.ADDRESS, hint="It begins with https://.", fix=_WHOLE_ADDRESS)
LINKS = UPDATE_ROWS[Part.LINKS]
PICTURES = replace(
    UPDATE_ROWS[Part.PICTURES], fault=_picture_fault, inputs=(*UPDATE_ROWS[Part.PICTURES].inputs, ADDRESS)
)
ROWS: Mapping[Part, InputRows] = {Part.LINKS: LINKS, Part.PICTURES: PICTURES}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsFormValues:
    """What stands in the form, as it was typed; days and times are as Slack gives them."""

    title: str = ""
    lead_in: RichText = ()
    body: RichText = ()
    starts: str = ""
    starts_at: str = ""
    ends: str = ""
    ends_at: str = ""
    place: str = ""
    link: str = ""
    recording: str = ""
    answers: Mapping[Question, str] = field(default_factory=dict)
    links: tuple[LinkRow, ...] = ()
    pictures: tuple[PictureRow, ...] = ()
    expires: str = ""
    carried: bool = False


def values_from(item: NewsItem) -> NewsFormValues:
    """The form for an item that is there."""
    event: dict[str, Any] = {one.name: characters_of(getattr(item.event, one.name)) for one in EVENT if item.event}
    return NewsFormValues(
        title=item.title,
        lead_in=item.lead_in,
        body=item.body,
        answers=item.answers,
        links=tuple(map(LINKS.row_of, item.links)),
        pictures=tuple(map(PICTURES.row_of, item.images)),
        expires=characters_of(item.expires),
        carried=item.carried,
        **event,
    )


def merged(now: NewsFormValues, wanted: NewsFormValues, changed: Collection[str]) -> NewsFormValues:
    """``now`` with what somebody has changed in a form; rows that the form had no room for stay."""
    values: dict[str, Any] = {name: getattr(wanted, name) for name in changed}
    for name in {"links", "pictures"}.intersection(changed):
        values[name] = (*values[name], *getattr(now, name)[MOST_ROWS:])
    return replace(now, **values)


def item_of(values: NewsFormValues, known: NewsItem, today: date = date.min) -> NewsItem:
    """The item that a form makes of ``known``; raises ``WrongInput`` for all inputs that need another value. What was
    over before ``today`` may stay so."""
    before = values_from(known)
    links = dict(zip(before.links, known.links, strict=True))
    pictures = dict(zip(before.pictures, known.images, strict=True))
    wrong = [
        *_wrong(values, known.kind),
        *(_expired(values, today) if values.expires != before.expires else ()),
        *_wrong_rows(LINKS, values.links, links),
        *_wrong_rows(PICTURES, values.pictures, pictures),
    ]
    if wrong:
        raise WrongInput(wrong[0].place, wrong[0].message, wrong[1:])
    return replace(
        known,
        title=" ".join(values.title.split()),
        lead_in=values.lead_in,
        body=values.body,
        event=_event(values) if known.kind is NewsKind.EVENT else None,
        answers={question: answer for question in Question if (answer := values.answers.get(question, "").strip())},
        links=tuple(links.get(row) or LINKS.thing_of(row) for _, row in LINKS.filled(values.links)),
        images=tuple(pictures.get(row) or PICTURES.thing_of(row) for _, row in PICTURES.filled(values.pictures)),
        expires=date.fromisoformat(values.expires) if values.expires else None,
        carried=values.carried,
    )


def _wrong(values: NewsFormValues, kind: NewsKind) -> Iterator[WrongInput]:
    is_member = kind is NewsKind.TEAM_MEMBER
    if not values.title.strip():
        yield WrongInput("title", "Write the name." if is_member else "Write a title.")
    if not is_member and not values.body:
        yield WrongInput("body", "Write what there is to say. One sentence is enough.")
    if is_member and not values.body and not any(answer.strip() for answer in values.answers.values()):
        yield WrongInput(Question.JOB_TITLE, "Answer at least one of the questions.")
    if kind is not NewsKind.EVENT:
        return
    faults = [(one.name, fault_of(one, getattr(values, one.name))) for one in EVENT]
    yield from (WrongInput(name, fault) for name, fault in faults if fault)
    if values.starts and (fault := event_fault(_event(values))):
        yield WrongInput(*fault)


def _expired(values: NewsFormValues, today: date) -> Iterator[WrongInput]:
    expires = date.fromisoformat(values.expires) if values.expires else today
    if expires < today:
        instead = f"Pick {english.day(today)} or a later day, or leave it empty."
        yield WrongInput("expires", f"{english.day(expires)} has gone by. {instead}")


def _wrong_rows(rows: InputRows, given: Iterable[Any], known: Collection[Any]) -> Iterator[WrongInput]:
    """Rows that need another value; those that were there before stay, whatever they hold."""
    wrong = (rows.wrong(n, row, date.min) for n, row in rows.filled(given) if row not in known)
    return filter(None, wrong)


def _event(values: NewsFormValues) -> Event:
    return Event(**{one.name: value_of(one, getattr(values, one.name)) for one in EVENT})
