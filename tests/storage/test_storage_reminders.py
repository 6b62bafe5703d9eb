"""Reminding over the database: a few look-ups at a time, outside of units of work, and each lead once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.app import new_id
from domain.person import Person, ReminderChoice
from domain.project import ProjectState
from services.common.actor import Actor
from services.editions.waiting_reminders import call_off_reminders
from services.reminders.directory import MOST_A_TICK
from services.reminders.reminder_choices import ask
from services.reminders.reminders import remind
from services.setup import projects, projects_file
from storage.engine import Engines
from storage.tables import deliveries
from storage.unit_of_work import SqlStore
from tests.storage.harbour import FERRY, UNIT, NoNames, at_once, edition

LEADS = tuple(f"U_LEAD{number:02}" for number in range(12))
FRIDAY = datetime(2026, 3, 13, 10, tzinfo=UTC)


@dataclass
class HandClock:
    """It is whatever it was set to."""

    moment: datetime = FRIDAY

    def now(self) -> datetime:
        """That moment."""
        return self.moment


@dataclass
class Slack(NoNames):
    """A directory that counts who was asked about, and that needs the database to itself meanwhile."""

    store: SqlStore
    clock: HandClock
    answers: Callable[[str], Person | None] = lambda who: Person(id=who, timezone="Europe/London")
    asked: list[str] = field(default_factory=list)

    def look_up(self, workspace: str, person_id: str) -> Person | None:
        """What ``answers`` says; waits in vain where a unit of work is open for writing."""
        with self.store.writing(workspace):
            self.asked.append(person_id)
        found = self.answers(person_id)
        return replace(found, asked_at=self.clock.moment) if found else None


def a_unit(engines: Engines, leads: tuple[str, ...] = LEADS) -> tuple[SqlStore, Slack]:
    clock = HandClock()
    store = SqlStore(engines, clock, new_id)
    store.meet("T1")
    with store.writing("T1") as work:
        work.units.save(UNIT)
        work.projects.save(replace(FERRY, leads=leads))
        work.editions.add(edition())
        work.commit()
    return store, Slack(store, clock)


def reminded(engines: Engines) -> list[str]:
    with engines.reader.connect() as connection:
        sent = select(deliveries.c.channel).where(deliveries.c.key.like("reminder %"), deliveries.c.wanted)
        return sorted(connection.scalars(sent))


def test_a_tick_asks_about_a_few_and_reminds_those_it_knows(engines: Engines) -> None:
    store, slack = a_unit(engines)
    for ticks, known in ((1, 5), (2, 10), (3, 12), (4, 12)):
        remind(store, slack, "T1")
        assert len(slack.asked) == known <= ticks * MOST_A_TICK
        assert len(reminded(engines)) == known
    assert reminded(engines) == list(LEADS)


def test_what_is_known_is_asked_again_after_ten_minutes_before_a_reminder_and_else_after_a_day(
    engines: Engines,
) -> None:
    store, slack = a_unit(engines, LEADS[:1])
    slack.clock.moment = FRIDAY - timedelta(minutes=9)
    remind(store, slack, "T1")
    slack.clock.moment = FRIDAY
    remind(store, slack, "T1")
    assert (len(slack.asked), reminded(engines)) == (1, [LEADS[0]])
    slack.clock.moment = FRIDAY + timedelta(hours=20)
    remind(store, slack, "T1")
    assert len(slack.asked) == 1
    slack.clock.moment = FRIDAY + timedelta(days=1)
    remind(store, slack, "T1")
    assert len(slack.asked) == 2
    slack.clock.moment = FRIDAY + timedelta(days=4)  # the second reminder
    remind(store, slack, "T1")
    assert (len(slack.asked), len(reminded(engines))) == (3, 2)


def test_their_own_word_stays_when_slack_s_word_is_renewed(engines: Engines) -> None:
    store, slack = a_unit(engines, LEADS[:1])
    with store.writing("T1") as work:
        work.people.save(Person(id=LEADS[0], timezone="Asia/Kolkata", away_until=date(2026, 3, 16)))
        work.commit()
    remind(store, slack, "T1")
    with store.reading("T1") as work:
        known = work.people.get(LEADS[0])
    assert known == Person(
        id=LEADS[0], timezone="Europe/London", away_until=date(2026, 3, 16), asked_at=slack.clock.moment
    )
    assert reminded(engines) == []


def test_whoever_cannot_be_asked_about_waits_half_an_hour(engines: Engines) -> None:
    store, slack = a_unit(engines)
    slack.answers = lambda _who: None
    for minutes, heard in ((0, 0), (29, 0), (30, 12)):
        slack.clock.moment = FRIDAY + timedelta(minutes=minutes)
        remind(store, slack, "T1")
        assert len(reminded(engines)) == heard


def test_one_person_of_whom_slack_tells_nothing_delays_nobody_else(engines: Engines) -> None:
    store, slack = a_unit(engines)
    told = slack.answers
    slack.answers = lambda who: None if who in LEADS[:2] else told(who)
    for heard in (5, 10, 10):
        remind(store, slack, "T1")
        assert len(reminded(engines)) == heard
    assert reminded(engines) == list(LEADS[2:])


def test_two_replicas_remind_once(engines: Engines) -> None:
    store, slack = a_unit(engines, LEADS[:3])
    remind(store, slack, "T1")
    slack.clock.moment = FRIDAY + timedelta(days=4, minutes=1)
    with store.writing("T1") as work:
        for lead in LEADS[:3]:
            work.people.save(Person(id=lead, asked_at=slack.clock.moment))
        work.commit()
    assert at_once([lambda: remind(store, slack, "T1")] * 4) == [None] * 4
    assert reminded(engines) == sorted(LEADS[:3] * 2)


def test_a_stand_in_who_has_just_been_asked_is_reminded_another_day(engines: Engines) -> None:
    store, slack = a_unit(engines, LEADS[:2])
    for minutes, deputy in ((-30, "U_SOON"), (90, "U_LATE")):
        slack.clock.moment = FRIDAY + timedelta(minutes=minutes)
        ask(Actor(store, "T1", LEADS[0] if minutes < 0 else LEADS[1]), "E1", "P1", deputy)
        remind(store, slack, "T1")
        for later in (35, 95):
            slack.clock.moment = FRIDAY + timedelta(minutes=minutes + later)
            remind(store, slack, "T1")
    assert reminded(engines) == [LEADS[1]]
    slack.clock.moment = FRIDAY + timedelta(days=4, minutes=1)
    remind(store, slack, "T1")
    remind(store, slack, "T1")
    assert reminded(engines) == ["U_LATE", LEADS[1], "U_SOON"]


def test_a_reminder_is_called_off_while_it_waits_and_not_once_it_is_there(engines: Engines) -> None:
    store, slack = a_unit(engines, LEADS[:2])
    with store.writing("T1") as work:
        work.reminder_choices.save(ReminderChoice(edition_id="E1", project_id="P1", person=LEADS[1], deputy="U_HELP"))
        work.commit()
    remind(store, slack, "T1")
    assert reminded(engines) == ["U_HELP", LEADS[0]]
    with engines.writer.begin() as connection:
        connection.execute(deliveries.update().where(deliveries.c.channel == "U_HELP").values(state="sent"))
    with store.writing("T1") as work:
        call_off_reminders(work, edition(), FERRY)
        work.commit()
    assert reminded(engines) == ["U_HELP"]


@pytest.mark.parametrize("state", [ProjectState.CLOSED, ProjectState.PAUSED])
def test_a_reminder_of_a_project_that_an_editor_closes_is_not_sent(engines: Engines, state: ProjectState) -> None:
    store, slack = a_unit(engines, LEADS[:1])
    with store.writing("T1") as work:
        work.units.add_editor("U_EDIE")
        work.commit()
    remind(store, slack, "T1")
    assert reminded(engines) == [LEADS[0]]
    projects.set_state(Actor(store, "T1", "U_EDIE"), "P1", state)
    assert reminded(engines) == []


def test_a_reminder_of_a_project_that_a_file_closes_names_the_others_alone(engines: Engines) -> None:
    store, slack = a_unit(engines, LEADS[:1])
    with store.writing("T1") as work:
        work.projects.save(replace(FERRY, id="P2", key="lamps", name="Lamp Posts", leads=LEADS[:2]))
        work.commit()
    remind(store, slack, "T1")
    assert reminded(engines) == list(LEADS[:2])
    closing = b"key,name,state\nlamps,Lamp Posts,closed\n"
    assert projects_file.from_command_line(store, "T1", closing, applies=True).applies
    assert reminded(engines) == [LEADS[0]]
    with engines.reader.connect() as connection:
        (payload,) = connection.scalars(select(deliveries.c.payload).where(deliveries.c.wanted))
    assert "Ferry Tickets" in payload["text"]
    assert "Lamp Posts" not in payload["text"]
