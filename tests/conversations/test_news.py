"""News from the team: editors write it, a new member introduces herself, everybody may nominate."""

from __future__ import annotations

import json

from slack_sandbox.things import Upload

from tests.conversations.by_hand import press, sends, submission
from tests.conversations.drafts import headed
from tests.conversations.looking import field, form, offered, rows
from tests.conversations.modes import BOTH_MODES
from tests.stage import Stage

NEWS = "/sprint-notes news"
CONSENT = {"Your consent": ["I agree that this is published. I can take it down at any time."]}
ALT = "What the picture shows"
FAIR = {
    "Title": "Harbour fair",
    "First day": "2026-03-18",
    "Starts at": "10:00",
    "Ends at": "16:30",
    "Place": "Old Quay",
    "Link to join or sign up": "https://harbour.example/fair",
    "Recording": "https://harbour.example/film",
    "Text": "Boats & bunting.",
}


def titles(staged: Stage, number: int = 7) -> list[str]:
    """The titles of an edition's news, in order."""
    query = "select number, title from news_items join editions on editions.id = edition_id order by place"
    return [title for of, title in rows(staged, query) if of == number]


def thread(staged: Stage) -> str:
    """The draft's text."""
    return "\n".join(map(str, staged.editor.thread(staged.draft())))


@BOTH_MODES
def test_editors_write_news_and_events_change_with_the_day(ready: Stage) -> None:
    ada, editor, review, notes = ready.ada, ready.editor, ready.review, ready.notes
    assert "Only an editor can change the news." in ada.types(NEWS, in_channel=notes)
    editor.types(NEWS, in_channel=notes)
    assert "Sprint Notes #7 is open. No news yet." in form(editor)
    editor.clicks("Add an event")
    editor.fills(FAIR | {"Ends at": "09:00"})
    assert editor.submits().errors == {
        "Ends at": "It ends before it starts. Pick a later time, or the day on which it ends."
    }
    editor.fills({"Ends at": "16:30"})
    twice = submission(ready, editor)
    assert editor.submits().updated
    assert "“Harbour fair” is in Sprint Notes #7." in form(editor)
    assert "Event, Wednesday 18 March 2026, 10am to 4:30pm." in form(editor)
    assert sends(ready, twice)["response_action"] == "update"

    # a message becomes an announcement, with links and pictures that somebody describes
    said = editor.says("We have a *new* boat", in_channel=review)
    editor.closes()
    editor.uses_shortcut("Add to team news", message=said)
    assert "We have a *new* boat" in field(editor, "Text")
    editor.fills({"Title": "A new boat"})
    for button in ("Add a link", "Add a picture", "Add a picture"):
        editor.clicks(button)
    assert field(editor, "Title") == "A new boat"  # what was typed stays
    editor.fills(
        {
            "Link": "https://harbour.example/boat",
            "Words for the link": "Her history",
            "Picture": [Upload("boat.png", b"\x89PNG")],
            "Address of the picture (2)": "http://harbour.example/mast.png",
            "What the picture shows (2)": "A mast",
            "Next edition": ["Carry it to the next edition"],
            "Last day to show it": "2026-03-25",
        }
    )
    assert editor.submits().errors == {
        ALT: "Say what the picture shows, for readers who cannot see it.",
        "Address of the picture (2)": "Write the whole address, beginning with https://.",
    }
    editor.fills({ALT: "A red boat", "Address of the picture (2)": "https://harbour.example/mast.png"})
    assert editor.submits().updated
    assert "Announcement. Carried to the next edition until 25 March 2026." in form(editor)
    assert titles(ready) == ["Harbour fair", "A new boat"]
    editor.clicks("Edit A new boat")
    assert field(editor, "Words for the link") == "Her history"
    assert field(editor, "What the picture shows (2)") == "A mast"
    editor.fills({"Picture": []})
    assert editor.submits().updated
    editor.closes()

    # the draft says what is so on its day, and the approval falls when that is something else
    ready.moves_to(18, 17)
    ready.draft(parts=1)
    assert "Event · Coming up: Wednesday 18 March 2026, 10am to 4:30pm · Old Quay" in thread(ready)
    assert "Join or sign up" in thread(ready)
    assert "recording" not in thread(ready)
    assert "A red boat" not in thread(ready)
    editor.clicks("Approve edition 7", message=ready.draft())
    ready.draft("Approved, ready to publish.")
    ready.comes_to_rest()
    assert "Approved, ready to publish." in ready.draft()
    ready.moves_to(19, 0)
    ready.draft("Waiting for 1 approval.")
    ready.waits_for(lambda: "Took place: Wednesday 18 March 2026" in thread(ready))
    assert "Watch the recording" in thread(ready)
    assert "Join or sign up" not in thread(ready)

    # an item is edited from the draft too, and a change is undone
    part = next(part for part in editor.thread(ready.draft()) if headed(part, "Harbour fair"))
    editor.clicks("Edit Harbour fair", message=part)
    editor.fills({"Title": "Harbour fare"})
    assert editor.submits().updated
    editor.closes()
    ready.waits_for(lambda: "Harbour fare" in thread(ready))
    editor.clicks("Undo last change", message=ready.draft())
    editor.sees(f"Undone: <@{editor.id}> changed the news “Harbour fare”.", in_channel=review)
    ready.waits_for(lambda: "Harbour fare" not in thread(ready))

    # what is carried is in the next edition already, until its last day
    assert titles(ready, 8) == ["A new boat"]
    editor.types(NEWS, in_channel=notes)
    assert "Sprint Notes #7 is drafted. 2 items, in this order." in form(editor)
    editor.clicks("Carry Harbour fair on")
    assert "“Harbour fair” goes on to the edition after Sprint Notes #7." in form(editor)
    assert titles(ready, 8) == ["A new boat", "Harbour fair"]
    editor.chooses("Sprint Notes #7", "Sprint Notes #8")
    assert "It came from edition 7. Carried to the next edition until 25 March 2026." in form(editor)
    editor.clicks("Remove Harbour fair", confirms=False)
    editor.clicks("Remove Harbour fair")
    assert "“Harbour fair” is removed from Sprint Notes #8." in form(editor)
    editor.chooses("Sprint Notes #8", "Sprint Notes #7")
    editor.clicks("Do not carry A new boat on")
    editor.closes()
    ready.moves_to(1, 17, month=4)
    ready.draft("Draft: Sprint Notes #8")
    assert "A new boat" not in "\n".join(map(str, editor.thread(ready.draft("Draft: Sprint Notes #8"))))

    # what was done is told item by item, with the news before and after
    entries = rows(ready, "select actor, subject, item, detail from audit where action = 'news' order by id")
    assert {(actor, subject) for actor, subject, _, _ in entries} == {
        (editor.id, title) for title in ("Harbour fair", "Harbour fare", "A new boat")
    }
    removed = json.loads(entries[-2][3])
    assert entries[-2][1] == "Harbour fair"
    assert [[item["title"] for item in removed[side]] for side in ("before", "after")] == [
        ["A new boat", "Harbour fair"],
        ["A new boat"],
    ]


