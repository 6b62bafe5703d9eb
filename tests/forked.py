"""Our processes for tests: forked from one that has imported everything, which spares each of them two seconds.

Each is a process of its own all the same, with its own settings, folder and streams. A few tests in
``tests/commands`` start the real command.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import IO, Any

from bot.process import BotProcess, Running

ROOT = Path(__file__).parents[1]
COMMAND_SECONDS = 120  # so long only what hangs takes, however busy the machine
ANSWER_SECONDS = 10  # a busy machine is no slow Slack
REFUSED_SECONDS = 0.5  # nobody in a test changes a token
APPENDED = (os.O_WRONLY | os.O_APPEND,) * 2
SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(["tests.preloaded"])


class ForkedBot(BotProcess):
    """A bot like any other, begun sooner."""

    def _begun(self, log: IO[bytes]) -> Running:
        arguments = (self._environment, str(self._folder), log.name)
        return forked(run_bot, *arguments)


def forked(target: Callable[..., None], *arguments: Any) -> Running:
    """A process of its own, begun."""
    process = SERVER.Process(target=target, args=arguments, daemon=True)
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


def sprint_notes(
    *arguments: str, given: str = "", folder: Path = ROOT, environment: Mapping[str, str] = os.environ
) -> subprocess.CompletedProcess[str]:
    """Runs ``sprint-notes`` with these arguments, and with ``given`` typed into it."""
    with tempfile.TemporaryDirectory() as name:
        files = [Path(name) / stream for stream in ("in", "out", "err")]
        for file in files:
            file.write_text(given if file.name == "in" else "", encoding="utf-8", newline="")
        streams = [str(file) for file in files]
        process = SERVER.Process(target=_command, args=(dict(environment), str(folder), streams, arguments))
        process.start()
        process.join(COMMAND_SECONDS)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(arguments, COMMAND_SECONDS)
        printed = [file.read_bytes().decode() for file in files[1:]]
        return subprocess.CompletedProcess(arguments, process.exitcode, *printed)


def run_bot(environment: Mapping[str, str], folder: str, log: str) -> None:
    """What the bot's process does: ``sprint-notes run`` in its folder. It waits longer for Slack before an answer."""
    from bot import app

    app.ANSWER_SECONDS = ANSWER_SECONDS
    _command(environment, folder, [os.devnull, os.devnull, log], ["run"])


def _command(environment: Mapping[str, str], folder: str, streams: list[str], arguments: Sequence[str]) -> None:
    from bot import introduction
    from bot.cli import main

    introduction.REFUSED_SECONDS = REFUSED_SECONDS
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for number, (name, flags) in enumerate(zip(streams, (os.O_RDONLY, *APPENDED), strict=True)):
        os.dup2(os.open(name, flags), number)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", buffering=1, closefd=False)
    sys.argv = ["sprint-notes", *arguments]
    main()
