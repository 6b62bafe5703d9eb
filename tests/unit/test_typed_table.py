"""Rows that somebody has typed: editors are told, and “Apply” makes a table of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import rewording
from domain.checks import CheckInput, Finding, findings
from domain.checks.markup import TYPED_TABLE
from domain.news import NewsItem, NewsKind
from domain.text.inline import plain
from domain.text.normal_form import normalise, paragraph
from domain.text.rich_text import BOLD, Inlines, Link, List, Paragraph, Quote, RichText, Table, Text
from domain.text.rich_text_walk import plain_text
from domain.update import UpdateContent
from tests.unit.checked import NAMES, document_of

ROWS = "Where\tVisits\tCalls\nNorth quay\t12\t3\nSouth quay\t9\t4"
PIPES = "| Where | Visits |\n| --- | ---: |\n| North quay | 12 |"


def a_text(*inlines: str | Link | Text) -> RichText:
    content: Inlines = tuple(Text(one) if isinstance(one, str) else one for one in inlines)
    return normalise((Paragraph(content),))


def found(text: RichText) -> list[Finding]:
    return [one for one in findings(CheckInput(document_of(text), names=NAMES)) if one.check == TYPED_TABLE]


def tabled(text: RichText) -> RichText:
    """The text, once what is proposed about it is applied to an update that says it."""
    [finding] = found(text)
    after, done = rewording.applied(UpdateContent(body=text), finding.places, rewording.in_update)
    assert done == 1
    assert found(after.body) == []
    return after.body


def cells(text: RichText) -> list[list[str]]:
    [table] = [block for block in text if isinstance(block, Table)]
    return [[plain(cell) for cell in row] for row in table.rows]


def test_rows_become_a_table_between_what_stands_around_them() -> None:
    text = tabled(a_text(f"We counted.\n{ROWS}\nThat is all."))
    assert [type(block) for block in text] == [Paragraph, Table, Paragraph]
    assert cells(text) == [["Where", "Visits", "Calls"], ["North quay", "12", "3"], ["South quay", "9", "4"]]
    assert (plain_text(text[:1]), plain_text(text[2:])) == ("We counted.", "That is all.")


def test_a_frame_and_the_line_below_the_names_of_columns_are_no_cells() -> None:
    assert cells(tabled(a_text(PIPES))) == [["Where", "Visits"], ["North quay", "12"]]


def test_links_and_styles_stay() -> None:
    link = Link("https://example.org/quay", "North quay")
    [table] = tabled(a_text("Where | Visits\n", link, " | ", Text("12", BOLD)))
    assert isinstance(table, Table)
    assert table.rows[1] == ((link,), (Text("12", BOLD),))


def test_what_is_proposed_is_said_in_words() -> None:
    [finding] = found(a_text(ROWS))
    assert (finding.found, finding.instead) == (ROWS, "a table with 3 rows and 3 columns")


def test_of_two_tables_in_a_text_the_second_is_found_once_the_first_is_one() -> None:
    text = a_text(f"{ROWS}\nAnd then:\n{PIPES}")
    [finding] = found(text)
    after, _ = rewording.applied(UpdateContent(body=text), finding.places, rewording.in_update)
    assert [block for block in tabled(after.body[1:]) if isinstance(block, Table)]


@pytest.mark.parametrize(
    "text",
    [
        a_text("One | two"),
        a_text("One | two\nthree"),
        a_text("One | two\nthree | four | five"),
        a_text("Yes or no.\nWe do not know."),
        (List(((paragraph("a | b\nc | d")),)),),
        (Quote(a_text("a | b\nc | d")),),
    ],
)
def test_what_is_no_table_is_left_alone(text: RichText) -> None:
    assert found(text) == []


def test_news_and_the_welcome_too() -> None:
    item = NewsItem(id="N1", kind=NewsKind.ANNOUNCEMENT, title="Counts", body=a_text(ROWS))
    [finding] = found(item.body)
    after, done = rewording.applied(
        item, finding.places, lambda one, place: rewording.in_texts(one, place, "lead_in", "body")
    )
    assert done == 1
    assert cells(after.body)[0] == ["Where", "Visits", "Calls"]


CELL = st.text(st.characters(categories=("Lu", "Ll", "Nd")), min_size=1, max_size=8)


@given(st.integers(2, 5).flatmap(lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=2, max_size=6)))
@pytest.mark.parametrize("sign", ["\t", "|", " | "])
def test_every_cell_is_where_it_was(sign: str, rows: list[list[str]]) -> None:
    assert cells(tabled(a_text("\n".join(sign.join(row) for row in rows)))) == rows
