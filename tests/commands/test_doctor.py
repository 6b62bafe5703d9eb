"""``sprint-notes doctor`` on set-ups that work, and on broken ones: each fault is named, with its fix."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path

import pytest
import yaml
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel
from slack_sdk import WebClient

from bot.app import open_store
from bot.doctor.blocks import FOLDER, check_blocks
from bot.doctor.examine import WITHOUT
from bot.settings import Settings
from services.common.actor import Actor
from services.setup.setup import UnitSettings, save
from tests.forked import sprint_notes

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
SCOPES = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))["oauth_config"]["scopes"]
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "SPRINT_", "DATABASE"))}


@dataclass
class Clinic:
    """A set-up that works, for the doctor; ``settings`` are its environment."""

    slack: LocalSlack
    folder: Path
    editor: Person
    review: Channel
    notes: Channel
    settings: dict[str, str] = field(default_factory=dict)

    def examines(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**CLEAN, **{name: value for name, value in self.settings.items() if value}}
        return sprint_notes("doctor", *arguments, folder=self.folder, environment=environment)

    def runs_sql(self, statement: str) -> None:
        with sqlite3.connect(self.folder / "notes.db") as connection:
            connection.execute(statement)
        connection.close()

    def grants(self, *, without: str) -> None:
        self.slack.configures(scopes=[scope for scope in SCOPES["bot"] if scope != without])


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    with LocalSlack(manifest=MANIFEST, rate_limits=False) as slack:
        editor = slack.adds_person("Edie Quill")
        review = slack.adds_channel("review", private=True, members=[editor], with_bot=True)
        notes = slack.adds_channel("notes", members=[editor], with_bot=True)
        settings = {
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "DATABASE_URL": f"sqlite:///{tmp_path / 'notes.db'}",
        }
        made = Clinic(slack, tmp_path, editor, review, notes, settings)
        _set_up(made)
        yield made


def _set_up(clinic: Clinic) -> None:
    engines, _, store = open_store(Settings(database_url=clinic.settings["DATABASE_URL"]))
    store.meet(clinic.slack.team_id, "Sandbox", "B0SANDBOX1", clinic.slack.bot_user)
    unit = UnitSettings(
        name="Harbour Unit", review_channel=clinic.review.id, publish_channel=clinic.notes.id,
        timezone="Europe/London", first_day=date(2026, 3, 5), days=14, closing=time(17), next_number=7,
    )  # fmt: skip
    save(Actor(store, clinic.slack.team_id, clinic.editor.id), unit)
    engines.dispose()


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


def _sets(**settings: str) -> Callable[[Clinic], None]:
    return lambda clinic: clinic.settings.update(settings)


def _moves_the_clock(clinic: Clinic) -> None:
    (clinic.folder / "clock").write_text("7200")
    clinic.settings["SPRINT_NOTES_CLOCK_FILE"] = str(clinic.folder / "clock")


def _falls_behind(clinic: Clinic) -> None:
    clinic.slack.clock.advance(600)


def _tears_the_database(clinic: Clinic) -> None:
    (clinic.folder / "torn.db").write_text("this is no database, however long one reads in it " * 50)
    clinic.settings["DATABASE_URL"] = f"sqlite:///{clinic.folder / 'torn.db'}"


def _damages_the_database(clinic: Clinic) -> None:
    """One page in the middle of the file is no page any more."""
    with sqlite3.connect(clinic.folder / "notes.db") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [[page]] = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'deliveries'")
        [[size]] = connection.execute("PRAGMA page_size")
    connection.close()
    with (clinic.folder / "notes.db").open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


def _fills_the_disk(clinic: Clinic) -> None:
    clinic.settings["DATABASE_URL"] = "sqlite:////proc/notes.db"  # a folder that never has any room


def _loses_the_channel(clinic: Clinic) -> None:
    clinic.slack.removes_bot(clinic.notes)
    clinic.grants(without="channels:join")


FAILED_MESSAGE = (
    "INSERT INTO deliveries (id, workspace, key, place, act, channel, payload, target, thread, ts, sent_to, state,"
    " wanted, attempt, not_before, error, \"group\") SELECT 'D1', id, 'a', 0, 'post', 'C1', '{}', '', '', '', '',"
    " 'failed', 1, 1, '2026-03-05 09:00:00', 'restricted_action', '' FROM workspaces"
)
BROKEN: dict[str, tuple[Callable[[Clinic], None], str]] = {
    "no token": (_sets(SLACK_BOT_TOKEN=""), "Settings: SLACK_BOT_TOKEN must be set to the bot token"),
    "a token of nobody": (_sets(SLACK_BOT_TOKEN="xoxb-1"), "Bot token: Slack does not accept SLACK_BOT_TOKEN: inv"),
    "a token that was revoked": (
        lambda c: c.slack.uninstalls_app(),
        "SLACK_BOT_TOKEN: token_revoked. Install the app",
    ),
    "an app token of nobody": (_sets(SLACK_APP_TOKEN="xapp-1"), "App token: Slack opens no socket with SLACK_APP_T"),
    "an administrator refuses one feature": (
        lambda c: c.slack.fails("users.info", error="access_denied"),
        "Features: Slack refuses users.info (access_denied), so clocks and names of people are not known. Ask an admin",
    ),
    "a message that nobody has decided about": (
        lambda c: c.runs_sql(FAILED_MESSAGE),
        "Messages: 1 message needs an editor: restricted_action. Each editor has a direct message about it; if none",
    ),
    "no way to Slack": (_sets(SLACK_API_URL="http://127.0.0.1:9/api/"), "Slack: SLACK_API_URL http://127.0.0.1:9/"),
    "no Slack at that address": (
        lambda c: c.settings.update(SLACK_API_URL=c.slack.base_url),
        "is not Slack. Correct it.",
    ),
    "Slack stops answering": (
        lambda c: c.slack.drops("conversations.info", when="before", times=9),
        "Slack: it stopped answering: ",
    ),
    "a scope is missing": (
        lambda c: c.grants(without="im:write"),
        "Scopes: im:write is not granted, and the bot needs it. Add it under “OAuth & Permissions” and install",
    ),
    "no manifest": (_sets(), "nowhere.yml cannot be read. Name the app’s manifest with --manifest."),
    "not in the private review channel": (
        lambda c: c.slack.removes_bot(c.review),
        "is private and the bot is not in it, or it is gone. Invite it with /invite @Sprint Notes, or pick",
    ),
    "not in the publish channel, and may not join it": (_loses_the_channel, "the bot is not in #notes and may not"),
    "an archived channel": (lambda c: c.slack.archives(c.notes), "Publish channel: #notes is archived. Unarchive it"),
    "an editor outside": (
        lambda c: c.runs_sql("INSERT INTO editors SELECT workspace, 'U0OUTSIDE' FROM editors"),
        "Editors: U0OUTSIDE is not in #review and sees no draft. Invite them to it.",
    ),
    "no editors": (lambda c: c.runs_sql("DELETE FROM editors"), "Editors: there are none, so nobody can approve."),
    "a clock ahead": (_moves_the_clock, "Clock: the clock of the database is 120 minutes ahead of Slack’s."),
    "a clock behind": (_falls_behind, "Clock: this machine’s clock is 10 minutes behind Slack’s. Set it by a time"),
    "an earlier release": (
        lambda c: c.runs_sql("UPDATE alembic_version SET version_num = '0001'"),
        "Database: its tables are of an earlier release. Run sprint-notes db upgrade.",
    ),
    "a later release": (
        lambda c: c.runs_sql("UPDATE alembic_version SET version_num = '9999'"),
        "Database: its tables are of a later release. Run that release, or restore a backup.",
    ),
    "no database": (_tears_the_database, "Database: DATABASE_URL cannot be used: file is not a database."),
    "a damaged database": (_damages_the_database, "Put the newest copy back: sprint-notes db restore FILE."),
    "no room": (_fills_the_disk, "Disk: 0.0 GB are free in /proc. Make room: without it nothing can be kept."),
    "a database of others": (
        lambda c: c.runs_sql("UPDATE workspaces SET id = 'T0OTHERS'"),
        "Workspace: the database is of T0OTHERS, the bot token of another one. Use the token of that workspace",
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_each_fault_is_named_with_its_fix(fault: str, clinic: Clinic) -> None:
    breaks, said = BROKEN[fault]
    breaks(clinic)
    done = clinic.examines("--manifest", "nowhere.yml") if fault == "no manifest" else clinic.examines()
    wrong = [line for line in done.stdout.splitlines() if line.startswith("wrong")]
    assert said in "\n".join(wrong), done
    assert done.returncode == 1
    assert re.fullmatch(rf"{len(wrong)} things? to mend.\n", done.stderr)
    assert clinic.slack.bot_token not in done.stdout
