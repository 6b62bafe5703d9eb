"""The worker's thread: awake at once, paced, never beaten by the database; and two of them side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from threading import Event
from typing import Any

import pytest
from slack_sandbox.controls import WAIT_SECONDS
from slack_sandbox.server import LocalSlack
from sqlalchemy import delete, select
from sqlalchemy.exc import OperationalError

from bench.draft import SlackTime
from bot.app import new_id
from delivery import loop
from delivery.slack import SlackPostman
from delivery.worker import Worker, several
from domain.delivery import Delivery, DeliveryState, Message, Outcome
from storage.clock import DatabaseClock, MovableClock
from storage.engine import Engines, open_engines
from storage.outbox import SqlOutbox
from storage.tables import deliveries, paces
from storage.unit_of_work import SqlStore
from tests.databases import Databases
from tests.delivery.office import run_together, web_client

WORKSPACE = "T1"
LEASE = timedelta(seconds=20)


class FastClock:
    """A clock that runs twenty times as fast, so that pacing and leases take no time."""

    def __init__(self) -> None:
        self._start = datetime.now(UTC)

    def now(self) -> datetime:
        """The moment it shows."""
        return self._start + (datetime.now(UTC) - self._start) * 20


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(rate_limits=False) as running:
        yield running


def waits_for(slack: LocalSlack, condition: Callable[[], object]) -> None:
    slack.clock.waits_for(lambda: condition() or None, WAIT_SECONDS, lambda: "still not so")


def states(engines: Engines) -> set[str]:
    """In which states deliveries are."""
    with engines.reader.connect() as connection:
        return set(connection.execute(select(deliveries.c.state).distinct()).scalars())


def shows(store: SqlStore, *keys: str, channel: str, group: str = "") -> None:
    with store.writing(WORKSPACE) as work:
        for place, key in enumerate(keys):
            work.posts.show(key, Message(text=key), channel=channel, group=group, place=place)
        work.commit()


@pytest.mark.parametrize("fault", ["none", "drops", "500"])
def test_two_workers_post_everything_once_and_in_order(databases: Databases, slack: LocalSlack, fault: str) -> None:
    url = databases.migrated()
    engines, clock = [open_engines(url) for _ in range(2)], FastClock()
    store = SqlStore(engines[0], clock, new_id)
    store.meet(WORKSPACE)
    channels = [slack.adds_channel(f"channel-{n}", with_bot=True) for n in range(4)]
    wanted = [[f"{channel.name} {n}" for n in range(4)] for channel in channels]
    for channel, keys in zip(channels, wanted, strict=True):
        shows(store, *keys, channel=channel.id, group=channel.name)
    if fault == "drops":
        slack.drops("chat.postMessage", when="after", times=2, skip=3)
        slack.drops("chat.postMessage", when="before", times=2, skip=5)
    if fault == "500":
        slack.fails("chat.postMessage", status=500, times=4, skip=2)
    workers = run_together(engines, clock, web_client(slack), LEASE)
    try:
        waits_for(slack, lambda: sum(len(slack.messages(channel)) for channel in channels) >= 16)
        waits_for(slack, lambda: states(engines[0]) == {DeliveryState.SENT})
        assert [[message.text for message in slack.messages(channel)] for channel in channels] == wanted
    finally:
        for worker in workers:
            worker.stop()
        for own in engines:
            own.dispose()


class Sleepy(Worker):
    """Says when it has found nothing to do."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.found_nothing = Event()

    def next_at(self) -> tuple[datetime | None, datetime]:
        self.found_nothing.set()
        return super().next_at()


def test_a_commit_wakes_the_worker(engines: Engines, slack: LocalSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "LONGEST_SLEEP", 3_600)
    channel, clock, client = slack.adds_channel("notes", with_bot=True), DatabaseClock(engines), web_client(slack)
    store = SqlStore(engines, clock, new_id)
    store.meet(WORKSPACE)
    worker = Sleepy(SqlOutbox(store), SlackPostman(lambda _: client), LEASE)
    store.calls_after_posting(worker.wake)
    worker.start()
    try:
        assert worker.found_nothing.wait(WAIT_SECONDS)
        shows(store, "a", channel=channel.id)
        waits_for(slack, lambda: slack.messages(channel))
    finally:
        worker.stop()


def test_a_slow_answer_holds_up_its_own_channel_only(engines: Engines, slack: LocalSlack) -> None:
    slow = [slack.adds_channel(f"slow-{n}", with_bot=True) for n in range(2)]
    quick = slack.adds_channel("quick", with_bot=True)
    client = web_client(slack)
    store = SqlStore(engines, DatabaseClock(engines), new_id)
    store.meet(WORKSPACE)
    for channel in slow:
        slack.holds("chat.postMessage", when="after", channel=channel)
        shows(store, f"{channel.name} 1", f"{channel.name} 2", channel=channel.id, group=channel.name)
    shows(store, "quick 1", channel=quick.id)
    workers = several(3, SqlOutbox(store), SlackPostman(lambda _: client), LEASE)
    for worker in workers:
        worker.start()
    try:
        workers[0].wake()
        waits_for(slack, lambda: _state(engines, "quick 1") == DeliveryState.SENT)
        for channel in slow:
            assert [message.text for message in slack.messages(channel)] == [f"{channel.name} 1"]
            assert _state(engines, f"{channel.name} 1") == DeliveryState.SENDING
    finally:
        slack.releases()
        for worker in workers:
            worker.stop()


