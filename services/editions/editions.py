"""What becomes of an edition: opened, closed, approved, published."""

from dataclasses import replace

from domain import schedule
from domain.audit import APPROVE, CHANGE, CLOCK
from domain.document import Document
from domain.edition import (
    Approval,
    Edition,
    EditionMove,
    EditionState,
    in_channel,
    may_approve,
    may_publish,
    numbered,
    takes_updates,
)
from domain.errors import Conflict, NotFound
from domain.failpoints import reached
from domain.news import carried_on
from domain.offers import is_said_anew
from domain.ports import UnitOfWork
from domain.sentence import Sentence, Where
from domain.wall_clock import clock_of
from domain.welcome import all_filled
from rendering.slack.editions.deciding import DraftStands
from rendering.slack.review.decisions import not_published
from services.common import access
from services.common.actor import Actor
from services.common.copies import make_public
from services.common.snapshot import Snapshot, snapshot
from services.common.unit import unit_of
from services.editions import drafts, posted
from services.editions.nudges import tell_editors_who_was_silent
from services.editions.published import keep_for_answers
from services.editions.run_checks import Checked
from services.editions.stands import draft_stands

PUBLISH = "publish an edition"
TO_BE_RETOLD = "to be retold"  # an occasion: what was said about the edition; see ``services.retelling``


def open_next(work: UnitOfWork, opening: schedule.Opening) -> Edition:
    """Opens an edition; does nothing where somebody was faster."""
    edition = opened(opening, work.new_id())
    if work.editions.add(edition):
        work.audit.add("open", edition.title, edition_id=edition.id, actor=CLOCK)
        _carry(work, edition)
    return edition


def _carry(work: UnitOfWork, edition: Edition) -> None:
    """Gives an edition that has just opened the news that goes on to it from the one before."""
    earlier = [one for one in numbered(work.editions.all()) if one.number < edition.number]
    for last in earlier[-1:]:
        items = carried_on(work.news.of_edition(last.id), last, edition)
        if items:
            work.news.replace(edition.id, items)
            detail = {"from": last.title, "items": [item.title for item in items]}
            work.audit.add("carry news", edition.title, detail, edition_id=edition.id, actor=CLOCK)


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
    """Ends the window and posts the draft; raises ``Conflict`` where there is a draft already."""
    edition.must_allow(EditionMove.CLOSE)
    drafted = become(work, edition, replace(edition, state=EditionState.DRAFTED, reopened=False))
    now = snapshot(work, drafted)
    reached("compile.read")
    drafts.show(work, now)
    reached("compile.written")
    tell_editors_who_was_silent(work, now)
    work.audit.add("close", edition.title, edition_id=edition.id)


def close_early(actor: Actor, edition_id: str) -> Sentence:
    """An editor posts the draft before the closing time, and the next edition opens; answers with a sentence."""
    with actor.writing_as_editor("post the draft") as work:
        edition, unit = access.edition(work, edition_id), unit_of(work)
        close(work, edition)
        editions = work.editions.all()
        if not any(one.is_new for one in editions):
            open_next(work, schedule.opening(unit, editions, work.now()))
        work.commit(homes=True)
    return f"The draft of {edition.title} is on its way to ", Where(unit.review_channel), "."


def approve(actor: Actor, edition_id: str, seen: str) -> str:
    """An editor's yes to the content whose hash is ``seen``; answers with a sentence. Raises ``Conflict`` where the
    draft says something else by now."""
    with actor.writing_as_editor("approve an edition") as work:
        edition = access.edition(work, edition_id)
        may_approve(edition)
        all_filled(edition, unit_of(work).template)
        now = snapshot(work, edition)
        if now.content_hash != seen:
            drafts.refresh(work, now)  # an earlier edition may have changed what is new in this one
            work.commit(homes=True)
            raise Conflict(f"{edition.title} has just changed. Read the draft once more, then approve it.")
        approval = Approval(work.person, seen)
        work.editions.approve(edition.id, approval, work.now())
        entry = work.audit.add(APPROVE, edition.title, {"content": seen}, edition_id=edition.id)
        now = settle(work, now.after(entry, approvals=[*now.approvals, approval]))
        drafts.refresh_card(work, now)
        reached("approve.before_commit")
        work.commit(homes=True)
        reached("approve.after_commit")
    if now.edition.state is EditionState.APPROVED:
        return f"{edition.title} is approved. It can be published now."
    stand = now.stand
    return " ".join(filter(None, (f"Your approval counts: {len(stand.by)} of {stand.needed}.", stand.conditions)))


