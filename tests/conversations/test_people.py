"""Editors and leads: adding and removing, people who leave, guests and other organisations."""

from __future__ import annotations

import json

import pytest

from tests.conversations.looking import field, form, rows
from tests.conversations.modes import BOTH_MODES
from tests.stage import Stage, project

PEOPLE = "/sprint-notes people"


def editors(staged: Stage) -> set[str]:
    return {person for (person,) in rows(staged, "select person from editors")}


@BOTH_MODES
def test_editors_are_added_and_removed_and_one_always_stays(ready: Stage) -> None:
    ada, editor, notes = ready.ada, ready.editor, ready.notes
    ready.waits_for(lambda: (editor.id,) in rows(ready, "select id from people"))  # Slack has been asked who she is
    editor.types(PEOPLE, in_channel=notes)
    shown = form(editor)
    assert f"<@{editor.id}>" in shown
    assert f"<@{ready.bola.id}>: Lamp Posts and Lamp Repairs" in shown
    editor.chooses("Change who leads", "Ferry Tickets")
    assert field(editor, "Name") == "Ferry Tickets"
    editor.chooses("Leads", [ada, ready.bola])
    assert editor.submits().updated
    assert "Ferry Tickets is saved." in form(editor)
    editor.closes()
    editor.types(PEOPLE, in_channel=notes)
    assert f"<@{ready.bola.id}>: Ferry Tickets, Lamp Posts and Lamp Repairs" in form(editor)
    editor.clicks("Remove Edie Quill as editor")
    assert f"<@{editor.id}> is the only editor. Add another one first" in form(editor)
    assert editors(ready) == {editor.id}

    editor.chooses("Add an editor", ada)
    assert f"<@{ada.id}> is an editor now." in form(editor)
    ada.sees(f"<@{editor.id}> has made you an editor of these sprint notes")
    editor.chooses("Add an editor", ada)
    assert f"<@{ada.id}> is an editor already." in form(editor)

    ada.types(PEOPLE, in_channel=notes)
    editor.clicks("Remove Ada Marsh as editor", confirms=False)
    assert editors(ready) == {editor.id, ada.id}
    editor.clicks("Remove Ada Marsh as editor")
    assert f"<@{ada.id}> is no editor any more." in form(editor)
    ada.sees(f"<@{editor.id}> has removed you from the editors")
    ada.chooses("Add an editor", ready.bola)  # her view is still open
    ada.sees("Only an editor can add an editor.")
    assert editors(ready) == {editor.id}
    audit = rows(ready, "select actor, action, subject from audit where action like '% editor' order by id")
    assert audit == [
        (editor.id, "become first editor", "Harbour Unit"),
        (editor.id, "add editor", ada.id),
        (editor.id, "remove editor", ada.id),
    ]


@BOTH_MODES
def test_editors_hear_once_of_a_lead_who_has_left(ready: Stage) -> None:
    ada, bola, editor, notes, slack = ready.ada, ready.bola, ready.editor, ready.notes, ready.slack
    ready.imports(project("repairs", "Lamp Repairs", bola, ada), project("old", "Old Pier", bola, state="closed"))
    slack.changes_person(ready.member, deleted=True)  # leads nothing
    slack.repeats_events(1)
    slack.changes_person(bola, deleted=True)
    told = editor.sees("Bola Ade has left the workspace or was deactivated.")
    assert "1 project without an active lead now: Lamp Posts." in told
    slack.changes_person(bola, real_name="Bola Quay", deleted=True)
    slack.waits_for_peace()
    ready.waits_for(lambda: ("Bola Quay",) in rows(ready, "select name from people"))
    assert sum("has left the workspace" in str(message) for message in editor.direct_messages()) == 1
    assert rows(ready, "select detail from audit where action = 'left'") == [(json.dumps({"projects": ["lamps"]}),)]

    editor.types(PEOPLE, in_channel=notes)
    assert f"<@{bola.id}> (has left the workspace): Lamp Posts and Lamp Repairs" in form(editor)
    assert "Without an active lead (1)" in form(editor)
    editor.closes()
    editor.clicks("Edit Lamp Posts", message=told)
    assert "Bola Quay has left the workspace: they get no messages and cannot post." in form(editor)
    editor.chooses("Leads", [ada])
    assert "has left the workspace" not in form(editor)
    assert editor.submits().updated
    assert rows(ready, "select leads from projects where key = 'lamps'") == [(json.dumps([ada.id]),)]

    # back, and gone again: told again
    slack.changes_person(bola, deleted=False)
    ready.waits_for(lambda: (1,) in rows(ready, "select active from people where name = 'Bola Quay'"))
    slack.clock.advance(1)
    slack.changes_person(bola, deleted=True)
    left = "Bola Quay has left the workspace or was deactivated."
    editor.sees(f"{left} Every project that they lead has another active lead.")


