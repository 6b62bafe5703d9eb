"""An item in the order in which readers meet it alone: its headline, then what there is to know of it, then its text.
Nothing is said twice, and nothing that the item says is left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from domain.compile import figures_part, headline_part
from domain.document import COMING_UP, CONTACT, LED_BY, PHASE, STATUS, WHERE, WITH, Document, Item
from domain.english import day_and_time
from domain.news import NewsKind
from domain.text.normal_form import joined, paragraph
from domain.text.rich_text import List, RichText
from domain.text.rich_text_walk import plain_text
from domain.update import SETTLED, Ask, Figure
from domain.welcome import NEW_HERE

KINDS = {NewsKind.EVENT: "Event", NewsKind.SPOTLIGHT: "Spotlight"}
SAID = {PHASE: "", STATUS: "", LED_BY: "led by ", WITH: "with ", CONTACT: "contact: ", WHERE: ""}  # before a fact
FIRST = (PHASE, STATUS)
BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class Story:
    """An item's ``headline`` (news have none beside their title), what there is to know ``about`` it in one line, and
    its ``text``."""

    headline: str
    about: str
    text: RichText


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that is to come on a day, ``when`` in words, and of which item."""

    on: date
    when: str
    what: str
    item: Item


def story_of(item: Item) -> Story:
    """The item, in parts."""
    introduced, words = _introduced(item)
    headline = headline_of(item)
    text = _counting(words[len(headline_part(headline)) :], item.gist.figures)
    return Story(headline, _about(item), joined((*introduced, *text)))


def headline_of(item: Item) -> str:
    """The item's headline, as long as its body says so: its words may have been put right."""
    part, (_, words) = headline_part(item.gist.headline), _introduced(item)
    return item.gist.headline if words[: len(part)] == part else ""


def kind_of(item: Item) -> str:
    """What an item of news is, where that is to be said and its title does not say it."""
    said = KINDS.get(item.gist.kind, "") if item.gist.kind else ""
    return "" if item.heading.casefold().startswith(said.casefold()) else said


def open_asks(item: Item) -> list[Ask]:
    """The help that is still wanted."""
    return [ask for ask in item.gist.asks if ask.outcome not in SETTLED]


def coming_up(document: Document) -> list[Coming]:
    """What the edition says is to come, the soonest first."""
    return sorted(_coming(document), key=lambda one: one.on)


def _coming(document: Document) -> Iterator[Coming]:
    for item in document.items:
        for planned in item.gist.dates:
            when = item.fact(COMING_UP) or day_and_time(planned.day, planned.at)
            if item.fact(COMING_UP) or (planned.outcome not in SETTLED and planned.day > document.ends):
                yield Coming(planned.day, when, planned.event, item)


def counted(figure: Figure) -> str:
    """``40 homes tested``; what has a unit is no number of something: ``waiting time: 3 days``."""
    if figure.unit:
        return f"{figure.label}: {figure.number:,f} {figure.unit}"
    return f"{figure.number:,f} {figure.label}"


def _about(item: Item) -> str:
    """``Beta · On track · led by …, with …``; of some news what it is."""
    told, before = kind_of(item), ""
    for fact in sorted(item.facts, key=lambda fact: FIRST.index(fact.label) if fact.label in FIRST else len(FIRST)):
        between = ", " if (before, fact.label) == (LED_BY, WITH) else BETWEEN
        said = f"{SAID.get(fact.label, f'{fact.label}: ')}{fact.text}"
        told = f"{told}{between}{said}" if told else said
        before = fact.label
    return told


def _introduced(item: Item) -> tuple[RichText, RichText]:
    """What a new project is introduced with, as far as no line above it says so, and the body after that."""
    first, aims = plain_text(item.body[:1]), paragraph(item.gist.aims or "")[:1]
    if not first.startswith(f"{NEW_HERE}: "):
        return (), item.body
    if item.gist.aims is None or not first.endswith(plain_text(aims)):
        return item.body[:1], item.body[1:]
    return paragraph(f"{NEW_HERE}. {plain_text(aims)}"), item.body[1:]


def _counting(text: RichText, figures: tuple[Figure, ...]) -> RichText:
    """The text with its figures in one line; links may follow them in the same list."""
    for place, two in enumerate(pairwise(text)):
        listed = two[1]
        if figures and isinstance(listed, List):
            said, rest = List(listed.items[: len(figures)]), List(listed.items[len(figures) :])
            if (two[0], said) == figures_part(figures):
                line = paragraph(BETWEEN.join(map(counted, figures)))
                return (*text[: place + 1], *line, *([rest] if rest.items else ()), *text[place + 2 :])
    return text
