"""`sprint-notes demo` at a terminal: the example, once finished, stays up, and a newcomer goes on from there."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.xdist_group("browser")
ROOT = Path(__file__).parents[2]
WITHIN = 180.0  # seconds: the example is played in one, on a slow machine
SLOW = 30_000  # milliseconds
LEAD = "Ffion Rees"
MOST_LINES = 150


def _hears_ctrl_c() -> None:
    """A shell that was started in the background ignores it, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """A process at a terminal of its own, and what it has printed."""

    def __init__(self, *command: str) -> None:
        self.printed = ""
        self._end, other = pty.openpty()
        environment = os.environ | {"COLUMNS": "160", "TERM": "dumb"}
        self.process = subprocess.Popen(
            command,
            stdin=other,
            stdout=other,
            stderr=other,
            start_new_session=True,
            cwd=ROOT,
            env=environment,
            preexec_fn=_hears_ctrl_c,
        )
        os.close(other)
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        while True:
            try:
                piece = os.read(self._end, 4096)
            except OSError:  # the process is gone
                return
            self.printed += piece.decode(errors="replace")

    def waits_for(self, pattern: str) -> str:
        """What the pattern's group finds in what was printed."""
        until = time.monotonic() + WITHIN
        while not (found := re.search(pattern, self.printed)):
            assert self.process.poll() is None, self.printed[-2000:]
            assert time.monotonic() < until, self.printed[-2000:]
            time.sleep(0.1)
        return found.group(1)

    def interrupts(self) -> int:
        """Ctrl-C; the exit status."""
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(30)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)  # its bot, too, or the reading would never end
            self._reader.join()
            os.close(self._end)


@pytest.fixture
def address() -> Iterator[str]:
    """The address that the demo prints once it is over; Ctrl-C ends it in good order."""
    terminal = Terminal(sys.executable, "-m", "bot", "demo")
    try:
        address = terminal.waits_for(r"open (http://127\.0\.0\.1:\d+) in a browser")
        terminal.waits_for("(Ctrl-C ends it all)")
        assert len(terminal.printed.splitlines()) <= MOST_LINES
        assert re.findall(r"<[@#]\w+>|\b[UCWD]0[A-Z0-9]{6,}", terminal.printed) == []  # people and channels have names
        yield address
    finally:
        status = terminal.interrupts()
    assert status == 0, terminal.printed[-2000:]


def becomes(page: Page, person: str, channel: str) -> None:
    page.get_by_label("You are").select_option(label=person)
    page.get_by_role("link", name=re.compile(f"^{channel}( \\(.*\\))?$")).click()
    expect(page.get_by_role("heading", name=re.compile(f"#?{channel}$")).first).to_be_visible()


def opens_update(page: Page) -> Locator:
    """The form that /sprint-update opens."""
    page.get_by_label("Message #sprint-notes").fill("/sprint-update")
    page.get_by_role("button", name="Send", exact=True).click()
    form = page.get_by_role("dialog", name="Update for edition 13")
    expect(form).to_be_visible(timeout=SLOW)
    return form


def sends(form: Locator) -> None:
    """Presses what submits the form."""
    form.locator("footer button.primary").click()
    expect(form).to_be_hidden(timeout=SLOW)


def test_a_newcomer_goes_on_from_the_finished_example(address: str, pages: Callable[..., Page]) -> None:
    page = pages(address)
    becomes(page, "Wen-Tao Lim", "sprint-notes")
    main = page.get_by_role("main")
    expect(main.get_by_text("Until then, follow #CommonThreads").first).to_be_visible()  # edition 12, published

    becomes(page, LEAD, "sprint-notes")
    form = opens_update(page)
    form.get_by_label("Headline").fill("Mae popeth yn barod")
    form.get_by_label("What happened").click()
    page.keyboard.type("We tried it with 12 people")
    sends(form)
    expect(page.get_by_role("button", name="Move to: First reminder due")).to_be_visible()
    expect(page.get_by_role("button", name="Move to: Second reminder due")).to_be_visible()
    page.get_by_role("button", name="Move to: Window closes").click()
    for name in ("First reminder due", "Second reminder due", "Window closes"):  # of the edition after it
        expect(page.get_by_role("button", name=re.compile(f"Move to: {name}.*December 2025"))).to_be_visible()
    following = page.get_by_role("button", name=re.compile("Move to: Window closes.*17 December 2025"))
    expect(following).to_be_visible(timeout=SLOW)

    becomes(page, "Catrin Howell", "sprint-notes-review")
    draft = main.get_by_role("listitem").filter(has_text="Draft: Sprint Notes #13")
    draft.get_by_role("button", name="replies").click(timeout=SLOW)
    thread = page.get_by_role("complementary", name="Thread")
    expect(thread.get_by_text("Mae popeth yn barod", exact=True)).to_be_visible(timeout=SLOW)
    thread_address = page.url

    becomes(page, LEAD, "sprint-notes")
    form = opens_update(page)
    expect(form.get_by_label("What happened")).to_have_text("We tried it with 12 people")
    form.get_by_label("Headline").fill("Mae popeth yn barod nawr")
    sends(form)
    page.goto(thread_address)
    expect(thread.get_by_text("Mae popeth yn barod nawr", exact=True)).to_be_visible(timeout=SLOW)
