"""A published message that is not in Slack any more: editors are asked what becomes of it."""

from domain.delivery import Delivery, Message
from domain.edition import Edition, EditionMove
from domain.sentence import Sentence, Where
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action
from rendering.slack.kit.messages import say

BEGINNING = 150  # characters


def gone(edition: Edition, post: Delivery) -> Message:
    """Somebody has deleted it, or a rule of the workspace."""
    again = blocks.button("Post again", Action.POST_GONE, post.id)
    down = blocks.button("Take it down", Action.CORRECT_EDITION, edition.id)
    leave = blocks.button("Leave it", Action.LEAVE_GONE, post.id)
    todo = "It is not posted again by itself."
    if not edition.may(EditionMove.CORRECT):  # it is on its way still
        return say((_what(edition, post), " ", todo), blocks.actions(again, leave))
    todo = f"{todo} “Take it down” lets you pick what of it is to go everywhere else, too."
    return say((_what(edition, post), " ", todo), blocks.actions(again, down, leave))


def decided(edition: Edition, post: Delivery, who_did_what: Sentence) -> Message:
    """What editors were asked about, once one of them has decided."""
    return say((_what(edition, post), " ", who_did_what))


def _what(edition: Edition, post: Delivery) -> Sentence:
    begins = " ".join(blocks.unescape(str(post.payload.get("text", "")))[:BEGINNING].split())
    return f"A message of {edition.title} is gone from ", Where(post.channel), f". It began: “{begins}”."
