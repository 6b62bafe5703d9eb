"""Reminders: to whom, when, and never twice."""

from __future__ import annotations

import re
from datetime import datetime

from slack_sandbox.person import Person
from slack_sandbox.things import Message

from tests.conversations.by_hand import press, sends
from tests.conversations.looking import field, form, rows
from tests.conversations.modes import BOTH_MODES
from tests.stage import LONDON, Stage, project, restarted

MISSING = "There is no update on"


def test_leads_without_an_update_are_reminded_once_on_working_days(ready: Stage) -> None:
    ada, bola, editor, member, notes = ready.ada, ready.bola, ready.editor, ready.member, ready.notes
    ready.imports(
        project("repairs", "Lamp Repairs", bola, member),
        project("paused", "Paused Pier", ada, state="paused"),
        project("closed", "Closed Pier", ada, state="closed"),
    )
    ready.posts(ada, "/sprint-update ferry", "In good time")
    ready.moves_to(13, 9, 30)  # a Friday, three working days before the Wednesday
    ready.comes_to_rest()
    assert _ever_reminded(ready) == 0

    ready.moves_to(13, 10)
    ready.waits_for(lambda: len(_reminders(bola)) == 1 and len(_reminders(member)) == 1)
    ready.comes_to_rest()
    told = bola.sees("There is no update on Lamp Posts and Lamp Repairs for Sprint Notes #7 yet.")
    assert "Updates close at 5pm on Wednesday 18 March 2026." in told
    assert "There is no update on Lamp Repairs for Sprint Notes #7 yet." in _reminders(member)[0]
    assert _reminders(ada) == _reminders(editor) == []

    ready.bot.stop()
    restarted(ready)
    ready.comes_to_rest()
    assert _ever_reminded(ready) == 2
    bola.clicks("Post update on Lamp Repairs", message=told)
    assert field(bola, "Project") == "Lamp Repairs"
    bola.fills({"Headline": "Mended", "What happened": "All."})
    assert bola.submits().closed
    bola.sees("Your update on Lamp Repairs for Sprint Notes #7 is in.")
    assert (len(_reminders(bola)), len(_reminders(member))) == (1, 1)

    for day in (15, 16):  # a Sunday, and the Monday in between
        ready.moves_to(day, 12)
        ready.comes_to_rest()
    assert _ever_reminded(ready) == 2
    ready.moves_to(17, 10)  # the last working day before
    ready.waits_for(lambda: len(_reminders(bola)) == 2)
    ready.comes_to_rest()
    assert "There is no update on Lamp Posts for" in _reminders(bola)[-1]
    assert _ever_reminded(ready) == 3
    assert len(_reminders(member)) == 1
    assert _reminders(ada) == []
    assert ready.slack.messages(notes) == []


def test_each_is_left_alone_when_they_want_to_be_and_by_their_own_clock(ready: Stage) -> None:
    slack, ada, bola, member = ready.slack, ready.ada, ready.bola, ready.member
    far, ill, gone, quay = (slack.adds_person(name) for name in ("Wiremu Tane", "Ida Ill", "Gwen Gone", "Quin Quay"))
    ready.imports(
        project("far", "Far Pier", far),
        project("ill", "Ill Pier", ill),
        project("gone", "Gone Pier", gone),
        project("quay", "Quay Wall", quay),
        project("moor", "Moorings", member),
    )
    slack.changes_person(far, tz="Pacific/Auckland")
    slack.changes_person(ill, status_emoji=":face_with_thermometer:", status_expiration=_at(20, 9))
    slack.changes_person(gone, deleted=True)
    slack.changes_person(ada, dnd_until=_at(13, 12))
    slack.changes_person(bola, status_emoji=":palm_tree:")  # without an end: that says nothing
    slack.changes_person(member, dnd_until=_at(13, 19))
    ready.moves_to(13, 10)
    ready.waits_for(lambda: len(_reminders(bola)) == 1 and len(_reminders(quay)) == 1)
    ready.comes_to_rest()
    assert not any(_reminders(person) for person in (ada, far, ill, gone, member))

    ready.moves_to(13, 12, 1)  # she may be disturbed again
    ready.waits_for(lambda: len(_reminders(ada)) == 1)
    ready.moves_to(13, 17)
    slack.changes_person(quay, dnd_until=None)
    ready.moves_to(13, 19, 1)  # so may he, but it is evening
    ready.comes_to_rest()
    assert not any(_reminders(person) for person in (far, ill, gone, member))
    ready.moves_to(15, 21)  # Monday morning in Auckland, three working days before Thursday there
    ready.waits_for(lambda: len(_reminders(far)) == 1)
    assert "Updates close at 6am on Thursday 19 March 2026 (Auckland time)." in _reminders(far)[0]
    ready.moves_to(17, 10)
    ready.waits_for(lambda: len(_reminders(member)) == 1)
    assert not any(_reminders(person) for person in (ill, gone))
    assert rows(ready, "select count(*) from deliveries where state = 'failed'") == [(0,)]


