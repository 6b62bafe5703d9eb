"""The editorial checks: over a large edition, against the floor of copying its words as JSON, and how often they are
right on the labelled passages, by kind."""

from __future__ import annotations

import copy
import gc
import json
import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from bench.prose import body
from domain.checks import CheckInput, Weight, findings
from domain.codec import as_json
from domain.document import Document, Item, Section
from tests.unit.labelled_sets import WEIGHTY, judged, together

PROJECTS = 100
ROUNDS = 5
WANTED = {"a new edition": 150, "one item changed": 15}  # milliseconds
NAMES = [f"{place} Borough Council" for place in ("Ambleford", "Brackwater", "Coldmere", "Dunleigh")]


def report() -> None:
    """Prints how long the checks take for an edition that is new to them, and once one item of it has changed, beside
    what is wanted. The updates are those of ``bench.prose``; some two hundred places in them are found."""
    last, known, *new = [_edition(seed) for seed in range(ROUNDS + 2)]
    words = as_json(known)
    floor = _median([lambda: json.loads(json.dumps(words))] * ROUNDS)
    print(
        f"\nChecking {PROJECTS} updates, {len(json.dumps(words)):,} bytes as JSON; copying those takes {floor:.0f} ms"
    )
    _check(known, last)
    changed = [_with_another_item(known, one) for one in new]
    for name, documents in (("a new edition", new), ("one item changed", changed)):
        taken = _median([partial(_check, document, last) for document in documents])
        print(f"  {name:18}  {taken:7.1f} ms   ratio {taken / floor:5.1f}   wanted: {WANTED[name]} ms")


def report_quality() -> None:
    """Prints how much of what is found is wanted, and how much of what is wanted is found."""
    for name, weights in (("errors and warnings", WEIGHTY), ("errors", (Weight.ERROR,)), ("hints", (Weight.HINT,))):
        tallies = judged(*weights)
        print(f"\n{name:26} {'right':>6} {'false':>6} {'missed':>6}  precision  recall")
        for kind, one in (*sorted(tallies.items()), ("all", together(tallies))):
            counted = f"{one.right:6} {len(one.false):6} {len(one.missed):6}"
            print(f"  {kind.replace('_', ' '):24} {counted}  {one.precision:9.2f}  {one.recall:6.2f}")


def _check(document: Document, last: Document) -> None:
    findings(CheckInput(document, last, NAMES))


def _edition(seed: int) -> Document:
    words = random.Random(seed)  # noqa: S311 - words to read, not secrets
    items = tuple(Item(key=f"project-{n}", heading=f"Project {n}", body=body(words)) for n in range(PROJECTS))
    return Document(
        unit="Unit",
        number=39,
        starts=date(2021, 11, 25),
        ends=date(2021, 12, 8),
        title="Sprint Notes #39",
        covering="",
        sections=(Section(heading="Updates", items=items),),
    )


def _with_another_item(document: Document, other: Document) -> Document:
    """The document as it is read anew from the database, its first item changed."""
    section, others = copy.deepcopy(document.sections[0]), other.sections[0]
    return replace(document, sections=(replace(section, items=(others.items[0], *section.items[1:])),))


def _median(works: Sequence[Callable[[], object]]) -> float:
    """Milliseconds of the processor: others may be busy on the machine. What the bench itself keeps in memory is not
    for the works to walk through."""
    gc.collect()
    gc.freeze()
    taken = []
    for work in works:
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken) * 1000
