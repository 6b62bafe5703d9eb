"""The demo: a local Slack, the bot's real process, and a fortnight of an example unit, played and printed.

Every line that somebody types goes over the real protocol, and every step is checked: the demo ends with 0
only if all of them held.
"""

from __future__ import annotations

import json
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from datetime import time as dtime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.process import BotProcess, ClockFile
from domain import words
from domain.calendar import Cadence, period_from, reminders
from domain.markdown import parse
from rendering.slack.rich_text import form_value
from sandbox.client import Slack
from sandbox.person import Person
from sandbox.server import LocalSlack
from sandbox.text import as_text
from sandbox.things import Channel, Message

EXAMPLE = Path(__file__).with_name("example")
LONDON = ZoneInfo("Europe/London")
NUMBER = 12
LAST_LOG = 4_000  # characters
SOON = 20.0  # seconds
LAST_WORDS = "Until then, follow #CommonThreads"
ON_DEMAND = {"What’s next": "Add what’s next", "Phase": "Change the phase"}  # labels and the buttons that show them
Story = dict[str, Any]


def play(*, headless: bool) -> int:
    """Plays the fortnight; at a terminal the local Slack then stays up until Ctrl-C. The exit status."""
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 100)
    with tempfile.TemporaryDirectory(prefix="sprint-notes-demo-") as folder, stage(Path(folder), console) as demo:
        try:
            _fortnight(demo)
        except (AssertionError, RuntimeError) as failure:
            console.print(Text(f"\nThis step did not hold: {failure}", style="bold red"))
            console.print(Text(f"The bot's last words:\n{demo.bot.log()[-LAST_LOG:]}", style="dim"))
            return 1
        if sys.stdout.isatty() and sys.stdin.isatty() and not headless:
            _wait_for_ctrl_c(demo)
    return 0


@dataclass
class Demo:
    """What the acts of the story share."""

    slack: Slack
    bot: BotProcess
    folder: Path
    console: Console
    story: Story
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)

    def person(self, handle: str) -> Person:
        """Somebody of the cast."""
        return self.people[handle]

    def heading(self, text: str) -> None:
        """A new scene."""
        self.console.print()
        self.console.rule(Text(text, style="bold"), align="left", characters="─")

    def moves_to(self, moment: datetime) -> None:
        """Moves the workspace's clock, and the bot's with it."""
        self.slack.clock.moves_to(moment)
        self.heading(words.moment(moment, "Europe/London"))

    def types(self, person: Person, line: str, channel: Channel) -> None:
        """Somebody types a command; what they alone see in answer is printed."""
        self.says(person, line, channel)
        for answer in person.types(line, in_channel=channel).messages:
            self.shows(f"Sprint Notes, to {person.real_name} only", answer)

    def says(self, person: Person, line: str, channel: Channel | None = None) -> None:
        """A line of the transcript."""
        where = f" in #{channel.name}" if channel else ""
        self.console.print(Text.assemble((person.real_name, "bold cyan"), (where, "dim"), ": ", line))

    def shows(self, who: str, message: Message | str) -> None:
        """A message in the transcript."""
        self.console.print(Text(f"{who}:", style="bold green"))
        self.console.print(Padding(Text(str(message)), (0, 0, 0, 4)))

    def notes(self, text: str) -> None:
        """A word of explanation."""
        self.console.print(Text(text, style="dim"))


@contextmanager
def stage(folder: Path, console: Console) -> Iterator[Demo]:
    """A local Slack with the cast in it, and the bot's process connected to it."""
    manifest = Path(__file__).parent.parent / "manifest.yml"
    story: Story = json.loads((EXAMPLE / "story.json").read_text(encoding="utf-8"))
    clock = ClockFile(folder / "clock")
    starts_at = _at(6, 9)
    clock.write(starts_at.timestamp() - time.time())
    with LocalSlack(
        manifest=manifest if manifest.exists() else None, starts_at=starts_at, on_clock=clock.write
    ) as slack:
        settings = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": f"sqlite:///{folder / 'sprint-notes.db'}",
            "PORT": "0",
            "SPRINT_NOTES_TICK_SECONDS": "1",
            "SPRINT_NOTES_CLOCK_FILE": str(clock.path),
        }
        bot = BotProcess(settings, folder)
        demo = Demo(slack, bot, folder, console, story)
        demo.heading(words.moment(starts_at, "Europe/London"))
        _gather(demo)
        with bot:
            slack.waits_for_bot(within=30)
            yield demo


def _gather(demo: Demo) -> None:
    """The people and the channels; the projects and the unit's own news come from files."""
    for member in demo.story["people"]:
        person = demo.slack.adds_person(member["name"], tz=member["timezone"], name=member["handle"])
        demo.people[member["handle"]] = person
    editors = [demo.person(m["handle"]) for m in demo.story["people"] if m["role"] == "editor"]
    everybody = list(demo.people.values())
    demo.channels["review"] = demo.slack.adds_channel(
        "sprint-notes-review", private=True, members=editors, with_bot=True
    )
    demo.channels["notes"] = demo.slack.adds_channel("sprint-notes", members=everybody)
    path = demo.folder / "unit.json"
    path.write_text(json.dumps(_unit_file(demo)), encoding="utf-8")
    demo.bot.run("import", str(path))
    demo.notes("sprint-notes import brings in the unit’s projects, their leads and the team’s own news.")


