"""Open Home tabs stay fresh: whatever Slack answers, and whichever process was killed; on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from threading import Event
from typing import Any

import pytest
from slack_sandbox.controls import WAIT_SECONDS
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.text import as_text

from bot.app import new_id
from delivery import loop
from delivery.homes import HomeRefresher
from storage.clock import DatabaseClock
from storage.engine import Engines
from storage.stale_homes import EVERY, SqlStaleHomes
from storage.unit_of_work import SqlStore
from tests.delivery.office import WORKSPACE, hand_clock, web_client

LEASE = timedelta(seconds=20)


class Stage:
    """Homes that show one line each: what ``line`` holds, and the person's page."""

    def __init__(self, slack: LocalSlack, engines: Engines) -> None:
        self.slack, self.engines = slack, engines
        self.clock = hand_clock()
        self.store = SqlStore(engines, self.clock, new_id)
        self.store.meet(WORKSPACE)
        self.client = web_client(slack)
        self.ada, self.bola = (slack.adds_person(name) for name in ("Ada Marsh", "Bola Ade"))
        self.line: str | None = "One"
        self.started_again()

    def started_again(self) -> None:
        """A new process over the same database."""
        stale = SqlStaleHomes(self.engines, self.clock)
        self.refresher = HomeRefresher(stale, self.draws, lambda _workspace: self.client, LEASE)

    def draws(self, workspace: str, person: str) -> dict[str, Any]:
        if self.line is None:
            raise ValueError("nobody can draw this")
        with self.store.reading(workspace) as work:
            text = f"{self.line}, page {work.homes.page(person)}"
        return {"type": "home", "blocks": [{"type": "section", "text": {"type": "plain_text", "text": text}}]}

    def opens(self, person: Person, page: int = 0) -> None:
        with self.store.writing(WORKSPACE) as work:
            work.homes.opened(person.id, page)
            work.commit()

    def changes(self, line: str | None) -> None:
        self.line = line
        with self.store.writing(WORKSPACE) as work:
            work.homes.changed()
            work.commit()

    def works(self) -> None:
        """Does what can be done at this moment."""
        while self.refresher.step():
            pass

    def calls(self) -> int:
        return len(self.slack.calls("views.publish"))

    def homes(self) -> list[str]:
        return [as_text(home) if (home := person.home) else "" for person in (self.ada, self.bola)]


@pytest.fixture
def stage(engines: Engines) -> Iterator[Stage]:
    with LocalSlack(rate_limits=False) as slack:
        yield Stage(slack, engines)


def test_homes_are_drawn_when_they_are_sent_and_only_where_they_would_look_different(stage: Stage) -> None:
    stage.opens(stage.ada, page=1)
    stage.works()
    assert stage.homes() == ["One, page 1", ""]
    stage.opens(stage.bola)
    stage.changes("Two")
    stage.changes("Three")
    stage.works()
    assert stage.homes() == ["Three, page 1", "Three, page 0"]
    assert stage.calls() == 3
    stage.changes("Three")
    stage.works()
    assert stage.calls() == 3
    stage.opens(stage.ada)  # whoever opens it is shown it, whatever Slack has
    stage.works()
    assert stage.homes() == ["Three, page 0"] * 2
    assert stage.calls() == 4


@pytest.mark.parametrize("fault", ["429", "500", "an error", "lost before", "lost after", "cannot be drawn"])
def test_a_home_comes_whatever_happens(stage: Stage, fault: str) -> None:
    stage.opens(stage.ada)
    stage.works()
    stage.clock.advance(1)
    stage.opens(stage.bola)
    stage.works()
    match fault:
        case "429":
            stage.slack.fails("views.publish", status=429, error="ratelimited", retry_after=4)
        case "500":
            stage.slack.fails("views.publish", status=500)
        case "an error":
            stage.slack.fails("views.publish", error="internal_error")
        case "lost before":
            stage.slack.drops("views.publish", when="before")
        case "lost after":
            stage.slack.drops("views.publish", when="after")
    stage.changes(None if fault == "cannot be drawn" else "Two")
    stage.works()
    if fault == "429":  # all of the workspace is left in peace
        assert stage.homes() == ["One, page 0"] * 2
        stage.clock.advance(3.9)
        stage.works()
        assert stage.homes() == ["One, page 0"] * 2
        stage.clock.advance(0.1)
    elif fault != "cannot be drawn":  # others are not kept waiting
        assert stage.homes()[0] == "Two, page 0"
        stage.clock.advance(1)
    stage.line = "Two"
    stage.clock.advance(2 * EVERY.total_seconds())
    stage.works()
    assert stage.homes() == ["Two, page 0"] * 2


def test_nothing_is_lost_when_the_process_is_killed(stage: Stage) -> None:
    stage.opens(stage.ada)
    stage.works()
    stage.opens(stage.bola)  # killed before it was shown
    stage.changes("Two")  # killed between the change and the refresh
    stage.started_again()
    stage.works()
    assert stage.homes() == ["Two, page 0"] * 2

    stage.changes("Three")
    stale = SqlStaleHomes(stage.engines, stage.clock)
    while stale.claim(LEASE):  # killed with the Homes in hand
        pass
    stage.started_again()
    stage.works()
    assert stage.homes() == ["Two, page 0"] * 2
    stage.clock.advance(LEASE.total_seconds())
    stage.works()
    assert stage.homes() == ["Three, page 0"] * 2


def test_after_an_hour_nobody_tries_any_more(stage: Stage) -> None:
    stage.opens(stage.ada)
    stage.slack.fails("views.publish", error="internal_error", times=1000)
    for _ in range(120):
        stage.works()
        stage.clock.advance(60)
    tries = stage.calls()
    assert 10 < tries < 40
    stage.clock.advance(3600)
    stage.works()
    assert stage.calls() == tries


class Sleepy(HomeRefresher):
    """Says when it has found nothing to do."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.found_nothing = Event()

    def next_at(self) -> tuple[datetime | None, datetime]:
        self.found_nothing.set()
        return super().next_at()


def test_a_commit_wakes_the_thread(engines: Engines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "LONGEST_SLEEP", 3_600)
    with LocalSlack() as slack:
        store, client = SqlStore(engines, DatabaseClock(engines), new_id), web_client(slack)
        store.meet(WORKSPACE)
        ada = slack.adds_person("Ada Marsh")
        view = {"type": "home", "blocks": [{"type": "divider"}]}
        refresher = Sleepy(SqlStaleHomes(engines, DatabaseClock(engines)), lambda *_: view, lambda _: client, LEASE)
        store.calls_after_posting(refresher.wake)
        refresher.start()
        try:
            assert refresher.found_nothing.wait(WAIT_SECONDS)
            with store.writing(WORKSPACE) as work:
                work.homes.opened(ada.id, 0)
                work.commit()
            ada.sees_home()
        finally:
            refresher.stop()
