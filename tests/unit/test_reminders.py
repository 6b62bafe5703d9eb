"""Whether somebody is reminded now, of what, and when again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.calendar import Cadence
from domain.edition import Edition
from domain.errors import Conflict, NotAllowed
from domain.person import Person, ReminderChoice
from domain.places import Place, name, place_called, place_fault, place_of, places, places_like
from domain.project import Project
from domain.reminders import (
    DueReminder,
    Snooze,
    due_reminders,
    in_peace_until,
    may_be_reminded,
    responsible,
    snoozed_until,
    waits_for_closing,
)
from domain.roles import may_post, postable
from domain.unit import ReminderRules, Unit
from domain.wall_clock import WallClock

LONDON = "Europe/London"
UNIT = Unit(name="Unit", review_channel="C1", publish_channel="C2", cadence=Cadence(anchor=date(2026, 3, 5)))
EDITION = Edition(
    id="E7",
    number=7,
    starts=date(2026, 3, 5),
    ends=date(2026, 3, 18),
    closes_at=datetime(2026, 3, 18, 17, tzinfo=UTC),  # a Wednesday
)
FERRY = Project(id="P1", key="ferry", name="Ferry Tickets", leads=("U1", "U2"))
LAMPS = Project(id="P2", key="lamps", name="Lamp Posts", leads=("U1",))
ADA = Person(id="U1", timezone=LONDON)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=UTC)


FRIDAY, TUESDAY = at("13 10:00"), at("17 10:00")  # the two moments


def choice(person: str = "U1", project: str = "P1", **more: Any) -> ReminderChoice:
    return ReminderChoice(edition_id="E7", project_id=project, person=person, **more)


# May this person be reminded now?


@pytest.mark.parametrize(
    ("why", "person", "wanted", "may"),
    [
        ("nothing is known against it", ADA, None, True),
        ("a wish about nothing", ADA, choice(), True),
        ("they have left", replace(ADA, active=False), None, False),
        ("not to be disturbed", replace(ADA, quiet_until=at("13 10:01")), None, False),
        ("the quiet is over", replace(ADA, quiet_until=FRIDAY), None, True),
        ("away until Monday", replace(ADA, away_until=date(2026, 3, 16)), None, False),
        ("back today", replace(ADA, away_until=date(2026, 3, 13)), None, True),
        ("put off", ADA, choice(snoozed_until=at("13 12:00")), False),
        ("put off until now", ADA, choice(snoozed_until=FRIDAY), True),
        ("no more", ADA, choice(skipped=True), False),
        ("somebody else was asked", ADA, choice(deputy="U9"), False),
    ],
)
def test_who_may_be_reminded(why: str, person: Person, wanted: ReminderChoice | None, may: bool) -> None:
    assert may_be_reminded(person, wanted, FRIDAY, LONDON) is may, why


def test_the_day_they_are_back_begins_on_their_own_clock() -> None:
    away = replace(ADA, away_until=date(2026, 3, 14))
    assert may_be_reminded(away, None, at("13 12:00"), "Pacific/Auckland")  # 1am on Saturday there
    assert not may_be_reminded(away, None, at("13 12:00"), LONDON)


def test_who_wants_to_know_that_the_closing_time_has_moved() -> None:
    assert waits_for_closing(ADA, None)
    assert waits_for_closing(ADA, choice(snoozed_until=FRIDAY))
    assert not waits_for_closing(ADA, choice(skipped=True))
    assert not waits_for_closing(ADA, choice(deputy="U9"))
    assert not waits_for_closing(replace(ADA, active=False), None)


# What is due to whom?


def what_is_due(
    now: datetime, *choices: ReminderChoice, happened: set[tuple[str, str]] | None = None, **people: Person
) -> list[DueReminder]:
    return list(due_reminders(UNIT, EDITION, [FERRY, LAMPS], choices, people, happened or set(), now))


def told(due: list[DueReminder]) -> dict[str, list[str]]:
    return {reminder.person: [project.key for project in reminder.projects] for reminder in due}


def test_one_message_names_all_projects_of_a_lead() -> None:
    due = what_is_due(FRIDAY)
    assert told(due) == {"U1": ["ferry", "lamps"], "U2": ["ferry"]}
    assert {reminder.kinds for reminder in due} == {("reminder 2026-03-13",)}
    assert due[0].until == at("13 18:00")
    assert what_is_due(FRIDAY - timedelta(seconds=1)) == []


def test_what_has_happened_does_not_happen_again() -> None:
    happened = {("reminder 2026-03-13", "U1")}
    assert told(what_is_due(FRIDAY, happened=happened)) == {"U2": ["ferry"]}
    assert told(what_is_due(TUESDAY, happened=happened)) == {"U1": ["ferry", "lamps"], "U2": ["ferry"]}


def test_reminders_follow_a_window_that_is_stretched_one_a_day() -> None:
    friday = {("reminder 2026-03-13", who) for who in ("U1", "U2")}
    later_that_day = replace(EDITION, closes_at=at("18 20:00"))
    longer = replace(EDITION, closes_at=at("25 17:00"))  # three working days before it: Friday the 20th
    shorter = replace(EDITION, closes_at=at("16 17:00"))  # the one working day before it: Friday the 13th

    def due(edition: Edition, now: datetime) -> list[DueReminder]:
        return list(due_reminders(UNIT, edition, [FERRY], [], {}, friday, now))

    assert due(later_that_day, FRIDAY) == due(shorter, FRIDAY) == due(longer, TUESDAY) == []
    assert {reminder.kinds for reminder in due(longer, at("20 10:00"))} == {("reminder 2026-03-20",)}


def test_each_by_their_own_clock() -> None:
    auckland = replace(ADA, timezone="Pacific/Auckland")
    assert told(what_is_due(FRIDAY, U1=auckland)) == {"U2": ["ferry"]}
    (early,) = what_is_due(at("15 21:00"), U1=auckland)  # Monday, three working days before Thursday there
    assert (early.person, early.kinds, early.until) == ("U1", ("reminder 2026-03-16",), at("16 05:00"))


def test_projects_that_were_put_off_come_by_themselves_and_once() -> None:
    later = choice(project="P2", snoozed_until=at("13 14:30"))
    assert told(what_is_due(FRIDAY, later)) == {"U1": ["ferry"], "U2": ["ferry"]}
    happened = {("reminder 2026-03-13", "U1"), ("reminder 2026-03-13", "U2")}
    assert what_is_due(at("13 14:29"), later, happened=happened) == []
    (again,) = what_is_due(at("13 14:30"), later, happened=happened)
    assert ([project.key for project in again.projects], again.until) == (["lamps"], at("13 18:00"))
    assert what_is_due(at("13 14:31"), later, happened=happened | {(again.kinds[0], "U1")}) == []
    assert what_is_due(at("13 18:00"), later, happened=happened) == []
    assert what_is_due(at("16 10:00"), later, happened=happened) == []


def test_what_was_put_off_until_another_moment_comes_with_it_in_one_message() -> None:
    until_then = [choice(snoozed_until=TUESDAY), choice(project="P2", snoozed_until=TUESDAY)]
    due = [reminder for reminder in what_is_due(TUESDAY, *until_then) if reminder.person == "U1"]
    assert len(due) == 1
    assert len(due[0].kinds) == 2
    assert told(due) == {"U1": ["ferry", "lamps"]}


def test_nothing_put_off_comes_on_a_day_off() -> None:
    assert what_is_due(at("14 10:00"), choice(snoozed_until=at("14 10:00"))) == []


def test_whoever_was_asked_is_reminded_instead() -> None:
    due = what_is_due(FRIDAY, choice(deputy="U9"))
    assert told(due) == {"U1": ["lamps"], "U2": ["ferry"], "U9": ["ferry"]}
    assert responsible(FERRY, [choice(deputy="U9"), choice(project="P2", deputy="U8")]) == ["U1", "U2", "U9"]


def test_who_wants_no_more_gets_no_more() -> None:
    assert told(what_is_due(TUESDAY, choice(skipped=True), choice(project="P2", skipped=True))) == {"U2": ["ferry"]}


@pytest.mark.parametrize(
    ("asked", "until"),
    [
        ("12 14:00", "12 15:00"),
        ("13 08:59", "13 09:59"),  # the usual reminder is news by then
        ("13 09:30", "13 18:00"),  # it would come within the hour: not that day
        ("13 10:30", "13 18:00"),  # it has come to the others
        ("18 16:30", "18 17:30"),
    ],
)
def test_how_long_a_stand_in_is_left_in_peace(asked: str, until: str) -> None:
    assert in_peace_until(UNIT, EDITION, LONDON, at(asked)) == at(until)


# When again?


@pytest.mark.parametrize(
    ("now", "choice", "again"),
    [
        ("13 10:05", Snooze.LATER, "13 12:05"),
        ("13 10:05:59", Snooze.LATER, "13 12:05"),
        ("13 15:59", Snooze.LATER, "13 17:59"),
        ("13 16:00", Snooze.LATER, "16 10:00"),  # no later today: Monday
        ("13 06:00", Snooze.LATER, "13 10:00"),
        ("14 12:00", Snooze.LATER, "16 10:00"),  # a Saturday
        ("13 10:05", Snooze.NEXT_DAY, "16 10:00"),
        ("16 10:05", Snooze.NEXT_DAY, "17 10:00"),
        ("18 10:05", Snooze.LATER, "18 12:05"),
    ],
)
def test_when_somebody_is_reminded_again(now: str, choice: Snooze, again: str) -> None:
    assert snoozed_until(choice, UNIT, EDITION, WallClock(LONDON, LONDON), at(now)) == at(again)


@pytest.mark.parametrize(
    ("now", "choice"), [("18 10:05", Snooze.NEXT_DAY), ("18 15:01", Snooze.LATER), ("18 16:30", Snooze.LATER)]
)
def test_nothing_is_put_off_until_the_window_has_closed(now: str, choice: Snooze) -> None:
    with pytest.raises(Conflict) as refused:
        snoozed_until(choice, UNIT, EDITION, WallClock(LONDON, LONDON), at(now))
    assert "close before that, at 5pm on Wednesday 18 March 2026" in str(refused.value)


def test_again_is_on_the_lead_s_own_clock_at_the_unit_s_hour() -> None:
    unit = replace(UNIT, reminders=ReminderRules(at=FRIDAY.time().replace(hour=9)))
    new_york = WallClock("America/New_York", LONDON)
    assert snoozed_until(Snooze.NEXT_DAY, unit, EDITION, new_york, at("13 15:00")) == at("16 13:00")


# Somebody else may write it


def test_whoever_was_asked_may_post_that_project() -> None:
    may_post("U9", FERRY, [], {"P1"})
    assert postable("U9", [FERRY, LAMPS], [], {"P1"}) == [FERRY]
    with pytest.raises(NotAllowed):
        may_post("U9", LAMPS, [], {"P1"})


def test_an_editor_s_own_are_those_they_were_asked_for() -> None:
    assert postable("U9", [LAMPS, FERRY], ["U9"], {"P1"}) == [FERRY, LAMPS]


# Places


def test_places_have_names_people_know() -> None:
    assert name(Place("GB", "WLS")) == "United Kingdom: Wales"
    assert name(Place("NZ")) == "New Zealand"
    assert name(place_of(LONDON)) == "United Kingdom: England"


@pytest.mark.parametrize(
    ("typed", "first", "held"),
    [
        ("wales", "Australia: New South Wales", "United Kingdom: Wales"),
        ("kingdom wa", "United Kingdom: Wales", "United Kingdom: Wales"),
        ("united k", "United Kingdom: England", "United Kingdom: Northern Ireland"),
        ("REUNION", "Réunion", "Réunion"),
        ("wales australia", "Australia: New South Wales", "Australia: New South Wales"),
    ],
)
def test_places_are_found_by_their_words(typed: str, first: str, held: str) -> None:
    found = [name(place) for place in places_like(typed)]
    assert found[0] == first
    assert held in found


def test_places_are_never_more_than_a_menu_holds() -> None:
    assert len(places_like("a")) == 100
    assert places_like("atlantis") == []


def test_every_place_goes_by_its_code() -> None:
    for place in places():
        assert place_called(place.code) == place
        assert 0 < len(place.code) <= 75
    assert place_called("GB") is None  # where regions differ and together are all of it, one is chosen
    assert place_called("XX") is None


@pytest.mark.parametrize(
    ("country", "region", "said"),
    [
        ("", "", ""),
        ("GB", "", ""),
        ("GB", "WLS", ""),
        ("", "WLS", "needs a “country”"),
        ("GB", "XX", "“GB, XX”"),
        ("Wales", "", "“Wales”"),
    ],
)
def test_what_is_wrong_with_a_place(country: str, region: str, said: str) -> None:
    fault = place_fault(country, region)
    assert said in fault
    assert bool(fault) == bool(said)
