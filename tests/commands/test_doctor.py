"""``sprint-notes doctor`` on set-ups that work, and on broken ones: each fault is named, with its fix."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from slack_sandbox.server import LocalSlack
from slack_sdk import WebClient

from bot.doctor.blocks import FOLDER, check_blocks
from bot.doctor.examine import WITHOUT
from tests.commands.clinic import SCOPES, Clinic


def test_a_set_up_that_works(clinic: Clinic) -> None:
    done = clinic.examines()
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines.pop() == "Nothing is in the way."
    assert {line.split()[0] for line in lines} == {"ok"}
    said = {re.split(r"  +|:", line)[1] for line in lines}
    assert said == {
        "Disk",
        "Database",
        "Bot token",
        "App token",
        "Scopes",
        "Clock",
        "Review channel",
        "Publish channel",
    }


def test_over_http_no_app_token_is_needed(clinic: Clinic) -> None:
    clinic.settings |= {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": clinic.slack.signing_secret}
    done = clinic.examines()
    assert done.returncode == 0
    assert "come over HTTP" in done.stdout


def test_every_optional_scope_has_its_price(clinic: Clinic) -> None:
    assert set(WITHOUT) == set(SCOPES["bot_optional"])
    for scope in SCOPES["bot_optional"]:
        clinic.grants(without=scope)
        done = clinic.examines()
        assert done.returncode == 0
        assert f"note   Scopes: {scope} is not granted: {WITHOUT[scope]}." in done.stdout


def test_scopes_that_nobody_needs(clinic: Clinic) -> None:
    clinic.slack.configures(scopes=[*SCOPES["bot"], "admin"])
    assert "note   Scopes: admin is granted, and the bot does not need it." in clinic.examines().stdout


def test_slack_judges_one_of_every_message_and_view(clinic: Clinic) -> None:
    clinic.slack.fails("blocks.validate", status=429, retry_after=0)
    done = clinic.examines("--blocks")
    count = len(list(FOLDER.glob("*.json")))
    assert f"Blocks: Slack takes all {count} messages and views." in done.stdout
    calls = clinic.slack.calls("blocks.validate")
    assert len(calls) == count + 1
    assert {kind for call in calls for kind in call.arguments} == {"message", "view"}
    assert clinic.slack.messages(clinic.review) == clinic.slack.messages(clinic.notes) == []


def test_what_slack_would_refuse_is_named_with_its_place(clinic: Clinic, tmp_path: Path) -> None:
    header = {"type": "header", "text": {"type": "plain_text", "text": "b" * 151}}
    modal = {"type": "modal", "title": {"type": "plain_text", "text": "b" * 25}, "blocks": []}
    for name, payload in (("long", {"text": "Boats", "blocks": [header]}), ("wide", modal)):
        (tmp_path / f"{name}.json").write_text(json.dumps(payload))
    client = WebClient(clinic.slack.bot_token, base_url=clinic.slack.api_url)
    told = "\n".join(map(str, check_blocks(client, tmp_path)))
    assert "wrong  Blocks: long: /blocks/0/text/text: must be less than 151 characters. Report it" in told
    assert "wrong  Blocks: wide: /title/text: must be less than 25 characters. Report it" in told


def test_a_message_goes_all_the_way_once(clinic: Clinic) -> None:
    done = clinic.examines("--prove", clinic.editor.id)
    assert (done.returncode, done.stderr) == (0, "")
    assert "ok     Round trip: a message was posted, found again by its key, and deleted." in done.stdout
    assert clinic.editor.direct_messages() == []
    steps = [call.method for call in clinic.slack.calls()][-3:]
    assert steps == ["chat.postMessage", "conversations.history", "chat.delete"]


def test_a_message_is_found_also_where_history_is_read_once_a_minute(clinic: Clinic) -> None:
    clinic.slack.configures(distributed=True)
    clinic.slack.fails("conversations.history", status=429, retry_after=0)
    done = clinic.examines("--prove", clinic.editor.id)
    assert "ok     Round trip" in done.stdout


def test_without_history_the_message_is_not_looked_for(clinic: Clinic) -> None:
    clinic.grants(without="im:history")
    done = clinic.examines("--prove", clinic.editor.id)
    assert done.returncode == 0
    assert (
        "note   Round trip: a message was posted and deleted; without im:history it was not looked for." in done.stdout
    )
    assert clinic.editor.direct_messages() == []


ON_THE_WAY: dict[str, tuple[Callable[[LocalSlack], None], str, bool]] = {
    "not posted": (
        lambda slack: slack.fails("chat.postMessage", error="messages_tab_disabled"),
        "nothing could be posted to {person}: the app has no Messages tab. Switch it on under “App Home”.",
        False,
    ),
    "perhaps posted": (
        lambda slack: slack.drops("chat.postMessage", when="before"),
        "Slack did not say whether a message was posted to {person}: ",
        False,
    ),
    "stripped": (
        lambda slack: slack.strips(times=9),
        "the message was posted, and its metadata came without its key.",
        False,
    ),
    "not read": (
        lambda slack: slack.fails("conversations.history", error="fatal_error", times=9),
        "the message was posted, and could not be found again: looking up: ",
        False,
    ),
    "not deleted": (
        lambda slack: slack.fails("chat.delete", error="cant_delete_message"),
        "the message could not be deleted: cant_delete_message. Delete it in Slack by hand.",
        True,
    ),
}


@pytest.mark.parametrize("step", ON_THE_WAY)
def test_each_step_that_fails_is_named_with_its_fix(step: str, clinic: Clinic) -> None:
    breaks, said, is_left = ON_THE_WAY[step]
    breaks(clinic.slack)
    done = clinic.examines("--prove", clinic.editor.id)
    assert f"wrong  Round trip: {said.format(person=clinic.editor.id)}" in done.stdout
    assert done.returncode == 1
    assert bool(clinic.editor.direct_messages()) is is_left


@pytest.mark.parametrize("nobody", ["U0NOBODY", "C0NOTES", "Edie"])
def test_nothing_is_posted_to_nobody(nobody: str, clinic: Clinic) -> None:
    done = clinic.examines("--prove", nobody)
    assert "wrong  Round trip: nothing " in done.stdout
    assert "Give the member id that stands in your profile in Slack" in done.stdout
    assert clinic.slack.messages(clinic.notes) == []


def test_before_the_first_start(clinic: Clinic) -> None:
    clinic.settings["DATABASE_URL"] = f"sqlite:///{clinic.folder / 'none.db'}"
    done = clinic.examines()
    assert done.returncode == 0
    assert "none.db yet. sprint-notes run makes it." in done.stdout
    assert not (clinic.folder / "none.db").exists()
