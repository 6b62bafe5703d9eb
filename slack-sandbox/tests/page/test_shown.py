"""What the page shows at first sight, and how it tells of trouble."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sandbox_support.page_bot import MANIFEST
from sandbox_support.pages import opens
from sandbox_support.pictures import png
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel, Upload
from slack_sdk import WebClient

Pages = Callable[..., Page]
pytestmark = pytest.mark.xdist_group("browser")


SIZE = "(image) => image.decode().then(() => [image.naturalWidth, image.naturalHeight])"


def test_uploaded_pictures_are_shown(slack: LocalSlack, pages: Pages, room: tuple[Person, Person, Channel]) -> None:
    ada, ben, channel = room
    shared = ben.shares(
        Upload("pier.png", png(48, 20)), Upload("gone.png", b"no picture"), Upload("a.txt"), in_channel=channel
    )
    page = opens(pages, slack, ada, channel)
    main = page.get_by_role("main")
    assert main.get_by_role("img", name="pier.png").evaluate(SIZE) == [48, 20]
    expect(main.get_by_text("Image: gone.png")).to_be_visible()
    expect(main.get_by_text("a.txt (TXT, 1 bytes)")).to_be_visible()

    file = shared.raw["files"][0]
    block = {"type": "image", "slack_file": {"id": file["id"]}, "alt_text": "The pier"}
    by_address = {"type": "image", "slack_file": {"url": file["url_private"]}, "alt_text": "Again"}
    bot = WebClient(slack.bot_token, slack.api_url)
    bot.chat_postMessage(channel=channel.id, text="The pier", blocks=[block, by_address])
    for name in ("The pier", "Again"):
        assert main.get_by_role("img", name=name, exact=True).evaluate(SIZE) == [48, 20]

    ada.types("/piece grow", in_channel=channel)
    page.get_by_label("Papers").set_input_files({"name": "x.png", "mimeType": "image/png", "buffer": png(30, 30)})
    assert page.get_by_role("dialog").locator(".files img").evaluate(SIZE) == [30, 30]


def test_a_closed_conversation_has_nothing_to_write_in(pages: Pages, tmp_path: Path) -> None:
    closed = MANIFEST.replace("messages_tab_read_only_enabled: false", "messages_tab_read_only_enabled: true")
    (tmp_path / "manifest.yml").write_text(closed, encoding="utf-8")
    with LocalSlack(manifest=tmp_path / "manifest.yml") as slack:
        ada = slack.adds_person("Ada Llewelyn", name="ada")
        page = opens(pages, slack, ada, slack.adds_channel("prosiect", members=[ada]))
        page.get_by_role("link", name="Notes (direct messages)").click()
        expect(page.get_by_text("Sending messages to this app has been turned off.")).to_be_visible()
        expect(page.get_by_role("button", name="Send", exact=True)).to_have_count(0)


def test_what_is_new_is_counted_on_a_phone_and_old_refusals_are_no_alarm(
    slack: LocalSlack, pages: Pages, room: tuple[Person, Person, Channel]
) -> None:
    ada, ben, channel = room
    ada.types("/upset", in_channel=channel)  # Slack has refused something before anybody looked
    other = slack.adds_channel(f"ail-{channel.name}", members=[ada, ben], with_bot=True)
    page = opens(pages, slack, ada, channel, width=375, height=700)
    expect(page.get_by_role("button", name="Inspector", exact=True)).to_be_visible()
    expect(page.locator(".top .count")).to_have_count(0)
    ben.says("Bore da", in_channel=other)
    ben.says("Prynhawn da", in_channel=other)
    page.get_by_role("button", name="Channels 2 unread").click()
    page.get_by_role("link", name=f"{other.name} (2 unread)").click()
    expect(page.get_by_role("button", name="Channels", exact=True)).to_be_visible()

    ada.types("/upset", in_channel=channel)
    page.get_by_role("button", name="refused since you last looked").click()
    page.get_by_role("button", name="Close the inspector").click()
    expect(page.get_by_role("button", name="Inspector", exact=True)).to_be_visible()


def test_what_comes_of_a_command_is_in_sight(
    slack: LocalSlack, pages: Pages, room: tuple[Person, Person, Channel]
) -> None:
    ada, ben, channel = room
    for number in range(40):
        ben.says(f"Line {number}", in_channel=channel)
    page = opens(pages, slack, ada, channel, width=375, height=600)
    scroll = page.get_by_role("region", name=f"Messages in #{channel.name}")
    scroll.evaluate("(node) => (node.scrollTop = 0)")
    page.get_by_label(f"Message #{channel.name}").fill("/nonsense")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main").get_by_text("/nonsense is not a valid command.")).to_be_in_viewport()


TROUBLE = """async () => (await import("/page/dom.js")).notice("It did not work", { trouble: true })"""


def test_trouble_stays_until_it_is_dismissed_and_the_keyboard_goes_on(
    slack: LocalSlack, pages: Pages, room: tuple[Person, Person, Channel]
) -> None:
    ada, _ben, channel = room
    page = opens(pages, slack, ada, channel)
    page.clock.install()
    page.get_by_role("button", name="+1 hour").click()
    told = page.get_by_text("The clock moved on by an hour")
    expect(told).to_be_visible()
    told.hover()
    page.clock.fast_forward(60_000)
    expect(told).to_be_visible()  # somebody points at it
    page.mouse.move(5, 5)
    page.clock.fast_forward(60_000)
    expect(told).to_have_count(0)

    for _ in range(2):
        page.evaluate(TROUBLE)
    trouble = page.get_by_role("alert")
    expect(trouble).to_have_count(1)
    page.clock.fast_forward(600_000)
    expect(trouble).to_be_visible()
    trouble.get_by_role("button", name="Dismiss").focus()
    page.keyboard.press("Enter")
    expect(trouble).to_have_count(0)
    expect(page.get_by_role("main")).to_be_focused()
