"""What ``sprint-notes doctor`` says of set-ups that are broken: of each fault what it is called, and its fix.

Its words are in ``__snapshots__``; folders, ports, ids and sizes are left out of them.
"""

from __future__ import annotations

import os
import re
import socket
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.doctor.disk import check_disk
from tests.commands.clinic import Clinic

Breaks = Callable[[Clinic], None]


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


def _takes_the_port(clinic: Clinic) -> None:
    clinic.holds = socket.create_server(("127.0.0.1", 0))
    clinic.settings["PORT"] = str(clinic.holds.getsockname()[1])


def _names_no_manifest(clinic: Clinic) -> None:
    clinic.arguments = ("--manifest", "nowhere.yml")


def _writes_a_settings_file(clinic: Clinic) -> None:
    (clinic.folder / ".env").write_text("SPRINT_NOTES_KEEP_LOGS=730\n")


FAILED_MESSAGE = (
    "INSERT INTO deliveries (id, workspace, key, place, act, channel, payload, target, thread, ts, sent_to, state,"
    " wanted, attempt, not_before, error, \"group\") SELECT 'D1', id, 'a', 0, 'post', 'C1', '{}', '', '', '', '',"
    " 'failed', 1, 1, '2026-03-05 09:00:00', 'restricted_action', '' FROM workspaces"
)
BROKEN: dict[str, tuple[Breaks, str]] = {  # each with what its sentence has to name
    "no bot token": (_sets(SLACK_BOT_TOKEN=""), "SLACK_BOT_TOKEN"),
    "a bot token of another type": (_sets(SLACK_BOT_TOKEN="xoxp-1"), "SLACK_BOT_TOKEN"),
    "a bot token of nobody": (_sets(SLACK_BOT_TOKEN="xoxb-1"), "SLACK_BOT_TOKEN"),
    "a bot token that was revoked": (lambda c: c.slack.uninstalls_app(), "SLACK_BOT_TOKEN"),
    "an app token of nobody": (_sets(SLACK_APP_TOKEN="xapp-1"), "SLACK_APP_TOKEN"),
    "an app token of another type": (_sets(SLACK_APP_TOKEN="xoxb-1"), "SLACK_APP_TOKEN"),
    "neither socket nor HTTP": (_sets(SLACK_APP_TOKEN=""), "SLACK_SIGNING_SECRET"),
    "a signing secret of another form": (_sets(SLACK_SIGNING_SECRET="8f742231b10e8888abcd"), "SLACK_SIGNING_SECRET"),
    "a setting that is misspelt": (_sets(SPRINT_NOTES_TICK_SECOND="1"), "SPRINT_NOTES_TICK_SECONDS"),
    "a setting of Slack's that is misspelt": (_sets(SLACK_SIGNING_SECRETS="x"), "SLACK_SIGNING_SECRET"),
    "an unknown setting in the file": (_writes_a_settings_file, "SPRINT_NOTES_KEEP_LOGS"),
    "a port that is taken": (_takes_the_port, "PORT"),
    "no way to Slack": (_sets(SLACK_API_URL="http://127.0.0.1:9/api/"), "SLACK_API_URL"),
    "no Slack at that address": (lambda c: c.settings.update(SLACK_API_URL=c.slack.base_url), "SLACK_API_URL"),
    "Slack stops answering": (lambda c: c.slack.drops("conversations.info", when="before", times=9), "Slack"),
    "a scope is missing": (lambda c: c.grants(without="im:write"), "im:write"),
    "an administrator refuses one feature": (
        lambda c: c.slack.fails("users.info", error="access_denied"),
        "users.info",
    ),
    "no manifest": (_names_no_manifest, "--manifest"),
    "a message that nobody has decided about": (lambda c: c.runs_sql(FAILED_MESSAGE), "restricted_action"),
    "not in the private review channel": (lambda c: c.slack.removes_bot(c.review), "Review channel"),
    "not in the publish channel, and may not join it": (_loses_the_channel, "#notes"),
    "an archived channel": (lambda c: c.slack.archives(c.notes), "#notes"),
    "an editor outside": (lambda c: c.runs_sql("INSERT INTO editors SELECT workspace, 'U0OUT' FROM editors"), "U0OUT"),
    "no editors": (lambda c: c.runs_sql("DELETE FROM editors"), "Editors"),
    "a time zone that nobody knows": (lambda c: c.runs_sql("UPDATE units SET timezone = 'Europe/Lundon'"), "Lundon"),
    "a clock ahead": (_moves_the_clock, "120 minutes ahead"),
    "a clock behind": (_falls_behind, "10 minutes behind"),
    "tables of an earlier release": (
        lambda c: c.runs_sql("UPDATE alembic_version SET version_num = '0001'"),
        "sprint-notes db upgrade",
    ),
    "tables of a later release": (
        lambda c: c.runs_sql("UPDATE alembic_version SET version_num = '9999'"),
        "later release",
    ),
    "a database that is away": (_sets(DATABASE_URL="postgresql+psycopg://a:b@127.0.0.1:9/c"), "DATABASE_URL"),
    "a file that is no database": (_tears_the_database, "DATABASE_URL"),
    "a folder that is not there": (_sets(DATABASE_URL="sqlite:////nowhere/notes.db"), "DATABASE_URL"),
    "a damaged database": (_damages_the_database, "db restore FILE"),
    "no room": (_fills_the_disk, "/proc"),
    "a database of others": (lambda c: c.runs_sql("UPDATE workspaces SET id = 'T0OTHERS'"), "DATABASE_URL"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_each_fault_is_named_with_its_fix(fault: str, clinic: Clinic, snapshot: SnapshotAssertion) -> None:
    breaks, named = BROKEN[fault]
    breaks(clinic)
    done = clinic.examines()
    wrong = [line for line in done.stdout.splitlines() if line.startswith("wrong")]
    assert named in "\n".join(wrong), done
    assert done.returncode == 1
    assert re.fullmatch(rf"{len(wrong)} things? to mend.\n", done.stderr)
    assert clinic.slack.bot_token not in done.stdout
    assert _anywhere(clinic, wrong) == snapshot


STOPS_IT = {"PORT": "many", "LOG_LEVEL": "loud", "DATABASE_URL": "mysql://x", "SPRINT_NOTES_TICK_SECONDS": "0"}


@pytest.mark.parametrize("name", STOPS_IT)
def test_a_setting_that_cannot_be_used_is_named(name: str, clinic: Clinic, snapshot: SnapshotAssertion) -> None:
    clinic.settings[name] = STOPS_IT[name]
    done = clinic.examines()
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{name} cannot be used: ")
    assert done.stderr == snapshot


def test_a_file_that_may_not_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its mode alone: to root everything is allowed."""
    monkeypatch.setattr(os, "access", lambda path, _: bool(Path(path).stat().st_mode & 0o222))
    file = tmp_path / "notes.db"
    file.touch(0o400)
    told = [str(one) for one in check_disk(file) if one.verdict == "wrong"]
    assert told == [
        f"wrong  Disk: {file} cannot be written. Give the bot's user the folder {tmp_path} and what is in it."
    ]


def _anywhere(clinic: Clinic, lines: list[str]) -> list[str]:
    """The lines as they are on every machine."""
    text = "\n".join(lines).replace(str(clinic.folder), "FOLDER").replace(clinic.slack.base_url, "SLACK")
    text = re.sub(r"\b(PORT|Page) \d+", r"\1 1", text)
    return re.sub(r"\b[CT](?=[0-9A-Z]*\d)[0-9A-Z]{6,}\b", "ID", text).splitlines()
