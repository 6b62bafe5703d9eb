"""The public pages: an edition of 40 projects beside Starlette answering a constant of the same size, and the site as
files. Each server is a process of its own, asked over one connection that stays open, alone."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path

from bench.library import CONSTANT, FILE, GET_EDITION, PORT, PROJECTS, library
from bench.medians import median
from bench.servers import free_port, served
from web.site import WebSettings
from web.static import write_site

ASKED = 500  # requests of a round
EDITIONS = 200  # of the site as files
LEAST = 0.5  # of the constant's pages a second


def report() -> None:
    """Prints how many pages a second there are, and how long the files take."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        _report_pages(path)
        _report_files(path)


def _report_pages(folder: Path) -> None:
    engines, _ = library(folder / "one.db", 1)
    engines.dispose()
    with ExitStack() as stack:
        ours = {PORT: str(free_port()), FILE: str(folder / "one.db")}
        stack.enter_context(served("bench.library", ours))
        asks = _Asks(ours[PORT])
        length, tag = asks.once()
        floor = {PORT: str(free_port()), CONSTANT: str(length)}
        stack.enter_context(served("bench.library", floor))
        constant = _Asks(floor[PORT])
        page, known, bare = (
            ASKED / median(work, 5) * 1000
            for work in (asks.many, lambda: asks.many({"If-None-Match": tag}), constant.many)
        )
    print(f"An edition of {PROJECTS} projects on the web, {length:,} bytes:")
    print(f"  {page:,.0f} a second; {known:,.0f} where the reader has it; a constant of that size {bare:,.0f}")
    print(f"  {page / bare:.2f} of the constant (at least {LEAST})")


class _Asks:
    """One reader, who goes on on one connection."""

    def __init__(self, port: str) -> None:
        self._connection = HTTPConnection("127.0.0.1", int(port), timeout=20)

    def once(self, headers: dict[str, str] | None = None) -> tuple[int, str]:
        """How long the answer is, and its tag."""
        self._connection.request("GET", GET_EDITION, headers=headers or {})
        answer = self._connection.getresponse()
        body = answer.read()
        assert answer.status in (200, 304), answer.status
        return len(body), answer.headers.get("ETag", "")

    def many(self, headers: dict[str, str] | None = None) -> None:
        """A round, on a connection that is new: a server ends one that rests for long."""
        self._connection.close()
        for _ in range(ASKED):
            self.once(headers)


def _report_files(folder: Path) -> None:
    engines, archives = library(folder / "many.db", EDITIONS)
    settings = WebSettings(public_url="https://notes.example.org")
    print(f"The site of {EDITIONS} editions × {PROJECTS} projects as files:")
    for what, most in (("at first", 60), ("again", 5)):
        begun, cpu = time.perf_counter(), time.process_time()
        written = write_site(archives, settings, folder / "site")
        taken, worked = time.perf_counter() - begun, time.process_time() - cpu
        told = f"{written.files:,} files, {written.written:,} written"
        print(f"  {what}: {told}, {taken:.1f} s, of them {worked:.1f} s of work (at most {most})")
    engines.dispose()


if __name__ == "__main__":
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    report()
