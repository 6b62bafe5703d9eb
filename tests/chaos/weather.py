"""What befalls the bot in a storm, by chance: it is killed, Slack lies, the database goes, things come twice."""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from slack_sandbox.core import Sandbox
from slack_sandbox.courier import TIMEOUT, Retry
from slack_sandbox.posts import delete
from slack_sandbox.server import LocalSlack
from slack_sandbox.world import Message
from sqlalchemy.engine import make_url

from tests.chaos.failpoints import FAILPOINTS
from tests.chaos.judge import keyed
from tests.chaos.mortal import Keeper, MortalBot
from tests.chaos.people import People
from tests.databases import PostgresServer
from tests.stage import Stage

KILLS, DATABASE, LIES, ENVELOPES, REFUSALS, DELETED = "kills", "database", "lies", "envelopes", "refusals", "deleted"
COUNTED = (KILLS, DATABASE, LIES, ENVELOPES, REFUSALS, DELETED)
POSTING = ("chat.postMessage", "chat.postMessage", "chat.postMessage", "chat.update", "chat.update", "chat.delete")
READING = ("conversations.history", "conversations.replies", "conversations.open", "views.publish", "users.info")
APP_ERRORS = ("invalid_auth", "token_revoked", "account_inactive", "org_login_required")
DRAFT = ("draft ", "card ")  # how the keys of what may be deleted begin
LATEST = 45.0  # seconds by which a call lands late: within the time after which it is swept up


@dataclass
class Weather:
    """The troubles of one storm. ``seen`` counts them by kind."""

    chance: random.Random
    staged: Stage
    people: People
    bots: Sequence[MortalBot]
    keeper: Keeper
    server: PostgresServer | None
    seen: Counter[str] = field(default_factory=Counter)
    _behind: list[threading.Thread] = field(default_factory=list)

    def happens(self) -> None:
        """One trouble."""
        kinds: list[tuple[int, str, Callable[[], object]]] = [
            (3, KILLS, self._kills_soon),
            (4, KILLS, self._kills_at_a_failpoint),
            (10, LIES, self._lies),
            (2, DATABASE, self._database_goes),
            (3, ENVELOPES, self._comes_again),
            (1, ENVELOPES, self._events_go_astray),
            (1, REFUSALS, self._refuses_the_app),
            (2, DELETED, self._deletes),
        ]
        weights = [weight for weight, _, _ in kinds]
        _, kind, trouble = self.chance.choices(kinds, weights)[0]
        trouble()
        self.seen[kind] += 1

    def clears(self) -> None:
        """Nothing more befalls anybody; what was begun comes to its end."""
        for thread in self._behind:
            thread.join()
        self.staged.slack.clears_faults()
        for bot in self.bots:
            bot.sabotage.deaths.clear()
            self.keeper.kills(bot)  # one that is armed must not stay

    def denies_a_post(self) -> None:
        """Slack takes a message and does not say so: whoever does not look it up posts it twice."""
        self.staged.slack.drops("chat.postMessage", when="after")
        self.seen[LIES] += 1

    def _later(self, act: Callable[[], object]) -> None:
        thread = threading.Thread(target=act, daemon=True)
        thread.start()
        self._behind.append(thread)

    def _kills_soon(self) -> None:
        bot, seconds = self.chance.choice(self.bots), self.chance.uniform(0, 0.3)

        def kill() -> None:
            time.sleep(seconds)
            self.keeper.kills(bot)

        self._later(kill)

    def _kills_at_a_failpoint(self) -> None:
        bot = self.chance.choice(self.bots)
        bot.sabotage.deaths = {self.chance.choice(FAILPOINTS): self.chance.randint(1, 3)}
        self.keeper.kills(bot)

    def _lies(self) -> None:
        slack, chance = self.staged.slack, self.chance
        skip = chance.randint(0, 2)
        if chance.random() < 0.2:
            self._lies_about_reading(slack, chance.choice(READING), skip)
            return
        method = chance.choice(POSTING)
        lies: list[Callable[[], None]] = [
            partial(slack.drops, method, when="before", skip=skip),
            partial(slack.drops, method, when="after", skip=skip),
            partial(slack.tears, method, skip=skip),
            partial(slack.fails, method, error="internal_error", when="after", skip=skip),
            partial(slack.fails, method, status=503, when="after", skip=skip),
            partial(slack.fails, method, status=502, times=chance.randint(1, 3), skip=skip),
            partial(slack.fails, method, error="fatal_error", skip=skip),
            partial(slack.fails, method, status=429, retry_after=chance.randint(1, 30), skip=skip),
            partial(slack.lands_late, method, chance.uniform(1, LATEST), skip=skip),
            partial(slack.lands_late, method, chance.uniform(1, LATEST), skip=skip),
            partial(slack.delays, method, chance.uniform(0.5, 3), skip=skip),
        ]
        chance.choice(lies)()

    def _lies_about_reading(self, slack: LocalSlack, method: str, skip: int) -> None:
        lies: list[Callable[[], None]] = [
            partial(slack.fails, method, status=500, skip=skip),
            partial(slack.fails, method, status=429, retry_after=self.chance.randint(1, 60), skip=skip),
            partial(slack.drops, method, when="after", skip=skip),
            partial(slack.tears, method, skip=skip),
            partial(slack.strips, self.chance.choice(READING[:2]), times=2),
        ]
        self.chance.choice(lies)()

    def _database_goes(self) -> None:
        seconds = self.chance.uniform(0, 0.8)
        if self.server is None:
            self._later(partial(_locks, self.staged.database, seconds * 2))
        elif self.chance.random() < 0.5:
            with self.server.away():
                time.sleep(seconds / 4)
        else:
            with self.server.frozen():
                time.sleep(seconds / 2)

    def _comes_again(self) -> None:
        """Slack brings once more what it has brought some time ago, in whatever order."""
        slack = self.staged.slack
        brought = [line for line in list(slack.sandbox.courier.log) if line.outcome]
        for line in self.chance.sample(brought, min(len(brought), self.chance.randint(1, 4))):
            again = slack.sandbox.courier.deliver(line.kind, line.payload, Retry(1, TIMEOUT))
            self._later(partial(slack.runs, again))

    def _events_go_astray(self) -> None:
        self.staged.slack.repeats_events(2)
        self.staged.slack.swaps_events(2)
        self.staged.slack.disconnects_sockets(politely=self.chance.random() < 0.5)

    def _refuses_the_app(self) -> None:
        self.staged.slack.fails("*", error=self.chance.choice(APP_ERRORS), times=self.chance.randint(3, 12))

    def _deletes(self) -> None:
        """Somebody deletes a message of the draft."""
        slack = self.staged.slack
        there = {key: copies[0] for key, copies in keyed(slack).items() if key.startswith(DRAFT)}
        for key in self.chance.sample(sorted(there), min(len(there), 1)):
            self.people.deleted.add(key)
            slack.runs(_deleted(there[key], slack.sandbox))


async def _deleted(message: Message, box: Sandbox) -> None:
    with suppress(ValueError):  # the bot was faster
        delete(message, box)


def _locks(database: str, seconds: float) -> None:
    """Somebody else holds SQLite's file."""
    connection = sqlite3.connect(str(make_url(database).database), timeout=0.5, isolation_level=None)
    with suppress(sqlite3.OperationalError):
        connection.execute("BEGIN IMMEDIATE")
        time.sleep(seconds)
        connection.execute("ROLLBACK")
    connection.close()
