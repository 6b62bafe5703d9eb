"""Long texts as messages within Slack's limits. Nothing is cut: what does not fit goes into the next one.

A message ends between paragraphs, list items, quotes or table rows. Only a single one that is longer than
a whole message is parted inside, after a sentence where there is one, else between words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from domain.delivery import Message
from domain.english import beginning
from domain.remembered import remembered
from domain.sentence import Sentence
from domain.text.addresses import is_web_address
from domain.text.rich_text import BOLD, Block, Code, Heading, Image, Inlines, Paragraph, RichText, Rule, Table, Text
from domain.text.rich_text_walk import mention_names
from rendering.slack.kit import blocks, rich_text
from rendering.slack.kit.spoken import spoken

REMEMBERED = 4_096  # blocks of text: those of a few large editions
MOST_BLOCKS = 50  # contract: blocks
MOST_CHARACTERS = 9_000  # msg_blocks_too_long has been seen from 11,341 on (contract: bolt-js#2867)
LONGEST_RUN = 8_000  # leaves room for the heading that goes with it
LONGEST_QUIET = 2_000  # contract: types, of plain_text
LONGEST_ALT = 2_000  # contract: image
LONGEST_ADDRESS = 3_000  # contract: image
TABLE_ROWS, TABLE_COLUMNS, TABLE_CHARACTERS = 100, 20, 8_000  # contract: table, tk
_SHOWN_PICTURE = re.compile(r"https://\S+\.(?:png|jpe?g|gif)(?:\?\S*)?\Z", re.IGNORECASE)  # contract: image
_SLACK_FILE = re.compile(r"F[A-Z0-9]{8,}\Z")  # contract: slack_file

Json = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Piece:
    """What a message takes whole. ``joins``: continues the rich text block before it. ``keeps``: must not
    be the last of a message. ``ends``: the message ends after it (Slack puts tables last). ``about``: the
    heading that it stands under, ``item``: the key of the item that it belongs to. ``size`` is in characters."""

    block: Json
    joins: bool = False
    keeps: bool = False
    ends: bool = False
    about: str = ""
    item: str = ""
    size: int = -1

    def __post_init__(self) -> None:
        if self.size < 0:
            is_quote = self.joins and self.block["elements"][0]["type"] == "rich_text_quote"
            size = text_size(self.block) + (len(rich_text.BLANK_LINE) if is_quote else 0)
            object.__setattr__(self, "size", size)

    def under(self, about: str, item: str = "") -> Piece:
        """The piece below a heading; ``replace`` takes twice as long."""
        return Piece(self.block, self.joins, self.keeps, self.ends, about, item, self.size)


def pieces(text: RichText) -> Iterator[Piece]:
    """The pieces of a text. Those of a block that stays the same are remembered: a draft is shown at each change."""
    for block in text:
        yield from _pieces_of(block, mention_names((block,)))


@remembered(REMEMBERED)
def _pieces_of(block: Block, _names: tuple[str, ...]) -> tuple[Piece, ...]:
    return tuple(_pieces(block))


def heading(text: str, level: int = 0) -> list[Piece]:
    """A heading that stays with what follows it; one too long for a header is a bold paragraph."""
    if len(text) <= blocks.HEADER_LENGTH:
        return [Piece(blocks.header(text, level), keeps=True)]
    return [Piece(piece.block, keeps=True) for piece in pieces((Paragraph((Text(text, BOLD),)),))]


def quiet(*texts: str) -> list[Piece]:
    """A line of small print that stays with what follows it; one too long for that is a paragraph."""
    said = [text for text in texts if text]
    if all(len(text) <= LONGEST_QUIET for text in said):
        return [Piece(blocks.context(*said), keeps=True)] if said else []
    return list(pieces(tuple(Paragraph((Text(text),)) for text in said)))


def pack(parts: Iterable[Piece], again: Sequence[Piece] = ()) -> list[list[Piece]]:
    """Pieces as the contents of as few messages as hold them, in order. All but the first begin with ``again``."""
    packed = [_Filling()]
    for part in parts:
        if not packed[-1].takes(part):
            packed.append(_begun(packed[-1], part, again))
        packed[-1].add(part)
    return [filling.pieces for filling in packed if len(filling.pieces) > filling.again]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Pieces that belong into one message. Where they do not fit, they go on in another one, below ``again``."""

    pieces: Sequence[Piece]
    again: Sequence[Piece] = ()


