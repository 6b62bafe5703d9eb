"""Messages that must reach Slack exactly once, and what becomes of each.

pending ── claim ──▶ sending ── ok ──▶ sent
   ▲                   │ ├─ a picture that Slack cannot show ──▶ pending, in the end without that picture
   ▲                   │ ├─ permanent error ──▶ failed (an editor is told, and may try again)
   │ 429, refused, or  │ └─ anything else, or the lease ran out ──▶ unknown
   │ the app is refused│
   └───────────────────┘         unknown ── found in the channel ──▶ sent
   ▲                                │ ├─ more to read, or doubt ──▶ unknown
   │                                │ ├─ cannot be looked up ──▶ asked (an editor says whether it is there)
   └───────── not found ────────────┘ ┘
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

Payload = dict[str, Any]

METADATA_EVENT = "sprint_notes_delivery"  # metadata.event_type of every message; its key is in the payload
ONCE_MORE = "once more "  # in the key of a change that says nothing new
PLACE_UNKNOWN = "place_unknown"  # ours, among Slack's error codes: an editor says it is there, and that is all we know


IN_THREAD = "ts "  # how a thread is named whose first message is not ours: by Slack's timestamp


def in_thread_of(ts: str) -> str:
    """The name of the thread below somebody's message."""
    return f"{IN_THREAD}{ts}"


class Act(StrEnum):
    """What a delivery does in Slack. Only a post may not be repeated."""

    POST = "post"
    UPDATE = "update"
    DELETE = "delete"
    LINK = "link"  # asks where a post is to be read
    JOIN = "join"  # a channel in which there is to be something later


WRITES = (Act.POST, Act.UPDATE, Act.DELETE)  # what needs the scope that posting needs


class DeliveryState(StrEnum):
    """See the picture at the top; ``withdrawn`` was deleted from Slack or never sent."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    ASKED = "asked"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


CANNOT_GO_ON = (DeliveryState.FAILED, DeliveryState.ASKED)  # without an editor


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a person reads: ``text`` makes sense alone, ``blocks`` are Block Kit."""

    text: str
    blocks: tuple[Payload, ...] = field(default=())

    def as_payload(self) -> Payload:
        """The two keys of a Slack message."""
        return {"text": self.text, "blocks": list(self.blocks)}


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUp:
    """How far the look-up of a post has come: the window that it asks for, in Slack's timestamps, the ``cursor`` of the
    page that comes next, how many pages were read, and what was seen on them: the ``ts`` of each message that carries
    the post's key, oldest first, and whether there was one of ours whose key was ``stripped``."""

    oldest: str
    latest: str
    cursor: str = ""
    pages: int = 0
    copies: tuple[str, ...] = ()
    stripped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A delivery as stored. ``key`` is unique in its workspace and stands in the message's metadata; a ``group`` goes
    out in order of ``place``. ``target`` is the key of the post to update or delete, ``thread`` of the one to reply
    to. ``channel`` may be a person's id. Slack may have taken it from ``attempted_at``, when it was first tried, until
    soon after ``tried_at``, when it was last tried; ``look_up`` is a look-up that has begun. It was taken at its
    ``due_at``; where it was in doubt (``doubted_at``) it may land late. ``attempt`` counts each time that it was taken,
    ``setbacks`` those that count against it: not while Slack was away or refused the whole app. ``left_out`` are the
    pictures, by name, that Slack does not show in it, each with Slack's words. What is part of a ``story`` in its group
    waits for the parts before it, and for other stories only while they may still go out. ``permalink`` is where a post
    is to be read, once Slack was asked."""

    id: str
    workspace: str
    key: str
    group: str
    place: int
    act: Act
    channel: str
    payload: Payload
    target: str = ""
    thread: str = ""
    thread_ts: str = ""
    ts: str = ""
    state: DeliveryState = DeliveryState.PENDING
    attempt: int = 0
    setbacks: int = 0
    error: str = ""
    due_at: datetime | None = None
    doubted_at: datetime | None = None
    attempted_at: datetime | None = None
    tried_at: datetime | None = None
    look_up: LookUp | None = None
    left_out: Mapping[str, str] = field(default_factory=dict)
    story: str = ""
    permalink: str = ""

    @property
    def begins_story(self) -> bool:
        """Whether this is the message in which a story begins: in a draft they are called by their place."""
        return bool(self.story) and self.key in (f"{self.group} {self.story} 0", f"{self.group} {self.place}")

    @property
    def is_last_try(self) -> bool:
        """Whether this asks once more for a link that was refused: where it is again, people do without."""
        return self.act is Act.LINK and ONCE_MORE in self.key

    @property
    def is_post(self) -> bool:
        """Whether this makes a new message, which must not be repeated blindly."""
        return self.act is Act.POST

    @property
    def is_looked_up(self) -> bool:
        """Whether this was taken to find out what became of an attempt, not to make another one."""
        return self.is_post and self.state is DeliveryState.UNKNOWN


@dataclass(frozen=True, slots=True)
class Sent:
    """Slack took it; so many ``spare`` copies of it were found and deleted. ``permalink`` is what was asked for."""

    ts: str
    channel: str
    spare: int = 0
    permalink: str = ""


@dataclass(frozen=True, slots=True)
class NotYet:
    """Slack certainly did not take it and may be asked again after ``wait``; this attempt does not count.
    ``method`` set: nobody needs to call this method before then (429, or Slack cannot be reached)."""

    wait: timedelta
    method: str = ""


@dataclass(frozen=True, slots=True)
class AppRefused:
    """Slack takes nothing of the app in this workspace, whatever it is; this attempt does not count."""

    error: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Slack certainly did not take it and never will as things are; ``reasons`` are Slack's own words."""

    error: str
    reasons: str = ""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Nobody knows whether Slack took it; a look-up goes on where it was, or ``afresh``."""

    reason: str
    afresh: bool = False


@dataclass(frozen=True, slots=True)
class MorePages:
    """A page was read, and nothing is certain before the next one is."""

    look_up: LookUp


@dataclass(frozen=True, slots=True)
class Absent:
    """Slack certainly does not have it: it was looked up, or refused for a reason that may be gone now."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Unfindable:
    """Whether Slack took it cannot be looked up."""

    reason: str


@dataclass(frozen=True, slots=True)
class PicturesRefused:
    """Slack did not take it because of these ``pictures``; Slack's words for each, by its name."""

    pictures: Mapping[str, str]


Outcome = Sent | NotYet | AppRefused | Refused | Doubtful | MorePages | Absent | Unfindable | PicturesRefused