def test_two_editors_on_one_item_lose_nothing(ready: Stage) -> None:
    editor, ada, notes = ready.editor, ready.ada, ready.notes
    editor.types("/sprint-notes people", in_channel=notes)
    editor.chooses("Add an editor", ada)
    editor.closes()
    editor.types(NEWS, in_channel=notes)
    editor.clicks("Add an announcement")
    editor.fills({"Title": "Moving", "Text": "We move on Monday."})
    assert editor.submits().updated
    for person in (editor, ada):
        person.closes() if person is editor else None
        person.types(NEWS, in_channel=notes)
        person.clicks("Edit Moving")
    editor.fills({"Title": "We are moving", "Text": "We move on Monday 9 March 2026."})
    assert editor.submits().updated
    ada.fills({"Text": "We move to the quay.", "Last day to show it": "2026-04-01"})
    assert ada.submits().updated
    told = f"<@{editor.id}> has changed this since you opened it (title and text). Save to keep both."
    assert f"{told} What you have both changed stands here as you wrote it: text." in form(ada)
    assert (field(ada, "Title"), field(ada, "Text")) == ("We are moving", "We move to the quay.")
    ada.clicks("See what was saved")
    assert "We move on Monday 9 March 2026." in form(ada)
    ada.closes()
    assert ada.submits().updated
    assert titles(ready) == ["We are moving"]
    ada.clicks("Edit We are moving")
    assert (field(ada, "Text"), field(ada, "Last day to show it")) == ("We move to the quay.", "2026-04-01")

    editor.clicks("Remove We are moving")
    ada.fills({"Title": "We moved"})
    assert ada.submits().updated
    assert "Somebody has removed this from Sprint Notes #7. Your words are still here" in form(ada)
    assert ada.submits().updated
    assert titles(ready) == ["We moved"]


