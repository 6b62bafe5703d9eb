"""However Slack takes an edition, card, Home, status, thanks and the channel agree at every moment.

Each story is played step by step: after every single thing that the worker does, what is claimed anywhere is held
against what stands in the channel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel, Message

from domain.compile import content_hash
from domain.delivery import DeliveryState
from domain.edition import EditionState, in_channel
from domain.text.normal_form import paragraph
from domain.update import Revision, Update, UpdateContent
from rendering.slack.home import home as render_home
from services import home
from services.answers import status
from services.common.actor import Actor
from services.editions import editions, publishing
from services.review.thanks import thank
from storage.engine import Engines
from tests.delivery.office import ENOUGH, LEASE, WORKSPACE, Office, hand_clock, web_client
from tests.storage.documents import compiled
from tests.storage.harbour import FERRY, UNIT, edition

TITLE = "Sprint Notes #7"
BODY = paragraph("The crane stood still. " * 300)  # 7,000 characters
PIERS = ("north", "south", "west")
MESSAGES = 3  # each update takes one


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(rate_limits=False) as running:
        yield running


@dataclass
class Desk:
    """An edition on its way, and everybody who is told of it."""

    office: Office
    review: Channel
    notes: Channel
    editor: Person
    ada: Person

    @property
    def edie(self) -> Actor:
        """The editor, for the services."""
        return Actor(self.office.store, WORKSPACE, self.editor.id)

    def state(self) -> EditionState:
        """What the database says."""
        with self.office.store.reading(WORKSPACE) as work:
            found = work.editions.get("E1")
        assert found
        return found.state

    def posted(self) -> list[str]:
        """The messages of the edition in the channel."""
        return [message.text for message in self.office.slack.messages(self.notes) if TITLE in message]

    def card(self) -> Message:
        """The draft's card, as it stands in Slack."""
        return next(message for message in self.office.slack.messages(self.review) if "Covering 5" in message)

    def claims(self) -> dict[str, bool]:
        """Who says that the edition is published."""
        office, member = self.office, Actor(self.office.store, WORKSPACE, "U_MO")
        told = status.ask(member, typed=PIERS[0])
        return {
            "the database": self.state() is EditionState.PUBLISHED,
            "the card": "It is published." in self.card(),
            "Home": "No edition has been published yet" not in str(render_home(home.view(member))),
            "the status": not any("No update has been published yet" in message.text for message in told),
            "the thanks": any("Thank you" in message for message in self.ada.direct_messages()),
            "the log": bool(logged(office, "arrive")),
        }

    def agrees(self) -> None:
        """Nobody claims what Slack does not have, and nothing is there twice."""
        posted, claims = self.posted(), self.claims()
        assert len(posted) == len(set(posted)) <= MESSAGES
        assert len(posted) == MESSAGES or not any(claims.values()), (len(posted), claims)
        if self.state() is EditionState.PUBLISHED:
            with self.office.store.reading(WORKSPACE) as work:
                posts = work.posts.in_group(in_channel("E1"))
            assert {post.state for post in posts} == {DeliveryState.SENT}

    def goes_on(self) -> None:
        """Lets the worker do one thing after the other, and time pass, until nothing is left to do."""
        office = self.office
        for _ in range(ENOUGH):
            while office.worker.step():
                self.agrees()
                thank(office.store, office.permalinks, WORKSPACE)
                self.agrees()
            moment = office.outbox.next_at()
            if moment is None:
                return
            office.clock.advance((moment - office.clock.now()).total_seconds() + 0.001)
        raise AssertionError("it does not come to rest")

    def is_published(self) -> None:
        """Everybody says so, and all of it is there."""
        assert len(self.posted()) == MESSAGES
        assert set(self.claims().values()) == {True}, self.claims()


def logged(office: Office, action: str) -> list[str]:
    with office.store.reading(WORKSPACE) as work:
        return [entry.id for entry in work.audit.of_edition("E1") if entry.action == action]


