"""Killed at any point of a submit or of what follows: stored exactly once when the person was told, or pressed again,
and the confirmation is written once."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from bot.app import new_id
from storage.clock import DatabaseClock
from storage.tables import deliveries, revisions
from storage.unit_of_work import SqlStore
from tests.crash.one_submit import HEADLINE, NEVER, main
from tests.databases import Databases, opened
from tests.forked import SERVER
from tests.storage.harbour import FERRY, UNIT, edition

STEPS = 40
ALL: tuple[list[str], int] = ([HEADLINE], 1)
DUE: tuple[list[str], int] = ([HEADLINE], 0)
NOTHING: tuple[list[str], int] = ([], 0)


def test_before_each_thing_that_it_does_with_the_database(databases: Databases) -> None:
    database = prepared(databases)
    outcomes = submits(database, 0)
    before = stored(database)
    assert all(found == ALL for found, outcome in zip(before, outcomes, strict=True) if outcome == "told")
    kinds = list(zip(outcomes, before, strict=True))
    assert kinds.count(("killed", NOTHING)) >= 4
    assert kinds.count(("killed", DUE)) >= 4  # stored: the person sees an error, and presses again
    assert ("killed", ALL) in kinds  # right after the second commit
    assert kinds[-1] == ("told", ALL)

    assert submits(database, NEVER) == ["told"] * STEPS  # the modal is still there
    assert stored(database) == [ALL] * STEPS


def prepared(databases: Databases) -> str:
    """A database with an open edition in each of its workspaces, and one more for practice."""
    database = databases.migrated()
    with opened(database) as engines:
        store = SqlStore(engines, DatabaseClock(engines), new_id)
        for n in range(STEPS + 1):
            store.meet(f"T{n}")
            with store.writing(f"T{n}") as work:
                work.units.save(UNIT)
                work.projects.save(replace(FERRY, id=f"P{n}"))
                work.editions.add(replace(edition(), id=f"E{n}"))
                work.commit()
    return database


def submits(database: str, first: int) -> list[str]:
    """What became of the processes: ``told`` or ``killed``."""
    heard, said = SERVER.Pipe(duplex=False)
    process = SERVER.Process(target=main, args=(database, STEPS, first, said))
    process.start()
    said.close()
    outcomes = [heard.recv() for _ in range(STEPS)]
    process.join()
    assert process.exitcode == 0
    return outcomes


def stored(database: str) -> list[tuple[list[str], int]]:
    """``(the headlines of all revisions, how many messages wait)`` in each workspace."""
    with opened(database) as engines, engines.reader.connect() as connection:
        written = connection.execute(select(revisions.c.workspace, revisions.c.content)).all()
        waiting = connection.execute(select(deliveries.c.workspace)).scalars().all()
    of = {f"T{n}": [row.content["headline"] for row in written if row.workspace == f"T{n}"] for n in range(STEPS)}
    return [(headlines, waiting.count(workspace)) for workspace, headlines in of.items()]
