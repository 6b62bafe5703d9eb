"""Bots and their peers in processes of their own, told of a local Slack by their environment."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from slack_sandbox.server import LocalSlack

from bot.process import answers

START_SECONDS = 30.0
Environment = dict[str, str]


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def settings_for(slack: LocalSlack, mode: str = "http") -> Environment:
    """The settings of a bot in this Slack."""
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token if mode == "socket" else "",
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "PORT": str(free_port()),
        "LOG_LEVEL": "WARNING",
    }


def address_of(settings: Mapping[str, str]) -> str:
    """Where a bot with these settings takes what Slack sends."""
    return f"http://127.0.0.1:{settings['PORT']}/slack/events"


@contextmanager
def served(module: str, settings: Mapping[str, str]) -> Iterator[None]:
    """A module of ours that serves on ``PORT``, and says at ``/readyz`` when it is ready."""
    process = subprocess.Popen([sys.executable, "-m", module], env={**os.environ, **settings})  # noqa: S603 - ours
    deadline = time.monotonic() + START_SECONDS
    try:
        while not answers(int(settings["PORT"])):
            assert process.poll() is None, f"{module} did not start"
            assert time.monotonic() < deadline, f"{module} does not answer"
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(10)
