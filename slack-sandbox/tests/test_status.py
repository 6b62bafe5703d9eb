"""Status and do-not-disturb, as ``users.info`` and ``dnd.info`` tell of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError


def test_a_status_shows_in_the_profile(slack: LocalSlack, web: WebClient, ada: Person) -> None:
    profile = web.users_info(user=ada.id)["user"]["profile"]
    assert (profile["status_emoji"], profile["status_text"], profile["status_expiration"]) == ("", "", 0)
    ends = slack.clock.now + timedelta(days=2)
    slack.changes_person(ada, status_emoji=":palm_tree:", status_text="In Tenby", status_expiration=ends)
    profile = web.users_info(user=ada.id)["user"]["profile"]
    assert (profile["status_emoji"], profile["status_text"]) == (":palm_tree:", "In Tenby")
    assert profile["status_expiration"] == int(ends.timestamp())


def test_do_not_disturb_ends_on_the_workspace_s_clock(slack: LocalSlack, web: WebClient, ada: Person) -> None:
    never = {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}
    assert {**never, "ok": True}.items() <= dict(web.dnd_info(user=ada.id).data).items()  # type: ignore[arg-type]
    ends = slack.clock.now + timedelta(hours=1)
    slack.changes_person(ada, dnd_until=ends)
    told = web.dnd_info(user=ada.id)
    assert told["dnd_enabled"]
    assert told["next_dnd_start_ts"] <= slack.clock.timestamp < told["next_dnd_end_ts"] == int(ends.timestamp())
    assert "snooze_enabled" not in told  # that is for their own eyes
    slack.clock.advance(3_700)
    assert not web.dnd_info(user=ada.id)["dnd_enabled"]
    slack.changes_person(ada, dnd_until=None)
    assert not web.dnd_info()["dnd_enabled"]  # the bot's own


def test_do_not_disturb_needs_its_scope_and_somebody(slack: LocalSlack, web: WebClient, ada: Person) -> None:
    for arguments, code in (({"user": "U0NOBODY"}, "user_not_found"), ({"user": ada.id}, "missing_scope")):
        if code == "missing_scope":
            slack.configures(scopes=["users:read"])
        with pytest.raises(SlackApiError) as refused:
            web.dnd_info(**arguments)
        assert refused.value.response["error"] == code
    assert refused.value.response["needed"] == "dnd:read"
