"""Everything the workspace holds: people, channels, messages, views, triggers and response URLs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from slack_sandbox.log import Call, CallLog

__all__ = ["JSON", "App", "Call", "Channel", "File", "Message", "ResponseUrl", "Trigger", "User", "View", "World"]

JSON = dict[str, Any]


@dataclass
class User:
    """A person or a bot user."""

    id: str
    name: str
    real_name: str
    tz: str = "Europe/London"  # empty where Slack does not know it
    email: str = ""
    is_admin: bool = False
    is_bot: bool = False
    is_restricted: bool = False  # a guest
    is_ultra_restricted: bool = False  # a guest of one channel, who is a guest too
    is_stranger: bool = False  # of another organisation, in no channel with the bot
    team_id: str = ""  # their own workspace, where it is another one
    deleted: bool = False
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0  # seconds since 1970; 0 for a status that stays
    dnd_until: float | None = None  # seconds since 1970: not to be disturbed until then

    @property
    def zone(self) -> ZoneInfo:
        """Their clock; UTC where Slack does not know it."""
        return ZoneInfo(self.tz or "UTC")


@dataclass
class Message:
    """One message; `visible_to` names the only person who sees an ephemeral one."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[JSON] = field(default_factory=list)
    attachments: list[JSON] = field(default_factory=list)
    metadata: JSON | None = None
    thread_ts: str | None = None
    broadcast: bool = False
    by_app: bool = False
    subtype: str | None = None
    edited: str | None = None
    visible_to: str | None = None
    files: list[JSON] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class File:
    """An uploaded file, or one that is still to be uploaded."""

    id: str
    name: str
    user: str
    created: int
    size: int
    title: str = ""
    alt_text: str = ""
    content: bytes | None = None
    channels: list[str] = field(default_factory=list)
    shared: bool = False


@dataclass
class Channel:
    """A conversation: kind is public, private, im or mpim."""

    id: str
    name: str
    kind: str
    created: int
    creator: str = ""
    members: list[str] = field(default_factory=list)
    archived: bool = False
    messages: list[Message] = field(default_factory=list)
    pins: dict[str, int] = field(default_factory=dict)
    bookmarks: list[JSON] = field(default_factory=list)

    def find(self, ts: str) -> Message | None:
        """The message with that timestamp."""
        return next((message for message in self.messages if message.ts == ts), None)

    def replies(self, ts: str) -> list[Message]:
        """The replies under a message, ephemeral ones left out."""
        return [m for m in self.messages if m.thread_ts == ts and m.ts != ts and m.visible_to is None]


@dataclass
class View:
    """An open modal or a published Home, with what has been filled in."""

    id: str
    kind: str
    user: str
    body: JSON
    hash: str
    root_id: str
    previous_id: str | None = None
    values: dict[tuple[str, str], JSON] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    trouble: str | None = None

    @property
    def external_id(self) -> str:
        """The id the app gave it, or nothing."""
        return str(self.body.get("external_id") or "")


@dataclass
class Trigger:
    """What lets an app open a view: once, for three seconds."""

    user: str
    issued: float
    used: bool = False
    channel: str | None = None


@dataclass
class ResponseUrl:
    """An address to answer an interaction: five times in thirty minutes."""

    user: str
    channel: str
    issued: float
    uses: int = 0
    message_ts: str | None = None
    thread_ts: str | None = None


@dataclass
class App:
    """The bot as Slack knows it."""

    id: str
    name: str
    bot_user: str
    bot_id: str
    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str
    scopes: frozenset[str] | None = None
    events: frozenset[str] | None = None
    commands: frozenset[str] | None = None
    shortcuts: dict[str, str] | None = None
    request_url: str | None = None
    home_enabled: bool = True
    messages_tab: bool = True
    messages_enabled: bool = True
    interactive: bool = True
    client_id: str = ""
    client_secret: str = ""
    redirect_urls: tuple[str, ...] = ()
    rotates_tokens: bool = False
    known_scopes: frozenset[str] | None = None
    features: JSON = field(default_factory=dict)  # what the manifest says of commands and shortcuts, in words


@dataclass
class World:
    """The workspace and all that happened in it."""

    app: App
    team_id: str
    team_name: str
    domain: str
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    modals: dict[str, list[View]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    message_values: dict[tuple[str, str], dict[tuple[str, str], JSON]] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    unreachable: set[str] = field(default_factory=set)  # parts of addresses from which no picture can be fetched
    scheduled: dict[str, JSON] = field(default_factory=dict)
    usergroups: dict[str, JSON] = field(default_factory=dict)
    calls: CallLog = field(default_factory=CallLog)
    _counter: int = 0

    def fresh_id(self, prefix: str) -> str:
        """An id that nothing else has, such as C0000001A."""
        self._counter += 1
        return f"{prefix}0{self._counter:07X}A"

    def fresh_label(self) -> str:
        """A short id as Slack makes one up for a block or an action without one."""
        self._counter += 1
        return f"{self._counter:04x}="

    @property
    def bot(self) -> User:
        """The app's bot user."""
        return self.users[self.app.bot_user]

    def view(self, view_id: str = "", external_id: str = "") -> View | None:
        """The open modal or published Home with that id."""
        shown = [view for stack in self.modals.values() for view in stack] + list(self.homes.values())
        for view in shown:
            if (view_id and view.id == view_id) or (external_id and view.external_id == external_id):
                return view
        return None

    def direct_channel(self, user: str) -> Channel | None:
        """The conversation between a person and the bot, if there is one yet."""
        for channel in self.channels.values():
            if channel.kind == "im" and user in channel.members:
                return channel
        return None
