"""A person in the workspace: what they do and what they see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from slack_sandbox.controls import WAIT_SECONDS, Controls
from slack_sandbox.text import as_text
from slack_sandbox.things import JSON, Channel, Message, NotThere, Outcome, Submitted, Upload

T = TypeVar("T")
Place = Channel | str


class Person:
    """Somebody who uses Slack."""

    def __init__(self, slack: Controls, user_id: str, name: str, real_name: str) -> None:
        self._slack = slack
        self.id = user_id
        self.name = name
        self.real_name = real_name

    def __repr__(self) -> str:
        return f"Person({self.real_name!r}, {self.id})"

    def _asks(self, verb: str, **arguments: Any) -> Any:
        return self._slack.asks(verb, person=self.id, **arguments)

    # what they do

    def types(self, line: str, in_channel: Place, *, thread: Message | None = None) -> Outcome:
        """Types a slash command and waits for the bot's ack; in a thread Slack has no commands."""
        thread_ts = thread and (thread.thread_ts or thread.ts)
        return _outcome(self._asks("types", line=line, channel=_id(in_channel), thread_ts=thread_ts))

    def says(self, text: str, in_channel: Place | None = None, *, thread: Message | None = None) -> Message:
        """Posts a message, in a channel or (without one) to the bot; @BotName mentions it."""
        where = _id(in_channel) if in_channel else self.direct_channel.id
        thread_ts = thread and (thread.thread_ts or thread.ts)
        return Message(self._asks("says", text=text, channel=where, thread_ts=thread_ts))

    def invites(self, guest: Person | str, to: Place) -> Outcome:
        """Brings somebody into a channel; a user id does too."""
        who = guest if isinstance(guest, str) else guest.id
        return _outcome(self._asks("invites", guest=who, channel=_id(to)))

    def invites_bot(self, to: Place) -> Outcome:
        """Brings the bot into a channel."""
        return self.invites(self._slack.bot_user, to)

    def opens_home(self) -> Outcome:
        """Opens the app's Home tab."""
        return _outcome(self._asks("opens_home"))

    def leaves(self, channel: Place) -> None:
        """Leaves a channel."""
        self._asks("leaves", channel=_id(channel))

    def reacts(self, name: str, message: Message) -> Outcome:
        """Puts an emoji under a message; a second time takes it away."""
        return _outcome(self._asks("reacts", name=name, message=_place(message)))

    def shares(self, *files: Upload, in_channel: Place, text: str = "") -> Message:
        """Shares files in a channel."""
        return Message(self._asks("shares", files=_plain(files), channel=_id(in_channel), text=text))

    def installs_app(self, *, redirect_uri: str = "", state: str = "", scope: str = "", allows: bool = True) -> str:
        """Allows the app, or not; returns the address Slack sends them to, with `code` or `error`."""
        asked = {"redirect_uri": redirect_uri, "state": state, "scope": scope, "allows": allows}
        return str(self._asks("installs_app", **asked)["address"])

    def clicks(self, label: str, message: Message | None = None, *, confirms: bool = True) -> Outcome:
        """Clicks a button by its text or accessible name, or an option of a menu among buttons: in the message, else
        modal, Home, newest message."""
        where = _place(message)
        return _outcome(self._asks("clicks", label=label, message=where, confirms=confirms))

    def uses_shortcut(self, name: str, message: Message | None = None) -> Outcome:
        """Uses a shortcut by its name or callback_id, on a message if one is given."""
        return _outcome(self._asks("uses_shortcut", name=name, message=_place(message)))

    def chooses(self, label: str, option: Any, message: Message | None = None, *, typing: str = "") -> Outcome:
        """Chooses in a menu, picker or dispatching input; the bot is told at once. In a menu whose options the bot
        gives, the person types the option's text, or ``typing`` where that is something else."""
        option = {"typed": typing, "text": option} if typing else option
        return _outcome(self._asks("chooses", label=label, option=_plain(option), message=_place(message)))

    def fills(self, values: dict[str, Any] | None = None, **by_label: Any) -> None:
        """Fills in the open modal by the labels a person reads; in keywords, _ stands for a space."""
        named = {label.replace("_", " "): value for label, value in by_label.items()}
        every = {label: _plain(value) for label, value in {**(values or {}), **named}.items()}
        self._asks("fills", values=every)

    def submits(self) -> Submitted:
        """Presses the modal's submit button and waits for the bot's ack."""
        return Submitted(**self._asks("submits"))

    def closes(self, *, everything: bool = False) -> None:
        """Closes the top modal, or all of them."""
        self._asks("closes", everything=everything)

    # what they see

    @property
    def modal(self) -> JSON | None:
        """The modal in front of them, with `errors` by block_id and `trouble`."""
        shown: JSON | None = self._asks("modal")
        return shown

    @property
    def home(self) -> JSON | None:
        """Their Home tab."""
        shown: JSON | None = self._asks("home")
        return shown

    @property
    def direct_channel(self) -> Channel:
        """The conversation with the bot."""
        made = self._asks("direct_channel")
        return Channel(made["id"], made["name"], made["kind"])

    def messages(self, in_channel: Place) -> list[Message]:
        """What they see in a channel, private notices too, replies in threads left out."""
        return [m for m in self._visible(in_channel) if not m.is_reply or m.raw.get("subtype")]

    def thread(self, message: Message) -> list[Message]:
        """The replies under a message."""
        top = message.thread_ts or message.ts
        return [m for m in self._visible(message.channel) if m.is_reply and m.thread_ts == top]

    def direct_messages(self) -> list[Message]:
        """What the bot wrote to them directly."""
        return [m for m in self._visible(self.direct_channel) if m.user == self._slack.bot_user]

    def ephemerals(self, in_channel: Place) -> list[Message]:
        """What only they see in a channel."""
        return [m for m in self._visible(in_channel) if m.is_ephemeral]

    def _visible(self, in_channel: Place | None) -> list[Message]:
        where = _id(in_channel) if in_channel else None
        return [Message(raw) for raw in self._asks("visible", channel=where)]

    def sees(self, fragment: str, in_channel: Place | None = None, *, within: float = WAIT_SECONDS) -> Message:
        """Waits until a message they can see contains this; returns the newest such message."""

        def look() -> Message | None:
            return next((m for m in reversed(self._visible(in_channel)) if fragment in m), None)

        def shown() -> str:
            return "\n".join(f"- {message}" for message in self._visible(in_channel))

        return self._waits(look, within, f"does not see {fragment!r}", shown)

    def sees_not(self, fragment: str, in_channel: Place | None = None) -> None:
        """Fails if a message they can see now contains this."""
        for message in self._visible(in_channel):
            if fragment in message:
                raise NotThere(f"{self.real_name} sees {fragment!r} in:\n{message}")

    def sees_modal(self, fragment: str = "", *, within: float = WAIT_SECONDS) -> JSON:
        """Waits until the open modal's title or content contains this."""
        return self._waits(
            lambda: _holding(self.modal, fragment), within, f"has no modal with {fragment!r}", self.screen
        )

    def sees_home(self, fragment: str = "", *, within: float = WAIT_SECONDS) -> JSON:
        """Waits until their Home tab contains this."""
        return self._waits(lambda: _holding(self.home, fragment), within, f"has no Home with {fragment!r}", self.screen)

    def screen(self) -> str:
        """The modal in front of them and their Home tab, as text."""
        return "\n\n".join(as_text(view) for view in (self.modal, self.home) if view)

    def _waits(self, look: Callable[[], T | None], within: float, complaint: str, shown: Callable[[], str]) -> T:
        def complains() -> str:
            return f"{self.real_name} {complaint} within {within} s. What there is:\n{shown()}"

        return self._slack.clock.waits_for(look, within, complains)


def _holding(view: JSON | None, fragment: str) -> JSON | None:
    return view if view is not None and fragment in as_text(view) else None


def _id(place: Place) -> str:
    return place if isinstance(place, str) else place.id


def _place(message: Message | None) -> JSON | None:
    return {"channel": message.channel, "ts": message.ts} if message else None


def _plain(value: Any) -> Any:
    """A value as the control API takes it: people and channels by id, dates as ISO text."""
    if isinstance(value, (Person, Channel)):
        return value.id
    if isinstance(value, Upload):
        return value.as_json()
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def _outcome(raw: JSON) -> Outcome:
    seen = tuple(Message(message) for message in raw.get("messages") or [])
    return Outcome(raw.get("error"), seen, raw.get("confirm"), raw.get("url"), bool(raw.get("sent", True)))
