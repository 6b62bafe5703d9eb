"""The editorial checks: what each finds and leaves alone, on made-up texts, clean ones and a real edition."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sandbox_support.shared import SHARED

from domain.checks import CHECKS, CheckInput, Finding, Weight, findings, tally
from domain.document import Document
from domain.text.markdown import parse
from domain.text.rich_text import Inline, Link, RichText, Text
from domain.text.rich_text_replace import with_instead
from domain.text.rich_text_walk import map_inlines
from domain.update import Figure
from services.files.exchange import check_file, compile_file
from services.files.files import read
from tests.unit.checked import NAMES, document

ROOT = Path(__file__).parents[2]
REAL = SHARED / "real" / "sprint-notes-39.json"
TABLE = [
    [cell.strip(" `") for cell in line.strip("|\n").split("|")]
    for line in (ROOT / "docs" / "checks.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| Check")
]
LONG = "We met twelve wardens at the harbour office and watched them enter what they had seen on the quay."


def found(*bodies: str) -> list[Finding]:
    return findings(CheckInput(document(*bodies), names=NAMES))


def names(findings: list[Finding]) -> list[str]:
    return [finding.check for finding in findings]


@pytest.mark.parametrize(("check", "weight", "wrong", "right"), TABLE)
def test_each_row_of_the_table(check: str, weight: str, wrong: str, right: str) -> None:
    noticed = [finding for finding in found(wrong) if finding.check == check]
    assert len(noticed) == 1
    assert noticed[0].weight == weight
    assert noticed[0].heading == "Ferry Tickets"
    assert check not in names(found(right))


@pytest.mark.parametrize("wrong", [wrong for _, _, wrong, _ in TABLE])
def test_what_is_applied_is_found_no_more(wrong: str) -> None:
    for one in [finding for finding in found(wrong) if finding.instead]:
        right = with_instead(parse(wrong), one.line, one.at, one.found, one.instead or "")
        after = findings(CheckInput(replace_body(document(wrong), right), names=NAMES))
        assert one.check not in names(after)
        assert len(after) < len(found(wrong))


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f", "\u3000"])
@pytest.mark.parametrize(("wrong", "right"), [row[2:] for row in TABLE])
def test_whatever_space_stands_there_is_a_space(wrong: str, right: str, space: str) -> None:
    for text in (wrong, right):
        pasted = map_inlines(parse(text), lambda inlines: tuple(spaced(inline, space) for inline in inlines))
        noticed = findings(CheckInput(replace_body(document(text), pasted), names=NAMES))
        assert [(one.check, one.found, one.at, one.instead) for one in noticed] == [
            (one.check, one.found, one.at, one.instead) for one in found(text)
        ]
        for one in [finding for finding in noticed if finding.instead]:
            after = with_instead(pasted, one.line, one.at, one.found, one.instead or "")
            assert one.check not in names(findings(CheckInput(replace_body(document(text), after), names=NAMES)))


def spaced(inline: Inline, space: str) -> Inline:
    return replace(inline, text=inline.text.replace(" ", space)) if isinstance(inline, Text | Link) else inline


def replace_body(document: Document, body: RichText) -> Document:
    [section] = document.sections
    return replace(document, sections=(replace(section, items=(replace(section.items[0], body=body),)),))


def test_the_docs_name_every_check_in_their_table_or_below_it() -> None:
    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    below = re.findall("`([a-z ]+)`", page.rpartition(" |\n")[2])
    assert {check for check, *_ in TABLE} | set(below) == {check.name for check in CHECKS}
    assert len({check.name for check in CHECKS}) == len(CHECKS)


@pytest.mark.parametrize(
    ("body", "instead"),
    [
        ("It is the unit’ s plan.", "unit’s"),
        ("We met the the wardens.", "the"),
        ("We start on Tuesday 11th January.", "Tuesday 11th January 2022"),
        ("We started on 24 November.", "24 November 2021"),
        ("We started on 4 March.", "4 March 2021"),
        ("It will be opened on 4 March.", "4 March 2022"),
        ("Come on Monday 11 January 2022.", "Tuesday 11 January 2022"),
        ("We meet this week.", "in the week of 6 December 2021"),
        ("We meet next month.", "in January 2022"),
        ("We met last year.", "in 2020"),
        ("It happens tomorrow.", "on Thursday 9 December 2021"),
        ("We met last Friday.", "on Friday 3 December 2021"),
        ("We meet next Friday.", "on Friday 10 December 2021"),
        ("We met Harbour Distric Council.", "Harbour District Council"),
        ("The website is up, and the web site helps.", "website"),
        ("The rooms ,big and small, were full.", None),
    ],
)
def test_what_could_stand_there_instead(body: str, instead: str | None) -> None:
    assert (instead in [finding.instead for finding in found(body)]) == (instead is not None)


def test_a_day_months_away_that_may_be_in_either_year() -> None:
    (one,) = found("It was planned for 3 July, and will be built by then.")
    assert (one.check, one.instead) == ("date without year", None)


def test_a_paragraph_that_is_there_twice_or_nearly() -> None:
    again = LONG.replace("twelve", "12")
    assert names(found(LONG, again)) == names(found(f"{LONG}\n\n{LONG}")) == ["repeated paragraph"]
    other = "We met nine planners at the town hall and asked them what they would rather have on paper."
    assert found(LONG, other) == []


def test_what_is_no_repetition() -> None:
    one, other = (
        f"On the {day} we met the wardens at the harbour office of {name} Council."
        for day, name in (
            ("3rd", "Coldmere"),
            ("9th", "Ambleford"),
        )
    )
    assert "repeated paragraph" not in names(found(one, other))
    assert "repeated paragraph" not in names(found(f"{LONG}\n\n> {LONG}"))
    leads_on = "Read more about all of this and ask whatever you like: [the page of all projects](https://example.org)."
    assert found(leads_on, leads_on) == []
    assert names(found(f"{leads_on}\n\n{leads_on}")) == ["repeated paragraph"]


def test_what_has_one_cause_is_one_finding_with_all_its_places() -> None:
    (one,) = found("Helen and Dan met the crew. Helen left.", "Niamh met Dan.")
    assert [(place.key, place.found) for place in one.places] == [
        ("project-p0", "Helen"), ("project-p0", "Dan"), ("project-p1", "Niamh"), ("project-p1", "Dan"),
    ]  # fmt: skip
    assert (one.words, one.headings) == (("Helen", "Dan", "Niamh"), ("Ferry Tickets",))
    dated, vague = found("It opens on 1 June. We meet this week.", "It opens on 2 June.")
    assert [place.instead for place in dated.places] == ["1 June 2022", "2 June 2022"]
    assert vague.check == "relative date"
    assert len({one.digest, dated.digest, vague.digest, *(place.digest for place in one.places)}) == 7


def test_places_with_a_proposal_and_places_without_are_two_findings() -> None:
    with_one, without = found("We met last week. It stays over the next six weeks, and it was moved recently.")
    assert [(place.found, place.instead) for place in with_one.places] == [
        ("last week", "in the week of 29 November 2021")
    ]
    assert {place.instead for place in without.places} == {None}


def test_a_person_of_the_registry_or_named_in_full_before_is_known() -> None:
    given = CheckInput(document("Helen Marsh met us.", "Helen and Niamh met us."), names=["Niamh Roe"])
    assert findings(given) == []


def test_this_week_in_the_notes_of_one_week() -> None:
    week = replace(document("This week we met the wardens. We meet next week."), starts=date(2021, 12, 2))
    assert [place.found for one in findings(CheckInput(week)) for place in one.places] == ["next week"]


def test_days_in_numbers_are_read_as_the_unit_s_country_does() -> None:
    given = CheckInput(document("Come on Friday 10/12/2021."))
    assert findings(given) == []
    (one,) = findings(replace(given, is_month_first=True))
    assert (one.check, one.instead) == ("wrong weekday", "Tuesday 10/12/2021")


def test_a_paragraph_from_last_time() -> None:
    last = document(LONG, intro=LONG)
    assert names(findings(CheckInput(document(LONG), last))) == ["repeated from last time"]
    assert findings(CheckInput(document("All is new.", intro=LONG), last)) == []


def test_a_heading_in_other_capitals_than_last_time() -> None:
    now, last = document("All is new.", heading="Ferry tickets"), document("All was new.")
    (one,) = findings(CheckInput(now, last))
    assert (one.check, one.found) == ("heading in other capitals", "Ferry tickets (last time: Ferry Tickets)")


def test_figures_that_fall_or_count_something_else() -> None:
    before = (Figure("councils", Decimal(60)), Figure("reach", Decimal(9), "%"))
    now = (Figure("Councils", Decimal(46)), Figure("reach", Decimal(12)), Figure("new", Decimal(1)))
    matter = CheckInput(document("All is new."), figures={"project-p0": (now, before)})
    assert [one.found for one in findings(matter)] == [
        "Councils: 46 (last time: councils: 60)",
        "reach: 12 (last time: reach: 9 %)",
    ]
    grown = replace(matter, figures={"project-p0": (before, before)})
    assert findings(grown) == []


def test_long_ones() -> None:
    words = [f"w{n}" for n in range(46)]
    assert names(found(f"{' '.join(words)}.")) == ["long sentence"]
    assert found(f"{' '.join(words[1:])}.") == []
    assert names(found("\n\n".join(f"We met {n} people. It went well." for n in range(60)))) == ["long update"]


def test_the_weightiest_come_first_and_a_check_can_be_switched_off() -> None:
    body = "See https://example.org/a. We meet this week. We met the the wardens."
    assert [one.weight for one in found(body)] == [Weight.ERROR, Weight.WARNING, Weight.HINT]
    assert tally(found(body)) == {"error": 1, "warning": 1, "hint": 1}
    assert names(findings(CheckInput(document(body)), off={"doubled word", "bare link"})) == ["relative date"]


def test_a_finding_is_the_same_for_the_same_words_only() -> None:
    (one,), (same,), (other,) = found("We meet this week."), found("We meet this week."), found("They meet this week.")
    assert one.digest == same.digest != other.digest
    assert one.around == "We meet this week."


def test_what_was_noticed_is_the_same_the_second_time() -> None:
    texts = [LONG, "We met the the wardens this week.", "Helen met LDCU at 07700 900123.", "The team is. The team are."]
    last = document("All was new.", LONG)
    again = [findings(CheckInput(document(*texts), last, NAMES)) for _ in range(2)]
    assert again[0] == again[1]
    assert len(again[0]) == 7
    later = {"project-p1": date(2021, 12, 1)}
    said_earlier = findings(CheckInput(document(*texts), last, NAMES, said_on=later))
    assert "in the week of 29 November 2021" in [finding.instead for finding in said_earlier]


def test_thirty_updates_that_need_no_editor() -> None:
    file = read((ROOT / "tests" / "unit" / "clean_edition.json").read_text(encoding="utf-8"))
    assert len(file.updates) == 30
    assert check_file(file, compile_file(file)) == []


@pytest.mark.skipif(not REAL.exists(), reason="the real edition lies beside the repository only")
def test_a_real_edition() -> None:
    file = read(REAL.read_text(encoding="utf-8"))
    weighty = [one for one in check_file(file, compile_file(file)) if one.weight is not Weight.HINT]
    said = Counter((one.check, place.found) for one in weighty for place in one.places)
    wanted = {
        ("relative date", "next year"): 2,
        ("relative date", "this week"): 1,
        ("date without year", "8 December"): 2,
        ("date without year", "24 November"): 1,
        ("date without year", "Tuesday 11th January"): 1,
        ("date without year", "Wednesday 12th January"): 1,
        ("date without year", "Thursday 13th January"): 1,
        ("missing link", "Read their latest blog post"): 1,
        ("missing link", "Read their new blog post"): 1,
        ("missing link", "Watch the event on techUK’s YouTube channel"): 1,
        ("missing link", "Read November’s edition"): 1,
        ("missing link", "Just fill out this quick form"): 1,
        ("missing link", "you can watch it on our YouTube channel"): 1,
        ("stray space", "LDCU’ s"): 1,
        ("personal address", "tom@localdigital.gov.uk"): 1,
        ("unexplained abbreviation", "LDCU"): 5,
        ("unexplained abbreviation", "VCS"): 1,
    }
    assert {one: said[one] for one in wanted} == wanted
    assert any(one.check == "repeated paragraph" and one.found.startswith("The Bedfordshire") for one in weighty)
    assert len(weighty) <= 12


def test_the_corpus_is_read_as_a_whole() -> None:
    """A check that never looks would pass above: the same thirty with a fault each are all found."""
    raw = json.loads((ROOT / "tests" / "unit" / "clean_edition.json").read_text(encoding="utf-8"))
    for update in raw["updates"]:
        update["body"] += "\n\nWe met the the wardens."
    file = read(json.dumps(raw))
    [doubled] = [one for one in check_file(file, compile_file(file)) if one.check == "doubled word"]
    assert len(doubled.places) == len(doubled.headings) == 30


def test_an_edition_has_few_findings_of_a_check_however_much_there_is() -> None:
    weekly = "On 3 June the the QXC came. Helen left this week."
    assert Counter(names(found(*[weekly] * 4))) == Counter(
        {"doubled word": 4, "relative date": 4, "date without year": 1, "first name only": 1}
        | {"unexplained abbreviation": 1}
    )
    assert Counter(names(found(*[weekly] * 5))).most_common(1) == [("doubled word", 1)]


def test_an_unfilled_placeholder_in_the_welcome_alone() -> None:
    (one,) = findings(CheckInput(document("It says {nothing}.", intro="Welcome to {numbr} of 39.")))
    assert (one.check, one.heading, one.found, one.instead) == (
        "unfilled placeholder", "Welcome", "{numbr}", "{number}",
    )  # fmt: skip


def test_what_readers_are_not_shown() -> None:
    given = CheckInput(
        document("The lamps are lit."), left_out={"project-p0": ("ask the lead", "<script>go()</script>")}
    )
    assert [(one.check, one.found) for one in findings(given)] == [
        ("left out", "ask the lead"),
        ("left out", "<script>go()</script>"),
    ]
