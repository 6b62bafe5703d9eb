"""What editors decide about a draft besides approving it: changes are requested, a time is set for publishing."""

from dataclasses import replace
from datetime import date, time

from domain.audit import REQUEST_CHANGES
from domain.calendar import next_hour, to_utc
from domain.edition import Edition, EditionMove, check_publishing_time
from domain.errors import Conflict
from domain.ports import UnitOfWork
from domain.sentence import Who
from domain.text.rich_text import RichText
from rendering.slack.editions.edition import message_counts
from rendering.slack.review import decisions as say
from rendering.slack.review.decisions import PublishForm
from services.common import access
from services.common.actor import Actor
from services.common.mentions import kept
from services.common.snapshot import snapshot
from services.common.unit import reader_clock
from services.editions import drafts
from services.editions.editions import PUBLISH, become, fall, to_publish


def to_request(actor: Actor, edition_id: str) -> Edition:
    """The edition that an editor may request changes to."""
    with actor.reading() as work:
        return _requestable(work, edition_id)


def request_changes(actor: Actor, edition_id: str, words: RichText, token: str) -> None:
    """The words go into the draft's thread, and approvals given so far fall, once for a ``token``."""
    with actor.writing() as work:
        edition = _requestable(work, edition_id)
        if not work.occasions.claim(edition.id, f"changes {token}", work.person):
            return
        messages = say.requested(edition, by=work.person, text=kept(work, words))
        drafts.post_below(work, edition, f"changes {token}", messages)
        edition = fall(work, edition, (Who(work.person), " asks for changes"))
        work.audit.add(REQUEST_CHANGES, edition.title, edition_id=edition.id)
        drafts.refresh_card(work, snapshot(work, edition))
        work.commit(homes=True)


def _requestable(work: UnitOfWork, edition_id: str) -> Edition:
    work.require_editor("request changes")
    edition = access.edition(work, edition_id)
    edition.must_allow(EditionMove.REQUEST_CHANGES)
    return edition


def publish_form(actor: Actor, edition_id: str) -> PublishForm:
    """The form in which an editor sets the time for publishing an approved edition."""
    with actor.writing_as_editor(PUBLISH) as work:  # where approvals have fallen, that is written down
        now = to_publish(work, edition_id)
        messages, below = message_counts(now.document, all_in_channel=now.unit.all_in_channel)
        return PublishForm(
            edition=now.edition,
            channel=now.unit.publish_channel,
            messages=messages,
            below=below,
            timezone=now.unit.cadence.timezone,
            proposed=next_hour(work.now(), now.unit.cadence.timezone),
        )


def publish_later(actor: Actor, edition_id: str, day: date, at: time) -> None:
    """Sets the time at which an approved edition publishes itself, on the unit's clock."""
    with actor.writing_as_editor(PUBLISH) as work:
        now = to_publish(work, edition_id)
        publish_at = to_utc(day, at, now.unit.cadence.timezone)
        check_publishing_time(now.edition, publish_at, work.now(), now.unit.cadence.timezone)
        planned = become(work, now.edition, replace(now.edition, publish_at=publish_at, scheduled_by=work.person))
        drafts.refresh_card(work, now.after(edition=planned))
        detail = {"publish_at": publish_at.isoformat()}
        work.audit.add("set publishing time", planned.title, detail, edition_id=planned.id)
        work.commit(homes=True)


def cancel_publishing(actor: Actor, edition_id: str) -> str:
    """Takes the time back that was set for publishing. Answers with a sentence for the editor."""
    with actor.writing_as_editor("cancel a timed publishing") as work:
        edition = access.edition(work, edition_id)
        if edition.publish_at is None:
            raise Conflict(f"No time is set for publishing {edition.title} any more. Nothing was changed.")
        was = reader_clock(work).moment(edition.publish_at)
        edition = become(work, edition, replace(edition, publish_at=None, scheduled_by=""))
        drafts.refresh_card(work, snapshot(work, edition))
        work.audit.add("cancel publishing time", edition.title, edition_id=edition.id)
        work.commit(homes=True)
    return f"{edition.title} is not published at {was}. It stays approved."
