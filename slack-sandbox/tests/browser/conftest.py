"""A browser, a local Slack, and a small Bolt app in it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel

from tests.browser.page_bot import MANIFEST, new_app

ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
AXE = Path(__file__).parents[1] / "node" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert chromium, "scripts/browser-tools installs Chromium; or name yours in CHROMIUM"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=list(ARGS))
        yield running
        running.close()


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
        app = new_app(running)
        handler: Any = SocketModeHandler(app, running.app_token)
        handler.connect()
        running.waits_for_bot()
        yield running
        handler.client.auto_reconnect_enabled = False
        running.disconnects_sockets(politely=False)
        until = time.monotonic() + 4
        while handler.client.is_connected() and time.monotonic() < until:
            time.sleep(0.01)  # slack_sdk trips over its own feet when it closes what is being closed
        handler.close()
        app.listener_runner.listener_executor.shutdown()


numbers = count(1)


@pytest.fixture
def room(slack: LocalSlack) -> tuple[Person, Person, Channel]:
    """Two people and their channel, which no other test uses."""
    number = next(numbers)
    ada = slack.adds_person(f"Ada Llewelyn-Prydderch {number}", name=f"ada{number}")
    ben = slack.adds_person(f"Ben ap Rhisiart {number}", name=f"ben{number}")
    return ada, ben, slack.adds_channel(f"prosiect-{number}", members=[ada, ben], with_bot=True)


@pytest.fixture
def pages(browser: Browser) -> Iterator[Any]:
    """Opens pages of a size and a scheme; no page may complain in its console."""
    opened = []
    complaints: list[str] = []

    def open_page(url: str, *, width: int = 1200, height: int = 800, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(8000)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto(url)
        opened.append(context)
        return page

    yield open_page
    for context in opened:
        context.close()
    assert [words for words in complaints if "ERR_" not in words and "status of 400" not in words] == []
