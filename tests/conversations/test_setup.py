"""Setting the notes up: who may, what the form refuses, and what becomes of editions that are there."""

from __future__ import annotations

import json

from tests.conversations.looking import field, form, offered, rows
from tests.conversations.modes import BOTH_MODES
from tests.stage import Stage, project, restarted

SET_UP = "/sprint-notes setup"


@BOTH_MODES
def test_before_set_up_everything_says_what_to_do_and_the_first_to_do_it_becomes_editor(staged: Stage) -> None:
    ada, editor, member, notes = staged.ada, staged.editor, staged.member, staged.notes
    for command in ("/sprint-update", "/sprint-update ferry", "/sprint-status", "/sprint-notes next"):
        answer = ada.types(command, in_channel=notes)
        assert "not set up in this workspace yet" in answer, command
        assert SET_UP in answer, command
    assert "whoever runs /sprint-notes setup becomes one" in ada.types("/sprint-notes draft", in_channel=notes)
    assert SET_UP in ada.types("/sprint-notes help", in_channel=notes)

    ada.types(SET_UP, in_channel=notes)  # she opens the form, but the editor is faster
    ada.fills({"Name of the unit": "Ada’s unit", "Review channel": "sprint-notes", "Publish channel": "sprint-notes"})
    staged.sets_up()
    assert "You are the first editor" in editor.direct_messages()[-1]
    assert "Sprint Notes #7 covers 5 – 18 March 2026" in editor.direct_messages()[-1]

    assert ada.submits().updated
    ada.sees_modal(f"Only an editor can change the set-up. The editors are <@{editor.id}>")
    ada.closes()
    assert field(ada, "Name of the unit") == "Ada’s unit"
    ada.closes()

    refused = member.types(SET_UP, in_channel=notes)
    assert "Only an editor can change the set-up" in refused
    assert f"<@{editor.id}>" in refused
    assert member.modal is None


def test_the_form_offers_every_time_zone_and_refuses_what_cannot_be(staged: Stage) -> None:
    editor = staged.editor
    editor.types(SET_UP, in_channel=staged.notes)
    zones = offered(editor, "Time zone")
    assert {"Europe/London", "Pacific/Auckland", "America/New York", "Asia/Kolkata", "UTC"} <= set(zones)
    assert field(editor, "Time zone") == "Europe/London"
    assert field(editor, "First day") == "2026-03-05"

    editor.fills({"Name of the unit": "   ", "Review channel": "review", "Publish channel": "sprint-notes"})
    assert "Name of the unit" in editor.submits().errors  # Slack's own form
    editor.fills({"Name of the unit": "Harbour Unit", "Length in days": "0"})
    assert "Length in days" in editor.submits().errors
    editor.fills({"Length in days": "93"})
    assert "Length in days" in editor.submits().errors
    editor.fills({"Length in days": "7", "Time zone": "Pacific/Auckland", "Number of the next edition": "40"})
    assert editor.submits().closed
    editor.sees("Sprint Notes #40 covers 5 – 11 March 2026; its draft comes at 5pm on Wednesday 11 March 2026.")
    assert rows(staged, "select closes_at from editions") == [("2026-03-11 04:00:00.000000",)]


def test_the_editor_moves_the_open_edition_and_keeps_what_was_typed_when_the_number_is_taken(ready: Stage) -> None:
    editor, ada = ready.editor, ready.ada
    ready.posts(ada, "/sprint-update ferry", "Before the move")
    ready.sets_up(**{"First day": "2026-03-09", "Length in days": "5", "Closing time": "12:30"})
    editor.sees("Sprint Notes #7 covers 9 – 13 March 2026; its draft comes at 12:30pm on Friday 13 March 2026.")
    assert "12:30pm on Friday 13 March 2026, in 8 days" in ada.types("/sprint-notes next", in_channel=ready.notes)

    ready.moves_to(13, 12, 30)
    ready.draft("Draft: Sprint Notes #7")
    ready.waits_for(lambda: "#8 covers" in ada.types("/sprint-notes next", in_channel=ready.notes))
    editor.types(SET_UP, in_channel=ready.notes)
    assert field(editor, "Number of the next edition") == "8"
    editor.fills({"Number of the next edition": "7", "Name of the unit": "Quay Unit"})
    refused = editor.submits()
    assert refused.errors == {"Number of the next edition": "Edition 7 exists already. Write 8 or more."}
    assert field(editor, "Name of the unit") == "Quay Unit"
    editor.fills({"Number of the next edition": "20"})
    assert editor.submits().closed
    editor.sees("Sprint Notes #20 covers 14 – 18 March 2026")
    # the unit's name stands in the draft: it says the new one
    ready.waits_for(lambda: any("Quay Unit" in part for part in editor.thread(ready.draft())))


