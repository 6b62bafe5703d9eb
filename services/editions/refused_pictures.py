"""Pictures that Slack does not show: editors hear which and why, once, and may have them tried again."""

from domain.audit import SHOW_PICTURE
from domain.delivery import Delivery, DeliveryState
from domain.document import Document
from domain.errors import Conflict
from domain.ports import UnitOfWork
from domain.refused_pictures import described_in, digest_of
from domain.text.rich_text import Image
from domain.text.rich_text_walk import innermost
from rendering.slack.editions.refused_pictures import not_shown
from services.common.actor import Actor
from services.common.snapshot import snapshot


def tell_editors(work: UnitOfWork, delivery: Delivery) -> None:
    """Once a message is in Slack with descriptions in place of pictures, each of those is told of."""
    now = work.posts.get(delivery.id)
    if now is None or now.state is not DeliveryState.SENT:
        return
    described = described_in(delivery.payload.get("blocks", ()))
    for name in described.keys() & delivery.left_out.keys():
        message = not_shown(name, described[name], delivery.left_out[name], _items_with(work, name))
        for editor in sorted(work.units.editors()):
            work.posts.show(_notice(digest_of(name), editor), message, channel=editor)


def show_again(actor: Actor, picture: str) -> str:
    """An editor has the picture with this digest shown again. What was told of it is taken away: it may be mended."""
    with actor.writing_as_editor("have a picture shown again") as work:
        if not work.posts.show_again(picture):
            raise Conflict("This picture is shown already, or in no message any more.")
        for editor in work.units.editors():
            work.posts.withdraw(_notice(picture, editor))
        work.audit.add(SHOW_PICTURE, picture)
        work.commit()
    return "Slack is asked again to show this picture. If it still does not, you hear of it."


def _notice(picture: str, editor: str) -> str:
    return f"picture {picture} {editor}"


def _items_with(work: UnitOfWork, name: str) -> list[str]:
    """The headings of what shows the picture, in the editions in hand."""
    documents = [snapshot(work, edition).document for edition in work.editions.in_hand()]
    return sorted({heading for document in documents for heading in _headings(document, name)})


def _headings(document: Document, name: str) -> list[str]:
    return [item.heading for item in document.items if any(_is(block, name) for block in innermost(item.body))]


def _is(block: object, name: str) -> bool:
    return isinstance(block, Image) and name in (block.file, block.url)
