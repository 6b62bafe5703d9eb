"""The page for everybody: without findings of axe in any state, and every key reached by Tab."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sandbox_support.pages import opens
from sandbox_support.pictures import png
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel, Upload

Pages = Callable[..., Page]
Check = Callable[[str], None]
pytestmark = pytest.mark.xdist_group("browser")
AXE = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
  .map((found) => [found.id, found.impact, found.nodes.slice(0, 3).map((node) => [node.html, node.failureSummary])])"""
# What can be used and is in sight, by a name that stays when it is drawn anew; arrows go through toolbars and menus.
STOPS = """
window.stopsOfTab = () => {
  const inFront = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  const kinds = "a[href], button, input, select, textarea, summary, [contenteditable=true]";
  const usable = [...inFront.querySelectorAll(kinds)]
    .filter((node) => node.checkVisibility() && !node.disabled && !node.closest("[inert]"))
    .filter((node) => node.tabIndex >= 0 || !node.closest("[role=toolbar], [role=menu]"));
  const seen = {};
  return new Map(usable.map((node) => {
    const name = [node.tagName, node.id && node.type, node.ariaLabel ?? node.textContent].join(" ");
    seen[name] = (seen[name] ?? 0) + 1;
    return [node, `${name} ${seen[name]}`];
  }));
};
window.visited = new Set();
"""
VISITS = """() => {
  const [stops, node, before] = [window.stopsOfTab(), document.activeElement, window.visited.size];
  const all = node.type === "radio" ? [...document.getElementsByName(node.name)] : [node];
  for (const one of all) if (stops.has(one)) window.visited.add(stops.get(one));
  return window.visited.size > before;
}"""
MISSED = "() => [...window.stopsOfTab().values()].filter((name) => !window.visited.has(name))"


def walk(page: Page, check: Check) -> None:
    """Every state of the page, one after the other; a toast, menus and lists included."""
    check("channel")
    wide = page.evaluate("window.innerWidth > 700")
    if wide:
        page.get_by_role("button", name="+1 hour").click()
        check("toast")
    page.get_by_role("listitem").filter(has_text="A thread").hover()
    page.get_by_role("button", name="Message shortcuts").first.click()
    check("menu of a message")
    page.keyboard.press("Escape")
    box = page.get_by_role("textbox", name="Message #")
    box.fill("/")
    check("commands")
    page.keyboard.press("Escape")
    box.fill("")
    page.get_by_role("button", name="1 reply").click()
    expect(page.get_by_role("complementary", name="Thread").get_by_text("In it")).to_be_visible()
    check("thread")
    page.get_by_role("button", name="Close the thread").click()
    page.get_by_role("button", name="Inspector").click()
    page.locator(".line.bad summary").first.click()
    check("inspector")
    page.get_by_role("button", name="Close the inspector").click()
    if not wide:
        page.get_by_role("button", name="Channels").click()
        check("channels")
    page.get_by_role("link", name="Notes (direct messages)").click()
    check("direct messages")
    page.get_by_role("link", name="Home", exact=True).click()
    expect(page.get_by_role("heading", name="Your tasks")).to_be_visible()
    check("home")


def forms(page: Page, ada: Person, channel: Channel, check: Check) -> None:
    """Every kind of input, open lists, errors, trouble and a question in front of it all."""
    ada.types("/update", in_channel=channel)
    ada.submits()
    expect(page.get_by_text("Error: Please complete this required field.").first).to_be_visible()
    check("errors")
    page.get_by_label("File").set_input_files({"name": "x.png", "mimeType": "image/png", "buffer": png(30, 30)})
    page.get_by_role("combobox", name="Phase").click()
    check("options")
    page.keyboard.press("Escape")
    page.evaluate("""async () => (await import("/page/dom.js")).notice("It did not work", { trouble: true })""")
    check("trouble")
    ada.closes(everything=True)
    ada.types("/piece menus", in_channel=channel)
    page.get_by_role("combobox", name="Colour of the boat").click()
    page.get_by_role("option", name="Red").click()
    expect(page.get_by_role("dialog", name="Sure?")).to_be_visible()
    check("question")


@pytest.fixture
def full(slack: LocalSlack, room: tuple[Person, Person, Channel]) -> tuple[Person, Channel]:
    """A channel with everything in it that a message can have."""
    ada, ben, channel = room
    slack.knows_moment("Reminder due", slack.clock.now + timedelta(days=2))
    ben.says(f"Hello <@{ada.id}>", in_channel=channel)
    ben.shares(Upload("pier.png", png(48, 20)), in_channel=channel)
    ada.types("/piece message", in_channel=channel)
    parent = ben.says("A thread", in_channel=channel)
    ben.says("In it", in_channel=channel, thread=parent)
    ada.types("/upset", in_channel=channel)
    ada.types("/nonsense", in_channel=channel)
    return ada, channel


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (375, False), (320, True)])
def test_axe_finds_nothing_in_any_state(
    slack: LocalSlack, pages: Pages, full: tuple[Person, Channel], axe: str, width: int, dark: bool
) -> None:
    ada, channel = full
    page = opens(pages, slack, ada, channel, width=width, dark=dark)
    expect(page.get_by_text("Only visible to you").first).to_be_visible()

    def check(place: str) -> None:
        page.evaluate(axe)
        assert page.evaluate(AXE) == [], place

    walk(page, check)
    forms(page, ada, channel, check)


@pytest.mark.parametrize("width", [1280, 375])
def test_tab_comes_to_everything_that_can_be_used(
    slack: LocalSlack, pages: Pages, full: tuple[Person, Channel], width: int
) -> None:
    ada, channel = full
    page = opens(pages, slack, ada, channel, width=width)

    def check(place: str) -> None:
        if place in ("menu of a message", "commands", "options"):
            return  # arrows go through an open list, see the tests of menus
        page.evaluate(STOPS)
        nothing_new = 0
        while nothing_new < 60:  # messages and blocks that scroll are stops, too
            page.keyboard.press("Tab")
            nothing_new = 0 if page.evaluate(VISITS) else nothing_new + 1
        assert page.evaluate(MISSED) == [], place

    walk(page, check)
    forms(page, ada, channel, check)
