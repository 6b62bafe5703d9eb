"""The public pages in Chromium and under a judge of HTML: on any screen, in the dark, on paper, with the keyboard."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from bot.app import new_id
from domain.text.markdown import parse
from storage.engine import open_engines
from storage.migrate import upgrade
from storage.unit_of_work import SqlStore
from tests.storage.conftest import StillClock
from tests.web.browsing import served
from tests.web.library import SECOND, with_two_editions
from tests.web.visitor import SETTINGS, archives
from web.static import write_site

pytestmark = pytest.mark.xdist_group("browser")
ROOT = Path(__file__).parents[2]
AXE = ROOT / "slack-sandbox/tests/node/node_modules/axe-core/axe.min.js"
READERS = ROOT / "tests/readers"
PAGES = (
    *(
        "/",
        "/editions",
        "/editions/8",
        "/projects",
        "/projects/ferry",
        "/organisations",
        "/organisations/harbour-council",
    ),
    *("/help-wanted", "/search", "/search?q=boats", "/search?q=whales"),
    "/subscribe",
)
LONG = parse(
    "A table:\n\n| Council | Trips a week | Saved |\n| :-- | :-: | --: |\n| Ambleford | 12 | £1,200 |\n\n"
    f"> “It took me two minutes.”\n\n1. one\n   - inner\n\n`code` and {'word' * 100}\n\n```\n{'x' * 300}\n```\n"
)
FINDINGS = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
  .map((found) => [found.id, found.nodes.slice(0, 3).map((node) => [node.html, node.failureSummary])])"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    """Two editions, one of them with everything that is hard to lay out."""
    engines = open_engines(f"sqlite:///{tmp_path_factory.mktemp('web')}/notes.db")
    upgrade(engines.writer)
    store = SqlStore(engines, StillClock(), new_id)
    store.meet("T1", "Harbour", "B1", "U1")
    yield with_two_editions(store, second=replace(SECOND, body=LONG))
    engines.dispose()


@pytest.fixture(scope="module")
def address(library: SqlStore) -> Iterator[str]:
    with served(library) as found:
        yield found


@pytest.mark.parametrize(("width", "dark"), [(320, False), (768, True), (1280, False), (1280, True)])
def test_no_page_has_a_finding_or_is_wider_than_the_screen(pages: Any, address: str, width: int, *, dark: bool) -> None:
    assert AXE.exists(), "scripts/browser-tools installs axe-core"
    page = pages(address, width=width, dark=dark)
    for path in PAGES:
        page.goto(address + path)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert page.evaluate(FINDINGS) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs(pages: Any, address: str) -> None:
    page = pages("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        page.goto(address + path)
        assert page.evaluate("document.scripts.length") == 0
    assert [url for url in asked if not url.startswith(address)] == []


def test_the_keyboard_reaches_the_words_at_once_and_every_link(pages: Any, address: str) -> None:
    page: Page = pages(f"{address}/editions/8", width=1280)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    assert page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.url.endswith("#_main")
    links, reached = page.locator("a[href]").count(), 0
    page.goto(f"{address}/editions/8")
    for _ in range(links + 10):
        page.keyboard.press("Tab")
        reached += page.evaluate("document.activeElement.matches('a[href]')")
    assert reached >= links


def test_a_printed_page_has_the_words_and_where_links_lead(pages: Any, address: str) -> None:
    page: Page = pages(f"{address}/organisations/harbour-council")
    page.emulate_media(media="print")
    assert page.locator("main h1").is_visible()
    assert not page.locator("nav.menu").is_visible()
    assert len(page.pdf(format="A4").split(b"/Type /Page\n")) - 1 <= 2


def test_a_judge_of_html_has_no_finding(library: SqlStore, tmp_path: Path) -> None:
    node = shutil.which("node")
    assert node, "scripts/browser-tools installs Node"
    judge = READERS / "node_modules/html-validate/bin/html-validate.mjs"
    assert judge.exists(), "scripts/browser-tools installs html-validate"
    write_site(archives(library), SETTINGS, tmp_path)
    rules = READERS / "html-validate.json"
    done = subprocess.run(
        [node, str(judge), "--config", str(rules), f"{tmp_path}/**/*.html"],
        cwd=READERS,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
