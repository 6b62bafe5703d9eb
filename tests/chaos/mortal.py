"""A bot that dies where it is told to, and comes back."""

from __future__ import annotations

import os
import signal
import threading
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import IO, Any
from unittest.mock import patch

from bot.process import BotProcess, Running
from tests.forked import ForkedBot, forked, run_bot

LOOK_SECONDS = 0.02


@dataclass
class Sabotage:
    """What is wrong with a process from its start: the failpoints at which it dies, each at the so manieth time that it
    is reached, whether it believes that nothing is there wherever it should look, and by how many seconds its host's
    clock is wrong."""

    deaths: dict[str, int] = field(default_factory=dict)
    looks_up: bool = True
    skew: float = 0.0


class MortalBot(ForkedBot):
    """A bot that dies at failpoints."""

    def __init__(self, settings: Mapping[str, str], folder: Path) -> None:
        super().__init__(settings, folder)
        self.sabotage = Sabotage()

    def _begun(self, log: IO[bytes]) -> Running:
        return forked(_lives, self.sabotage, self._environment, str(self._folder), log.name)

    def died_at(self) -> str:
        """The failpoint at which the last process died, once; nothing where it was killed otherwise."""
        file = _testament(self._folder)
        name = file.read_text(encoding="utf-8") if file.exists() else ""
        file.unlink(missing_ok=True)
        return name


class Keeper:
    """Starts each bot again that has ended, for as long as this lasts, and counts where it died."""

    def __init__(self, bots: Collection[MortalBot], then: Callable[[MortalBot, str], object]) -> None:
        self.died: Counter[str] = Counter()
        self._bots = bots
        self._then = then
        self._ending = threading.Event()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="keeper", daemon=True)

    def __enter__(self) -> Keeper:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._thread.join()

    def kills(self, bot: BotProcess) -> None:
        """Ends one as a power cut would."""
        with self._lock:
            bot.kill()

    def _run(self) -> None:
        while not self._ending.wait(LOOK_SECONDS):
            for bot in self._bots:
                self._looks_after(bot)

    def _looks_after(self, bot: MortalBot) -> None:
        with self._lock:
            if bot.is_running:
                return
            bot.kill()  # nothing is left of it but its status
            name = bot.died_at()
            bot.sabotage.deaths.pop(name, None)
            self.died[name] += 1
            self._then(bot, name)
            bot.start()


def _lives(sabotage: Sabotage, environment: Mapping[str, str], folder: str, log: str) -> None:
    """What the process does."""
    from delivery.slack import SlackPostman
    from domain import failpoints
    from domain.delivery import Absent
    from storage import clock

    left = dict(sabotage.deaths)

    def told(name: str) -> None:
        left[name] = left.get(name, 0) - 1
        if left[name] == 0:
            _testament(Path(folder)).write_text(name, encoding="utf-8")
            os.kill(os.getpid(), signal.SIGKILL)

    failpoints.arm(told)
    if sabotage.skew:
        patch.object(clock, "datetime", _wrong_by(sabotage.skew)).start()
    if not sabotage.looks_up:
        patch.object(SlackPostman, "look_up", lambda _self, posts: [Absent()] * len(posts)).start()
    run_bot(environment, folder, log)


def _wrong_by(seconds: float) -> type[datetime]:
    class Wrong(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            return datetime.now(tz) + timedelta(seconds=seconds)

    return Wrong


def _testament(folder: Path) -> Path:
    return folder / "died_at"
