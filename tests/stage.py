"""The stage of a conversation: a strict local Slack, the bot's real process, a small unit and its people."""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen
from zoneinfo import ZoneInfo

from slack_sandbox.controls import WAIT_SECONDS
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.text import as_text
from slack_sandbox.things import Channel, Message
from ulid import ULID

from bot.process import BotProcess, ClockFile
from services.files.exchange import import_file
from services.files.files import read
from storage.clock import DatabaseClock, MovableClock
from storage.engine import open_engines
from storage.unit_of_work import SqlStore
from tests.forked import ForkedBot
from tests.haste import HastyClock

LONDON = ZoneInfo("Europe/London")
MANIFEST = Path(__file__).parent.parent / "manifest.yml"
FIRST_DAY = datetime(2026, 3, 5, 9, 0, tzinfo=LONDON)  # a Thursday; the window closes on Wednesday 18 March, 5pm


def project(key: str, name: str, *leads: Person, **more: Any) -> dict[str, Any]:
    """A project as a file has it."""
    return {"key": key, "name": name, "leads": [lead.id for lead in leads], **more}


TICK = 0.2  # seconds
ROUNDED = 0.06  # seconds by which what the bot says of its ticks may be off
DATABASE = "sprint-notes.db"
MODE = os.environ.get("CONVERSATIONS", "socket")  # or http, see ``make test-http``


@dataclass
class Stage:
    """Who and what a conversation needs. ``editor`` sets the notes up; ``ada`` and ``bola`` lead projects."""

    slack: LocalSlack
    clock: HastyClock
    bot: BotProcess
    folder: Path
    database: str
    mode: str
    port: int
    editor: Person
    ada: Person
    bola: Person
    member: Person
    review: Channel
    notes: Channel

    def moves_to(self, day: int, hour: int, minute: int = 0, month: int = 3) -> None:
        """Moves everybody's clock to a moment of 2026, London time, once the bot has nothing in hand."""
        self.waits_for(lambda: not self.bot.is_running or self.clock.nothing_in_hand())
        self.jumps_to(day, hour, minute, month)

    def jumps_to(self, day: int, hour: int, minute: int = 0, month: int = 3) -> None:
        """Moves everybody's clock to a moment of 2026, London time, whatever the bot has in hand."""
        self.clock.moves_to(datetime(2026, month, day, hour, minute, tzinfo=LONDON))

    def imports(self, *projects: Mapping[str, Any], **more: Any) -> None:
        """Brings projects (and more: edition, news, updates) into the bot's database."""
        unit = {"name": "Harbour Unit", "timezone": "Europe/London", "sprint_days": 14}
        file = {"format": "sprint-notes/1", "unit": unit, "projects": list(projects), **more}
        path = self.folder / "import.json"
        path.write_text(json.dumps(file), encoding="utf-8")
        import_as_the_command_does(path, self.database, self.folder / "clock")

    def imports_the_usual(self) -> None:
        """Three projects: Ada leads ferry tickets, Bola leads lamp posts and lamp repairs."""
        self.imports(
            project("ferry", "Ferry Tickets", self.ada, aliases=["Boats"], phase="beta"),
            project("lamps", "Lamp Posts", self.bola),
            project("repairs", "Lamp Repairs", self.bola),
        )

    def sets_up(self, **changes: str | None) -> None:
        """The editor sets the notes up, and hears that it worked."""
        self.editor.types("/sprint-notes setup", in_channel=self.notes)
        self.editor.fills(
            {
                "Name of the unit": "Harbour Unit",
                "Review channel": self.review.name,
                "Publish channel": self.notes.name,
                "First day": "2026-03-05",
                "Length in days": "14",
                "Closing time": "17:00",
                "Number of the next edition": "7",
                **changes,
            }
        )
        assert self.editor.submits().closed
        self.editor.sees("published editions to")
        if "Review channel" not in changes:
            self.editor.sees("drafts come here", in_channel=self.review)

    def posts(self, lead: Person, command: str, headline: str, body: Any = "It went well.", **more: Any) -> None:
        """A lead posts an update, and hears that it is in."""
        before = len(lead.direct_messages())
        assert lead.types(command, in_channel=self.notes).ok
        opens_parts(lead, *more)
        lead.fills({"Headline": headline, "What happened": body, **more})
        result = lead.submits()
        assert result.closed, result
        self.waits_for(lambda: len(lead.direct_messages()) > before and self.clock.nothing_follows())

    def draft(self, containing: str = "Draft: Sprint Notes", parts: int = 1) -> Message:
        """The draft's card, once its thread has at least so many parts and nothing more is on its way to Slack."""
        card = self.editor.sees(containing, in_channel=self.review)
        self.waits_for(lambda: len(self.editor.thread(card)) >= parts and self.clock.no_message_waits())
        return self.editor.sees(containing, in_channel=self.review)

    def waits_for(self, condition: Callable[..., object]) -> None:
        """Waits until something is so."""
        self.clock.waits_for(
            lambda: condition() or None,
            WAIT_SECONDS,
            lambda: f"still not so after {WAIT_SECONDS} s; the bot says:\n{self.bot.log()[-3000:]}",
        )

    def comes_to_rest(self) -> None:
        """Waits until the bot has done all that is due at this moment, and nothing is on its way to Slack.

        For that it has to look at the clock from beginning to end: what ended after another look has ended
        began after we asked.
        """
        self.waits_for(self._nothing_waits)  # what follows from what Slack takes is due at the next look
        self._looked_after(self._looked_after(time.monotonic()))
        self.waits_for(self._nothing_waits)

    def _nothing_waits(self) -> bool:
        return self.clock.no_message_waits() and self.clock.no_home_waits()

    def _looked_after(self, moment: float) -> float:
        """Waits for a look at the clock that ended after a moment; when at the latest it did."""
        ended = moment

        def has_looked() -> bool:
            nonlocal ended
            asked = time.monotonic()
            age = last_tick_age(self.port)
            ended = time.monotonic() - age + ROUNDED
            return asked - age - ROUNDED > moment

        self.waits_for(has_looked)
        return ended


