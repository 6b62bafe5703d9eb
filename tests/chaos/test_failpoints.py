"""The bot is killed once at each place that has a name: nothing is lost, nothing is there twice, nothing is stuck."""

from __future__ import annotations

import re
from pathlib import Path

from slack_sandbox.controls import WAIT_SECONDS

from tests.chaos.failpoints import FAILPOINTS
from tests.chaos.judge import judged
from tests.chaos.mortal import Keeper, MortalBot
from tests.chaos.people import People
from tests.chaos.rest import comes_to_rest
from tests.databases import Databases
from tests.stage import Stage, stage

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "handlers", "services", "rendering", "domain", "delivery", "storage")
LOOKED_UP = 24  # seconds after which what a killed worker had in hand is looked up: its lease, and Slack's settling
REST_SECONDS = 90.0


def test_every_place_is_in_the_list_once() -> None:
    code = "".join(path.read_text(encoding="utf-8") for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    assert sorted(re.findall(r'\breached\("([^"]+)"\)', code)) == sorted(FAILPOINTS)


def test_killed_once_at_each(databases: Databases, tmp_path: Path) -> None:
    with stage(tmp_path, database=databases.migrated(), mode="socket", bot_of=MortalBot) as staged:
        staged.imports_the_usual()
        staged.sets_up()
        bot, people = staged.bot, People(staged, WAIT_SECONDS)
        assert isinstance(bot, MortalBot)
        with Keeper([bot], lambda _bot, _name: staged.clock.advance(LOOKED_UP)) as keeper:
            bot.sabotage.deaths = dict.fromkeys(FAILPOINTS, 1)
            keeper.kills(bot)
            _a_fortnight(staged, people)
            stuck = comes_to_rest(staged, REST_SECONDS)
            assert not bot.sabotage.deaths, "the bot was not killed there"
        faults = judged(people, stuck)
        assert not any(faults.values()), faults
        assert all(one.is_in for one in people.told)


def _a_fortnight(staged: Stage, people: People) -> None:
    """All that the bot does comes to pass, also what it does where Slack has lied."""
    people.open_home(staged.ada)
    people.write(staged.ada, "ferry", "Boats are bookable")
    staged.slack.drops("chat.update", when="after")
    people.write(staged.ada, "ferry", "Boats are booked")
    staged.slack.drops("chat.postMessage", when="before")
    people.write(staged.bola, "lamps", "Lamps are lit")
    comes_to_rest(staged, REST_SECONDS)
    staged.jumps_to(13, 10)
    staged.bola.sees("There is no update on Lamp Repairs")
    staged.jumps_to(18, 17)
    staged.editor.sees("Draft: Sprint Notes", in_channel=staged.review)
    people.publish()
    staged.ada.sees("Thank you. Sprint Notes #7 is published")
