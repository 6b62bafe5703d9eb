"""Any story of showing, changing and withdrawing, with any faults of Slack and any deaths of the worker.

At rest every wanted message is in Slack exactly once, with its latest words, in its order, and nothing else is; however
often Slack lets the bot read back what it posted. Where it may not read at all, editors say what is there, and nobody
knows where: such a message keeps its words.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, event

from bot.app import new_id
from delivery.slack import SlackPostman
from delivery.worker import Worker
from domain.delivery import PLACE_UNKNOWN, Delivery, DeliveryState, Message
from storage.engine import Engines
from storage.outbox import SqlOutbox
from storage.tables import deliveries, paces
from storage.unit_of_work import SqlStore
from tests.databases import Databases, opened
from tests.delivery.slack_in_memory import FAULTS, REGIMES, HandClock, Killed, Memory, Said, SlackInMemory

START = datetime(2026, 3, 5, 9, tzinfo=UTC)
WORKSPACE = "T1"
ENOUGH = 600  # steps to come to rest
BUSY = 20  # messages of others: more than a page where 15 are shown

Act = tuple[str, Any]

words = st.sampled_from(["one", "two", "three"])
refreshes = st.tuples(st.just("refresh"), st.lists(words, min_size=1, max_size=5))
notes = st.tuples(st.just("note"), st.tuples(st.sampled_from(["a", "b"]), words))
withdrawals = st.tuples(st.just("withdraw"), st.sampled_from(["a", "b"]))
work = st.tuples(st.just("work"), st.lists(st.sampled_from(("", *FAULTS)), min_size=1, max_size=6))
waits = st.tuples(st.just("wait"), st.sampled_from([0.2, 1.1, 3.1, 30]))
talk = st.tuples(st.just("talk"), st.sampled_from(["C1", "C2", "DU7"]))
editors = st.tuples(st.just("editor"), st.none())
stories = st.lists(
    st.one_of(refreshes, notes, withdrawals, work, work, work, waits, editors, talk), min_size=10, max_size=25
)


@pytest.fixture(scope="module")
def one_database(lasting_databases: Databases) -> Iterator[Engines]:
    """One database for all stories; it need not outlive a power cut."""
    with opened(lasting_databases.migrated()) as engines:
        for engine in (engines.reader, engines.writer):
            event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF").close())
        SqlStore(engines, HandClock(START), new_id).meet(WORKSPACE)
        yield engines


class Story:
    """A bot's outbox and a Slack that misbehaves, and what ought to be in Slack."""

    def __init__(self, engines: Engines, regime: str) -> None:
        with engines.writer.begin() as connection:
            connection.execute(delete(deliveries))
            connection.execute(delete(paces))
        self.clock = HandClock(START)
        self.memory = Memory(self.clock, regime)
        self.store = SqlStore(engines, self.clock, new_id)
        self.outbox = SqlOutbox(self.store)
        client = SlackInMemory(self.memory)
        self.worker = Worker(self.outbox, SlackPostman(lambda _: client), timedelta(seconds=5))
        self.draft: list[str] = []
        self.notes: dict[str, str] = {}

    def plays(self, act: Act) -> None:
        kind, what = act
        match kind:
            case "refresh":
                self.refresh(what)
            case "note" | "withdraw":
                self.note(*what) if kind == "note" else self.note(what, "")
            case "work":  # these faults, or none, are what the next calls meet
                self.memory.faults.extend(what)
                for _ in what:
                    self.step()
            case "wait":
                self.clock.advance(what)
            case "editor":
                self.editor_decides()
            case "talk":
                for n in range(BUSY):
                    self.memory.says(what, "", f"talk {n}")

    def refresh(self, texts: list[str]) -> None:
        """As the draft is refreshed: a card, its thread, and surplus places taken away."""
        with self.store.writing(WORKSPACE) as unit:
            messages = [Message(text=text) for text in texts]
            unit.posts.show("draft 0", messages[0], channel="C1", group="draft")
            unit.posts.show_group("draft", messages[1:], channel="C1", thread="draft 0", first=1)
            unit.commit()
        self.draft = texts

    def note(self, name: str, text: str) -> None:
        """A message by itself, in a channel or to a person; no text takes it away."""
        with self.store.writing(WORKSPACE) as unit:
            if text:
                unit.posts.show(name, Message(text=text), channel="C2" if name == "a" else "U7")
            else:
                unit.posts.withdraw(name)
            unit.commit()
        self.notes[name] = text

    def editor_decides(self) -> None:
        """Somebody looks into the channel where the bot asks, and has everything else tried again."""
        with self.store.writing(WORKSPACE) as unit:
            for trouble in self.troubles():
                is_there = any(said.key == trouble.key for said in self.memory.messages)
                if trouble.state is DeliveryState.ASKED and is_there:
                    assert unit.posts.confirm(trouble.id)
                else:
                    assert unit.posts.retry(trouble.id)
            unit.commit()

    def troubles(self) -> list[Delivery]:
        """What an editor can do something about."""
        with self.store.reading(WORKSPACE) as unit:
            return [trouble for trouble in unit.posts.failed() if trouble.error != PLACE_UNKNOWN]

    def step(self) -> bool:
        """One step of the worker; one that is killed leaves its lease behind, and another one goes on."""
        self.clock.advance(0.01)
        try:
            return self.worker.step()
        except Killed:
            return True

    def rests(self) -> None:
        """Goes on without faults until nothing is left to do."""
        self.memory.faults.clear()
        for _ in range(ENOUGH):
            self.editor_decides()
            if self.step():
                continue
            moment = self.outbox.next_at()
            if moment is None:
                return
            self.clock.advance((moment - self.clock.now()).total_seconds())
        raise AssertionError("it does not come to rest")

    def ours(self) -> list[Said]:
        return [said for said in self.memory.messages if said.key]

    def nothing_is_there_twice(self) -> None:
        """Nor is anything missing; what nobody knows the place of may be there though it is not wanted any more."""
        there = [said.key for said in self.ours()]
        wanted = {f"draft {place}" for place in range(len(self.draft))} | {
            name for name, text in self.notes.items() if text
        }
        assert len(there) == len(set(there))
        assert wanted <= set(there)
        with self.store.reading(WORKSPACE) as unit:
            stuck = {trouble.target for trouble in unit.posts.failed() if trouble.error == PLACE_UNKNOWN}
        assert set(there) - wanted <= stuck

    def holds(self) -> None:
        """Everything that is wanted is there once, and nothing else is."""
        there = sorted((said.key, said.text, said.channel) for said in self.ours())
        wanted = [(f"draft {place}", text, "C1") for place, text in enumerate(self.draft)]
        wanted += [(name, text, "C2" if name == "a" else "DU7") for name, text in self.notes.items() if text]
        assert there == sorted(wanted)
        draft = [said for said in self.ours() if said.channel == "C1"]
        in_order = sorted(draft, key=lambda said: said.ts)
        assert [said.key for said in in_order] == [f"draft {place}" for place in range(len(self.draft))]
        assert {said.thread_ts for said in in_order[1:]} <= {in_order[0].ts for _ in self.draft[:1]}


@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize("lasting_databases", ["sqlite"], indirect=True)
@settings(max_examples=50)
@given(story=stories)
@example(story=[("note", ("a", "one")), ("work", ["never"]), ("editor", None)])
@example(story=[("note", ("a", "one")), ("work", ["lost after"]), ("talk", "C2"), ("note", ("a", "two"))])
def test_at_rest_what_is_wanted_is_there_once(one_database: Engines, regime: str, story: list[Act]) -> None:
    played = Story(one_database, regime)
    for act in story:
        played.plays(act)
    played.rests()
    if regime == "refused":
        played.nothing_is_there_twice()
    else:
        played.holds()
