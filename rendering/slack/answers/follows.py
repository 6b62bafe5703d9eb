"""What somebody follows, and the news of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain import english
from domain.delivery import Message
from domain.edition import Edition
from domain.follows import Follow, FollowKind
from domain.published import PublishedItem
from domain.sentence import Command, Sentence
from domain.standing import NOTHING
from rendering.slack.answers.parts import source
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action
from rendering.slack.kit.messages import message_of, say
from rendering.slack.kit.values import FollowOf

NOTHING_FOLLOWED: Sentence = (
    "You follow nothing yet. “Follow” stands below the answers of ",
    Command("/sprint-status"),
    ".",
)
SHOWN = 20  # items of one message
STOPPABLE = 5  # buttons in a row


@dataclass(frozen=True, slots=True)
class Followed:
    """Something that is followed, and what people call it."""

    follow: Follow
    called: str


def follow_button(kind: FollowKind, value: str, called: str) -> blocks.Block:
    """“Follow …”."""
    return blocks.button(f"Follow {blocks.shortened(called)}", f"{Action.FOLLOW}:{kind}", FollowOf(kind, value))


def following_list(followed: Sequence[Followed]) -> Message:
    """All that somebody follows, each with the way to stop."""
    if not followed:
        return say(NOTHING_FOLLOWED)
    about = f"You follow {english.listing([one.called for one in followed])}."
    return message_of(blocks.words(about), *_stops(followed))


def _stops(followed: Sequence[Followed]) -> list[blocks.Block]:
    buttons = [
        blocks.button(
            f"Stop following {blocks.shortened(one.called)}",
            f"{Action.STOP_FOLLOWING}:{place}",
            FollowOf(one.follow.kind, one.follow.value),
        )
        for place, one in enumerate(followed)
    ]
    rows = [buttons[at : at + STOPPABLE] for at in range(0, len(buttons), STOPPABLE)]
    return [blocks.actions(*row) for row in rows[:40]]


def followed_news(edition: Edition, news: Sequence[PublishedItem], followed: Sequence[Followed]) -> Message:
    """What an edition says of all that somebody follows."""
    about = f"{edition.title} is published, with news of what you follow:"
    lines: list[Sentence] = [_line(item) for item in news[:SHOWN]]
    more = len(news) - SHOWN
    rest = [blocks.words(f"And {english.count(more, 'more item')} in {source(edition)}.")] if more > 0 else []
    how: Sentence = (Command("/sprint-notes following"), " lists what you follow and stops it.")
    few = _stops(followed[:STOPPABLE])
    return message_of(blocks.words(about), blocks.bullets("", lines), *rest, *few, blocks.words(how))


def _line(item: PublishedItem) -> str:
    content = item.content or NOTHING
    stands = f" ({', '.join(filter(None, (content.status, content.phase)))})" if content.status else ""
    return f"{item.heading}{stands}{': ' if content.headline else ''}{content.headline}"