PARTS = {
    "What’s next": "Add what’s next",
    "Phase": "Change the phase",
    "Note to the editors": "Add a note to the editors",
}


def opens_parts(lead: Person, *labels: str) -> None:
    """Has the open form show the inputs with these labels that it shows on demand only."""
    for label in labels:
        if label in PARTS and PARTS[label] in as_text(lead.modal or {}):
            assert lead.clicks(PARTS[label]).ok


@contextmanager
def stage(
    folder: Path,
    *,
    mode: str = MODE,
    database: str = "",
    bot_of: Callable[[Mapping[str, str], Path], BotProcess] = ForkedBot,
    **settings: str,
) -> Iterator[Stage]:
    """A stage with nobody having said anything yet. ``mode`` is ``socket`` or ``http``."""
    clock = ClockFile(folder / "clock")
    clock.write(FIRST_DAY.timestamp() - time.time())
    address = database or f"sqlite:///{folder / DATABASE}"
    with (
        free_port() as port,
        LocalSlack(manifest=MANIFEST, rate_limits=True, starts_at=FIRST_DAY, on_clock=clock.write) as slack,
        closing(HastyClock(slack, address, clock.path)) as hasty,
    ):
        slack.clock = hasty
        environment = settings_of(slack, address, clock.path, port, mode) | settings
        if mode == "http":
            slack.sends_to(f"http://127.0.0.1:{port}/slack/events")
        with bot_of(environment, folder) as bot:
            _ready(slack, bot, mode, port)
            yield _gathered(slack, hasty, bot, folder, address, mode, port)


def settings_of(slack: LocalSlack, database: str, clock: Path, port: int, mode: str = "socket") -> dict[str, str]:
    """The settings of a bot on this database, which may be one of several."""
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token if mode == "socket" else "",
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": database,
        "PORT": str(port),
        "SPRINT_NOTES_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SPRINT_NOTES_TICK_SECONDS": str(TICK),
        "SPRINT_NOTES_CLOCK_FILE": str(clock),
    }


def restarted(staged: Stage) -> None:
    """Starts the bot again after it was killed, and waits until it is there."""
    staged.bot.start()
    _ready(staged.slack, staged.bot, staged.mode, staged.port)


def _ready(slack: LocalSlack, bot: BotProcess, mode: str, port: int) -> None:
    if mode == "socket":
        slack.waits_for_bot()
    bot.waits_until_healthy(port)


def import_as_the_command_does(path: Path, database: str, clock_file: Path) -> None:
    """``sprint-notes import``, without the seconds that a process of its own takes to start."""
    engines = open_engines(database)
    clock = MovableClock(DatabaseClock(engines), clock_file)
    store = SqlStore(engines, clock, lambda: str(ULID()))
    import_file(store, store.workspaces()[0], read(path.read_text(encoding="utf-8")))
    engines.dispose()


def _gathered(
    slack: LocalSlack, clock: HastyClock, bot: BotProcess, folder: Path, database: str, mode: str, port: int
) -> Stage:
    editor, ada, bola, member = (
        slack.adds_person(name) for name in ("Edie Quill", "Ada Marsh", "Bola Ade", "Mo Reader")
    )
    return Stage(
        slack=slack,
        clock=clock,
        bot=bot,
        folder=folder,
        database=database,
        mode=mode,
        port=port,
        editor=editor,
        ada=ada,
        bola=bola,
        member=member,
        review=slack.adds_channel("review", private=True, members=[editor], with_bot=True),
        notes=slack.adds_channel("sprint-notes", members=[editor, ada, bola, member]),
    )


@contextmanager
def free_port() -> Iterator[int]:
    """A port that nobody else is given meanwhile: whoever knows it can listen there."""
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", 0))
        yield int(holder.getsockname()[1])


def last_tick_age(port: int) -> float:
    """Seconds, rounded to tenths, since the bot has looked at the clock; a bot that is late with it says so too."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/livez", timeout=WAIT_SECONDS) as answer:
            told = json.load(answer)
    except HTTPError as late:
        told = json.load(late)
    return float(told["last_tick_seconds_ago"])