def test_an_editor_who_has_left_is_none_any_more_and_the_only_one_can_be_followed(ready: Stage) -> None:
    ada, editor, notes, slack = ready.ada, ready.editor, ready.notes, ready.slack
    editor.types(PEOPLE, in_channel=notes)
    editor.chooses("Add an editor", slack.adds_person("Robo", is_bot=True))
    assert "is an app. Pick somebody else." in form(editor)
    editor.chooses("Add an editor", ada)
    ada.sees("has made you an editor")
    slack.changes_person(ada, deleted=True)
    told = editor.sees("Ada Marsh has left the workspace or was deactivated. They are no editor any more.")
    assert "1 project without an active lead now: Ferry Tickets." in told
    assert editors(ready) == {editor.id}

    slack.changes_person(editor, deleted=True)
    ready.waits_for(lambda: "Edie Quill has left the workspace" in str(slack.messages(ready.review)))
    assert editors(ready) == set()
    assert "whoever runs /sprint-notes setup becomes one" in ready.bola.types(PEOPLE, in_channel=notes)
    ready.bola.types("/sprint-notes setup", in_channel=notes)
    assert ready.bola.submits().closed
    assert editors(ready) == {ready.bola.id}


@BOTH_MODES
def test_guests_and_other_organisations_can_lead_and_hear_what_they_cannot_do(ready: Stage) -> None:
    editor, notes, slack = ready.editor, ready.notes, ready.slack
    gwen = slack.adds_person("Gwen Guest", is_restricted=True)
    olly = slack.adds_person("Olly Outside", team_id="T2", is_stranger=True)
    for person in (gwen, olly):
        editor.invites(person, to=notes)
    editor.types("/sprint-notes projects", in_channel=notes)
    editor.clicks("Edit Lamp Posts")
    editor.fills({"Contact": "typed@example.org"})
    editor.chooses("Leads", [ready.bola, gwen, olly])
    shown = form(editor)
    assert "Gwen Guest is a guest: buttons in messages and reminders work, commands such as /sprint-update" in shown
    assert "Olly Outside belongs to another organisation" in shown
    assert editor.submits().updated
    assert rows(ready, "select contact from projects where key = 'lamps'") == [("typed@example.org",)]
    ready.posts(gwen, "/sprint-update lamp posts", "From a guest")

    assert "You are a guest here:" in gwen.types("/sprint-notes draft", in_channel=notes)
    assert "You belong to another organisation:" in olly.types("/sprint-update ferry", in_channel=notes)
    assert "You are a guest" not in ready.member.types("/sprint-notes draft", in_channel=notes)
    assert "ask an editor to post for you" in gwen.types("/sprint-notes help", in_channel=notes)
    editor.clicks("Edit Lamp Posts")
    assert "Gwen Guest is a guest" in form(editor)
    editor.closes()
    slack.changes_person(gwen, is_restricted=False)  # a member now
    ready.waits_for(lambda: ("member",) in rows(ready, "select belonging from people where name = 'Gwen Guest'"))
    editor.types(PEOPLE, in_channel=notes)
    assert f"<@{gwen.id}>: Lamp Posts" in form(editor)
    assert f"<@{olly.id}> (of another organisation): Lamp Posts" in form(editor)


def test_a_hundred_and_fifty_people(ready: Stage) -> None:
    editor = ready.editor
    crowd = [ready.slack.adds_person(f"Person {n}") for n in range(150)]
    ready.imports(*(project(f"p{n}", f"Prosiect {n}", *crowd[n : n + 60]) for n in range(97)))
    for person in crowd[:5]:
        editor.types(PEOPLE, in_channel=ready.notes)
        editor.chooses("Add an editor", person)
        editor.closes()
    editor.types(PEOPLE, in_channel=ready.notes)
    seen = form(editor)
    while "Show next page" in seen.rpartition("Page ")[2]:
        editor.clicks("Show next page")
        seen += form(editor)
    assert all(f"<@{person.id}>" in seen for person in crowd)
    ready.slack.changes_person(crowd[96], deleted=True)
    ready.slack.changes_person(crowd[10], deleted=True)
    gone = "left the workspace or was deactivated"
    ready.waits_for(lambda: sum(gone in str(message) for message in editor.direct_messages()) == 2)


@pytest.mark.parametrize("private", [True, False])
def test_a_new_editor_outside_the_review_channel_is_told_and_so_is_who_added_them(ready: Stage, private: bool) -> None:
    ada, editor, slack = ready.ada, ready.editor, ready.slack
    place = slack.adds_channel("desk", private=private, members=[editor, ready.bola], with_bot=True)
    ready.sets_up(**{"Review channel": "desk"})
    editor.types(PEOPLE, in_channel=ready.notes)
    editor.chooses("Add an editor", ada)
    outside = f"They are not in <#{place.id}>, where drafts come: invite them to it."
    assert (outside in form(editor)) is private
    told = ada.sees("has made you an editor")
    assert (f"You are not in <#{place.id}>, where drafts come: ask <@{editor.id}> to invite you." in told) is private
    editor.chooses("Add an editor", ready.bola)
    assert "They are not in" not in form(editor)
    assert "You are not in" not in ready.bola.sees("has made you an editor")


def test_an_editor_is_added_also_where_slack_does_not_say_who_is_in_the_channel(ready: Stage) -> None:
    ready.slack.fails("conversations.members", error="fetch_members_failed")
    ready.editor.types(PEOPLE, in_channel=ready.notes)
    ready.editor.chooses("Add an editor", ready.ada)
    assert f"<@{ready.ada.id}> is an editor now." in form(ready.editor)