@BOTH_MODES
def test_a_new_member_introduces_herself_and_can_take_it_down(ready: Stage) -> None:
    editor, bola, member, notes = ready.editor, ready.bola, ready.member, ready.notes
    editor.types(NEWS, in_channel=notes)
    editor.clicks("Invite a team member")
    editor.fills({"Team member": member})
    assert editor.submits().updated
    assert "Mo Reader will get a direct message with the questions." in form(editor)
    assert f"Asked to introduce themselves, not there yet: <@{member.id}>." in form(editor)
    editor.clicks("Invite a team member")
    editor.fills({"Team member": member})
    assert editor.submits().errors == {"Team member": "They have been invited for Sprint Notes #7 already."}
    editor.closes(everything=True)

    asked = member.sees(f"<@{editor.id}> would like to introduce you in the sprint notes.")
    value = next(b["elements"][0]["value"] for b in asked.blocks if b["type"] == "actions")
    sends(ready, press(ready, bola, "introduce", value))
    bola.sees("This invitation is not for you, or is gone.")
    member.clicks("Introduce yourself", message=asked)
    assert field(member, "Name") == "Mo Reader"
    assert "Next edition" not in form(member)
    member.fills({"Name": "Mo Reader", "Job title": "Boat painter", "Favourite meal": "Soup & bread"})
    assert not member.submits().closed  # without consent nothing is kept
    assert titles(ready) == []
    member.fills(CONSENT)
    assert member.submits().closed
    told = member.sees("What you have said about yourself is in the news of Sprint Notes #7.")
    assert told.ts == asked.ts

    ready.moves_to(18, 17)
    ready.draft(parts=1)
    assert "Job title: Boat painter\nFavourite meal: Soup & bread" in thread(ready).replace("\n\n", "\n")
    editor.types(NEWS, in_channel=notes)
    editor.clicks("Edit Mo Reader")
    editor.fills({"Words of welcome": "Welcome, Mo!"})
    assert editor.submits().updated
    member.sees(f"<@{editor.id}> has changed what Sprint Notes #7 says about you.")
    ready.waits_for(lambda: "Welcome, Mo!" in thread(ready))
    editor.clicks("Approve edition 7", message=ready.draft())
    ready.draft("Approved, ready to publish.")

    member.clicks("Take it down", message=told)
    member.sees("What you had said about yourself is taken down.")
    ready.draft("Waiting for 1 approval.")
    ready.waits_for(lambda: "Mo Reader" not in thread(ready))
    sends(ready, press(ready, member, "take_down_member", value))
    member.sees("It is taken down already, or it was never yours.")

    # she may come back, and then finds it among the news too
    member.clicks("Introduce yourself again", message=told)
    member.fills({"Name": "Mo Reader", "From": "Ynys Môn", **CONSENT})
    assert member.submits().closed
    ready.waits_for(lambda: titles(ready) == ["Mo Reader"])
    member.types(NEWS, in_channel=notes)
    assert "Mo Reader, in Sprint Notes #7." in form(member)
    assert "Add an announcement" not in form(member)
    member.clicks("Take Mo Reader down")
    assert "What you had said about yourself is taken down." in form(member)
    assert titles(ready) == []


@BOTH_MODES
def test_anybody_nominates_and_editors_pick_or_dismiss(ready: Stage) -> None:
    ada, editor, member, review, notes = ready.ada, ready.editor, ready.member, ready.review, ready.notes
    for who, kind in (("Ambleford Council", "A council or team"), ("Bin day bot", "A digital project")):
        member.types("/sprint-notes nominate", in_channel=notes)
        assert offered(member, "What you nominate") == ["A council or team", "A colleague", "A digital project"]
        member.fills({"What you nominate": kind, "Who or what": who, "Why": "They *halved* the queues."})
        twice = submission(ready, member)
        assert member.submits().closed
        sends(ready, twice)
        member.sees(f"Thank you for nominating {who}.")
        editor.sees(who, in_channel=review)
    assert rows(ready, "select count(*) from nominations") == [(2,)]
    editor.invites(ada, to=review)
    ada.clicks("Dismiss Bin day bot", message=editor.sees("Bin day bot", in_channel=review))
    assert any("Only an editor can decide about nominations." in said for said in ada.ephemerals(review))

    editor.clicks("Dismiss Bin day bot", message=editor.sees("Bin day bot", in_channel=review))
    editor.sees(f"<@{editor.id}> has dismissed it.", in_channel=review)
    editor.types(NEWS, in_channel=notes)
    editor.clicks("See nominations (1)")
    shown = form(editor)
    assert f"<@{member.id}> nominates a council or team for the council spotlight." in shown
    assert "They *halved* the queues." in shown
    assert "Bin day bot" not in shown
    editor.clicks("Write a spotlight on Ambleford Council")
    assert (field(editor, "Title"), field(editor, "Text")) == ("Ambleford Council", "They *halved* the queues.")
    assert editor.submits().updated
    assert "Council spotlight." in form(editor)
    assert "See nominations (0)" in form(editor)
    member.sees("The editors have picked Ambleford Council, whom you nominated, for the spotlight of Sprint Notes #7.")
    editor.sees(f"<@{editor.id}> has picked it.", in_channel=review)
    assert titles(ready) == ["Ambleford Council"]
    assert rows(ready, "select state from nominations order by id") == [("picked",), ("dismissed",)]
