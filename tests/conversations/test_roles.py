"""Who may do what: everything that only editors may do is tried by everybody else first, in vain."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager

import pytest
from slack_sandbox.person import Person
from slack_sandbox.things import Message, Upload
from slack_sdk import WebClient

from rendering.slack.kit.ids import Action
from tests.conversations.drafts import item, offers, shows
from tests.conversations.impostors import Impostors, trying
from tests.conversations.looking import form, rows
from tests.conversations.modes import HTTP
from tests.conversations.repeats import Repeats, everything_again
from tests.conversations.who_may import (
    DECISIONS,
    DRAFT,
    EDITORS,
    EVERYBODY,
    FORM,
    GONE,
    LEADS,
    NEWS,
    ONESELF,
    REGISTRIES,
    UNIT,
    Thing,
)
from tests.stage import DATABASE, Stage, project

Watching = Callable[[Stage, Mapping[Thing, str]], AbstractContextManager[Impostors | Repeats]]


def test_whatever_the_handlers_know_stands_in_the_table_once() -> None:
    classified = [*EDITORS, *LEADS, *ONESELF, *EVERYBODY, *FORM]
    assert len(classified) == len(set(classified))
    assert set(classified) == {(kind, name) for kind, registry in REGISTRIES.items() for name in registry}


@pytest.fixture(params=["tried by everybody first", "brought twice"])
def watching(request: pytest.FixtureRequest, expected_refusals: set[str]) -> Watching:
    """Who watches a story: for both it is the same, and each looks at everything in it."""
    if request.param == "brought twice":
        expected_refusals |= {"exchanged_trigger_id", "expired_trigger_id", "hash_conflict"}
        return everything_again
    return everybody_trying


@HTTP
def test_a_draft_is_the_editors(ready: Stage, watching: Watching) -> None:
    editor, review, notes = ready.editor, ready.review, ready.notes
    ready.posts(ready.ada, "/sprint-update ferry", "The ferry", "We met the the crew this week.")
    ready.posts(ready.bola, "/sprint-update lamp posts", "The posts")
    with watching(ready, DRAFT) as others:
        [(seventh,)] = rows(ready, "select id from editions")
        editor.types("/sprint-notes draft", in_channel=notes)
        others.presses(editor, Action.PREVIEW_PAGE, f"{seventh}:0")
        editor.clicks("Change dates of edition 7")
        editor.fills({"Last day": "2026-03-19"})
        assert editor.submits().outcome == "cleared"
        editor.types("/sprint-notes draft", in_channel=notes)
        others.presses(editor, Action.PROJECTS_IN, seventh)
        others.presses(editor, Action.PROJECTS_IN_PAGE, f"{seventh}:0")
        editor.closes(everything=True)
        editor.types("/sprint-notes draft", in_channel=notes)
        editor.clicks("Post draft now")
        editor.closes(everything=True)
        card = ready.draft(parts=2)

        editor.clicks("Preview edition 7", message=card)
        editor.closes()
        editor.clicks("Findings in edition 7", message=card)
        others.presses(editor, Action.FINDINGS_PAGE, f"{seventh}:found:0")
        editor.clicks("Apply “the”")
        editor.clicks("Ignore “this week”")
        editor.clicks("Show 1 ignored finding")
        editor.clicks("Ignore no more “this week”")
        editor.clicks("Back to the findings")
        editor.clicks("Switch off “relative date”")
        editor.clicks("Switch on “relative date”")
        others.presses(editor, Action.DO_WITHOUT_CHECK, "bare link")
        others.presses(editor, Action.LEAVE_WORD, '{"check": "relative date", "word": "this week"}')
        others.presses(editor, Action.ADD_TERM, "LDCU")
        editor.closes()
        editor.types("/sprint-notes checks", in_channel=notes)
        editor.clicks("Look for “this week” again")
        editor.clicks("Show the glossary (1)")
        editor.clicks("Say what LDCU means")
        editor.fills({"LDCU stands for": "Lamp Design Craft Unit"})
        assert editor.submits().outcome == "cleared"
        editor.types("/sprint-notes checks", in_channel=notes)
        editor.clicks("Show the glossary (1)")
        editor.clicks("Remove LDCU")
        editor.closes()

        editor.clicks("Edit Ferry Tickets", message=item(ready, "Ferry Tickets"))
        editor.closes()
        editor.clicks("Move down", message=item(ready, "Ferry Tickets"))
        shows(ready, "Lamp Posts", "Ferry Tickets")  # else the message may change under the next click
        editor.clicks("Hold back …", message=item(ready, "Lamp Posts"))
        editor.fills({"Why? The lead sees this": "Not yet."})
        assert editor.submits().closed
        ready.waits_for(lambda: "Held back" in item(ready, "Lamp Posts"))
        editor.clicks("Put back", message=item(ready, "Lamp Posts"))
        editor.clicks("Ask the lead", message=item(ready, "Ferry Tickets"))
        editor.fills({"What do you want to know, or to have changed?": "Which pier?"})
        assert editor.submits().closed
        editor.clicks("History", message=item(ready, "Ferry Tickets"))
        editor.closes()

        editor.clicks("Put in order", message=ready.draft())
        editor.fills({"Funded project updates": "Ferry Tickets\nLamp Posts"})
        assert editor.submits().closed
        ready.waits_for(lambda: "Undo last change" in offers(ready.draft()))
        editor.clicks("Undo last change", message=ready.draft())
        editor.clicks("Edit welcome and thank-you", message=ready.draft())
        editor.fills({"Welcome": "Welcome to the harbour."})
        assert not editor.submits().errors
        editor.clicks("Nudge the lead of Lamp Repairs", message=editor.sees("1 project gave neither"))
        editor.types("/sprint-notes history", in_channel=notes)
        others.presses(editor, Action.NUDGE_ALL, seventh)
        [(newest,)] = rows(ready, "select max(id) from audit")
        others.presses(editor, Action.AUDIT_PAGE, f":{newest}")
        others.checks(editor)
    assert "Only an editor" not in str(editor.ephemerals(review))


@HTTP
def test_what_becomes_of_an_edition_is_the_editors_to_decide(
    ready: Stage, watching: Watching, expected_refusals: set[str]
) -> None:
    expected_refusals |= {"restricted_action", "invalid_blocks"}
    ada, editor, notes = ready.ada, ready.editor, ready.notes
    intro = "Welcome to the harbour.\n\n![The pier](https://intranet.example.org/pier.png)"
    first = {"number": 7, "starts": "2026-03-05", "ends": "2026-03-18", "intro": intro}
    ready.slack.cannot_fetch("intranet")
    ready.imports(project("ferry", "Ferry Tickets", ada), project("lamps", "Lamp Posts", ready.bola), edition=first)
    ready.posts(ada, "/sprint-update ferry", "Twelve boats")
    ready.posts(ready.bola, "/sprint-update lamp posts", "Posts stand")
    ready.moves_to(18, 17)
    card = ready.draft(parts=2)
    with watching(ready, DECISIONS) as others:
        editor.clicks("Show this picture again", message=editor.sees("Slack does not show a picture"))
        editor.clicks("Request changes", message=card)
        editor.fills({"What should change": "Say which boat."})
        assert editor.submits().closed
        editor.clicks("Reopen for updates", message=card)
        editor.fills({"Updates close on": "2026-03-20", "Closing time": "12:00"})
        assert editor.submits().closed
        ready.draft("Open again until")
        ready.moves_to(20, 12)
        editor.clicks("Approve edition 7", message=ready.draft("Waiting for 1 approval."))
        editor.clicks("Publish edition 7 at a time", message=ready.draft("Approved, ready to publish."))
        editor.fills({"Day": "2026-03-21", "Time": "09:30"})
        assert editor.submits().closed
        card = ready.draft("It is published in")
        editor.clicks("Cancel timed publishing of edition 7", message=card)
        ready.slack.fails("chat.postMessage", error="restricted_action", channel=notes)
        editor.clicks("Publish edition 7", message=card)
        editor.clicks("Call edition 7 off", message=refused(ready))
        editor.clicks("Approve edition 7", message=ready.draft("Waiting for 1 approval."))
        ready.slack.fails("chat.postMessage", error="restricted_action", channel=notes)
        editor.clicks("Publish edition 7", message=ready.draft("Approved, ready to publish."))
        editor.clicks("Post edition 7 again", message=refused(ready))
        ready.member.sees("Posts stand", in_channel=notes)
        card = ready.draft("Published: Sprint Notes #7")
        for lead in (ada, ready.bola):
            lead.sees("Thank you. Sprint Notes #7 is published")

        answered = ada.sees("is in. Sprint Notes #7 is published.")
        ada.clicks("Ask for a correction of Ferry Tickets", message=answered)
        ada.fills({"What is wrong, and what would be right": "It was eleven boats."})
        assert ada.submits().closed
        ready.waits_for(lambda: "asks for a correction" in editor.thread(card)[-1])
        editor.clicks("Correct Ferry Tickets", message=editor.thread(card)[-1])
        editor.fills({"Headline": "Eleven boats", "What was corrected": "the number of boats"})
        assert editor.submits().closed
        ready.comes_to_rest()
        editor.clicks("Correct edition 7", message=card)
        editor.chooses("Pick an item", "The introduction")
        editor.fills({"The introduction": "Hello.", "What was corrected": "the greeting"})
        assert editor.submits().closed
        ready.comes_to_rest()
        editor.clicks("Correct edition 7", message=card)
        editor.chooses("Pick an item", "Lamp Posts")
        editor.clicks("Take down Lamp Posts")
        editor.fills({"Why? The log keeps this, and the leads are told": "It names a supplier."})
        assert editor.submits().outcome == "cleared"
        ready.comes_to_rest()

        editor.types("/sprint-notes draft", in_channel=notes)
        editor.clicks("Skip edition 8")
        assert editor.submits().outcome == "cleared"
        told = len(could_not(editor))
        trouble(ready, "failed", "window")
        ready.waits_for(lambda: len(could_not(editor)) > told)
        ready.comes_to_rest()
        editor.clicks("Try again", message=could_not(editor)[-1])
        trouble(ready, "asked", "silent")
        editor.clicks("Yes, it is there", message=editor.sees("Was it posted?"))
        others.checks(editor)


@HTTP
def test_what_becomes_of_a_message_that_is_gone_is_the_editors_to_decide(
    ready: Stage, watching: Watching, expected_refusals: set[str]
) -> None:
    expected_refusals.add("message_not_found")
    editor = ready.editor
    ready.posts(ready.ada, "/sprint-update ferry", "Twelve boats")
    ready.moves_to(18, 17)
    editor.clicks("Approve edition 7", message=ready.draft("Waiting for 1 approval."))
    editor.clicks("Publish edition 7", message=ready.draft("Approved, ready to publish."))
    card = ready.draft("Published: Sprint Notes #7")
    ready.comes_to_rest()
    with watching(ready, GONE) as others:
        for headline, decides in (("Eleven boats", "Post again"), ("Ten boats", "Leave it")):
            published = ready.member.sees("boats", in_channel=ready.notes)
            by_bot = WebClient(ready.slack.bot_token, base_url=ready.slack.api_url)
            by_bot.chat_delete(channel=ready.notes.id, ts=published.ts)
            corrected(ready, card, headline)
            editor.clicks(decides, message=editor.sees("It is not posted again by itself."))
            ready.comes_to_rest()
        front_page = ready.member.sees("In this edition", in_channel=ready.notes)
        assert not [one for one in ready.member.thread(front_page) if "boats" in one]
        others.checks(editor)


@HTTP
def test_news_and_the_template_are_the_editors(ready: Stage, watching: Watching) -> None:
    editor, member, ned, review, notes = (
        ready.editor,
        ready.member,
        ready.slack.adds_person("Ned"),
        ready.review,
        ready.notes,
    )
    for who in ("Ambleford Council", "Bin day bot"):
        member.types("/sprint-notes nominate", in_channel=notes)
        member.fills({"What you nominate": "A council or team", "Who or what": who, "Why": "They are quick."})
        assert member.submits().closed
    editor.invites(ned, to=notes)
    becomes_editor(ready, ned)
    ready.moves_to(18, 17)
    ready.draft()
    ready.comes_to_rest()
    with watching(ready, NEWS) as others:
        editor.opens_home()
        editor.sees_home("News from the team")
        editor.clicks("News from the team")
        editor.closes()
        editor.types("/sprint-notes news", in_channel=notes)
        editor.chooses("Sprint Notes #7", "Sprint Notes #8")
        editor.clicks("Add an announcement")
        editor.fills({"Title": "Moving", "Text": "We move."})
        assert editor.submits().updated
        editor.clicks("Edit Moving")
        editor.fills({"Title": "We are moving"})
        ned.types("/sprint-notes news", in_channel=notes)
        ned.chooses("Sprint Notes #7", "Sprint Notes #8")
        ned.clicks("Edit Moving")
        ned.fills({"Text": "We move on Monday 23 March 2026."})
        assert ned.submits().updated
        assert editor.submits().updated
        editor.clicks("See what was saved")
        [(news,)] = rows(ready, "select edition_id || ' ' || id from news_items")
        others.presses(editor, Action.SAVED_NEWS_PAGE, f"{news}:0")
        editor.closes()
        editor.clicks("Back to all news")
        editor.clicks("Carry Moving on")
        editor.clicks("Do not carry Moving on")
        editor.clicks("Remove Moving")
        editor.clicks("Invite a team member")
        editor.fills({"Team member": member})
        assert editor.submits().updated
        editor.clicks("See nominations (2)")
        others.presses(editor, Action.NOMINATIONS_PAGE, "nominations:0")
        editor.clicks("Dismiss Bin day bot")
        editor.clicks("Write a spotlight on Ambleford Council")
        editor.closes(everything=True)
        editor.uses_shortcut("Add to team news", message=editor.says("A new boat", in_channel=review))
        editor.closes()

        editor.types("/sprint-notes template", in_channel=notes)
        editor.fills({"Welcome": "Hello."})
        editor.clicks("Preview this template")
        editor.closes()
        assert editor.submits().closed
        others.checks(editor)


@HTTP
def test_the_set_up_projects_and_people_are_the_editors(ready: Stage, watching: Watching) -> None:
    editor, notes = ready.editor, ready.notes
    newcomer, ned = (ready.slack.adds_person(name) for name in ("Nia Newcomer", "Ned Proof"))
    leaver = ready.slack.adds_person("Lee Leaver")
    ready.imports(project("pier", "Old Pier", leaver))
    ready.slack.changes_person(leaver, deleted=True)
    without_lead = editor.sees("has left the workspace")
    with watching(ready, UNIT) as others:
        editor.types("/sprint-notes setup", in_channel=notes)
        assert editor.submits().closed
        editor.opens_home()
        editor.sees_home("Change the set-up")
        editor.clicks("Change the set-up")
        editor.closes()

        editor.clicks("Edit Old Pier", message=without_lead)
        editor.closes()
        editor.types("/sprint-notes projects", in_channel=notes)
        editor.clicks("Add a project")
        editor.chooses("Leads", [newcomer])
        editor.fills({"Name": "Tram Tickets", "State": "Active"})
        assert editor.submits().updated
        editor.clicks("Pause Old Pier")
        editor.clicks("Export projects as a file")
        editor.clicks("Import projects from a file")
        editor.fills({"File (CSV)": Upload("projects.csv", b"key,name\nbridge,Bridge Tolls\n")})
        assert editor.submits().updated
        editor.clicks("Check the file")
        editor.clicks("Apply these changes")
        assert "Done: 1 new project" in form(editor)
        editor.closes()

        editor.types("/sprint-notes checks", in_channel=notes)
        others.presses(editor, Action.CHECKS_PAGE, "checks:0")
        editor.clicks("Switch off “bare link”")
        editor.clicks("Switch on “bare link”")
        editor.clicks("Show the glossary (0)")
        editor.clicks("Back to the checks")
        editor.closes()

        editor.opens_home()
        editor.clicks("People")
        editor.closes()
        editor.types("/sprint-notes people", in_channel=notes)
        editor.chooses("Add an editor", ned)
        others.presses(editor, Action.PEOPLE_PAGE, "0")
        editor.clicks("Remove Ned Proof as editor")
        others.checks(editor)


def corrected(ready: Stage, card: Message, headline: str) -> None:
    ready.editor.clicks("Correct edition 7", message=card)
    ready.editor.chooses("Pick an item", "Ferry Tickets")
    ready.editor.fills({"Headline": headline, "What was corrected": "the number of boats"})
    assert ready.editor.submits().closed
    ready.comes_to_rest()


@contextmanager
def everybody_trying(ready: Stage, things: Mapping[Thing, str]) -> Iterator[Impostors]:
    """A lead, a member, a guest, an editor of another workspace, and one who was an editor and has left.

    The app is installed once here, so what somebody of another team does in a shared channel is done in this
    workspace; where it is installed in both, see ``tests/storage/test_storage_workspaces.py``.
    """
    slack, editor = ready.slack, ready.editor
    guest = slack.adds_person("Gwen Guest", is_restricted=True)
    stranger = slack.adds_person("Olly Outside", team_id="T2", is_stranger=True)
    gone = slack.adds_person("Otto Nib")
    becomes_editor(ready, gone)
    gone.sees("has made you an editor")
    slack.changes_person(gone, deleted=True)
    editor.sees("Otto Nib has left the workspace or was deactivated. They are no editor any more.")
    people = (ready.ada, ready.member, guest, stranger, gone)
    with trying(ready, people, {stranger.id: "T2"}, things) as impostors:
        yield impostors


def becomes_editor(ready: Stage, person: Person) -> None:
    ready.editor.types("/sprint-notes people", in_channel=ready.notes)
    ready.editor.chooses("Add an editor", person)
    ready.editor.closes()


def could_not(editor: Person) -> list[Message]:
    """What the editor was told could not be posted, the oldest first."""
    return [message for message in editor.direct_messages() if "This could not be posted" in message]


def refused(ready: Stage) -> Message:
    """The card, once Slack has refused the edition and the editors have heard of it."""
    card = ready.draft("Not published: 1 of 3 messages did not arrive.")
    ready.editor.sees("This could not be posted")
    ready.comes_to_rest()
    return card


def trouble(ready: Stage, state: str, what: str) -> None:
    """Something goes wrong with a message, and the worker has written that down."""
    with closing(sqlite3.connect(ready.folder / DATABASE)) as database, database:
        database.execute("update deliveries set state = ? where key like ?", (state, f"{what} %"))
