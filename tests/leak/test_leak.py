"""Sixty fortnights in one process of the bot: what it holds after them is what it held after twenty.

``make leak`` plays it and prints it; it takes minutes, so ``make test`` does not.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median

import pytest

from bot.process import BotProcess
from storage.columns import metadata
from tests.conversations.looking import rows
from tests.stage import DATABASE, LONDON, Stage, stage

FORTNIGHTS = int(os.environ.get("LEAK_FORTNIGHTS", "60"))
SETTLED = FORTNIGHTS // 3  # until then caches and pools get their size
FIRST = 7  # the number of the first edition
MORE_MEMORY = 1.05
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
    files: int
    wal: float  # MB
    rows: Mapping[str, int]


def test_a_process_holds_after_sixty_fortnights_what_it_held_after_twenty(
    tmp_path: Path, sqlite_template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(sqlite_template, tmp_path / DATABASE)
    held = []
    with stage(tmp_path, bot_of=BotProcess, LOG_LEVEL="WARNING") as staged:
        staged.imports_the_usual()
        staged.sets_up()
        for number in range(FIRST, FIRST + FORTNIGHTS):
            _fortnight(staged, number)
            held.append(_held(staged))
    with capsys.disabled():
        print("\n" + "\n".join(_told(held)))  # noqa: T201
    _is_flat(held[:SETTLED], held[SETTLED:])
    assert _growing(held) <= set(GROWS)


def _fortnight(staged: Stage, number: int) -> None:
    """Two leads post; the window closes, and the edition is approved and published."""
    staged.posts(staged.ada, "/sprint-update ferry", f"Ferries in sprint {number}")
    staged.posts(staged.bola, "/sprint-update lamp posts", f"Lamps in sprint {number}")
    [(closes,)] = rows(staged, f"select closes_at from editions where number = {number}")  # noqa: S608
    staged.clock.moves_to(datetime.fromisoformat(f"{closes}+00:00").astimezone(LONDON))
    staged.editor.clicks(f"Approve edition {number}", message=staged.draft("Waiting for 1 approval."))
    staged.editor.clicks(f"Publish edition {number}", message=staged.draft("Approved, ready to publish."))
    staged.draft(f"Published: Sprint Notes #{number}")
    staged.comes_to_rest()


def _held(staged: Stage) -> Held:
    process = Path(f"/proc/{staged.bot.pid}")
    pages = int((process / "statm").read_text().split()[1])
    wal = staged.folder / f"{DATABASE}-wal"
    return Held(
        memory=pages * os.sysconf("SC_PAGE_SIZE") / 1e6,
        threads=len(list((process / "task").iterdir())),
        files=len(list((process / "fd").iterdir())),
        wal=wal.stat().st_size / 1e6 if wal.exists() else 0.0,
        rows={
            table.name: rows(staged, f"select count(*) from {table.name}")[0][0]  # noqa: S608
            for table in metadata.sorted_tables
        },
    )


def _is_flat(first: Sequence[Held], later: Sequence[Held]) -> None:
    last = later[-1]
    assert last.memory < first[-1].memory * MORE_MEMORY
    for what in ("threads", "files"):  # one more of them is a call to Slack that goes on
        assert _usual(later, what) <= _usual(first, what), what
    assert max(one.wal for one in later) <= max(one.wal for one in first)


def _usual(held: Sequence[Held], what: str) -> float:
    return float(median(getattr(one, what) for one in held))


def _growing(held: Sequence[Held]) -> set[str]:
    """The tables that have more rows at the end than after the first fortnights."""
    return {name for name, count in held[-1].rows.items() if count > max(one.rows[name] for one in held[:SETTLED])}


def _told(held: Sequence[Held]) -> list[str]:
    settled, last = held[SETTLED - 1], held[-1]
    lines = [f"after {SETTLED} and after {len(held)} fortnights:"]
    lines += [
        f"  {what:8} {getattr(settled, what):8.1f} {getattr(last, what):8.1f}"
        for what in ("memory", "threads", "files", "wal")
    ]
    lines.append(f"  memory after every tenth: {', '.join(f'{one.memory:.1f}' for one in held[9::10])}")
    for name in sorted(_growing(held)):
        each = (last.rows[name] - settled.rows[name]) / (len(held) - SETTLED)
        lines.append(f"  {name:12} {each:5.1f} rows a fortnight: {GROWS.get(name, 'not explained')}")
    return lines
