"""The draft: preview, posting it early, and what editors decide about it. Buttons carry the edition's id."""

from typing import Any

from handlers.call import Call, opening, telling
from handlers.state import needed
from rendering.slack.editions.draft import preview
from rendering.slack.editions.draft_projects import in_modal
from rendering.slack.kit.ids import Field
from rendering.slack.kit.values import OnceAbout, PageOf, Seen
from rendering.slack.review.decisions import publish_form, request_form
from services.editions import drafts, editions, publishing
from services.review import decisions

publish = telling(editions.publish)  # “Publish edition …”, after Slack has asked to confirm
try_again = telling(publishing.try_again)  # “Post edition … again”, where Slack has refused some of it
call_off = telling(publishing.call_off)  # “Call edition … off”, after Slack has asked to confirm
open_publishing = opening(decisions.publish_form, publish_form)  # “Publish edition … at a time”, once it is approved
cancel_publishing = telling(decisions.cancel_publishing)  # “Cancel timed publishing of edition …”


def show(call: Call) -> None:
    """``/sprint-notes draft`` shows the edition that is being made."""
    call.open(_preview(call))


def show_preview(call: Call) -> None:
    """“Preview edition …” on the card, which carries the edition's id."""
    call.open(_preview(call, call.pressed))


def turn_page(call: Call) -> None:
    """“Show next page” in the preview, which carries a ``PageOf`` an edition."""
    turned = PageOf.read(call.pressed)
    call.change(_preview(call, turned.about, turned.page))


post_now = telling(editions.close_early)  # “Post draft now” in the preview of an open edition, after Slack has asked


def show_projects(call: Call) -> None:
    """“See who is in and who is missing” on the card of a large edition, which carries its id."""
    call.show(in_modal(*drafts.projects(call.actor, call.pressed)))


def turn_projects(call: Call) -> None:
    """“Show next page” there, which carries a ``PageOf`` an edition."""
    turned = PageOf.read(call.pressed)
    call.change(in_modal(*drafts.projects(call.actor, turned.about), turned.page))


def approve(call: Call) -> None:
    """“Approve edition …” on the card, which carries what of it was ``Seen``."""
    seen = Seen.read(call.pressed)
    call.tell(editions.approve(call.actor, seen.edition, seen.content))


def open_request(call: Call) -> None:
    """“Request changes to edition …”."""
    call.open(request_form(decisions.to_request(call.actor, call.pressed), token=call.token))


def request_changes(call: Call) -> None:
    """The words were submitted; their form carries a ``OnceAbout``."""
    about = OnceAbout.read(call.metadata)
    words = needed(call.given.words(Field.CHANGES_WANTED), Field.CHANGES_WANTED, "Write what should change.")
    decisions.request_changes(call.actor, about.edition, words, about.token)


def publish_later(call: Call) -> None:
    """The time was submitted; its form carries the edition's id."""
    day, at = call.given.moment(Field.PUBLISH_DAY, Field.PUBLISH_TIME)
    decisions.publish_later(call.actor, call.metadata, day, at)


def _preview(call: Call, edition_id: str = "", page: int = 0) -> dict[str, Any]:
    document, edition, drafts = editions.preview(call.actor, edition_id)
    return preview(document, edition, page, drafts)
