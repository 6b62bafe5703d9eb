"""Putting right what is published, or taking it down: a dated note says so, and the rest stays to the letter."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from domain import english
from domain.document import CLOSING, INTRO, Correction, Document, Item, Section
from domain.errors import WrongInput
from domain.text.normal_form import paragraph
from domain.text.rich_text import Image, RichText, Style

LONGEST_NOTE = 150  # characters
ITALIC = Style(italic=True)


def note_from(typed: str, place: str, ask: str) -> str:
    """The line that says what was done; raises ``WrongInput`` about the input called ``place`` with what to write."""
    line = " ".join(typed.split())
    if not line:
        raise WrongInput(place, ask)
    if len(line) > LONGEST_NOTE:
        raise WrongInput(place, f"Shorten this to {LONGEST_NOTE} characters.")
    return line


def item_of(document: Document, key: str) -> Item | None:
    """The item with this key."""
    return next((item for item in document.items if item.key == key), None)


def text_of(document: Document, key: str) -> RichText | None:
    """The words that can be put right as one text: those of an item, the introduction or the closing."""
    if key in (INTRO, CLOSING):
        return document.intro if key == INTRO else document.closing
    item = item_of(document, key)
    return item.body if item else None


def without_pictures(text: RichText) -> RichText:
    """The words of a text, for a form: its pictures stay as they are."""
    return tuple(block for block in text if not isinstance(block, Image))


def with_item(document: Document, item: Item, note: str, on: date) -> Document:
    """With an item in place of the one with its key, under the heading that it was published with."""
    changed = _with_items(document, lambda old: replace(item, heading=old.heading) if old.key == item.key else old)
    return _corrected(changed, item.key, note, on)


def with_text(document: Document, key: str, text: RichText, note: str, on: date) -> Document:
    """With other words in an item, the introduction or the closing. Pictures stay, below the words."""
    words_now = (*text, *(block for block in text_of(document, key) or () if isinstance(block, Image)))
    if key in (INTRO, CLOSING):
        changed = replace(document, intro=words_now) if key == INTRO else replace(document, closing=words_now)
        return _corrected(changed, key, note, on)
    item = item_of(document, key)
    if item is None:
        return document
    gist = replace(item.gist, asks=(), dates=(), figures=())  # whoever wrote these words may have changed them
    return with_item(document, replace(item, body=words_now, gist=gist), note, on)


def without_item(document: Document, key: str, on: date) -> Document:
    """With an item taken down: a dated line in its section says so, and what was corrected in it goes with it."""
    taken = paragraph(f"An item was taken down on {english.day(on)}.", ITALIC)
    return replace(
        document,
        sections=tuple(_without(section, key, taken) for section in document.sections),
        corrections=tuple(one for one in document.corrections if one.key != key),
    )


def recounted(document: Document, was: Document, now: Document) -> Document:
    """A published document after an item has gone: what its title, welcome and thank-you count and name is what is in
    it ``now``. What editors have corrected since it was compiled as it ``was`` stays theirs."""
    frame = {name: getattr(now, name) for name in ("title", INTRO, CLOSING) if _same(document, was, name)}
    return replace(document, **frame)


def _same(document: Document, was: Document, name: str) -> bool:
    return bool(getattr(document, name) == getattr(was, name))


def noted(document: Document) -> Document:
    """As readers see it: each correction is a dated line at the end of what was corrected."""
    if not document.corrections:
        return document
    intro, closing = (_with_notes(document, key) for key in (INTRO, CLOSING))
    told = _with_items(document, lambda item: replace(item, body=_with_notes(document, item.key)))
    return replace(told, intro=intro, closing=closing, corrections=())


def _with_notes(document: Document, key: str) -> RichText:
    notes = [one for one in document.corrections if one.key == key]
    lines = (paragraph(f"Corrected on {english.day(one.on)}: {one.note}", ITALIC) for one in notes)
    return (*(text_of(document, key) or ()), *(block for line in lines for block in line))


def _corrected(document: Document, key: str, note: str, on: date) -> Document:
    return replace(document, corrections=(*document.corrections, Correction(key, on, note)))


def _with_items(document: Document, change: Callable[[Item], Item]) -> Document:
    sections = (replace(section, items=tuple(map(change, section.items))) for section in document.sections)
    return replace(document, sections=tuple(sections))


def _without(section: Section, key: str, line: RichText) -> Section:
    items = tuple(item for item in section.items if item.key != key)
    return section if items == section.items else replace(section, items=items, note=(*section.note, *line))
