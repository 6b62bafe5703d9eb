"""A desk for stories of the outbox: an edition on its way, and everybody who is told of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel, Message

from domain.compile import content_hash
from domain.delivery import DeliveryState
from domain.document import PROJECT, ref_of
from domain.edition import EditionState, in_channel
from domain.text.normal_form import paragraph
from domain.update import Revision, Update, UpdateContent
from rendering.slack.home import home as render_home
from services import home
from services.answers import questions
from services.common.actor import Actor
from services.editions import editions
from services.review.thanks import thank
from storage.engine import Engines
from tests.delivery.office import ENOUGH, WORKSPACE, Office, hand_clock, web_client
from tests.storage.documents import compiled
from tests.storage.harbour import FERRY, UNIT, edition

TITLE = "Sprint Notes #7"
BODY = paragraph("The crane stood still. " * 300)  # 7,000 characters
PIERS = ("north", "south", "west")
STORIES = 3  # each update is one
MESSAGES = 1 + STORIES  # with the front page
FRONT_PAGE = f"{in_channel('E1')} 0"
STORY_KEYS = [f"{in_channel('E1')} {ref_of(f'{PROJECT}{pier}')} 0" for pier in PIERS]


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
        told = (TITLE, "stood still")
        return [one.text for one in self.office.slack.messages(self.notes) if any(words in one for words in told)]

    def times(self) -> list[str]:
        """When its front page and its stories were posted."""
        return [self.office.stored(key).ts for key in (FRONT_PAGE, *STORY_KEYS)]

    def front_page(self) -> Message:
        """What stands in the channel itself."""
        (page,) = (one for one in self.office.slack.messages(self.notes) if TITLE in one)
        return page

    def leads_to(self) -> list[str]:
        """The addresses to which the front page leads, in its order."""
        return re.findall(r'"url": ?"([^"]+)"', json.dumps(self.front_page().blocks))

    def card(self) -> Message:
        """The draft's card, as it stands in Slack."""
        return next(message for message in self.office.slack.messages(self.review) if "Covering 5" in message)

    def claims(self) -> dict[str, bool]:
        """Who says that the edition is published."""
        office, member = self.office, Actor(self.office.store, WORKSPACE, "U_MO")
        told = questions.ask(member, PIERS[0])
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
            assert self.leads_to() == [post.permalink for post in posts if post.story]
            assert "being added" not in self.front_page()

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
        threads = {one.ts: one.thread_ts for one in self.office.slack.messages(self.notes)}
        front, *told = self.times()
        assert {threads[ts] for ts in told} == {front}
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
