"""Messages about an edition say what is so, and offer what can be done, also once it has moved on."""

from __future__ import annotations

from slack_sandbox.person import Person
from slack_sandbox.things import Message

from tests.conversations.by_hand import press, sends
from tests.conversations.drafts import drafted, item
from tests.conversations.looking import rows
from tests.conversations.modes import BOTH_MODES
from tests.stage import Stage


@BOTH_MODES
def test_reminders_and_confirmations_follow_an_edition_to_its_publishing(ready: Stage) -> None:
    ada, bola, editor = ready.ada, ready.bola, ready.editor
    ready.posts(ada, "/sprint-update ferry", "Twelve boats")
    saved = ada.sees("Your update on Ferry Tickets for Sprint Notes #7 is in.")
    ready.moves_to(13, 10)
    reminded = bola.sees("There is no update on Lamp Posts and Lamp Repairs for Sprint Notes #7 yet.")
    assert _offers(reminded) >= {"Remind me in 2 hours", "No more reminders for edition 7", "Ask somebody else"}
    messages = len(ada.direct_messages()), len(bola.direct_messages())

    ready.moves_to(18, 17)  # closed: nobody is reminded, and an update still gets in
    card = ready.draft(parts=1)
    _becomes(ready, bola, reminded, "Updates have closed. The editors read the draft now, and yours still gets in")
    assert _offers(_now(bola, reminded)) == {
        "Post update on Lamp Posts", "Nothing to report on Lamp Posts", "Post update on Lamp Repairs",
        "Nothing to report on Lamp Repairs", "Ask somebody else",
    }  # fmt: skip
    _becomes(ready, ada, saved, "The editors see it in their draft now. You can change it until they approve")
    assert _offers(_now(ada, saved)) == {"Edit update on Ferry Tickets", "Withdraw update on Ferry Tickets"}
    silent = editor.sees("Sprint Notes #7 has closed. 2 projects gave neither an update")
    editor.clicks("Nudge the lead of Lamp Posts", message=silent)
    nudged = bola.sees("asks: could you post the update on Lamp Posts for Sprint Notes #7?")

    editor.clicks("Approve edition 7", message=card)  # approved: too late for this one
    ready.draft("Approved, ready to publish.")
    _becomes(ready, bola, nudged, "Sprint Notes #7 is approved: it takes no updates any more.")
    assert "What you post now goes into the next edition." in _now(bola, nudged)
    assert "asks: could you post the update on Lamp Posts" in _now(bola, nudged)
    assert _offers(_now(bola, nudged)) == {"Post update on Lamp Posts"}
    _becomes(ready, ada, saved, "Sprint Notes #7 is approved. What is wrong in it you can tell the editors.")
    assert _offers(_now(ada, saved)) == {"Ask for a correction of Ferry Tickets"}
    ready.waits_for(lambda: not _offers(_now(editor, silent)))

    editor.clicks("Publish edition 7", message=ready.draft())
    ready.draft("Published: Sprint Notes #7")
    _becomes(ready, bola, reminded, "Sprint Notes #7 is published: it takes no updates any more.")
    assert "There was no update on Lamp Posts and Lamp Repairs for Sprint Notes #7." in _now(bola, reminded)
    assert _offers(_now(bola, reminded)) == {"Post update on Lamp Posts", "Post update on Lamp Repairs"}
    _becomes(ready, ada, saved, "Sprint Notes #7 is published.")
    bola.clicks("Post update on Lamp Posts", message=reminded)
    assert "Update for edition 8" in str(bola.modal)
    ada.sees("Thank you. Sprint Notes #7 is published")
    assert (len(ada.direct_messages()), len(bola.direct_messages())) == (messages[0] + 1, messages[1] + 1)


