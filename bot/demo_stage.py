"""Where the demo is played: the local Slack with its cast, the bot's process, and the transcript."""

import json
import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.padding import Padding
from rich.text import Text
from slack_sandbox.client import Slack
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel, Message

from bot.process import BotProcess, ClockFile
from domain import english

EXAMPLE = Path(__file__).with_name("example")
LONDON = ZoneInfo("Europe/London")
NUMBER = 12
Story = dict[str, Any]
_MENTION = re.compile(r"<[@#][A-Z0-9]+>")


@dataclass
class Demo:
    """What the acts of the story share."""

    slack: Slack
    bot: BotProcess
    folder: Path
    console: Console
    story: Story
    full: bool
    database: str
    web: str
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)
    projects: dict[str, str] = field(default_factory=dict)  # names by key

    def heading(self, text: str) -> None:
        """A new scene."""
        self.console.print()
        self.console.rule(Text(text, style="bold"), align="left", characters="─")

    def moves_to(self, moment: datetime) -> None:
        """Moves the workspace's clock, and the bot's with it."""
        self.slack.clock.moves_to(moment)
        self.heading(english.moment(moment, "Europe/London"))

    def scene(self, text: str) -> None:
        """What happens, in a line."""
        self.console.print(Padding(Text(self.named(text)), (0, 0, 0, 2), expand=False))

    def types(self, person: Person, line: str, channel: Channel) -> None:
        """Somebody types a command; what they alone see in answer is printed."""
        self.says(person, line, channel)
        for answer in person.types(line, in_channel=channel).messages:
            self.shows(f"Sprint Notes, to {person.real_name} only", answer)

    def says(self, person: Person, line: str, channel: Channel | None = None) -> None:
        """A line of the transcript."""
        where = f" in #{channel.name}" if channel else ""
        self._prints(Text.assemble((person.real_name, "bold cyan"), (where, "dim"), ": ", line))

    def shows(self, who: str, message: Message | str) -> None:
        """A message in the transcript."""
        self._prints(Text(f"{who}:", style="bold green"))
        self._prints(Padding(Text(self.named(str(message))), (0, 0, 0, 4), expand=False))

    def notes(self, text: str) -> None:
        """A word of explanation in the transcript."""
        self._prints(Text(text, style="dim"))

    def _prints(self, shown: Text | Padding) -> None:
        if self.full:
            self.console.print(shown)

    def named(self, text: str) -> str:
        """The text with people and channels by their names, as Slack shows them."""
        known = {f"<@{person.id}>": f"@{person.real_name}" for person in self.people.values()}
        known |= {f"<#{channel.id}>": f"#{channel.name}" for channel in self.channels.values()}
        return _MENTION.sub(lambda found: known.get(found[0], found[0]), text)


@contextmanager
def stage(folder: Path, console: Console, *, full: bool) -> Iterator[Demo]:
    """A local Slack with the cast in it, and the bot's process connected to it."""
    manifest = Path(__file__).parent.parent / "manifest.yml"
    story: Story = json.loads((EXAMPLE / "story.json").read_text(encoding="utf-8"))
    clock = ClockFile(folder / "clock")
    database = f"sqlite:///{folder / 'sprint-notes.db'}"
    starts_at = november(6, 9)
    clock.write(starts_at.timestamp() - time.time())
    with LocalSlack(
        manifest=manifest if manifest.exists() else None, starts_at=starts_at, on_clock=clock.write
    ) as slack:
        port = _free_port()
        settings = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": database,
            "PORT": str(port),
            "SPRINT_NOTES_PUBLIC_URL": f"http://127.0.0.1:{port}",
            "SPRINT_NOTES_TICK_SECONDS": "1",
            "SPRINT_NOTES_CLOCK_FILE": str(clock.path),
        }
        bot = BotProcess(settings, folder)
        demo = Demo(slack, bot, folder, console, story, full, database, f"http://127.0.0.1:{port}")
        demo.heading(english.moment(starts_at, "Europe/London"))
        _gather(demo)
        with bot:
            slack.waits_for_bot(within=30)
            yield demo


def _free_port() -> int:
    """A port that nobody listens on: pages must know their own address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _gather(demo: Demo) -> None:
    """The people and the channels; the projects and the unit's own news come from files."""
    for member in demo.story["people"]:
        person = demo.slack.adds_person(member["name"], tz=member["timezone"], name=member["handle"])
        demo.people[member["handle"]] = person
    editors = [demo.people[m["handle"]] for m in demo.story["people"] if m["role"] == "editor"]
    everybody = list(demo.people.values())
    demo.channels["review"] = demo.slack.adds_channel(
        "sprint-notes-review", private=True, members=editors, with_bot=True
    )
    demo.channels["notes"] = demo.slack.adds_channel("sprint-notes", members=everybody)
    path = demo.folder / "unit.json"
    path.write_text(json.dumps(_unit_file(demo)), encoding="utf-8")
    demo.bot.run("import", str(path))
    demo.scene("“sprint-notes import” brings in the unit’s projects, their leads and the team’s own news.")


def _unit_file(demo: Demo) -> Story:
    unit: Story = json.loads((EXAMPLE / "unit.json").read_text(encoding="utf-8"))
    for project in unit["projects"]:
        demo.projects[project["key"]] = project["name"]
        demo.leads[project["key"]] = project["leads"][0].removeprefix("@")
        project["leads"] = [demo.people[demo.leads[project["key"]]].id]
    story = demo.story
    edition = {"number": NUMBER, "starts": "2025-11-06", "ends": "2025-11-19"}
    own_welcome = {"intro": story["intro"], "closing": story["closing"]}
    return {**unit, "edition": edition | own_welcome, "news": story["news"]}


def november(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of that month in 2025, in London."""
    return datetime(2025, 11, day, hour, minute, tzinfo=LONDON)
