"""The front page of an edition, and the stories below it, at the sizes that there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from domain.compile import compile_edition
from domain.document import Document
from domain.project import Phase, Project, Status
from domain.text.markdown import parse
from domain.text.normal_form import paragraph
from domain.unit import Unit
from domain.update import Ask, PlannedDate, UpdateContent
from rendering.slack.editions.edition import in_a_row, message_counts
from rendering.slack.editions.front_page import ADDED, ADDING, front_page, front_page_count
from rendering.slack.editions.story import chunk_of, stories, story, story_count
from rendering.slack.kit.messages import as_blocks, pack
from tests import strategies
from tests.unit.judges import JUDGES, Judge
from tests.unit.surfaces import EDITION, fine

WELCOME = "Welcome to these notes, in which a lot has happened in very many places. "
BODY = parse("We met councils and they said yes. " * 60)  # 2,100 characters


def edition_of(count: int, *, headline: int = 150, welcome: int = 600, **more: Any) -> Document:
    """So many updates with headlines so long, below a welcome so long, and some that are missing."""
    projects = [
        Project(id=f"P{n}", key=f"p{n}", name=f"Project {n:03} of the council", lead_organisation="Dinas Wen")
        for n in range(count + 3)
    ]
    told = UpdateContent(
        headline=("Tested with homes " * 9)[:headline], body=BODY, status=Status.AT_RISK, phase=Phase.ALPHA, **more
    )
    edition = replace(EDITION, intro=parse((WELCOME * 30)[:welcome]), closing=paragraph("Thank you all."))
    updates = {project.id: told for project in projects[:count]}
    return compile_edition(
        Unit(
            name="The Unit",
        ),
        edition,
        projects,
        updates,
        [],
    )


def links_of(document: Document) -> dict[str, str]:
    return {item.ref: f"https://acme.slack.com/archives/C1/p{n:016}?thread_ts=1.2&cid=C1" for n, item in
            enumerate(document.items)}  # fmt: skip


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("welcome", [0, 600, 2_000])
@pytest.mark.parametrize("count", [1, 14, 40, 60, 100])
def test_a_front_page_of_any_size_is_what_slack_takes(count: int, welcome: int, judge: Judge) -> None:
    document = edition_of(count, welcome=welcome)
    for links in ({}, links_of(document)):
        pages = front_page(document, links, ADDING)
        fine(judge, *pages)
        said = "\n".join(page.text for page in pages)
        assert all(said.count(item.heading) == 1 for item in document.items)
        assert said.count(WELCOME[:70]) == len((WELCOME * 30)[:welcome]) // len(WELCOME) or not welcome
        assert "No update this time: Project" in said
        assert said.endswith("Thank you all.")


@pytest.mark.parametrize(("count", "pages"), [(14, 1), (40, 1), (60, 1), (100, 1)])
def test_it_is_one_message(count: int, pages: int) -> None:
    document = edition_of(count)
    assert len(front_page(document, links_of(document), ADDED)) == front_page_count(document) == pages


def test_lines_lose_the_phase_first_and_then_the_headline() -> None:
    def shown(count: int) -> tuple[bool, bool, bool]:
        said = front_page(edition_of(count))[0].text
        return "Tested with homes" in said, "At risk" in said, "Alpha" in said

    ways = list(dict.fromkeys(shown(count) for count in range(40, 61)))
    assert ways == [(True, True, True), (True, True, False), (False, True, False)]


def test_what_does_not_fit_goes_on_at_the_boundary_of_a_section() -> None:
    document = edition_of(60, asks=(Ask("Help us to test it with people " * 3, date(2021, 12, 24)),))
    first, second = front_page(document)
    assert [block["text"]["text"] for block in second.blocks if block["type"] == "header"] == ["Help wanted"]
    assert all(item.heading in first.text for item in document.items)
    assert second.text.startswith("Sprint Notes #39 (continued)\n")
    assert second.text.count("by 24 December 2021") == 60


def test_what_it_says() -> None:
    document = edition_of(
        1,
        headline=17,
        welcome=72,
        asks=(Ask("Councils to test with", date(2021, 12, 31)),),
        dates=(PlannedDate("Launch", date(2021, 12, 24)),),
    )
    (page,) = front_page(document, links_of(document), ADDED)
    assert page.text == (
        "Sprint Notes #39\n"
        "The Unit\nCovering 25 November – 8 December 2021\n"
        f"{WELCOME.strip()}\n"
        "In this edition\n"
        f"{ADDED}\n"
        "Funded project updates\n"
        "• Project 000 of the council: Tested with homes · At risk · Alpha\n"
        "Help wanted\n"
        "• Councils to test with · by 31 December 2021 · Project 000 of the council\n"
        "Coming up\n"
        "• 24 December 2021: Launch · Project 000 of the council\n"
        "No update this time: Project 001 of the council, Project 002 of the council and Project 003 of the council.\n"
        "Thank you all."
    )
    headers = [(block["text"]["text"], block["level"]) for block in page.blocks if block["type"] == "header"]
    assert headers[:3] == [("Sprint Notes #39", 1), ("In this edition", 2), ("Funded project updates", 3)]


def test_the_lines_lead_to_the_stories() -> None:
    document = edition_of(3)
    links = links_of(document)
    lines = [block for block in front_page(document, links)[0].blocks if block["type"] == "rich_text"][1]
    names = [line["elements"][0] for line in lines["elements"][0]["elements"]]
    assert [(name["text"], name["url"]) for name in names] == [
        (item.heading, links[item.ref]) for item in document.items
    ]


def test_whether_the_stories_are_there_changes_no_page() -> None:
    for count in range(30, 64):
        document = edition_of(count)
        adding, added = (
            front_page(document, links, note) for links, note in (({}, ADDING), (links_of(document), ADDED))
        )
        assert len(adding) == len(added)


def test_a_story_longer_than_a_message_goes_on_under_its_name() -> None:
    document = edition_of(1)
    item = replace(document.items[0], body=paragraph("We did a lot of things. " * 900))
    first, *others = story(item)
    assert others
    assert first.text.startswith(f"{item.heading}\n")
    assert [other.text.partition("\n")[0] for other in others] == [f"{item.heading} (continued)"] * len(others)


def test_a_story_ends_its_message_at_each_table() -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n\n"
    item = replace(edition_of(1).items[0], body=parse(f"Before.\n\n{table}Between.\n\n{table}After."))
    kinds = [[block["type"] for block in message.blocks] for message in story(item)]
    assert [kind[-1] for kind in kinds] == ["table", "table", "rich_text"]
    assert [kind.count("table") for kind in kinds] == [1, 1, 0]


@settings(max_examples=25)
@given(strategies.documents())
def test_messages_end_between_items(document: Document) -> None:
    row = [list(message.blocks) for message in in_a_row(replace(document, corrections=()))]
    for item in document.items:
        (alone, *rest) = [as_blocks(message) for message in pack(chunk_of(item).pieces)]
        if not rest:  # it fits one message, so it stands in one
            assert sum(_holds(blocks, alone) for blocks in row) == 1 or _twins(document, item.heading)
            assert len(stories(document)[item.ref]) == 1


def _holds(blocks: Sequence[dict[str, Any]], part: Sequence[dict[str, Any]]) -> bool:
    return any(list(blocks[at : at + len(part)]) == list(part) for at in range(len(blocks)))


def _twins(document: Document, heading: str) -> bool:
    return sum(item.heading == heading for item in document.items) > 1


def test_what_an_edition_takes() -> None:
    document = edition_of(14)
    assert message_counts(document, all_in_channel=False) == (1, 14) == (1, story_count(document))
    assert message_counts(document, all_in_channel=True) == (len(in_a_row(document)), 0)
