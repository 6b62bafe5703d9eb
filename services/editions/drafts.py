"""The draft in the review channel: its card, and the edition's full text in the card's thread."""

from __future__ import annotations

from collections.abc import Sequence

from domain import english
from domain.audit import AuditEntry, changes_asked_by, in_words, last_change, to_undo
from domain.checks import tally
from domain.compile import content_hash, item_key
from domain.delivery import Message
from domain.document import Document, Item
from domain.edition import Approvals, Edition, EditionState, approvals
from domain.errors import NotSetUp
from domain.names import in_reading_order
from domain.objection import still_open
from domain.ports import UnitOfWork
from domain.progress import Progress, progress, progress_of_told
from domain.unit import Unit
from rendering.slack.editions.draft import Card, card
from rendering.slack.editions.draft_items import ItemControls
from rendering.slack.editions.edition import draft_messages, edition_messages
from rendering.slack.editions.unit_notes import note_messages
from rendering.slack.kit.blocks import escape
from rendering.slack.review.audit_log import who
from services.common.documents import compiled
from services.editions.run_checks import found_in

IN_REVIEW = (EditionState.DRAFTED, EditionState.APPROVED)


def has_draft(edition: Edition) -> bool:
    """Whether there is a draft of it in the review channel that must say what is so."""
    return edition.state in IN_REVIEW or edition.reopened


def unit_of(work: UnitOfWork) -> Unit:
    """The workspace's unit; raises ``NotSetUp``."""
    unit = work.units.get()
    if unit is None or not unit.is_set_up:
        raise NotSetUp
    return unit


def progress_of(work: UnitOfWork, edition: Edition) -> Progress:
    """Who is in, who has nothing to report and who is missing."""
    return progress_of_told(
        work.projects.all(), work.updates.told(edition.id), work.nothing_to_report.of_edition(edition.id)
    )


def approvals_of(work: UnitOfWork, edition: Edition, content: str = "") -> Approvals:
    """How what the draft says now is approved; ``content`` is the hash of that, where it is known."""
    unit = unit_of(work)
    changed = None if unit.lone_approval else last_change(work.audit.of_edition(edition.id))
    return approvals(
        work.editions.approvals(edition.id),
        content or work.editions.content(edition.id) or content_hash(compiled(work, edition)),
        work.units.editors(),
        unit.approvals_needed,
        last_editor=changed.actor if changed else "",
    )


def refresh(work: UnitOfWork, edition: Edition) -> None:
    """Makes the draft in Slack say what the database says, in place; nothing where there is no draft.

    The thread is a row of places: the text flows through them, so a longer text changes the messages after
    it and adds one at the end, and the order always holds. Messages that say the same stay untouched.
    """
    if has_draft(edition):
        show(work, edition)


def renew(work: UnitOfWork, edition: Edition) -> None:
    """The same for a published edition, as far as there was a draft of it: what came from a file has none."""
    posted = len(work.posts.in_group(_group(edition)))
    if posted > 1:
        show(work, edition)
    elif posted:
        refresh_card(work, edition)


def show(work: UnitOfWork, edition: Edition) -> None:
    """The same in whatever state the edition is."""
    unit = unit_of(work)
    document = compiled(work, edition)
    texts = [
        *draft_messages(compiled(work, edition, with_held=True), _item_controls(work, edition)),
        *_notes(work, edition),
    ]
    group = _group(edition)
    _show_card(work, unit, edition, document)
    for place, message in enumerate(texts, 1):
        work.posts.show(
            _text_key(edition, place),
            message,
            channel=unit.review_channel,
            group=group,
            place=place,
            thread=card_key(edition),
        )
    for surplus in range(len(texts) + 1, len(work.posts.in_group(group))):
        work.posts.withdraw(_text_key(edition, surplus))


def _item_controls(work: UnitOfWork, edition: Edition) -> ItemControls:
    return ItemControls(edition, frozenset(item_key(project) for project in work.projects.all() if project.featured))


def _notes(work: UnitOfWork, edition: Edition) -> list[Message]:
    """What leads have written for the editors alone: after the text, and in nothing that is published."""
    notes = {update.project_id: update.content.note for update in work.updates.of_edition(edition.id)}
    ordered = in_reading_order(work.projects.all())
    return note_messages(edition, [(project.name, notes[project.id]) for project in ordered if notes.get(project.id)])


def post_below(work: UnitOfWork, edition: Edition, group: str, messages: Sequence[Message]) -> None:
    """Posts something that is not the draft's text in its thread; ``group`` names it."""
    for place, message in enumerate(messages):
        work.posts.show(
            f"{group} {place}",
            message,
            channel=unit_of(work).review_channel,
            group=group,
            place=place,
            thread=card_key(edition),
        )


def refresh_card(work: UnitOfWork, edition: Edition) -> None:
    """Makes the card say how the edition stands: after approving and publishing."""
    _show_card(work, unit_of(work), edition, compiled(work, edition))


def _show_card(work: UnitOfWork, unit: Unit, edition: Edition, document: Document) -> None:
    message = _card(work, unit, edition, document)
    work.posts.show(card_key(edition), message, channel=unit.review_channel, group=_group(edition), place=0)


def _card(work: UnitOfWork, unit: Unit, edition: Edition, document: Document) -> Message:
    updates = work.updates.of_edition(edition.id)
    stands = progress(work.projects.all(), updates, work.nothing_to_report.of_edition(edition.id))
    late = {update.project_id for update in updates if update.late}
    on_behalf = {update.project_id for update in updates if update.on_behalf}
    projects = {project.id: project.name for project in work.projects.all()}
    against = work.objections.of_edition(edition.id)
    approved = work.editions.content(edition.id) if edition.state is EditionState.PUBLISHED else ""
    content = approved or content_hash(document)  # corrections change nothing about who approved what
    entries = work.audit.of_edition(edition.id)
    found = tally(found_in(work, edition, document))
    work.editions.keep_content(edition.id, content, found)
    return card(
        Card(
            edition=edition,
            told=[project.name for project in stands.told],
            late=[project.name for project in stands.told if project.id in late],
            on_behalf=[project.name for project in stands.told if project.id in on_behalf],
            nothing=[project.name for project in stands.nothing],
            missing=[project.name for project in stands.missing],
            approvals=approvals_of(work, edition, content),
            changes_asked_by=changes_asked_by(entries),
            publish_channel=unit.publish_channel,
            timezone=unit.cadence.timezone,
            messages=len(edition_messages(document)),
            content=content,
            found=found,
            held=[item.heading for item in _held(work, edition)],
            last_change=_in_words(last_change(entries), unit.cadence.timezone),
            can_undo=to_undo(entries) is not None,
            objections=[projects[one.project_id] for one in still_open(against, updates)],
        )
    )


def _held(work: UnitOfWork, edition: Edition) -> list[Item]:
    if not edition.arrangement.held:
        return []
    return [item for item in compiled(work, edition, with_held=True).items if item.key in edition.arrangement.held]


def _in_words(entry: AuditEntry | None, timezone: str) -> str:
    if entry is None:
        return ""
    return f"{english.moment(entry.at, timezone)}: {who(entry.actor)} {escape(in_words(entry))}"


def _group(edition: Edition) -> str:
    return f"draft {edition.id}"


def card_key(edition: Edition) -> str:
    """What the card is called among the posts: replies in its thread name it."""
    return f"card {edition.id}"


def _text_key(edition: Edition, place: int) -> str:
    return f"draft {edition.id} {place}"
