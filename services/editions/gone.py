"""What is gone in Slack: somebody has deleted it there, or a rule of the workspace.

A draft comes again by itself, with its thread. What was published never does: editors are asked. Direct messages are
left alone.
"""

from datetime import UTC, datetime, timedelta

from domain.audit import LEAVE_GONE, POST_GONE
from domain.delivery import Delivery, DeliveryState, Outcome, Refused, Unfindable
from domain.edition import Edition, EditionState, posted_of
from domain.errors import Conflict
from domain.ports import UnitOfWork
from domain.refusals import GONE, POSTED_ANEW_EVERY
from domain.sentence import Sentence, Where, Who
from rendering.slack.editions.gone import decided, gone
from services.common.actor import Actor
from services.common.notices import change_notice, tell_editors
from services.editions import drafts

TOLD_GONE = "told that it is gone"  # an occasion; whose is the key of the post
IN_THE_MAKING = (EditionState.OPEN, EditionState.DRAFTED, EditionState.APPROVED, EditionState.PUBLISHING)


def is_gone(delivery: Delivery, outcome: Outcome | None) -> bool:
    """Whether Slack has said that what this changes, or the thread that it goes into, is not there any more."""
    match outcome:
        case Refused(error):
            return error in GONE and bool(delivery.target or delivery.thread)
        case Unfindable(reason):
            return reason in GONE and bool(delivery.thread)
        case _:
            return False


def draft_with(work: UnitOfWork, delivery: Delivery) -> str:
    """The id of the edition of whose draft this is a part, its card or something in its thread; else nothing."""
    post = work.posts.find(delivery.target) if delivery.target else delivery
    card = post.thread or post.key if post else ""
    return card.removeprefix(drafts.CARD) if card.startswith(drafts.CARD) else ""


def follow(work: UnitOfWork, delivery: Delivery, edition: Edition | None, kept: timedelta) -> None:
    """What follows from it, once it is written down that Slack has refused the delivery; what is older than Slack has
    ``kept`` anything is missed by nobody."""
    key = delivery.target or delivery.thread
    if edition and posted_of(key):
        if delivery.target:
            work.posts.leave(delivery.id)  # a story stays what was refused: it waits for its front page
        _ask_editors(work, edition, key, kept)
    elif edition and edition.state in IN_THE_MAKING:
        _comes_again(work, delivery)
    elif delivery.target and (edition or not delivery.channel.startswith(("C", "G"))):
        work.posts.leave(delivery.id)


def _comes_again(work: UnitOfWork, delivery: Delivery) -> None:
    key = delivery.target or delivery.thread
    if not work.posts.post_anew(key, with_what_follows=True, every=POSTED_ANEW_EVERY):
        work.posts.put_off(delivery.id, POSTED_ANEW_EVERY)


def _ask_editors(work: UnitOfWork, edition: Edition, key: str, kept: timedelta) -> None:
    post = work.posts.find(key)
    if post is None or not post.ts or work.now() - datetime.fromtimestamp(float(post.ts), UTC) > kept:
        return
    if work.occasions.claim(edition.id, TOLD_GONE, key):
        tell_editors(work, f"gone {post.id}", gone(edition, post))


def post_again(actor: Actor, post_id: str) -> Sentence:
    """An editor has a published message posted again that is gone."""
    with actor.writing_as_editor("post this again") as work:
        post = _asked_about(work, post_id)
        of_it = work.posts.in_group(post.group)
        is_front_page = not post.story and any(one.story for one in of_it)  # its stories go with it
        work.posts.post_anew(post.key, with_what_follows=is_front_page)
        _decided(work, post, "has it posted again.")
        work.audit.add(POST_GONE, post_id, edition_id=posted_of(post.key))
        work.commit()
    return "It is on its way to ", Where(post.channel), " again."


def leave_it(actor: Actor, post_id: str) -> str:
    """An editor has it stay as it is."""
    with actor.writing_as_editor("leave this") as work:
        post = _asked_about(work, post_id, again=False)
        _decided(work, post, "leaves it as it is.")
        work.audit.add(LEAVE_GONE, post_id, edition_id=posted_of(post.key))
        work.commit()
    return "It stays as it is. Nothing was posted."


def _asked_about(work: UnitOfWork, post_id: str, *, again: bool = True) -> Delivery:
    post = work.posts.get(post_id)
    if post is None or post.state is not DeliveryState.SENT:
        raise Conflict("This is settled already. Nothing was changed.")
    if not work.occasions.drop(posted_of(post.key), TOLD_GONE, post.key):
        raise Conflict("This is settled already. Nothing was changed.")
    if not again:  # nobody asks once more
        work.occasions.claim(posted_of(post.key), TOLD_GONE, post.key)
    return post


def _decided(work: UnitOfWork, post: Delivery, what: str) -> None:
    edition = work.editions.get(posted_of(post.key))
    if edition:
        change_notice(work, f"gone {post.id}", decided(edition, post, (Who(work.person), f" {what}")))
