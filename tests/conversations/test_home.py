"""The Home tab: what each person finds there, and that it is so a moment after it became so."""

from __future__ import annotations

import re
from pathlib import Path

from slack_sandbox.person import Person
from slack_sandbox.text import as_text

from tests.conversations.judge import faults_in
from tests.conversations.looking import AT_NINE, field, form, rows
from tests.conversations.modes import BOTH_MODES
from tests.stage import Stage, project, restarted, stage

SET_UP = "Set up Sprint Notes"
EDITION_7 = {"number": 7, "starts": "2026-03-05", "ends": "2026-03-18"}


@BOTH_MODES
def test_from_nothing_to_a_published_edition_before_everybodys_eyes(staged: Stage) -> None:
    ada, bola, editor, member = staged.ada, staged.bola, staged.editor, staged.member
    for person in (ada, bola, editor, member):
        opens(person, "Sprint Notes is not set up yet")
        assert SET_UP in home(person)
    editor.clicks(SET_UP)
    editor.fills({"Name of the unit": "Harbour Unit", "Review channel": "review", "Publish channel": "sprint-notes"})
    editor.fills({"First day": "2026-03-05", "Number of the next edition": "7"})
    assert editor.submits().closed
    editor.sees_home("There are no projects yet: an editor adds them with /sprint-notes projects.")
    member.sees_home("Sprint Notes #7 comes next: updates close at 5pm on Wednesday 18 March 2026, in 13 days.")
    assert SET_UP not in home(member)
    staged.imports_the_usual()
    editor.sees_home("Missing (3)")
    assert f"Ferry Tickets: <@{ada.id}>" in home(editor)
    for door, behind in (("News from the team", "News"), ("Projects", "Lamp Posts"), ("People", "Add an editor")):
        assert f"[{door}]" not in home(member)
        editor.clicks(door)
        assert behind in form(editor)
        editor.closes()
    bola.sees_home("2 updates are due for Sprint Notes #7.")
    assert "Ferry Tickets" not in mine(bola)

    ada.sees_home("1 update is due for Sprint Notes #7.")
    ada.clicks("Post update on Ferry Tickets")
    ada.fills({"Headline": "Boats are bookable", "What happened": "They are."})
    assert ada.submits().closed
    editor.sees_home("In (1)\nFerry Tickets")
    ada.sees_home("In Sprint Notes #7, not published yet: “Boats are bookable”")
    assert "Nothing is due for Sprint Notes #7. You can change your updates until 5pm" in home(ada)
    bola.sees_home("2 updates are due")
    assert "Boats" not in home(member)

    staged.moves_to(18, 16, 30)
    for person in (ada, bola, editor, member):
        opens(person, "5pm on Wednesday 18 March 2026, today")
    staged.moves_to(18, 17)
    card = staged.draft(parts=2)
    editor.sees_home("Sprint Notes #8 is open")
    member.sees_home("Sprint Notes #8 comes next")
    ada.sees_home("Nothing is due for Sprint Notes #7. The editors have its draft")
    editor.sees_home(f"Waiting for 1 approval. Its draft is in <#{staged.review.id}>.")
    bola.sees_home("It has closed, but is not approved yet: an update still gets in, marked as late.")
    editor.clicks("Preview edition 7")
    assert "Boats are bookable" in form(editor)
    editor.closes()
    ada.clicks("Edit update on Ferry Tickets")
    ada.fills({"Headline": "Boats are booked"})
    assert ada.submits().closed
    ada.sees_home("“Boats are booked”")
    staged.waits_for(lambda: "Boats are booked" in str(editor.thread(card)))
    editor.clicks("Approve edition 7", message=staged.draft())
    editor.sees_home(f"Approved, ready to publish. Approved by <@{editor.id}>.")
    bola.sees_home("2 updates are due for Sprint Notes #8.")
    ada.sees_home("Last update: Sprint Notes #7, not published yet: “Boats are booked”")
    assert "Boats" not in home(member)
    editor.clicks("Publish edition 7", message=staged.draft())
    member.sees_home(f"Sprint Notes #7, covering 5 – 18 March 2026. It is published in <#{staged.notes.id}>.")
    ada.sees_home("Last update: Sprint Notes #7, published: “Boats are booked”")
    assert "Drafts to review" not in home(editor)


