"""The same conversation with Slack's SDK for Node, in Socket Mode and over HTTP."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sandbox_support.conversation_script import every_surface_once
from slack_sandbox.server import LocalSlack

FOLDER = Path(__file__).parent


@pytest.fixture(scope="session")
def node() -> str:
    """Node, with the SDK installed beside the bot."""
    found = shutil.which("node")
    assert found, "scripts/browser-tools installs Node"
    assert (FOLDER / "node_modules" / "@slack" / "bolt").exists(), "scripts/browser-tools installs @slack/bolt"
    return found


@contextmanager
def running(node: str, slack: LocalSlack, port: int | None) -> Iterator[subprocess.Popen[str]]:
    """The bot in a process of its own."""
    settings = {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
    }
    env = {**os.environ, **settings, **({"PORT": str(port)} if port else {})}
    with subprocess.Popen(
        [node, "bot.mjs"], cwd=FOLDER, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            assert said == "ready\n", said + process.stdout.read()
            yield process
        finally:
            process.terminate()
            process.wait(10)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.xdist_group("node")
@pytest.mark.parametrize("mode", ["socket", "http"])
def test_a_bolt_for_javascript_bot_holds_the_conversation(node: str, mode: str) -> None:
    with LocalSlack(rate_limits=False) as slack:
        port = free_port() if mode == "http" else None
        with running(node, slack, port):
            if port:
                slack.sends_to(f"http://127.0.0.1:{port}/slack/events")
            else:
                slack.waits_for_bot()
            ada = slack.adds_person("Ada Lovelace")
            every_surface_once(slack, ada, slack.adds_channel("notes", members=[ada], with_bot=True))


@pytest.mark.xdist_group("node")
def test_its_socket_comes_back_after_a_refresh(node: str) -> None:
    with LocalSlack(rate_limits=False) as slack, running(node, slack, None):
        slack.waits_for_bot()
        ada = slack.adds_person("Ada Lovelace")
        notes = slack.adds_channel("notes", members=[ada], with_bot=True)
        slack.disconnects_sockets(reason="warning")
        slack.waits_for_call("apps.connections.open", count=2)
        slack.waits_for_bot()
        assert ada.types("/conform later", in_channel=notes).ok
        assert slack.disconnects_sockets() == 1
        slack.waits_for_call("apps.connections.open", count=3)
        slack.waits_for_bot()
        assert ada.types("/conform later", in_channel=notes).ok
