"""Opening the page where a test wants it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect
from slack_sandbox.controls import WAIT_SECONDS
from slack_sandbox.person import Person
from slack_sandbox.server import LocalSlack
from slack_sandbox.things import Channel

FITS = '[...document.querySelectorAll(".modal-body, .main .scroll")].every((n) => n.scrollWidth <= n.clientWidth)'
Pages = Callable[..., Page]


def opens(pages: Pages, slack: LocalSlack, person: Person, channel: Channel, **how: Any) -> Page:
    """The page with a person's channel."""
    page = pages(f"{slack.base_url}/#/{person.name}/{channel.name}", **how)
    expect(page.get_by_role("heading", name=f"#{channel.name}")).to_be_visible()
    return page


def opens_piece(
    pages: Pages, slack: LocalSlack, person: Person, channel: Channel, name: str, **how: Any
) -> tuple[Page, Locator]:
    """The page, and the modal that `/piece NAME` opens in it."""
    page = opens(pages, slack, person, channel, **how)
    assert person.types(f"/piece {name}", in_channel=channel).ok
    modal = page.locator("dialog.modal")
    expect(modal).to_be_visible()
    return page, modal


def values(person: Person, *, once: Callable[[dict[str, Any]], bool] = bool) -> dict[str, Any]:
    """What the modal in front of a person holds, by field, once it is so: the page tells when the typing pauses."""
    until = time.monotonic() + WAIT_SECONDS
    while True:
        shown = person.modal
        assert shown is not None
        held = {block: entry.get("value") for block, entry in shown["state"]["values"].items()}
        if once(held) or time.monotonic() > until:
            return held
        time.sleep(0.05)


def no_wider(page: Page, width: int) -> None:
    """Nothing makes the page scroll sideways, nor a modal in it."""
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(FITS)
