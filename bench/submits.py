"""Submits of a real form over signed HTTP, durable before the ack: how many a second, beside two peers.

A plain Bolt app (``bench.plain``) and a bare endpoint (``bench.bare``) store the same forms as durably; the peers go
first, and all take turns. Each server, the load generator (``bench.load``) and the local Slack are processes of their
own. ``python -m bench.submits --database sqlite --connections 16`` measures one cell.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

import typer

from bench.databases import KINDS, on_disk
from bench.fortnight import EACH_LEADS, HERE, Fortnight, fortnight
from bench.medians import percentile
from bench.prose import markdown
from bench.servers import address_of, served, settings_for

PROJECTS = 64  # so that no two connections write about one
CONNECTIONS = (1, 16, 64)
PEERS = ("plain", "bare")
WARM_UP = 16  # connections
CHARACTERS = 1500
TURNS = 2
PASSES = 3  # of all projects in a turn
FOLLOWED_SECONDS = 1.5  # without a call of the bot, and everything has followed; its pace is a message a second
LEAST = {"sqlite": {1: 2.0, 16: 1.5, 64: 1.5}, "postgresql": {1: 1.5, 16: 1.0, 64: 1.0}}  # times the plain app
BUSY, MOST_P99 = 16, 100  # connections, milliseconds
Json = dict[str, Any]


@dataclass
class Result:
    """What a server has taken so far; ``followed`` seconds after the last ack, what follows from it was in Slack."""

    milliseconds: list[float] = field(default_factory=list)
    seconds: float = 0.0
    refused: int = 0
    followed: float = 0.0

    @property
    def rate(self) -> float:
        """Submits a second."""
        return len(self.milliseconds) / self.seconds


class Forms:
    """A form for each project, filled in and submitted as Slack sends it; after that, further versions of it."""

    def __init__(self, ours: Fortnight) -> None:
        self._filled = [_filled(ours, lead, place) for lead in range(len(ours.leads)) for place in range(EACH_LEADS)]
        self._versions = count(1)

    @property
    def size(self) -> int:
        """Bytes of a body."""
        return len(_body(self._filled[0], 1))

    def next(self, connections: int, passes: int) -> list[list[str]]:
        """Bodies for each connection: every project in turn, so many times over."""
        bodies: list[list[str]] = [[] for _ in range(connections)]
        for version in islice(self._versions, passes):
            for place, form in enumerate(self._filled):
                bodies[place % connections].append(_body(form, version))
        return bodies


def _filled(ours: Fortnight, lead: int, place: int) -> Json:
    """Opens, fills and submits the real form; what Slack has sent for that."""
    person, words = ours.leads[lead], random.Random(lead * EACH_LEADS + place)  # noqa: S311 - words to read, not secrets
    assert person.types(f"/sprint-update {ours.key(lead, place)}", in_channel=ours.notes).ok
    said = markdown(words, CHARACTERS)
    person.fills({"Headline": "Permits in two minutes", "What happened": said, "Status": "On track"})
    assert person.submits().closed
    return ours.slack.sandbox.courier.log[-1].payload


def _body(form: Json, version: int) -> str:
    """The same form once more, opened on that version of the update."""
    about = json.loads(form["view"]["private_metadata"])
    about |= {"base": about["base"] + version, "token": f"{about['token']} {version}"}
    view = {**form["view"], "id": f"{form['view']['id']}{version}", "private_metadata": json.dumps(about)}
    return urlencode({"payload": json.dumps({**form, "view": view})})


def report(kinds: Sequence[str] = KINDS, connections: Sequence[int] = CONNECTIONS, checkout: Path = HERE) -> None:
    """Prints a line for each database and number of connections."""
    print("\nSubmits of a real form over signed HTTP, durable before the ack, a second")
    for kind in kinds:
        with _servers(kind, checkout) as (forms, addresses, ours):
            print(f"  {kind}, {forms.size:,} bytes, {TURNS * PASSES * PROJECTS} for each line")
            for each in connections:
                print(_line(LEAST[kind][each], each, _measured(forms, addresses, ours, each)))


def _line(least: float, connections: int, results: Mapping[str, Result]) -> str:
    bare, plain, ours = (results[name] for name in ("bare", "plain", "ours"))
    p50, p99 = (percentile(ours.milliseconds, percent) for percent in (50, 99))
    most = f" (at most {MOST_P99})" if connections == BUSY else ""
    refused = "".join(f"   {name} refused {one.refused}" for name, one in results.items() if one.refused)
    return (
        f"  {connections:3} connections   bare {bare.rate:4.0f}   plain {plain.rate:4.0f}   ours {ours.rate:4.0f}   "
        f"ratio {ours.rate / plain.rate:4.2f} (at least {least})   p50 {p50:.0f} ms   "
        f"p99 {p99:.0f} ms{most}   followed after {ours.followed:.1f} s{refused}"
    )


def _open_window(checkout: Path, database: str) -> AbstractContextManager[Fortnight]:
    return fortnight(checkout, database, PROJECTS, untold=range(PROJECTS), starts=None, counted=False)


@contextmanager
def _servers(kind: str, checkout: Path) -> Iterator[tuple[Forms, dict[str, str], Fortnight]]:
    """All three, warm, by where they take what Slack sends."""
    with ExitStack() as stack:
        fresh = stack.enter_context(on_disk(kind))
        ours = stack.enter_context(_open_window(checkout, fresh("ours")))
        addresses = {}
        for peer in PEERS:
            settings = {**settings_for(ours.slack), "DATABASE_URL": fresh(peer)}
            stack.enter_context(served(f"bench.{peer}", settings))
            addresses[peer] = address_of(settings)
        addresses["ours"] = ours.address  # the last, and what follows is waited for
        forms = Forms(ours)
        bodies = forms.next(WARM_UP, 1)
        for address in addresses.values():
            _sends(ours, address, bodies)
        _followed(ours)
        yield forms, addresses, ours


def _measured(forms: Forms, addresses: Mapping[str, str], ours: Fortnight, connections: int) -> dict[str, Result]:
    results = {name: Result() for name in addresses}
    for _ in range(TURNS):
        bodies = forms.next(connections, PASSES)
        for name, address in addresses.items():
            sent = _sends(ours, address, bodies)
            results[name].milliseconds += sent["milliseconds"]
            results[name].seconds += sent["seconds"]
            results[name].refused += sent["refused"]
        results["ours"].followed = max(results["ours"].followed, _followed(ours) - sent["ended"])
    return results


def _sends(ours: Fortnight, address: str, bodies: list[list[str]]) -> Json:
    plan = {"address": address, "secret": ours.slack.signing_secret, "bodies": bodies}
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"], input=json.dumps(plan), capture_output=True, text=True, check=False
    )
    assert not done.returncode, f"{done.stderr}\n{ours.bot.log()[-3000:]}"
    return dict(json.loads(done.stdout))


def _followed(ours: Fortnight) -> float:
    """Waits until the bot calls Slack no more; when it last did, in seconds since 1970."""
    calls, seen = ours.slack.sandbox.world.calls, -1
    while len(calls) != seen:
        seen = len(calls)
        time.sleep(FOLLOWED_SECONDS)
    return max(call.at for call in calls)


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    database: Annotated[str, typer.Option(help="sqlite or postgresql; both without it.")] = "",
    connections: Annotated[int, typer.Option(help="1, 16 or 64; all three without it.")] = 0,
    checkout: Annotated[Path, typer.Option(help="Another checkout, with its own .venv, whose bot is ours.")] = HERE,
) -> None:
    """Prints how many submits a second the bot takes, beside its peers."""
    report([database] if database else KINDS, [connections] if connections else CONNECTIONS, checkout.resolve())


if __name__ == "__main__":
    app()
