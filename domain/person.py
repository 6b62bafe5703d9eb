"""People of a workspace, as far as the rules need to know them, and what they have chosen about reminders."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Belonging(StrEnum):
    """Whose person somebody is in Slack, which decides what of the app they can use."""

    MEMBER = "member"
    GUEST = "guest"
    ELSEWHERE = "elsewhere"  # of another organisation, in a channel shared with it
    APP = "app"  # not a person at all; never ``active``


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody, as Slack described them at ``asked_at``; ``timezone`` may be empty. ``quiet_until`` ends
    do-not-disturb or a status that says they are away, ``away_until`` is their own word: the day they are back."""

    id: str
    name: str = ""
    timezone: str = ""
    belonging: Belonging = Belonging.MEMBER
    active: bool = True
    quiet_until: datetime | None = None
    away_until: date | None = None
    asked_at: datetime | None = None


ERASED = "erased-"  # begins what stands for somebody whose data was erased, in place of Slack's id
SOMEBODY_ERASED = "somebody whose data was erased"
LEFT = "has left the workspace: they get no messages and cannot post."
LIMITS = {
    Belonging.APP: "is an app: it gets no messages and cannot post.",
    Belonging.GUEST: "is a guest: buttons in messages and reminders work, commands such as /sprint-update only for a "
    "guest of several channels and where the workspace’s owners allow it.",
    Belonging.ELSEWHERE: "belongs to another organisation: buttons in messages that reach them work, commands such as "
    "/sprint-update and the Home tab do not, so an editor may have to post for them.",
}
INSTEAD = {  # what somebody cannot do with the app and what they can do instead, said to them
    Belonging.GUEST: "You are a guest here: where Slack does not let you use commands, press the buttons in my "
    "messages, or ask an editor to post for you.",
    Belonging.ELSEWHERE: "You belong to another organisation: Slack keeps commands and the Home tab to this one. "
    "Press the buttons in my messages, or ask an editor to post for you.",
}


def limits_of(person: Person) -> str:
    """What somebody cannot do with the app, and what they can do instead; empty where there is no limit.

    Slack's own rules: commands and shortcuts are for members, and for guests of several channels where the owners allow
    it ("App management settings"). People of another organisation use apps in a shared channel where its owner lets
    them do more than post. Buttons under a message work for whoever sees the message.
    """
    has_left = not person.active and person.belonging is not Belonging.APP
    limit = LEFT if has_left else LIMITS.get(person.belonging, "")
    return f"{person.name or 'This person'} {limit}" if limit else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderChoice:
    """What a lead wants of the reminders about one project for one edition; ``deputy`` is whom they have asked to
    write the update, and who may post it then."""

    edition_id: str
    project_id: str
    person: str
    snoozed_until: datetime | None = None
    skipped: bool = False
    deputy: str = ""