def test_asking_and_what_the_home_says_no_to(ready: Stage) -> None:
    ada, bola, editor, member = ready.ada, ready.bola, ready.editor, ready.member
    ready.imports(project("lamps", "Lamp Posts", bola, aliases=["Street lights"]))
    ready.posts(bola, "/sprint-update lamps", "Forty lamps", "All of them.", Status="On track")
    opens(member, "an editor can add you as a lead")
    before = len(ready.slack.messages(ready.notes))
    for typed in ("posts", "lapm posts", "lights", "strete lights"):  # an alias, too, and with typing errors
        member.chooses("Pick a project", "Lamp Posts", typing=typed)
        member.sees_modal("How it stands")
        assert "Lamp Posts" in form(member), typed
        member.closes()
    member.chooses("Pick a project", "Lamp Posts")
    member.sees_modal("A newer update waits for Sprint Notes #7 to be published.")
    assert "Forty lamps" not in form(member)
    member.closes()
    member.clicks("See all commands")
    member.sees_modal("/sprint-status")
    member.closes()
    opens(bola, "Your projects")
    bola.chooses("Pick a project", "Lamp Posts")
    bola.sees_modal("Forty lamps")
    assert len(ready.slack.messages(ready.notes)) == before

    # a long update is told in short
    lines = "\n\n".join(f"### Part {place}\n\nWords." for place in range(120))
    ferry = project("ferry", "Ferry Tickets", ada)
    ready.imports(ferry, updates=[{"project": "ferry", "body": lines}], edition=EDITION_7)
    opens(ada, "Your projects")
    ada.chooses("Pick a project", "Ferry Tickets")
    ada.sees_modal("Not published yet, for Sprint Notes #7")
    ada.closes()

    # a Home that could not be shown anew yet
    opens(editor, "Change the set-up")
    opens(ada, "Your projects")
    ready.slack.fails("views.publish", error="internal_error", times=30)
    ready.imports(project("ferry", "Ferry Tickets", bola))
    ada.clicks("Edit update on Ferry Tickets")
    ada.sees_modal("You do not lead a project yet.")
    ada.closes()
    editor.clicks("Change the set-up")
    assert field(editor, "Name of the unit") == "Harbour Unit"
    ready.slack.clears_faults()


def test_what_is_typed_and_not_submitted_comes_first(ready: Stage) -> None:
    bola = ready.bola
    opens(bola, "2 updates are due")
    bola.types("/sprint-update repairs", in_channel=ready.notes)
    bola.chooses("Headline", "Half a headl")
    bola.closes()
    bola.sees_home("You began to write at 9")
    assert re.search(rf"You began to write at {AT_NINE} and have not posted it\.", home(bola))
    assert mine(bola).index("Lamp Repairs") < mine(bola).index("Lamp Posts")
    bola.clicks("Go on with Lamp Repairs")
    assert field(bola, "Project") == "Lamp Repairs"
    assert field(bola, "Headline") == "Half a headl"


def test_pages_keep_their_place(ready: Stage) -> None:
    ada, bola = ready.ada, ready.bola
    many = [project(f"p{place:02}", f"Project {place:02}", ada) for place in range(44)]
    ready.imports(*many)
    opens(ada, "45 updates are due")
    opens(bola, "2 updates are due")
    assert "Projects 1 to 20 of 45; what is due comes first." in home(ada)
    ada.clicks("Show next projects")
    ada.sees_home("Projects 21 to 40 of 45")
    assert "Project 20" in mine(ada)
    assert "Project 00" not in mine(ada)
    assert "Nothing to report on Project 20" in mine(ada)

    ready.posts(ada, "/sprint-update p43", "The last one")
    ada.sees_home("44 updates are due")
    assert "Projects 21 to 40 of 45" in home(ada)
    ada.clicks("Show next projects")
    ada.sees_home("In Sprint Notes #7, not published yet: “The last one”")
    ada.clicks("Show previous projects")
    ada.sees_home("Projects 21 to 40 of 45")
    published = len(ready.slack.calls("views.publish"))
    ready.imports(*many)  # nothing that anybody sees
    ready.posts(ada, "/sprint-update p42", "Another one")
    ada.sees_home("43 updates are due")
    ready.comes_to_rest()
    assert len(ready.slack.calls("views.publish")) == published + 1  # and Bola’s looks as it did
    opens(ada, "Projects 1 to 20 of 45")
    for _ in range(3):
        ada.clicks("Show next projects")
        ada.sees_home("Projects 21 to 40 of 45")
        ada.clicks("Show previous projects")
        ada.sees_home("Projects 1 to 20 of 45")


def test_a_home_comes_although_slack_or_the_bot_fails(tmp_path: Path) -> None:
    with stage(tmp_path, SPRINT_NOTES_LEASE_SECONDS="1") as staged:
        staged.imports_the_usual()
        staged.sets_up()
        ada, bola = staged.ada, staged.bola
        for fault in ("429", "500", "dropped"):
            if fault == "429":
                staged.slack.fails("views.publish", status=429, error="ratelimited", retry_after=1)
            elif fault == "500":
                staged.slack.fails("views.publish", status=500)
            else:
                staged.slack.drops("views.publish", when="before")
            ada.opens_home()
            ada.sees_home("Your projects")

        staged.slack.holds("views.publish", when="before")
        staged.posts(bola, "/sprint-update lamps", "Forty lamps")
        staged.posts(ada, "/sprint-update ferry", "Boats")
        staged.slack.waits_for_hold()
        staged.bot.kill()
        staged.slack.releases()
        restarted(staged)
        ada.sees_home("“Boats”")

        bola.opens_home()
        bola.sees_home("“Forty lamps”")
        staged.bot.kill()  # and a change comes while it is not there
        staged.imports(project("lamps", "Lamps and Posts", bola))
        restarted(staged)
        bola.sees_home("Lamps and Posts")
        staged.waits_for(lambda: rows(staged, "select count(*) from homes where wanted > shown") == [(0,)])
        assert faults_in(staged.slack) == []


def opens(person: Person, sees: str) -> None:
    """The person opens their Home, and it is there. (Slack repeats an event that was not taken.)"""
    person.opens_home()
    person.sees_home(sees)


def home(person: Person) -> str:
    """Their Home as text."""
    shown = person.home
    assert shown is not None
    return as_text(shown)


def mine(person: Person) -> str:
    """The part of their Home that is about their own projects."""
    return home(person).partition("The latest edition")[0]
