"""Sentences that look like mistakes and are none, and mistakes that hide."""

from __future__ import annotations

import pytest

from domain.checks import CheckInput, Finding, Weight, findings
from tests.unit.checked import NAMES, document

CLEAN = [
    "Most people just read the form and close it, and four of them told us why.",
    "Nobody knew which team she was on, or what the new form would be used for.",
    "One member of the team is a planner. The team are all trained in first aid.",
    "Open `key,name,lead` in a spreadsheet, and write `a a` where a cell is empty.",
    "The map is at https://example.org/a,b/c and [the legend is beside it](https://example.org/legend).",
    "Wardens on the Isle of Lewis took the Elizabeth line to the meeting at City Hall.",
    "The service meets WCAG 2.1 level AA, opens over HTTPS and holds 2 GB of pictures from CCTV.",
    "Three wardens work on Sundays, and the office is closed on Friday afternoons.",
    "We will publish the 12 May Day photographs once the families have agreed to it.",
    "The code is open source, and we contribute to other open-source projects as well.",
    "Councils on a .gov.uk domain, or on gov.uk itself, may sign in with their own accounts.",
    "Write to the whole team, and not to one of us: ferry@example.gov.uk and 0300 123 4567 reach everybody.",
    "Status: done\nDone as well: the new signs, the tide tables and the inlinelet for visitors.",
    "The wardens, the harbour office and the ferry company of Ambleford, Brackwater and Coldmere",
    "For places at the table write to the harbour office of the council: places@example.gov.uk",
    "Residents told us that you can complete the form on a phone in the rain.",
    "It was a long, long winter, and very, very many boats stayed in the harbour.",
    "It all began on the quay wall that the mayor had opened on Tuesday 24 March 1868, and on 3 May ’21 it fell.",
    "The slip is closed on 25 December each year, and on every 1 January.",
    "What it is is a map of the lamps on the quay, with a two-boat boat limit for the slip.",
    "He said “no no no”, and went.",
    "Rhys Owen asked nine skippers. He wrote a script that sorts the tickets, which seems to work",
    "Which boat was never late? None",
    "We read the [AIS](https://example.org/wiki/ais) signal, sent POST requests and asked LDAP, our directory.",
    "> A word from the MCZ, as Eilidh said it on 3 May.",
    "The office opens Monday to Friday, Saturday mornings too, and every other Sunday. We met on Good Friday.",
    "[Anya](https://example.org/people/anya) built it with [Samu](https://example.org/people/samu), and Anya drew it.",
    "The team’s economist, Philip, met Amy, their project lead, and Dan from Coldmere Council.",
    "Content designer: Priya. Lead designer, Fatima, drew it, and so did Claire (content design) and Dr Alice.",
    "We call it ACORN. The NAO (which reads the accounts) has a page, and the PLA, or Port of Lamport, has none.",
    "Ambleford, Brackwater and Coldmere joined us, and Ambleford finished the map. Staff sat with the wardens.",
    "Our [board is open to everybody](https://trello.com/b/abcd1234/harbour).",
    "Skippers get a key, visitors a card, crews a slip of paper that they hand in with the log, the lamp etc. They do.",
    "In the week of the storm, on Monday 29 November 2021, we met at noon, and the next morning at six.",
    "We held the first of two workshops and the second of two workshops. The second workshop was long.",
    "* Yes\n* Yes\n* No",
    "We took the first of three steps. The second is to ask the wardens, as the plan has it.",
    "The map (the one by the harbour office (and the museum)) is printed :) and 1) folded 2) posted.",
    "Harbour District Councillors and Harbour District Council’s officers agreed on all of it.",
]
HIDDEN = [
    ("first name only", "Yesterday’s visit went well. Then Helen showed us the gauge.", "Helen"),
    ("first name only", "Helen met Harbour District Council and agreed on a date.", "Helen"),
    ("first name only", "With thanks to Dafydd and everybody at the pier.", "Dafydd"),
    ("date without year", "The next round opens on January 11th at noon.", "January 11th"),
    ("wrong weekday", "Come to the quay on Monday, January 11th, 2022.", "Monday, January 11th, 2022"),
    ("relative date", "The pier opens again this weekend, weather permitting.", "this weekend"),
    ("relative date", "Two weeks ago the gauge stood still.", "Two weeks ago"),
    ("relative date", "We hope to have an answer by next quarter.", "next quarter"),
    ("missing link", "To take part in the next round, sign up here.", "sign up here"),
    ("missing link", "There is more in our latest blog post.", "more in our latest blog post"),
    ("vague link", "The plan [can be found here](https://example.org/plan).", "can be found here"),
    ("vague link", "For the plan see [more details](https://example.org/plan).", "more details"),
    ("internal link", "See [it](https://harbour.atlassian.net/browse/FER-1).", "https://harbour.atlassian.net"),
    ("private link", "See [the board](https://trello.com/b/1).", "https://trello.com/b/1"),
    ("two spellings", "The web sites are up. Each website has a map.", "web sites"),
    ("two spellings", "One organization has paid. Two organisations have not.", "organization"),
    ("unfinished sentence", "We met the wardens. They liked it and we will go back with the next", "They liked it"),
    ("doubled word", "We met the\u00a0the wardens.", "the the"),
    ("date without year", "The gate opens on Tuesday\u00a024\u00a0March for boats.", "Tuesday 24 March"),
    ("relative date", "The sluice jammed Thursday\u00a0night, and held.", "Thursday night"),
    ("relative date", "We plan the rest this sprint; the next sprint brings paint.", "this sprint"),
    ("relative date", "Two boats, and recently three, were moored there.", "recently"),
    ("promise passed", "The gate will be opened on 3 December for all boats.", "3 December"),
    ("broken markup", "* [Mooring fees for 2026](Mooring fees for 2026)\n* Tide tables", "[Mooring fees"),
    ("broken markup", "![a drawing](https://example.org/slip.png))", ")"),
    ("relative link", "For the fees look [here](…) or ask.", "…"),
    ("relative link", "![a drawing of the slip](/pictures/slip.png)", "/pictures/slip.png"),
    ("repeated list item", "* [Tides](https://example.org/t)\n* Boats\n* [Tides](https://example.org/t)", "Tides"),
    ("repeated list item", "* Paint the slip\n* Paint the slip", "Paint the slip"),
    ("unfinished sentence", "We wrote down how a page begins, starts, and\n\nHelen Marsh drew the slip.", "We wrote"),
    ("unexplained abbreviation", "> The gauge is up.\n\nThe MCZ came and went.", "MCZ"),
    ("first name only", "In the long winter, Helen met us.", "Helen"),
    ("unexplained abbreviation", "We asked the MCZ or the council.", "MCZ"),
    ("first name only", "Anya, Dan and Samu met the wardens.", "Anya"),
    ("first name only", "Oluwaseun paired with the wardens on a map.", "Oluwaseun"),
    ("first name only", "“It works,” said Eszter.", "Eszter"),
    ("doubled word", "They went to to the pier.", "to to"),
    ("stray space", "It is 31% , or so.", "31% ,"),
    ("double space", "We met  the wardens.", "met  the"),
    ("internal link", "See [the list](https://192.168.0.7/list).", "https://192.168.0.7/list"),
    (
        "wrapped link",
        "[Plan](https://www.google.com/url?q=https%3A%2F%2Fexample.org%2Fplan)",
        "https://www.google.com/url?q=https%3A%2F%2Fexample.org%2Fplan",
    ),
    ("maker’s spelling", "It is on our Youtube channel.", "Youtube"),
    (
        "numbers disagree",
        "That was the first of three visits. We prepared the second of four visits.",
        "the second of four",
    ),
    ("name nearly right", "We met Coldmere Council and Harbour Distrct Council.", "Harbour Distrct Council"),
    ("relative date", "It has been open since last September.", "last September"),
    ("numbers disagree", "It was the third of two workshops.", "the third of two"),
    (
        "unfinished sentence",
        "We wrote how a page should begin and end, and\\\nHelen Marsh drew it. All is well.",
        "We wrote",
    ),
    ("personal address", "Write to h.marsh@example.gov.uk for a place.", "h.marsh@example.gov.uk"),
]


