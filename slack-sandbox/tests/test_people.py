"""Guests, people of other organisations, and what the bot is told when somebody's account changes."""

from __future__ import annotations

from typing import Any

import pytest
from sandbox_support.listener import Listener
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import NotThere
from slack_sdk import WebClient


def described(web: WebClient, person: str) -> dict[str, Any]:
    user: dict[str, Any] = web.users_info(user=person)["user"]
    flags = ("is_restricted", "is_ultra_restricted", "is_stranger", "deleted", "team_id")
    return {flag: user.get(flag) for flag in flags}


def test_whose_people_they_are(slack: LocalSlack, web: WebClient) -> None:
    ada = slack.adds_person("Ada Lovelace")
    guest = slack.adds_person("Gwen Guest", is_restricted=True)
    single = slack.adds_person("Sam Single", is_ultra_restricted=True)
    outside = slack.adds_person("Olly Outside", team_id="T2", is_stranger=True)
    here: dict[str, Any] = {"is_restricted": False, "is_ultra_restricted": False, "is_stranger": None, "deleted": False}
    here |= {"team_id": slack.team_id}
    assert described(web, ada.id) == here
    assert described(web, guest.id) == here | {"is_restricted": True}
    assert described(web, single.id) == here | {"is_restricted": True, "is_ultra_restricted": True}
    assert described(web, outside.id) == here | {"is_stranger": True, "team_id": "T2"}


@pytest.mark.parametrize(
    "wrong",
    [{"tz": "Mars/Olympus"}, {"tz": "europe"}, {"tz": "../localtime"}, {"tz": 5}, {"dnd_until": "soon"},
     {"status_expiration": "soon"}],
)  # fmt: skip
def test_what_nobody_can_be_is_refused_and_changes_nothing(slack: LocalSlack, web: WebClient, wrong: Any) -> None:
    ada = slack.adds_person("Ada Lovelace")
    before = web.users_info(user=ada.id)["user"]
    with pytest.raises(NotThere, match=r"there is no time zone|is no moment"):
        slack.asks("changes_person", person=ada.id, real_name="Nobody", **wrong)
    assert web.users_info(user=ada.id)["user"] == before
    if "tz" in wrong:
        with pytest.raises(NotThere, match="there is no time zone"):
            slack.adds_person("Bola Quay", tz=wrong["tz"])
    web.dnd_info(user=ada.id)


def test_slack_names_no_time_zone_for_some_people(slack: LocalSlack, web: WebClient) -> None:
    ada = slack.adds_person("Ada Lovelace", tz="")
    described = web.users_info(user=ada.id)["user"]
    assert not {"tz", "tz_label", "tz_offset"} & set(described)
    slack.changes_person(ada, tz="Asia/Kolkata")
    described = web.users_info(user=ada.id)["user"]
    assert (described["tz"], described["tz_offset"]) == ("Asia/Kolkata", 19_800)


@pytest.mark.parametrize("subscribed", [True, False])
def test_a_changed_account_is_told_to_a_bot_that_asked_for_it(subscribed: bool) -> None:
    listener = Listener()
    events = ["user_change"] if subscribed else []
    try:
        with LocalSlack(rate_limits=False) as slack:
            slack.configures(events=events)
            slack.sends_to(listener.url)
            ada = slack.adds_person("Ada Lovelace")
            slack.changes_person(ada, deleted=True, tz="Europe/Paris")
            slack.waits_for_peace()
            told = listener.events
    finally:
        listener.stop()
    assert [event["type"] for event in told] == events
    for event in told:
        assert event["user"]["id"] == ada.id
        assert (event["user"]["deleted"], event["user"]["tz"]) == (True, "Europe/Paris")
