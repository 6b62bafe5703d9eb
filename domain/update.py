"""What a lead says about one project for one edition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain.project import Phase, Status
from domain.rich_text import RichText

HEADLINE_LENGTH = 150  # characters; Slack's header block holds no more (contract: header)


@dataclass(frozen=True, slots=True)
class Ask:
    """Help wanted."""

    text: str
    last_day: date | None = None
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A claim with a number: ``authorities using it: 60``."""

    label: str
    number: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that belongs to an update or a news item; ``url`` may be unknown."""

    alt: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class WebLink:
    """A link beside the text; ``text`` is empty for a bare address."""

    url: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateContent:
    """The words of an update, whoever wrote them and for whichever edition."""

    headline: str = ""
    body: RichText = ()
    next: RichText = ()
    status: Status | None = None
    phase: Phase | None = None
    asks: tuple[Ask, ...] = ()
    figures: tuple[Figure, ...] = ()
    images: tuple[Picture, ...] = ()
    links: tuple[WebLink, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """An update as stored. ``version`` counts its revisions; ``late`` says it came after closing."""

    id: str
    project_id: str
    edition_id: str
    content: UpdateContent
    submitted_by: str = ""
    submitted_at: datetime | None = None
    late: bool = False
    version: int = 1
