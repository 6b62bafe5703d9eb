"""A unit of any size in a local Slack of its own, with the bot of any checkout: what a fortnight of it costs.

Everything is done as people do it, by what they read on buttons and forms, and brought in by ``sprint-notes import``.
Whatever the bot's rooms are called, it is the same fortnight.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import IO, Any
from zoneinfo import ZoneInfo

from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel, Message

from bench.databases import DISK
from bench.prose import markdown
from bench.servers import address_of, settings_for
from bot.process import BotProcess, ClockFile

HERE = Path(__file__).parents[1]
LONDON = ZoneInfo("Europe/London")
FIRST_DAY = datetime(2026, 3, 5, 9, tzinfo=LONDON)  # a Thursday; the window closes on Wednesday 18 March, 5pm
CLOSES = datetime(2026, 3, 18, 17, tzinfo=LONDON)
SPRINT = timedelta(days=14)
NUMBER = 7
EACH_LEADS = 4  # projects
NEWS = 2  # items
CARD = 1  # message above those of the items
ACK_SECONDS = 60.0  # however long the bot takes, it is measured
DRAFT_SECONDS = 120.0
HASTE_SECONDS = 0.1  # from tick to tick of a bot in haste
QUIET_SECONDS = 0.2  # without a call of the bot, and what follows an act is over
TOPICS = ("Parking permits", "School meals", "Library cards", "Bin days", "Planning letters")
PLACES = ("Ambleford", "Brackwater", "Coldmere", "Dunleigh", "Eastwick", "Farrow", "Garnet", "Holloway")
Json = dict[str, Any]


@dataclass(frozen=True)
class Cost:
    """What one act cost: ``milliseconds`` from sending it, signed, to the bot's answer."""

    milliseconds: float
    statements: list[str]
    round_trips: int
    compilings: int


class CheckoutBot(BotProcess):
    """The bot of a checkout, run by that checkout's Python; with ``counted``, what its answers cost is known."""

    def __init__(self, checkout: Path, settings: dict[str, str], folder: Path, *, counted: bool) -> None:
        super().__init__(settings, folder)
        python = sys.executable if checkout == HERE else str(checkout / ".venv/bin/python")
        self._costs = folder / "costs.jsonl"
        script = [str(HERE / "bench/counted.py"), str(self._costs)] if counted else ["-m", "bot"]
        self._command = [python, "-P", *script]

    def _begun(self, log: IO[bytes]) -> subprocess.Popen[bytes]:
        return subprocess.Popen([*self._command, "run"], env=self._environment, cwd=self._folder, stderr=log)  # noqa: S603

    def restarts(self, **settings: str) -> None:
        """Ends it and starts it again, with more settings than it has by itself."""
        self.stop()
        usual = self._environment
        self._environment = {**usual, **settings}
        self.start()
        self._environment = usual
        self.waits_until_healthy(int(usual["PORT"]))

    def imports(self, file: Json, *options: str) -> None:
        """Brings a file into its database."""
        path = self._folder / "import.json"
        path.write_text(json.dumps({"format": "sprint-notes/1", **file}), encoding="utf-8")
        command = [*self._command, "import", str(path), *options]
        done = subprocess.run(command, env=self._environment, cwd=self._folder, capture_output=True, text=True)  # noqa: S603
        assert not done.returncode, done.stderr

    def last_cost(self) -> Json:
        """What its last answer cost."""
        last = self._costs.read_text().splitlines()[-1]
        return dict(json.loads(last))


@dataclass
class Fortnight:
    """Who and what there is, and what each act has cost so far; ``address`` is where the bot takes what Slack sends.

    Each lead leads ``EACH_LEADS`` projects in a row.
    """

    slack: LocalSlack
    bot: CheckoutBot
    address: str
    starts: date
    editor: Person
    leads: list[Person]
    keys: list[str]
    review: Channel
    notes: Channel
    costs: dict[str, list[Cost]] = field(default_factory=lambda: defaultdict(list))

    def measures(self, act: str, does: Callable[[], Any], until: str = "") -> Any:
        """Does something, and notes what the bot's answer to it cost; what came of it.

        It took until the answer, or ``until`` the bot has called this method for the first time since.
        """
        self.settles()
        before = len(self.slack.sandbox.world.calls)
        outcome = does()
        delivery = self.slack.sandbox.courier.log[-1]
        assert delivery.outcome == "ok", f"{act}: {delivery.outcome}\n{self.bot.log()[-3000:]}"
        seconds = self._called(until, before) - delivery.at if until else delivery.seconds
        self.costs[act].append(Cost(seconds * 1000, **self.bot.last_cost()))
        return outcome

    def _called(self, method: str, place: int) -> float:
        """When the bot has called this method, after so many other calls."""
        while True:
            for call in self.slack.sandbox.world.calls.since(place):
                if call.method == method:
                    return call.at
            time.sleep(QUIET_SECONDS)

    def settles(self) -> None:
        """Waits until the bot calls Slack no more."""
        calls, seen = self.slack.sandbox.world.calls, -1
        while len(calls) != seen:
            seen = len(calls)
            time.sleep(QUIET_SECONDS)

    def key(self, lead: int, project: int) -> str:
        """One of the projects of a lead."""
        return self.keys[lead * EACH_LEADS + project]

    def closes(self) -> None:
        """The window closes, and the whole draft is posted, by a bot in haste that is then its usual self."""
        self.slack.clock.moves_to(CLOSES)
        self.bot.restarts(SPRINT_NOTES_TICK_SECONDS=str(HASTE_SECONDS))
        posted = self.slack.sandbox.world.channels[self.review.id].messages
        deadline = time.monotonic() + DRAFT_SECONDS
        while len(posted) < len(self.keys) + NEWS + CARD:
            assert time.monotonic() < deadline, f"there is no draft; the bot says:\n{self.bot.log()[-3000:]}"
            self.slack.clock.advance(1)  # the pace of a channel
            time.sleep(HASTE_SECONDS)
        self.bot.restarts()
        self.settles()

    def parts(self) -> list[Message]:
        """The messages of the draft that end with the buttons of an item, in their order."""
        return [message for message in self.slack.messages(self.review) if '"Move up"' in json.dumps(message.blocks)]

    def card(self, says: str) -> Message:
        """The draft's card, once it says this."""
        return self.editor.sees(says, in_channel=self.review, within=DRAFT_SECONDS)


