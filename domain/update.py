"""What a lead says about one project for one edition."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from domain.project import Phase, Status
from domain.text.rich_text import RichText

HEADLINE_LENGTH = 150  # characters; Slack's header block holds no more (contract: header)


class Outcome(StrEnum):
    """What became of a promised date, or of an ask whose last day has gone by."""

    DONE = "done"
    MOVED = "moved"
    DROPPED = "dropped"


SETTLED = (Outcome.DONE, Outcome.DROPPED)  # what was put off to another day is not


@dataclass(frozen=True, slots=True)
class Ask:
    """Help wanted. ``outcome`` once it has been settled; a moved one has its new last day."""

    text: str
    last_day: date | None = None
    contact: str = ""
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class PlannedDate:
    """Something that happens on a day: ``at`` is the unit's time on the wall."""

    event: str
    day: date
    at: time | None = None
    url: str = ""
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A claim with a number: ``authorities using it: 60``."""

    label: str
    number: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that belongs to an update or a news item, at an address or a file in Slack, or neither."""

    alt: str
    url: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class WebLink:
    """A link beside the text; ``text`` is empty for a bare address."""

    url: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateContent:
    """The words of an update, whoever wrote them and for whichever edition. ``note`` is for the unit only."""

    headline: str = ""
    body: RichText = ()
    next: RichText = ()
    status: Status | None = None
    phase: Phase | None = None
    asks: tuple[Ask, ...] = ()
    figures: tuple[Figure, ...] = ()
    images: tuple[Picture, ...] = ()
    links: tuple[WebLink, ...] = ()
    dates: tuple[PlannedDate, ...] = ()
    note: RichText = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """An update as stored. ``version`` counts its revisions; ``late``: it came after closing; ``on_behalf``: an editor
    wrote it for the leads; ``withdrawn``: its leads have taken it back."""

    id: str
    project_id: str
    edition_id: str
    content: UpdateContent
    submitted_by: str = ""
    submitted_at: datetime | None = None
    late: bool = False
    on_behalf: bool = False
    withdrawn: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """An update without its long words: that it is there, what it is about, and in which edition."""

    project_id: str
    edition_id: str
    edition: str
    published: bool
    headline: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToReport:
    """A lead's answer that a project has nothing to say in an edition."""

    edition_id: str
    project_id: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """A lead's no to what editors have made of a project's update in this version of it."""

    edition_id: str
    project_id: str
    person: str
    version: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsentForm:
    """What somebody has typed and not submitted; ``typed`` is the form as it stood, theirs alone."""

    person: str
    project_id: str
    edition_id: str
    typed: Mapping[str, Any]
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of an update: who wrote it, in which modal, when; or who ``withdrawn`` the update. What follows from
    one that is ``due`` is still to be done: its writer is told, and the draft shows it."""

    id: str
    update_id: str
    version: int
    content: UpdateContent
    by: str
    token: str
    at: datetime
    withdrawn: bool = False
    due: bool = False


@dataclass(frozen=True, slots=True)
class DueVersion:
    """A version from which something follows that is still to be done."""

    id: str
    version: int
    update_id: str


@dataclass(frozen=True, slots=True)
class Version:
    """A revision without its words; ``token`` is that of the form that it was written in."""

    id: str
    number: int
    by: str
    withdrawn: bool
    token: str


def contents(updates: Collection[Update]) -> dict[str, UpdateContent]:
    """What is said about each project, by project id."""
    return {update.project_id: update.content for update in updates}
