"""What was found by words, what an edition has, who needs help, and what to do where nothing was found."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain import english
from domain.delivery import Message
from domain.edition import Edition
from domain.follows import FollowKind
from domain.hits import Hit
from domain.project import Project
from domain.published import PublishedItem
from domain.reading import Reading
from domain.sentence import Command, Sentence
from domain.standing import NOTHING
from domain.text.normal_form import paragraph
from domain.text.rich_text import BOLD, Paragraph, Text
from domain.update import Ask
from rendering.slack.answers.follows import follow_button
from rendering.slack.answers.parts import Asked, answered, ask_again, source
from rendering.slack.kit import blocks
from rendering.slack.kit.messages import Piece, heading, message_of, pieces

NOBODY = "Nobody has asked for help in what was published last."
SHOWN = 10  # hits of one answer
HOW_TO_ASK: Sentence = (
    "Ask by a project’s name, a status, a phase, an organisation, an edition or a month, or by any words: ",
    Command("bins"),
    ", ",
    Command("what’s at risk"),
    ", ",
    Command("payments since edition 10"),
    ".",
)


def hits_answer(
    asked: Asked, reading: Reading, hits: Sequence[Hit], count: int, editions: Mapping[str, Edition]
) -> list[Message]:
    """The best hits, each with its sentence and its edition."""
    among = f" {reading.span.called}" if reading.span else ""
    about = f"{english.count(count, 'published item')} with {english.quoted(reading.words)}{among}"
    parts = [*heading(about), *(piece for hit in hits[:SHOWN] for piece in _hit(hit, editions))]
    if count > SHOWN:
        parts += pieces(paragraph(f"These are the best {SHOWN}. Name a project or an edition to see others."))
    return answered(asked, about, parts, follow_button(FollowKind.WORDS, reading.words, reading.words))


def _hit(hit: Hit, editions: Mapping[str, Edition]) -> Iterator[Piece]:
    edition = editions[hit.item.edition_id]
    first = (Text(hit.item.heading, BOLD), Text(f", {source(edition)}\n{hit.sentence}"))
    yield from pieces((Paragraph(first),))


def edition_answer(asked: Asked, edition: Edition, items: Sequence[PublishedItem]) -> list[Message]:
    """What an edition has, an item a line."""
    lines: list[Sentence] = [_line(item) for item in items]
    listed = [Piece(blocks.bullets("", lines[at : at + 20])) for at in range(0, len(lines), 20)]
    return answered(asked, edition.title, [*heading(source(edition)), *listed])


def _line(item: PublishedItem) -> str:
    content = item.content or NOTHING
    stands = f" ({', '.join(filter(None, (content.status, content.phase)))})" if content.status else ""
    return f"{item.heading}{stands}{': ' if content.headline else ''}{content.headline}"


def written_answer(
    asked: Asked, items: Sequence[PublishedItem], editions: Mapping[str, Edition], called: str
) -> list[Message]:
    """What somebody has written, the newest first."""
    about = f"{english.count(len(items), 'update')} that you wrote{f' {called}' if called else ''}"
    lines: list[Sentence] = [f"{source(editions[item.edition_id])}: {_line(item)}" for item in items]
    listed = [Piece(blocks.bullets("", lines[at : at + 20])) for at in range(0, len(lines), 20)]
    return answered(asked, about, [*heading(about), *listed])


@dataclass(frozen=True, slots=True)
class OpenAsk:
    """Help that a project wants, as the edition says."""

    project: Project
    ask: Ask
    edition: Edition


def help_wanted(asked: Asked, asks: Sequence[OpenAsk]) -> list[Message]:
    """Open asks across projects, those first whose last day is next."""
    about = f"{english.count(len(asks), 'open ask')}" if asks else NOBODY
    lines: list[Sentence] = [_wanted(one) for one in asks]
    listed = [Piece(blocks.bullets("", lines[at : at + 20])) for at in range(0, len(lines), 20)]
    return answered(asked, about, [*(heading(about) if asks else pieces(paragraph(about))), *listed])


def _wanted(one: OpenAsk) -> str:
    contact = one.ask.contact or one.project.contact
    day = f"until {english.day(one.ask.last_day)}" if one.ask.last_day else ""
    more = "; ".join(filter(None, [day, f"contact: {contact}" if contact else "", one.edition.title]))
    return f"{one.project.name}: {one.ask.text} ({more})"


def not_found(what: str, nearest: Sequence[str]) -> list[Message]:
    """Nothing was found: the questions that are nearest as buttons, and how to ask."""
    near = blocks.actions(*(ask_again(question, place) for place, question in enumerate(nearest)))
    said: Sentence = (what, " Do you mean one of these?")
    return [message_of(blocks.words(said), near, blocks.words(HOW_TO_ASK))]