@pytest.fixture
def desk(slack: LocalSlack, engines: Engines) -> Desk:
    """Edition 7, approved, its draft in Slack."""
    editor, ada = slack.adds_person("Edie Quill"), slack.adds_person("Ada Marsh")
    review = slack.adds_channel("review", members=[editor], with_bot=True)
    notes = slack.adds_channel("notes", members=[editor, ada], with_bot=True)
    made = Desk(Office(slack, engines, hand_clock(), web_client(slack), notes), review, notes, editor, ada)
    with made.office.store.writing(WORKSPACE) as work:
        work.units.save(replace(UNIT, review_channel=review.id, publish_channel=notes.id))
        work.units.add_editor(editor.id)
        work.editions.add(edition())
        for pier in PIERS:
            lead = replace(FERRY, id=pier, key=pier, name=f"{pier.title()} Pier", leads=(ada.id,))
            work.projects.save(lead)
            content = UpdateContent(headline=f"News of the {pier}", body=BODY)
            new = Update(id=f"U_{pier}", project_id=pier, edition_id="E1", content=content, version=1)
            first = Revision(work.new_id(), new.id, 1, content, ada.id, pier, work.now())
            work.updates.save(new, first)
        found = work.editions.get("E1")
        assert found
        editions.close(work, found)
        work.commit()
    approves(made)
    made.goes_on()
    return made


def approves(desk: Desk) -> None:
    with desk.office.store.reading(WORKSPACE) as work:
        found = work.editions.get("E1")
        assert found
        seen = content_hash(compiled(work, found))
    editions.approve(desk.edie, "E1", seen)


def publishes(desk: Desk) -> None:
    editions.publish(desk.edie, "E1")
    desk.agrees()
    desk.goes_on()


def fails(error: str, times: int = 1) -> Callable[[Desk], None]:
    def fault(desk: Desk) -> None:
        desk.office.slack.fails("chat.postMessage", error=error, channel=desk.notes, skip=1, times=times)

    return fault


def cut_off(when: str) -> Callable[[Desk], None]:
    def fault(desk: Desk) -> None:
        desk.office.slack.drops("chat.postMessage", when=when, channel=desk.notes, skip=1)  # type: ignore[arg-type]

    return fault


def nothing(_desk: Desk) -> None:
    """All is well."""


FAULTS: dict[str, Callable[[Desk], None]] = {
    "nothing": nothing,
    "refused once, for what may pass": fails("is_archived"),
    "refused some times, for what may pass": fails("is_archived", times=4),
    "refused with the whole app": fails("invalid_auth", times=9),
    "not allowed to post for a while": fails("missing_scope", times=9),
    "in trouble for over an hour": fails("internal_error", times=30),
    "in trouble": fails("internal_error", times=2),
    "cut off before Slack took it": cut_off("before"),
    "cut off after Slack took it": cut_off("after"),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=list(FAULTS))
def test_what_ends_well(desk: Desk, fault: Callable[[Desk], None]) -> None:
    fault(desk)
    publishes(desk)
    desk.is_published()


@pytest.mark.parametrize("skip", range(MESSAGES))
def test_refused_for_good_and_posted_again(desk: Desk, skip: int) -> None:
    desk.office.slack.fails("chat.postMessage", error="restricted_action", channel=desk.notes, skip=skip)
    publishes(desk)
    assert len(desk.posted()) == skip
    assert f"Message {skip + 1}: Slack said restricted_action." in desk.card()
    publishing.try_again(desk.edie, "E1")
    desk.agrees()
    desk.goes_on()
    desk.is_published()


@pytest.mark.parametrize("skip", range(MESSAGES))
def test_refused_for_good_and_called_off(desk: Desk, skip: int) -> None:
    desk.office.slack.fails("chat.postMessage", error="restricted_action", channel=desk.notes, skip=skip)
    publishes(desk)
    desk.office.slack.drops("chat.delete", when="after")
    publishing.call_off(desk.edie, "E1")
    desk.agrees()
    desk.goes_on()
    assert (desk.posted(), desk.state()) == ([], EditionState.DRAFTED)
    assert "Waiting for 1 approval." in desk.card()

    approves(desk)
    publishes(desk)
    desk.is_published()


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("place", range(MESSAGES))
def test_killed_half_way(desk: Desk, place: int, when: str) -> None:
    office = desk.office
    editions.publish(desk.edie, "E1")
    while (claimed := office.outbox.claim(LEASE)) is not None and claimed.key != f"{in_channel('E1')} {place}":
        office.outbox.settle(claimed, office.postman.carry(claimed))
        desk.agrees()
        office.clock.advance(1.1)
    assert claimed
    if when == "after":  # Slack took it, and nobody is left to write that down
        office.postman.carry(claimed)
    desk.agrees()
    desk.goes_on()
    desk.is_published()
