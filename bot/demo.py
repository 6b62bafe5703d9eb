"""The demo: a local Slack, the bot's real process, and a fortnight of an example unit, played and printed.

Every line that somebody types goes over the real protocol, and every step is checked: the demo ends with 0
only if all of them held.
"""

import sys
import tempfile
import threading
from contextlib import suppress
from datetime import date, time
from pathlib import Path

from rich.console import Console
from rich.text import Text
from slack_sandbox.client import Slack

from bot.demo_stage import Demo, stage
from bot.demo_story import fortnight
from domain.calendar import Cadence, period_from, reminders

LAST_LOG = 4_000  # characters


def play(*, headless: bool) -> int:
    """Plays the fortnight; at a terminal the local Slack then stays up until Ctrl-C. The exit status."""
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 100)
    with tempfile.TemporaryDirectory(prefix="sprint-notes-demo-") as folder, stage(Path(folder), console) as demo:
        try:
            fortnight(demo)
        except (AssertionError, RuntimeError) as failure:
            console.print(Text(f"\nThis step did not hold: {failure}", style="bold red"))
            console.print(Text(f"The bot's last words:\n{demo.bot.log()[-LAST_LOG:]}", style="dim"))
            return 1
        if sys.stdout.isatty() and sys.stdin.isatty() and not headless:
            _wait_for_ctrl_c(demo)
    return 0


def _wait_for_ctrl_c(demo: Demo) -> None:
    """Leaves the workspace to whoever sits at the terminal, until they have seen enough."""
    _know_what_comes_next(demo.slack)
    demo.heading(f"Now you: open {demo.slack.base_url} in a browser")
    demo.notes(f"What is published is at {demo.web} for everybody.")
    demo.notes(
        "Be anybody of the cast: post an update for edition 13 as a lead, move the clock to its closing time with "
        "one click, approve and publish as Catrin Howell. Ctrl-C ends it all."
    )
    with suppress(KeyboardInterrupt):
        threading.Event().wait()


def _know_what_comes_next(slack: Slack) -> None:
    """The moments of the next edition, for the page's “Move to” buttons."""
    cadence = Cadence(anchor=date(2025, 11, 20), closing=time(17))
    period = period_from(cadence, cadence.anchor)
    due = [moment for _, moment in reminders(period.closes_at, cadence.timezone)]
    for name, moment in zip(("First reminder due", "Second reminder due"), due, strict=True):
        slack.knows_moment(name, moment)
    slack.knows_moment("Window closes", period.closes_at)
