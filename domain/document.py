"""The compiled edition as a tree, before any format. Renderers read nothing else."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from domain.news import NewsKind
from domain.text.rich_text import RichText
from domain.update import Ask, Figure, PlannedDate

PROJECT, NEWS = "project-", "news-"  # how the keys of items begin
INTRO, CLOSING = "intro", "closing"
LED_BY, WITH, PHASE, STATUS, CONTACT = "Led by", "With", "Phase", "Status", "Contact"  # labels of facts, as are these:
COMING_UP, TOOK_PLACE, WHERE = "Coming up", "Took place", "Where"
REF_LENGTH = 16  # hexadecimal digits


@dataclass(frozen=True, slots=True)
class Fact:
    """A short line under an item's heading, such as ``Led by: Newcastle City Council``."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What an item says, in parts, for whoever shows them apart or on a front page. All of it stands in the item's body
    and facts as well, but for the ``kind`` of a piece of news; ``aims`` are those of a project that is introduced, else
    None."""

    kind: NewsKind | None = None
    headline: str = ""
    aims: str | None = None
    asks: tuple[Ask, ...] = ()
    dates: tuple[PlannedDate, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece of news or one project's update. ``key`` is unique in its document and stable. What an item says is
    its ``body``; its ``gist`` tells nothing more, so items that differ in it alone are equal."""

    key: str
    heading: str
    facts: tuple[Fact, ...] = ()
    body: RichText = ()
    gist: Gist = field(default=Gist(), compare=False, repr=False)

    def fact(self, label: str) -> str:
        """What it says of itself under a label; empty where it says nothing of that."""
        return next((fact.text for fact in self.facts if fact.label == label), "")

    @property
    def is_project(self) -> bool:
        """Whether it is a project's update, and not news."""
        return self.key.startswith(PROJECT)

    @property
    def ref(self) -> str:
        """The key in as few characters as a button's id may have: projects' keys can be of any length."""
        return ref_of(self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A named part of the edition; ``note`` closes it (who had no update this time)."""

    heading: str
    items: tuple[Item, ...] = ()
    note: RichText = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """What was put right in a published item, or in its ``INTRO`` or ``CLOSING``, and on which day."""

    key: str
    on: date
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole edition: titled "Sprint Notes #39", covering "25 November – 8 December 2021" in words."""

    unit: str
    number: int
    starts: date
    ends: date
    title: str
    covering: str
    intro: RichText = ()
    sections: tuple[Section, ...] = ()
    closing: RichText = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """The items of all sections."""
        return tuple(item for section in self.sections for item in section.items)


def without_gists(document: Document) -> Document:
    """The document in its words alone: what hashes are made of, and what is written into files."""
    bare = (
        replace(section, items=tuple(replace(item, gist=Gist()) for item in section.items))
        for section in document.sections
    )
    return replace(document, sections=tuple(bare))


def ref_of(key: str) -> str:
    """See ``Item.ref``."""
    return hashlib.sha256(key.encode()).hexdigest()[:REF_LENGTH]


def texts(document: Document) -> Iterator[RichText]:
    """Every text in the document, in order."""
    yield document.intro
    for section in document.sections:
        yield from (item.body for item in section.items)
        yield section.note
    yield document.closing
