"""Placeholders: what they stand for, that names stay names, and what is said about wrong ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given

from domain.edition import Edition
from domain.errors import Conflict, WrongInput
from domain.facts import Facts, PhaseChange
from domain.placeholders import PLACEHOLDERS, check, filled, filled_name, unknown
from domain.project import Phase
from domain.text.markdown import parse
from domain.text.normal_form import paragraph
from domain.text.rich_text import BOLD, Code, Image, Link, Paragraph, RichText, Text
from domain.text.rich_text_walk import plain_text
from domain.unit import Template
from domain.welcome import all_filled
from tests import strategies

DOCS = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")
TABLE = [[cell.strip() for cell in line.strip("|").split("|")] for line in DOCS.splitlines() if line.startswith("| `{")]
NOTHING = Facts(number=39, period="25 November – 8 December 2021", unit="Harbour Unit")
FACTS = replace(
    NOTHING,
    updates=12,
    projects=14,
    missing=["Lamp Posts", "Lamp Repairs"],
    events=["Open day"],
    new_projects=["Quay Lights", "Tide Tables"],
    first_updates=["Tide Tables"],
    phase_changes=[PhaseChange("Ferry Tickets", Phase.ALPHA, Phase.BETA)],
)
EDITION = Edition(
    id="E39",
    number=39,
    starts=date(2021, 11, 25),
    ends=date(2021, 12, 8),
    closes_at=datetime(2021, 12, 8, 17, tzinfo=UTC),
)


# What they stand for


@pytest.mark.parametrize(("placeholder", "meaning", "example", "none"), TABLE)
def test_each_row_of_the_table(placeholder: str, meaning: str, example: str, none: str) -> None:
    assert PLACEHOLDERS[placeholder.strip("`{}")].meaning == meaning
    assert filled_name(placeholder.strip("`"), FACTS) == example
    assert filled_name(placeholder.strip("`"), NOTHING) == (none or example)


def test_every_placeholder_is_in_the_docs() -> None:
    assert [row[0].strip("`{}") for row in TABLE] == list(PLACEHOLDERS)


def test_one_update_is_no_plural() -> None:
    assert filled_name("{count_updates} of {count_projects}", replace(FACTS, updates=1)) == "1 update of 14 projects"


# Filling


def test_a_text_is_filled_everywhere_and_keeps_its_form() -> None:
    text = parse(
        "# Edition **{number}**\n\n- of *{unit}*\n\n> [all {count_updates}](https://example.org/{number}/{unit})"
    )
    assert filled(text, FACTS) == parse(
        "# Edition **39**\n\n- of *Harbour Unit*\n\n> [all 12 updates](https://example.org/39/Harbour%20Unit)"
    )
    assert filled((Image("No. {number}", "https://example.org/a.png"),), FACTS) == (
        Image("No. 39", "https://example.org/a.png"),
    )
    assert filled((Code("{number}"),), FACTS) == (Code("{number}"),)


def test_one_that_is_set_in_two_ways_is_filled_like_its_beginning() -> None:
    text: RichText = (Paragraph((Text("{num", BOLD), Text("ber} is out"))),)
    assert filled(text, FACTS) == (Paragraph((Text("39", BOLD), Text(" is out"))),)


@pytest.mark.parametrize(
    "name", ["**bold**", "[a](javascript:alert(1))", "<!channel>", "{number}", "a\n\n- b", "{oops}"]
)
def test_a_name_never_becomes_markup_or_a_placeholder(name: str) -> None:
    facts = replace(FACTS, missing=[name], unit=name)
    assert plain_text(filled(parse("Not yet: {missing}"), facts)) == plain_text(paragraph(f"Not yet: {name}"))
    ((link,),) = (block.content for block in filled(parse("[x]({unit})"), facts) if isinstance(block, Paragraph))
    assert not isinstance(link, Link) or ":" not in link.url


def test_braces_that_are_no_placeholder_keep_their_styles() -> None:
    text = (Paragraph((Text("{", BOLD), Text("oops}"))),)
    assert filled(text, FACTS) == text


@given(strategies.rich_texts())
def test_a_text_without_placeholders_stays_as_it_is(text: RichText) -> None:
    if not any(name in repr(text) for name in PLACEHOLDERS):
        assert filled(text, FACTS) == text


# Templates


def wrong(**more: str) -> dict[str, str]:
    with pytest.raises(WrongInput) as told:
        check(replace(Template(), **more), "Harbour Unit")
    return {one.place: str(one) for one in (told.value, *told.value.more)}


def test_the_usual_template_and_one_of_a_unit_are_fine() -> None:
    check(Template())
    check(Template(title="{unit}, {period}: {number}", news="{count_updates}", intro="{missing}\n\n```\n{x}\n```"), "U")


def test_each_fault_is_told_at_its_field() -> None:
    assert wrong(title="Notes {numbr}", news="", updates="No {missing}", intro="Of {foo bar}", closing="x" * 3_001) == {
        "title": "There is no placeholder “{numbr}”. Did you mean “{number}”?",
        "news": "Write a name.",
        "updates": "“{missing}” can be long. Use it in the welcome or the thank-you.",
        "intro": "There is no placeholder “{foo bar}”.",
        "closing": "It has 3001 characters. Write 3000 or fewer.",
    }
    assert wrong(title="Notes") == {"title": "Put “{number}” into the title: it tells the editions apart."}
    long = "Shorten it: filled, it could have more than 150 characters."
    assert wrong(title="{number} " + "{period} " * 4, updates="x" * 151) == {"title": long, "updates": long}


# Nothing unfilled goes out


def test_what_is_filled_may_go_out() -> None:
    all_filled(replace(EDITION, intro=parse("No. {number}"), closing=parse("Bye")), Template())


@pytest.mark.parametrize(
    ("edition", "template", "told"),
    [
        (replace(EDITION, intro=parse("Thanks to {name of minister}.")), Template(),
         "Nothing fills “{name of minister}” in the welcome of Sprint Notes #39. Write there what belongs there."),
        (replace(EDITION, closing=parse("- [x](https://example.org/{nubmer})")), Template(),
         ("Nothing fills “{nubmer}” in the thank-you of Sprint Notes #39. Write there what belongs there. "
          "Did you mean “{number}”?")),
        (EDITION, Template(title="{nr} {number}"),
         ("Nothing fills “{nr}” in the title of Sprint Notes #39. Write there what belongs there. "
          "Did you mean “{number}”?")),
        (EDITION, Template(news="{x1}"),
         "Nothing fills “{x1}” in the section names of Sprint Notes #39. Write there what belongs there."),
        (EDITION, Template(closing="![{who}](https://example.org/a.png)"),
         "Nothing fills “{who}” in the thank-you of Sprint Notes #39. Write there what belongs there."),
    ],
)  # fmt: skip
def test_what_nothing_fills_may_not_go_out(edition: Edition, template: Template, told: str) -> None:
    with pytest.raises(Conflict) as error:
        all_filled(edition, template)
    assert str(error.value) == told


def test_own_words_hide_the_template() -> None:
    all_filled(replace(EDITION, intro=parse("Hello.")), Template(intro="{oops}"))


def test_what_stands_in_braces_over_two_styles_is_found() -> None:
    assert unknown((Paragraph((Text("{wh", BOLD), Text("o}"))),)) == ["who"]
