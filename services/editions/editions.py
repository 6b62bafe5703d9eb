"""What becomes of an edition: opened, closed, approved, published."""

from __future__ import annotations

from dataclasses import replace

from domain import schedule
from domain.audit import APPROVE, CHANGE, CLOCK
from domain.compile import content_hash
from domain.document import Document
from domain.edition import (
    Approval,
    Approvals,
    Edition,
    EditionState,
    may_approve,
    may_close,
    may_publish,
    takes_updates,
)
from domain.errors import Conflict, NotFound
from domain.ports import UnitOfWork
from domain.welcome import all_filled
from rendering.slack.review.decisions import not_published
from services.common.actor import Actor
from services.common.documents import compiled
from services.editions import drafts, publishing
from services.editions.carrying import carry
from services.editions.drafts import unit_of
from services.editions.nudges import tell_editors_who_was_silent


def open_next(work: UnitOfWork, opening: schedule.Opening) -> Edition:
    """Opens an edition; does nothing where somebody was faster."""
    edition = opened(opening, work.new_id())
    if work.editions.add(edition):
        work.audit.add("open", edition.title, edition_id=edition.id, actor=CLOCK)
        carry(work, CLOCK, edition)
    return edition


def opened(opening: schedule.Opening, edition_id: str) -> Edition:
    """The edition as it is when it opens."""
    return Edition(
        id=edition_id,
        number=opening.number,
        starts=opening.period.starts,
        ends=opening.period.ends,
        closes_at=opening.period.closes_at,
    )


def close(work: UnitOfWork, edition: Edition) -> None:
    """Ends the window: the edition becomes a draft, and the draft is posted.

    Raises ``Conflict`` where it is a draft already.
    """
    may_close(edition)
    drafted = become(work, edition, replace(edition, state=EditionState.DRAFTED, reopened=False))
    drafts.refresh(work, drafted)
    tell_editors_who_was_silent(work, drafted)
    work.audit.add("close", edition.title, edition_id=edition.id)


def close_early(actor: Actor, edition_id: str) -> None:
    """An editor posts the draft before the closing time, and the next edition opens."""
    with actor.writing() as work:
        work.require_editor("post the draft")
        close(work, held(work, edition_id))
        editions = work.editions.all()
        if not any(edition.is_new for edition in editions):
            open_next(work, schedule.opening(unit_of(work), editions, work.now()))
        work.homes.changed()
        work.commit()


def approve(actor: Actor, edition_id: str, seen: str) -> str:
    """An editor's yes to what the draft said when its card was shown; ``seen`` is the hash of that content.

    Answers with a sentence for the editor. Raises ``Conflict`` where the draft says something else by now.
    """
    with actor.writing() as work:
        work.require_editor("approve an edition")
        edition = held(work, edition_id)
        may_approve(edition)
        all_filled(edition, unit_of(work).template)
        approved = content_hash(compiled(work, edition))
        if approved != seen:
            drafts.refresh(work, edition)  # an earlier edition may have changed what is new in this one
            work.homes.changed()
            work.commit()
            raise Conflict(f"{edition.title} has just changed. Read the draft once more, then approve it.")
        work.editions.approve(edition.id, Approval(work.person, approved), work.now())
        work.audit.add(APPROVE, edition.title, {"content": approved}, edition_id=edition.id)
        stand = drafts.approvals_of(work, edition, approved)
        edition = _settled(work, edition, stand)
        drafts.refresh_card(work, edition)
        work.homes.changed()
        work.commit()
    if edition.state is EditionState.APPROVED:
        return f"{edition.title} is approved. It can be published now."
    return " ".join(filter(None, (f"Your approval counts: {len(stand.by)} of {stand.needed}.", stand.conditions)))


def publish(actor: Actor, edition_id: str) -> str:
    """Posts exactly what was approved to the publish channel. Answers with a sentence for the editor.

    Where the content has changed since, nothing is published and the edition is a draft again.
    """
    with actor.writing() as work:
        work.require_editor("publish an edition")
        edition = to_publish(work, edition_id)
        _publish(work, edition, work.person)
        channel = unit_of(work).publish_channel
        work.homes.changed()
        work.commit()
    return f"{edition.title} is on its way to <#{channel}>."


def publish_on_time(work: UnitOfWork, edition: Edition) -> None:
    """Publishes an edition whose time has come, for the editor who set that; else its editors hear why not."""
    current = settle(work, edition)
    if current.state is EditionState.APPROVED:
        _publish(work, current, current.scheduled_by, at_the_set_time=True)
    else:
        drafts.refresh(work, current)