def test_an_answer_a_question_and_what_came_of_them(ready: Stage) -> None:
    ada, bola, editor = ready.ada, ready.bola, ready.editor
    ready.posts(ada, "/sprint-update ferry", "Twelve boats")
    ready.moves_to(13, 10)
    bola.clicks("Nothing to report on Lamp Posts", message=bola.sees("There is no update on Lamp Posts"))
    noted = bola.sees("It is noted that there is nothing to report on Lamp Posts for Sprint Notes #7.")
    ready.moves_to(18, 17)
    card = ready.draft(parts=1)
    editor.clicks("Ask the lead", message=item(ready, "Ferry Tickets"))
    editor.fills({"What do you want to know, or to have changed?": "Which pier is it?"})
    assert editor.submits().closed
    asked = ada.sees("asks about the update on Ferry Tickets for Sprint Notes #7:")
    editor.clicks("Approve edition 7", message=card)
    ready.draft("Approved, ready to publish.")
    editor.clicks("Publish edition 7", message=ready.draft())
    ready.draft("Published: Sprint Notes #7")
    _becomes(ready, ada, asked, "Sprint Notes #7 is published: it takes no updates any more.")
    assert "Which pier is it?" in _now(ada, asked)
    assert _offers(_now(ada, asked)) == {"Ask for a correction of Ferry Tickets"}
    _becomes(ready, bola, noted, "Sprint Notes #7 is published: what you post now goes into the next edition.")
    assert _offers(_now(bola, noted)) == {"Post update on Lamp Posts"}

    # on a screen that has not heard of it, the old buttons say what can be done
    [(seventh,)] = rows(ready, "select id from editions where number = 7")
    [(lamps,)] = rows(ready, "select id from projects where key = 'lamps'")
    for action, value in (("take_back_nothing", f"{lamps} {seventh}"), ("nothing_to_report", f"{lamps} {seventh}")):
        before = len(bola.direct_messages())
        sends(ready, press(ready, bola, action, value))
        ready.waits_for(lambda before=before: len(bola.direct_messages()) > before)
        assert "/sprint-update opens the form for the next edition." in bola.direct_messages()[-1]


def test_dates_that_move_again(ready: Stage) -> None:
    bola, editor, review = ready.bola, ready.editor, ready.review
    ready.moves_to(13, 10)
    reminded = bola.sees("There is no update on Lamp Posts and Lamp Repairs")
    _moves_closing(ready, "2026-03-25")
    first = bola.sees("Sprint Notes #7 closes at another time: updates close at 5pm on Wednesday 25 March 2026.")
    _becomes(ready, bola, reminded, "Updates close at 5pm on Wednesday 25 March 2026.")
    told_editors = editor.sees("updates close at 5pm on Wednesday 25 March 2026.", in_channel=review)
    before = len(bola.direct_messages())

    _moves_closing(ready, "2026-03-26")  # later still: what they were told is changed, without a sound
    _becomes(ready, bola, first, "closes at another time: updates close at 5pm on Thursday 26 March 2026.")
    ready.comes_to_rest()
    assert len(bola.direct_messages()) == before
    ready.waits_for(
        lambda: any(one.ts == told_editors.ts and "have changed again since" in one for one in editor.messages(review))
    )

    _moves_closing(ready, "2026-03-20")  # sooner than they were told: they hear it
    bola.sees("Sprint Notes #7 closes at another time: updates close at 5pm on Friday 20 March 2026.")
    _becomes(ready, bola, first, "closes at yet another time. The newest message about that is further down.")
    assert not _offers(_now(bola, first))
    _becomes(ready, bola, reminded, "Updates close at 5pm on Friday 20 March 2026.")
    assert len(bola.direct_messages()) == before + 1


def test_a_skipped_edition_reminds_nobody(ready: Stage) -> None:
    bola, editor = ready.bola, ready.editor
    ready.moves_to(13, 10)
    reminded = bola.sees("There is no update on Lamp Posts and Lamp Repairs")
    editor.types("/sprint-notes draft", in_channel=ready.notes)
    editor.clicks("Skip edition 7")
    assert editor.submits().outcome == "cleared"
    _becomes(ready, bola, reminded, "The edition that covers 5 – 18 March 2026 is skipped: it takes no updates")
    assert _offers(_now(bola, reminded)) == {"Post update on Lamp Posts", "Post update on Lamp Repairs"}