@BOTH_MODES
def test_a_lead_puts_reminders_off_or_ends_them(ready: Stage) -> None:
    ada, bola = ready.ada, ready.bola
    ready.moves_to(13, 10)
    first = bola.sees(MISSING)
    ada_s = ada.sees(MISSING)
    bola.clicks("Remind me in 2 hours", message=first)
    bola.sees("You are reminded again at ")
    again = str(_last(bola, "You are reminded again at "))
    assert re.search(r"at (midday|12:[0-2]\dpm) on Friday 13 March 2026", again), again
    ada.clicks("No more reminders for edition 7", message=ada_s)
    ada.sees("You get no more reminders for Sprint Notes #7.")
    ready.moves_to(13, 11, 30)
    ready.comes_to_rest()
    assert len(_reminders(bola)) == 1
    ready.moves_to(13, 12, 30)
    ready.waits_for(lambda: len(_reminders(bola)) == 2)

    ready.moves_to(16, 11)  # Monday: from here “next working day” is the moment of the last reminder
    bola.clicks("Remind me next working day", message=_last(bola, MISSING))
    bola.sees("You are reminded again at 10am on Tuesday 17 March 2026")
    ready.comes_to_rest()
    assert len(_reminders(bola)) == 2
    ready.moves_to(17, 10)
    ready.waits_for(lambda: len(_reminders(bola)) == 3)
    ready.comes_to_rest()
    assert (len(_reminders(bola)), len(_reminders(ada))) == (3, 1)  # one message, not two

    ready.moves_to(18, 9)
    bola.clicks("Remind me next working day", message=_last(bola, MISSING))
    bola.sees("Updates for Sprint Notes #7 close before that, at 5pm on Wednesday 18 March 2026.")
    bola.clicks("Remind me in 2 hours", message=_last(bola, MISSING))
    bola.sees("on Wednesday 18 March 2026, unless the update is in by then")
    ready.posts(bola, "/sprint-update lamps", "In")
    ready.posts(bola, "/sprint-update repairs", "In too")
    ready.moves_to(18, 11, 30)
    ready.comes_to_rest()
    assert len(_reminders(bola)) == 3
    bola.clicks("Remind me in 2 hours", message=_last(bola, MISSING))
    bola.sees("Nothing of yours is missing from Sprint Notes #7 any more.")
    ready.moves_to(18, 17)
    ready.draft()
    [(seventh,)] = rows(ready, "select id from editions where number = 7")
    sends(ready, press(ready, ada, "skip_reminders", seventh))  # on a screen that shows the message as it was
    ada.sees("Sprint Notes #7 has closed, so nobody is reminded of it any more.")


