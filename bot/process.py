"""The bot's own process, as the demo and the tests start, kill and start it again."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Protocol, Self
from urllib.error import URLError
from urllib.request import urlopen

START_SECONDS = 60.0  # so long only what hangs takes, however busy the machine
STOP_SECONDS = 60.0


class ClockFile:
    """The file by which the bot's clock is moved, see ``SPRINT_NOTES_CLOCK_FILE``."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, offset: float) -> None:
        """Moves the bot's clock to ``offset`` seconds from now, in one step: it must never read half a file."""
        fresh = self.path.with_suffix(".new")
        fresh.write_text(str(offset))
        fresh.replace(self.path)


class Running(Protocol):
    """What can be done with a process: as ``subprocess.Popen`` has it."""

    @property
    def pid(self) -> int: ...
    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...


class BotProcess:
    """``sprint-notes run`` with settings of its own, in a folder of its own; its log is ``bot.log`` there."""

    def __init__(self, settings: Mapping[str, str], folder: Path) -> None:
        self._environment = {**os.environ, "PYTHONUNBUFFERED": "1", **settings}
        self._folder = folder
        self._process: Running | None = None
        self.ended_with: int | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Starts the process; whoever needs it to be ready waits for that."""
        with (self._folder / "bot.log").open("ab") as log:
            self._process = self._begun(log)

    def _begun(self, log: IO[bytes]) -> Running:
        return subprocess.Popen(
            [sys.executable, "-m", "bot", "run"], env=self._environment, cwd=self._folder, stderr=log
        )

    def stop(self) -> None:
        """Ends it in good order."""
        if self._process is not None:
            self._process.terminate()
            try:
                self.ended_with = self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:  # whoever asked must know, and nothing may stay behind
                self.kill()
                raise
            self._process = None

    def kill(self) -> None:
        """Ends it as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self.ended_with = self._process.wait(STOP_SECONDS)
            self._process = None

    def waits_until_healthy(self, port: int) -> None:
        """Waits until it answers on its port; raises ``AssertionError`` with its log where it never does."""
        deadline = time.monotonic() + START_SECONDS
        while not answers(port):
            if not self.is_running or time.monotonic() > deadline:
                raise AssertionError(f"the bot did not start:\n{self.log()}")
            time.sleep(0.05)

    @property
    def is_running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The number of the process; raises ``ProcessLookupError`` where it has not been started."""
        if self._process is None:
            raise ProcessLookupError
        return self._process.pid

    def run(self, *arguments: str) -> str:
        """Runs another command of the command line with the same settings; its output."""
        done = subprocess.run(  # noqa: S603 - our own command line
            [sys.executable, "-m", "bot", *arguments],
            env=self._environment,
            cwd=self._folder,
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise AssertionError(f"sprint-notes {' '.join(arguments)} failed: {done.stderr}")
        return done.stdout

    def log(self) -> str:
        """What it has logged so far."""
        path = self._folder / "bot.log"
        return path.read_text() if path.exists() else ""


def answers(port: int) -> bool:
    """Whether a bot on this port says that it can take what people submit."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1):
            return True
    except (URLError, OSError):
        return False
