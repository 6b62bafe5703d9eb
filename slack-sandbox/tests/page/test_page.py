"""The page in the browser, used as people use it: by clicking, by keyboard, on a phone, in the dark."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from sandbox_support.pages import opens, values
from slack_sandbox.controls import WAIT_SECONDS
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel

Pages = Callable[..., Page]
pytestmark = pytest.mark.xdist_group("browser")


def picks(page: Page, label: str, typed: str, shown: str) -> None:
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(typed)
    page.locator("li[role=option]").filter(has_text=shown).click()


def fills_everything(page: Page, channel: Channel, editor: str) -> None:
    page.get_by_label("Story").click()
    page.keyboard.type("It went well")
    picks(page, "Phase", "be", "Beta")
    picks(page, "Places", "al", "Alpha")
    page.keyboard.press("Escape")
    picks(page, "Project", "tai", "tai two")
    picks(page, "Editor", editor, editor)
    picks(page, "Team", editor, editor)
    page.keyboard.press("Escape")
    picks(page, "Room", channel.name, f"#{channel.name}")
    page.get_by_label("Day").fill("2025-11-14")
    page.get_by_label("Time").fill("17:30")
    page.get_by_label("Moment").fill("2025-11-14T10:00")
    page.get_by_role("radiogroup", name="Status").get_by_label("Live").check()
    page.get_by_role("group", name="Risks").get_by_label("Alpha").check()
    page.get_by_label("Councils").fill("42")
    page.get_by_label("Mail").fill("ada@example.org")
    page.get_by_label("Site").fill("https://example.org")
    page.get_by_label("File").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"words"})
    expect(page.get_by_role("button", name="Remove a.txt")).to_be_visible()


@pytest.mark.parametrize(("width", "height", "dark"), [(1200, 800, False), (320, 640, True)])
def test_from_command_to_thread(
    slack: LocalSlack, pages: Pages, room: tuple[Person, Person, Channel], width: int, height: int, dark: bool
) -> None:
    ada, ben, channel = room
    page = opens(pages, slack, ada, channel, width=width, height=height, dark=dark)
    page.get_by_label(f"Message #{channel.name}").fill("/upd")
    page.get_by_role("option", name="/update [project] Post an update").click()
    page.get_by_role("button", name="Send", exact=True).click()
    modal = page.get_by_role("dialog", name="Update")
    expect(modal.get_by_label("Headline")).to_be_focused()

    modal.get_by_role("button", name="Send").click()
    expect(modal.get_by_label("Headline")).to_have_attribute("aria-invalid", "true")
    expect(modal.get_by_text("Error: Please complete this required field.").first).to_be_visible()
    modal.get_by_label("Headline").fill("Wrong")
    fills_everything(page, channel, ben.real_name)
    modal.get_by_role("button", name="Send").click()
    expect(modal.get_by_text("Error: Say what happened")).to_be_visible()
    modal.get_by_label("Headline").fill("Tai fforddiadwy")
    modal.get_by_role("button", name="Send").click()
    expect(modal).to_be_hidden()

    main = page.get_by_role("main")
    expect(main.get_by_role("heading", name="Tai fforddiadwy")).to_be_visible()
    expect(main.get_by_text("Only visible to you")).to_be_visible()
    main.get_by_role("button", name="Drop").click()
    page.get_by_role("dialog", name="Drop it?").get_by_role("button", name="Keep it").click()
    main.get_by_role("button", name="Approve").click()
    expect(main.get_by_role("button", name="Approve")).to_be_hidden()
    main.get_by_role("button", name="1 reply").click()
    thread = page.get_by_role("complementary", name="Thread")
    expect(thread.get_by_text("Approved in the thread")).to_be_visible()
    thread.get_by_label("Reply in thread").fill("Diolch")
    page.keyboard.press("Enter")
    expect(thread.get_by_text("Diolch")).to_be_visible()
    thread.get_by_label("Reply in thread").fill("/update")
    page.keyboard.press("Enter")
    expect(thread.get_by_text("/update is not supported in threads. Sorry!")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_was_entered_arrives(slack: LocalSlack, pages: Pages, room: tuple[Person, Person, Channel]) -> None:
    ada, ben, channel = room
    ada.types("/update", in_channel=channel)
    page = opens(pages, slack, ada, channel)
    page.get_by_label("Headline").fill("One")
    fills_everything(page, channel, ben.real_name)
    page.get_by_label("Headline").click()  # what is typed is told when the typing pauses
    held = values(ada, once=lambda held: "https://example.org" in str(held) and "a.txt" in str(held))
    sections = [{"type": "rich_text_section", "elements": [{"type": "text", "text": "It went well"}]}]
    assert held["headline"]["value"] == "One"
    assert held["story"]["rich_text_value"] == {"type": "rich_text", "elements": sections}
    assert held["phase"]["selected_option"]["value"] == "beta"
    assert [one["value"] for one in held["places"]["selected_options"]] == ["alpha"]
    assert held["project"]["selected_option"]["value"] == "tai two"
    assert held["editor"]["selected_user"] == ben.id
    assert held["team"]["selected_users"] == [ben.id]
    assert held["room"]["selected_conversation"] == channel.id
    assert (held["day"]["selected_date"], held["time"]["selected_time"]) == ("2025-11-14", "17:30")
    assert held["moment"]["selected_date_time"] == 1763114400
    assert held["status"]["selected_option"]["value"] == "live"
    assert [one["value"] for one in held["risks"]["selected_options"]] == ["alpha"]
    assert [held[name]["value"] for name in ("councils", "mail", "site")] == [
        "42",
        "ada@example.org",
        "https://example.org",
    ]
    assert [file["name"] for file in held["file"]["files"]] == ["a.txt"]

    page.get_by_label("Headline").fill("Silent")
    slack.configures(answer_seconds=0.2)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="We had some trouble connecting")).to_be_visible()
    slack.configures(answer_seconds=WAIT_SECONDS)
    expect(page.get_by_label("Story")).to_have_text("It went well")


def test_by_keyboard_alone(slack: LocalSlack, pages: Pages, room: tuple[Person, Person, Channel]) -> None:
    ada, _ben, channel = room
    page = opens(pages, slack, ada, channel)
    page.get_by_label(f"Message #{channel.name}").focus()
    page.keyboard.type("/upd")
    page.keyboard.press("Tab")
    page.keyboard.type("short")
    page.keyboard.press("Enter")
    modal = page.get_by_role("dialog", name="Update")
    expect(modal.get_by_label("Headline")).to_be_focused()
    page.keyboard.type("By keyboard")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(modal.get_by_label("Story")).to_be_focused()
    page.keyboard.press("Control+b")
    page.keyboard.type("Bold")
    page.keyboard.press("Control+b")
    page.keyboard.type(" words")
    page.keyboard.press("Enter")
    page.keyboard.type("- one")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("two")
    page.keyboard.press("Control+Enter")
    expect(modal).to_be_hidden()
    message = ada.sees("By keyboard", in_channel=channel)
    text, outer, inner = message.blocks[1]["elements"]
    assert text["elements"] == [
        {"type": "text", "text": "Bold", "style": {"bold": True}},
        {"type": "text", "text": " words"},
    ]
    assert (outer["indent"], inner["indent"]) == (0, 1)

    expect(page.get_by_label(f"Message #{channel.name}")).to_be_focused()
    ada.types("/update short", in_channel=channel)
    expect(modal).to_be_visible()
    page.keyboard.press("Escape")
    expect(modal).to_be_hidden()
    assert ada.modal is None


def test_home_people_and_news(slack: LocalSlack, pages: Pages, room: tuple[Person, Person, Channel]) -> None:
    ada, ben, channel = room
    page = opens(pages, slack, ada, channel)
    ben.says("Bore da", in_channel=channel)
    expect(page.get_by_role("main").get_by_text("Bore da")).to_be_visible()
    page.get_by_role("link", name="Notes Home").click()
    expect(page.get_by_role("heading", name="Your tasks")).to_be_visible()
    page.get_by_role("button", name="More", exact=True).click()
    expect(page.get_by_text("You asked for more")).to_be_visible()
    ben.says("Unread", in_channel=channel)
    expect(page.get_by_role("link", name=f"{channel.name} (1 unread)")).to_be_visible()
    page.get_by_label("You are").select_option(label=ben.real_name)
    page.get_by_role("link", name=channel.name, exact=True).click()
    page.get_by_role("listitem").filter(has_text="Bore da").hover()
    page.get_by_role("button", name="Message shortcuts").first.click()
    page.get_by_role("menuitem", name="Save for the notes").click()
    expect(page.get_by_role("main").get_by_text("Saved for the notes")).to_be_visible()


def _slowly(route: Route) -> None:
    time.sleep(0.5)
    route.continue_()


def test_nothing_is_done_in_the_name_of_who_was_there_before(
    slack: LocalSlack, pages: Pages, room: tuple[Person, Person, Channel]
) -> None:
    ada, ben, channel = room
    page = opens(pages, slack, ada, channel)
    page.route("**/control/screen", _slowly)
    page.get_by_label("You are").select_option(label=ben.real_name)
    page.get_by_role("link", name=channel.name, exact=True).click()
    page.get_by_label(f"Message #{channel.name}").fill("Mae’n barod")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("listitem").filter(has_text="Mae’n barod")).to_contain_text(ben.real_name)
    expect(page.get_by_label("You are")).to_have_value(ben.name)


def test_clock_and_inspector(slack: LocalSlack, pages: Pages, room: tuple[Person, Person, Channel]) -> None:
    ada, _ben, channel = room
    slack.knows_moment("Reminder due", slack.clock.now + timedelta(days=2))
    page = opens(pages, slack, ada, channel)
    before = slack.clock.timestamp
    page.get_by_role("button", name="Move to: Reminder due").click()
    expect(page.get_by_text("The clock moved to Reminder due")).to_be_visible()
    page.get_by_role("button", name="+1 day").click()
    expect(page.get_by_text("The clock moved on by a day")).to_be_visible()
    assert 3 * 86400 - 5 < slack.clock.timestamp - before < 3 * 86400 + 60

    ada.types("/upset", in_channel=channel)
    page.get_by_role("button", name="Inspector").click()
    inspector = page.get_by_role("complementary", name="Inspector")
    inspector.get_by_label("Refusals only").check()
    expect(inspector.get_by_text("must be less than 151 characters").first).to_be_visible()
    expect(inspector.get_by_text("/blocks/0/text/text").first).to_be_visible()
    rule = "Rule too-long from header: docs.slack.dev, Block Kit blocks: header"
    expect(inspector.get_by_text(rule).first).to_be_visible()
    inspector.get_by_text("chat.postMessage").first.click()
    expect(inspector.get_by_role("heading", name="Answer, HTTP 200").first).to_be_visible()


RICH: dict[str, Any] = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "Dŵr & "},
                {"type": "text", "text": "cod", "style": {"code": True}},
                {"type": "text", "text": " x\n\ny "},
                {"type": "link", "url": "https://example.org", "text": "a link", "style": {"bold": True}},
                {"type": "link", "url": "https://example.org/bare"},
                {"type": "user", "user_id": "U0X"},
                {"type": "emoji", "name": "tada", "unicode": "1f389"},
                {"type": "date", "timestamp": 1763114400, "format": "{date_long}", "fallback": "Friday"},
            ],
        },
        {
            "type": "rich_text_list",
            "style": "bullet",
            "indent": 0,
            "border": 1,
            "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "a\nsoft"}]}],
        },
        {
            "type": "rich_text_list",
            "style": "ordered",
            "indent": 1,
            "offset": 2,
            "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "c"}]},
                {"type": "rich_text_section", "elements": []},
            ],
        },
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "said\ntwice"}]},
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "again"}]},
        {"type": "rich_text_preformatted", "language": "py", "elements": [{"type": "text", "text": "x  = 1\n\ty"}]},
        {"type": "rich_text_section", "elements": [{"type": "text", "text": "one\u00a0"}]},
        {"type": "rich_text_section", "elements": [{"type": "text", "text": "two", "style": {"underline": True}}]},
    ],
}
ROUND_TRIP = """async (block) => {
  const rich = await import("/page/richtext.js");
  const root = document.createElement("div");
  rich.writeLines(root, rich.linesOf(block), (chip) => chip.type);
  return rich.blockOf(rich.readLines(root));
}"""
PASTED = """async (html) => {
  const paste = await import("/page/paste.js");
  const rich = await import("/page/richtext.js");
  return rich.blockOf(paste.linesOfHtml(html));
}"""
HTML = (
    "<style>p{}</style><p>Hello <b onclick='x()'>bold</b> <a href='javascript:alert(1)'>bad</a></p>"
    "<ul><li>one<ul><li><a href='https://example.org'>two</a></li></ul></li></ul><script>alert(1)</script>"
)


def test_rich_text_survives_the_editor(slack: LocalSlack, pages: Pages, room: tuple[Person, Person, Channel]) -> None:
    ada, _ben, channel = room
    page = opens(pages, slack, ada, channel)
    assert page.evaluate(ROUND_TRIP, RICH) == RICH
    assert page.evaluate(ROUND_TRIP, None) is None
    first, outer, inner = page.evaluate(PASTED, HTML)["elements"]
    assert first["elements"] == [
        {"type": "text", "text": "Hello "},
        {"type": "text", "text": "bold", "style": {"bold": True}},
        {"type": "text", "text": " bad"},
    ]
    assert (outer["indent"], inner["indent"]) == (0, 1)
    assert inner["elements"][0]["elements"] == [{"type": "link", "url": "https://example.org", "text": "two"}]
