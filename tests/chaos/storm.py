"""A fortnight in a storm: whatever follows from its seed befalls the bot, and in the end all is judged."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from slack_sandbox.things import NotThere

from tests.chaos.judge import Faults, judged, keyed
from tests.chaos.mortal import Keeper, MortalBot, Sabotage
from tests.chaos.people import People
from tests.chaos.rest import comes_to_rest
from tests.chaos.weather import LATEST, Weather
from tests.databases import PostgresServer
from tests.stage import Stage, free_port, settings_of, stage

LEASE_SECONDS = 4  # so that a call is given up after 2
LOOKED_UP = LEASE_SECONDS + 4  # seconds after which what a killed worker had in hand is looked up
REST_SECONDS = 120.0  # so long only what hangs takes, however busy the machine
SWEPT = 130.0  # seconds after which what was done late is swept up
SKEW = 200.0  # seconds, at most: a look-up leaves ten minutes to clocks
ANSWER_SECONDS = 5.0
PROJECTS = ("ferry", "lamps", "repairs")


@dataclass(frozen=True)
class Scenario:
    """One storm. ``distributed`` is an app that reads history once a minute; without ``looks_up`` the bot believes that
    no post of unknown fate is there."""

    seed: int
    kind: str
    distributed: bool = False
    looks_up: bool = True


@dataclass(frozen=True)
class Verdict:
    """What came of a storm: its faults by kind, its troubles by kind, and how much there was to lose."""

    scenario: Scenario
    faults: Faults
    troubles: Counter[str]
    updates: int
    messages: int
    seconds: float

    @property
    def is_sound(self) -> bool:
        """Whether nothing was lost, there twice, out of order, old or stuck."""
        return not any(self.faults.values())


def weathered(scenario: Scenario, database: str, folder: Path, server: PostgresServer | None) -> Verdict:
    """Has the bot weather a storm on a fresh database."""
    began = time.monotonic()
    chance = random.Random(f"{scenario.seed} {scenario.kind} {scenario.distributed}")  # noqa: S311 - no secret
    lease = str(LEASE_SECONDS)
    with stage(folder, database=database, mode="socket", bot_of=MortalBot, SPRINT_NOTES_LEASE_SECONDS=lease) as staged:
        staged.slack.configures(distributed=scenario.distributed, answer_seconds=ANSWER_SECONDS)
        staged.imports_the_usual()
        staged.sets_up()
        with _bots(staged, two=scenario.kind == "postgresql") as bots:
            for bot in bots:
                bot.sabotage = Sabotage({}, scenario.looks_up, chance.uniform(-SKEW, SKEW))
            people = People(staged)
            with Keeper(bots, lambda _bot, _name: staged.clock.advance(LOOKED_UP)) as keeper:
                for bot in bots:
                    keeper.kills(bot)
                weather = Weather(chance, staged, people, bots, keeper, server)
                _storm(chance, staged, people, weather)
                weather.clears()
                stuck = _calm(staged, people)
            told = sum(one.is_in for one in people.told)
            faults, messages = judged(people, stuck), sum(map(len, keyed(staged.slack).values()))
            troubles = weather.seen + Counter(kills=sum(keeper.died.values()))
    return Verdict(scenario, faults, troubles, told, messages, time.monotonic() - began)


@contextmanager
def _bots(staged: Stage, *, two: bool) -> Iterator[list[MortalBot]]:
    """The replicas: SQLite is for one process."""
    first = staged.bot
    assert isinstance(first, MortalBot)
    if not two:
        yield [first]
        return
    own = staged.folder / "replica"
    own.mkdir()
    with free_port() as port:
        settings = settings_of(staged.slack, staged.database, staged.folder / "clock", port)
        with MortalBot(settings | {"SPRINT_NOTES_LEASE_SECONDS": str(LEASE_SECONDS)}, own) as second:
            yield [first, second]


def _storm(chance: random.Random, staged: Stage, people: People, weather: Weather) -> None:
    numbers = iter(range(1, 100))
    _acts(chance, weather, 4, _of_leads(chance, staged, people, numbers))
    _lands(staged)
    staged.jumps_to(13, 10)
    _acts(chance, weather, 2, _of_leads(chance, staged, people, numbers))
    _lands(staged)
    staged.jumps_to(18, 17)
    weather.denies_a_post()
    _passes(staged, 20)
    _acts(chance, weather, 6, [*_of_leads(chance, staged, people, numbers), *_of_the_editor(people)])


def _acts(chance: random.Random, weather: Weather, most: int, acts: list[Callable[[], object]]) -> None:
    """Something befalls the bot, and somebody does something meanwhile, so many times."""
    for _ in range(most):
        for _ in range(chance.randint(1, 2)):
            weather.happens()
        with suppress(NotThere):  # what they would have pressed is not there just now
            chance.choice(acts)()
        _passes(weather.staged, chance.randint(0, 6))


def _lands(staged: Stage) -> None:
    """What is to land late lands: no call does so by days."""
    staged.clock.advance(LATEST)


def _passes(staged: Stage, looks: int) -> None:
    for _ in range(looks):
        staged.clock.waits_a_little()


def _of_leads(
    chance: random.Random, staged: Stage, people: People, numbers: Iterator[int]
) -> list[Callable[[], object]]:
    def write() -> None:
        key = chance.choice(PROJECTS)
        lead = staged.ada if key == "ferry" else staged.bola
        people.write(lead, key, f"News {next(numbers)} of the {key}", twice=chance.random() < 0.3)

    return [write, write, write, partial(people.open_home, chance.choice([staged.ada, staged.bola, staged.editor]))]


def _of_the_editor(people: People) -> list[Callable[[], object]]:
    def twice(label: str) -> None:
        with ThreadPoolExecutor(2) as both:
            list(both.map(people.decide, [label, label]))

    approve, publish = "Approve edition 7", "Publish edition 7"
    return [
        partial(people.decide, approve),
        partial(people.decide, publish),
        partial(twice, approve),
        partial(twice, publish),
    ]


def _calm(staged: Stage, people: People) -> list[str]:
    """Everything is given time; what is left to do then."""
    _lands(staged)
    if stuck := comes_to_rest(staged, REST_SECONDS):
        return stuck
    try:
        people.publish()
    except NotThere as unpublished:
        return [str(unpublished)]
    staged.clock.advance(SWEPT)
    return comes_to_rest(staged, REST_SECONDS)
