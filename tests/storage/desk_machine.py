"""A unit's desk as a state machine: people press buttons in any order on two replicas, and a model watches.

The model is told only what was acknowledged. Whatever it says of updates, approvals and editions must be so in the
database after each step. More buttons can be added in a subclass: a rule says what is pressed through ``presses``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError, TimeoutError  # noqa: A004 - the pool's

from bot.app import new_id
from domain.archive import Site
from domain.calendar import local_day
from domain.compile import content_hash, item_key
from domain.delivery import Act, Payload
from domain.edition import Edition, EditionState, in_channel, numbered
from domain.errors import NotAllowed, SprintNotesError
from domain.person import Person
from domain.project import Project, ProjectState
from domain.text.normal_form import paragraph
from domain.unit import Unit
from domain.update_form import FormValues
from rendering.slack.editions.edition import story_messages
from rendering.slack.editions.front_page import ADDED, ADDING, front_page
from rendering.slack.updates.update_form import NEXT_EDITION
from services.clock import tick
from services.common.actor import Actor
from services.editions import editions, publishing
from services.editions.follow_ups import follow
from services.editions.publishing import following
from services.review import decisions, items, windows
from services.setup import people, projects, setup
from services.setup.setup import UnitSettings
from services.updates.update_forms import OpenForm
from services.updates.updates import submit
from services.updates.withdrawals import withdraw
from storage.as_delivery import as_delivery
from storage.engine import Engines
from storage.tables import deliveries
from storage.unit_of_work import SqlStore
from tests.storage.documents import compiled, reviewed
from tests.storage.harbour import NoNames, at_once

T = TypeVar("T")
PATIENCE = 10  # times
START = datetime(2026, 3, 5, 9, tzinfo=UTC)
EDIE, MO, ADA, BOLA, CY = PEOPLE = ("U_EDIE", "U_MO", "U_ADA", "U_BOLA", "U_CY")  # at first the first two edit
PROJECTS = {
    "P1": Project(id="P1", key="ferry", name="Ferry Tickets", leads=(ADA,)),
    "P2": Project(id="P2", key="lamps", name="Lamp Posts", leads=(BOLA,)),
}
OPEN, DRAFTED, APPROVED, PUBLISHING, PUBLISHED, SKIPPED = EditionState
IN_REVIEW = (DRAFTED, APPROVED)


def some(*states: EditionState) -> Callable[[DeskMachine], bool]:
    """There is an edition in one of these states."""
    return lambda machine: any(edition.state in states for edition in machine.editions())


def patiently(act: Callable[[], T]) -> T:
    """What comes of it; where a starved machine keeps the database busy, it is tried again, as the bot's threads do."""
    for _ in range(PATIENCE):
        with suppress(OperationalError, TimeoutError):
            return act()
    return act()


person = st.sampled_from(PEOPLE)
editor = st.sampled_from((EDIE, MO, EDIE, MO, CY))
which = st.integers(0, 5)  # editions; 0 is any, whatever may be done with it
project = st.sampled_from(sorted(PROJECTS))
replica = st.integers(0, 1)
days = st.integers(-1, 20)


@dataclass
class HandClock:
    """It is whatever it was set to."""

    moment: datetime = START

    def now(self) -> datetime:
        """That moment."""
        return self.moment


@dataclass
class Model:
    """What people know: what was acknowledged to them."""

    editors: set[str] = field(default_factory=lambda: {EDIE, MO})
    needed: int = 1
    lone: bool = True
    said: dict[tuple[str, str], str] = field(default_factory=dict)  # headlines, by edition and project
    content: dict[str, str] = field(default_factory=dict)  # what editions in review say
    approved: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    changed_last: dict[str, str] = field(default_factory=dict)
    published: dict[str, list[Any]] = field(default_factory=dict)

    def is_approved(self, edition_id: str) -> bool:
        """Whether enough editors have approved what the edition says."""
        by = self.approved[edition_id] & self.editors
        somebody_else = self.lone or edition_id not in self.changed_last or by - {self.changed_last[edition_id]}
        return len(by) >= self.needed and bool(somebody_else)


class Slack(NoNames):
    """Everybody is in London and there; no message has an address yet."""

    def look_up(self, workspace: str, person_id: str) -> Person | None:
        """Who they are."""
        return Person(id=person_id, timezone="Europe/London", asked_at=START)

    def of(self, workspace: str, channel: str, ts: str) -> str:
        """The address of a message."""
        return ""


