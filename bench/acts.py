"""What each act of a person costs: SQL statements, compilings and milliseconds, through the real bot over signed HTTP.

``python -m bench.acts --beside PATH`` measures the bot of another checkout in the same run; both take turns.
``--show "move up"`` prints the statements of an act.
"""

from __future__ import annotations

import random
import statistics
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from bench.databases import on_disk
from bench.fortnight import EACH_LEADS, HERE, NUMBER, Cost, Fortnight, fortnight
from bench.prose import markdown

SIZES = (60, 200)  # projects
ROUNDS = 7
UNTOLD = 3  # which of a lead's projects has no update before the lead writes one
FIRST_MOVED = 10  # which item of the draft; the first of a section cannot be moved
ALL = "status of all"
ONE = "status of one"
FORM = "form"
SUBMIT_OPEN = "submit, window open"
SUBMIT_DRAFT = "submit, draft"
MOVE = "move up"
APPROVE = "approve"
PUBLISH = "publish"
HOME = "Home"
MOST = {ALL: 10, FORM: 10, SUBMIT_OPEN: 16, SUBMIT_DRAFT: 40, MOVE: 40, APPROVE: 25, PUBLISH: 40}  # statements at 60
ACTS = (ALL, ONE, FORM, SUBMIT_OPEN, SUBMIT_DRAFT, MOVE, APPROVE, PUBLISH, HOME)
Costs = dict[str, list[Cost]]


def report(
    sizes: Sequence[int] = SIZES, rounds: int = ROUNDS, database: str = "sqlite", beside: Path | None = None
) -> list[Costs]:
    """Prints a table for each size; what the acts have cost at each."""
    print(f"\nActs through the real bot, {database}: medians of {rounds}, publish once; milliseconds until it has")
    print("answered, of a Home until it is shown; statements and compilings of the threads that answer")
    measured = []
    for projects in sizes:
        ours, *others = _played([HERE, *([beside] if beside else [])], database, projects, rounds)
        measured.append(ours)
        print(f"  {f'{projects} projects':20}  at most  statements  round trips  compilings        ms")
        for act in ACTS:
            other = _beside(ours[act], others[0][act]) if others else ""
            print(f"  {act:20}{MOST.get(act, ''):>9}{_line(ours[act])}{other}")
    return measured


def _line(costs: list[Cost]) -> str:
    statements = _range([len(cost.statements) for cost in costs])
    trips, compilings = (_range([getattr(cost, name) for cost in costs]) for name in ("round_trips", "compilings"))
    return f"{statements:>12}{trips:>13}{compilings:>12}{_median(costs):10.1f}"


def _beside(ours: list[Cost], theirs: list[Cost]) -> str:
    statements = _range([len(cost.statements) for cost in theirs])
    compilings = _range([cost.compilings for cost in theirs])
    ratio = _median(ours) / _median(theirs)
    return f"   beside: {statements} statements, {compilings} compilings, {_median(theirs):.1f} ms, ratio {ratio:.2f}"


def _range(numbers: list[int]) -> str:
    least, most = min(numbers), max(numbers)
    return f"{most}" if least == most else f"{least}–{most}"


def _median(costs: list[Cost]) -> float:
    return statistics.median(cost.milliseconds for cost in costs)


def _played(checkouts: Sequence[Path], database: str, projects: int, rounds: int) -> list[Costs]:
    """What each act has cost in each checkout: they take turns."""
    with ExitStack() as stack:
        fresh = stack.enter_context(on_disk(database))
        untold = range(UNTOLD, rounds * EACH_LEADS, EACH_LEADS)
        stages = [
            stack.enter_context(fortnight(checkout, fresh(f"acts{n}"), projects, untold=untold))
            for n, checkout in enumerate(checkouts)
        ]
        for scene, times in ((_write, rounds), (_close, 1), (_review, rounds), (_approve, rounds), (_publish, 1)):
            for n in range(times):
                for stage in stages:
                    scene(stage, n)
        return [stage.costs for stage in stages]


def _write(stage: Fortnight, n: int) -> None:
    """A lead looks around in an open window and posts an update."""
    lead = stage.leads[n]
    assert stage.measures(FORM, lambda: lead.types(f"/sprint-update {stage.key(n, UNTOLD)}", stage.notes)).ok
    _fills(stage, n, "Written in time")
    assert stage.measures(SUBMIT_OPEN, lead.submits).closed


def _close(stage: Fortnight, _n: int) -> None:
    stage.closes()


def _review(stage: Fortnight, n: int) -> None:
    """A lead changes an update that is in the draft, and an editor moves an item of it."""
    lead = stage.leads[n]
    assert stage.measures(ALL, lambda: lead.types("/sprint-status", stage.notes)).ok
    assert stage.measures(ONE, lambda: lead.types(f"/sprint-status {stage.key(n, 1)}", stage.notes)).ok
    assert stage.measures(HOME, lead.opens_home, until="views.publish").ok
    assert lead.types(f"/sprint-update {stage.key(n, 0)}", stage.notes).ok
    lead.sees_modal(f"edition {NUMBER}")
    _fills(stage, n, "Changed late")
    assert stage.measures(SUBMIT_DRAFT, lead.submits).closed
    _move(stage, n)


def _move(stage: Fortnight, n: int) -> None:
    refusals = stage.editor.ephemerals(stage.review)
    part = stage.parts()[FIRST_MOVED + n]
    assert stage.measures(MOVE, lambda: stage.editor.clicks("Move up", message=part)).ok
    assert stage.editor.ephemerals(stage.review) == refusals


def _approve(stage: Fortnight, n: int) -> None:
    """An editor approves what the draft says by now; a change in between takes the approval away."""
    if n:
        assert stage.editor.clicks("Move up", message=stage.parts()[FIRST_MOVED]).ok
    card = stage.card("Waiting for 1 approval.")
    assert stage.measures(APPROVE, lambda: stage.editor.clicks(f"Approve edition {NUMBER}", message=card)).ok
    stage.card("Approved, ready to publish.")


def _publish(stage: Fortnight, _n: int) -> None:
    card = stage.card("Approved, ready to publish.")
    assert stage.measures(PUBLISH, lambda: stage.editor.clicks(f"Publish edition {NUMBER}", message=card)).ok
    stage.editor.sees("is on its way to", in_channel=stage.review)


def _fills(stage: Fortnight, n: int, headline: str) -> None:
    said = markdown(random.Random(n), 1500)  # noqa: S311 - words to read, not secrets
    stage.leads[n].fills({"Headline": headline, "What happened": said})


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    projects: Annotated[list[int] | None, typer.Option(help="How many there are; may be given again.")] = None,
    rounds: Annotated[int, typer.Option(help="How often each act is played.")] = ROUNDS,
    database: Annotated[str, typer.Option(help="sqlite or postgresql.")] = "sqlite",
    beside: Annotated[Path | None, typer.Option(help="Another checkout, with its own .venv.")] = None,
    show: Annotated[str, typer.Option(help="Print the statements of an act, such as “move up”.")] = "",
) -> None:
    """Prints what each act of a person costs."""
    for costs in report(projects or SIZES, rounds, database, beside and beside.resolve()):
        for statement, times in Counter(costs[show][-1].statements if show else ()).most_common():
            print(f"\n{times} × {statement}")


if __name__ == "__main__":
    app()