def test_an_edition_from_before_the_bot_met_slack_is_left_as_it_is_and_its_draft_comes(staged: Stage) -> None:
    staged.bot.kill()
    for path in staged.folder.glob("sprint-notes.db*"):
        path.unlink()
    file = {
        "format": "sprint-notes/1",
        "unit": {"name": "Harbour Unit", "timezone": "Europe/London", "sprint_days": 7},
        "edition": {"number": 39, "starts": "2021-11-25", "ends": "2021-12-08", "intro": "Welcome back."},
        "projects": [project("ferry", "Ferry Tickets", staged.ada)],
        "updates": [{"project": "ferry", "headline": "The boats sail", "body": "They *do*."}],
    }
    (staged.folder / "old.json").write_text(json.dumps(file), encoding="utf-8")
    staged.bot.run("import", "old.json")
    restarted(staged)
    assert rows(staged, "select id from workspaces") == [(staged.slack.team_id,)]
    assert rows(staged, "select distinct workspace from updates") == [(staged.slack.team_id,)]

    editor = staged.editor
    editor.types(SET_UP, in_channel=staged.notes)
    assert "39" in form(editor)
    assert field(editor, "First day") == "2021-11-25"
    editor.fills({"Review channel": "review", "Publish channel": "sprint-notes"})
    assert editor.submits().closed
    card = staged.draft("Draft: Sprint Notes #39", parts=1)
    assert "Covering 25 November – 8 December 2021" in card
    assert any("The boats sail" in part for part in editor.thread(card))
    opened = rows(staged, "select number, starts from editions where state = 'open'")
    assert opened == [(40, "2026-03-05")]


def test_the_unit_says_when_leads_are_reminded_and_whose_bank_holidays_count(ready: Stage) -> None:
    """Whoever changes nothing has three working days and one, 10am, and the holidays of the time zone's country."""
    editor, ada = ready.editor, ready.ada
    usual = '{"days_before": [3, 1], "at": "10:00", "country": "", "region": ""}'
    assert rows(ready, "select reminders from units") == [(usual,)]
    editor.types(SET_UP, in_channel=ready.notes)
    assert [field(editor, label) for label in ("Reminder days", "Reminder time", "Bank holidays of")] == [
        "3, 1",
        "10:00",
        "United Kingdom: England",
    ]
    for wrong in ("", "three", "0", "21", "1 2 3 4 5 6", "-1", "1.5"):
        editor.fills({"Reminder days": wrong or " "})
        assert set(editor.submits().errors) == {"Reminder days"}, wrong
    editor.fills({"Reminder days": "5 2, 2", "Reminder time": "18:00"})
    assert editor.submits().errors == {
        "Reminder time": "Pick a time from 7am to 5pm: nobody is reminded in the evening."
    }
    editor.fills({"Reminder time": "08:30", "Bank holidays of": "United Kingdom: Scotland"})
    assert field(editor, "Bank holidays of") == "United Kingdom: Scotland"
    assert editor.submits().closed
    editor.sees("published editions to")
    scottish = '{"days_before": [5, 2], "at": "08:30", "country": "GB", "region": "SCT"}'
    ready.waits_for(lambda: rows(ready, "select reminders from units") == [(scottish,)])
    editor.types(SET_UP, in_channel=ready.notes)
    assert [field(editor, label) for label in ("Reminder days", "Reminder time", "Bank holidays of")] == [
        "5, 2",
        "08:30",
        "United Kingdom: Scotland",
    ]
    editor.closes()

    ready.moves_to(11, 8, 30)  # five working days before Wednesday 18 March
    ada.sees("There is no update on Ferry Tickets")
    exported = json.loads(ready.bot.run("export"))["unit"]
    assert exported["reminder_days"] == [5, 2]
    assert (exported["reminder_time"], exported["country"], exported["region"]) == ("08:30:00", "GB", "SCT")
    editor.types(SET_UP, in_channel=ready.notes)
    editor.fills({"Bank holidays of": None})
    assert editor.submits().closed
    ready.waits_for(lambda: '"country": ""' in rows(ready, "select reminders from units")[0][0])


def test_a_private_review_channel_without_the_bot_is_said_at_once(staged: Stage, expected_refusals: set[str]) -> None:
    expected_refusals.add("channel_not_found")
    editor = staged.editor
    cellar = staged.slack.adds_channel("cellar", private=True, members=[editor])
    staged.sets_up(**{"Review channel": "cellar"})
    told = editor.sees(f"This could not be posted in <#{cellar.id}>")
    assert "Invite Sprint Notes to it with /invite" in told
    assert "or pick another one with /sprint-notes setup" in told
    editor.invites_bot(to=cellar)
    editor.clicks("Try again", message=told)
    editor.sees(f"<@{editor.id}> has set the sprint notes up: drafts come here", in_channel=cellar)
    staged.sets_up(**{"Review channel": "cellar", "Name of the unit": "Quay Unit"})
    assert sum("drafts come here" in str(message) for message in staged.slack.messages(cellar)) == 1


def test_a_private_publish_channel_without_the_bot_is_said_at_once(staged: Stage, expected_refusals: set[str]) -> None:
    expected_refusals.add("channel_not_found")
    editor = staged.editor
    attic = staged.slack.adds_channel("attic", private=True, members=[editor])
    staged.sets_up(**{"Publish channel": "attic"})
    told = editor.sees(f"Nothing can be published in <#{attic.id}> yet. The channel is private or gone.")
    editor.invites_bot(to=attic)
    editor.clicks("Try again", message=told)
    staged.comes_to_rest()
    assert len([one for one in editor.direct_messages() if "Nothing can be published" in str(one)]) == 1
    assert staged.slack.messages(attic) == []


def test_a_public_publish_channel_is_joined_at_once(staged: Stage) -> None:
    staged.sets_up()
    staged.waits_for(lambda: any(call.method == "conversations.join" and call.ok for call in staged.slack.calls()))
