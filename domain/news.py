"""News from the team: what the unit itself has to say in an edition."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.rich_text import RichText
from domain.update import Picture, WebLink


class NewsKind(StrEnum):
    """The kinds of news an edition may carry."""

    ANNOUNCEMENT = "announcement"
    EVENT = "event"
    TEAM_MEMBER = "team_member"
    SPOTLIGHT = "spotlight"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsItem:
    """One item of news; items keep the order in which they were given.

    ``id`` is unique in an edition; an item that is carried to the next edition keeps it.
    """

    kind: NewsKind
    title: str
    body: RichText
    lead_in: RichText = ()
    images: tuple[Picture, ...] = ()
    links: tuple[WebLink, ...] = ()
    id: str = ""
