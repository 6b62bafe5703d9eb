"""The draft: preview, approve, publish, and posting it early."""

from __future__ import annotations

from handlers.call import Call
from rendering.slack.editions.draft import preview
from services.editions import editions


def show(call: Call) -> None:
    """``/sprint-notes draft`` shows the edition that is being made."""
    document, edition = editions.preview(call.actor)
    call.open(preview(document, edition))
    call.ack()


def show_preview(call: Call) -> None:
    """“Preview edition …” on the card."""
    document, edition = editions.preview(call.actor, call.payload["value"])
    call.open(preview(document, edition))
    call.ack()


def turn_page(call: Call) -> None:
    """“Show next page” in the preview."""
    edition_id, _, page = call.payload["value"].rpartition(":")
    document, edition = editions.preview(call.actor, edition_id)
    call.change(preview(document, edition, int(page)))
    call.ack()


def post_now(call: Call) -> None:
    """“Post draft now” in the preview of an open edition."""
    editions.close_early(call.actor, call.body["view"]["private_metadata"])
    call.ack()


def approve(call: Call) -> None:
    """“Approve edition …” on the card."""
    edition_id, _, seen = call.payload["value"].partition(":")
    said = editions.approve(call.actor, edition_id, seen)
    call.ack()
    call.tell(said)


def publish(call: Call) -> None:
    """“Publish edition …” on the card, after Slack has asked to confirm."""
    said = editions.publish(call.actor, call.payload["value"])
    call.ack()
    call.tell(said)
