"""Once means once: all that leads and members do is brought by Slack twice. What editors do is in ``test_roles``."""

from __future__ import annotations

from collections import Counter

import pytest
from slack_sandbox.things import Message

from domain.follows import FollowKind
from rendering.slack.kit.ids import UPDATE_INPUTS, Action, Callback
from rendering.slack.kit.values import Chosen, FollowOf, InEdition, PageOf
from tests.conversations.by_hand import press, sends, submission
from tests.conversations.drafts import item
from tests.conversations.looking import form, headlines, rows
from tests.conversations.modes import HTTP
from tests.conversations.repeats import ALL_THINGS, everything_again, known_by
from tests.conversations.who_may import EVERYBODY, FORM, LEADS, ONESELF, Thing
from tests.stage import Stage

ABOUT_REMINDERS: set[Thing] = {
    *(("action", one) for one in (Action.SNOOZE, Action.SKIP_REMINDERS, Action.AWAY, Action.DECLINE)),
    ("action", Action.ASK_SOMEBODY),
    ("submit", Callback.ASK_SOMEBODY),
}
ABOUT_ONESELF: set[Thing] = {
    ("action", Action.INTRODUCE),
    ("submit", Callback.INTRODUCE),
    ("action", Action.TAKE_DOWN_MEMBER),
    ("action", Action.ADD_NEWS_ROW),
    *EVERYBODY,
}
ABOUT_UPDATES: set[Thing] = {*LEADS, *ONESELF, *FORM} - ABOUT_REMINDERS - ABOUT_ONESELF
CONSENT = {"Your consent": ["I agree that this is published. I can take it down at any time."]}


@pytest.fixture(autouse=True)
def refused_the_second_time(expected_refusals: set[str]) -> None:
    """A form opens once for what somebody does, and a view is changed once from what it was."""
    expected_refusals |= {"exchanged_trigger_id", "expired_trigger_id", "hash_conflict", "not_found"}


def test_the_page_says_of_every_act_how_it_is_recognised() -> None:
    page = known_by()
    assert set(page) == ALL_THINGS
    assert set(page.values()) == {"envelope", "envelope, token", "token", "shows only"}


@HTTP
def test_what_leads_write_is_written_once(ready: Stage) -> None:
    ada, editor, notes = ready.ada, ready.editor, ready.notes
    with everything_again(ready, ABOUT_UPDATES) as twice:
        ada.types("/sprint-update", in_channel=notes)
        ada.chooses("Project", "Ferry Tickets")
        for name in UPDATE_INPUTS:
            twice.presses(ada, name, "x")
        ada.chooses("Headline", "A ferry")
        ada.clicks("Add a date")
        ada.clicks("Preview update")
        ada.closes(everything=True)
        ada.types("/sprint-update ferry", in_channel=notes)
        ada.clicks("Throw away what I typed")
        ada.clicks("Write for edition 8 instead")
        ada.clicks("Write for edition 7 instead")
        ada.fills({"Headline": "The ferry", "What happened": "It sailed."})
        assert ada.submits().closed
        told = ada.sees("Your update on Ferry Tickets for Sprint Notes #7 is in.")
        ada.clicks("Withdraw update on Ferry Tickets", message=told)
        gone = ada.sees("is withdrawn")
        ada.clicks("Nothing to report on Ferry Tickets", message=gone)
        ada.clicks("Take back “nothing to report” on Ferry Tickets", message=ada.sees("It is noted"))
        ada.clicks("Post update on Ferry Tickets", message=gone)
        ada.closes()
        ada.uses_shortcut("post_update")
        ada.closes()
        ada.uses_shortcut("Add to sprint update", message=ada.says("A new boat", in_channel=notes))
        editor.types("/sprint-update ferry", in_channel=notes)
        editor.fills({"Headline": "Edie’s ferry", "What happened": "It sails."})
        assert editor.submits().closed
        ada.fills({"Headline": "Ada’s ferry", "Status": "Complete"})
        assert ada.submits().updated
        ada.clicks("Keep mine")  # the headline
        ada.clicks("Take theirs")  # what happened
        ada.clicks("See what was saved")
        [(ferry, seventh)] = rows(ready, "select project_id, edition_id from updates")
        twice.presses(ada, Action.PREVIEW_UPDATE_PAGE, f"{ferry} {seventh} saved:0")
        ada.closes()
        assert ada.submits().closed
        asked = ada.sees("Is the project over?")
        ada.clicks("Ferry Tickets goes on", message=asked)
        told = ada.sees("Your update on Ferry Tickets for Sprint Notes #7 is changed.")
        ada.clicks("See earlier versions", message=told)
        [(update,)] = rows(ready, "select id from updates")
        twice.presses(ada, Action.HISTORY_PAGE, f"{update}:0:0")
        ada.closes()
        editor.types("/sprint-update ferry", in_channel=notes)
        editor.fills({"Headline": "Edie’s boat"})
        assert editor.submits().closed
        ready.comes_to_rest()
        changed = ada.sees("has changed the update on Ferry Tickets")
        ada.clicks("Object to this change", message=changed)
        ada.clicks("Take back objection", message=ada.sees("You have objected"))
        ready.moves_to(18, 17)
        editor.clicks("Ask the lead", message=item(ready, "Ferry Tickets"))
        editor.fills({"What do you want to know, or to have changed?": "Which pier?"})
        assert editor.submits().closed
        ada.clicks("Answer about Ferry Tickets", message=ada.sees("Which pier?"))
        ada.fills({"About Ferry Tickets": "The north pier."})
        assert ada.submits().closed
        editor.clicks("Approve edition 7", message=ready.draft("Waiting for 1 approval."))
        editor.clicks("Publish edition 7", message=ready.draft("Approved, ready to publish."))
        ada.clicks(
            "Ask for a correction of Ferry Tickets", message=ada.sees("Sprint Notes #7 is published: what is wrong")
        )
        ada.fills({"What is wrong, and what would be right": "It was a boat."})
        assert ada.submits().closed
        twice.presses(ada, Action.CLOSE_PROJECT, f"{ferry} {seventh}")
        ada.opens_home()
        twice.presses(ada, Action.HOME_PAGE, "0")
        twice.checks(ada)


