"""One storm on each database, and one that must end badly; ``make chaos`` has many."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos.judge import LOST, TWICE
from tests.chaos.storm import Scenario, weathered
from tests.databases import Databases, PostgresServer


def server_of(databases: Databases, request: pytest.FixtureRequest) -> PostgresServer | None:
    if databases.kind == "sqlite":
        return None
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return server


@pytest.mark.parametrize(
    ("databases", "distributed"), [("sqlite", True), ("postgresql", False)], indirect=["databases"]
)
def test_nothing_is_lost_twice_or_old(
    databases: Databases, distributed: bool, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    scenario = Scenario(1, databases.kind, distributed)
    verdict = weathered(scenario, databases.migrated(), tmp_path, server_of(databases, request))
    assert verdict.is_sound, verdict.faults
    assert min(verdict.updates, verdict.messages) > 0
    assert verdict.troubles.total() > 10


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_without_looking_messages_are_there_twice(databases: Databases, tmp_path: Path) -> None:
    """The control: this harness does find what a bot without look-ups does to people."""
    verdict = weathered(Scenario(1, "sqlite", looks_up=False), databases.migrated(), tmp_path, None)
    assert verdict.faults[TWICE] or verdict.faults[LOST], verdict
