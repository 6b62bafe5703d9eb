"""One local Slack for all tests of its page, and a small Bolt app in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sandbox_support.bots import SocketBot, part
from sandbox_support.chromium import browser, pages
from sandbox_support.page_bot import MANIFEST, new_app
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel

__all__ = ["browser", "pages"]

AXE = Path(__file__).parents[1] / "node" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    assert AXE.exists(), "scripts/browser-tools installs axe-core"
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def slack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalSlack]:
    """One local Slack for all tests, with the bot connected; each test has people of its own."""
    os.environ["SKIP_SLACK_SDK_WARNING"] = "1"
    manifest = tmp_path_factory.mktemp("page") / "manifest.yml"
    manifest.write_text(MANIFEST, encoding="utf-8")
    with LocalSlack(manifest=manifest, rate_limits=False) as running:
        bot = SocketBot(new_app(running), running)
        running.waits_for_bot()
        yield running
        part(running, [bot])


numbers = count(1)


@pytest.fixture
def room(slack: LocalSlack) -> tuple[Person, Person, Channel]:
    """Two people and their channel, which no other test uses."""
    number = next(numbers)
    ada = slack.adds_person(f"Ada Llewelyn-Prydderch {number}", name=f"ada{number}")
    ben = slack.adds_person(f"Ben ap Rhisiart {number}", name=f"ben{number}")
    return ada, ben, slack.adds_channel(f"prosiect-{number}", members=[ada, ben], with_bot=True)
