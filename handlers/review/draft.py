"""The draft: preview, approve, publish, and posting it early."""

from __future__ import annotations

from handlers.call import Call, telling
from rendering.slack.editions.draft import preview
from rendering.slack.kit.values import PageOf, Seen
from services.editions import editions

publish = telling(editions.publish)  # “Publish edition …”, after Slack has asked to confirm, with the edition's id


def show(call: Call) -> None:
    """``/sprint-notes draft`` shows the edition that is being made."""
    call.open(preview(*editions.preview(call.actor)))


def show_preview(call: Call) -> None:
    """“Preview edition …” on the card, which carries the edition's id."""
    call.open(preview(*editions.preview(call.actor, call.pressed)))


def turn_page(call: Call) -> None:
    """“Show next page” in the preview, which carries a ``PageOf`` an edition."""
    turned = PageOf.read(call.pressed)
    call.change(preview(*editions.preview(call.actor, turned.about), turned.page))


def post_now(call: Call) -> None:
    """“Post draft now” in the preview of an open edition, which carries its id."""
    editions.close_early(call.actor, call.metadata)


def approve(call: Call) -> None:
    """“Approve edition …” on the card, which carries what of it was ``Seen``."""
    seen = Seen.read(call.pressed)
    call.tell(editions.approve(call.actor, seen.edition, seen.content))