def pack_whole(chunks: Iterable[Chunk]) -> list[list[Piece]]:
    """Chunks as the contents of as few messages as hold them, in order; a message ends between two of them, and inside
    one only where that is longer than a message, or where Slack wants a message to end."""
    packed: list[list[Piece]] = []
    for chunk in chunks:
        if packed and len(pack([*packed[-1], *chunk.pieces])) == 1:
            packed[-1] = [*packed[-1], *chunk.pieces]
        else:
            packed += pack(chunk.pieces, chunk.again)
    return packed


def as_blocks(message: Iterable[Piece]) -> list[Json]:
    """The blocks of one message."""
    made: list[Json] = []
    for piece in message:
        previous = made[-1] if made else {}
        if piece.joins and previous.get("type") == "rich_text":
            joined = rich_text.join([*previous["elements"], *piece.block["elements"]])
            made[-1] = {**previous, "elements": joined}
        else:
            made.append(piece.block)
    return made


def say(sentence: Sentence, *more: Json) -> Message:
    """A message that says one thing, with what can be done about it below."""
    return message_of(blocks.words(sentence), *more)


def message_of(*shown: Json, about: Sentence = "") -> Message:
    """A message whose ``text`` holds all words of its blocks; first what it is ``about``, unless they begin with it."""
    words, title = spoken(shown), spoken([blocks.words(about)])
    return Message(text=words if words.startswith(title) else f"{title}\n{words}", blocks=shown)


def in_messages(about: Sentence, parts: Iterable[Piece]) -> list[Message]:
    """As many messages as the pieces need, for each of which ``about`` says what it is about."""
    return [message_of(*as_blocks(message), about=about) for message in pack(parts)]


def beneath(about: Sentence, parts: Iterable[Piece]) -> list[Message]:
    """Messages that begin with a sentence, and what stands beneath it."""
    return in_messages(about, [Piece(blocks.words(about), keeps=True), *parts])


@dataclass(slots=True)
class _Filling:
    """A message while it is filled."""

    pieces: list[Piece] = field(default_factory=list)
    blocks: int = 0
    size: int = 0
    again: int = 0  # how many of the pieces have only been said again

    @classmethod
    def below(cls, again: Sequence[Piece]) -> _Filling:
        made = cls()
        for piece in again:
            made.add(piece)
        made.again = len(again)
        return made

    def takes(self, part: Piece) -> bool:
        if self.pieces and self.pieces[-1].ends:
            return False
        return self.blocks + self._new_blocks(part) <= MOST_BLOCKS and self.size + part.size <= MOST_CHARACTERS

    def add(self, part: Piece) -> None:
        self.blocks += self._new_blocks(part)
        self.size += part.size
        self.pieces.append(part)

    def _new_blocks(self, part: Piece) -> int:
        return 0 if part.joins and self.pieces else 1


def _begun(last: _Filling, part: Piece, again: Sequence[Piece]) -> _Filling:
    """A message for ``part`` that begins with the headings at the end of the last one, if they fit together."""
    words = len(last.pieces)
    while words > last.again and last.pieces[words - 1].keeps:
        words -= 1
    begun = _Filling.below(again if words else ())
    for heading_piece in last.pieces[words:]:
        begun.add(heading_piece)
    if not begun.takes(part):
        return _Filling.below(again)
    del last.pieces[words:]
    return begun


def in_groups(things: Iterable[T], needs: Callable[[T], Sequence[int]], *most: int) -> list[list[T]]:
    """In order, as many to a group as it may hold: ``needs`` says of a thing how much it takes of each of ``most``.
    What is larger than that has a group of its own. At least one group."""
    groups: list[list[T]] = [[]]
    left: Sequence[int] = most
    for thing in things:
        wanted = needs(thing)
        if groups[-1] and any(want > room for want, room in zip(wanted, left, strict=True)):
            groups.append([])
            left = most
        left = [room - want for want, room in zip(wanted, left, strict=True)]
        groups[-1].append(thing)
    return groups


def in_parts(text: str, longest: int) -> list[str]:
    """Whole lines, as many characters to a part as it may hold; a line longer than that goes on in the next part."""
    lines = text.splitlines(keepends=True)
    pieces = (line[at : at + longest] for line in lines for at in range(0, len(line), longest))
    return ["".join(group) for group in in_groups(pieces, lambda piece: [len(piece)], longest)]


