"""What inputs hold at first, the rich text editor, and what messages hold that one uses or looks at."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sandbox_support.pages import Pages, no_wider, opens, opens_piece, values
from sandbox_support.pieces_bot import RICH
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel

pytestmark = pytest.mark.xdist_group("browser")
Room = tuple[Person, Person, Channel]
TICKS = "dialog input[type=checkbox], dialog input[type=radio]"
LONG = 22_000


def test_what_inputs_hold_at_first(slack: LocalSlack, pages: Pages, room: Room) -> None:
    ada, _ben, channel = room
    page, modal = opens_piece(pages, slack, ada, channel, "initial")
    before = values(ada)
    typed = {
        "Line": "Llinell",
        "Lines": "a\nb",
        "Mail": "ada@example.org",
        "Site": "https://example.org/",
        "Number": "4.5",
        "Day": "2025-11-14",
        "Time": "17:30",
        "Moment": "2025-11-14T10:00",
    }
    for label, words in typed.items():
        expect(modal.get_by_label(label, exact=True)).to_have_value(words)
    chosen = {"One": "Circle", "Outside": "Atlas", "Editor": ada.real_name, "Room": f"#{channel.name}"}
    for label, words in (chosen | {"Talk": f"#{channel.name}"}).items():
        expect(modal.get_by_role("combobox", name=label, exact=True)).to_have_value(words)
    several = ["Red", "Green", "Atlas", "Boat", ada.real_name, f"#{channel.name}", f"#{channel.name}"]
    expect(modal.locator(".choice")).to_have_text([f"{words}×" for words in several])
    assert page.locator(TICKS).evaluate_all("all => all.map((one) => one.checked)") == [False, True, False, True]
    page.wait_for_timeout(500)
    assert values(ada) == before  # looking changes nothing

    modal.get_by_label("Line", exact=True).fill("")
    modal.get_by_role("button", name="Remove Boat").click()
    held = values(ada, once=lambda held: held["line"]["value"] is None and "boat" not in str(held))
    assert held["line"]["value"] is None
    assert [one["value"] for one in held["outsiders"]["selected_options"]] == ["atlas"]


def test_a_text_with_lists_and_links_is_edited(slack: LocalSlack, pages: Pages, room: Room) -> None:
    ada, _ben, channel = room
    page, modal = opens_piece(pages, slack, ada, channel, "initial")
    story = modal.get_by_label("Story")
    expect(story.get_by_text("the notes")).to_be_visible()
    story.click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("Llŷn: ")
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("ŷd 🌾")
    page.keyboard.press("Tab")
    story.get_by_text("the notes").dblclick()
    modal.get_by_role("button", name="Link").first.click()
    dialog = page.get_by_role("dialog", name="Link")
    expect(dialog.get_by_label("Address")).to_have_value("https://example.org/notes")
    dialog.get_by_label("Address").fill("https://example.org/new")
    dialog.get_by_role("button", name="Save link").click()
    held = values(ada, once=lambda held: "https://example.org/new" in str(held))
    section, outer, inner = held["story"]["rich_text_value"]["elements"]
    assert section["elements"][0] == {"type": "text", "text": "Llŷn: Dŵr glân 💧 "}
    assert "https://example.org/new" in [inline.get("url") for inline in section["elements"]]
    assert outer == RICH["elements"][1]
    assert (inner["indent"], inner["elements"][0]["elements"][0]["text"]) == (1, "ŷd 🌾")


def test_undo_and_redo(slack: LocalSlack, pages: Pages, room: Room) -> None:
    ada, _ben, channel = room
    page, modal = opens_piece(pages, slack, ada, channel, "words")
    story = modal.get_by_label("Story")
    story.click()
    page.keyboard.type("one two")
    page.keyboard.press("Shift+Home")
    page.keyboard.press("Control+b")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Shift+Digit8")
    page.keyboard.type("item")
    undone = [("one two", 1, 1), ("one two", 0, 2), ("one two", 0, 1)]
    for _words, items, lines in undone:
        page.keyboard.press("Control+z")
        expect(story.locator(".is-bullet")).to_have_count(items)
        expect(story.locator(".line")).to_have_count(2 if items else lines)
    expect(story.locator(".bold")).to_have_text("one two")
    page.keyboard.press("Control+z")
    expect(story.locator(".bold")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(story).to_have_text("")
    for _ in range(4):
        page.keyboard.press("Control+y")
    page.keyboard.press("Control+Shift+z")
    expect(story.locator(".bold")).to_have_text("one two")
    expect(story.locator(".is-bullet")).to_have_text("item")
    page.keyboard.type("s")
    held = values(ada, once=lambda held: "items" in str(held))
    first, second = held["story"]["rich_text_value"]["elements"]
    assert first["elements"] == [{"type": "text", "text": "one two", "style": {"bold": True}}]
    assert second["elements"][0]["elements"] == [{"type": "text", "text": "items"}]


def test_a_very_long_text(slack: LocalSlack, pages: Pages, room: Room) -> None:
    """22,000 characters are pasted, kept to the letter, and typing in them stays quick."""
    ada, _ben, channel = room
    page, modal = opens_piece(pages, slack, ada, channel, "words")
    words = "\n".join(f"{number}: Mae'r gwaith yn mynd yn dda iawn 🎉 ac ŷm ni'n falch." for number in range(400))[
        :LONG
    ]
    modal.get_by_label("Story").click()
    page.evaluate(PASTE, words)
    page.keyboard.press("Control+End")
    page.keyboard.type("Diwedd" * 5)
    held = values(ada, once=lambda held: "Diwedd" * 5 in str(held))["story"]["rich_text_value"]
    assert text_in(held) == words + "Diwedd" * 5
    modal.get_by_role("button", name="Send").click()
    expect(modal).to_be_hidden()


PASTE = """words => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", words);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def text_in(block: dict[str, Any]) -> str:
    """The words of a rich text without lists."""
    return "\n".join("".join(inline["text"] for inline in part["elements"]) for part in block["elements"])


