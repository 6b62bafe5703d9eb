"""A fortnight of the real bot, played in the browser by clicking only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from slack_sandbox.person import Person
from slack_sandbox.things import Channel

from tests.stage import LONDON, Stage, stage

pytestmark = pytest.mark.xdist_group("browser")


def becomes(page: Page, person: Person, channel: Channel) -> None:
    page.get_by_label("You are").select_option(label=person.real_name)
    page.get_by_role("link", name=channel.name).click()
    expect(page.get_by_role("heading", name=channel.name).first).to_be_visible()


def types(page: Page, line: str, channel: Channel) -> None:
    page.get_by_label(f"Message #{channel.name}").fill(line)
    page.get_by_role("button", name="Send", exact=True).click()


def picks(form: Locator, label: str, typed: str, shown: str) -> None:
    box = form.get_by_role("combobox", name=label)
    box.click()
    box.fill(typed)
    form.page.locator("li[role=option]").filter(has_text=shown).first.click()


def sets_up(page: Page, made: Stage) -> None:
    types(page, "/sprint-notes setup", made.notes)
    form = page.get_by_role("dialog", name="Set up Sprint Notes")
    form.get_by_label("Name of the unit").fill("Harbour Unit")
    picks(form, "Review channel", "review", "review")
    picks(form, "Publish channel", "sprint", "sprint-notes")
    form.get_by_label("First day").fill("2026-03-05")
    form.get_by_label("Number of the next edition").fill("7")
    form.get_by_role("button", name="Save set-up").click()
    expect(form).to_be_hidden()


def posts_an_update(page: Page, made: Stage) -> None:
    types(page, "/sprint-update", made.notes)
    form = page.get_by_role("dialog", name="Update for edition 7")
    form.get_by_label("Headline").fill("The first boat is bookable")
    form.get_by_label("What happened").click()
    page.keyboard.type("We tested with 12 people. See ")
    form.get_by_role("button", name="Link").first.click()
    link = page.get_by_role("dialog", name="Link")
    link.get_by_label("Words").fill("our notes")
    link.get_by_label("Address").fill("https://example.org/ferry")
    link.get_by_role("button", name="Save link").click()
    page.keyboard.press("Enter")
    page.keyboard.type("- one boat")
    page.keyboard.press("Enter")
    page.keyboard.type("two tickets")
    picks(form, "Status", "on", "On track")
    form.get_by_role("button", name="Post update").click()
    expect(form).to_be_hidden()


def test_from_set_up_to_the_published_edition(tmp_path: Path, pages: Callable[..., Page]) -> None:
    with stage(tmp_path) as made:
        made.imports_the_usual()
        made.slack.knows_moment("Window closes", datetime(2026, 3, 18, 17, tzinfo=LONDON))
        page = pages(f"{made.slack.base_url}/#/{made.editor.name}/{made.notes.name}")
        sets_up(page, made)
        becomes(page, made.ada, made.notes)
        posts_an_update(page, made)
        made.ada.sees("is in. It will be in the draft")

        page.get_by_role("button", name="Move to: Window closes").click()
        becomes(page, made.editor, made.review)
        main = page.get_by_role("main")
        expect(main.get_by_role("heading", name="Draft: Sprint Notes #7")).to_be_visible(timeout=30_000)
        main.get_by_role("button", name="2 replies").click(timeout=30_000)
        thread = page.get_by_role("complementary", name="Thread")
        expect(thread.get_by_role("link", name="our notes")).to_have_attribute("href", "https://example.org/ferry")
        expect(thread.get_by_role("listitem").filter(has_text="two tickets").first).to_be_visible()

        main.get_by_role("button", name="Approve edition 7").click()
        expect(main.get_by_text("Approved, ready to publish.")).to_be_visible()
        main.get_by_role("button", name="Publish edition 7", exact=True).click()
        sure = page.get_by_role("dialog", name="Publish edition 7?")
        sure.get_by_role("button", name="Publish edition 7").click()
        becomes(page, made.member, made.notes)
        expect(main.get_by_text("The first boat is bookable")).to_be_visible(timeout=30_000)
        expect(main.get_by_text("No update this time: Lamp Posts and Lamp Repairs.")).to_be_visible()