@HTTP
def test_what_leads_want_of_their_reminders_is_done_once(ready: Stage) -> None:
    ada, bola, member = ready.ada, ready.bola, ready.member
    ready.moves_to(13, 10)
    told, adas = (who.sees("There is no update on") for who in (bola, ada))
    with everything_again(ready, ABOUT_REMINDERS) as twice:
        bola.clicks("Remind me in 2 hours", message=told)
        ada.clicks("No more reminders for edition 7", message=adas)
        bola.chooses("Away?", "2026-03-17", message=told)
        bola.clicks("Ask somebody else", message=told)
        bola.fills({"Project": "Lamp Posts", "Who can write it?": member})
        assert bola.submits().closed
        member.clicks("I can’t", message=member.sees("asks you to post the update on Lamp Posts"))
        twice.checks(bola)
    assert '"event": "repeated"' in ready.bot.log()
    assert "nothing said" not in ready.bot.log()


@HTTP
def test_what_everybody_does_is_done_once(ready: Stage) -> None:
    editor, member, notes = ready.editor, ready.member, ready.notes
    editor.types("/sprint-notes news", in_channel=notes)
    editor.clicks("Invite a team member")
    editor.fills({"Team member": member})
    assert editor.submits().updated
    editor.clicks("Add an announcement")
    with everything_again(ready, ABOUT_ONESELF) as twice:
        editor.clicks("Add a picture")
        editor.closes(everything=True)
        member.clicks("Introduce yourself", message=member.sees("would like to introduce you"))
        member.fills({"Name": "Mo Reader", "Job title": "Painter", **CONSENT})
        assert member.submits().closed
        member.clicks("Take it down", message=member.sees("What you have said about yourself is in the news"))
        for word in ("help", "next", "following", "nominate"):
            member.types(f"/sprint-notes {word}", in_channel=notes)
        member.fills({"What you nominate": "A council or team", "Who or what": "Ambleford", "Why": "They are quick."})
        assert member.submits().closed
        member.types("/sprint-notes projects", in_channel=notes)
        assert member.submits().outcome == "updated"
        twice.presses(member, Action.PROJECTS_PAGE, "0")
        member.closes(everything=True)
        member.opens_home()
        member.sees_home("Pick a project")
        member.chooses("Pick a project", "Lamp Posts")
        member.closes()
        member.chooses("Or ask in your own words", "lamp")
        member.closes()
        member.clicks("See all commands")
        member.closes()
        [(lamps,), *_] = rows(ready, "select id from projects where key = 'lamps'")
        [(edition,), *_] = rows(ready, "select id from editions")
        twice.presses(member, Action.SHARE_ANSWER, "lamp posts")
        member.uses_shortcut("What is the latest?", member.says("Lamp Posts?", in_channel=notes))
        twice.presses(member, Action.ASK, "lamp posts")
        ready.editor.opens_home()
        ready.editor.sees_home("Projects")
        ready.editor.clicks("Projects")
        ready.editor.closes()
        for action in (Action.SHOW_STATUS, Action.PROJECT_HISTORY):
            twice.presses(member, action, lamps)
        for action in (Action.FOLLOW, Action.STOP_FOLLOWING):
            twice.presses(member, action, str(FollowOf(FollowKind.PROJECT, lamps)))
        for action in (Action.WHOLE_UPDATE, Action.WHAT_CHANGED):
            twice.presses(member, action, str(InEdition(lamps, edition)))
        twice.presses(member, Action.WHOLE_UPDATE_PAGE, str(PageOf(str(InEdition(lamps, edition)), 1)))
        twice.checks(member)


