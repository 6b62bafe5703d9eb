"""Reminders: to whom, when, and never twice."""

from __future__ import annotations

from sandbox.person import Person
from tests.conversations.looking import field, lets_the_clock_tick, rows
from tests.stage import Stage, project, restarted

MISSING = "There is no update on"


def test_leads_without_an_update_are_reminded_once_on_working_days(ready: Stage) -> None:
    ada, bola, editor, member, notes = ready.ada, ready.bola, ready.editor, ready.member, ready.notes
    ready.imports(
        project("repairs", "Lamp Repairs", bola, member),
        project("paused", "Paused Pier", ada, state="paused"),
        project("closed", "Closed Pier", ada, state="closed"),
    )
    ready.posts(ada, "/sprint-update ferry", "In good time")
    ready.moves_to(13, 9, 59)  # a Friday, three working days before the Wednesday
    lets_the_clock_tick(ready)
    assert _ever_reminded(ready) == 0

    ready.moves_to(13, 10)
    ready.waits_for(lambda: len(_reminders(bola)) == 2 and len(_reminders(member)) == 1)
    told = bola.sees("There is no update on Lamp Repairs for Sprint Notes #7 yet.")
    assert "Updates close at 5pm on Wednesday 18 March 2026." in told
    assert _reminders(ada) == _reminders(editor) == []

    ready.bot.stop()
    restarted(ready)
    lets_the_clock_tick(ready)
    assert _ever_reminded(ready) == 3
    bola.clicks("Post update on Lamp Repairs", message=told)
    assert field(bola, "Project") == "Lamp Repairs"
    bola.fills({"Headline": "Mended", "What happened": "All."})
    assert bola.submits().closed
    bola.sees("Your update on Lamp Repairs for Sprint Notes #7 is in.")
    assert (len(_reminders(bola)), len(_reminders(member))) == (2, 1)

    for day in (15, 16):  # a Sunday, and the Monday in between
        ready.moves_to(day, 12)
        lets_the_clock_tick(ready)
    assert _ever_reminded(ready) == 3
    ready.moves_to(17, 10)  # the last working day before
    ready.waits_for(lambda: len(_reminders(bola)) == 3)
    assert "There is no update on Lamp Posts" in _reminders(bola)[-1]
    assert _ever_reminded(ready) == 4
    assert len(_reminders(member)) == 1
    assert _reminders(ada) == []
    assert all(MISSING not in message for message in ready.slack.messages(notes))


def _reminders(person: Person) -> list[str]:
    return [str(message) for message in person.direct_messages() if MISSING in message]


def _ever_reminded(ready: Stage) -> int:
    return int(rows(ready, "select count(*) from deliveries where key like 'reminder %'")[0][0])
