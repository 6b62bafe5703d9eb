"""The controls in Python: a story told line by line, against a local Slack in this or another process."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

from slack_sandbox.controls import LOOK_SECONDS, WAIT_SECONDS, Controls
from slack_sandbox.person import Person
from slack_sandbox.rules import Finding
from slack_sandbox.things import JSON, Call, Channel, Message, NotThere

When = Literal["before", "after"]


class Slack(Controls):
    """A running local Slack, by its address (http://127.0.0.1:PORT), with everything a story does there."""

    # people and places

    def adds_person(
        self,
        real_name: str,
        *,
        tz: str = "Europe/London",
        name: str | None = None,
        email: str | None = None,
        is_admin: bool = False,
        deleted: bool = False,
        is_bot: bool = False,
        is_restricted: bool = False,
        is_ultra_restricted: bool = False,
        is_stranger: bool = False,
        team_id: str = "",
    ) -> Person:
        """Somebody joins the workspace: a guest with `is_restricted`, of another organisation with its `team_id`."""
        flags = {"is_admin": is_admin, "deleted": deleted, "is_bot": is_bot, "team_id": team_id}
        flags |= {
            "is_restricted": is_restricted,
            "is_ultra_restricted": is_ultra_restricted,
            "is_stranger": is_stranger,
        }
        made = self.asks("adds_person", real_name=real_name, tz=tz, name=name, email=email, **flags)
        return Person(self, made["id"], made["name"], made["real_name"])

    def person(self, name: str) -> Person:
        """Somebody who is there already, by name or id."""
        for made in self.asks("people"):
            if name in (made["id"], made["name"], made["real_name"]):
                return Person(self, made["id"], made["name"], made["real_name"])
        raise NotThere(f"nobody here is {name!r}")

    def channel(self, name: str) -> Channel:
        """A channel that is there already, by name or id."""
        for made in self.asks("channels"):
            if name in (made["id"], made["name"]):
                return Channel(made["id"], made["name"], made["kind"])
        raise NotThere(f"there is no channel {name!r}")

    def changes_person(self, person: Person, **changes: Any) -> None:
        """Changes somebody: name, real_name, tz, email, is_admin, deleted, is_restricted …, status_text, status_emoji,
        status_expiration (0 for none) and dnd_until (None for none); moments may be datetimes. The bot is told.
        """
        plain = {key: value.timestamp() if isinstance(value, datetime) else value for key, value in changes.items()}
        if "status_expiration" in plain:
            plain["status_expiration"] = int(plain["status_expiration"])
        self.asks("changes_person", person=person.id, **plain)

    def adds_channel(
        self,
        name: str,
        *,
        private: bool = False,
        members: Iterable[Person | str] = (),
        with_bot: bool = False,
    ) -> Channel:
        """Makes a channel; the bot is in it with `with_bot`, or once somebody invites it."""
        ids = [member if isinstance(member, str) else member.id for member in members]
        ids += [self.bot_user] if with_bot else []
        made = self.asks("adds_channel", name=name, private=private, members=ids)
        return Channel(made["id"], made["name"], made["kind"])

    def archives(self, channel: Channel) -> None:
        """Archives a channel."""
        self.asks("archives_channel", channel=channel.id)

    def removes_bot(self, channel: Channel) -> None:
        """Takes the bot out of a channel."""
        self.asks("leaves", person=self.bot_user, channel=channel.id)

    def adds_usergroup(self, name: str, people: Iterable[Person] = ()) -> str:
        """Makes a group of people that are mentioned together; returns its id."""
        return str(self.asks("adds_usergroup", name=name, people=[person.id for person in people])["id"])

    # what happened

    def messages(self, channel: Channel | str) -> list[Message]:
        """Every message of a channel, replies and private notices too."""
        where = channel if isinstance(channel, str) else channel.id
        return [Message(raw) for raw in self.asks("messages", channel=where)]

    def calls(self, method: str | None = None, *, since: int = 0) -> list[Call]:
        """What the bot asked of Slack, with arguments, answer and time; `since` is how many calls to leave out."""
        made = self.asks("calls", method=method, since=since)
        return [Call(**call | {"findings": tuple(Finding(**one) for one in call["findings"])}) for call in made]

    def refusals(self) -> list[Call]:
        """What Slack would not do for the bot, faults that were asked for left out."""
        return [call for call in self.calls() if not call.ok and not call.injected]

    def remarks(self) -> list[Finding]:
        """What is wrong with messages that Slack took all the same."""
        taken = [finding for call in self.calls() if call.ok for finding in call.findings]
        told = [line for line in self.asks("deliveries") if line["outcome"] == "ok"]
        return taken + [Finding(**finding) for line in told for finding in line["findings"]]

    # the bot's side

    def waits_for_bot(self, within: float = WAIT_SECONDS, connections: int = 1) -> None:
        """Waits until the bot has opened its socket."""
        if not self.asks("waits_for_bot", within=within, connections=connections)["connected"]:
            raise NotThere(f"the bot opened no socket within {within} s")

    def sends_to(self, request_url: str | None) -> None:
        """Sends what people do to this address, signed; None goes back to Socket Mode."""
        self.asks("configures", request_url=request_url)

    def configures(self, **settings: Any) -> None:
        """Changes scopes, events, commands (lists or None), rate_limits, distributed, lacks (types of blocks), burst or
        answer_seconds."""
        self.asks("configures", **settings)

    def uninstalls_app(self) -> None:
        """Removes the app: its tokens end, and it is told."""
        self.asks("uninstalls_app")

    def sends_event(self, event: JSON) -> None:
        """Sends the bot an event of which the sandbox knows nothing itself."""
        self.asks("sends_event", event=event)

    def waits_for_peace(self, within: float = WAIT_SECONDS) -> None:
        """Waits until nothing is on its way to the bot in the background."""
        if not self.asks("waits_for_peace", within=within)["peace"]:
            raise NotThere(f"something was still on its way to the bot after {within} s")

    # the page in the browser

    def knows_moment(self, name: str, at: datetime) -> None:
        """Offers a moment on the page, to which whoever looks may move the clock."""
        self.asks("knows_moment", name=name, at=at.timestamp())

    def forgets_moments(self) -> None:
        """Offers none any more."""
        self.asks("forgets_moments")

    # faults

    def fails(
        self,
        method: str,
        *,
        times: int = 1,
        status: int = 200,
        error: str | None = None,
        messages: Iterable[str] = (),
        retry_after: int | None = None,
        skip: int = 0,
        channel: Channel | None = None,
        when: When = "before",
    ) -> None:
        """The next calls of this method fail with a status or an error code, and Slack's objections, and do nothing;
        with `when="after"` that is what they say, and they did take effect."""
        details: JSON = {"status": status, "error": error, "messages": list(messages), "retry_after": retry_after}
        self._sets("answer", method, when, times, skip, channel, **details)

    def drops(self, method: str, *, when: When, times: int = 1, skip: int = 0, channel: Channel | None = None) -> None:
        """The next calls lose their connection, before or after they took effect."""
        self._sets("drop", method, when, times, skip, channel)

    def delays(
        self, method: str, seconds: float, *, times: int = 1, skip: int = 0, channel: Channel | None = None
    ) -> None:
        """The next calls take effect at once and are answered late."""
        self._sets("delay", method, "after", times, skip, channel, seconds=seconds)

    def tears(self, method: str, *, times: int = 1, skip: int = 0, channel: Channel | None = None) -> None:
        """The next calls take effect, and half of their answer comes."""
        self._sets("tear", method, "after", times, skip, channel)

    def lands_late(
        self, method: str, seconds: float, *, times: int = 1, skip: int = 0, channel: Channel | None = None
    ) -> None:
        """The next calls lose their connection, and take effect so many seconds later on the workspace's clock."""
        self._sets("late", method, "after", times, skip, channel, seconds=seconds)

    def strips(
        self,
        method: str = "conversations.history",
        *,
        times: int = 1,
        skip: int = 0,
        channel: Channel | None = None,
    ) -> None:
        """The next calls show of the metadata of messages the type only, whatever they ask for."""
        self._sets("strip", method, "after", times, skip, channel)

    def holds(self, method: str, *, when: When, nth: int = 1, channel: Channel | None = None) -> None:
        """The nth call from now hangs, before or after it took effect, until `releases`."""
        self._sets("hold", method, when, 1, nth - 1, channel)

    def _sets(
        self, kind: str, method: str, when: When, times: int, skip: int, channel: Channel | None, **more: Any
    ) -> None:
        where = channel.id if channel else None
        self.asks("sets_fault", kind=kind, method=method, when=when, times=times, skip=skip, channel=where, **more)

    def cannot_fetch(self, *parts: str) -> None:
        """Pictures at addresses that hold one of these cannot be downloaded; none named: all can be again."""
        self.asks("cannot_fetch", parts=parts)

    def deletes_file(self, file_id: str) -> None:
        """Somebody deletes a file: Slack cannot show it any more."""
        self.asks("deletes_file", file=file_id)

    def waits_for_hold(self, within: float = WAIT_SECONDS) -> None:
        """Waits until a call hangs."""

        def look() -> bool | None:
            return self.asks("waits_for_hold", within=LOOK_SECONDS)["held"] or None

        self.clock.waits_for(look, within, lambda: f"no call was held within {within} s")

    def releases(self) -> None:
        """Lets hanging calls go."""
        self.asks("releases")

    def clears_faults(self) -> None:
        """Forgets every fault that is set, and lets hanging calls go."""
        self.asks("clears_faults")

    def disconnects_sockets(self, *, politely: bool = True, reason: str = "refresh_requested") -> int:
        """Closes the bot's sockets, with Slack's notice first if politely; says how many. A warning only warns."""
        return int(self.asks("disconnects_sockets", politely=politely, reason=reason)["closed"])

    def repeats_events(self, times: int = 1) -> None:
        """The next events arrive twice, as when Slack did not hear the bot's ack."""
        self.asks("sets_mishap", kind="twice", times=times)

    def swaps_events(self, times: int = 1) -> None:
        """The next events arrive after the one that follows them."""
        self.asks("sets_mishap", kind="swapped", times=times)

    def signs_badly(self, how: Literal["stale", "forged"], times: int = 1) -> None:
        """The next requests to the request URL are signed 301 seconds ago, or with another secret."""
        self.asks("sets_mishap", kind=how, times=times)

    def waits_for_call(self, method: str, *, count: int = 1, within: float = WAIT_SECONDS) -> Call:
        """Waits until the bot has made so many calls of this method; returns the last of them."""

        def look() -> Call | None:
            return next(iter(self.calls(method)[count - 1 :]), None)

        def complains() -> str:
            return f"{len(self.calls(method))} calls of {method} within {within} s, not {count}"

        return self.clock.waits_for(look, within, complains)
