"""An older copy of the database: what was said since it was made is found in Slack, and not said again."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from bot.cli import GONE
from tests.conversations.looking import form, headlines, rows
from tests.stage import DATABASE, Stage, restarted, stage


@pytest.fixture(autouse=True)
def refused_while_it_comes_to_terms(expected_refusals: set[str]) -> None:
    """What the copy wants changed may be gone."""
    expected_refusals |= {"message_not_found"}


def publishes(ready: Stage) -> None:
    ready.editor.clicks("Approve edition 7", message=ready.draft("Waiting for 1 approval.", parts=1))
    ready.editor.clicks("Publish edition 7", message=ready.draft("Approved, ready to publish."))
    ready.draft("Published: Sprint Notes #7")
    ready.comes_to_rest()


def keys_posted(ready: Stage) -> Counter[str]:
    """How often each message was posted, by its key."""
    calls = ready.slack.calls("chat.postMessage")
    return Counter(call.arguments["metadata"]["event_payload"]["key"] for call in calls if call.ok)


@pytest.mark.parametrize("way", ["by the command", "by hand"])
def test_what_was_published_since_the_copy_is_found_and_not_published_again(ready: Stage, way: str) -> None:
    ready.posts(ready.ada, "/sprint-update ferry", "The ferry")
    ready.comes_to_rest()
    copy = ready.folder / "copy.db"
    ready.bot.run("db", "backup", str(copy))
    ready.moves_to(18, 17)
    publishes(ready)
    posted = ready.slack.messages(ready.notes)
    ready.clock.close()  # the story looks into the database, too, and opens it anew
    if way == "by the command":
        ready.bot.run("db", "restore", str(copy))
        ready.waits_for(lambda: not ready.bot.is_running)
        assert "Sprint Notes has lost its database" in ready.bot.log()
    else:
        ready.bot.stop()
        for beside in ready.folder.glob(f"{DATABASE}-*"):
            beside.unlink()
        shutil.copyfile(copy, ready.folder / DATABASE)
    restarted(ready)
    ready.editor.sees("The database of Sprint Notes is an older copy that was put back.")
    assert headlines(ready) == ["The ferry"]

    publishes(ready)
    assert [message.ts for message in ready.slack.messages(ready.notes)] == [message.ts for message in posted]
    assert [key for key, times in keys_posted(ready).items() if times > 1] == []
    assert rows(ready, "select state from editions where number = 7") == [("published",)]


def test_a_submit_is_not_acknowledged_into_a_file_that_is_gone(tmp_path: Path, sqlite_template: Path) -> None:
    shutil.copy(sqlite_template, tmp_path / DATABASE)
    with stage(tmp_path, SPRINT_NOTES_TICK_SECONDS="60") as staged:  # it has not noticed by itself yet
        staged.imports_the_usual()
        staged.sets_up()
        staged.ada.types("/sprint-update ferry", in_channel=staged.notes)
        staged.ada.fills({"Headline": "The ferry", "What happened": "It sailed."})
        (staged.folder / DATABASE).rename(staged.folder / "elsewhere.db")
        assert not staged.ada.submits().closed
        assert "Sprint Notes has lost its database" in form(staged.ada)


def test_a_bot_whose_database_is_replaced_ends_and_says_so(ready: Stage) -> None:
    (ready.folder / DATABASE).rename(ready.folder / "elsewhere.db")
    shutil.copy(ready.folder / "elsewhere.db", ready.folder / DATABASE)
    ready.waits_for(lambda: not ready.bot.is_running)
    ready.bot.stop()
    assert ready.bot.ended_with == GONE
    said = ready.bot.log().splitlines()[-1]
    assert said.startswith(f"Sprint Notes has lost its database: the database file {ready.folder / DATABASE} is gone")
