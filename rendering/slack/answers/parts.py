"""What answers have in common: where something is from, who asked, and what can be done with an answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain import english
from domain.delivery import Message
from domain.edition import Edition
from domain.project import Project
from domain.sentence import Who
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action
from rendering.slack.kit.messages import Piece, in_messages, message_of, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question and its answer's readers: whoever asks, or ``is_public`` everybody in a channel."""

    question: str
    is_public: bool = False


def source(edition: Edition) -> str:
    """``Sprint Notes #7, 5 – 18 March 2026``."""
    return f"{edition.title}, {english.period(edition.starts, edition.ends)}"


def answered(asked: Asked, about: str, parts: Iterable[Piece], *more: blocks.Block) -> list[Message]:
    """An answer as messages, the last of them with what can be done with it."""
    messages = in_messages(about, parts)
    buttons = [*more, *([] if asked.is_public else [share(asked.question)])]
    *others, last = messages
    shown = blocks.actions(*buttons) if buttons else None
    table = [block for block in last.blocks if block["type"] == "data_table"]
    rest = [block for block in last.blocks if block["type"] != "data_table"]
    return [*others, message_of(*rest, *([shown] if shown else []), *table, about=about)]


def share(question: str) -> blocks.Block:
    """“Share here”: everybody in the channel gets the answer that a member would get."""
    return blocks.button("Share here", Action.SHARE_ANSWER, question)


def ask_again(asked: str, place: int) -> blocks.Block:
    """A button that asks something."""
    return blocks.button(blocks.shortened(asked, blocks.LABEL_LENGTH), f"{Action.ASK}:{place}", asked)


def newer_waits(projects: Sequence[Project]) -> Message:
    """What only those hear who may see it, after they asked in a channel."""
    told = f"There is newer, unpublished news of {english.few([project.name for project in projects])}: look here."
    shown = [
        blocks.button(blocks.shortened(one.name), f"{Action.SHOW_STATUS}:{place}", one.id)
        for place, one in enumerate(projects[:5])
    ]
    return say(told, blocks.actions(*shown))


def shared(person: str, question: str, messages: Sequence[Message]) -> list[Message]:
    """An answer for a whole channel, with who asked for it."""
    first, *others = messages
    what = f" asked: {english.quoted(question)}" if question else " asked how projects stand"
    who = blocks.words((Who(person), what))
    return [message_of(who, *first.blocks), *others]
