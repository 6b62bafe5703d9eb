"""Building a Home of a large unit: reading what it shows and making the view.

The floor is the least that any Home must do: read the unit's projects from the same file with nothing in
between, and write the view as JSON.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from bench.large_unit import EDITOR, LEAD, MEMBER, PEOPLE, PROJECTS, WORKSPACE, large_unit
from bench.medians import median
from rendering.slack.home import home as render
from services import home
from services.common.actor import Actor

ROUNDS = 31
MOST = 50  # milliseconds that a Home may take


def report() -> None:
    """Prints a line for each role."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.db"
        engines, store = large_unit(path)
        try:
            print(f"\nBuilding a Home: {PROJECTS} projects, {PEOPLE} people, medians of {ROUNDS}; at most {MOST} ms")
            for who, person in (("a lead of all", LEAD), ("an editor who leads 40", EDITOR), ("a member", MEMBER)):

                def build(person: str = person) -> object:
                    return render(home.view(Actor(store, WORKSPACE, person)))

                view = build()
                taken, floor = median(build, ROUNDS), median(lambda view=view: _floor(path, view), ROUNDS)  # type: ignore[misc]
                size = len(json.dumps(view))
                print(
                    f"  {who:24}{taken:6.1f} ms   floor {floor:5.2f} ms   ratio {taken / floor:5.1f}   {size:,} bytes"
                )
        finally:
            engines.dispose()


def _floor(path: Path, view: object) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("select * from projects").fetchall()
    json.dumps(view)