def test_one_moment_reads_the_same_everywhere_and_its_zone_is_named(ready: Stage) -> None:
    bola, editor, notes = ready.bola, ready.editor, ready.notes
    closes, there = "5pm on Wednesday 18 March 2026", "10am on Wednesday 18 March 2026 (Los Angeles time)"
    ready.slack.changes_person(bola, tz="America/Los_Angeles")
    bola.opens_home()
    bola.sees_home(f"Updates close at {there}, in 13 days.")
    bola.types("/sprint-update lamps", in_channel=notes)
    assert form(bola).count(there) == 2
    bola.fills({"Headline": "Lit", "What happened": "All of them."})
    assert bola.submits().closed
    assert f"the draft that the editors get at {there}." in bola.sees("Your update on Lamp Posts")
    assert f"Updates close at {there}, in 13 days." in bola.types("/sprint-notes next", in_channel=notes)
    ready.moves_to(13, 18)
    reminder = bola.sees("There is no update on Lamp Repairs")
    assert f"Updates close at {there}." in reminder
    bola.clicks("Remind me next working day", message=reminder)
    bola.sees("You are reminded again at 10am on Monday 16 March 2026 (Los Angeles time)")
    far = ready.slack.adds_person("Wiremu Tane", tz="Pacific/Auckland")  # who leads nothing
    far.opens_home()
    far.sees_home("updates close at 6am on Thursday 19 March 2026 (Auckland time), in 5 days.")
    assert f"Updates close at {closes}, in 5 days." in editor.types("/sprint-notes next", in_channel=notes)
    ready.moves_to(18, 17)
    ready.draft()
    assert "Los Angeles" not in str(ready.slack.messages(ready.review))


@BOTH_MODES
def test_a_lead_asks_somebody_else(ready: Stage) -> None:
    ada, bola, member, editor, notes = ready.ada, ready.bola, ready.member, ready.editor, ready.notes
    ready.moves_to(13, 10)
    told = bola.sees("There is no update on Lamp Posts and Lamp Repairs")
    bola.clicks("Ask somebody else", message=told)
    bola.fills({"Project": "Lamp Posts", "Who can write it?": bola})
    assert bola.submits().errors == {"Who can write it?": "Pick somebody other than yourself."}
    bola.fills({"Who can write it?": member})
    assert bola.submits().closed
    bola.sees("has been asked for the update on Lamp Posts for Sprint Notes #7. You get no more reminders about it.")
    asked = member.sees("asks you to post the update on Lamp Posts for Sprint Notes #7.")
    assert "Updates close at 5pm on Wednesday 18 March 2026." in asked

    member.clicks("I can’t", message=asked)
    member.sees("will be told. You are not asked any more.")
    back = bola.sees("can’t write the update on Lamp Posts for Sprint Notes #7. It is yours again.")
    member.clicks("Post update on Lamp Posts", message=asked)
    member.sees("You do not lead a project yet.")
    member.clicks("I can’t", message=asked)
    member.sees("You are not asked for the update on Lamp Posts any more.")

    bola.clicks("Ask somebody else", message=back)
    bola.fills({"Project": "Lamp Posts", "Who can write it?": ada})
    assert bola.submits().closed
    asked = ada.sees("asks you to post the update on Lamp Posts for Sprint Notes #7.")
    assert "Only a lead of Lamp Repairs can post" in ada.types("/sprint-update repairs", in_channel=notes)
    ready.moves_to(17, 10)
    ready.waits_for(lambda: len(_reminders(bola)) == 2 and len(_reminders(ada)) == 2)
    assert "There is no update on Lamp Repairs for" in _reminders(bola)[-1]
    assert "There is no update on Ferry Tickets and Lamp Posts for" in _reminders(ada)[-1]
    ada.clicks("Post update on Lamp Posts", message=asked)
    assert field(ada, "Project") == "Lamp Posts"
    ada.fills({"Headline": "Ada for Bola", "What happened": "They shine."})
    assert ada.submits().closed
    ada.sees("Your update on Lamp Posts for Sprint Notes #7 is in.")
    ada.clicks("I can’t", message=asked)
    ada.sees("This project’s update for Sprint Notes #7 is not missing any more.")
    acts = rows(ready, "select actor, action from audit where action in ('ask somebody', 'decline') order by id")
    assert acts == [(bola.id, "ask somebody"), (member.id, "decline"), (bola.id, "ask somebody")]

    ready.posts(ada, "/sprint-update ferry", "Boats")
    ready.moves_to(18, 17)  # it was for this edition only
    ready.draft()
    editor.clicks("Approve edition 7", message=ready.draft())
    editor.sees("Sprint Notes #7 is approved", in_channel=ready.review)
    assert "Only a lead of Lamp Posts can post" in ada.types("/sprint-update lamp posts", in_channel=notes)


