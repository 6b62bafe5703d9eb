"""Modals at the page: on each other, closed, and changed by the bot while somebody types."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from sandbox_support.pages import Pages, no_wider, opens_piece, values
from slack_sandbox.controls import WAIT_SECONDS
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel

pytestmark = pytest.mark.xdist_group("browser")
Room = tuple[Person, Person, Channel]
TOP = "node => node.getBoundingClientRect().top"


def goes_deeper(modal: Locator, level: int, key: str = "Deeper") -> None:
    modal.get_by_role("button", name=key, exact=True).click()
    expect(modal.get_by_role("heading", name=f"Level {level}")).to_be_visible()


def test_a_stack_of_modals(slack: LocalSlack, pages: Pages, room: Room) -> None:
    ada, _ben, channel = room
    page, modal = opens_piece(pages, slack, ada, channel, "stack")
    expect(modal.get_by_role("button", name="Back")).to_be_hidden()
    modal.get_by_label("Words 1").fill("kept below")
    goes_deeper(modal, 2)
    expect(modal.get_by_label("Words 2")).to_be_focused()
    goes_deeper(modal, 3)

    page.keyboard.press("Escape")
    expect(modal.get_by_role("heading", name="Level 2")).to_be_visible()
    expect(modal.get_by_role("button", name="Deeper", exact=True)).to_be_focused()
    ada.sees("Closed 3, one", in_channel=channel)
    modal.get_by_role("button", name="Back").click()
    expect(modal.get_by_label("Words 1")).to_have_value("kept below")
    ada.sees("Closed 2, one", in_channel=channel)
    modal.get_by_role("button", name="Cancel").click()
    expect(modal).to_be_hidden()
    ada.sees("Closed 1, one", in_channel=channel)


@pytest.mark.parametrize(("key", "way"), [("Deeper", "Close"), ("Deepest", "Cancel")])
def test_all_of_a_stack_is_closed(slack: LocalSlack, pages: Pages, room: Room, key: str, way: str) -> None:
    """By the cross, or because the top one says clear_on_close."""
    ada, _ben, channel = room
    _page, modal = opens_piece(pages, slack, ada, channel, "stack")
    goes_deeper(modal, 2, key)
    modal.get_by_role("button", name=way, exact=True).click()
    expect(modal).to_be_hidden()
    for level in (1, 2):
        ada.sees(f"Closed {level}, all", in_channel=channel)


def test_a_form_that_grows(slack: LocalSlack, pages: Pages, room: Room) -> None:
    """Every key adds an input through views.update; what was typed, the files and the place in view stay."""
    ada, _ben, channel = room
    page, modal = opens_piece(pages, slack, ada, channel, "grow", height=500)
    modal.get_by_label("Headline").fill("Pennawd")
    modal.get_by_label("Papers").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"words"})
    expect(modal.get_by_role("button", name="Remove a.txt")).to_be_visible()
    modal.get_by_label("Story").click()
    page.keyboard.type("Stori ")
    page.keyboard.press("Control+b")
    page.keyboard.type("hir")
    key = modal.get_by_role("button", name="Add a link")
    key.scroll_into_view_if_needed()
    before = modal.get_by_text("Paragraph 3").evaluate(TOP)
    key.click()
    expect(modal.get_by_label("Link 1")).to_be_visible()
    expect(key).to_be_focused()
    assert abs(modal.get_by_text("Paragraph 3").evaluate(TOP) - before) < 2
    ada.sees("Held: Pennawd", in_channel=channel)
    modal.get_by_label("Link 1").fill("https://example.org/1")
    key.click()  # at once: what was typed has not been told yet
    expect(modal.get_by_label("Link 2")).to_be_visible()
    expect(modal.get_by_label("Link 1")).to_have_value("https://example.org/1")
    key.click()
    expect(modal.get_by_label("Link 3")).to_be_focused()  # its key is gone: the new field takes its place

    expect(modal.get_by_label("Headline")).to_have_value("Pennawd")
    expect(modal.get_by_label("Story")).to_have_text("Stori hir")
    expect(modal.get_by_role("button", name="Remove a.txt")).to_be_visible()
    modal.get_by_label("Papers").set_input_files({"name": "b.txt", "mimeType": "text/plain", "buffer": b"more"})
    expect(modal.get_by_role("button", name="Remove b.txt")).to_be_visible()
    held = values(ada, once=lambda held: "b.txt" in str(held))
    assert [file["name"] for file in held["papers"]["files"]] == ["a.txt", "b.txt"]
    assert held["link 1"]["value"] == "https://example.org/1"
    assert held["story"]["rich_text_value"]["elements"][0]["elements"][1]["style"] == {"bold": True}


def test_typing_goes_on_while_the_form_changes(slack: LocalSlack, pages: Pages, room: Room) -> None:
    """The bot changes the very block somebody types in: the words, the caret and the focus stay."""
    ada, _ben, channel = room
    page, modal = opens_piece(pages, slack, ada, channel, "grow")
    modal.get_by_label("Headline").fill("Un tri")
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    slack.asks("clicks", person=ada.id, label="Add a link")
    expect(modal.get_by_label("Headline")).to_have_accessible_description("1 links")
    page.keyboard.type("dau ")
    expect(modal.get_by_label("Headline")).to_be_focused()
    expect(modal.get_by_label("Headline")).to_have_value("Un dau tri")

    modal.get_by_label("Story").click()
    page.keyboard.type("first last")
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    slack.asks("clicks", person=ada.id, label="Add a link")
    expect(modal.get_by_label("Headline")).to_have_accessible_description("2 links")
    page.keyboard.type("and ")
    expect(modal.get_by_label("Story")).to_have_text("first and last")
    expect(modal.get_by_label("Headline")).to_have_value("Un dau tri")


def test_the_bot_hears_of_enter_and_of_letters(slack: LocalSlack, pages: Pages, room: Room) -> None:
    ada, _ben, channel = room
    page, modal = opens_piece(pages, slack, ada, channel, "dispatch")
    modal.get_by_label("Search").fill("cwch")
    page.wait_for_timeout(500)
    expect(modal.get_by_text("Heard:", exact=True)).to_be_visible()
    page.keyboard.press("Enter")
    expect(modal.get_by_text("Heard: cwch")).to_be_visible()
    expect(modal.get_by_label("Search")).to_be_focused()
    page.keyboard.type(" mawr")
    modal.get_by_label("Free").fill("elsewhere")
    modal.get_by_label("Live").click()
    page.keyboard.type("ab")
    expect(modal.get_by_text("Heard: ab")).to_be_visible()
    page.keyboard.type("c")
    expect(modal.get_by_text("Heard: abc")).to_be_visible()
    expect(modal.get_by_label("Search")).to_have_value("cwch mawr")
    expect(modal.get_by_label("Free")).to_have_value("elsewhere")


@pytest.mark.parametrize("dark", [False, True])
def test_sixty_fields_on_a_phone(slack: LocalSlack, pages: Pages, room: Room, dark: bool) -> None:
    ada, _ben, channel = room
    page, modal = opens_piece(pages, slack, ada, channel, "long", width=320, height=600, dark=dark)
    no_wider(page, 320)
    expect(modal.get_by_role("button", name="Send")).to_be_in_viewport()
    modal.get_by_label("Field 59").fill("last")
    modal.get_by_role("button", name="Send").click()
    expect(modal.get_by_label("Field 0", exact=True)).to_be_focused()
    expect(modal.get_by_label("Field 0", exact=True)).to_be_in_viewport()
    expect(page.locator("#news")).to_have_text(re.compile("^59 answers"))


def escapes(page: Page) -> None:
    page.keyboard.press("Escape")


def test_menus_that_ask_first(slack: LocalSlack, pages: Pages, room: Room) -> None:
    ada, _ben, channel = room
    page, modal = opens_piece(pages, slack, ada, channel, "menus")
    menu = modal.get_by_role("combobox", name="Colour of the boat")
    menu.click()
    page.get_by_role("option", name="Red").click()
    sure = page.get_by_role("dialog", name="Sure?")
    sure.get_by_role("button", name="No").click()
    expect(menu).to_have_value("")
    menu.click()
    page.get_by_role("option", name="Green as grass").click()
    expect(sure).to_be_visible()
    escapes(page)
    expect(sure).to_be_hidden()
    expect(modal).to_be_visible()
    expect(menu).to_have_value("")
    menu.click()
    page.get_by_role("option", name="Red").click()
    sure.get_by_role("button", name="Yes").click()
    expect(modal.get_by_text("Chosen: red")).to_be_visible()
    expect(menu).to_have_value("Red")

    modal.get_by_role("button", name="More actions").click()
    expect(page.get_by_role("menuitem", name="Sail")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    sure.get_by_role("button", name="Yes").click()
    expect(modal.get_by_text("Chosen: sink")).to_be_visible()


def test_several_choices_by_keyboard(slack: LocalSlack, pages: Pages, room: Room) -> None:
    ada, _ben, channel = room
    page, modal = opens_piece(pages, slack, ada, channel, "menus")
    menu = modal.get_by_role("combobox", name="Places")
    menu.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox", name="Options").get_by_text("Shapes")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")  # from where the last one was
    page.keyboard.type("sq")
    page.keyboard.press("Enter")
    page.keyboard.type("circ")
    page.keyboard.press("Enter")  # a fourth is one too many
    expect(modal.locator(".choice")).to_have_text(["Red×", "Green×", "Square×"])
    escapes(page)
    expect(modal).to_be_visible()
    menu.fill("")
    page.keyboard.press("Backspace")
    expect(modal.locator(".choice")).to_have_text(["Red×", "Green×"])
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(modal.get_by_role("button", name="Remove Red")).to_be_focused()
    page.keyboard.press("Enter")
    expect(modal.locator(".choice")).to_have_text(["Green×"])
    held = values(ada, once=lambda held: len(held["places"]["selected_options"]) == 1)
    assert [one["value"] for one in held["places"]["selected_options"]] == ["green"]


def test_trouble_is_told_in_front_of_the_modal(slack: LocalSlack, pages: Pages, room: Room) -> None:
    ada, _ben, channel = room
    page, modal = opens_piece(pages, slack, ada, channel, "menus")
    slack.configures(answer_seconds=0.2)
    modal.get_by_role("button", name="Not heard").click()
    expect(page.get_by_role("alert").filter(has_text="The app did not respond")).to_be_visible()
    slack.configures(answer_seconds=WAIT_SECONDS)
    page.get_by_role("button", name="Dismiss").click()
    expect(modal).to_be_visible()
    escapes(page)
    expect(modal).to_be_hidden()
    page.get_by_role("button", name="+1 hour").click()
    expect(page.get_by_text("The clock moved on by an hour")).to_be_visible()
    page.get_by_label(f"Message #{channel.name}").fill("Helo")
    page.get_by_role("button", name="Send", exact=True).click()  # no notice lies on it
    ada.sees("Helo", in_channel=channel)
