"""Fixtures for tests of a page in the system's Chromium; what a test leaves in the console is a failure."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
RUNNING = pytest.StashKey[Browser]()
PATIENCE = 20_000  # milliseconds: how long a busy machine may take to show something
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Browser:
    """The system's Chromium; one, in however many folders this fixture is, for Playwright starts once in a process."""
    stash = request.config.stash
    if RUNNING not in stash:
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
        assert chromium, "scripts/browser-tools installs Chromium; or name yours in CHROMIUM"
        playwright = sync_playwright().start()
        request.config.add_cleanup(playwright.stop)
        stash[RUNNING] = playwright.chromium.launch(executable_path=chromium, args=list(ARGS))
        request.config.add_cleanup(stash[RUNNING].close)
    return stash[RUNNING]


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
        context.set_default_timeout(PATIENCE)
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
