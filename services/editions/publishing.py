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


def post(work: UnitOfWork, edition: Edition, document: Document, channel: str) -> None:
    """Makes the channel say what the document says, in place: messages that say the same stay untouched, those
    that are too many go, and further ones come at the end."""
    group, messages = group_of(edition), edition_messages(document)
    for place, message in enumerate(messages):
        work.posts.show(f"{group} {place}", message, channel=channel, group=group, place=place)
    for surplus in range(len(messages), len(work.posts.in_group(group))):
        work.posts.withdraw(f"{group} {surplus}")


def publish(work: UnitOfWork, edition: Edition, document: Document, channel: str) -> None:
    """Posts what was approved, and keeps it as it was published; the leads are thanked once it is there."""
    work.editions.keep_document(edition.id, document)
    post(work, edition, document, channel)
    work.occasions.claim(edition.id, THANKS_DUE, "")


def renew(work: UnitOfWork, edition: Edition, document: Document) -> None:
    """The same where it was posted, in whatever channel that was; what came from a file was not."""
    posted = work.posts.in_group(group_of(edition))
    if posted:
        post(work, edition, document, posted[0].channel)
