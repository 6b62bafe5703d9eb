"""An item of news as it stands in a form, what the form must say, and how it becomes the item."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, time
from typing import Any

from domain.errors import WrongInput
from domain.form_rules import RULES, filled
from domain.news import Event, NewsItem, NewsKind, Question, event_fault
from domain.text.addresses import is_web_address
from domain.text.rich_text import RichText
from domain.update_form import LinkRow, Part, PictureRow

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
_ADDRESSES = ("link", "recording")
_WHOLE_ADDRESS = "Write the whole address, beginning with https://."


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


def typed_from(item: NewsItem) -> NewsFormValues:
    """The form for an item that is there."""
    event = item.event
    return NewsFormValues(
        title=item.title,
        lead_in=item.lead_in,
        body=item.body,
        starts=event.starts.isoformat() if event else "",
        starts_at=_clock(event.starts_at) if event else "",
        ends=_iso(event.ends) if event else "",
        ends_at=_clock(event.ends_at) if event else "",
        place=event.place if event else "",
        link=event.link if event else "",
        recording=event.recording if event else "",
        answers=item.answers,
        links=tuple(LinkRow(url=link.url, text=link.text) for link in item.links),
        pictures=tuple(PictureRow(file=one.file, url=one.url, alt=one.alt) for one in item.images),
        expires=_iso(item.expires),
        carried=item.carried,
    )


def touched(opened: NewsFormValues, wanted: NewsFormValues) -> frozenset[str]:
    """The names of what somebody has changed in a form that was opened with ``opened``."""
    return frozenset(
        one.name for one in fields(NewsFormValues) if getattr(opened, one.name) != getattr(wanted, one.name)
    )


def merged(now: NewsFormValues, wanted: NewsFormValues, changed: Collection[str]) -> NewsFormValues:
    """``now`` with what somebody has changed in a form; rows that the form had no room for stay."""
    values: dict[str, Any] = {name: getattr(wanted, name) for name in changed}
    for name in {"links", "pictures"}.intersection(changed):
        values[name] = (*values[name], *getattr(now, name)[MOST_ROWS:])
    return replace(now, **values)


def item_of(typed: NewsFormValues, known: NewsItem) -> NewsItem:
    """The item that a form makes of ``known``, the one that it was filled with or an empty one.

    Raises ``WrongInput`` that names every input that needs another value.
    """
    before = typed_from(known)
    links = dict(zip(before.links, known.links, strict=True))
    pictures = dict(zip(before.pictures, known.images, strict=True))
    wrong = [
        *_wrong(typed, known.kind),
        *_wrong_rows(Part.LINKS, typed.links, links),
        *_wrong_rows(Part.PICTURES, typed.pictures, pictures),
    ]
    if wrong:
        raise WrongInput(wrong[0].place, wrong[0].message, wrong[1:])
    return replace(
        known,
        title=" ".join(typed.title.split()),
        lead_in=typed.lead_in,
        body=typed.body,
        event=_event(typed) if known.kind is NewsKind.EVENT else None,
        answers={question: answer for question in Question if (answer := typed.answers.get(question, "").strip())},
        links=tuple(links.get(row) or _row(Part.LINKS, n, row) for n, row in filled(Part.LINKS, typed.links)),
        images=tuple(
            pictures.get(row) or _row(Part.PICTURES, n, row) for n, row in filled(Part.PICTURES, typed.pictures)
        ),
        expires=date.fromisoformat(typed.expires) if typed.expires else None,
        carried=typed.carried,
    )


def _wrong(typed: NewsFormValues, kind: NewsKind) -> Iterator[WrongInput]:
    is_member = kind is NewsKind.TEAM_MEMBER
    if not typed.title.strip():
        yield WrongInput("title", "Write the name." if is_member else "Write a title.")
    if not is_member and not typed.body:
        yield WrongInput("body", "Write what there is to say. One sentence is enough.")
    if is_member and not typed.body and not any(answer.strip() for answer in typed.answers.values()):
        yield WrongInput(Question.JOB_TITLE, "Answer at least one of the questions.")
    if kind is not NewsKind.EVENT:
        return
    for name in _ADDRESSES:
        if (address := getattr(typed, name).strip()) and not is_web_address(address):
            yield WrongInput(name, _WHOLE_ADDRESS)
    if not typed.starts:
        yield WrongInput("starts", "Pick the day of the event, or the first one.")
    elif fault := event_fault(_event(typed)):
        yield WrongInput(*fault)


def _wrong_rows(part: Part, rows: Iterable[Any], known: Collection[Any]) -> Iterator[WrongInput]:
    """Rows that need another value; those that were there before stay, whatever they hold."""
    for n, row in filled(part, rows):
        try:
            if row not in known:
                _row(part, n, row)
        except WrongInput as wrong:
            yield wrong


def _row(part: Part, n: int, row: Any) -> Any:
    """A link or a picture; a picture is a file, or stands at an address."""
    if part is Part.PICTURES and row.url:
        if row.file:
            raise WrongInput(f"picture_url:{n}", "Choose a file or write an address, not both.")
        if not row.url.lower().startswith("https://") or not is_web_address(row.url):
            raise WrongInput(f"picture_url:{n}", _WHOLE_ADDRESS)
    return RULES[part](n, row, date.min)


def _event(typed: NewsFormValues) -> Event:
    return Event(
        starts=date.fromisoformat(typed.starts),
        starts_at=time.fromisoformat(typed.starts_at) if typed.starts_at else None,
        ends=date.fromisoformat(typed.ends) if typed.ends else None,
        ends_at=time.fromisoformat(typed.ends_at) if typed.ends_at else None,
        place=" ".join(typed.place.split()),
        link=typed.link.strip(),
        recording=typed.recording.strip(),
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _clock(at: time | None) -> str:
    return at.isoformat("minutes") if at else ""
