"""What “Apply” changes: the place where something was found, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.checks import CheckInput, Finding, findings
from domain.compile import compile_edition, content_text
from domain.news import NewsItem, NewsKind
from domain.project import Project
from domain.rewording import applied, in_texts, in_update
from domain.text.markdown import parse
from domain.text.rich_text_walk import plain_text
from domain.unit import Unit
from domain.update import Ask, Figure, Outcome, PlannedDate, UpdateContent, WebLink
from domain.welcome import Welcome
from tests.storage.harbour import edition

FERRY = Project(id="P1", key="ferry", name="Ferry Tickets")
WRONG, RIGHT = "the the", "the"
CONTENT = UpdateContent(
    headline="We met the crew",
    body=parse("We met.\n\n- We met **the** crew.\n\n|a|b|\n|-|-|\n|c|We met|"),
    next=parse("We will meet the crew."),
    asks=(
        Ask("Meet the crew", date(2026, 4, 1), "hello@example.org"),
        Ask("Meet the crew", outcome=Outcome.DONE),
    ),
    dates=(PlannedDate("Meeting the crew", date(2026, 4, 2), url="https://example.org"),),
    figures=(Figure("the crew", Decimal(12)),),
    links=(WebLink("https://example.org", "Meet the crew"),),
)


def found(content: UpdateContent) -> list[Finding]:
    document = compile_edition(Unit(name="Unit"), edition(), [FERRY], {"P1": content}, [])
    return [finding for finding in findings(CheckInput(document)) if finding.check == "doubled word"]


def spoilt(**changes: object) -> UpdateContent:
    return replace(CONTENT, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "content",
    [
        spoilt(headline="We met the the crew"),
        spoilt(body=parse("We met.\n\n- We met **the** the crew.\n\n|a|b|\n|-|-|\n|c|We met|")),
        spoilt(next=parse("We will meet the the crew.")),
        spoilt(asks=(replace(CONTENT.asks[0], text="Meet the the crew"), CONTENT.asks[1])),
        spoilt(asks=(CONTENT.asks[0], replace(CONTENT.asks[1], text="Meet the the crew"))),
        spoilt(dates=(replace(CONTENT.dates[0], event="Meeting the the crew"),)),
        spoilt(figures=(replace(CONTENT.figures[0], label="the the crew"),)),
        spoilt(links=(WebLink("https://example.org", "Meet the the crew"),)),
    ],
)
def test_in_each_part_of_an_update(content: UpdateContent) -> None:
    [finding] = found(content)
    changed = in_update(content, finding.places[0])
    assert changed == CONTENT
    assert in_update(CONTENT, finding.places[0]) is None


def test_of_two_places_the_right_one() -> None:
    content = spoilt(
        headline="The the boat",
        body=parse("On the the boat. We met the the crew; the the crew!"),
        asks=(Ask("Meet the the crew or the the boat", date(2026, 4, 1)), Ask("Meet the the crew or the the boat")),
    )
    for place, finding in enumerate(found(content)):
        changed = in_update(content, finding.places[0])
        assert changed
        was, now = (plain_text(content_text(one)) for one in (content, changed))
        start = [at for at in range(len(was)) if was[at:].lower().startswith("the the")][place]
        assert now == f"{was[:start]}{finding.instead}{was[start + len(WRONG) :]}"


def test_a_headline_grows_no_longer_than_a_headline_may_be() -> None:
    content = UpdateContent(headline=f"On 1 April {'we met ' * 19}again")
    document = compile_edition(Unit(name="Unit"), edition(), [FERRY], {"P1": content}, [])
    [finding] = [one for one in findings(CheckInput(document)) if one.instead]
    assert (len(content.headline), finding.instead) == (149, "1 April 2026")
    assert in_update(content, finding.places[0]) is None


def test_in_news_and_in_the_words_around_them() -> None:
    item = NewsItem(kind=NewsKind.ANNOUNCEMENT, title="T", body=parse("We met the the crew."), lead_in=parse("We met."))
    document = compile_edition(Unit(name="Unit"), replace(edition(), closing=item.body), [], {}, [item])
    in_news, in_closing = findings(CheckInput(document))
    assert in_texts(item, in_news.places[0], "lead_in", "body") == replace(item, body=parse("We met the crew."))
    assert in_texts(item, in_news.places[0], "lead_in") is None
    assert in_texts(Welcome(closing=item.body), in_closing.places[0], "closing") == Welcome(
        closing=parse("We met the crew.")
    )


def test_every_place_of_a_finding_in_lines_that_read_the_same_too() -> None:
    again = "- On the the boat and the the pier.\n- On the the boat and the the pier."
    content = spoilt(body=parse(again), headline="The the boat")
    document = compile_edition(Unit(name="Unit"), edition(), [FERRY], {"P1": content}, [])
    places = [place for one in findings(CheckInput(document)) if one.check == "doubled word" for place in one.places]
    right = parse("- On the boat and the pier.\n- On the boat and the pier.")
    assert applied(content, places, in_update) == (spoilt(body=right, headline="The boat"), 5)
    elsewhere = replace(places[0], line="It is not there.")
    assert applied(content, [elsewhere, places[0]], in_update)[1] == 1


def test_where_a_link_leads() -> None:
    wrapped = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fplan"
    there = "https://example.org/plan"
    (content, right) = (
        spoilt(body=parse(f"Read [the plan]({url}), or {url} again."), links=(WebLink(url, "Meet the crew"),))
        for url in (wrapped, there)
    )
    document = compile_edition(Unit(name="Unit"), edition(), [FERRY], {"P1": content}, [])
    (finding,) = (one for one in findings(CheckInput(document)) if one.check == "wrapped link")
    assert {(place.found, place.instead) for place in finding.places} == {(wrapped, there)}
    assert applied(content, finding.places, in_update)[0] == right
    item = NewsItem(kind=NewsKind.ANNOUNCEMENT, title="T", body=content.body)
    assert in_texts(item, finding.places[0], "lead_in", "body") == replace(item, body=right.body)
