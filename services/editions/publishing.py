"""What becomes of an edition that is being published: its messages arrive, are refused, or are taken back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from domain.audit import CLOCK, SPARE_COPY
from domain.delivery import ONCE_MORE, Act, Delivery, DeliveryState, Outcome, Sent
from domain.edition import Edition, EditionMove, EditionState, in_channel, posted_of
from domain.failpoints import reached
from domain.ports import UnitOfWork
from domain.refusals import LONGEST_KEPT
from domain.sentence import Sentence, Where
from rendering.slack.kit.blocks import shortened, unescape
from services.common import access
from services.common.actor import Actor
from services.common.copies import make_public
from services.common.snapshot import Snapshot, snapshot
from services.editions import drafts, gone, posted, refused_pictures
from services.editions.editions import become, changed

THANKS_DUE, THANK_AGAIN = "thanks due", "thank again"  # occasions; see ``services.review.thanks``
FOLLOWERS_DUE = "followers due"  # another one; see ``services.answers.follows``


@contextmanager
def following(
    work: UnitOfWork, delivery: Delivery, outcome: Outcome | None = None, kept: timedelta = LONGEST_KEPT
) -> Iterator[None]:
    """While it is written down what became of a delivery: the edition that it is part of, or of whose draft, is held
    first, and becomes what follows; its card says what Slack has. Without an ``outcome`` an editor has decided.
    Nobody misses what Slack has not ``kept`` for longer than it keeps anything."""
    key = delivery.target or delivery.key
    is_gone = gone.is_gone(delivery, outcome)
    drafted = gone.draft_with(work, delivery) if is_gone else drafts.drafted_in(key)
    asks_for_link = delivery.act is Act.LINK
    may_be_last = asks_for_link or (delivery.is_post and not delivery.begins_story)  # of what the card waits for
    edition_id = posted_of(key) or ("" if isinstance(outcome, Sent) and not may_be_last else drafted)
    edition = work.editions.get(edition_id) if edition_id else None
    group = in_channel(edition_id)
    before = work.posts.outstanding([group]) if edition and edition.state is EditionState.PUBLISHED else []
    yield
    if isinstance(outcome, Sent) and outcome.spare:
        begins = shortened(" ".join(unescape(str(delivery.payload.get("text", ""))).split()))
        work.audit.add(SPARE_COPY, delivery.key, {"copies": outcome.spare, "begins": begins}, actor=CLOCK)
    if is_gone:
        gone.follow(work, delivery, edition, kept)
    if delivery.begins_story:
        work.posts.ask_for_link(delivery.key)
    if delivery.is_last_try:
        posted.does_without(work, delivery)
    if delivery.left_out:
        refused_pictures.tell_editors(work, delivery)
    if edition and drafted and (asks_for_link or (may_be_last and isinstance(outcome, Sent))):
        drafts.fill_in(work, edition, delivery)
    elif edition and edition.state is EditionState.PUBLISHING:
        _go_on(work, snapshot(work, edition))
    elif edition:
        now = snapshot(work, edition)
        if asks_for_link:  # a story was posted anew
            posted.fill_in(work, edition, now.document, work.posts.in_group(group))
        says_something = not is_gone and ONCE_MORE not in delivery.key
        if before and says_something and not work.posts.outstanding([group]):
            work.audit.add("arrive again", edition.title, edition_id=edition.id, actor=CLOCK)
        drafts.renew_card(work, now)


def _go_on(work: UnitOfWork, now: Snapshot) -> None:
    edition = now.edition
    if posted.is_whole(work, edition, now.document, now.posts):
        published = become(work, edition, replace(edition, state=EditionState.PUBLISHED))
        work.occasions.claim(edition.id, THANKS_DUE, "")  # the leads are thanked now that it is there
        work.occasions.claim(edition.id, FOLLOWERS_DUE, "")
        entry = work.audit.add("arrive", edition.title, edition_id=edition.id, actor=CLOCK)
        drafts.refresh_card(work, now.after(entry, edition=published))
        make_public(work, now)
        reached("publish.arrived")
    elif not now.posts and not work.posts.leaving(in_channel(edition.id)):
        _taken_back(work, edition)
    else:
        drafts.refresh_card(work, now)
    work.homes.changed()


def _taken_back(work: UnitOfWork, edition: Edition) -> None:
    """Nothing of it is in Slack any more, so it is a draft again, and nobody has approved it."""
    work.editions.drop_approvals(edition.id)
    drafted = become(work, edition, replace(edition, state=EditionState.DRAFTED))
    work.audit.add("take back", edition.title, edition_id=edition.id, actor=CLOCK)
    changed(work, snapshot(work, drafted))


def try_again(actor: Actor, edition_id: str) -> Sentence:
    """Posts again what Slack has refused of an edition that is being published: the same words, no new approval."""
    with actor.writing_as_editor("post this again") as work:
        edition = access.edition(work, edition_id)
        edition.must_allow(EditionMove.TRY_AGAIN)
        refused = [one for one in posted.unfinished(work, edition) if one.state is DeliveryState.FAILED]
        for post in refused:
            work.posts.retry(post.id)
        if refused:
            work.audit.add("try again", edition.title, edition_id=edition.id)
        now = snapshot(work, edition)
        drafts.refresh_card(work, now)
        work.commit(homes=True)
    return f"{edition.title} is on its way again to ", Where(now.unit.publish_channel), "."


def call_off(actor: Actor, edition_id: str) -> str:
    """Takes back what of an edition is in the channel; once none of it is there any more, it is a draft again."""
    with actor.writing_as_editor("call a publishing off") as work:
        edition = access.edition(work, edition_id)
        edition.must_allow(EditionMove.TAKE_BACK)
        work.posts.show_group(in_channel(edition.id), [], channel="")
        work.audit.add("call off", edition.title, edition_id=edition.id)
        _go_on(work, snapshot(work, edition))
        work.commit(homes=True)
    return f"The publishing of {edition.title} is called off. It is a draft again once none of it is in Slack."
