"""What news tell on which day, how long they stand, and how a form becomes an item."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from domain.compile import compile_edition
from domain.document import Fact, Item
from domain.edition import Edition
from domain.errors import Conflict, WrongInput
from domain.merging import touched
from domain.news import QUESTIONS, Event, NewsItem, NewsKind, Question, carried_on, event_fault, shown
from domain.news_form import MOST_ROWS, NewsFormValues, item_of, merged, values_from
from domain.news_json import as_json, fingerprint, from_json
from domain.nomination import Nomination, NominationKind, NominationState, check, may_decide
from domain.text.markdown import parse
from domain.text.normal_form import paragraph
from domain.text.rich_text_walk import plain_text
from domain.unit import Unit
from domain.update import Picture, WebLink
from domain.update_fields import LinkRow, PictureRow

DAY = date(2026, 3, 18)
JOIN, FILM = "https://harbour.example/fair", "https://harbour.example/film"
FAIR = Event(starts=DAY, starts_at=time(10), ends_at=time(16, 30), place="Old Quay", link=JOIN, recording=FILM)


def edition(number: int, starts: date, ends: date) -> Edition:
    return Edition(id=f"E{number}", number=number, starts=starts, ends=ends, closes_at=datetime(2026, 4, 1, tzinfo=UTC))


SEVEN = edition(7, date(2026, 3, 5), date(2026, 3, 18))
EIGHT = edition(8, date(2026, 3, 19), date(2026, 4, 1))


def item(kind: NewsKind = NewsKind.ANNOUNCEMENT, **more: Any) -> NewsItem:
    return NewsItem(**{"kind": kind, "id": "N1", "title": "T", "body": paragraph("Words."), **more})


def told(news: NewsItem, today: date | None) -> Item:
    ((section),) = compile_edition(Unit(name="U"), SEVEN, [], {}, [news], today).sections
    return section.items[0]


# Events


@pytest.mark.parametrize(
    ("today", "label", "link"),
    [
        (date(2026, 3, 17), "Coming up", JOIN),
        (DAY, "Coming up", JOIN),
        (None, "Coming up", JOIN),  # the edition's last day
        (date(2026, 3, 19), "Took place", FILM),
    ],
)
def test_an_event_is_to_come_until_its_day_is_over(today: date | None, label: str, link: str) -> None:
    shown = told(item(NewsKind.EVENT, event=FAIR), today)
    assert shown.facts == (Fact(label, "Wednesday 18 March 2026, 10am to 4:30pm"), Fact("Where", "Old Quay"))
    assert [url for url in (JOIN, FILM) if url in repr(shown.body)] == [link]


def test_an_event_of_several_days_is_over_after_the_last() -> None:
    event = replace(FAIR, ends=date(2026, 3, 20), ends_at=time(17), recording="")
    when = "Wednesday 18 March 2026, 10am to Friday 20 March 2026, 5pm"
    for today, label in ((20, "Coming up"), (21, "Took place")):
        assert told(item(NewsKind.EVENT, event=event), date(2026, 3, today)).facts[0] == Fact(label, when)
    assert told(item(NewsKind.EVENT, event=event), date(2026, 3, 21)).body == paragraph("Words.")
    whole_day = told(item(NewsKind.EVENT, event=Event(starts=DAY)), DAY)
    assert whole_day.facts == (Fact("Coming up", "Wednesday 18 March 2026"),)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, None),
        ({"ends": date(2026, 3, 17)}, "ends"),
        ({"starts_at": None}, "starts_at"),
        ({"ends_at": time(10)}, "ends_at"),
        ({"ends": date(2026, 3, 19), "starts_at": None}, None),
    ],
)
def test_events_that_cannot_be(changes: dict[str, Any], field: str | None) -> None:
    fault = event_fault(replace(FAIR, **changes))
    assert (fault and fault[0]) == field


# How long news stand


def test_what_came_along_goes_when_it_has_expired_and_what_is_new_stays() -> None:
    old, new = (item(expires=date(2026, 3, 25), carried_from=number) for number in (7, 0))
    assert shown([old, new], date(2026, 3, 25)) == [old, new]
    assert shown([old, new], date(2026, 3, 26)) == [new]


def test_what_is_carried_goes_on_until_it_expires() -> None:
    ends_before, ends_in_time = (item(carried=True, expires=day) for day in (date(2026, 3, 18), date(2026, 3, 19)))
    always, never = item(carried=True), item()
    going = carried_on([ends_before, ends_in_time, always, never], SEVEN, EIGHT)
    assert going == [replace(one, carried_from=7) for one in (ends_in_time, always)]


# Team members


def test_the_answers_stand_in_their_customary_order_and_any_may_be_left_out() -> None:
    answers = {Question.MEAL: "Soup & bread", Question.WORK: "I paint boats.\n\nAnd masts."}
    body = plain_text(told(item(NewsKind.TEAM_MEMBER, body=(), answers=answers), None).body)
    assert body == "What do you do? I paint boats.\nAnd masts.\nFavourite meal: Soup & bread"
    assert len(QUESTIONS) == len(Question) == 9


# The form

EVENT = item(
    NewsKind.EVENT,
    event=FAIR,
    lead_in=paragraph("Come!"),
    images=(Picture("A boat", file="F012AB3CD4"), Picture("No address"), Picture("", "http://old.example/a.png")),
    links=(WebLink("relative/path"), WebLink(JOIN, "Fair")),
    expires=DAY,
    carried=True,
)
MEMBER = item(NewsKind.TEAM_MEMBER, body=(), answers={Question.FROM: "Bury"}, person="U1", carried_from=6)


@pytest.mark.parametrize("known", [item(), EVENT, MEMBER])
def test_an_item_survives_the_form_and_the_database(known: NewsItem) -> None:
    assert item_of(values_from(known), known) == known
    assert from_json(as_json(known)) == known
    assert fingerprint(known) != fingerprint(replace(known, carried=not known.carried))


NEW = item(title="", body=())
FILLED = NewsFormValues(title="T", body=paragraph("Words."))


@pytest.mark.parametrize(
    ("kind", "changes", "places"),
    [
        ("announcement", {"title": " ", "body": ()}, ["title", "body"]),
        ("team_member", {"body": ()}, ["job_title"]),
        ("team_member", {"body": (), "answers": {Question.MEAL: "Soup"}}, []),
        ("event", {}, ["starts"]),
        ("event", {"starts": "2026-03-18", "link": "harbour", "recording": "film"}, ["link", "recording"]),
        ("event", {"starts": "2026-03-18", "ends": "2026-03-17"}, ["ends"]),
        ("spotlight", {"links": (LinkRow(), LinkRow(url="harbour"))}, ["link_url:1"]),
        ("spotlight", {"pictures": (PictureRow(file="F1"),)}, ["picture_alt:0"]),
        ("spotlight", {"pictures": (PictureRow(), PictureRow(alt="A boat"))}, ["picture_file:1"]),
        ("spotlight", {"pictures": (PictureRow(url="https://a.example/b.png"),)}, ["picture_alt:0"]),
        ("spotlight", {"pictures": (PictureRow(url="http://a.example/b.png", alt="A"),)}, ["picture_url:0"]),
        ("spotlight", {"pictures": (PictureRow(url="https://a.example", alt="A", file="F1"),)}, ["picture_url:0"]),
        ("spotlight", {"pictures": (PictureRow(file="F1", left_out=True),)}, []),
    ],
)
def test_every_input_that_needs_another_value_is_named(kind: str, changes: dict[str, Any], places: list[str]) -> None:
    known, typed = replace(NEW, kind=NewsKind(kind)), replace(FILLED, **changes)
    if not places:
        assert item_of(typed, known).title == "T"
        return
    with pytest.raises(WrongInput) as raised:
        item_of(typed, known)
    assert [raised.value.place, *(wrong.place for wrong in raised.value.more)] == places


def test_only_what_was_touched_is_changed() -> None:
    many = tuple(LinkRow(url=f"https://harbour.example/{n}") for n in range(MOST_ROWS + 2))
    now = replace(values_from(EVENT), body=parse("| a | b |\n|---|---|\n| 1 | 2 |"), links=many)
    opened = replace(now, body=paragraph("a | b"), links=many[:MOST_ROWS])  # as a form shows it
    wanted = replace(opened, title="New", links=opened.links[1:])
    changed = touched(opened, wanted)
    assert changed == {"title", "links"}
    assert merged(now, wanted, changed) == replace(now, title="New", links=many[1:])


# Nominations


def test_nominations_say_who_and_why_and_are_decided_once() -> None:
    made = Nomination(
        id="M1", at=datetime(2026, 3, 5, tzinfo=UTC), by="U1", kind=NominationKind.COUNCIL, who="A", why=paragraph("B")
    )
    check(made)
    may_decide(made)
    for changes, place in (({"who": ""}, "who"), ({"why": ()}, "why")):
        with pytest.raises(WrongInput) as raised:
            check(replace(made, **changes))
        assert raised.value.place == place
    for state in (NominationState.PICKED, NominationState.DISMISSED):
        with pytest.raises(Conflict, match=f"An editor has {state} the nomination of “A” already."):
            may_decide(replace(made, state=state))
