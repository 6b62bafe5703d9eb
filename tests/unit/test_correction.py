"""Putting right what is published: the words change, a dated note says so, and nothing else moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.correction import (
    note_from,
    noted,
    text_of,
    with_item,
    with_text,
    without_item,
)
from domain.document import CLOSING, INTRO, Document, Fact, Item, Section
from domain.edition import Edition, EditionMove, EditionState
from domain.errors import Conflict, WrongInput
from domain.text.normal_form import paragraph
from domain.text.rich_text import Image
from domain.text.rich_text_walk import plain_text
from rendering.formats import FORMATS
from rendering.slack.editions.edition import edition_messages

APRIL_3, APRIL_9 = date(2026, 4, 3), date(2026, 4, 9)
FERRY = Item(key="project-ferry", heading="Ferry Tickets", body=paragraph("Twelve boats sail."))
LAMPS = Item(key="project-lamps", heading="Lamp Posts", body=paragraph("They stand."))
PARTY = Item(key="news-1", heading="A party", body=(*paragraph("On the quay."), Image("A quay", "https://e.org/q.png")))
EDITION = Document(
    unit="Harbour Unit",
    number=7,
    starts=date(2026, 3, 5),
    ends=date(2026, 3, 18),
    title="Sprint Notes #7",
    covering="Covering 5 – 18 March 2026",
    intro=paragraph("Welcome."),
    sections=(
        Section(heading="News", items=(PARTY,)),
        Section(heading="Updates", items=(FERRY, LAMPS), note=paragraph("No update this time: Lamp Repairs.")),
    ),
    closing=paragraph("Goodbye."),
)


def shown(document: Document, key: str) -> str:
    """What readers see of an item, the introduction or the closing."""
    return plain_text(text_of(noted(document), key) or ())


def test_a_corrected_item_keeps_its_heading_and_ends_with_a_dated_note() -> None:
    right = Item(key=FERRY.key, heading="Boats", facts=(Fact("Status", "At risk"),), body=paragraph("Eleven boats."))
    once = with_item(EDITION, right, "eleven boats, not twelve", APRIL_3)
    assert noted(once).sections[1].items[0].heading == "Ferry Tickets"
    assert noted(once).sections[1].items[0].facts == (Fact("Status", "At risk"),)
    assert shown(once, FERRY.key) == "Eleven boats.\nCorrected on 3 April 2026: eleven boats, not twelve"
    assert replace(noted(once), sections=()) == replace(EDITION, sections=())
    assert noted(once).sections[1].items[1] == LAMPS

    twice = with_item(once, replace(right, body=paragraph("Ten boats.")), "ten boats", APRIL_9)
    assert shown(twice, FERRY.key) == (
        "Ten boats.\nCorrected on 3 April 2026: eleven boats, not twelve\nCorrected on 9 April 2026: ten boats"
    )


@pytest.mark.parametrize(("key", "was"), [(INTRO, "Welcome."), (CLOSING, "Goodbye."), (LAMPS.key, "They stand.")])
def test_any_other_text_is_corrected_as_one(key: str, was: str) -> None:
    assert shown(EDITION, key) == was
    changed = with_text(EDITION, key, paragraph("Other words."), "other words", APRIL_3)
    assert shown(changed, key) == "Other words.\nCorrected on 3 April 2026: other words"
    others = {INTRO, CLOSING, FERRY.key, PARTY.key} - {key}
    assert [text_of(noted(changed), other) for other in others] == [text_of(EDITION, other) for other in others]


def test_pictures_stay_below_words_that_are_corrected() -> None:
    changed = with_text(EDITION, PARTY.key, paragraph("On the pier."), "the pier", APRIL_3)
    assert text_of(changed, PARTY.key) == (*paragraph("On the pier."), Image("A quay", "https://e.org/q.png"))


def test_what_is_not_there_cannot_be_corrected() -> None:
    assert text_of(EDITION, "project-gone") is None
    assert with_text(EDITION, "project-gone", paragraph("x"), "x", APRIL_3) == EDITION


def test_an_item_that_was_taken_down_leaves_a_dated_line_in_its_section() -> None:
    corrected = with_text(EDITION, FERRY.key, paragraph("Eleven."), "eleven", APRIL_3)
    gone = without_item(corrected, FERRY.key, APRIL_9)
    assert gone.items == (PARTY, LAMPS)
    assert gone.corrections == ()
    line = "An item was taken down on 9 April 2026."
    assert [plain_text(section.note) for section in gone.sections] == [
        "",
        f"No update this time: Lamp Repairs.\n{line}",
    ]
    assert plain_text(without_item(gone, PARTY.key, APRIL_9).sections[0].note) == line
    assert without_item(gone, FERRY.key, APRIL_9) == gone


def test_every_format_shows_the_note() -> None:
    corrected = with_text(EDITION, INTRO, paragraph("Hello."), "hello", APRIL_3)
    note = "Corrected on 3 April 2026: hello"
    for name in ("markdown", "html", "text"):
        assert note in FORMATS[name].render(corrected)
    assert '"on": "2026-04-03"' in FORMATS["json"].render(corrected)
    assert note in str(edition_messages(corrected))
    assert "corrections" not in FORMATS["json"].render(EDITION)


@pytest.mark.parametrize("state", [state for state in EditionState if state is not EditionState.PUBLISHED])
def test_only_what_is_published_is_corrected(state: EditionState) -> None:
    closed = datetime(2026, 3, 18, 17, tzinfo=UTC)
    edition = Edition(id="E7", number=7, starts=EDITION.starts, ends=EDITION.ends, closes_at=closed, state=state)
    with pytest.raises(Conflict, match=rf"Sprint Notes #7 is {state}, so there is nothing to correct yet\."):
        edition.must_allow(EditionMove.CORRECT)
    replace(edition, state=EditionState.PUBLISHED).must_allow(EditionMove.CORRECT)


@pytest.mark.parametrize(("typed", "said"), [(" \n", "Say it."), ("x" * 151, "Shorten this to 150 characters.")])
def test_a_note_is_a_line_that_says_something(typed: str, said: str) -> None:
    with pytest.raises(WrongInput) as told:
        note_from(typed, "corrected", "Say it.")
    assert (told.value.place, str(told.value)) == ("corrected", said)
    assert note_from(" eleven\n boats ", "corrected", "Say it.") == "eleven boats"
