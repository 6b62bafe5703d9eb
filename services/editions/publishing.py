"""A published edition in the publish channel."""

from __future__ import annotations

from domain.document import Document
from domain.edition import Edition
from domain.ports import UnitOfWork
from rendering.slack.editions.edition import edition_messages

THANKS_DUE = "thanks due"  # an occasion; see ``services.review.thanks``


def group_of(edition: Edition) -> str:
    """What the posts of an edition are called together."""
    return f"edition {edition.id}"


def publish(work: UnitOfWork, edition: Edition, document: Document, channel: str) -> None:
    """Posts what was approved, and keeps it as it was published; the leads are thanked once it is there."""
    work.editions.keep_document(edition.id, document)
    work.posts.show_group(group_of(edition), edition_messages(document), channel=channel)
    work.occasions.claim(edition.id, THANKS_DUE, "")


def renew(work: UnitOfWork, edition: Edition, document: Document) -> None:
    """Makes the channel say what the document of an edition says now; what came from a file was not posted."""
    posted = work.posts.in_group(group_of(edition))
    if posted:
        work.posts.show_group(group_of(edition), edition_messages(document), channel=posted[0].channel)
