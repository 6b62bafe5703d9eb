"""The bot's process for tests: forked from one that has imported everything, which spares each test two seconds.

It is a process of its own all the same, with its own settings, folder and log. ``tests/commands`` start the real
command.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess
from typing import IO

from bot.process import BotProcess, Running

SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(["bot.cli", "bot.run", "alembic.command"])


class ForkedBot(BotProcess):
    """A bot like any other, begun sooner."""

    def _begun(self, log: IO[bytes]) -> Running:
        arguments = (self._environment, str(self._folder), log.name)
        process = SERVER.Process(target=_run, args=arguments, daemon=True)
        process.start()
        return _Forked(process)


class _Forked:
    """A forked process with the manners of ``subprocess.Popen``."""

    def __init__(self, process: ForkServerProcess) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        return self._process.pid or 0

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("the bot", timeout or 0)
        return self._process.exitcode

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()


def _run(environment: Mapping[str, str], folder: str, log: str) -> None:
    """What the process does: ``sprint-notes run`` in its folder."""
    from bot.cli import main

    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    os.dup2(os.open(log, os.O_WRONLY | os.O_APPEND), 2)
    sys.stderr = os.fdopen(2, "w", buffering=1, closefd=False)
    sys.argv = ["sprint-notes", "run"]
    main()