@HTTP
@pytest.mark.parametrize("since", ["nothing", "withdrawn", "an editor's words", "withdrawn and written again"])
def test_a_submit_that_comes_late_is_known_whatever_became_of_the_update(ready: Stage, since: str) -> None:
    ada, editor, notes = ready.ada, ready.editor, ready.notes
    ada.types("/sprint-update ferry", in_channel=notes)
    ada.fills({"Headline": "The ferry", "What happened": "It sailed."})
    late = submission(ready, ada)
    assert ada.submits().closed
    told = ada.sees("is in.")
    if since.startswith("withdrawn"):
        ada.clicks("Withdraw update on Ferry Tickets", message=told)
        ada.sees("is withdrawn")
    if since.endswith(("words", "again")):
        ready.posts(editor, "/sprint-update ferry", "Edie’s ferry")
    ready.comes_to_rest()
    before, heard = rows(ready, "select * from updates"), len(ada.direct_messages())
    versions = headlines(ready)
    assert sends(ready, late) == {}
    ready.comes_to_rest()
    assert rows(ready, "select * from updates") == before
    assert (headlines(ready), len(ada.direct_messages())) == (versions, heard)


@HTTP
def test_two_presses_of_undo_undo_the_change_that_was_shown(ready: Stage) -> None:
    editor = ready.editor
    ready.posts(ready.ada, "/sprint-update ferry", "The ferry")
    ready.posts(ready.bola, "/sprint-update lamp posts", "The posts")
    ready.moves_to(18, 17)
    ready.draft(parts=2)
    for welcome in ("Hello.", "Good morning."):
        welcomes(ready, welcome)
    card = ready.draft()
    editor.clicks("Undo last change", message=card)
    sends(ready, press(ready, editor, Action.UNDO, undo_of(card)))
    undone = rows(ready, "select detail from audit where action = 'undo'")
    assert len(undone) == 1
    ready.comes_to_rest()
    assert "Hello." in str([*editor.thread(ready.draft()), ready.draft()])


@HTTP
def test_undo_of_a_change_that_is_not_the_last_undoes_nothing(ready: Stage) -> None:
    editor = ready.editor
    ready.posts(ready.ada, "/sprint-update ferry", "The ferry")
    ready.moves_to(18, 17)
    ready.draft(parts=2)
    welcomes(ready, "Hello.")
    card = ready.draft()
    welcomes(ready, "Good morning.")
    sends(ready, press(ready, editor, Action.UNDO, undo_of(card)))
    editor.sees("There is a later change: ")
    assert rows(ready, "select detail from audit where action = 'undo'") == []


def welcomes(ready: Stage, words: str) -> None:
    """The editor writes the welcome of the draft, and the draft shows it."""
    ready.editor.clicks("Edit welcome and thank-you", message=ready.draft())
    ready.editor.fills({"Welcome": words})
    assert ready.editor.submits().closed
    ready.comes_to_rest()


def undo_of(card: Message) -> str:
    """What “Undo last change” in the menu of a card carries."""
    controls = [one for block in card.blocks if block["type"] == "actions" for one in block["elements"]]
    chosen = [Chosen.read(option["value"]) for one in controls for option in one.get("options", ())]
    [undo] = [one.carried for one in chosen if one.action == Action.UNDO]
    return undo


@HTTP
def test_a_set_up_that_is_sent_twice_is_one(ready: Stage) -> None:
    editor, notes = ready.editor, ready.notes
    editor.types("/sprint-notes setup", in_channel=notes)
    editor.fills({"Name of the unit": "Pier Unit"})
    pressed = [submission(ready, editor) for _ in range(2)]
    for one in pressed:
        assert sends(ready, one) == {}
    ready.comes_to_rest()
    assert Counter(rows(ready, "select action from audit where subject = 'Pier Unit'")) == {("set up",): 1}
    assert "Set up" in form(editor)