def found(body: str) -> list[Finding]:
    return findings(CheckInput(document(body), names=NAMES))


@pytest.mark.parametrize("body", CLEAN)
def test_what_is_right(body: str) -> None:
    assert [(one.check, one.found) for one in found(body) if one.weight is not Weight.HINT] == []


@pytest.mark.parametrize(("check", "body", "words"), HIDDEN)
def test_what_hides(check: str, body: str, words: str) -> None:
    assert [finding for finding in found(body) if finding.check == check and finding.found.startswith(words)]


@pytest.mark.parametrize(
    ("body", "instead"),
    [
        ("This week we met the wardens.", "In the week of 6 December 2021"),
        ("This week was mostly about paint.", "The week of 6 December 2021"),
        ("Last month brought rain.", "November 2021"),
        ("It will be ready by next month.", "January 2022"),
        ("It has been so since last week.", "the week of 29 November 2021"),
        ("Over the last year we met sixty wardens.", None),
        ("We met the wardens on Friday.", "on Friday 3 December 2021"),
        ("We will meet the wardens on Friday.", "on Friday 10 December 2021"),
        ("The launch is on Friday.", "on Friday 10 December 2021"),
        ("On Friday, boats.", None),
        ("We spent last week on the slip.", "the week of 29 November 2021"),
        ("Wednesday was the longest day.", "Wednesday 1 December 2021"),
        ("By Friday we will have paint.", "Friday 10 December 2021"),
        ("Much of Monday afternoon was lost.", None),
        ("As one skipper put it this week, queues are shorter.", None),
        ("It will stay over the next six weeks.", None),
        ("It was wet in the last sprint.", None),
        ("Today we launched the gauge.", "On Wednesday 8 December 2021"),
        ("We hope for an answer by next quarter.", None),
    ],
)
def test_what_a_relative_date_means(body: str, instead: str | None) -> None:
    [finding] = [finding for finding in found(body) if finding.check == "relative date"]
    assert finding.instead == instead
