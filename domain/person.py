"""People of a workspace, as far as the rules need to know them, and what they wish about reminders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Belonging(StrEnum):
    """Whose person somebody is in Slack, which decides what of the app they can use."""

    MEMBER = "member"
    GUEST = "guest"
    ELSEWHERE = "elsewhere"  # of another organisation, in a channel shared with it


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody, as Slack described them at ``asked_at``.

    ``timezone`` is empty where Slack does not say. ``quiet_until`` is the end of do-not-disturb, or of a
    status that says they are away. ``away_until`` is their own word: the day they are back.
    """

    id: str
    name: str = ""
    timezone: str = ""
    belonging: Belonging = Belonging.MEMBER
    active: bool = True
    quiet_until: datetime | None = None
    away_until: date | None = None
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a lead wants of the reminders about one project for one edition.

    ``deputy`` is somebody else whom they have asked to write the update: who may post it then, this once.
    """

    edition_id: str
    project_id: str
    person: str
    snoozed_until: datetime | None = None
    skipped: bool = False
    deputy: str = ""
