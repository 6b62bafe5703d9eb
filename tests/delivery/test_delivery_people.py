"""Who somebody is, asked of a strict local Slack with Slack's own client."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_sandbox.server import LocalSlack
from slack_sdk import WebClient

from delivery.people import MOST_A_MINUTE, SlackDirectory
from domain.mentions import Called
from domain.person import Belonging, Person
from domain.slack_person import person_from
from domain.text.rich_text import MentionKind
from tests.delivery.office import answered_too_late, web_client
from tests.delivery.slack_in_memory import HandClock

NOW = datetime(2026, 3, 13, 10, tzinfo=UTC)
SCOPES = ["users:read", "dnd:read"]
TEAM = "T1"


def stamp(moment: datetime) -> int:
    return int(moment.timestamp())


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(rate_limits=True, starts_at=NOW) as running:
        running.configures(scopes=SCOPES)
        yield running


class Stopwatch:
    """Seconds that pass when they are told to."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def a_directory(slack: LocalSlack, watch: Stopwatch | None = None, client: WebClient | None = None) -> SlackDirectory:
    asks = client or web_client(slack)
    return SlackDirectory(lambda _workspace: asks, HandClock(NOW), watch or Stopwatch())


def test_who_somebody_is_and_how_long_they_are_not_to_be_disturbed(slack: LocalSlack) -> None:
    directory, ada = a_directory(slack), slack.adds_person("Ada Marsh", tz="Pacific/Auckland")
    asked = Person(id=ada.id, name="Ada Marsh", timezone="Pacific/Auckland", asked_at=NOW)

    def quiet_until() -> datetime | None:
        found = directory.look_up(slack.team_id, ada.id)
        assert found is not None
        return found.quiet_until

    assert directory.look_up(slack.team_id, ada.id) == asked
    slack.changes_person(ada, dnd_until=NOW + timedelta(hours=2))
    assert quiet_until() == NOW + timedelta(hours=2)
    status = {"status_emoji": ":palm_tree:", "status_expiration": NOW + timedelta(days=3)}
    slack.changes_person(ada, **status)
    assert quiet_until() == NOW + timedelta(days=3)
    slack.changes_person(ada, status_emoji=":house_with_garden:", dnd_until=None)
    assert quiet_until() is None
    slack.changes_person(ada, deleted=True)
    gone = directory.look_up(slack.team_id, ada.id)
    assert gone is not None
    assert not gone.active
    nobody = directory.look_up(slack.team_id, "U0NOBODY")
    assert nobody is not None
    assert not nobody.active
    assert all(call.error == "user_not_found" for call in slack.refusals())


def test_without_the_permission_to_ask_nobody_is_quiet(slack: LocalSlack) -> None:
    slack.configures(scopes=["users:read"])
    ada = slack.adds_person("Ada Marsh")
    slack.changes_person(ada, dnd_until=NOW + timedelta(hours=2))
    found = a_directory(slack).look_up(slack.team_id, ada.id)
    assert found is not None
    assert found.quiet_until is None


def test_where_slack_cannot_be_asked_about_somebody_nothing_is_known_and_they_are_asked_about_less(
    slack: LocalSlack,
) -> None:
    watch, client = Stopwatch(), web_client(slack)
    directory, ada = a_directory(slack, watch, client), slack.adds_person("Ada Marsh")
    slack.fails("users.info", status=500)
    assert directory.look_up(slack.team_id, ada.id) is None
    assert directory.look_up(slack.team_id, ada.id) is None  # nor is it asked again at once
    assert len(slack.calls("users.info")) == 1
    watch.seconds = 10
    slack.drops("users.info", when="before")
    assert directory.look_up(slack.team_id, ada.id) is None
    watch.seconds = 29
    assert directory.look_up(slack.team_id, ada.id) is None
    watch.seconds = 30
    with answered_too_late(slack, client, "users.info"):
        assert directory.look_up(slack.team_id, ada.id) is None
    assert len(slack.calls("users.info")) == 3
    watch.seconds = 70
    assert directory.look_up(slack.team_id, ada.id) is not None


