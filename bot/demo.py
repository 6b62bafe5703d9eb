"""The demo: a local Slack, the bot's real process, and a fortnight of an example unit, played and printed.

Every line that somebody types goes over the real protocol, and every step is checked: the demo ends with 0
only if all of them held.
"""

import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from rich.console import Console
from rich.text import Text
from ulid import ULID

from bot.demo_moments import Moments
from bot.demo_stage import Demo, stage
from bot.demo_story import fortnight
from storage.clock import DatabaseClock
from storage.engine import open_engines
from storage.unit_of_work import SqlStore

LAST_LOG = 4_000  # characters
LOOK_SECONDS = 0.5


def play(*, headless: bool, full: bool = False) -> int:
    """Plays the fortnight; at a terminal the local Slack then stays up until Ctrl-C. The exit status."""
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 100)
    with (
        tempfile.TemporaryDirectory(prefix="sprint-notes-demo-") as folder,
        stage(Path(folder), console, full=full) as demo,
    ):
        try:
            fortnight(demo)
        except (AssertionError, RuntimeError) as failure:
            console.print(Text(f"\nThis step did not hold: {failure}", style="bold red"))
            console.print(Text(f"The bot's last words:\n{demo.bot.log()[-LAST_LOG:]}", style="dim"))
            return 1
        if sys.stdout.isatty() and sys.stdin.isatty() and not headless:
            _wait_for_ctrl_c(demo)
        else:
            demo.heading("Now you: run “make demo” at a terminal, and this workspace stays open in a browser")
            _say_what_to_try(demo)
    return 0


def _wait_for_ctrl_c(demo: Demo) -> None:
    """Leaves the workspace to whoever sits at the terminal, until they have seen enough."""
    engines = open_engines(demo.database)
    moments = Moments(demo.slack, SqlStore(engines, DatabaseClock(engines), lambda: str(ULID())))
    moments.offer()
    demo.heading(f"Now you: open {demo.slack.base_url} in a browser")
    _say_what_to_try(demo)
    demo.scene("Ctrl-C ends it all.")
    with suppress(KeyboardInterrupt):
        while True:
            time.sleep(LOOK_SECONDS)
            moments.offer()
    engines.dispose()


def _say_what_to_try(demo: Demo) -> None:
    review, notes = demo.channels["review"].name, demo.channels["notes"].name
    for line in (
        "Pick who you are at the top right. Then try:",
        f"• as Ffion Rees, in #{notes}: /sprint-update, and post an update for the next edition",
        "• below the channels: “Move to” the first reminder, then to where the window closes",
        f"• as Catrin Howell, in #{review}: read the draft, edit an item, approve it, publish it",
        f"• as Wen-Tao Lim, in #{notes}: /sprint-status bnis, with the typing error",
        "• as anybody: the app’s Home, and /sprint-notes help",
        f"• as a reader from outside, in another tab: {demo.web}",
        "“make demo ARGS=--full” prints every command, form and message.",
    ):
        demo.scene(line)
