"""Who is in and who is not: a table with a mark in words for each project, and the counts above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.edition import Edition
from rendering.slack.kit import blocks
from rendering.slack.kit.ids import Action, Callback
from rendering.slack.kit.pages import paged

MOST_ROWS = 99  # contract: table, beside the row that names the columns
LONGEST_NAMES = 5_000  # characters of all of them in the table
BETWEEN = " · "


class Mark(StrEnum):
    """What there is to say of a project in an edition, in the order of the words; the last is to be seen first."""

    IN = "In"
    LATE = "Late"
    BY_EDITOR = "By an editor"
    NOTHING = "Nothing to report"
    HELD = "Held back"
    OBJECTION = "Lead objects"
    MISSING = "Missing"


URGENCY = {mark: -place for place, mark in enumerate(Mark)}
ALWAYS = (Mark.IN, Mark.MISSING)  # counted where there is none, too


@dataclass(frozen=True, slots=True)
class Listed:
    """A project, or an item of news that is held back, with its marks; ``link`` leads to its story in the draft."""

    name: str
    marks: Sequence[Mark]
    link: str = ""

    @property
    def in_words(self) -> str:
        """``In, late``."""
        said = ", ".join(mark for mark in Mark if mark in self.marks)
        return said.capitalize()

    @property
    def urgency(self) -> int:
        """The smaller, the sooner it is to be seen."""
        return min(URGENCY[mark] for mark in self.marks)


def counts(listed: Sequence[Listed]) -> str:
    """``In (10) · Late (1) · Missing (2)``."""
    of = {mark: sum(mark in one.marks for one in listed) for mark in Mark}
    return BETWEEN.join(f"{mark} ({n})" for mark, n in of.items() if n or mark in ALWAYS)


def in_table(listed: Sequence[Listed]) -> bool:
    """Whether a message can hold all of them in its table."""
    return 0 < len(listed) <= MOST_ROWS


def table(listed: Sequence[Listed]) -> blocks.Block:
    """A row for each, those that need somebody first."""
    length = max(blocks.SHORTEST_NAME, LONGEST_NAMES // len(listed))
    columns = [[_cell("Project"), _cell("Update")]]
    rows = [[_name(one, length), _cell(one.in_words)] for one in _seen_first(listed)]
    return {"type": "table", "rows": columns + rows}


def open_list(edition: Edition) -> blocks.Block:
    """“See who is in and who is missing”, in the card's menu: where they are too many for a table."""
    return blocks.choice("See who is in and who is missing", Action.PROJECTS_IN, edition.id)


def in_modal(listed: Sequence[Listed], edition: Edition, page: int = 0) -> blocks.Block:
    """All of them, page by page."""
    rows = [
        [blocks.paragraph(*_linked(one, blocks.HEADER_LENGTH), *blocks.inlines(f": {one.in_words}"))]
        for one in _seen_first(listed)
    ]
    shown = paged(rows, page, Action.PROJECTS_IN_PAGE, edition.id)
    title = f"Updates of edition {edition.number}"
    return blocks.modal(title, [blocks.words(counts(listed)), *shown], callback=Callback.PROJECTS_IN)


def _seen_first(listed: Sequence[Listed]) -> list[Listed]:
    return sorted(listed, key=lambda one: one.urgency)


def _name(one: Listed, length: int) -> blocks.Block:
    return blocks.paragraph(*_linked(one, length))


def _linked(one: Listed, length: int) -> list[blocks.Block]:
    name = blocks.shortened(one.name, length)
    return [{"type": "link", "url": one.link, "text": name}] if one.link else blocks.inlines(name)


def _cell(text: str) -> blocks.Block:
    return {"type": "raw_text", "text": text}