def test_somebody_who_was_asked_is_told_when_there_is_nothing_left_to_do(ready: Stage) -> None:
    bola, member, editor = ready.bola, ready.member, ready.editor
    ready.moves_to(13, 10)
    bola.clicks("Ask somebody else", message=bola.sees("There is no update on Lamp Posts"))
    bola.fills({"Project": "Lamp Posts", "Who can write it?": member})
    assert bola.submits().closed
    asked = member.sees("asks you to post the update on Lamp Posts for Sprint Notes #7.")
    assert _offers(asked) == {"Post update on Lamp Posts", "I can’t"}
    ready.posts(bola, "/sprint-update repairs", "Ten")
    ready.moves_to(18, 17)
    card = ready.draft(parts=1)
    _becomes(ready, member, asked, "Updates have closed.")
    editor.clicks("Approve edition 7", message=card)
    _becomes(ready, member, asked, "Sprint Notes #7 is approved: it takes no updates any more.")
    assert _offers(_now(member, asked)) == set()


def test_a_hold_back_that_is_undone(ready: Stage) -> None:
    ada, editor = ready.ada, ready.editor
    drafted(ready)
    editor.clicks("Hold back …", message=item(ready, "Ferry Tickets"))
    editor.fills({"Why? The lead sees this": "Not yet."})
    assert editor.submits().closed
    held = ada.sees("holds the update on Ferry Tickets back: for now it is not in Sprint Notes #7.")
    ready.waits_for(lambda: "Held back" in item(ready, "Ferry Tickets"))
    editor.clicks("Undo last change", message=ready.draft())
    ada.sees("has put the update on Ferry Tickets back into Sprint Notes #7.")
    _becomes(ready, ada, held, "The update on Ferry Tickets was held back. That is over")
    assert not _offers(_now(ada, held))


def test_what_is_taken_down_is_not_counted_and_whoever_was_thanked_is_told(ready: Stage) -> None:
    ada, bola, editor, notes = ready.ada, ready.bola, ready.editor, ready.notes
    card = drafted(ready)
    editor.clicks("Approve edition 7", message=card)
    ready.draft("Approved, ready to publish.")
    editor.clicks("Publish edition 7", message=ready.draft())
    ready.draft("Published: Sprint Notes #7")
    thanked = {lead: lead.sees("Thank you. Sprint Notes #7 is published") for lead in (ada, bola)}
    saved = ada.sees("Your update on Ferry Tickets for Sprint Notes #7 is in.")
    editor.sees("This edition has 3 updates.", in_channel=notes)
    editor.clicks("Correct edition 7", message=ready.draft("Published: Sprint Notes #7"))
    editor.chooses("Pick an item", "Ferry Tickets")
    editor.clicks("Take down Ferry Tickets")
    editor.fills({"Why? The log keeps this, and the leads are told": "She asked us to."})
    editor.submits()
    ada.sees("has taken the update on Ferry Tickets down: it is not in Sprint Notes #7 any more. The reason:")
    editor.sees("This edition has 2 updates.", in_channel=notes)
    _becomes(ready, ada, thanked[ada], "What you wrote for it was taken down and is not in it any more.")
    _becomes(ready, ada, saved, "has taken the update on Ferry Tickets down: it is not in Sprint Notes #7 any more.")
    assert _offers(_now(ada, saved)) == {"Post update on Ferry Tickets", "See earlier versions"}
    assert "Lamp Posts" in _now(bola, thanked[bola])


def _moves_closing(ready: Stage, day: str) -> None:
    ready.editor.types("/sprint-notes draft", in_channel=ready.notes)
    ready.editor.clicks("Change dates of edition 7")
    ready.editor.fills({"Last day": day})
    assert ready.editor.submits().outcome == "cleared"


def _becomes(ready: Stage, person: Person, message: Message, said: str) -> None:
    """Waits until the same message, in its place, says something else."""
    ready.waits_for(lambda: said in _now(person, message))


def _now(person: Person, message: Message) -> Message:
    return next(one for one in person.direct_messages() if one.ts == message.ts)


def _offers(message: Message) -> set[str]:
    """The labels of its buttons."""
    found = [element for block in message.blocks if block["type"] == "actions" for element in block["elements"]]
    found += [block["accessory"] for block in message.blocks if "accessory" in block]
    return {one["text"]["text"] for one in found if one["type"] == "button"}
