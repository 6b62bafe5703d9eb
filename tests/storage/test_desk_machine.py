"""Any sequence of clicks by any mix of people and replicas."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from storage.engine import open_engines
from tests.databases import Databases
from tests.storage.desk_machine import DeskMachine

SOME = settings(max_examples=10, stateful_step_count=35)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_nothing_unapproved_is_published_nothing_is_lost_and_nothing_is_stuck(databases: Databases) -> None:
    class OnSqlite(DeskMachine):
        def __init__(self) -> None:
            url = databases.migrated()
            super().__init__([open_engines(url) for _ in range(2)])

    run_state_machine_as_test(OnSqlite, settings=SOME)