def test_one_person_whom_slack_cannot_look_up_is_in_nobody_s_way(slack: LocalSlack) -> None:
    directory = a_directory(slack)
    ada, bola = slack.adds_person("Ada Marsh"), slack.adds_person("Bola Quay")
    slack.fails("users.info", error="fatal_error")
    assert directory.look_up(slack.team_id, ada.id) is None
    found = directory.look_up(slack.team_id, bola.id)
    assert found is not None
    assert found.active


def test_where_slack_fails_for_everybody_it_is_left_alone(slack: LocalSlack) -> None:
    watch = Stopwatch()
    directory = a_directory(slack, watch)
    everybody = [slack.adds_person(f"Lead {number}").id for number in range(6)]
    slack.fails("users.info", status=503, times=3)
    assert [directory.look_up(slack.team_id, one) for one in everybody] == [None] * 6
    assert len(slack.calls("users.info")) == 3
    watch.seconds = 10
    assert all(directory.look_up(slack.team_id, one) for one in everybody)


@pytest.mark.parametrize("fault", [{"error": "user_not_found"}, {"error": "user_is_restricted"}, {"status": 500}])
def test_who_is_gone_is_asked_of_nothing_but_users_info(slack: LocalSlack, fault: dict[str, Any]) -> None:
    directory, ada = a_directory(slack), slack.adds_person("Ada Marsh")
    status = {"status_emoji": ":palm_tree:", "status_expiration": NOW + timedelta(days=3)}
    slack.changes_person(ada, dnd_until=NOW + timedelta(hours=2), **status)
    slack.fails("dnd.info", **fault)
    found = directory.look_up(slack.team_id, ada.id)
    assert found is not None
    assert (found.active, found.quiet_until) == (True, NOW + timedelta(days=3))  # what users.info says is known


@pytest.mark.parametrize("when", ["before", "after"])
def test_lost_quiet_hours_are_unknown_quiet_hours(slack: LocalSlack, when: Any) -> None:
    directory, ada = a_directory(slack), slack.adds_person("Ada Marsh")
    slack.drops("dnd.info", when=when)
    found = directory.look_up(slack.team_id, ada.id)
    assert found is not None
    assert (found.active, found.quiet_until) == (True, None)


class BrokenAnswers:
    """A client whose answers lack what they should hold."""

    def __init__(self, user: dict[str, Any], dnd: dict[str, Any]) -> None:
        self._user, self._dnd = user, dnd

    def users_info(self, *, user: str) -> dict[str, Any]:
        """Who somebody is."""
        return {"ok": True, **self._user}

    def dnd_info(self, *, user: str) -> dict[str, Any]:
        """When they are not to be disturbed."""
        return {"ok": True, **self._dnd}


def test_a_broken_answer_about_one_person_breaks_nothing() -> None:
    def asked(user: dict[str, Any], dnd: dict[str, Any]) -> Person | None:
        client: Any = BrokenAnswers(user, dnd)
        return SlackDirectory(lambda _workspace: client, HandClock(NOW), Stopwatch()).look_up(TEAM, "U1")

    ada = {"user": {"id": "U1", "team_id": TEAM}}
    assert asked({}, {}) is None
    assert asked({"user": None}, {}) is None
    assert asked({"user": {"id": "U1", "profile": {"status_expiration": "soon"}}}, {}) is None
    for told in ({"snooze_enabled": True, "snooze_endtime": 10**20}, {"next_dnd_end_ts": "soon"}):
        assert asked(ada, told) == Person(id="U1", asked_at=NOW)


def test_a_wait_is_of_the_method_that_asked_for_it(slack: LocalSlack) -> None:
    watch = Stopwatch()
    directory, ada, bola = a_directory(slack, watch), slack.adds_person("Ada Marsh"), slack.adds_person("Bola Quay")
    slack.changes_person(bola, dnd_until=NOW + timedelta(hours=2))
    slack.fails("dnd.info", status=429, retry_after=30)
    for person in (ada, bola):  # their quiet hours are not known for now, and everything else is
        found = directory.look_up(slack.team_id, person.id)
        assert found is not None
        assert (found.active, found.timezone, found.quiet_until) == (True, "Europe/London", None)
    assert len(slack.calls("dnd.info")) == 1
    watch.seconds = 30
    found = directory.look_up(slack.team_id, bola.id)
    assert found is not None
    assert found.quiet_until == NOW + timedelta(hours=2)


