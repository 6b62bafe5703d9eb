"""What was noticed is remembered: the findings are the same whichever way an edition came to be what it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.checks import CheckInput, Finding, findings
from domain.document import Document, Item, Section
from domain.remembered import forget
from domain.text.markdown import parse

LINES = [
    "We met the the wardens this week.",
    "Helen met Mr Hallam, and Mr Hallum met Niamh, our tide clerk.",
    "GateKeep is up. We like Gatekeep, the QXC does not.",
    "We met 14 wardens: 6 in May, 5 in June and 2 in July.",
    "* Paint the whole slip\n* Paint the whole slip",
    "The website is up, and the web site helps. It opens on 3 June.",
    "We met twelve wardens at the harbour office and watched them enter what they had seen on the quay.",
    "The Quay Exchange Council (QXC) met on Github and",
    "> She said that they had met this week.",
]
TEXTS = st.lists(st.sampled_from(LINES), max_size=4).map("\n\n".join)
EDITIONS = st.lists(TEXTS, min_size=1, max_size=4)


def edition(texts: list[str]) -> Document:
    items = tuple(Item(key=f"project-{n}", heading="Ferry Tickets", body=parse(text)) for n, text in enumerate(texts))
    section = Section(heading="Updates", items=items)
    return Document(
        unit="Unit",
        number=39,
        starts=date(2021, 11, 25),
        ends=date(2021, 12, 8),
        title="Edition 39",
        covering="",
        sections=(section,),
    )


def checked(texts: list[str], last: list[str]) -> list[Finding]:
    return findings(CheckInput(edition(texts), edition(last), names=["Harbour District Council"]))


@settings(deadline=None, max_examples=60)
@given(EDITIONS, EDITIONS, st.lists(st.tuples(st.integers(0, 3), TEXTS), max_size=4))
def test_findings_are_the_same_whichever_way_they_are_reached(
    texts: list[str], last: list[str], changes: list[tuple[int, str]]
) -> None:
    for place, text in changes:
        checked(texts, last)
        texts = [text if n == place % len(texts) else before for n, before in enumerate(texts)]
    reached = checked(texts, last)
    forget()
    assert reached == checked(texts, last)


def test_what_is_forgotten_is_noticed_anew() -> None:
    document = edition(LINES)
    before = CheckInput(document).pieces
    assert before[1].passage is CheckInput(replace(document)).pieces[1].passage
    forget()
    assert before[1].passage is not CheckInput(document).pieces[1].passage