def text_size(part: Any) -> int:
    """The characters of a block, or of what stands in one, as Slack counts them (contract: bolt-js#2509)."""
    if isinstance(part, list):
        return sum(map(text_size, part))
    if not isinstance(part, dict):
        return 0
    if part.get("type") == "link":
        return len(part.get("text") or part["url"])
    size = 0
    for key, value in part.items():
        if not isinstance(value, str):
            size += text_size(value)
        elif key == "text":
            size += len(value)
    return size


def _pieces(block: Block) -> Iterator[Piece]:
    match block:
        case Heading():
            yield from (Piece(piece.block, keeps=True) for piece in _joining(block))
        case Rule():
            yield Piece(blocks.divider())
        case Image() if _is_in_slack(block):
            yield _shown({"slack_file": {"id": block.file}}, block)
        case Image() if _can_be_shown(block):
            yield _shown({"image_url": block.url}, block)
        case Table() if _is_a_slack_table(block):
            yield from _table(block)
        case Code(text, language):
            yield from (Piece(_rich(*rich_text.elements(Code(part, language)))) for part in in_parts(text, LONGEST_RUN))
        case _:
            yield from _joining(block)


def _shown(where: Json, image: Image) -> Piece:
    """A picture, with room for its description: that stands in its place where Slack cannot show it."""
    return Piece({"type": "image", **where, "alt_text": image.alt}, size=len(f"Image: {image.alt}"))


def _joining(block: Block) -> Iterator[Piece]:
    """Paragraphs, items and rows: one rich text block while they stay in one message."""
    joins = False
    for element in rich_text.elements(block):
        whole = Piece(_rich(element), joins=joins)
        if whole.size <= LONGEST_RUN:
            yield whole
        else:
            yield from (Piece(_rich(part), joins=joins or place > 0) for place, part in enumerate(_parted(element)))
        joins = True


def _parted(element: Json) -> Iterator[Json]:
    """A paragraph or list item longer than a message, as several paragraphs."""
    is_list = element["type"] == "rich_text_list"
    content = element["elements"][0]["elements"] if is_list else element["elements"]
    parts = (part for inline in content for part in _inline_parts(inline))
    first, *rest = in_groups(parts, lambda part: [text_size(part)], LONGEST_RUN)
    yield {**element, "elements": [blocks.section_of(first)] if is_list else first}
    yield from (blocks.section_of(run) if is_list else {**element, "elements": run} for run in rest)


def _inline_parts(inline: Json) -> Iterator[Json]:
    if text_size(inline) <= LONGEST_RUN:
        yield inline
        return
    text = inline["text"]
    yield from ({**inline, "text": text[start:end]} for start, end in _spans(text))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where to part a text: after a sentence, else after a word, else where there is no more room."""
    start = 0
    while len(text) - start > LONGEST_RUN:
        end = start + len(beginning(text[start : start + LONGEST_RUN]))
        yield start, end
        start = end
    yield start, len(text)


def _is_in_slack(image: Image) -> bool:
    """Whether it is a file that Slack has itself."""
    return 0 < len(image.alt) <= LONGEST_ALT and bool(_SLACK_FILE.match(image.file))


def _can_be_shown(image: Image) -> bool:
    """Whether Slack can fetch and show it; else its description and link stand in the text."""
    known = len(image.alt) <= LONGEST_ALT and len(image.url) <= LONGEST_ADDRESS
    return bool(image.alt) and known and bool(_SHOWN_PICTURE.match(image.url)) and is_web_address(image.url)


def _is_a_slack_table(table: Table) -> bool:
    cells = [cell for row in table.rows for cell in row]
    longest = max(text_size(_cell(cell)) for cell in cells)
    return len(table.rows[0]) <= TABLE_COLUMNS and longest <= TABLE_CHARACTERS // TABLE_COLUMNS


def _table(table: Table) -> Iterator[Piece]:
    """Tables of Slack's size: one a message, and the message ends there."""
    sides = [{"align": side or "left"} for side in table.align] if any(table.align) else []
    rows = ([_cell(cell) for cell in row] for row in table.rows)
    for group in in_groups(rows, lambda row: (1, text_size(row)), TABLE_ROWS, TABLE_CHARACTERS):
        yield Piece({"type": "table", "rows": group, **blocks.given(column_settings=sides)}, ends=True)


def _cell(content: Inlines) -> Json:
    if not content:
        return {"type": "raw_text", "text": " "}  # a cell must not be empty
    return _rich(rich_text.section(content))


def _rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}
