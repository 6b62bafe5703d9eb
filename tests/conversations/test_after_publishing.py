"""What leads hear of their words before and after publishing: changes, thanks, corrections, takedowns."""

from __future__ import annotations

from slack_sandbox.person import Person
from slack_sandbox.things import Message

from tests.conversations.by_hand import press, sends
from tests.conversations.drafts import listed
from tests.conversations.looking import card_is_current, field, form, rows
from tests.stage import Stage, project

EDITION = {"number": 7, "starts": "2026-03-05", "ends": "2026-03-18", "intro": "Welcome to the harbour."}
WRONG = "What is wrong, and what would be right"
NOTE = "What was corrected"
WHY = "Why? The log keeps this, and the leads are told"


def test_a_lead_sees_an_editors_change_objects_to_it_and_is_thanked_in_the_end(ready: Stage) -> None:
    ada, bola, editor, member, notes = ready.ada, ready.bola, ready.editor, ready.member, ready.notes
    ready.imports(project("ferry", "Ferry Tickets", ada), project("lamps", "Lamp Posts", bola))
    ready.posts(ada, "/sprint-update ferry", "Twelve boats", "They sail.")
    ready.posts(bola, "/sprint-update lamps", "Posts stand", "All of them.")
    ready.moves_to(18, 17)
    card = ready.draft(parts=3)

    # an editor changes her words: a new message, which a second save changes in place
    ready.posts(editor, "/sprint-update ferry", "Thirteen boats", "They sail.")
    told = ada.sees(f"<@{editor.id}> has changed the update on Ferry Tickets for Sprint Notes #7.")
    assert "Headline: 1 word added and 1 word removed\nTwelve Thirteen boats" in told
    ready.posts(editor, "/sprint-update ferry", "Eleven boats", "They sail.")
    again = ada.sees("Twelve Eleven boats")
    assert again.ts == told.ts
    ready.comes_to_rest()
    bola.sees_not("has changed the update")

    # one click, and what was approved is a draft again
    ready.waits_for(lambda: card_is_current(ready))
    editor.clicks("Approve edition 7", message=card)
    ready.draft("Approved, ready to publish.")
    ada.clicks("Object to this change", message=again)
    objected = ada.sees("You have objected to this: the editors see that")
    assert objected.ts == told.ts
    ready.waits_for(
        lambda: listed(ready, "Ferry Tickets").endswith("lead objects") and ready.draft("Waiting for 1 approval.")
    )
    ready.waits_for(lambda: f"<@{ada.id}> objects to the change of Ferry Tickets" in editor.thread(card)[-1])
    editor.clicks("See earlier versions", message=editor.thread(card)[-1])
    assert "Version 3, saved by" in form(editor)
    editor.closes()
    ada.clicks("Take back objection", message=objected)
    ready.waits_for(lambda: "Objections" not in ready.draft())
    ready.waits_for(lambda: "You have objected" not in ada.sees("Twelve Eleven boats"))
    ada.clicks("Object to this change", message=ada.sees("Twelve Eleven boats"))
    ready.waits_for(lambda: "Lead objects (1)" in ready.draft())

    # approved all the same, published, and everybody is thanked
    assert not editor.clicks("Approve edition 7", message=ready.draft(), confirms=False).sent
    editor.clicks("Approve edition 7", message=ready.draft())
    editor.clicks("Publish edition 7", message=ready.draft("Approved, ready to publish."))
    thanks = ada.sees("Thank you. Sprint Notes #7 is published, with what you wrote")
    posted = member.sees("Eleven boats", in_channel=notes)
    assert posted.text.startswith("Ferry Tickets\n")
    assert "the editors have changed words of yours. Headline: 1 word added and 1 word removed." in thanks
    assert f"/archives/{notes.id}/p{posted.ts.replace('.', '')}" in str(thanks.blocks)
    assert ": as you wrote it." in bola.sees("Thank you. Sprint Notes #7 is published")
    ada.clicks("See earlier versions of Ferry Tickets", message=thanks)
    assert "Version 1, saved by" in form(ada)
    ada.closes()
    ready.waits_for(lambda: "Ask for a correction of Ferry Tickets" in ada.sees("Twelve Eleven boats"))
    assert "Take back objection" not in ada.sees("Twelve Eleven boats")
    [(update, version)] = rows(
        ready, "select u.id, u.version from updates u join projects p on p.id = u.project_id where p.key = 'ferry'"
    )
    sends(ready, press(ready, ada, "take_back_objection", f"{update} {version}"))
    ada.sees("Sprint Notes #7 is published already. “Ask for a correction” asks the editors instead.")


