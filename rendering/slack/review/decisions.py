"""What editors decide about a draft: the forms for that, and what is said about it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from domain import english
from domain.delivery import Message
from domain.edition import Edition
from domain.inputs import Kind
from domain.sentence import Sentence, Where, Who
from domain.text.rich_text import RichText
from domain.wall_clock import WallClock
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Callback, Field
from rendering.slack.kit.inputs import entry, on_clock
from rendering.slack.kit.messages import beneath, pieces, say
from rendering.slack.kit.values import OnceAbout


def request_form(edition: Edition, *, token: str) -> blocks.Block:
    """The modal in which an editor asks for changes; ``token`` makes one submission one request."""
    why = "Your words go into the draft’s thread. Approvals and a time set for publishing are cancelled."
    return blocks.modal(
        "Request changes",
        [blocks.words(why), entry(Field.CHANGES_WANTED, "What should change", Kind.TEXT, focus_on_load=True)],
        callback=Callback.REQUEST_CHANGES,
        metadata=OnceAbout(edition.id, token),
        submit="Request changes",
    )


def requested(edition: Edition, *, by: str, text: RichText) -> list[Message]:
    """What the editors read in the draft’s thread: who asks, and every word of it."""
    return beneath((Who(by), f" asks for changes to {edition.title}:"), pieces(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishForm:
    """What the form for a timed publishing says: ``messages`` go to ``channel``, with those ``below`` them in a thread;
    ``proposed`` is a moment on the unit's clock that is still to come."""

    edition: Edition
    channel: str
    messages: int
    below: int = 0
    timezone: str
    proposed: datetime


def publish_form(view: PublishForm) -> blocks.Block:
    """The modal in which an editor sets the time at which an edition publishes itself."""
    edition = view.edition
    set_for = edition.publish_at and edition.publish_at.astimezone(ZoneInfo(view.timezone))
    why = (
        f" {english.as_messages(view.messages, view.below)}, exactly as it is approved now. Everybody there can read "
        "it. If it changes before, it is not published, and the editors hear so."
    )
    return blocks.modal(
        f"Publish edition {edition.number}",
        [
            blocks.words((f"{edition.title} goes to ", Where(view.channel), why)),
            entry(Field.PUBLISH_DAY, "Day", Kind.DAY, (set_for or view.proposed).date()),
            entry(
                Field.PUBLISH_TIME, "Time", Kind.TIME, (set_for or view.proposed).time(), hint=on_clock(view.timezone)
            ),
        ],
        callback=Callback.PUBLISH_LATER,
        metadata=edition.id,
        submit="Set this time",
    )


def not_published(edition: Edition, at: datetime, why: Sentence, *, clock: WallClock) -> Message:
    """What the editors are told where an edition will not publish itself at the time that was set."""
    when = f"{edition.title} is not published at {clock.moment(at)}, as "
    then = ". Approve it again, then publish it or set a time."
    return say((when, Who(edition.scheduled_by), " had set: ", why, then))
