"""What an item says, in the order in which readers meet it alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings

from domain.compile import content_hash, item_key
from domain.correction import item_of, with_item, with_text
from domain.document import Document, Item
from domain.facts import Past
from domain.news import NewsItem, NewsKind
from domain.story import coming_up, counted, headline_of, kind_of, open_asks, story_of
from domain.text.markdown import parse
from domain.text.normal_form import paragraph
from domain.text.rich_text_walk import plain_text
from domain.update import Figure
from domain.welcome import introduced_as
from tests import strategies
from tests.unit.told import BINS, EDITION, EVENT, TOLD, compiled


def bins(document: Document) -> Item:
    item = item_of(document, item_key(BINS))
    assert item
    return item


def test_a_story_begins_with_its_headline_then_says_what_there_is_to_know() -> None:
    told = story_of(bins(compiled()))
    assert told.headline == "Round maps are live"
    assert told.about == (
        "Beta · On track · led by Aberhelyg County Council, with Dinas Wen and Glan Môr · contact: bins@example.org"
    )
    assert plain_text(told.text).startswith("We drew them.")
    assert "Round maps" not in plain_text(told.text)


def test_figures_read_as_people_say_them() -> None:
    said = plain_text(story_of(bins(compiled())).text)
    assert "40 homes tested · waiting time: 3 days" in said
    assert "homes tested: 40" not in said
    assert "The maps" in said  # which stands in the same list in the item's body
    assert counted(Figure("councils using it", Decimal("1200.5"))) == "1,200.5 councils using it"


def test_the_introduction_of_a_new_project_does_not_repeat_the_line_above_it() -> None:
    told = story_of(bins(compiled(past=Past({}))))
    assert told.headline == "Round maps are live"
    assert plain_text(told.text).startswith("New in these notes. Nobody misses a bin day.")
    assert "Aberhelyg" not in plain_text(told.text)


def test_nor_does_it_after_a_correction() -> None:
    published = compiled(past=Past({}))
    fresh = bins(compiled(replace(TOLD, headline="Maps are live")))
    corrected = with_item(published, introduced_as(bins(published), fresh), "A word.", EDITION.ends)
    told = story_of(bins(corrected))
    assert (told.headline, plain_text(told.text)[:43]) == (
        "Maps are live",
        "New in these notes. Nobody misses a bin day",
    )


def test_words_that_were_put_right_stay_the_words_of_the_story() -> None:
    other = parse("**Another headline**\n\nWe drew two.")
    corrected = bins(with_text(compiled(), item_key(BINS), other, "Two.", EDITION.ends))
    told = story_of(corrected)
    assert (headline_of(corrected), told.headline, told.text) == ("", "", other)
    assert open_asks(corrected) == []
    assert coming_up(with_text(compiled(), item_key(BINS), other, "Two.", EDITION.ends)) == []


def test_what_is_asked_and_what_is_coming_up() -> None:
    document = compiled()
    assert [ask.text for ask in open_asks(bins(document))] == ["Councils to test with", "A van"]
    assert [(one.when, one.what) for one in coming_up(document)] == [
        ("21 November 2025", "Show and tell"),
        ("1 December 2025, 2:30pm", "Launch"),
    ]


@pytest.mark.parametrize(("kind", "said"), [(NewsKind.SPOTLIGHT, "Spotlight"), (NewsKind.ANNOUNCEMENT, "")])
def test_a_spotlight_says_what_it_is(kind: NewsKind, said: str) -> None:
    item = compiled(TOLD, NewsItem(kind=kind, title="Bro Wennol", body=paragraph("They answer."))).items[0]
    assert kind_of(item) == story_of(item).about == said


def test_an_event_says_what_it_is_when_and_where() -> None:
    document = compiled(TOLD, EVENT)
    assert story_of(document.items[0]).about == "Event · Coming up: Friday 28 November 2025, 10am · Y Neuadd"
    assert [one.what for one in coming_up(document)] == ["Show and tell", "Bin day", "Launch"]


def test_what_approvals_are_tied_to_is_what_the_item_says() -> None:
    document = compiled()
    bare = replace(
        document, sections=tuple(replace(one, items=tuple(map(_bare, one.items))) for one in document.sections)
    )
    assert content_hash(document) == content_hash(bare)


def _bare(item: Item) -> Item:
    return Item(key=item.key, heading=item.heading, facts=item.facts, body=item.body)


@settings(max_examples=40)
@given(strategies.documents())
def test_a_story_of_which_nothing_more_is_known_is_its_item(document: Document) -> None:
    for item in document.items:
        told = story_of(item)
        assert (told.headline, told.text) == ("", item.body)
        assert all(fact.text in told.about for fact in item.facts)