def test_somebody_who_is_away_is_left_alone_and_whoever_is_there_is_told(ready: Stage) -> None:
    ada, bola, editor, member = ready.ada, ready.bola, ready.editor, ready.member
    ready.imports(project("repairs", "Lamp Repairs", bola, member))
    ready.moves_to(13, 10)
    told = bola.sees("There is no update on Lamp Posts and Lamp Repairs")
    bola.chooses("Away?", "2026-03-12", message=told)
    bola.sees("Thursday 12 March 2026 has gone by. Pick today’s date if you are back")
    bola.chooses("Away?", "2026-03-17", message=told)
    bola.sees("You get no reminders before Tuesday 17 March 2026.")
    ready.slack.changes_person(bola, tz="Europe/Dublin")  # what Slack says anew does not undo their own word
    bola.chooses("Away?", "2026-03-23", message=told)
    bola.sees("You get no reminders before Monday 23 March 2026.")
    covers = member.sees("is back on Monday 23 March 2026. There is no update on Lamp Repairs for Sprint Notes #7 yet.")
    assert "Lamp Posts" not in covers
    alone = editor.sees("is back on Monday 23 March 2026, after Sprint Notes #7 closes.")
    assert "There is nobody else at present to write the update on Lamp Posts." in alone
    ready.comes_to_rest()
    assert not any("is back on" in message for message in ada.direct_messages())

    ready.moves_to(17, 10)
    ready.waits_for(lambda: len(_reminders(ada)) == 2 and len(_reminders(member)) == 2)
    ready.comes_to_rest()
    assert len(_reminders(bola)) == 1
    editor.clicks("Post update on Lamp Posts", message=alone)
    assert field(editor, "Project") == "Lamp Posts"
    editor.closes()
    bola.chooses("Away?", "2026-03-17", message=told)
    bola.sees("You are not away any more.")
    ready.waits_for(lambda: len(_reminders(bola)) == 2)

    bola.chooses("Away?", "2026-03-23", message=told)
    ready.moves_to(18, 17)
    heard = editor.sees("3 projects gave neither an update nor “nothing to report”.")
    editor.clicks("Nudge the lead of Lamp Posts", message=heard)
    editor.sees("is away and back on Monday 23 March 2026.")
    bola.sees("asks: could you post the update on Lamp Posts for Sprint Notes #7?")


def test_a_reminder_that_waits_says_what_is_so_when_it_goes(ready: Stage) -> None:
    """Slack takes no messages for a while, and updates come in meanwhile."""
    ada, bola = ready.ada, ready.bola
    ready.slack.fails("chat.postMessage", status=429, retry_after=100, times=2)  # two may be asked at once
    ready.moves_to(13, 10)
    ready.waits_for(lambda: _ever_reminded(ready) == 2)
    for lead, command in ((ada, "ferry"), (bola, "repairs")):
        assert lead.types(f"/sprint-update {command}", in_channel=ready.notes).ok
        lead.fills({"Headline": "Just in time", "What happened": "It went well."})
        assert lead.submits().closed
    ready.waits_for(ready.clock.nothing_follows)
    ready.clock.advance(100)
    ready.waits_for(lambda: len(_reminders(bola)) == 1)
    ada.sees("Your update on Ferry Tickets for Sprint Notes #7 is in.")
    assert "There is no update on Lamp Posts for Sprint Notes #7 yet." in _reminders(bola)[0]
    assert _reminders(ada) == []
    stale = rows(ready, "select key, not_after from deliveries where key like 'reminder %' and state = 'sent'")
    assert [(bola.id in key, until) for key, until in stale] == [(True, "2026-03-13 18:00:00.000000")]


