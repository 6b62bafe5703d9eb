"""No input is a fault: all that Slack tells is told again, changed at random, and by those who may not.

``make fuzz COUNT=20000 SEED=1`` tries more of it, twice in one process, and prints what its memory has become.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from slack_sandbox.courier import sign

from bot.reading import Malformed, bolt_request, read
from domain.audit import NO_PEOPLE
from tests.conversations.impostors import state
from tests.conversations.looking import rows
from tests.http.every_surface import BY_SLACK, SURFACES, Sent, played, surface
from tests.http.mutants import Headers, by_nobody, encoded, mutant, unsigned
from tests.stage import DATABASE, Stage, stage

COUNT = int(os.environ.get("FUZZ_COUNT", "1000"))
SEED = int(os.environ.get("FUZZ_SEED", "12"))
LONG_RUN = 20_000  # requests after which memory has its usual size
MOST_GROWTH = 5.0  # MB that a second long run may add
BY_STRANGERS = 10  # one request of so many
QUIET_SECONDS = 1.0
LAST_WORDS = 500  # characters of a traceback
BY_ITSELF = {"paces", "homes"}  # what the clock and the worker change at any moment
FOR_EVERYBODY = {"acts", "audit", "deliveries", "nominations", "people"}  # what somebody without a part adds rows to


@dataclass
class Fuzz:
    """What is sent, and what comes of it."""

    staged: Stage
    recorded: list[Sent]
    chance: random.Random
    answers: Counter[int] = field(default_factory=Counter)

    def goes_round(self, count: int) -> None:
        """So many requests: by strangers, what is refused, by nobody in particular, and then what is let in."""
        few = count // BY_STRANGERS
        bodies = [mutant(self.chance, self.recorded) for _ in range(count - 2 * few)]
        refused = [body for body in bodies if is_malformed(body)]
        with self._unchanged():
            for _ in range(few):
                body = encoded(*self.chance.choice(self.recorded))
                self._sends(body, {401}, unsigned(self.chance, body, self.staged.slack.signing_secret))
            for body in refused:
                self._sends(body, {400})
        done = [sent for sent in self.recorded if surface(sent) not in BY_SLACK]
        with self._unchanged(FOR_EVERYBODY):
            for _ in range(few):
                self._sends(by_nobody(self.chance, self.chance.choice(done)), {200})
        for body in bodies:
            if body not in refused:
                self._sends(body, {200})

    def _sends(self, body: bytes, expected: Collection[int], headers: Headers | None = None) -> None:
        headers = sign(body, self.staged.slack.signing_secret) if headers is None else headers
        connection = HTTPConnection("127.0.0.1", self.staged.port, timeout=60)
        connection.request("POST", "/slack/events", body, dict(headers))
        answer = connection.getresponse()
        told = answer.read().decode(errors="replace")
        connection.close()
        assert answer.status in expected, f"{sum(self.answers.values())}: {answer.status} {told}\n{body!r}"
        self.answers[answer.status] += 1

    @contextmanager
    def _unchanged(self, but: Collection[str] = ()) -> Iterator[None]:
        """Nothing that the database says changes meanwhile, but in these tables."""
        before = self._at_rest()
        yield
        after = self._at_rest()
        for table in set(before) - set(but):
            assert after[table] == before[table], table

    def _at_rest(self) -> dict[str, list[Any]]:
        """What the database says, once nothing follows any more from what was sent."""
        self._is_accepted()
        said: dict[str, list[Any]] = {}
        while (now := state(self.staged, BY_ITSELF)) != said:
            said = now
            time.sleep(QUIET_SECONDS)
        return said

    def _is_accepted(self) -> None:
        """Where the bot was told that its app is gone, Slack takes a message, and it says what had to wait."""
        refused = "select workspace from app_refusals"
        if rows(self.staged, refused):
            self.staged.posts(self.staged.ada, "/sprint-update ferry", f"We go on, {self.chance.random()}")
            self.staged.waits_for(lambda: not rows(self.staged, refused))
        self.staged.waits_for(self.staged.clock.no_message_waits)


def is_malformed(body: bytes) -> bool:
    """Whether it is what Slack does not send."""
    try:
        bolt_request(read(body))
    except Malformed:
        return True
    return False


def test_no_input_is_a_fault(tmp_path: Path, sqlite_template: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(sqlite_template, tmp_path / DATABASE)
    with stage(tmp_path, mode="http", LOG_LEVEL="WARNING") as staged:
        recorded = played(staged)
        assert {surface(one) for one in recorded} == SURFACES
        staged.slack.sandbox.limits.on = False  # or Slack would refuse most of what follows
        fuzz = Fuzz(staged, recorded, random.Random(SEED))  # noqa: S311 - it makes no secrets
        grown = []
        for _ in range(2):
            fuzz.goes_round(COUNT)
            grown.append(resident(staged.bot.pid))
        assert {line[-LAST_WORDS:] for line in staged.bot.log().splitlines() if "Traceback" in line} == set()
        assert min(fuzz.answers[status] for status in (200, 400, 401)) > COUNT / 20, fuzz.answers
        _is_whole(staged)
        staged.posts(staged.ada, "/sprint-update ferry", "All is well")
        with capsys.disabled():
            print(f"\n{dict(fuzz.answers)}, resident memory {grown[0]:.1f} MB, then {grown[1]:.1f} MB")  # noqa: T201
        assert COUNT < LONG_RUN or grown[1] - grown[0] < MOST_GROWTH


def _is_whole(staged: Stage) -> None:
    """Whatever was let in was of this workspace, and is what the database can keep."""
    with closing(sqlite3.connect(staged.folder / DATABASE)) as database:
        assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert database.execute("pragma foreign_key_check").fetchall() == []
        assert database.execute("select id from workspaces").fetchall() == [(staged.slack.team_id,)]
        acts = database.execute("select distinct actor from audit where action not in ('refused', 'nominate')")
        people = (staged.editor, staged.ada, staged.bola)
        assert {actor for (actor,) in acts} <= {*NO_PEOPLE, *(one.id for one in people)}


def resident(pid: int) -> float:
    """How much memory a process holds, in MB."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
