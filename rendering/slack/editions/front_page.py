"""The front page of an edition: what it is, what is in it and where, in one message if that can be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from domain.correction import noted
from domain.delivery import Message
from domain.document import PHASE, STATUS, Document, Item
from domain.english import day
from domain.story import BETWEEN, coming_up, headline_of, kind_of, open_asks
from domain.text.normal_form import normalise
from domain.text.rich_text import BOLD, Inline, Inlines, Link, List, Paragraph, RichText, Text
from rendering.slack.editions.story import EDITION, ITEM, SECTION, continued
from rendering.slack.kit.messages import Chunk, Piece, as_blocks, heading, message_of, pack_whole, pieces, quiet

IN_IT, WANTED, COMING = "In this edition", "Help wanted", "Coming up"
ADDING = "The stories are being added below."
ADDED = "Each name leads to its story in the thread below."
THERE = "The stories are in the thread below."  # where Slack does not say of each where it is to be read


@dataclass(frozen=True, slots=True)
class Lines:
    """How the items are named: with the ``links`` to their stories, by their short names, with their headlines and
    their phases as far as there is room."""

    links: Mapping[str, str] = field(default_factory=dict)
    headlines: bool = True
    phases: bool = True

    def name(self, item: Item) -> Inline:
        """The name of an item, which leads to its story."""
        link = self.links.get(item.ref)
        return Link(link, item.heading, BOLD) if link else Text(item.heading, BOLD)

    def line(self, item: Item) -> Inlines:
        """``Bins: Round maps are live · On track · Beta``."""
        headline = headline_of(item) if self.headlines else ""
        marks = (kind_of(item), item.fact(STATUS), item.fact(PHASE) if self.phases else "")
        told = "".join(f"{BETWEEN}{mark}" for mark in marks if mark)
        return (self.name(item), Text(f"{f': {headline}' if headline else ''}{told}"))


def front_page(document: Document, links: Mapping[str, str] | None = None, note: str = "") -> list[Message]:
    """One message, or as few as hold it, which end between its sections. ``links`` lead to the stories, by the short
    names of their items; ``note`` says where the stories are. Where there is no room, the lines do without phases, and
    then without headlines."""
    ways = [Lines(links or {}, *shown) for shown in ((True, True), (True, False), (False, False))]
    made = [pack_whole(_chunks(noted(document), lines, note)) for lines in ways]
    packed = next(one for one in made if len(one) == len(made[-1]))
    titles = [document.title, *[f"{document.title}{' (continued)'}"] * len(packed)]
    return [message_of(*as_blocks(message), about=about) for message, about in zip(packed, titles, strict=False)]


def front_page_count(document: Document) -> int:
    """How many messages the front page takes."""
    return len(pack_whole(_chunks(noted(document), Lines(headlines=False, phases=False), ADDED)))


def _chunks(document: Document, lines: Lines, note: str) -> Iterator[Chunk]:
    again = continued(document.title, EDITION)
    about = quiet(document.unit, document.covering)
    yield Chunk([*heading(document.title, EDITION), *about, *pieces(document.intro)], again)
    begins = [*heading(IN_IT, SECTION), *quiet(note)]
    for section in document.sections:
        if section.items:
            listed = _listed(lines.line(item) for item in section.items)
            yield Chunk([*begins, *heading(section.heading, ITEM), *listed], again)
            begins = []
    for title, told in ((WANTED, _asks(document, lines)), (COMING, _coming(document, lines))):
        if listed := _listed(told):
            yield Chunk([*heading(title, SECTION), *listed], again)
    for text in (*(section.note for section in document.sections), document.closing):
        if text:
            yield Chunk(list(pieces(text)), again)


def _asks(document: Document, lines: Lines) -> Iterator[Inlines]:
    for item in document.items:
        for ask in open_asks(item):
            until = f"{BETWEEN}by {day(ask.last_day)}" if ask.last_day else ""
            yield Text(f"{ask.text}{until}{BETWEEN}"), lines.name(item)


def _coming(document: Document, lines: Lines) -> Iterator[Inlines]:
    for one in coming_up(document):
        if one.item.is_project:
            yield Text(f"{one.when}: {one.what}{BETWEEN}"), lines.name(one.item)
        else:
            yield Text(f"{one.when}: "), lines.name(one.item)


def _listed(lines: Iterator[Inlines]) -> list[Piece]:
    items: tuple[RichText, ...] = tuple((Paragraph(line),) for line in lines)
    return list(pieces(normalise((List(items),)))) if items else []