def test_slack_s_pace_is_kept(slack: LocalSlack) -> None:
    watch = Stopwatch()
    directory, ada = a_directory(slack, watch), slack.adds_person("Ada Marsh")
    slack.fails("users.info", status=429, retry_after=30)
    assert directory.look_up(slack.team_id, ada.id) is None
    watch.seconds = 29
    assert directory.look_up(slack.team_id, ada.id) is None
    assert len(slack.calls("users.info")) == 1
    watch.seconds = 30
    assert directory.look_up(slack.team_id, ada.id) is not None
    answers = [directory.look_up(slack.team_id, ada.id) for _ in range(MOST_A_MINUTE + 5)]
    assert sum(answer is not None for answer in answers) == MOST_A_MINUTE - 2
    watch.seconds = 91
    assert directory.look_up(slack.team_id, ada.id) is not None


def test_what_channels_and_user_groups_are_called(slack: LocalSlack) -> None:
    slack.configures(scopes=["channels:read", "groups:read", "usergroups:read"])
    directory, hands = a_directory(slack), slack.adds_usergroup("Deck hands")
    lamps, ours = slack.adds_channel("lamps"), slack.adds_channel("our-plans", private=True, with_bot=True)
    theirs = slack.adds_channel("their-plans", private=True)

    def told(channel: str) -> tuple[str, bool]:
        found = directory.channel(slack.team_id, channel)
        assert found is not None
        assert (found.kind, found.id, found.asked_at) == (MentionKind.CHANNEL, channel, NOW)
        return found.name, found.private

    assert told(lamps.id) == ("lamps", False)
    assert told(ours.id) == ("", True)
    assert told(theirs.id) == told("C0NOWHERE") == ("", False)
    crew = Called(kind=MentionKind.USERGROUP, id=hands, name="Deck hands", asked_at=NOW)
    assert directory.groups(slack.team_id) == [crew]


def test_a_refused_scope_is_an_answer_and_a_fault_is_none(slack: LocalSlack) -> None:
    directory = a_directory(slack)
    assert directory.groups(slack.team_id) == []
    slack.configures(scopes=["usergroups:read"])
    slack.fails("usergroups.list", error="internal_error", times=1)
    assert directory.groups(slack.team_id) is None
    assert directory.groups(slack.team_id) is None  # nor is it asked again at once


@pytest.mark.parametrize(
    ("user", "known"),
    [
        ({}, Person(id="U1")),
        ({"profile": {"display_name": "Ada", "real_name": "Ada Marsh"}}, Person(id="U1", name="Ada Marsh")),
        ({"profile": {"display_name": "", "real_name": "Ada Marsh"}}, Person(id="U1", name="Ada Marsh")),
        ({"tz": "Asia/Kolkata"}, Person(id="U1", timezone="Asia/Kolkata")),
        ({"tz": "Mars/Olympus"}, Person(id="U1")),
        ({"tz": None, "profile": None}, Person(id="U1")),
        ({"deleted": True}, Person(id="U1", active=False)),
        ({"is_bot": True}, Person(id="U1", active=False, belonging=Belonging.APP)),
        ({"team_id": TEAM, "is_restricted": True}, Person(id="U1", belonging=Belonging.GUEST)),
        ({"is_ultra_restricted": True}, Person(id="U1", belonging=Belonging.GUEST)),
        ({"team_id": "T2"}, Person(id="U1", belonging=Belonging.ELSEWHERE)),
        ({"is_stranger": True}, Person(id="U1", belonging=Belonging.ELSEWHERE)),
        ({"profile": {"status_emoji": ":face_with_thermometer:", "status_expiration": stamp(NOW)}},
         Person(id="U1", quiet_until=NOW)),
        ({"profile": {"status_emoji": ":palm_tree:", "status_expiration": 0}}, Person(id="U1")),
        ({"profile": {"status_emoji": ":tada:", "status_expiration": stamp(NOW)}}, Person(id="U1")),
    ],
)  # fmt: skip
def test_somebody_from_slack_s_words(user: dict[str, Any], known: Person) -> None:
    assert person_from({"id": "U1", **user}, TEAM) == known
