"""News from the team: what the unit itself has to say in an edition."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from enum import StrEnum

from domain.edition import Edition
from domain.text.rich_text import RichText
from domain.update import Picture, WebLink


class NewsKind(StrEnum):
    """The kinds of news an edition may carry."""

    ANNOUNCEMENT = "announcement"
    EVENT = "event"
    TEAM_MEMBER = "team_member"
    SPOTLIGHT = "spotlight"


class Question(StrEnum):
    """The customary questions to a new member of the team, in their order."""

    JOB_TITLE = "job_title"
    WORK = "work"
    EMAIL = "email"
    BASED = "based"
    FROM = "from"
    BACKGROUND = "background"
    MEAL = "meal"
    RELAX = "relax"
    RETIREMENT = "retirement"


QUESTIONS: Mapping[Question, str] = {
    Question.JOB_TITLE: "Job title",
    Question.WORK: "What do you do?",
    Question.EMAIL: "Contact email",
    Question.BASED: "Currently based",
    Question.FROM: "From",
    Question.BACKGROUND: "Background",
    Question.MEAL: "Favourite meal",
    Question.RELAX: "Things I do to relax",
    Question.RETIREMENT: "Ideal retirement plan",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """When and where something is, on the unit's wall; ``link`` is where people join or sign up beforehand,
    ``recording`` what they can watch afterwards."""

    starts: date
    starts_at: time | None = None
    ends: date | None = None
    ends_at: time | None = None
    place: str = ""
    link: str = ""
    recording: str = ""

    @property
    def last_day(self) -> date:
        """The day after which it is over."""
        return self.ends or self.starts


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsItem:
    """One item of news. Its ``id`` is unique in an edition and carried along; ``event`` is for events, ``answers`` are
    for team members; ``person`` gave them and may take them down. One that is ``carried`` goes on to the next edition
    until it ``expires``; ``carried_from`` is the number of the one it came from, or 0."""

    kind: NewsKind
    title: str
    body: RichText
    lead_in: RichText = ()
    images: tuple[Picture, ...] = ()
    links: tuple[WebLink, ...] = ()
    id: str = ""
    event: Event | None = None
    answers: Mapping[Question, str] = field(default_factory=dict)
    person: str = ""
    expires: date | None = None
    carried: bool = False
    carried_from: int = 0


def event_fault(event: Event) -> tuple[str, str] | None:
    """``(field, what to do about it)`` where an event cannot be so."""
    if event.last_day < event.starts:
        return "ends", "This is before the first day. Pick the last day of the event."
    if event.ends_at and event.last_day == event.starts:
        if event.starts_at is None:
            return "starts_at", "Pick the time at which it starts too."
        if event.ends_at <= event.starts_at:
            return "ends_at", "It ends before it starts. Pick a later time, or the day on which it ends."
    return None


def shown(items: Iterable[NewsItem], today: date) -> list[NewsItem]:
    """The items that an edition shows on a day: what came from an earlier one goes when it has expired."""
    return [item for item in items if not (item.carried_from and _has_expired(item, today))]


def carried_on(items: Iterable[NewsItem], last: Edition, edition: Edition) -> list[NewsItem]:
    """The news of the last edition that goes on to ``edition``, as it stands there."""
    going = [item for item in items if item.carried and not _has_expired(item, edition.starts)]
    return [replace(item, carried_from=last.number) for item in going]


def _has_expired(item: NewsItem, today: date) -> bool:
    return item.expires is not None and item.expires < today
