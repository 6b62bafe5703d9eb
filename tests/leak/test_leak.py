"""Sixty fortnights in one process of the bot: what it holds after them is what it held after twenty.

``make leak`` plays it and prints it; it takes minutes, so ``make test`` does not.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median

import pytest
from slack_sandbox.person import Person
from slack_sandbox.things import Channel

from bot.process import BotProcess
from storage.columns import metadata
from storage.engine import SQLITE_READERS
from tests.conversations.looking import rows
from tests.stage import DATABASE, LONDON, Stage, stage

FORTNIGHTS = int(os.environ.get("LEAK_FORTNIGHTS", "60"))
SETTLED = FORTNIGHTS // 3  # until then caches and pools get their size
FIRST = 7  # the number of the first edition
READERS = 12  # who ask at the same time, so that every pool has its size soon
AROUND = 5  # fortnights whose median counts: one more of something for a moment is a call to Slack that goes on
AT_MOST = {"memory": 1.05, "wal": 1.05, "threads": 1.0, "files": 1.0}  # of what there was
CONNECTIONS = 1 + SQLITE_READERS
GROWS: Mapping[str, str] = {  # what a fortnight of two updates leaves, and why it is kept
    "editions": "one, for good: what was published stays",
    "documents": "one, for good: the edition as it was published",
    "approvals": "one, for good: who approved what",
    "updates": "two, for good",
    "revisions": "two, for good: every version of an update",
    "audit": "who did what; forgotten after SPRINT_NOTES_LOG_DAYS",
    "deliveries": "one a message, for good: so that it can be changed, and is never posted again",
    "occasions": "what the clock has done, for good: so that it is not done again",
}


@dataclass(frozen=True)
class Held:
    """What the process holds after a fortnight."""

    memory: float  # MB
    threads: int
    files: int  # other than the database's, and sockets
    connections: int  # to the database
    wal: float  # MB
    rows: Mapping[str, int]


@dataclass(frozen=True)
class Hall:
    """A channel, and those who read there."""

    channel: Channel
    readers: Sequence[Person]


def test_a_process_holds_after_sixty_fortnights_what_it_held_after_twenty(
    tmp_path: Path, sqlite_template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(sqlite_template, tmp_path / DATABASE)
    held = []
    with stage(tmp_path, bot_of=BotProcess, LOG_LEVEL="WARNING") as staged:
        staged.imports_the_usual()
        staged.sets_up()
        hall = _a_hall(staged)
        for number in range(FIRST, FIRST + FORTNIGHTS):
            _fortnight(staged, hall, number)
            held.append(_held(staged))
    with capsys.disabled():
        print("\n" + "\n".join(_told(held)))  # noqa: T201
    _is_flat(held)
    assert _growing(held) <= set(GROWS)


def _a_hall(staged: Stage) -> Hall:
    readers = [staged.slack.adds_person(f"Reader {number}") for number in range(READERS)]
    return Hall(staged.slack.adds_channel("hall", members=readers), readers)


def _fortnight(staged: Stage, hall: Hall, number: int) -> None:
    """Two leads post; the window closes, the edition is approved and published, and people ask about it at once."""
    staged.posts(staged.ada, "/sprint-update ferry", f"Ferries in sprint {number}", _body("Ferries", number))
    staged.posts(staged.bola, "/sprint-update lamp posts", f"Lamps in sprint {number}", _body("Lamps", number))
    [(closes,)] = rows(staged, f"select closes_at from editions where number = {number}")  # noqa: S608
    staged.clock.moves_to(datetime.fromisoformat(f"{closes}+00:00").astimezone(LONDON))
    staged.editor.clicks(f"Approve edition {number}", message=staged.draft("Waiting for 1 approval."))
    staged.editor.clicks(f"Publish edition {number}", message=staged.draft("Approved, ready to publish."))
    staged.draft(f"Published: Sprint Notes #{number}")
    with ThreadPoolExecutor(READERS) as at_once:
        answers = at_once.map(
            lambda reader: reader.types("/sprint-status ferry", in_channel=hall.channel), hall.readers
        )
        assert all(f"Ferries in sprint {number}" in answer for answer in answers)
    staged.comes_to_rest()


def _body(what: str, number: int) -> str:
    """Some hundred words that nobody has written before."""
    about = ("jetty", "timetable", "crew", "ticket office", "harbour wall", "winter service", "paint", "school run")
    return "\n\n".join(f"{what} and the {one}: in sprint {number} we tried {number} ways of it." for one in about)


def _held(staged: Stage) -> Held:
    process = Path(f"/proc/{staged.bot.pid}")
    pages = int((process / "statm").read_text().split()[1])
    wal = staged.folder / f"{DATABASE}-wal"
    files = _open_files(process / "fd")
    return Held(
        memory=pages * os.sysconf("SC_PAGE_SIZE") / 1e6,
        threads=len(list((process / "task").iterdir())),
        files=sum(DATABASE not in name for name in files),
        connections=sum(name.endswith(DATABASE) for name in files),
        wal=wal.stat().st_size / 1e6 if wal.exists() else 0.0,
        rows={
            table.name: rows(staged, f"select count(*) from {table.name}")[0][0]  # noqa: S608
            for table in metadata.sorted_tables
        },
    )


def _open_files(folder: Path) -> list[str]:
    names = []
    for file in folder.iterdir():
        with suppress(FileNotFoundError):  # it was closed just now
            names.append(str(file.readlink()))
    return names


def _is_flat(held: Sequence[Held]) -> None:
    for what, share in AT_MOST.items():
        assert _around(held, len(held), what) <= share * _around(held, SETTLED, what), what
    assert max(one.connections for one in held) <= CONNECTIONS


def _around(held: Sequence[Held], number: int, what: str) -> float:
    """How much of it there was after so many fortnights, but for chance."""
    return float(median(getattr(one, what) for one in held[max(0, number - AROUND) : number]))


def _growing(held: Sequence[Held]) -> set[str]:
    """The tables that have more and more rows: a channel that is named for the first time does not make them so."""
    few = (len(held) - SETTLED) / 10
    return {name for name, count in held[-1].rows.items() if count - held[SETTLED - 1].rows[name] > few}


def _told(held: Sequence[Held]) -> list[str]:
    settled, last = held[SETTLED - 1], held[-1]
    lines = [f"after {SETTLED} and after {len(held)} fortnights (medians of {AROUND}):"]
    lines += [
        f"  {what:11} {_around(held, SETTLED, what):8.1f} {_around(held, len(held), what):8.1f}"
        for what in (*AT_MOST, "connections")
    ]
    lines.append(f"  memory after every tenth: {', '.join(f'{one.memory:.1f}' for one in held[9::10])}")
    for name in sorted(_growing(held)):
        each = (last.rows[name] - settled.rows[name]) / (len(held) - SETTLED)
        lines.append(f"  {name:12} {each:5.1f} rows a fortnight: {GROWS.get(name, 'not explained')}")
    return lines
