"""Health tells the truth: what is wrong with this process, what keeps it from storing a submit, and how Slack is."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest
from apscheduler.schedulers.background import BackgroundScheduler
from slack_sandbox.server import LocalSlack
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from bot import introduction, watchdog
from bot.ending import Ending
from bot.health import KEPT_SECONDS
from delivery import pulse
from domain.errors import SprintNotesError
from tests.databases import Databases
from tests.http.server import COMMAND, Served, database, served, until

Away = Callable[[str], AbstractContextManager[None]]


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """With which status the watchdog has ended the process, if it has: it stays."""
    statuses: list[int] = []
    monkeypatch.setattr(os, "_exit", statuses.append)
    monkeypatch.setattr(watchdog, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(watchdog, "GRACE_SECONDS", 0.5)
    return statuses


def test_all_is_well(bot: Served) -> None:
    assert bot.asks("/livez")[0] == 200
    status, told = bot.asks("/readyz")
    assert (status, told["fault"]) == (200, "")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_dead_thread_is_told_and_ends_the_process(tmp_path: Path, ended: list[int]) -> None:
    with served(database(tmp_path)) as bot:
        assert bot.asks("/livez")[0] == 200

        def dies() -> bool:
            raise SystemExit

        bot.parts.loops[0].step = dies  # type: ignore[method-assign]
        bot.parts.loops[0].wake()
        until(lambda: bot.asks("/livez")[0] == 503)
        assert bot.asks("/livez")[1]["faults"] == ["The thread “delivery 1” has ended."]
        assert bot.asks("/readyz")[0] == 200
        until(lambda: ended)
        assert set(ended) == {watchdog.FAILED}


@pytest.mark.parametrize("name", ["follow-ups", "clock"])
def test_a_stuck_thread_is_told_and_ends_the_process(
    name: str, tmp_path: Path, ended: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulse, "STUCK_SECONDS", 3.0)  # a thread with nothing to do sleeps for two
    freed = threading.Event()
    with served(database(tmp_path)) as bot:

        def hangs(*_: object) -> list[str]:
            freed.wait(60)
            return []

        if name == "clock":
            bot.parts.store.workspaces = hangs  # type: ignore[method-assign]
        else:
            next(loop for loop in bot.parts.loops if loop.name == name).step = hangs  # type: ignore[assignment, method-assign]
        until(lambda: bot.asks("/livez")[0] == 503)
        assert any(f"“{name}” is stuck" in fault for fault in bot.asks("/livez")[1]["faults"])
        until(lambda: ended)
        freed.set()


def test_a_clock_that_does_not_tick_is_told(tmp_path: Path, ended: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulse, "STUCK_SECONDS", 3.0)
    monkeypatch.setattr(BackgroundScheduler, "start", lambda _self: None)
    with served(database(tmp_path)) as bot:
        until(lambda: bot.asks("/livez")[0] == 503)
        assert "“clock” is stuck" in bot.asks("/livez")[1]["faults"][0]


def test_ticks_that_fail_are_no_dead_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ended: list[int]) -> None:
    monkeypatch.setattr(pulse, "STUCK_SECONDS", 2.5)
    with served(database(tmp_path)) as bot:

        def fails() -> list[str]:
            raise OSError("the disk is gone")

        bot.parts.store.workspaces = fails  # type: ignore[method-assign]
        until(lambda: bot.asks("/livez")[1]["last_tick_seconds_ago"] > 4)
        assert [fault for fault in bot.asks("/livez")[1]["faults"] if "clock" in fault] == []


# whether a submit can be stored


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Another process has SQLite's file to itself."""
    with closing(sqlite3.connect(str(make_url(url).database), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def removed(url: str) -> Iterator[None]:
    """SQLite's file is somewhere else."""
    file = Path(str(make_url(url).database))
    file.rename(elsewhere := file.with_suffix(".elsewhere"))
    yield
    elsewhere.rename(file)


@contextmanager
def cut_off(url: str) -> Iterator[None]:
    """PostgreSQL lets nobody in."""
    name = make_url(url).database
    admin = create_engine(make_url(url).set(database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"))  # noqa: S608
        yield
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
    admin.dispose()


WAYS = {"sqlite": [locked, removed], "postgresql": [cut_off]}


def test_a_process_whose_database_is_away_is_alive_and_not_ready(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where SQLite's file is gone it is so until it ends, which it is told to."""
    told_to_end: list[SprintNotesError] = []
    monkeypatch.setattr(Ending, "because", lambda _, reason: told_to_end.append(reason))
    url = databases.migrated()
    with served(url) as bot:
        for away in WAYS[databases.kind]:
            until(lambda: bot.asks("/readyz")[0] == 200)
            with away(url):
                until(lambda: bot.asks("/readyz")[0] == 503)
                assert "database" in bot.asks("/readyz")[1]["fault"]
                assert bot.asks("/livez")[0] == 200
                assert bot.asks("/metrics")[0] == 200
                if away is removed:
                    until(lambda: bool(told_to_end))
                assert bool(told_to_end) is (away is removed)
        until(lambda: bot.asks("/readyz")[0] == 200)


def test_a_process_with_older_tables_is_not_ready(tmp_path: Path) -> None:
    with served(database(tmp_path)) as bot:
        with bot.parts.engines.writer.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        until(lambda: bot.asks("/readyz")[0] == 503, KEPT_SECONDS * 10)
        assert bot.asks("/readyz")[1]["fault"] == "The tables of the database are of an earlier release."


def test_a_process_that_ends_is_not_ready(tmp_path: Path) -> None:
    with served(database(tmp_path)) as bot:
        bot.parts.health.ends_when(lambda: True)
        assert bot.asks("/readyz")[0] == 503
        assert bot.asks("/livez")[0] == 200


# how Slack is


def test_an_outage_of_slack_leaves_a_process_ready(tmp_path: Path) -> None:
    with served(database(tmp_path)) as bot:
        until(lambda: bot.asks("/readyz")[1]["slack"] == "away")
        assert bot.asks("/readyz")[0] == 200
        assert bot.asks("/livez")[0] == 200
        assert bot.posts(COMMAND)[0] == 200
        assert "sprint_notes_slack_reachable 0.0" in bot.asks("/metrics")[1]


def test_slack_and_its_token_are_told(tmp_path: Path) -> None:
    with (
        LocalSlack() as slack,
        served(database(tmp_path), met=False, slack=slack.api_url, token=slack.bot_token) as bot,
    ):
        until(lambda: bot.asks("/readyz")[0] == 200)
        told = bot.asks("/readyz")[1]
        assert (told["slack"], told["token"]) == ("reachable", "accepted")


def test_who_has_never_met_slack_can_store_nothing(tmp_path: Path) -> None:
    with served(database(tmp_path), met=False) as bot:
        status, told = bot.asks("/readyz")
        assert status == 503
        assert told["fault"] == "No workspace is known yet: Slack has not been met."
        assert bot.asks("/livez")[0] == 200


def test_a_refused_token_with_other_workspaces_is_told_and_no_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(introduction, "FIRST_WAIT", 0.01)
    with LocalSlack() as slack, served(database(tmp_path), slack=slack.api_url, token="xoxb-wrong") as bot:
        bot.parts.store.meet("T2", "Another", "B2", "U2")
        monkeypatch.setattr(introduction, "REFUSED_SECONDS", 0.0)
        until(lambda: bot.asks("/readyz")[1]["token"] == "refused: invalid_auth")
        assert bot.asks("/readyz")[0] == 200
        assert 'error="invalid_auth",method="auth.test"' in bot.asks("/metrics")[1]


def test_what_is_counted(bot: Served) -> None:
    assert bot.posts(COMMAND)[0] == 200
    assert bot.posts(COMMAND, {})[0] == 401
    bot.parts.store.meet("T2")
    lines = (
        'sprint_notes_acks_total{kind="command",status="200"}',
        'sprint_notes_ack_seconds_count{kind="command"}',
        'sprint_notes_turned_away_total{why="not signed"}',
        'sprint_notes_deliveries{state="pending"} 0.0',
        'sprint_notes_ticks_total{outcome="ok"}',
        "sprint_notes_last_tick_age_seconds",
    )
    until(lambda: all(line in bot.asks("/metrics")[1] for line in lines))  # the first tick takes a moment
