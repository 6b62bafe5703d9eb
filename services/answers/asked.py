"""Sending answers to what was asked in a message, once for each."""

from collections.abc import Sequence

from domain.delivery import Message, in_thread_of
from services.common.actor import Actor

Messages = Sequence[Message]


def answer_in_channel(actor: Actor, answer: Messages, *, channel: str, ts: str, thread: str) -> None:
    """Answers the message ``ts`` of a channel in its thread; Slack may bring it again."""
    _send(actor, answer, f"asked {channel} {ts}", channel=channel, thread=in_thread_of(thread))


def claim(actor: Actor) -> None:
    """What follows is said once, however often Slack brings what somebody pressed."""
    with actor.writing() as work:
        work.commit()


def answer_directly(actor: Actor, answer: Messages, *, ts: str) -> None:
    """Answers somebody in their direct messages."""
    _send(actor, answer, f"asked {actor.person} {ts}", channel=actor.person, thread="")


def _send(actor: Actor, answer: Messages, group: str, *, channel: str, thread: str) -> None:
    with actor.writing_by_token() as work:
        if not work.posts.in_group(group):
            work.posts.show_group(group, answer, channel=channel, thread=thread)
            work.commit()