def _unit_file(demo: Demo) -> Story:
    unit: Story = json.loads((EXAMPLE / "unit.json").read_text(encoding="utf-8"))
    for project in unit["projects"]:
        demo.leads[project["key"]] = project["leads"][0].removeprefix("@")
        project["leads"] = [demo.person(demo.leads[project["key"]]).id]
    story = demo.story
    edition = {"number": NUMBER, "starts": "2025-11-06", "ends": "2025-11-19"}
    own_words = {"intro": story["intro"], "closing": story["closing"]}
    return {**unit, "edition": edition | own_words, "news": story["news"]}


def _fortnight(demo: Demo) -> None:
    """The acts, in order. Each raises ``AssertionError`` where a step does not hold."""
    early, rest = demo.story["updates"][:9], demo.story["updates"][9:]
    _set_up(demo)
    demo.moves_to(_at(13, 11))
    for update in early:
        _post(demo, update)
    demo.moves_to(_at(14, 10))
    _remind(demo, reminded=[*rest, demo.story["late"]], posted=early)
    demo.moves_to(_at(18, 9, 30))
    for update in rest:
        _post(demo, update)
    demo.moves_to(_at(19, 17))
    card = _draft(demo)
    demo.moves_to(_at(20, 9))
    _late(demo, card)
    _edit(demo, card)
    demo.moves_to(_at(20, 14))
    _approve_and_publish(demo, card)
    _ask(demo)
    _show_edition(demo)


def _set_up(demo: Demo) -> None:
    editor = demo.person("catrin.howell")
    demo.types(editor, "/sprint-notes setup", demo.channels["notes"])
    _fill(
        demo,
        editor,
        {
            "Name of the unit": "Common Threads Digital Unit",
            "Review channel": demo.channels["review"].name,
            "Publish channel": demo.channels["notes"].name,
            "First day": "2025-11-06",
            "Length in days": "14",
            "Closing time": "17:00",
            "Number of the next edition": str(NUMBER),
        },
    )
    demo.shows("Sprint Notes, to Catrin Howell", editor.sees("You are the first editor", within=SOON))


def _post(demo: Demo, update: Story) -> None:
    """A lead posts an update, or changes the one that is there."""
    lead = demo.person(update["by"])
    demo.types(lead, f"/sprint-update {update['project']}", demo.channels["notes"])
    values = {"Headline": update["headline"], "What happened": form_value(parse(update["body"]))}
    if "next" in update:
        values["What’s next"] = form_value(parse(update["next"]))
    values |= {name.capitalize(): update[name].capitalize() for name in ("status", "phase") if name in update}
    before = len(lead.direct_messages())
    for label, button in ON_DEMAND.items():
        if label in values and button in as_text(lead.modal or {}):
            demo.notes(f"    presses “{button}”")
            _holds(lead.clicks(button).ok, f"{button} adds to the form")
    _fill(demo, lead, values)
    _waits(lambda: len(lead.direct_messages()) > before, f"{lead.real_name} is told that it is in")
    demo.shows(f"Sprint Notes, to {lead.real_name}", lead.direct_messages()[-1])


def _fill(demo: Demo, person: Person, values: dict[str, Any]) -> None:
    """Somebody fills in the open form and submits it."""
    person.fills(values)
    told = [f"{label}: {value if isinstance(value, str) else '…'}" for label, value in values.items()]
    demo.notes(f"    fills in the form ({'; '.join(told)}) and submits it")
    result = person.submits()
    _holds(result.closed, f"the form is accepted: {result}")


def _remind(demo: Demo, reminded: list[Story], posted: list[Story]) -> None:
    demo.notes("Three working days before closing, leads without an update get one direct message.")
    silent = [demo.leads[project] for project in demo.story["silent"]]
    for handle in [*(update["by"] for update in reminded), *silent]:
        lead = demo.person(handle)
        demo.shows(f"Sprint Notes, to {lead.real_name}", lead.sees("There is no update on", within=SOON))
    for update in posted:
        told = demo.person(update["by"]).direct_messages()
        _holds(not any("There is no update on" in message for message in told), f"{update['by']} is left in peace")


def _draft(demo: Demo) -> Message:
    editor = demo.person("catrin.howell")
    card = editor.sees(f"Draft: Sprint Notes #{NUMBER}", in_channel=demo.channels["review"], within=60)
    demo.shows("Sprint Notes, in #sprint-notes-review", card)
    _waits(lambda: _in_thread(editor, card, LAST_WORDS), "the thread is complete", 90)
    demo.notes(f"The full text is in the card’s thread: {len(editor.thread(card))} messages, each item its own.")
    return card