def to_publish(work: UnitOfWork, edition_id: str) -> Edition:
    """The edition, approved as it is now; else raises ``Conflict``, and what has changed since is committed."""
    edition = held(work, edition_id)
    stand = drafts.approvals_of(work, edition, content_hash(compiled(work, edition)))
    if edition.state is EditionState.APPROVED and stand.missing:
        drafts.refresh(work, _settled(work, edition, stand))
        work.homes.changed()
        work.commit()
        raise Conflict(f"{edition.title} has changed since it was approved. Read it again and approve it first.")
    may_publish(edition, stand)
    all_filled(edition, unit_of(work).template)
    return edition


def _publish(work: UnitOfWork, edition: Edition, person: str, **detail: bool) -> None:
    document = compiled(work, edition)
    changed = replace(edition, state=EditionState.PUBLISHED, publish_at=None, scheduled_by="")
    published = become(work, edition, changed)
    publishing.publish(work, published, document, unit_of(work).publish_channel)
    drafts.refresh_card(work, published)
    content = {"content": content_hash(document)}
    work.audit.add("publish", published.title, content | detail, edition_id=published.id, actor=person)


def preview(actor: Actor, edition_id: str = "") -> tuple[Document, Edition]:
    """The edition as its readers would see it now; without an id the one that takes updates."""
    with actor.reading() as work:
        work.require_editor("see a draft")
        unit_of(work)
        edition = work.editions.get(edition_id) if edition_id else takes_updates(work.editions.all())
        if edition is None:
            raise NotFound("There is no edition yet. The next one opens within a minute.")
        return compiled(work, edition), edition


def review_again(work: UnitOfWork) -> None:
    """After a change that is about no single edition: drafts show it, and approvals of other words fall.

    Where the clock is behind it, the day has changed: nobody is said to have changed anything.
    """
    for edition in filter(drafts.has_draft, work.editions.all()):
        if work.person != CLOCK and content_hash(compiled(work, edition)) != work.editions.content(edition.id):
            work.audit.add(CHANGE, edition.title, edition_id=edition.id)
        changed(work, edition)


def changed(work: UnitOfWork, edition: Edition) -> Edition:
    """After a change of what an edition says: approvals of other words fall, and the draft shows it."""
    current = settle(work, edition)
    drafts.refresh(work, current)
    return current


def settle(work: UnitOfWork, edition: Edition) -> Edition:
    """The edition as its approvals have it: approved while there are enough of what it says now, else a draft."""
    if edition.state not in drafts.IN_REVIEW:
        return edition
    return _settled(work, edition, drafts.approvals_of(work, edition, content_hash(compiled(work, edition))))


def _settled(work: UnitOfWork, edition: Edition, stand: Approvals) -> Edition:
    if edition.state is EditionState.APPROVED and stand.missing:
        return _drafted_again(work, edition, "what it says has changed, or an approval does not count any more")
    if edition.state is EditionState.DRAFTED and not stand.missing:
        return become(work, edition, replace(edition, state=EditionState.APPROVED))
    return edition


def fall(work: UnitOfWork, edition: Edition, why: str) -> Edition:
    """Takes the approvals of an edition away: one that was approved is a draft again."""
    work.editions.drop_approvals(edition.id)
    return _drafted_again(work, edition, why) if edition.state is EditionState.APPROVED else edition


def _drafted_again(work: UnitOfWork, edition: Edition, why: str) -> Edition:
    call_off_publishing(work, edition, why)
    return become(work, edition, replace(edition, state=EditionState.DRAFTED, publish_at=None, scheduled_by=""))


def call_off_publishing(work: UnitOfWork, edition: Edition, why: str) -> None:
    """Says in the review channel why the edition is not published at the time that was set, if one was."""
    if edition.publish_at is None:
        return
    unit = unit_of(work)
    message = not_published(edition, edition.publish_at, why, timezone=unit.cadence.timezone)
    work.posts.show(f"not published {edition.id} {edition.version}", message, channel=unit.review_channel)


def held(work: UnitOfWork, edition_id: str) -> Edition:
    """The edition, which nobody else can change in the course of a writing unit of work."""
    edition = work.editions.get(edition_id)
    if edition is None:
        raise NotFound("This edition is gone.")
    return edition


def become(work: UnitOfWork, edition: Edition, changed: Edition) -> Edition:
    """The edition as it is changed; raises ``Conflict`` where somebody was faster, ``IllegalMove`` as a fault."""
    edition.check_becomes(changed.state)
    if not work.editions.save(changed, expected=edition.state):
        raise Conflict(f"Somebody else has just changed {edition.title}. Look again.")
    return replace(changed, version=edition.version + 1)


def saved(work: UnitOfWork, edition: Edition) -> Edition:
    """The edition, stored with a change that leaves its state as it is; raises ``Conflict`` as ``become`` does."""
    return become(work, edition, edition)