def publish(actor: Actor, edition_id: str) -> Sentence:
    """Posts exactly what was approved; answers with a sentence. Where that has changed, it is a draft again."""
    with actor.writing_as_editor(PUBLISH) as work:
        now = to_publish(work, edition_id)
        _publish(work, now, work.person)
        reached("publish.before_commit")
        work.commit(homes=True)
        reached("publish.after_commit")
    return f"{now.edition.title} is on its way to ", Where(now.unit.publish_channel), "."


def publish_on_time(work: UnitOfWork, edition: Edition) -> None:
    """Publishes an edition whose time has come, for the editor who set that; else its editors hear why not."""
    now = settle(work, snapshot(work, edition))
    if now.edition.state is EditionState.APPROVED:
        _publish(work, now, now.edition.scheduled_by, at_the_set_time=True)
    else:
        drafts.refresh(work, now)


def to_publish(work: UnitOfWork, edition_id: str) -> Snapshot:
    """The edition, approved as it is now; else raises ``Conflict``, and what has changed since is committed."""
    edition = access.edition(work, edition_id)
    unit_of(work)
    now = snapshot(work, edition)
    if edition.state is EditionState.APPROVED and now.stand.missing:
        drafts.refresh(work, settle(work, now))
        work.commit(homes=True)
        raise Conflict(f"{edition.title} has changed since it was approved. Read it again and approve it first.")
    may_publish(edition, now.stand)
    all_filled(edition, now.unit.template)
    return now


def _publish(work: UnitOfWork, now: Snapshot, person: str, **detail: bool) -> None:
    document, content = now.document, {"content": now.content_hash}
    changed = replace(now.edition, state=EditionState.PUBLISHING, publish_at=None, scheduled_by="")
    edition, group = become(work, now.edition, changed), in_channel(now.edition.id)
    work.editions.keep_document(edition.id, document)
    keep_for_answers(work, now, document)
    posted.post(work, edition, document, now.unit)
    drafts.refresh_card(work, now.after(edition=edition, kept=document, posts=work.posts.in_group(group)))
    work.audit.add("publish", edition.title, content | detail, edition_id=edition.id, actor=person)


def show_again(work: UnitOfWork, now: Snapshot, document: Document) -> None:
    """A published edition says this from now on, wherever it was posted; what came from a file was not posted."""
    work.editions.keep_document(now.edition.id, document)
    shown = now.after(kept=document)
    keep_for_answers(work, now, document)
    make_public(work, shown)
    posted.show_again(work, now.edition, document)
    drafts.renew(work, shown)


def preview(actor: Actor, edition_id: str = "") -> tuple[Document, Edition, list[DraftStands]]:
    """The edition as its readers would see it now, and how it stands in review; without an id the one that takes
    updates, and how those stand that are in review, the newest first."""
    with actor.reading_as_editor("see a draft") as work:
        unit_of(work)
        found = work.editions.get(edition_id) if edition_id else takes_updates(work.editions.all())
        edition = access.there(found, NotFound("There is no edition yet. The next one opens within a minute."))
        all_shown = [edition] if edition_id else reversed(work.editions.in_hand())
        unit, editors = unit_of(work), work.units.editors()
        stands = [draft_stands(work, unit, editors, one) for one in all_shown if one.state in drafts.IN_REVIEW]
        return snapshot(work, edition).document, edition, stands