def test_an_editor_corrects_what_is_published_and_takes_an_item_down(ready: Stage) -> None:
    ada, bola, editor, member, notes = ready.ada, ready.bola, ready.editor, ready.member, ready.notes
    card = published(ready)
    posted = [message.ts for message in in_channel(ready)]

    # a lead asks, and the request below the card leads to the form that everybody knows
    told = ada.sees("Your update on Ferry Tickets for Sprint Notes #7 is in. Sprint Notes #7 is published.")
    ada.clicks("Ask for a correction of Ferry Tickets", message=told)
    ada.fills({WRONG: "It was eleven boats."})
    assert ada.submits().closed
    ready.waits_for(lambda: "asks for a correction" in editor.thread(card)[-1])
    editor.clicks("Correct Ferry Tickets", message=editor.thread(card)[-1])
    assert "Sprint Notes #7 is published. What you save changes it there, with a dated note." in form(editor)
    assert field(editor, "Headline") == "Twelve boats"
    editor.fills({"Headline": "Eleven boats", NOTE: "  "})
    assert NOTE in editor.submits().errors
    editor.clicks("Add a figure")
    assert field(editor, "Headline") == "Eleven boats"
    editor.fills({"What is counted": "boats", "Number": "11", NOTE: "the number of boats"})
    assert editor.submits().closed
    told = ada.sees("The correction that you asked for is made: ")
    assert "Readers are told: the number of boats" in told
    ready.comes_to_rest()
    bola.sees_not("has corrected")

    # it changes where it stands: its story, its line on the front page, and in the thread of the draft
    right = member.sees("Corrected on 18 March 2026: the number of boats", in_channel=notes)
    assert "Eleven boats" in right
    assert "11 boats" in right
    assert "Twelve boats" not in right
    ready.waits_for(lambda: any("Eleven boats" in part for part in editor.thread(card)))
    assert [message.ts for message in in_channel(ready)] == posted
    assert "Eleven boats" in member.types("/sprint-status ferry", in_channel=notes)
    assert rows(ready, "select actor, subject from audit where action = 'correct'") == [(editor.id, "Ferry Tickets")]

    # of two who have the introduction open, the second sees what the first has saved
    second = another_editor(ready)
    for person, said in ((editor, "Hello from the quay."), (second, "Good day from the quay.")):
        opens(ready, person, "The introduction")
        assert "Welcome to the harbour." in form(person)
        person.fills({"The introduction": said, NOTE: "the greeting"})
    assert second.submits().closed
    member.sees("Good day from the quay.", in_channel=notes)
    assert editor.submits().updated
    assert "Somebody else has corrected this meanwhile." in form(editor)
    assert "Good day from the quay." in form(editor)
    assert field(editor, "The introduction") == "Hello from the quay."
    assert editor.submits().closed
    member.sees("Hello from the quay.\nCorrected on 18 March 2026: the greeting", in_channel=notes)

    # what is taken down is nowhere any more, but for a line that says so
    opens(ready, editor, "Lamp Posts")
    editor.clicks("Take down Lamp Posts")
    editor.fills({WHY: "It names a supplier."})
    assert editor.submits().closed
    assert editor.modal is None
    bola.sees(f"<@{editor.id}> has taken the update on Lamp Posts down: it is not in Sprint Notes #7 any more.")
    ready.waits_for(lambda: "Posts stand" not in "".join(map(str, in_channel(ready))))
    member.sees("An item was taken down on 18 March 2026.", in_channel=notes)
    assert "Posts stand" not in member.types("/sprint-status lamp posts", in_channel=notes)