def test_one_channel_has_one_message_on_its_way_at_a_time(engines: Engines, slack: LocalSlack) -> None:
    channel, client = slack.adds_channel("notes", with_bot=True), web_client(slack)
    store = SqlStore(engines, DatabaseClock(engines), new_id)
    store.meet(WORKSPACE)
    outbox, postman = SqlOutbox(store), SlackPostman(lambda _: client)
    shows(store, "first", "second", channel=channel.id)
    for _ in range(2):
        posted = outbox.claim(LEASE)
        assert posted is not None
        outbox.settle(posted, postman.carry(posted))
        with engines.writer.begin() as connection:
            connection.execute(delete(paces))
    with store.writing(WORKSPACE) as work:
        for key in ("first", "second"):
            work.posts.show(key, Message(text=f"{key}, changed"), channel=channel.id)
        work.commit()
    changed = outbox.claim(LEASE)
    assert changed is not None
    assert outbox.claim(LEASE) is None
    outbox.settle(changed, postman.carry(changed))
    assert outbox.claim(LEASE) is not None


def _state(engines: Engines, key: str) -> DeliveryState:
    with engines.reader.connect() as connection:
        return DeliveryState(connection.execute(select(deliveries.c.state).where(deliveries.c.key == key)).scalar_one())


def rests(slack: LocalSlack, worker: Worker) -> float:
    """Does everything that there is, and moves the clock where there is only something to wait for; by how much."""
    waited = 0.0
    while True:
        while worker.step():
            pass
        moment, now = worker.next_at()
        if moment is None:
            return waited
        seconds = max(0.0, (moment - now).total_seconds())
        slack.clock.advance(seconds)
        waited += seconds


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_slack_s_pace_is_kept_without_a_429_while_other_channels_go_on(engines: Engines) -> None:
    with LocalSlack(rate_limits=True) as slack:
        channels = [slack.adds_channel(f"channel-{n}", with_bot=True) for n in range(3)]
        clock, client = SlackTime(slack), web_client(slack)
        store = SqlStore(engines, clock, new_id)
        outbox = SqlOutbox(store)
        store.meet(WORKSPACE)
        worker = Worker(outbox, SlackPostman(lambda _: client), LEASE)
        for channel in channels:
            shows(store, *(f"{channel.name} {n}" for n in range(3)), channel=channel.id)
        waited = rests(slack, worker)
        assert waited < 4, "nine messages one after the other would wait for eight seconds"
        calls = slack.calls("chat.postMessage")
        assert {call.status for call in calls} == {200}
        for channel in channels:
            times = [call.at for call in calls if call.arguments["channel"] == channel.id]
            assert all(later - earlier >= 1 for earlier, later in pairwise(times))


class Shaky:
    """An outbox whose database fails now and then."""

    def __init__(self, outbox: SqlOutbox) -> None:
        self._outbox = outbox
        self.fails = Counter(claim=2, settle=1, next_at=1)

    def _shakes(self, what: str) -> None:
        if self.fails[what] > 0:
            self.fails[what] -= 1
            raise OperationalError("statement", {}, Exception("database is locked"))

    def claim(self, lease: timedelta) -> Delivery | None:
        self._shakes("claim")
        return self._outbox.claim(lease)

    def doubtful(self, lease: timedelta) -> list[Delivery]:
        return self._outbox.doubtful(lease)

    def settle(self, delivery: Delivery, outcome: Outcome) -> bool:
        self._shakes("settle")
        return self._outbox.settle(delivery, outcome)

    def sweeping(self, lease: timedelta) -> list[Delivery]:
        return self._outbox.sweeping(lease)

    def swept(self, delivery: Delivery, outcome: Outcome) -> None:
        self._outbox.swept(delivery, outcome)

    def next_at(self) -> datetime | None:
        self._shakes("next_at")
        return self._outbox.next_at()

    def now(self) -> datetime:
        return self._outbox.now()


def test_the_worker_outlives_a_database_that_fails(
    engines: Engines, slack: LocalSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "LONGEST_SLEEP", 0.05)
    channel, clock = slack.adds_channel("notes", with_bot=True), FastClock()
    store = SqlStore(engines, clock, new_id)
    shaky = Shaky(SqlOutbox(store))
    store.meet(WORKSPACE)
    client = web_client(slack)
    worker = Worker(shaky, SlackPostman(lambda _: client), LEASE)
    shows(store, "a", "b", channel=channel.id)
    worker.start()
    try:
        waits_for(slack, lambda: len(slack.messages(channel)) == 2)
    finally:
        worker.stop()
    assert sorted(message.text for message in slack.messages(channel)) == ["a", "b"]
    assert shaky.fails.total() == 0


def test_a_moved_clock_neither_stops_nor_doubles_anything(
    engines: Engines, slack: LocalSlack, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Thirteen days go by at once, as in the demo: leases end, and what is due is due."""
    offset = tmp_path_factory.mktemp("clock") / "clock"
    clock = MovableClock(DatabaseClock(engines), offset)
    store = SqlStore(engines, clock, new_id)
    store.meet(WORKSPACE)
    outbox = SqlOutbox(store)
    client = web_client(slack)
    worker = Worker(outbox, SlackPostman(lambda _: client), LEASE)
    channel = slack.adds_channel("notes", with_bot=True)
    shows(store, "a", "b", channel=channel.id)
    assert worker.step()
    held = outbox.claim(LEASE)
    assert held is None
    slack.clock.advance(13 * 86_400)
    offset.write_text(str(13 * 86_400))
    assert worker.step()
    assert not worker.step()
    assert [message.text for message in slack.messages(channel)] == ["a", "b"]
    with store.reading(WORKSPACE) as work:
        assert [work.posts.failed(), outbox.next_at() is not None] == [[], True]
