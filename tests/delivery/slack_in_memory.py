"""Slack as a dictionary, for thousands of calls a second: what the delivery worker needs of it, and its faults.

It keeps to a regime: ``internal`` apps read history as they like, ``distributed`` ones a page of 15 messages a minute,
``refused`` is where an administrator lets the bot read none. The real protocol is tested against the local Slack; this
is for many stories in little time.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.client import RemoteDisconnected
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

Json = dict[str, Any]

REGIMES = ("internal", "distributed", "refused")
HISTORY = ("conversations.history", "conversations.replies")
PAGE, CUT_TO = 200, 15  # messages, the second where the app is distributed
A_MINUTE = timedelta(minutes=1)
FAULTS = (
    "429",
    "refused",
    "500",
    "lost before",
    "lost after",
    "late",
    "killed before",
    "killed after",
    "never",
    "stripped",
)


class Killed(BaseException):
    """The process that made the call is no more."""


class HandClock:
    """A clock that only moves when told."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        """The moment it shows."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Moves it."""
        self._now += timedelta(seconds=seconds)


@dataclass
class Said:
    """A message in a channel."""

    ts: str
    channel: str
    key: str
    text: str
    thread_ts: str = ""


@dataclass
class Memory:
    """What is in Slack, and which faults the next calls meet."""

    clock: HandClock
    regime: str = "internal"
    messages: list[Said] = field(default_factory=list)
    faults: deque[str] = field(default_factory=deque)
    late: list[tuple[datetime, Callable[[], object]]] = field(default_factory=list)
    calls: int = 0
    read_at: dict[str, datetime] = field(default_factory=dict)

    def says(self, channel: str, key: str, text: str, thread_ts: str = "") -> Said:
        """Somebody posts a message, the bot with its key."""
        last = float(self.messages[-1].ts) if self.messages else 0.0
        ts = f"{max(self.clock.now().timestamp(), last + 0.0001):.6f}"
        self.messages.append(Said(ts, channel, key, text, thread_ts))
        return self.messages[-1]


class SlackInMemory(WebClient):
    """A Web API client that reaches a ``Memory``."""

    def __init__(self, memory: Memory) -> None:
        super().__init__(token="xoxb-in-memory", retry_handlers=[])
        self.memory = memory

    def api_call(self, api_method: str, **sent: Any) -> SlackResponse:
        """One call, with the fault that is next."""
        memory = self.memory
        memory.calls += 1
        for item in [item for item in memory.late if item[0] <= memory.clock.now()]:
            memory.late.remove(item)
            item[1]()
        arguments = sent.get("json") or sent.get("params") or {}
        fault = memory.faults.popleft() if memory.faults else ""
        if fault == "never" and api_method.startswith("conversations."):
            fault = ""  # where nothing may be looked up an editor is asked; that is another test
        self._fails_before(fault, api_method)

        def effect() -> SlackResponse:
            answer = self._does(api_method, arguments)
            if fault == "stripped":
                for message in answer.get("messages", ()):
                    message.get("metadata", {}).pop("event_payload", None)
            return self._respond(api_method, 200, answer)

        if fault == "late":  # it takes effect a little after the caller has given up
            memory.late.append((memory.clock.now() + timedelta(seconds=2), effect))
            raise TimeoutError("timed out")
        answer = effect()
        if fault == "lost after":
            raise RemoteDisconnected("gone")
        if fault == "killed after":
            raise Killed
        return answer

    def _fails_before(self, fault: str, method: str) -> None:
        match fault:
            case "429":
                self._respond(method, 429, {"ok": False, "error": "ratelimited"})
            case "500":
                self._respond(method, 500, {"ok": False, "error": "internal_error"})
            case "never":
                self._respond(method, 200, {"ok": False, "error": "restricted_action"})
            case "refused":
                raise URLError(ConnectionRefusedError(111, "refused"))
            case "lost before":
                raise RemoteDisconnected("gone")
            case "killed before":
                raise Killed

    def _respond(self, method: str, status: int, data: Json, wait: float = 1) -> SlackResponse:
        response = SlackResponse(
            client=self,
            http_verb="POST",
            api_url=f"https://slack.example/api/{method}",
            req_args={},
            data=data,
            headers={"Retry-After": f"{wait:g}"} if status == 429 else {},
            status_code=status,
        )
        response.validate()  # type: ignore[no-untyped-call] # raises what the SDK raises
        return response

    def _does(self, method: str, arguments: Json) -> Json:
        match method:
            case "chat.postMessage":
                return self._posts(arguments)
            case "chat.update":
                self._found(arguments).text = arguments["text"]
                return {"ok": True, "ts": arguments["ts"], "channel": arguments["channel"]}
            case "chat.delete":
                self.memory.messages.remove(self._found(arguments))
                return {"ok": True, "ts": arguments["ts"], "channel": arguments["channel"]}
            case "conversations.open":
                return {"ok": True, "channel": {"id": f"D{arguments['users']}"}}
            case "conversations.history" | "conversations.replies":
                self._may_read(method)
                return self._lists(arguments)
        raise AssertionError(f"{method} is not played here")

    def _posts(self, arguments: Json) -> Json:
        memory = self.memory
        channel = arguments["channel"] if arguments["channel"].startswith("C") else f"D{arguments['channel']}"
        thread = arguments.get("thread_ts") or ""
        if thread and not any(said.ts == thread for said in memory.messages):
            self._respond("chat.postMessage", 200, {"ok": False, "error": "thread_not_found"})
        key = arguments["metadata"]["event_payload"]["key"]
        said = memory.says(channel, key, arguments["text"], thread)
        return {"ok": True, "ts": said.ts, "channel": channel}

    def _found(self, arguments: Json) -> Said:
        for said in self.memory.messages:
            if (said.channel, said.ts) == (arguments["channel"], arguments["ts"]):
                return said
        self._respond("chat.update", 200, {"ok": False, "error": "message_not_found"})
        raise AssertionError("not reached")

    def _may_read(self, method: str) -> None:
        memory = self.memory
        if memory.regime == "refused":
            self._respond(method, 200, {"ok": False, "error": "missing_scope"})
        now, before = memory.clock.now(), memory.read_at.get(method)
        if memory.regime == "distributed" and before and now - before < A_MINUTE:
            wait = (before + A_MINUTE - now).total_seconds()
            self._respond(method, 429, {"ok": False, "error": "ratelimited"}, math.ceil(wait))
        memory.read_at[method] = now

    def _lists(self, arguments: Json) -> Json:
        thread = arguments.get("ts", "")
        found = [
            said
            for said in self.memory.messages
            if said.channel == arguments["channel"]
            and (thread in (said.ts, said.thread_ts) if thread else not said.thread_ts)
            and float(arguments["oldest"]) <= float(said.ts) <= float(arguments["latest"])
        ]
        if not thread:
            found.reverse()
        start = int(arguments.get("cursor") or 0)
        end = start + min(arguments["limit"], CUT_TO if self.memory.regime == "distributed" else PAGE)
        more = {"response_metadata": {"next_cursor": str(end)}} if end < len(found) else {}
        return {"ok": True, "messages": [_shown(said) for said in found[start:end]], **more}


def _shown(said: Said) -> Json:
    if not said.key:
        return {"ts": said.ts}
    return {"ts": said.ts, "metadata": {"event_type": "sprint_notes_delivery", "event_payload": {"key": said.key}}}