def published(ready: Stage) -> Message:
    """Edition 7, with an introduction and two updates, is published; its card."""
    ready.imports(
        project("ferry", "Ferry Tickets", ready.ada),
        project("lamps", "Lamp Posts", ready.bola),
        edition=EDITION,
    )
    ready.posts(ready.ada, "/sprint-update ferry", "Twelve boats", "They sail.")
    ready.posts(ready.bola, "/sprint-update lamps", "Posts stand", "All of them.")
    ready.moves_to(18, 17)
    card = ready.draft(parts=3)
    ready.editor.clicks("Approve edition 7", message=card)
    ready.editor.clicks("Publish edition 7", message=ready.draft("Approved, ready to publish."))
    return ready.draft("Published: Sprint Notes #7")


def another_editor(ready: Stage) -> Person:
    """Somebody whom the editor makes an editor too."""
    second = ready.slack.adds_person("Ned Proof")
    ready.editor.invites(second, to=ready.review)
    ready.editor.types("/sprint-notes people", in_channel=ready.notes)
    ready.editor.chooses("Add an editor", second)
    ready.editor.closes()
    return second


def opens(ready: Stage, person: Person, item: str) -> None:
    """An editor opens the form for an item from the card."""
    card = ready.editor.sees("Published: Sprint Notes #7", in_channel=ready.review)
    person.clicks("Correct edition 7", message=card)
    person.chooses("Pick an item", item)


def in_channel(ready: Stage) -> list[Message]:
    """The edition as it stands in the publish channel."""
    said = ready.member.messages(ready.notes)
    (front,) = (one for one in said if not one.is_ephemeral and "Sprint Notes #7" in one)
    return [front, *ready.member.thread(front)]


def test_nobody_is_told_of_a_correction_that_slack_has_not_taken(ready: Stage, expected_refusals: set[str]) -> None:
    expected_refusals.add("edit_window_closed")
    ada, bola, editor, member, notes, slack = (
        ready.ada,
        ready.bola,
        ready.editor,
        ready.member,
        ready.notes,
        ready.slack,
    )
    card = published(ready)
    slack.fails("chat.update", error="edit_window_closed", channel=notes, times=3)

    ada.clicks("Ask for a correction of Ferry Tickets", message=ada.sees("Your update on Ferry Tickets"))
    ada.fills({WRONG: "It was eleven boats."})
    assert ada.submits().closed
    ada.sees("The editors have your request for a correction")
    editor.clicks("Correct Ferry Tickets", message=editor.thread(card)[-1])
    editor.fills({"Headline": "Eleven boats", NOTE: "the number of boats"})
    assert editor.submits().closed
    card = editor.sees("Not corrected yet: 2 messages could not be changed.", in_channel=ready.review)
    assert "A message in the channel: Slack said edit_window_closed." in card
    assert "Twelve boats" in str(in_channel(ready))
    editor.sees("This could not be posted in")
    ada.sees_not("The correction that you asked for is made")

    # nor of a takedown; what waits goes out once the editors have had it tried again
    opens(ready, editor, "Lamp Posts")
    editor.clicks("Take down Lamp Posts")
    editor.fills({WHY: "It names a supplier."})
    assert editor.submits().closed
    ready.waits_for(lambda: len([call for call in slack.calls("chat.update") if call.error]) == 3)
    editor.sees("Not corrected yet: 2 messages could not be changed.", in_channel=ready.review)
    assert "Posts stand" in str(in_channel(ready))
    bola.sees_not("taken the update on Lamp Posts down")
    ready.waits_for(ready.clock.nothing_in_hand)  # Slack has refused the third, and the bot knows it
    for refused in (one for one in editor.direct_messages() if "This could not be posted in" in one):
        editor.clicks("Try again", message=refused)
    ada.sees("The correction that you asked for is made: ")
    bola.sees("has taken the update on Lamp Posts down")
    assert "Not corrected yet" not in ready.draft("Published: Sprint Notes #7")
    assert "Eleven boats" in member.sees("An item was taken down", in_channel=notes)
    done = rows(ready, "select action from audit where action in ('correct', 'take down', 'arrive again') order by id")
    assert done == [("correct",), ("take down",), ("arrive again",)]
