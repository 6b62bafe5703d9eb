"""What is public of a unit's editions: copies, made of what its readers were told and of nothing else."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from domain import english
from domain.compile import ask_text, date_text, figure_text
from domain.document import (
    CONTACT,
    LED_BY,
    NEWS,
    PHASE,
    PROJECT,
    STATUS,
    WITH,
    Correction,
    Document,
    Fact,
    Item,
    ref_of,
)
from domain.glossary import Term
from domain.mentions import Names, named, names_in
from domain.names import folded
from domain.news import Event
from domain.project import Project
from domain.text.inline import plain
from domain.text.rich_text import MentionKind
from domain.text.rich_text_walk import inlines_of, innermost, plain_text
from domain.update import Ask, Figure, PlannedDate, UpdateContent

LONGEST_SLUG = 60  # characters
LONGEST_SEARCH = 200
_CLEAN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """How a unit shows its editions on the web, from the one with number ``first_edition`` on. ``slug`` is what the
    unit is called in addresses; with ``people`` those are named whom texts mention, and projects' contacts."""

    slug: str = ""
    is_on: bool = False
    first_edition: int = 1
    people: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a project's item says that is more than words: only what readers can read in it."""

    lead: str = ""
    partners: tuple[str, ...] = ()
    phase: str = ""
    status: str = ""
    headline: str = ""
    aims: str = ""
    asks: tuple[Ask, ...] = ()
    figures: tuple[Figure, ...] = ()
    dates: tuple[PlannedDate, ...] = ()

    @property
    def organisations(self) -> tuple[str, ...]:
        """Who leads it, and with whom."""
        return tuple(dict.fromkeys(filter(None, (self.lead, *self.partners))))


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedItem:
    """An item as its readers have it, with the notes of what was corrected in it. ``project_id`` is empty for news;
    two with the same ``digest``, if they have one, say the same."""

    number: int
    item: Item
    said: Said = Said()
    event: Event | None = None
    project_id: str = ""
    updated_at: datetime
    digest: str = field(default="", compare=False)

    @property
    def key(self) -> str:
        """What it is called in addresses: a project's key, or the name of an item of news."""
        return key_in_addresses(self.item)


@dataclass(frozen=True, slots=True)
class Gone:
    """An item that was taken down, by its short name, and on which day."""

    ref: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedEdition:
    """An edition without its long words; ``terms`` are the abbreviations in it that the unit has explained."""

    id: str
    number: int
    title: str
    unit: str
    starts: date
    ends: date
    published_at: datetime
    updated_at: datetime
    corrections: tuple[Correction, ...] = ()
    gone: tuple[Gone, ...] = ()
    terms: tuple[Term, ...] = ()

    @property
    def covering(self) -> str:
        """``25 November – 8 December 2021``."""
        return english.period(self.starts, self.ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A whole edition as it is public: what was corrected in it is noted in the document."""

    edition: PublishedEdition
    document: Document
    items: tuple[PublishedItem, ...]


def key_in_addresses(item: Item) -> str:
    """See ``PublishedItem.key``: the anchor of an item in the page of its edition, and a project's last step in the
    address of its page. What cannot stand there as it is becomes a slug with a part of a hash, which no other has."""
    key = item.key.removeprefix(PROJECT) if item.is_project else item.key
    if _CLEAN.fullmatch(key) and not (item.is_project and key.startswith(NEWS)):
        return key
    return f"{slug_of(key) or 'item'}-{item.ref[:8]}"


def said_in(item: Item, project: Project | None, update: UpdateContent | None) -> Said:
    """What an item says: of the project and its update only what stands in the item's own words."""
    facts = {fact.label: fact.text for fact in item.facts}
    text, together = _lines(item), facts.get(WITH, "")
    partners = project.partners if project else ()
    content = update or UpdateContent()
    return Said(
        lead=facts.get(LED_BY, ""),
        partners=partners if english.listing(partners) == together else tuple(filter(None, [together])),
        phase=facts.get(PHASE, "").lower(),
        status=facts.get(STATUS, "").lower(),
        headline=content.headline if _stands(content.headline, text) else "",
        aims=project.aims if project and project.aims and project.aims in text else "",
        asks=tuple(ask for ask in content.asks if _stands(plain_text(ask_text(ask)), text)),
        figures=tuple(one for one in content.figures if _stands(figure_text(one), text)),
        dates=tuple(one for one in content.dates if _stands(plain(date_text(one)), text)),
    )


def _lines(item: Item) -> str:
    return f"\n{plain_text(item.body)}\n"


def _stands(words: str, text: str) -> bool:
    return bool(words) and f"\n{words}\n" in text


def gone_since(before: Copy | None, document: Document, on: date) -> tuple[Gone, ...]:
    """What was taken down of an edition so far."""
    if before is None:
        return ()
    there = {item.ref for item in document.items}
    gone = (Gone(one.item.ref, on) for one in before.items if one.item.ref not in there)
    return (*before.edition.gone, *gone)


def terms_in(document: Document, terms: Iterable[Term]) -> tuple[Term, ...]:
    """The explained abbreviations that stand in an edition."""
    return standing(terms, " ".join(_all_words(document)))


def standing(terms: Iterable[Term], words: str) -> tuple[Term, ...]:
    """Those that have a meaning and stand in some words."""
    return tuple(term for term in terms if term.meaning and re.search(rf"(?<!\w){re.escape(term.name)}(?!\w)", words))


def _all_words(document: Document) -> Iterator[str]:
    yield plain_text((*document.intro, *document.closing))
    for section in document.sections:
        yield plain_text(section.note)
        yield from (all_words(item) for item in section.items)


def all_words(item: Item) -> str:
    """Everything that an item says."""
    return "\n".join((item.heading, *(fact.text for fact in item.facts), plain_text(item.body)))


def words_of(item: Item) -> str:
    """What a search looks through: without the names of people that may not be shown."""
    return folded(all_words(item_for_readers(item)))


def document_for_readers(document: Document, *, people: bool) -> Document:
    """The document as anybody may read it on the web."""
    if people:
        return document
    without = named(document, _unnamed(document))
    sections = (replace(section, items=tuple(map(_without_contact, section.items))) for section in without.sections)
    return replace(without, sections=tuple(sections))


def item_for_readers(item: Item, *, people: bool = False) -> Item:
    """An item as anybody may read it on the web."""
    return item if people else _without_contact(named(item, _unnamed(item)))


def _unnamed(thing: object) -> Names:
    return {one: None for one in names_in(thing) if one[0] is MentionKind.USER}


def _without_contact(item: Item) -> Item:
    facts: Sequence[Fact] = [fact for fact in item.facts if fact.label != CONTACT]
    return replace(item, facts=tuple(facts))


def slug_of(name: str) -> str:
    """A name as it stands in addresses: ``newcastle-city-council``."""
    words = re.sub(r"[^\w]+", "-", folded(name).replace("&", " and ")).replace("_", "-").strip("-")
    return unicodedata.normalize("NFC", words[:LONGEST_SLUG]).strip("-")


def address_of(name: str) -> str:
    """An organisation's name as the last step of the address of its page: never empty."""
    return slug_of(name) or ref_of(name)


def first_words(item: Item, most: int = 200) -> str:
    """How an item begins, for lists and previews: without the names of people, whoever may see them."""
    for block in innermost(item_for_readers(item).body):
        for inlines in inlines_of(block):
            if words := " ".join(plain(inlines).split()):
                return words if len(words) <= most else f"{english.beginning(words[:most]).rstrip()} …"
    return ""