@pytest.mark.parametrize(("width", "dark"), [(1200, False), (320, True)])
def test_what_messages_hold(slack: LocalSlack, pages: Pages, room: Room, width: int, dark: bool) -> None:
    ada, _ben, channel = room
    page = opens(pages, slack, ada, channel, width=width, dark=dark)
    ada.types("/piece message", in_channel=channel)
    main = page.get_by_role("main")
    expect(main.get_by_text("A boat on the water")).to_be_visible()  # the picture, or its words where it cannot load
    expect(main.get_by_role("link", name="How it sails")).to_have_attribute("href", "https://example.org/film")
    expect(main.get_by_role("link", name="Play the video")).to_be_visible()
    expect(main.get_by_role("cell", name="Ynys Môn")).to_be_visible()
    expect(main.get_by_role("columnheader", name="Users")).to_have_css("text-align", "right")
    expect(main.get_by_role("heading", name="Heading")).to_be_visible()
    expect(main.get_by_role("link", name="a link")).to_have_attribute("href", "https://example.org/m")
    expect(main.get_by_role("listitem").filter(has_text="two").last).to_be_visible()
    no_wider(page, width)
    uses(page, main.get_by_role("combobox", name="Kind"))
    for words in ("row is delete", "menu is square", "day is 2025-12-01", "clock is 17:30"):
        ada.sees(words, in_channel=channel)
    expect(main.get_by_role("combobox", name="Kind")).to_have_value("Square")
    expect(main.get_by_label("Closing day")).to_have_value("2025-12-01")


def uses(page: Page, menu: Any) -> None:
    """Chooses in everything the message offers."""
    main = page.get_by_role("main")
    main.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Delete").click()
    menu.click()
    expect(page.get_by_role("listbox", name="Options").get_by_text("Shapes")).to_be_visible()
    page.get_by_role("option", name="Square").click()
    page.get_by_role("dialog", name="Sure?").get_by_role("button", name="Yes").click()
    main.get_by_label("Closing day").fill("2025-12-01")
    main.get_by_label("Closing time").fill("17:30")


def test_many_channels_and_people_on_a_phone(slack: LocalSlack, pages: Pages, room: Room) -> None:
    ada, _ben, channel = room
    for number in range(100):
        slack.adds_person(f"Person Llanfairpwllgwyngyll {number:02}", name=f"person{channel.id.lower()}{number}")
    for number in range(40):
        slack.adds_channel(f"sianel-hir-iawn-{channel.id.lower()}-{number:02}", members=[ada])
    slack.knows_moment("Far moment", slack.clock.now + timedelta(days=300))
    page = opens(pages, slack, ada, channel, width=320, height=600)
    page.get_by_role("button", name="Channels").click()
    side = page.get_by_role("navigation", name="Channels")
    last = page.get_by_role("link", name=f"sianel-hir-iawn-{channel.id.lower()}-39")
    last.scroll_into_view_if_needed()
    expect(page.get_by_role("button", name="+1 day")).to_be_in_viewport()
    last.click()
    expect(page.get_by_role("heading", name=f"#sianel-hir-iawn-{channel.id.lower()}-39")).to_be_visible()
    expect(side).to_be_hidden()
    page.get_by_label("You are").select_option(label="Person Llanfairpwllgwyngyll 99")
    expect(page.get_by_role("button", name="Join channel")).to_be_visible()
    no_wider(page, 320)