def review_again(work: UnitOfWork, because: str = "") -> None:
    """After a change that is about no single edition: drafts show it, and approvals of other words fall. ``because``
    goes on after “by” in the log; where the clock is behind it, nobody is said to have changed anything."""
    # all are looked at before one is shown: with it the later ones would be shown, as if nobody had changed them
    standing = [snapshot(work, edition) for edition in filter(drafts.has_draft, work.editions.all())]
    for now in [_said_to_be_changed(work, now, because) for now in standing]:
        changed(work, now)


def _said_to_be_changed(work: UnitOfWork, now: Snapshot, because: str) -> Snapshot:
    if work.person == CLOCK or now.content_hash == now.shown:
        return now
    return now.after(work.audit.add(CHANGE, now.edition.title, {"because": because}, edition_id=now.edition.id))


def changed(work: UnitOfWork, now: Snapshot, checked: Checked | None = None) -> Snapshot:
    """After a change of what an edition says: approvals of other words fall, and the draft shows it. So does the draft
    of a later one, for what is new there depends on what was said before."""
    settled = settle(work, now)
    drafts.refresh(work, settled, checked)
    show_later(work, now.edition)
    return settled


def show_later(work: UnitOfWork, edition: Edition) -> None:
    """The drafts of later editions show what is new there now that this one says something else."""
    for later in work.editions.all():
        if later.number > edition.number and drafts.has_draft(later):
            then = snapshot(work, access.edition(work, later.id))
            if then.content_hash != then.shown:
                drafts.refresh(work, settle(work, then))


def settle(work: UnitOfWork, now: Snapshot) -> Snapshot:
    """The edition as its approvals have it: approved while there are enough of what it says now, else a draft."""
    edition = now.edition
    if edition.state is EditionState.APPROVED and now.stand.missing:
        why = "what it says has changed, or an approval does not count any more"
        return now.after(edition=_drafted_again(work, edition, why))
    if edition.state is EditionState.DRAFTED and not now.stand.missing:
        return now.after(edition=become(work, edition, replace(edition, state=EditionState.APPROVED)))
    return now


def fall(work: UnitOfWork, edition: Edition, why: Sentence) -> Edition:
    """Takes the approvals of an edition away: one that was approved is a draft again."""
    work.editions.drop_approvals(edition.id)
    return _drafted_again(work, edition, why) if edition.state is EditionState.APPROVED else edition


def _drafted_again(work: UnitOfWork, edition: Edition, why: Sentence) -> Edition:
    call_off_publishing(work, edition, why)
    return become(work, edition, replace(edition, state=EditionState.DRAFTED, publish_at=None, scheduled_by=""))


def call_off_publishing(work: UnitOfWork, edition: Edition, why: Sentence) -> None:
    """Says in the review channel why the edition is not published at the time that was set, if one was."""
    if edition.publish_at is None:
        return
    unit = unit_of(work)
    message = not_published(edition, edition.publish_at, why, clock=clock_of(None, unit))
    work.posts.show(f"not published {edition.id} {edition.version}", message, channel=unit.review_channel)


def become(work: UnitOfWork, edition: Edition, changed: Edition) -> Edition:
    """The edition as it is changed; raises ``Conflict`` where somebody was faster, ``IllegalMove`` as a fault."""
    edition.check_becomes(changed.state)
    if not work.editions.save(changed, expected=edition.state):
        raise Conflict(f"Somebody else has just changed {edition.title}. Look again.")
    retell_later(work, edition, changed)
    return replace(changed, version=edition.version + 1)


def retell_later(work: UnitOfWork, before: Edition, after: Edition) -> None:
    """Has the clock say anew what was said about an edition, where that is so no more."""
    if is_said_anew(before, after):
        work.occasions.claim(after.id, TO_BE_RETOLD, "")