class DeskMachine(RuleBasedStateMachine):
    """Clicks of any mix of people; ``replicas`` are engines on one database."""

    def __init__(self, replicas: list[Engines]) -> None:
        super().__init__()
        self.clock, self.model = HandClock(), Model()
        self.engines = replicas
        self.stores = [SqlStore(engines, self.clock, new_id) for engines in replicas]
        self.store = self.stores[0]

    @initialize(approved=st.booleans(), timed=st.booleans())
    def begins(self, *, approved: bool, timed: bool) -> None:
        """The unit, its projects and its editors. Edition 7 is in review with two updates, 8 is open with one."""
        self.store.meet("T1")
        with self.store.writing("T1") as work:
            work.units.save(Unit(name="Harbour Unit", review_channel="C1", publish_channel="C2", next_number=7))
            for one in PROJECTS.values():
                work.projects.save(one)
            for who in sorted(self.model.editors):
                work.units.add_editor(who)
            work.commit()
        self.time_passes(0)
        for who, project_id in ((ADA, "P1"), (BOLA, "P2")):
            self.posts_update(who, project_id, 0, "", stale=False)
        self.posts_draft_now(EDIE, 1, 0)
        self.posts_update(ADA, "P1", 0, "", stale=False)
        self.everything_is_as_people_know_it()
        if approved:
            self.approve([EDIE], 1, 0)
        if timed:
            self.sets_a_time(EDIE, 1, 0, 1)

    def teardown(self) -> None:
        """No edition is stuck: clicks lead each of them to being published."""
        try:
            for edition in self.editions():
                self.leads_to_the_end(edition.id)
        finally:
            for engines in self.engines:
                engines.dispose()

    # what every rule uses

    def editions(self) -> list[Edition]:
        """All editions, the newest first."""
        with self.store.reading("T1") as work:
            return sorted(work.editions.all(), key=lambda edition: (edition.starts, edition.id), reverse=True)

    def edition(self, place: int, *states: EditionState) -> str:
        """The id of one of them, mostly in one of these states: people press what they are shown, or were."""
        found = self.editions()
        shown = [edition for edition in found if edition.state in states] if place else []
        return (shown or found)[place % len(shown or found)].id

    def current(self, edition_id: str) -> Edition:
        """The edition as it is now."""
        with self.store.reading("T1") as work:
            found = work.editions.get(edition_id)
        assert found is not None
        return found

    def presses(self, who: str, act: Callable[[], T], *, only_editors: bool = True) -> T | None:
        """Somebody presses something: what came of it, or None where a rule was not met. Editors alone may."""
        try:
            done = act()
        except NotAllowed:
            assert who not in self.model.editors
            return None
        except SprintNotesError:
            return None
        assert not only_editors or who in self.model.editors
        return done

    def content_now(self, edition_id: str) -> str:
        """The hash of what an edition says."""
        with self.store.reading("T1") as work:
            edition = work.editions.get(edition_id)
            assert edition is not None
            return content_hash(compiled(work, edition))

    def seen(self, edition_id: str) -> str:
        """The hash that the edition's card shows."""
        with self.store.reading("T1") as work:
            return work.editions.shown(edition_id)[0]

    def day(self, ahead: int) -> Any:
        """A day from today on."""
        return local_day(self.clock.moment, "Europe/London") + timedelta(days=ahead)

    # leads

    @rule(
        who=person, project_id=project, n=replica, where=st.sampled_from(("", NEXT_EDITION, "old")), stale=st.booleans()
    )
    def posts_update(self, who: str, project_id: str, n: int, where: str, *, stale: bool) -> None:
        """Somebody submits the form for an update, perhaps one that was opened before the last change."""
        edition_id = self.edition(5, OPEN, DRAFTED) if where == "old" else where
        with self.store.reading("T1") as work:
            known = work.updates.get(project_id, edition_id) if where == "old" else None
            taking = next((e for e in work.editions.all() if e.state is OPEN), None)
            if known is None and taking is not None and not where:
                known, edition_id = work.updates.get(project_id, taking.id), taking.id
        base = known.version if known and not stale else 0
        headline = new_id()
        shown = OpenForm(
            project_id=project_id,
            filled_for=project_id,
            edition_id=edition_id,
            values=FormValues(headline=headline, body=paragraph("It went well.")),
            base=base,
            token=new_id(),
            fill=0,
        )
        stored = self.presses(who, lambda: submit(Actor(self.stores[n], "T1", who), shown), only_editors=False)
        if stored:
            assert who in self.model.editors or who in PROJECTS[project_id].leads
            self.model.said[stored.edition_id, project_id] = headline
            self.model.changed_last[stored.edition_id] = who

    @rule()
    def what_is_due_follows(self) -> None:
        """Both replicas do what follows from what leads have saved."""
        results = at_once([partial(patiently, partial(follow, store, "T1")) for store in self.stores])
        assert {type(result) for result in results} == {bool}, results

    @rule(who=person, project_id=project, place=which, n=replica)
    def withdraws(self, who: str, project_id: str, place: int, n: int) -> None:
        """Somebody takes an update back."""
        edition_id = self.edition(place, OPEN, DRAFTED)
        with self.store.reading("T1") as work:
            update = work.updates.get(project_id, edition_id)
        if update is None:
            return

        def act() -> bool:
            withdraw(Actor(self.stores[n], "T1", who), update.id)
            return True

        if self.presses(who, act, only_editors=False):
            del self.model.said[edition_id, project_id]
            self.model.changed_last[edition_id] = who

    # decisions

    @precondition(some(DRAFTED))
    @rule(who=st.lists(editor, min_size=1, max_size=2), place=which, n=replica)
    def approve(self, who: list[str], place: int, n: int) -> None:
        """One or two approve what the card in front of them shows."""
        edition_id = self.edition(place, DRAFTED)
        for one in who:
            self._approves(one, edition_id, n, self.seen(edition_id))

    @precondition(some(DRAFTED))
    @rule(who=editor, place=which, n=replica)
    def approves_what_is_gone(self, who: str, place: int, n: int) -> None:
        """Somebody approves on a card that shows what was said before."""
        assert self._approves(who, self.edition(place, DRAFTED), n, "what was said before") is None

    def _approves(self, who: str, edition_id: str, n: int, seen: str) -> str | None:
        said = self.presses(who, lambda: editions.approve(Actor(self.stores[n], "T1", who), edition_id, seen))
        if said:
            assert seen == self.content_now(edition_id)
            self.model.approved[edition_id].add(who)
        return said

    @precondition(some(APPROVED))
    @rule(who=editor, place=which)
    def publishes_twice_at_once(self, who: str, place: int) -> None:
        """A double click that reaches both replicas."""
        edition_id = self.edition(place, APPROVED)
        results = at_once([partial(editions.publish, Actor(store, "T1", who), edition_id) for store in self.stores])
        done = [result for result in results if isinstance(result, tuple)]
        assert len(done) <= 1
        assert all(isinstance(result, tuple | SprintNotesError) for result in results), results
        assert not done or who in self.model.editors

    @precondition(some(PUBLISHING))
    @rule(place=which, n=replica, takes=st.booleans())
    def slack_answers(self, place: int, n: int, *, takes: bool) -> None:
        """Slack takes or refuses the next message of an edition, or has deleted one that is taken back."""
        self._slack_answers(self.edition(place, PUBLISHING), self.stores[n], takes=takes)

    @precondition(some(PUBLISHING))
    @rule(who=person, place=which, n=replica)
    def tries_again(self, who: str, place: int, n: int) -> None:
        """Somebody has what was refused posted again."""
        edition_id = self.edition(place, PUBLISHING)
        self.presses(who, lambda: publishing.try_again(Actor(self.stores[n], "T1", who), edition_id))

    @precondition(some(PUBLISHING))
    @rule(who=person, place=which, n=replica)
    def calls_publishing_off(self, who: str, place: int, n: int) -> None:
        """Somebody calls a publishing off; with nothing in Slack it is a draft again at once."""
        edition_id = self.edition(place, PUBLISHING)
        self.presses(who, lambda: publishing.call_off(Actor(self.stores[n], "T1", who), edition_id))
        self._forgets_what_was_taken_back(edition_id)

    def _slack_answers(self, edition_id: str, store: SqlStore, *, takes: bool) -> None:
        group = in_channel(edition_id)
        of_it = (deliveries.c.group == group) | deliveries.c.target.like(f"{group} %")
        waits, leaves = deliveries.c.state == "pending", ~deliveries.c.wanted & (deliveries.c.state == "sent")
        with store.writing("T1") as work:
            ours = select(deliveries).where(of_it, waits | leaves).order_by(deliveries.c.place)
            row = work.connection.execute(ours).first()
            if row is None:
                return
            state = ("sent" if takes else "failed") if row.state == "pending" else "withdrawn"
            with following(work, as_delivery(row)):
                changed = update(deliveries).where(deliveries.c.id == row.id)
                work.connection.execute(changed.values(state=state, ts="1.1", sent_to="C2"))
                if takes and row.act == Act.LINK:
                    told_of = update(deliveries).where(deliveries.c.key == row.target)
                    work.connection.execute(told_of.values(permalink="https://acme.slack.com/p11"))
            work.commit()
        self._forgets_what_was_taken_back(edition_id)

    def _forgets_what_was_taken_back(self, edition_id: str) -> None:
        if self.current(edition_id).state is DRAFTED:
            self.model.approved[edition_id].clear()

    def _arrives(self, edition_id: str) -> None:
        """Slack takes everything of an edition, or has deleted everything of one that is called off."""
        while self.current(edition_id).state is PUBLISHING:
            publishing.try_again(Actor(self.store, "T1", EDIE), edition_id)
            self._slack_answers(edition_id, self.store, takes=True)

    @precondition(some(*IN_REVIEW))
    @rule(who=editor, place=which, n=replica)
    def requests_changes(self, who: str, place: int, n: int) -> None:
        """Somebody asks for changes: approvals fall."""
        edition_id = self.edition(place, *IN_REVIEW)
        request = (edition_id, paragraph("Shorter."), new_id())
        if self.does(who, lambda: decisions.request_changes(Actor(self.stores[n], "T1", who), *request)):
            self.model.approved[edition_id].clear()

    @precondition(some(APPROVED))
    @rule(who=editor, place=which, n=replica, ahead=days)
    def sets_a_time(self, who: str, place: int, n: int, ahead: int) -> None:
        """Somebody sets the time for publishing."""
        edition_id, day, at = self.edition(place, APPROVED), self.day(ahead), START.time()
        self.does(who, lambda: decisions.publish_later(Actor(self.stores[n], "T1", who), edition_id, day, at))

    @precondition(some(APPROVED))
    @rule(who=editor, place=which, n=replica)
    def cancels_the_time(self, who: str, place: int, n: int) -> None:
        """Somebody takes the time back."""
        edition_id = self.edition(place, APPROVED)
        self.presses(who, lambda: decisions.cancel_publishing(Actor(self.stores[n], "T1", who), edition_id))

    # items

    @rule(who=editor, place=which, project_id=project, n=replica, act=st.sampled_from(("feature", "hold", "put back")))
    def arranges(self, who: str, place: int, project_id: str, n: int, act: str) -> None:
        """Somebody features an item, holds it back or puts it back: what is approved may say something else."""
        edition_id, key = self.edition(place, *IN_REVIEW), item_key(PROJECTS[project_id])
        with self.store.reading("T1") as work:
            edition = work.editions.get(edition_id)
            assert edition is not None
            shown = [item for item in reviewed(work, edition).items if item.key == key]
        for item in shown:
            acts: dict[str, Callable[[], None]] = {
                "feature": partial(items.feature, Actor(self.stores[n], "T1", who), edition_id, item.ref),
                "hold": partial(items.hold_back, Actor(self.stores[n], "T1", who), edition_id, item.ref, "Later."),
                "put back": partial(items.put_back, Actor(self.stores[n], "T1", who), edition_id, item.ref),
            }
            if self.does(who, acts[act]):
                self.model.changed_last[edition_id] = who

    # windows

    @rule(who=editor, place=which, n=replica)
    def posts_draft_now(self, who: str, place: int, n: int) -> None:
        """Somebody ends a window early."""
        edition_id = self.edition(place, OPEN)
        self.does(who, lambda: editions.close_early(Actor(self.stores[n], "T1", who), edition_id))

    @rule(who=editor, place=which, n=replica, ahead=days)
    def changes_dates(self, who: str, place: int, n: int, ahead: int) -> None:
        """Somebody stretches an edition."""
        edition, day = self.current(self.edition(place, OPEN)), self.day(ahead)
        store = self.stores[n]
        self.does(
            who, lambda: windows.change_dates(Actor(store, "T1", who), edition.id, edition.closes_at, day, START.time())
        )

    @precondition(some(*IN_REVIEW))
    @rule(who=editor, place=which, n=replica, ahead=days)
    def reopens(self, who: str, place: int, n: int, ahead: int) -> None:
        """Somebody opens a window once more."""
        edition_id, day = self.edition(place, *IN_REVIEW), self.day(ahead)
        if self.does(who, lambda: windows.reopen(Actor(self.stores[n], "T1", who), edition_id, day, START.time())):
            self.model.approved[edition_id].clear()

    @rule(who=editor, place=which, n=replica)
    def skips(self, who: str, place: int, n: int) -> None:
        """Somebody skips an edition: its updates join the next one, unless that has one on the project."""
        skipped = self.current(self.edition(place, OPEN))
        if not self.does(who, lambda: windows.skip(Actor(self.stores[n], "T1", who), skipped.id, "Holidays")):
            return
        later = [edition for edition in numbered(self.editions()) if edition.starts > skipped.starts]
        following = min(later, key=lambda edition: edition.starts)
        assert following.number == skipped.number
        self.model.changed_last[following.id] = who
        for project_id in PROJECTS:
            said = self.model.said.pop((skipped.id, project_id), None)
            if said:
                self.model.said.setdefault((following.id, project_id), said)

    # what editors do elsewhere

    @rule(who=editor, project_id=project, paused=st.booleans(), n=replica)
    def changes_project(self, who: str, project_id: str, n: int, *, paused: bool) -> None:
        """A project that is paused is not missed: drafts may say something else."""
        self.what_is_due_follows()  # or that would look like part of this change
        state = ProjectState.PAUSED if paused else ProjectState.ACTIVE
        before = {edition.id: self.content_now(edition.id) for edition in self.editions()}
        if self.presses(who, lambda: projects.set_state(Actor(self.stores[n], "T1", who), project_id, state)):
            for edition in self.editions():
                in_review = edition.state in IN_REVIEW or edition.reopened
                if in_review and self.content_now(edition.id) != before[edition.id]:
                    self.model.changed_last[edition.id] = who

    @rule(who=editor, needed=st.integers(1, 2), lone=st.booleans(), n=replica)
    def changes_the_set_up(self, who: str, needed: int, n: int, *, lone: bool) -> None:
        """Somebody changes how many approvals are needed, and whose."""

        def act() -> None:
            form = setup.open_form(Actor(self.stores[n], "T1", who))
            setup.save(Actor(self.stores[n], "T1", who), _settings(*form, needed, lone=lone))

        if self.does(who, act):
            self.model.needed, self.model.lone = needed, lone

    @rule(who=editor, other=person, n=replica)
    def adds_editor(self, who: str, other: str, n: int) -> None:
        """Somebody makes somebody an editor."""
        if self.presses(who, lambda: people.add_editor(Actor(self.stores[n], "T1", who), other)):
            self.model.editors.add(other)

    @rule(who=editor, other=person, n=replica)
    def removes_editor(self, who: str, other: str, n: int) -> None:
        """Somebody takes somebody off the editors."""
        if self.presses(who, lambda: people.remove_editor(Actor(self.stores[n], "T1", who), other)):
            self.model.editors.remove(other)

    def does(self, who: str, act: Callable[[], object]) -> bool:
        """Presses something that says nothing; whether it was done."""

        def done() -> bool:
            act()
            return True

        return bool(self.presses(who, done))

    # time

    @rule(hours=st.sampled_from((1, 24, 24 * 7)))
    def time_passes(self, hours: int) -> None:
        """Both replicas tick at the same moment."""
        self.clock.moment += timedelta(hours=hours)
        slack = Slack()
        ticks = [partial(patiently, partial(tick, store, slack, slack, "T1")) for store in self.stores]
        assert at_once(ticks) == [None, None]

    # what is always so

    @invariant()
    def everything_is_as_people_know_it(self) -> None:
        """Looked at after each step; what the model makes of new words comes before what follows from them."""
        self.no_acknowledged_update_is_lost()
        self.nothing_is_published_that_was_not_approved_word_for_word()
        self.editions_are_approved_while_they_have_their_approvals()

    def no_acknowledged_update_is_lost(self) -> None:
        """Each edition has the updates that the model has, word for word; a skipped one has none."""
        with self.store.reading("T1") as work:
            stored = {
                (edition.id, update.project_id): update.content.headline
                for edition in work.editions.all()
                for update in work.updates.of_edition(edition.id)
            }
        assert stored == self.model.said

    def nothing_is_published_that_was_not_approved_word_for_word(self) -> None:
        """What is new in the publish channel was approved as it is, and nothing there ever changes but the links."""
        for edition in self.editions():
            if edition.state in IN_REVIEW or edition.reopened:
                self._forgets_approvals_of_other_words(edition.id)
            posts = self._posts(edition.id)
            assert bool(posts) is (edition.state is PUBLISHED) or edition.state is PUBLISHING
            assert edition.state is not PUBLISHED or self._states(edition.id) == {"sent"}
            if not posts:  # it is called off
                self.model.published.pop(edition.id, None)
            if posts and edition.id not in self.model.published:
                assert self.model.content[edition.id] == self.content_now(edition.id)
                assert self.model.is_approved(edition.id)
                assert posts == self._messages(edition.id)
                self.model.published[edition.id] = posts
            assert posts == self.model.published.get(edition.id, [])

    def _forgets_approvals_of_other_words(self, edition_id: str) -> None:
        now = self.content_now(edition_id)
        assert now == self.seen(edition_id) or self._is_due(edition_id)
        if self.model.content.get(edition_id) != now:
            self.model.content[edition_id] = now
            self.model.approved[edition_id].clear()

    def _is_due(self, edition_id: str) -> bool:
        with self.store.reading("T1") as work:
            return bool(work.updates.due(edition_id))

    def _states(self, edition_id: str) -> set[str]:
        with self.store.reading("T1") as work:
            return {str(post.state) for post in work.posts.in_group(in_channel(edition_id))}

    def _posts(self, edition_id: str) -> list[Any]:
        with self.store.reading("T1") as work:
            return [_said(post.payload) for post in work.posts.in_group(in_channel(edition_id))]

    def _messages(self, edition_id: str) -> list[Any]:
        with self.store.reading("T1") as work:
            edition = work.editions.get(edition_id)
            assert edition is not None
            document = compiled(work, edition)
            messages = [*front_page(document, note=ADDED), *story_messages(document)]
            return [_said(message.as_payload()) for message in messages]

    def editions_are_approved_while_they_have_their_approvals(self) -> None:
        """In review the state says so; a time is set for approved ones only; numbers have no gaps."""
        found = self.editions()
        for edition in found:
            if edition.state in IN_REVIEW:
                assert self._approvers(edition.id) == self.model.approved[edition.id]
                assert (edition.state is APPROVED) is self.model.is_approved(edition.id)
            assert edition.publish_at is None or edition.state is APPROVED
        numbers = sorted(edition.number for edition in numbered(found))
        assert numbers == list(range(7, 7 + len(numbers)))
        fresh = [edition for edition in reversed(found) if edition.is_new]
        assert fresh
        assert all(earlier.ends < later.starts for earlier, later in pairwise(fresh))

    def _approvers(self, edition_id: str) -> set[str]:
        with self.store.reading("T1") as work:
            return {approval.by for approval in work.editions.approvals(edition_id)}

    # no edition is stuck

    def leads_to_the_end(self, edition_id: str) -> None:
        """Editors press what the card offers until the edition is published or skipped."""
        for who in (EDIE, MO, CY):
            self.adds_editor(min(self.model.editors), who, 0)
        for _ in range(2):
            self._arrives(edition_id)
            state = self.current(edition_id).state
            if state is OPEN:
                editions.close_early(Actor(self.store, "T1", EDIE), edition_id)
            for who in (EDIE, MO, CY):
                if self.current(edition_id).state is DRAFTED:
                    self.everything_is_as_people_know_it()
                    self._approves(who, edition_id, 0, self.seen(edition_id))
            if self.current(edition_id).state is APPROVED:
                editions.publish(Actor(self.store, "T1", EDIE), edition_id)
            self._arrives(edition_id)
        assert self.current(edition_id).state in (PUBLISHED, SKIPPED)
        self.everything_is_as_people_know_it()


def _settings(unit: Unit, _site: Site, first_day: date, next_number: int, needed: int, *, lone: bool) -> UnitSettings:
    return UnitSettings(
        name=unit.name,
        review_channel=unit.review_channel,
        publish_channel=unit.publish_channel,
        timezone=unit.cadence.timezone,
        first_day=first_day,
        days=unit.cadence.days,
        closing=unit.cadence.closing,
        next_number=next_number,
        approvals_needed=needed,
        lone_approval=lone,
    )


def _said(payload: Payload) -> str:
    """The words of a message, whether or not its links are there."""
    return str(payload["text"]).replace(ADDING, ADDED)
