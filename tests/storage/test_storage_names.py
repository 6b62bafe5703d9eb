"""Names of what texts mention, over the database: written down with a text, asked outside of it, and kept."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.app import new_id
from domain.mentions import Called
from domain.news import NewsItem, NewsKind
from domain.person import Person
from domain.text.rich_text import Mention, MentionKind, Paragraph, RichText
from domain.text.rich_text_walk import mention_names
from domain.update import UpdateContent
from services.common.mentions import kept, renewed
from services.reminders.directory import KNOWN_FOR, learn_names, little_known
from storage.engine import Engines
from storage.unit_of_work import SqlStore
from tests.storage.harbour import UNIT

NOON = datetime(2026, 3, 13, 12, tzinfo=UTC)
ADA, LAMPS, CREW = (MentionKind.USER, "U1"), (MentionKind.CHANNEL, "C1"), (MentionKind.USERGROUP, "S1")


@dataclass
class HandClock:
    """It is whatever it was set to."""

    moment: datetime = NOON

    def now(self) -> datetime:
        """That moment."""
        return self.moment


@dataclass
class Slack:
    """A directory that needs the database to itself when it is asked, and counts how often that is."""

    store: SqlStore
    clock: HandClock
    channels: dict[str, Called] = field(default_factory=dict)
    crew: list[Called] | None = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def look_up(self, workspace: str, person_id: str) -> Person | None:
        """Nobody is asked about here."""

    def channel(self, workspace: str, channel_id: str) -> Called | None:
        """The channel."""
        with self.store.writing(workspace):
            self.asked.append(channel_id)
        found = self.channels.get(channel_id)
        return replace(found, asked_at=self.clock.moment) if found else None

    def groups(self, workspace: str) -> list[Called] | None:
        """The crew."""
        with self.store.writing(workspace):
            self.asked.append("groups")
        return self.crew and [replace(one, asked_at=self.clock.moment) for one in self.crew]


def thanks(ada: str = "", lamps: str = "", crew: str = "") -> RichText:
    return (Paragraph((Mention(*ADA, name=ada), Mention(*LAMPS, name=lamps), Mention(*CREW, name=crew))),)


@pytest.fixture
def slack(engines: Engines) -> Slack:
    clock = HandClock()
    store = SqlStore(engines, clock, new_id)
    store.meet("T1")
    with store.writing("T1") as work:
        work.units.save(UNIT)
        work.commit()
    return Slack(store, clock)


def stored(slack: Slack, text: RichText) -> tuple[str, ...]:
    """The names with which a text is stored."""
    with slack.store.writing("T1") as work:
        content = kept(work, UpdateContent(body=text))
        work.commit()
    return mention_names(content.body)


def shown(slack: Slack, text: RichText) -> tuple[str, ...]:
    """The names with which a text is shown."""
    with slack.store.reading("T1") as work:
        return mention_names(renewed(work, NewsItem(kind=NewsKind.ANNOUNCEMENT, title="A", body=text)).body)


def test_what_is_mentioned_for_the_first_time_is_asked_about_once_a_day(slack: Slack) -> None:
    slack.channels["C1"] = Called(kind=MentionKind.CHANNEL, id="C1", name="lamps")
    slack.crew = [Called(kind=MentionKind.USERGROUP, id="S1", name="Deck hands")]
    assert stored(slack, thanks()) == ("", "", "")
    with slack.store.reading("T1") as work:
        assert little_known(work) == ["U1"]
    learn_names(slack.store, slack, "T1")
    learn_names(slack.store, slack, "T1")
    assert slack.asked == ["C1", "groups"]
    assert shown(slack, thanks()) == stored(slack, thanks()) == ("", "lamps", "Deck hands")

    slack.clock.moment += KNOWN_FOR + timedelta(minutes=1)
    slack.crew = [Called(kind=MentionKind.USERGROUP, id="S1", name="Deck crew")]
    learn_names(slack.store, slack, "T1")
    assert shown(slack, thanks(crew="Deck hands")) == ("", "lamps", "Deck crew")


def test_while_slack_is_silent_it_is_asked_again_and_the_old_name_stays(slack: Slack) -> None:
    slack.crew = None
    stored(slack, thanks("Ada Marsh", "lamps", "Deck hands"))
    for _ in range(2):
        learn_names(slack.store, slack, "T1")
    assert slack.asked == ["C1", "groups"] * 2
    assert shown(slack, thanks()) == ("Ada Marsh", "lamps", "Deck hands")


def test_what_slack_does_not_know_keeps_the_name_it_had(slack: Slack) -> None:
    slack.channels["C1"] = Called(kind=MentionKind.CHANNEL, id="C1")
    slack.crew = [Called(kind=MentionKind.USERGROUP, id="S2", name="Others")]
    stored(slack, thanks("Ada Marsh", "lamps", "Deck hands"))
    for _ in range(2):
        learn_names(slack.store, slack, "T1")
    assert slack.asked == ["C1", "groups"]
    assert shown(slack, thanks()) == ("Ada Marsh", "lamps", "Deck hands")


def test_a_channel_that_is_private_is_named_no_more(slack: Slack) -> None:
    slack.channels["C1"] = Called(kind=MentionKind.CHANNEL, id="C1", private=True)
    assert stored(slack, thanks(lamps="secret-plans")) == ("", "secret-plans", "")
    learn_names(slack.store, slack, "T1")
    assert shown(slack, thanks(lamps="secret-plans")) == stored(slack, thanks(lamps="secret-plans")) == ("", "", "")


def test_somebody_known_is_not_asked_about_anew_and_has_the_name_that_slack_told(slack: Slack) -> None:
    with slack.store.writing("T1") as work:
        work.people.save(Person(id="U1", name="Ada Marsh", active=False, asked_at=NOON))
        work.commit()
    assert stored(slack, thanks("Ada")) == ("Ada Marsh", "", "")
    with slack.store.reading("T1") as work:
        assert work.people.get("U1") == Person(id="U1", name="Ada Marsh", active=False, asked_at=NOON)
        assert little_known(work) == []
