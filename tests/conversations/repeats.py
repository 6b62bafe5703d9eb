"""Slack brings everything twice: what a person does reaches the bot, and once all of it has come to rest, once more.

The second time nothing may change in the database, and nobody may be told anything. What an act is known by stands in
``docs/reliability.md``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qsl

import httpx2
from slack_sandbox.person import Person

from tests.conversations.between import Bot, Headers, between
from tests.conversations.by_hand import press, signed
from tests.conversations.impostors import state, thing_in
from tests.conversations.who_may import REGISTRIES, Thing
from tests.stage import Stage

ALL_THINGS = {(kind, name) for kind, registry in REGISTRIES.items() for name in registry}
NO_MATTER = {"paces", "homes"}  # these the clock and the worker change at any moment
SAYING = (
    "chat.post",
    "chat.update",
    "chat.delete",
    "views.publish",
)  # how methods begin by which something is said without being asked
PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
ROW = re.compile(r"^\| (action|submit|shortcut|closed|word) \| (`[^|]+`) \| ([^|]+) \|", re.MULTILINE)


def known_by() -> dict[Thing, str]:
    """How a repeated envelope is recognised, of each act that the page has a row of."""
    rows = ROW.findall(PAGE.read_text(encoding="utf-8"))
    return {(kind, name): how.strip() for kind, names, how in rows for name in re.findall(r"`([^`]+)`", names)}


@dataclass
class Repeats:
    """What Slack has brought, and what came of bringing it again."""

    staged: Stage
    things: Collection[Thing]
    bot: Bot
    brought: list[tuple[Thing, bytes, Headers]] = field(default_factory=list)
    played: set[Thing] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    is_looking: bool = False
    read: int = 0  # how many calls of the bot

    def passes_on(self, bot: Bot, body: bytes, headers: Headers) -> httpx2.Response:
        """What the bot says the first time."""
        thing = thing_in(dict(parse_qsl(body.decode())))
        if thing in ALL_THINGS:
            self.brought.append((thing, body, headers))
        return bot.hears(body, headers)

    def presses(self, person: Person, action: str, value: str) -> None:
        """The person presses a button, in the modal in front of them if there is one, and Slack brings that twice."""
        pressed = press(self.staged, person, action, value)
        pressed |= {"view": person.modal} if person.modal else {"response_url": f"{self.staged.slack.base_url}/nowhere"}
        assert self.passes_on(self.bot, *signed(self.staged, {"payload": json.dumps(pressed)})).status_code == 200
        self.comes_again()

    def comes_again(self) -> None:
        """Slack brings once more what it has brought."""
        while self.brought and not self.is_looking:
            self.is_looking = True
            thing, body, headers = self.brought.pop(0)
            self.staged.comes_to_rest()
            self._said()
            before = self._so_far() | {"what was said": []}
            self.bot.hears(body, headers)
            self.staged.comes_to_rest()
            after = self._so_far() | {"what was said": self._said()}
            self.faults += [
                f"{thing} again changed {part}: {[one for one in after[part] if one not in before[part]]}"
                for part in before
                if before[part] != after[part]
            ]
            self.played.add(thing)
            self.is_looking = False

    def checks(self, _by: Person) -> None:
        """Everything was played twice, and came to the same as once."""
        assert not self.faults, "\n".join(self.faults)
        assert set(self.things) <= self.played, set(self.things) - self.played

    def _so_far(self) -> dict[str, list[Any]]:
        people = (self.staged.editor, self.staged.ada, self.staged.bola, self.staged.member)
        heard = [str(message) for who in people for message in self._heard(who)]
        return {**state(self.staged, NO_MATTER), "what people read": heard}

    def _said(self) -> list[str]:
        """What the bot has said since this was asked before."""
        calls = self.staged.slack.calls(since=self.read)
        self.read += len(calls)
        return [str(call) for call in calls if call.method.startswith(SAYING)]

    def _heard(self, who: Person) -> list[Any]:
        return [*who.messages(self.staged.review), *who.messages(self.staged.notes), *who.direct_messages()]


@contextmanager
def everything_again(staged: Stage, things: Collection[Thing]) -> Iterator[Repeats]:
    """Slack brings all that people do twice, as long as a story lasts; these ``things`` are among that."""
    slack, asks = staged.slack, staged.slack.asks
    made: list[Repeats] = []

    def passes_on(bot: Bot, body: bytes, headers: Headers) -> httpx2.Response:
        return made[0].passes_on(bot, body, headers)

    def asks_and_repeats(verb: str, **arguments: Any) -> Any:
        done = asks(verb, **arguments)
        repeats.comes_again()
        return done

    with between(staged, passes_on, lambda _words: None) as (bot, _):
        repeats = Repeats(staged, things, bot)
        made.append(repeats)
        with patch.object(slack, "asks", asks_and_repeats):
            yield repeats
