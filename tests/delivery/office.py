"""A post office for tests: an outbox, a worker, and Slack's own client that reaches a strict local Slack."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel
from slack_sdk import WebClient
from sqlalchemy import select

from bot.app import new_id
from delivery.people import SlackDirectory
from delivery.permalinks import SlackPermalinks
from delivery.slack import SlackPostman
from delivery.worker import Worker
from domain.delivery import Delivery, Message
from domain.ports import Clock
from services.editions.publishing import following
from storage.engine import Engines
from storage.outbox import SqlOutbox
from storage.tables import deliveries
from storage.unit_of_work import SqlStore
from tests.delivery.slack_in_memory import HandClock

WORKSPACE = "T1"
LEASE = timedelta(seconds=20)
ENOUGH = 200


class SharedClock(HandClock):
    """The clock of the bot and of Slack, moved by hand: a minute of Slack's pace costs nothing."""

    def __init__(self, slack: LocalSlack) -> None:
        super().__init__(datetime.now(UTC))
        self._slack = slack

    def advance(self, seconds: float) -> None:
        """Moves both."""
        super().advance(seconds)
        self._slack.clock.advance(seconds)


def web_client(slack: LocalSlack) -> WebClient:
    """Slack's client, which repeats nothing by itself."""
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@contextmanager
def answered_too_late(slack: LocalSlack, client: WebClient, method: str) -> Iterator[None]:
    """The next call of this method takes effect, and the client has given up before it hears so."""
    slack.holds(method, when="after")
    patient, client.timeout = client.timeout, 1
    yield
    client.timeout = patient
    slack.waits_for_hold()
    slack.releases()


@dataclass
class Office:
    """``clock`` is moved by hand, so that nobody waits for pacing, leases and settling times."""

    slack: LocalSlack
    engines: Engines
    clock: HandClock
    client: WebClient
    channel: Channel

    def __post_init__(self) -> None:
        self.store = SqlStore(self.engines, self.clock, new_id)
        self.store.meet(WORKSPACE)
        self.outbox = SqlOutbox(self.store, following)
        self.postman = SlackPostman(lambda _workspace: self.client)
        self.worker = Worker(self.outbox, self.postman, LEASE)
        self.directory = SlackDirectory(lambda _workspace: self.client, self.clock)
        self.permalinks = SlackPermalinks(lambda _workspace: self.client)

    def keeps(self, kept: timedelta) -> None:
        """Slack keeps messages for so long."""
        self.outbox = SqlOutbox(self.store, partial(following, kept=kept))
        self.worker = Worker(self.outbox, self.postman, LEASE)

    def shows(self, key: str, text: str, *, channel: str = "", **more: Any) -> None:
        with self.store.writing(WORKSPACE) as work:
            work.posts.show(key, Message(text=text), channel=channel or self.channel.id, **more)
            work.commit()

    def withdraws(self, key: str) -> None:
        with self.store.writing(WORKSPACE) as work:
            work.posts.withdraw(key)
            work.commit()

    def works(self) -> None:
        """Does everything that can be done at this moment."""
        for _ in range(ENOUGH):
            if not self.worker.step():
                return
        raise AssertionError("it never ends")

    def rests(self) -> None:
        """Lets time pass until nothing is left to do."""
        for _ in range(ENOUGH):
            self.works()
            moment = self.outbox.next_at()
            if moment is None:
                return
            self.clock.advance((moment - self.clock.now()).total_seconds() + 0.001)
        raise AssertionError("it does not come to rest")

    def texts(self, channel: str = "") -> list[str]:
        """What is in a channel, in its order there."""
        return [message.text for message in self.slack.messages(channel or self.channel)]

    def stored(self, key: str) -> Delivery:
        with self.store.reading(WORKSPACE) as work, self.engines.reader.connect() as connection:
            found = work.posts.get(
                connection.execute(select(deliveries.c.id).where(deliveries.c.key == key)).scalar_one()
            )
        assert found is not None
        return found

    def posts_tried(self) -> int:
        return len(self.slack.calls("chat.postMessage"))


def hand_clock() -> HandClock:
    """Set to now, as messages in the local Slack carry the time of day."""
    return HandClock(datetime.now(UTC))


def run_together(engines: list[Engines], clock: Clock, client: WebClient, lease: timedelta) -> list[Worker]:
    """Started workers, each with connections of its own, as replicas have them."""
    workers = []
    for own in engines:
        worker = Worker(
            SqlOutbox(SqlStore(own, clock, new_id), following), SlackPostman(lambda _workspace: client), lease
        )
        worker.start()
        workers.append(worker)
    return workers