def _late(demo: Demo, card: Message) -> None:
    editor = demo.person("catrin.howell")
    before = len(editor.thread(card))
    _post(demo, demo.story["late"])
    _waits(lambda: _in_thread(editor, card, demo.story["late"]["headline"]), "the late update is in the draft", 60)
    _waits(lambda: len(editor.thread(card)) == before + 1, "everything after it has moved on by one place", 60)
    demo.notes("The late update is in the draft, and the card says that it came late.")


def _edit(demo: Demo, card: Message) -> None:
    editor, edit = demo.person("olu.adeyinka"), demo.story["edit"]
    before = [message.ts for message in editor.thread(card)]
    demo.notes("A lead corrects a figure: the same command opens the same update.")
    _post(demo, edit)
    _waits(lambda: _in_thread(editor, card, edit["headline"]), "the correction is in the draft", 60)
    _holds([message.ts for message in editor.thread(card)] == before, "the draft changed in place")
    demo.notes("The draft says it too, in the same message as before.")


def _approve_and_publish(demo: Demo, card: Message) -> None:
    editor, notes = demo.person("olu.adeyinka"), demo.channels["notes"]
    first = demo.person("catrin.howell")
    review = demo.channels["review"]
    demo.says(editor, f"clicks “Approve edition {NUMBER}”")
    editor.clicks(f"Approve edition {NUMBER}", message=card)
    demo.shows(f"Sprint Notes, to {editor.real_name} only", editor.sees("Only an editor can", in_channel=review))
    for label, answer in (("Approve", "is approved"), ("Publish", "is on its way")):
        demo.says(first, f"clicks “{label} edition {NUMBER}”")
        first.clicks(f"{label} edition {NUMBER}", message=card)
        demo.shows(f"Sprint Notes, to {first.real_name} only", first.sees(answer, in_channel=review))
    reader = demo.person("wentao.lim")
    _waits(lambda: _published(reader, notes, LAST_WORDS), "the edition is published", 60)


def _ask(demo: Demo) -> None:
    reader, other = demo.person("wentao.lim"), demo.person("jools.pettifer")
    demo.types(reader, "/sprint-status gritting", demo.channels["notes"])
    demo.types(other, "/sprint-status blue badge", demo.channels["notes"])
    _holds(any("Winter Gritting" in m for m in reader.ephemerals(demo.channels["notes"])), "one project is told")
    asked = other.ephemerals(demo.channels["notes"])[-1]
    _holds("Blue Badge Renewals" in asked and "Blue Badge Reviews" in asked, "two close names are asked about")


def _show_edition(demo: Demo) -> None:
    reader = demo.person("wentao.lim")
    demo.heading(f"#{demo.channels['notes'].name}, as {reader.real_name} sees it")
    for message in reader.messages(demo.channels["notes"]):
        if not message.is_ephemeral:
            demo.console.print(Text(str(message)))
    refused = {call.error for call in demo.slack.refusals()} - {"ratelimited", "not_in_channel"}
    _holds(not refused, f"Slack refused nothing for good: {refused}")
    demo.notes(f"\nThat was the fortnight: edition {NUMBER} is published, and every step held.")


def _in_thread(person: Person, card: Message, text: str) -> bool:
    return any(text in message for message in person.thread(card))


def _published(person: Person, channel: Channel, text: str) -> bool:
    return any(text in message for message in person.messages(channel))


def _holds(condition: bool, what: str) -> None:  # noqa: FBT001 - it reads as a sentence
    if not condition:
        raise AssertionError(what)


def _waits(condition: Callable[[], bool], what: str, within: float = SOON) -> None:
    deadline = time.monotonic() + within
    while not condition():
        _holds(time.monotonic() < deadline, f"{what}, within {within:.0f} seconds")
        time.sleep(0.1)


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2025, 11, day, hour, minute, tzinfo=LONDON)


def _wait_for_ctrl_c(demo: Demo) -> None:
    """Leaves the workspace to whoever sits at the terminal, until they have seen enough."""
    _know_what_comes_next(demo.slack)
    demo.heading(f"Now you: open {demo.slack.base_url} in a browser")
    demo.notes(
        "Be anybody of the cast: post an update for edition 13 as a lead, move the clock to its closing time with "
        "one click, approve and publish as Catrin Howell. Ctrl-C ends it all."
    )
    with suppress(KeyboardInterrupt):
        threading.Event().wait()


def _know_what_comes_next(slack: Slack) -> None:
    """The moments of the next edition, for the page's “Move to” buttons."""
    cadence = Cadence(anchor=date(2025, 11, 20), closing=dtime(17))
    period = period_from(cadence, cadence.anchor)
    due = [moment for _, moment in reminders(period.closes_at, cadence.timezone)]
    for name, moment in zip(("First reminder due", "Second reminder due"), due, strict=True):
        slack.knows_moment(name, moment)
    slack.knows_moment("Window closes", period.closes_at)