@contextmanager
def fortnight(
    checkout: Path,
    database: str,
    projects: int,
    *,
    untold: Iterable[int] = (),
    starts: datetime | None = FIRST_DAY,
    counted: bool = True,
) -> Iterator[Fortnight]:
    """A window that is open, after an edition that is published; without ``starts`` it is today.

    The projects with the numbers ``untold`` have no update in it yet.
    """
    with tempfile.TemporaryDirectory(dir=DISK, prefix="sprint-notes-") as name:
        folder = Path(name)
        clock = ClockFile(folder / "clock")
        with LocalSlack(
            manifest=HERE / "manifest.yml",
            rate_limits=False,
            answer_seconds=ACK_SECONDS,
            starts_at=starts,
            on_clock=clock.write,
        ) as slack:
            settings = {**settings_for(slack), "DATABASE_URL": database}
            if starts:
                clock.write(starts.timestamp() - time.time())
                settings["SPRINT_NOTES_CLOCK_FILE"] = str(clock.path)
            slack.sends_to(address_of(settings))
            bot = CheckoutBot(checkout, settings, folder, counted=counted)
            ours = _gathered(slack, bot, address_of(settings), (starts or datetime.now(LONDON)).date(), projects)
            bot.imports(_told(ours, NUMBER - 1, ours.keys), "--published")
            with bot:
                bot.waits_until_healthy(int(settings["PORT"]))
                _sets_up(ours)
                missing = {ours.keys[number] for number in untold}
                bot.imports(_told(ours, NUMBER, [key for key in ours.keys if key not in missing]))
                ours.settles()
                yield ours


def _gathered(slack: LocalSlack, bot: CheckoutBot, address: str, starts: date, projects: int) -> Fortnight:
    editor = slack.adds_person("Edie Quill")
    leads = [slack.adds_person(f"Lead {n:02}") for n in range(projects // EACH_LEADS)]
    return Fortnight(
        slack=slack,
        bot=bot,
        address=address,
        starts=starts,
        editor=editor,
        leads=leads,
        keys=[f"project-{n:03}" for n in range(projects)],
        review=slack.adds_channel("review", private=True, members=[editor], with_bot=True),
        notes=slack.adds_channel("sprint-notes", members=[editor, *leads], with_bot=True),
    )


def _projects(ours: Fortnight) -> list[Json]:
    return [
        {
            "key": key,
            "name": f"{TOPICS[n % len(TOPICS)]} in {PLACES[n % len(PLACES)]} {n:03}",
            "lead_organisation": f"{PLACES[n % len(PLACES)]} Borough Council",
            "phase": "beta",
            "leads": [ours.leads[n // EACH_LEADS].id],
        }
        for n, key in enumerate(ours.keys)
    ]


def _told(ours: Fortnight, number: int, keys: list[str]) -> Json:
    """The unit, its projects, and an edition with news and these updates: all different, and always the same."""
    unit = {"name": "Harbour Unit", "timezone": "Europe/London", "sprint_days": SPRINT.days}
    words = random.Random(number)  # noqa: S311 - words to read, not secrets
    starts = ours.starts + SPRINT * (number - NUMBER)
    period = {"starts": starts.isoformat(), "ends": (starts + SPRINT - timedelta(days=1)).isoformat()}
    updates = [
        {
            "project": key,
            "headline": f"What we learnt about {key} in sprint {number}",
            "body": markdown(words, words.randint(1000, 2000)),
            "next": markdown(words, 200),
            "status": "on track",
        }
        for key in keys
    ]
    news = [{"kind": "announcement", "title": f"News {n}", "body": markdown(words, 500)} for n in range(NEWS)]
    edition = {"number": number, **period}
    return {"unit": unit, "projects": _projects(ours), "edition": edition, "news": news, "updates": updates}


def _sets_up(ours: Fortnight) -> None:
    assert ours.editor.types("/sprint-notes setup", in_channel=ours.notes).ok
    ours.editor.fills(
        {
            "Name of the unit": "Harbour Unit",
            "Review channel": ours.review.name,
            "Publish channel": ours.notes.name,
            "First day": ours.starts.isoformat(),
            "Length in days": str(SPRINT.days),
            "Closing time": "17:00",
            "Number of the next edition": str(NUMBER),
        }
    )
    assert ours.editor.submits().closed