def test_where_slack_says_nothing_of_people_they_are_reminded_later_all_the_same(ready: Stage) -> None:
    ada = ready.ada
    ready.slack.fails("users.info", error="fatal_error", times=10_000)
    ready.moves_to(13, 10)
    ready.comes_to_rest()
    assert _ever_reminded(ready) == 0
    ready.moves_to(13, 10, 31)
    ready.waits_for(lambda: len(_reminders(ada)) == 1)


@BOTH_MODES
def test_only_the_editors_hear_who_was_silent_and_may_nudge_once(ready: Stage) -> None:
    ada, bola, editor, member = ready.ada, ready.bola, ready.editor, ready.member
    ready.imports(project("repairs", "Lamp Repairs", bola, member), project("nobody", "Nobody’s Pier"))
    ready.posts(ada, "/sprint-update ferry", "Boats")
    ready.posts(bola, "/sprint-update lamps", "Lamps")
    ready.moves_to(18, 17)
    card = ready.draft(parts=2)
    heard = editor.sees("2 projects gave neither an update nor “nothing to report”.")
    assert "Sprint Notes #7 has closed." in heard
    assert "It has no lead." in heard
    assert "Lamp Posts" not in heard
    editor.clicks("Nudge the leads of Lamp Repairs", message=heard)
    editor.sees("will get a direct message from you about Lamp Repairs.")
    for lead in (bola, member):
        nudged = lead.sees("asks: could you post the update on Lamp Repairs for Sprint Notes #7?")
        assert f"<@{editor.id}>" in nudged
    editor.clicks("Nudge the leads of Lamp Repairs", message=heard)
    editor.sees("Somebody has nudged Lamp Repairs for Sprint Notes #7 already. Nobody was asked again.")
    assert rows(ready, "select actor, subject from audit where action = 'nudge'") == [(editor.id, "repairs 7")]
    assert rows(ready, "select count(*) from deliveries where key like 'nudge %'") == [(2,)]

    bola.clicks("Post update on Lamp Repairs", message=_last(bola, "asks: could you"))
    bola.fills({"Headline": "Late but here", "What happened": "All."})
    assert bola.submits().closed
    ready.waits_for(lambda: "Late (1)" in ready.draft())
    editor.clicks("Nudge the leads of Lamp Repairs", message=heard)
    editor.sees("This project is not missing from Sprint Notes #7 any more.")
    for person in (ada, bola, member):
        assert not any("neither an update" in message for message in person.direct_messages())
    assert all("neither an update" not in message for message in [*ready.slack.messages(ready.review), card])


def test_the_leads_of_all_that_is_missing_are_nudged_at_once_and_none_twice(ready: Stage) -> None:
    ada, bola, editor = ready.ada, ready.bola, ready.editor
    ready.moves_to(18, 17)
    ready.draft()
    heard = editor.sees("3 projects gave neither an update nor “nothing to report”.")
    editor.clicks("Nudge the lead of Ferry Tickets", message=heard)
    editor.sees("will get a direct message from you about Ferry Tickets.")
    assert not editor.clicks("Nudge all", message=heard, confirms=False).sent  # Slack asks first
    editor.clicks("Nudge all", message=heard)
    editor.sees("Their leads will get a direct message from you about Lamp Posts and Lamp Repairs.")
    ready.comes_to_rest()
    nudged = [
        str(message) for lead in (ada, bola) for message in lead.direct_messages() if "asks: could you" in message
    ]
    about = [name for message in nudged for name in ("Ferry Tickets", "Lamp Posts", "Lamp Repairs") if name in message]
    assert sorted(about) == ["Ferry Tickets", "Lamp Posts", "Lamp Repairs"]
    editor.clicks("Nudge all", message=heard)
    editor.sees("The leads of all projects that are missing from Sprint Notes #7 were asked already.")


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=LONDON)


def _last(person: Person, fragment: str) -> Message:
    return next(message for message in reversed(person.direct_messages()) if fragment in message)


def _reminders(person: Person) -> list[str]:
    return [str(message) for message in person.direct_messages() if MISSING in message and "You can" not in message]


def _ever_reminded(ready: Stage) -> int:
    return int(rows(ready, "select count(*) from deliveries where key like 'reminder %'")[0][0])
