"""``make chaos``: many storms, each from a seed, on each database. The status is 1 where anything was lost, twice,
out of order, old or stuck, and where the control, which does not look up what is in doubt, finds nothing wrong.

    python -m tests.chaos.many --seeds 30 --first 1 --database all --history any --jobs 2
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from slack_sandbox.core import ANSWER_VARIABLE

from tests import conftest
from tests.chaos.judge import KINDS
from tests.chaos.storm import Scenario, Verdict, weathered
from tests.chaos.weather import COUNTED
from tests.databases import KINDS as DATABASES
from tests.databases import PostgresServer, a_postgres_server, migrated_file

CONTROLS = 3  # seeds, each of which must come to grief
HISTORY = {"free": (False,), "minute": (True,)}
COLUMNS = ("database", "seed", "history", *COUNTED, "updates", "messages", "seconds", "faults")


def main(arguments: Sequence[str]) -> int:
    """Runs the storms that are asked for, and says what came of them."""
    asked = _asked(arguments)
    seeds = range(asked.first, asked.first + asked.seeds)
    kinds = DATABASES if asked.database == "all" else (asked.database,)
    scenarios = [
        Scenario(seed, kind, distributed)
        for seed in seeds
        for kind in kinds
        for distributed in HISTORY.get(asked.history, (seed % 2 == 0,))
    ]
    controls = [Scenario(seed, kind, looks_up=False) for seed in seeds[:CONTROLS] for kind in kinds]
    with ProcessPoolExecutor(asked.jobs, mp_context=get_context("spawn")) as pool:
        _says(COLUMNS)
        verdicts = [_told(verdict) for verdict in pool.map(_run, scenarios)]
        _says(("the control, which looks nothing up, must come to grief:",))
        grief = [_told(verdict) for verdict in pool.map(_run, controls)]
    return _summed_up(verdicts, grief)


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make chaos")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--database", choices=("all", *DATABASES), default="all")
    parser.add_argument("--history", choices=("any", *HISTORY), default="any")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args(arguments)


def _run(scenario: Scenario) -> Verdict:
    os.environ.setdefault(ANSWER_VARIABLE, "30")
    conftest.use_memory()
    folder = Path(tempfile.mkdtemp(prefix="sprint-notes-chaos-"))
    with _database(scenario.kind, folder) as (database, server):
        verdict = weathered(scenario, database, folder, server)
    if verdict.is_sound or not scenario.looks_up:
        shutil.rmtree(folder, ignore_errors=True)
    return verdict


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[tuple[str, PostgresServer | None]]:
    if kind == "sqlite":
        yield migrated_file(folder / "chaos.db"), None
        return
    with a_postgres_server() as server:
        yield server.fresh("chaos"), server


def _told(verdict: Verdict) -> Verdict:
    """A line about a storm as soon as it is over, and what was wrong."""
    scenario = verdict.scenario
    history = "minute" if scenario.distributed else "free"
    faults = sum(map(len, verdict.faults.values()))
    counted = [verdict.troubles[name] for name in COUNTED]
    seconds = f"{verdict.seconds:.0f}"
    _says((scenario.kind, scenario.seed, history, *counted, verdict.updates, verdict.messages, seconds, faults))
    for kind, some in verdict.faults.items() if scenario.looks_up else ():
        for fault in some:
            _says((f"  {kind}: {fault}",))
    return verdict


def _summed_up(verdicts: Sequence[Verdict], grief: Sequence[Verdict]) -> int:
    for title, some in (("storms", verdicts), ("control", grief)):
        updates, messages = sum(one.updates for one in some), sum(one.messages for one in some)
        troubles = sum((one.troubles for one in some), Counter[str]())
        _says((f"{title}: {len(some)}, with " + ", ".join(f"{troubles[name]} {name}" for name in COUNTED),))
        _says((f"  of {updates} acknowledged updates and {messages} messages:",))
        for kind in KINDS:
            _says((f"  {kind}: {sum(len(one.faults[kind]) for one in some)}",))
    unsound = [one.scenario for one in verdicts if not one.is_sound]
    for one in unsound:
        history = "minute" if one.distributed else "free"
        _says((f"again: make chaos SEEDS=1 SEED={one.seed} DATABASE={one.kind} HISTORY={history}",))
    harmless = [one.scenario for one in grief if one.is_sound]
    for one in harmless:
        _says((f"the control came to no grief with seed {one.seed} on {one.kind}: this harness finds nothing",))
    return 1 if unsound or harmless else 0


def _says(cells: Iterable[object]) -> None:
    sys.stdout.write("  ".join(f"{cell!s:>8}" for cell in cells) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
