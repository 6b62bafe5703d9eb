"""Answers in a large archive: ``python -m bench.answers [--projects N] [--editions N] [--database sqlite|postgresql]``.

For each question the median and the 99th percentile, in milliseconds of this process, of all that makes an answer
(what is asked, the queries, the blocks; no HTTP), and of the bare query for one project's newest item as the floor.
Building the copies is timed by halves: the second takes as long as the first where it is linear.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

from bench.databases import KINDS, on_disk
from bot.app import new_id
from domain.edition import Edition, EditionState
from domain.project import Phase, Project, Status
from domain.published import PublishedItem
from domain.text.normal_form import paragraph
from domain.unit import Unit
from domain.update import UpdateContent
from services.answers import questions
from services.common.actor import Actor
from storage.clock import DatabaseClock
from storage.engine import open_engines
from storage.migrate import upgrade
from storage.unit_of_work import SqlStore

TIMES = 30
FIRST = date(2025, 1, 2)
WORDS = [
    "bins",
    "housing",
    "care",
    "payments",
    "tax",
    "libraries",
    "parks",
    "schools",
    "roads",
    "benefits",
    "planning",
    "licensing",
    "waste",
    "flood",
    "heat",
    "digital",
    "data",
    "portal",
    "forms",
    "booking",
    "council",
    "residents",
    "officers",
    "tested",
    "mapped",
    "published",
    "interviews",
    "gwastraff",
    "taliadau",
]
QUESTIONS = (
    "project-77", "how is project-77 doing?", "project-77 since edition 10", "what’s at risk", "beta in round 5",
    "Council 12", "payments interviews", "housing in project-77", "who needs help", "edition 9", "zzyzx",
)  # fmt: skip


def report(projects: int, editions: int, kind: str) -> None:
    """Prints what answers take."""
    with on_disk(kind) as fresh:
        engines = open_engines(fresh("answers"))
        upgrade(engines.writer)
        store = SqlStore(engines, DatabaseClock(engines), new_id)
        store.meet("T1")
        halves = list(_built(store, projects, editions))
        print(f"{kind}: {projects} projects × {editions} editions")
        print(f"  copies by halves: {halves[0]:.1f} s, {halves[1]:.1f} s")
        actor = Actor(store, "T1", "U1")
        _line("floor: one item", lambda: _newest(store))
        for question in QUESTIONS:
            _line(question, partial(questions.ask, actor, question, is_public=True))
        engines.dispose()


def _newest(store: SqlStore) -> object:
    with store.reading("T1") as work:
        return work.published.of_project("P77", limit=1)


def _line(name: str, act: Callable[[], object]) -> None:
    act()
    took = []
    for _ in range(TIMES):
        began = time.process_time()
        act()
        took.append((time.process_time() - began) * 1_000)
    took.sort()
    print(f"  {name:32} median {took[len(took) // 2]:8.1f} ms of this process   p99 {took[-1]:8.1f} ms")


def _built(store: SqlStore, projects: int, editions: int) -> Iterator[float]:
    with store.writing("T1") as work:
        work.units.save(Unit(name="Unit", review_channel="C1", publish_channel="C2"))
        for number in range(projects):
            work.projects.save(_project(number))
        work.commit()
    for half in (range(1, editions // 2 + 1), range(editions // 2 + 1, editions + 1)):
        began = time.process_time()
        for number in half:
            with store.writing("T1") as work:
                edition = _edition(number)
                work.editions.add(edition)
                work.published.keep(edition.id, [_item(edition, one) for one in range(projects)])
                work.commit()
        yield time.process_time() - began


def _project(number: int) -> Project:
    some = random.Random(number)  # noqa: S311
    name = f"{some.choice(WORDS).title()} {some.choice(WORDS)} {number}"
    return Project(
        id=f"P{number}",
        key=f"project-{number}",
        name=name,
        round=str(number % 7),
        lead_organisation=f"Council {number % 300}",
    )


def _edition(number: int) -> Edition:
    starts = FIRST + timedelta(14 * number)
    closes = datetime(starts.year, starts.month, starts.day, 17, tzinfo=UTC)
    ends = starts + timedelta(13)
    edition = Edition(id=f"E{number}", number=number, starts=starts, ends=ends, closes_at=closes)
    return replace(edition, state=EditionState.PUBLISHED)


def _item(edition: Edition, project: int) -> PublishedItem:
    some = random.Random(edition.number * 100_003 + project)  # noqa: S311
    sentences = (" ".join(some.choices(WORDS, k=12)).capitalize() for _ in range(6))
    text = ". ".join(sentences)
    content = UpdateContent(
        headline=text[:60], body=paragraph(text), status=some.choice(list(Status)), phase=some.choice(list(Phase))
    )
    return PublishedItem(
        edition_id=edition.id,
        number=edition.number,
        place=project,
        key=f"project-{project}",
        heading=f"Project {project}",
        text=text,
        project_id=f"P{project}",
        content=content,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--projects", type=int, default=10_000)
    parser.add_argument("--editions", type=int, default=26)
    parser.add_argument("--database", choices=KINDS, default="sqlite")
    asked = parser.parse_args()
    report(asked.projects, asked.editions, asked.database)
