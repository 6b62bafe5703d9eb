"""What becomes of an edition: opened, closed, approved, published."""

from __future__ import annotations

from dataclasses import replace

from domain import schedule
from domain.compile import content_hash
from domain.document import Document
from domain.edition import (
    Approval,
    Edition,
    EditionState,
    may_approve,
    may_close,
    may_publish,
    takes_updates,
    valid_approvals,
)
from domain.edition_words import all_filled
from domain.errors import Conflict, NotFound
from domain.ports import Store, UnitOfWork
from domain.roles import may_edit
from services import drafts, publishing
from services.carrying import carry
from services.documents import compiled
from services.drafts import unit_of
from services.nudges import tell_editors_who_was_silent

CLOCK = "clock"  # who did what the schedule did


def open_next(work: UnitOfWork, opening: schedule.Opening) -> Edition:
    """Opens an edition; does nothing where somebody was faster."""
    edition = opened(opening, work.new_id())
    if work.editions.add(edition):
        work.audit.add(CLOCK, "open", edition.title)
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


def close(work: UnitOfWork, edition: Edition, actor: str = CLOCK) -> None:
    """Ends the window: the edition becomes a draft, and the draft is posted.

    Raises ``Conflict`` where it is a draft already.
    """
    may_close(edition)
    drafted = _become(work, edition, EditionState.DRAFTED)
    drafts.refresh(work, drafted)
    tell_editors_who_was_silent(work, drafted)
    work.audit.add(actor, "close", edition.title)


def close_early(store: Store, workspace: str, person: str, edition_id: str) -> None:
    """An editor posts the draft before the closing time, and the next edition opens."""
    with store.writing(workspace) as work:
        may_edit(person, work.units.editors(), "post the draft")
        close(work, _edition(work, edition_id), person)
        editions = work.editions.all()
        if not any(edition.state is EditionState.OPEN for edition in editions):
            open_next(work, schedule.opening(unit_of(work), editions, work.now()))
        work.homes.changed()
        work.commit()


def approve(store: Store, workspace: str, person: str, edition_id: str, seen: str) -> str:
    """An editor's yes to what the draft said when its card was shown; ``seen`` is the hash of that content.

    Answers with a sentence for the editor. Raises ``Conflict`` where the draft says something else by now.
    """
    with store.writing(workspace) as work:
        may_edit(person, work.units.editors(), "approve an edition")
        edition = _edition(work, edition_id)
        unit = unit_of(work)
        may_approve(edition)
        all_filled(edition, unit.template)
        approved = content_hash(compiled(work, edition))
        if approved != seen:
            drafts.refresh(work, edition)  # an earlier edition may have changed what is new in this one
            work.homes.changed()
            work.commit()
            raise Conflict(f"{edition.title} has just changed. Read the draft once more, then approve it.")
        work.editions.approve(edition.id, Approval(person, approved), work.now())
        given = valid_approvals(work.editions.approvals(edition.id), approved)
        if len(given) >= unit.approvals_needed:
            edition = _become(work, edition, EditionState.APPROVED)
        drafts.refresh_card(work, edition)
        work.audit.add(person, "approve", edition.title, {"content": approved})
        work.homes.changed()
        work.commit()
    if edition.state is EditionState.APPROVED:
        return f"{edition.title} is approved. It can be published now."
    return f"Your approval counts: {len(given)} of {unit.approvals_needed}."


def publish(store: Store, workspace: str, person: str, edition_id: str) -> str:
    """Posts exactly what was approved to the publish channel. Answers with a sentence for the editor.

    Where the content has changed since, nothing is published and the edition is a draft again.
    """
    with store.writing(workspace) as work:
        may_edit(person, work.units.editors(), "publish an edition")
        edition = _edition(work, edition_id)
        unit = unit_of(work)
        document = compiled(work, edition)
        content = content_hash(document)
        changed = _fall_back(work, edition, content)
        if changed:
            work.homes.changed()
            work.commit()
            raise Conflict(f"{edition.title} has changed since it was approved. Read it again and approve it first.")
        may_publish(edition, work.editions.approvals(edition.id), content, unit.approvals_needed)
        all_filled(edition, unit.template)
        edition = _become(work, edition, EditionState.PUBLISHED)
        publishing.publish(work, edition, document, unit.publish_channel)
        drafts.refresh_card(work, edition)
        work.audit.add(person, "publish", edition.title, {"content": content})
        work.homes.changed()
        work.commit()
    return f"{edition.title} is on its way to <#{unit.publish_channel}>."


def preview(store: Store, workspace: str, person: str, edition_id: str = "") -> tuple[Document, Edition]:
    """The edition as its readers would see it now; without an id the one that takes updates."""
    with store.reading(workspace) as work:
        may_edit(person, work.units.editors(), "see a draft")
        unit_of(work)
        edition = work.editions.get(edition_id) if edition_id else takes_updates(work.editions.all())
        if edition is None:
            raise NotFound("There is no edition yet. The next one opens within a minute.")
        return compiled(work, edition), edition


def review_again(work: UnitOfWork) -> None:
    """After a change that is about no single edition: drafts show it, and approvals of other words fall."""
    for edition in work.editions.all():
        changed(work, edition)


def changed(work: UnitOfWork, edition: Edition) -> None:
    """After a change of an edition: its draft shows it, and approvals of other words fall."""
    if edition.state in drafts.IN_REVIEW and not _fall_back(work, edition, content_hash(compiled(work, edition))):
        drafts.refresh(work, edition)


def _fall_back(work: UnitOfWork, edition: Edition, content: str) -> bool:
    """An approved edition whose content has changed becomes a draft again."""
    if edition.state is not EditionState.APPROVED:
        return False
    if any(approval.content_hash == content for approval in work.editions.approvals(edition.id)):
        return False
    drafts.refresh(work, _become(work, edition, EditionState.DRAFTED))
    return True


def fall(work: UnitOfWork, edition: Edition) -> Edition:
    """Takes the approvals of an edition away: one that was approved is a draft again."""
    work.editions.drop_approvals(edition.id)
    return _become(work, edition, EditionState.DRAFTED) if edition.state is EditionState.APPROVED else edition


def _edition(work: UnitOfWork, edition_id: str) -> Edition:
    edition = work.editions.get(edition_id)
    if edition is None:
        raise NotFound("This edition is gone.")
    return edition


def _become(work: UnitOfWork, edition: Edition, state: EditionState) -> Edition:
    """The edition in its new state; raises ``Conflict`` where somebody was faster."""
    return saved(work, replace(edition, state=state), expected=edition.state)


def saved(work: UnitOfWork, edition: Edition, expected: EditionState | None = None) -> Edition:
    """Stores a changed edition as its next version; raises ``Conflict`` where somebody was faster.

    ``expected`` is the state that it was read in, where that is another one.
    """
    if not work.editions.save(edition, expected=expected or edition.state):
        raise Conflict(f"Somebody else has just changed {edition.title}. Look again.")
    return replace(edition, version=edition.version + 1)
