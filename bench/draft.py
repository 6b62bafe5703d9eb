"""The draft of a whole edition, 100 projects of 6,000 characters: making it, posting it, and changing one item.

The floor of making it is copying its words as JSON; that of posting it, Slack's pace of a message a second in a
channel. Nobody waits for that: the clock of the local Slack and the worker's are one, and it is moved.
"""

from __future__ import annotations

import json
import logging
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import structlog
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Call, Channel
from slack_sdk import WebClient

from bench.large_unit import DRAFTED, LEAD, NOW, PROJECTS, WORKSPACE, large_unit
from bench.medians import median
from bot.app import new_id
from delivery.slack import SlackPostman
from delivery.worker import Worker
from domain.codec import as_json
from domain.compile import compile_edition
from domain.edition import Edition
from domain.text.markdown import parse
from domain.update import contents
from domain.update_form import values_from
from rendering.slack.editions.draft_items import ItemControls
from rendering.slack.editions.edition import draft_messages
from services.common.actor import Actor
from services.common.snapshot import snapshot
from services.common.unit import unit_of
from services.editions import drafts
from services.editions.follow_ups import follow
from services.updates import updates
from services.updates.update_forms import OpenForm
from storage.outbox import SqlOutbox
from storage.unit_of_work import SqlStore

MOST = 200  # milliseconds that compiling and rendering may take


@dataclass(frozen=True)
class SlackTime:
    """The clock of a local Slack as the program's."""

    slack: LocalSlack

    def now(self) -> datetime:
        """The moment that it shows."""
        return datetime.fromtimestamp(self.slack.sandbox.clock.now(), UTC)


@dataclass(frozen=True)
class Office:
    """A large unit, the worker that posts for it, and the local Slack that it posts into."""

    slack: LocalSlack
    review: Channel
    store: SqlStore
    outbox: SqlOutbox
    worker: Worker

    def drafts(self) -> None:
        """Has the draft shown."""
        with self.store.writing(WORKSPACE) as work:
            drafts.show(work, snapshot(work, self.edition()))
            work.commit()

    def edits(self, place: int) -> None:
        """The lead changes a word in the update of one project."""
        edition = self.edition()
        with self.store.reading(WORKSPACE) as work:
            project = work.projects.all()[place]
            update = work.updates.get(project.id, edition.id)
        assert update is not None
        typed = values_from(replace(update.content, body=(*update.content.body[:-1], *parse("It was a good day."))))
        shown = OpenForm(
            project_id=project.id,
            filled_for=project.id,
            edition_id=edition.id,
            values=typed,
            base=update.version,
            token="T",  # noqa: S106 - the form's
            fill=0,
        )
        updates.submit(Actor(self.store, WORKSPACE, LEAD), shown)

    def edition(self) -> Edition:
        """The edition that is drafted."""
        with self.store.reading(WORKSPACE) as work:
            return next(edition for edition in work.editions.all() if edition.number == DRAFTED)

    def posts(self) -> list[Call]:
        """Lets all be done that there is to do; the calls in the review channel that came of it, in their order."""
        before = len(self.slack.calls())
        while follow(self.store, WORKSPACE):
            pass
        while True:
            while self.worker.step():
                pass
            moment = self.outbox.next_at()
            if moment is not None:
                self.slack.clock.advance(max(0.0, (moment - self.outbox.now()).total_seconds()))
            elif not self.worker.step():  # on a slow machine a moment comes while it is asked for
                break
        made = self.slack.calls()[before:]
        return [call for call in made if call.arguments.get("channel") == self.review.id]


@contextmanager
def office(folder: Path) -> Iterator[Office]:
    """The office, with nothing posted yet."""
    engines, store = large_unit(folder / "large.db")
    with LocalSlack(starts_at=NOW) as slack:
        review = slack.adds_channel("review", private=True, with_bot=True)
        with store.writing(WORKSPACE) as work:
            unit = unit_of(work)
            work.units.save(replace(unit, review_channel=review.id))
            work.commit()
        clock = SlackTime(slack)
        store = SqlStore(engines, clock, new_id)
        outbox = SqlOutbox(store)
        client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        worker = Worker(outbox, SlackPostman(lambda _workspace: client))
        try:
            yield Office(slack, review, store, outbox, worker)
        finally:
            engines.dispose()


def report() -> None:
    """Prints how long it takes to make the draft, to post it and to change one item, and with how many calls."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with tempfile.TemporaryDirectory() as folder, office(Path(folder)) as ours:
        print(f"\nThe draft of {PROJECTS} projects of 6,000 characters")
        _report_making(ours)
        ours.drafts()
        posted = ours.posts()
        seconds, floor = posted[-1].at - posted[0].at, len(posted) - 1
        refused = sum(not call.ok for call in posted)
        print(
            f"  posting           {len(posted)} messages in {seconds:.1f} s on Slack’s clock, {refused} refused   "
            f"floor {floor} s   ratio {seconds / floor:.2f}"
        )
        began = time.perf_counter()
        ours.edits(PROJECTS // 2)
        taken = (time.perf_counter() - began) * 1000
        print(f"  changing an item  {taken:.0f} ms from submit to commit, then {_listed(ours.posts())}")


def _listed(calls: Sequence[Call]) -> str:
    return f"{len(calls)} calls: {', '.join(call.method for call in calls)}"


def _report_making(ours: Office) -> None:
    edition = ours.edition()
    with ours.store.reading(WORKSPACE) as work:
        unit, projects, told = unit_of(work), work.projects.all(), contents(work.updates.of_edition(edition.id))

    def made() -> object:
        return draft_messages(compile_edition(unit, edition, projects, told, []), ItemControls(edition))

    words = as_json(compile_edition(unit, edition, projects, told, []))
    floor = median(lambda: json.loads(json.dumps(words)))
    for name, work_of, most in (("making", made, f"   at most {MOST} ms"), ("showing", ours.drafts, "")):
        taken = median(work_of)
        print(f"  {name:16}{taken:7.1f} ms   floor {floor:5.1f} ms   ratio {taken / floor:5.1f}{most}")
