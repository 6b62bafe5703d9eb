"""Starting ``sprint-notes run``: what is missing or wrong is said in one sentence that names it."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from slack_sandbox.server import LocalSlack

from bot.process import START_SECONDS, BotProcess
from tests.forked import sprint_notes
from tests.stage import free_port

CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "SPRINT_", "DATABASE"))}
HEAP = 64 * 2**20
TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}

REFUSED = [
    ({}, "SLACK_BOT_TOKEN must be set to the bot token of your Slack app; it begins with xoxb-."),
    ({"SLACK_BOT_TOKEN": "hello"}, "SLACK_BOT_TOKEN must be set"),
    ({"SLACK_BOT_TOKEN": "xoxb-1"}, "Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP."),
    ({**TOKENS, "SLACK_APP_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN must be an app-level token; it begins with xapp-."),
    ({**TOKENS, "PORT": "many"}, "PORT cannot be used"),
    ({**TOKENS, "LOG_LEVEL": "loud"}, "LOG_LEVEL cannot be used: write one of DEBUG, INFO, WARNING, ERROR."),
    ({**TOKENS, "DATABASE_URL": "mysql://x"}, "DATABASE_URL cannot be used: write sqlite:///FILE or postgresql"),
    ({**TOKENS, "DATABASE_URL": "sqlite:////nowhere/x.db"}, "DATABASE_URL cannot be used"),
    ({**TOKENS, "SPRINT_NOTES_RETENTION_DAYS": "0"}, "SPRINT_NOTES_RETENTION_DAYS cannot be used: "),
    ({**TOKENS, "SPRINT_NOTES_RETENTION_DAYS": "99999"}, "SPRINT_NOTES_RETENTION_DAYS cannot be used: "),
    ({**TOKENS, "SLACK_API_URL": "slack.com"}, "SLACK_API_URL cannot be used: write an address that begins with"),
]


def waits_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def start(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    return sprint_notes("run", folder=folder, environment={**CLEAN, **settings})


@pytest.mark.parametrize(("settings", "said"), REFUSED, ids=[said[:40] for _, said in REFUSED])
def test_a_wrong_setting_stops_the_start(settings: dict[str, str], said: str, tmp_path: Path) -> None:
    done = start(tmp_path, **settings)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_tokens_that_slack_goes_on_refusing_end_it(tmp_path: Path) -> None:
    with LocalSlack() as slack:
        there = {"SLACK_API_URL": slack.api_url, "PORT": "0"}
        wrong_bot = start(tmp_path, **there, SLACK_BOT_TOKEN="xoxb-wrong", SLACK_APP_TOKEN=slack.app_token)
        wrong_app = start(tmp_path, **there, SLACK_BOT_TOKEN=slack.bot_token, SLACK_APP_TOKEN="xapp-wrong")
    assert "Slack does not accept SLACK_BOT_TOKEN: invalid_auth." in wrong_bot.stderr
    assert "Slack does not accept SLACK_APP_TOKEN: invalid_auth." in wrong_app.stderr
    for done in (wrong_bot, wrong_app):
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
    assert "xoxb-wrong" not in wrong_bot.stderr


def test_it_waits_for_a_slack_that_stumbles(tmp_path: Path) -> None:
    with LocalSlack() as slack, free_port() as port:
        settings = {
            "SLACK_API_URL": "http://127.0.0.1:9/api/",
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}",
            "PORT": str(port),
        }
        with BotProcess(settings, tmp_path) as bot:
            waits_for(lambda: bot.log().count("Slack cannot be reached at SLACK_API_URL") > 1)
            assert "Trying again in 1 seconds." in bot.log()
            assert bot.is_running
            bot.stop()
            assert bot.ended_with == 0
            assert "Traceback" not in bot.log()


def test_settings_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=xoxb-1\nSLACK_APP_TOKEN=xapp-1\nLOG_LEVEL=loud\n")
    assert "LOG_LEVEL cannot be used" in start(tmp_path).stderr


def test_it_ends_in_good_order(tmp_path: Path) -> None:
    with LocalSlack() as slack:
        settings = {
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}",
            "PORT": "0",
        }
        with BotProcess(settings, tmp_path) as bot:
            slack.waits_for_bot()
            assert heaps_of_threads(bot.pid) == 0
            bot.stop()
            assert bot.ended_with == 0
            assert slack.bot_token not in bot.log()


def heaps_of_threads(pid: int) -> int:
    """How many heaps of glibc's a process has next to its first: each has 64 MB to itself, from a multiple of that."""
    maps = Path(f"/proc/{pid}/maps")
    text = maps.read_text() if maps.exists() else ""
    areas = [
        (int(a, 16), int(b, 16), mode) for a, b, mode in re.findall(r"^(\w+)-(\w+) (\S+) 0+ 00:00 0 *$", text, re.M)
    ]
    return sum(
        used == "rw-p" and rest == "---p" and (begin | end) % HEAP == 0 and middle == goes_on
        for (begin, middle, used), (goes_on, end, rest) in pairwise(areas)
    )
