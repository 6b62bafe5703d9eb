"""What the bot needs is away for a while, or the bot itself: what was acknowledged stays, and all goes on."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from bot.health import KEPT_SECONDS
from tests.chaos.judge import judged
from tests.chaos.people import BODY, People, Told
from tests.chaos.rest import comes_to_rest
from tests.databases import Databases, PostgresServer
from tests.stage import Stage, restarted, stage

REST_SECONDS = 60.0
ON_POSTGRESQL = pytest.mark.parametrize("databases", ["postgresql"], indirect=True)


@contextmanager
def ready(folder: Path, database: str) -> Iterator[tuple[Stage, People]]:
    with stage(folder, database=database) as staged:
        staged.imports_the_usual()
        staged.sets_up()
        yield staged, People(staged)


def is_sound(staged: Stage, people: People) -> None:
    """It is published in the end, and nothing is lost, twice, old or stuck."""
    people.publish()
    faults = judged(people, comes_to_rest(staged, REST_SECONDS))
    assert not any(faults.values()), {kind: some for kind, some in faults.items() if some}


@pytest.mark.parametrize("days", [5, 40])
def test_down_for_days(databases: Databases, tmp_path: Path, days: int) -> None:
    """What Slack took when it went down is found again; what was due meanwhile is done once, late."""
    with ready(tmp_path, databases.migrated()) as (staged, people):
        staged.moves_to(16, 9)
        assert people.write(staged.ada, "ferry", "Boats are bookable")
        comes_to_rest(staged, REST_SECONDS)
        staged.slack.holds("chat.postMessage", when="after")
        assert people.write(staged.bola, "lamps", "Lamps are lit")
        staged.slack.waits_for_hold()
        staged.bot.kill()
        staged.slack.releases()
        staged.clock.advance(timedelta(days=days).total_seconds())
        restarted(staged)
        staged.editor.sees("Draft: Sprint Notes #7", in_channel=staged.review)
        is_sound(staged, people)
        assert (
            sum("is no update on" in str(one) for one in staged.bola.direct_messages()) == 0
        )  # nobody is reminded late


def test_a_window_that_closes_while_people_submit(databases: Databases, tmp_path: Path) -> None:
    """The second of closing: whoever heard that it is in finds it in the draft."""
    with ready(tmp_path, databases.migrated()) as (staged, people):
        staged.moves_to(18, 16, 59)
        writers = ((staged.ada, "ferry", "Boats are bookable"), (staged.bola, "lamps", "Lamps are lit"))
        for lead, key, headline in writers:
            assert lead.types(f"/sprint-update {key}", in_channel=staged.notes).ok
            lead.fills({"Headline": headline, "What happened": BODY})
        results: dict[str, Any] = {}

        def submits(lead: Any, key: str) -> None:
            results[key] = lead.submits()

        threads = [threading.Thread(target=submits, args=(lead, key)) for lead, key, _ in writers]
        threads[0].start()
        staged.moves_to(18, 17)
        threads[1].start()
        for thread in threads:
            thread.join()
        people.told += [Told(key, headline, results[key].closed) for _, key, headline in writers]
        assert all(one.is_in for one in people.told), results
        staged.editor.sees("Draft: Sprint Notes #7", in_channel=staged.review)
        is_sound(staged, people)


@ON_POSTGRESQL
def test_postgresql_that_crashes_and_is_away(
    databases: Databases, postgres_server: PostgresServer, tmp_path: Path
) -> None:
    """Who submits hears that it did not work and keeps their words; the bot outlives it, and is not ready meanwhile."""
    with ready(tmp_path, databases.migrated()) as (staged, people):
        assert people.write(staged.ada, "ferry", "Boats are bookable")
        staged.bola.types("/sprint-update lamps", in_channel=staged.notes)
        staged.bola.fills({"Headline": "Lamps are lit", "What happened": BODY})
        with postgres_server.away():
            refused = staged.bola.submits()
            assert list(refused.errors) == ["Project"], refused
            time.sleep(KEPT_SECONDS)  # for so long it says what it said before
            assert asks(staged, "readyz") == 503
            assert asks(staged, "livez") == 200
        staged.waits_for(lambda: asks(staged, "readyz") == 200)
        assert staged.bola.submits().closed
        people.told.append(Told("lamps", "Lamps are lit", is_in=True))
        staged.moves_to(18, 17)
        is_sound(staged, people)


@ON_POSTGRESQL
def test_postgresql_that_is_frozen(databases: Databases, postgres_server: PostgresServer, tmp_path: Path) -> None:
    """Who submits hears of no success before there is one; pressed again it is in once."""
    with ready(tmp_path, databases.migrated()) as (staged, people):
        staged.slack.configures(answer_seconds=2)
        staged.ada.types("/sprint-update ferry", in_channel=staged.notes)
        staged.ada.fills({"Headline": "Boats are bookable", "What happened": BODY})
        with postgres_server.frozen():
            assert not staged.ada.submits().closed
        staged.slack.configures(answer_seconds=30)
        assert staged.ada.submits().closed
        people.told.append(Told("ferry", "Boats are bookable", is_in=True))
        staged.moves_to(18, 17)
        is_sound(staged, people)


def asks(staged: Stage, page: str) -> int:
    """The status of a page of the bot's."""
    try:
        with urlopen(f"http://127.0.0.1:{staged.port}/{page}", timeout=30) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_renamed_channels(databases: Databases, tmp_path: Path) -> None:
    """All goes where it went, whatever that is called by now."""
    with ready(tmp_path, databases.migrated()) as (staged, people):
        assert people.write(staged.ada, "ferry", "Boats are bookable")
        for channel in (staged.review, staged.notes):
            staged.slack.sandbox.world.channels[channel.id].name = f"{channel.name}-renamed"
        staged.moves_to(18, 17)
        is_sound(staged, people)
