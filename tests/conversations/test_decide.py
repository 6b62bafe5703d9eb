"""What editors decide: changes requested, a time set for publishing, an edition stretched, skipped, reopened."""

from __future__ import annotations

import json

from slack_sandbox.person import Person
from slack_sandbox.things import Message

from tests.conversations.by_hand import press, sends
from tests.conversations.drafts import offers
from tests.conversations.looking import field, form, rows
from tests.conversations.modes import BOTH_MODES
from tests.stage import Stage

FOUR_EYES = "One must be by somebody other than whoever changed the edition last."


@BOTH_MODES
def test_two_editors_approve_request_changes_and_publish_at_a_set_time(ready: Stage) -> None:
    editor, mo, review, notes = ready.editor, ready.member, ready.review, ready.notes
    editor.invites(mo, to=review)
    _adds_editor(ready, mo)
    ready.sets_up(**{"Who approves": None, "Approvals needed": "1"})
    ready.posts(editor, "/sprint-update ferry", "The first boat")  # on behalf of Ada
    ready.moves_to(18, 17)
    card = ready.draft(parts=2)

    # whoever changed it last is not the only one to approve it
    assert FOUR_EYES in card
    editor.clicks("Approve edition 7", message=card)
    editor.sees(f"Your approval counts: 1 of 1. {FOUR_EYES}", in_channel=review)
    assert "Waiting for 1 approval." in ready.draft()
    assert "Publish edition 7" not in offers(ready.draft())
    mo.clicks("Approve edition 7", message=card)
    ready.draft("Approved, ready to publish.")

    # changes are requested in the thread, and the approvals fall
    mo.clicks("Request changes", message=card)
    mo.fills({"What should change": "Say *which* boat, <!channel>."})
    assert mo.submits().closed
    asked = ready.draft(f"<@{mo.id}> asks for changes: the thread says which")
    assert "Waiting for 1 approval." in asked
    ready.waits_for(lambda: any("Say *which* boat, <!channel>." in part for part in editor.thread(card)))
    ready.posts(editor, "/sprint-update ferry", "The first of two boats")
    ready.waits_for(lambda: "asks for changes" not in ready.draft())

    # the time
    _approve(ready, editor, mo)
    editor.clicks("Publish edition 7 at a time", message=ready.draft("Approved, ready to publish."))
    how = "as 1 message, with 1 message in its thread, exactly as it is approved now."
    assert f"Sprint Notes #7 goes to <#{notes.id}> {how}" in form(editor)
    for day, wrong in (("2026-03-18", "has gone by"), ("2026-06-17", "within the next 90 days")):
        editor.fills({"Day": day, "Time": "09:30"})
        assert wrong in editor.submits().errors["Day"]
    editor.fills({"Day": "2026-03-20", "Time": "09:30"})
    assert editor.submits().closed
    set_for = f"It is published in <#{notes.id}> at 9:30am on Friday 20 March 2026, as <@{editor.id}> has set"
    ready.draft(set_for)
    mo.clicks("Cancel timed publishing of edition 7", message=card)
    mo.sees("Sprint Notes #7 is not published at 9:30am on Friday 20 March 2026. It stays approved.", review)
    ready.waits_for(lambda: set_for not in ready.draft())

    # an approval that does not count any more takes the time away
    _sets_time(ready, editor, card, "2026-03-20", "09:30")
    editor.types("/sprint-notes people", in_channel=notes)
    editor.clicks("Remove Mo Reader as editor")
    editor.closes()
    told = f"Sprint Notes #7 is not published at 9:30am on Friday 20 March 2026, as <@{editor.id}> had set"
    editor.sees(told, in_channel=review)
    assert "There are too few editors for that" in ready.draft("Waiting for 1 approval.")

    _adds_editor(ready, mo)  # so his approval counts again
    ready.draft("Approved, ready to publish.")
    _sets_time(ready, mo, card, "2026-03-20", "10:00")
    ready.moves_to(20, 9, 35)
    ready.comes_to_rest()
    notes_before = len(editor.messages(notes))
    ready.moves_to(20, 10)
    ready.draft("Published: Sprint Notes #7")
    editor.sees("The first of two boats", in_channel=notes)
    ready.comes_to_rest()
    assert len([m for m in editor.messages(notes)[notes_before:] if "Covering" in m]) == 1
    [(actor, detail)] = rows(ready, "select actor, detail from audit where action = 'publish'")
    assert (actor, json.loads(detail)["at_the_set_time"]) == (mo.id, True)


def test_an_edition_is_stretched_skipped_and_reopened(ready: Stage) -> None:
    ada, bola, editor, notes, review = ready.ada, ready.bola, ready.editor, ready.notes, ready.review
    ready.posts(ada, "/sprint-update ferry", "Boats of the first days")
    ready.posts(bola, "/sprint-update posts", "Forty lamps")
    ada.types("/sprint-update ferry", in_channel=notes)
    ada.clicks("Write for edition 8 instead")
    ada.fills({"Headline": "Boats of later days", "What happened": "They sail."})
    assert ada.submits().closed

    # stretched: the early edition follows, and whoever owes an update hears of it
    editor.types("/sprint-notes draft", in_channel=notes)
    editor.clicks("Change dates of edition 7")
    assert (field(editor, "Last day"), field(editor, "Closing time")) == ("2026-03-18", "17:00")
    editor.fills({"Last day": "2026-03-04"})
    assert "has gone by" in editor.submits().errors["Last day"]
    editor.fills({"Last day": "2026-03-25", "Closing time": "12:00"})
    assert editor.submits().outcome == "cleared"
    closes = "midday on Wednesday 25 March 2026"
    editor.sees(f"<@{editor.id}> has changed the dates of Sprint Notes #7. It covers 5 – 25 March 2026", review)
    owed = bola.sees(f"Sprint Notes #7 closes at another time: updates close at {closes}.")
    assert "There is no update on Lamp Repairs yet." in owed
    bola.sees(
        f"Your update on Lamp Posts for Sprint Notes #7 is in. It will be in the draft that the editors get at {closes}"
    )
    ada.sees("Your update on Ferry Tickets for Sprint Notes #8 is in.")
    assert rows(ready, "select number, starts, ends from editions order by number") == [
        (7, "2026-03-05", "2026-03-25"),
        (8, "2026-03-26", "2026-04-08"),
    ]
    ready.moves_to(24, 10)
    bola.sees("There is no update on Lamp Repairs for Sprint Notes #7 yet.")

    # skipped: what is in goes into the next one, unless that has an update already
    editor.opens_home()
    editor.sees_home("Change dates of edition 7")
    editor.types("/sprint-notes draft", in_channel=notes)
    editor.clicks("Skip edition 7")
    assert "What is in so far (2 updates and its news) goes into the next one." in form(editor)
    editor.fills({"Reason": "Purdah & <!here>"})
    assert editor.submits().outcome == "cleared"
    why = "The edition that covers 5 – 25 March 2026 is skipped. The reason: Purdah & <!here>"
    ada.sees(f"{why} The next one has an update on Ferry Tickets already, so yours is in none.")
    bola.sees(
        f"{why} Your update on Lamp Posts is kept: it is in Sprint Notes #7, which covers 26 March – 8 April 2026."
    )
    ada.sees(
        "Your update on Ferry Tickets for Sprint Notes #7 is in. It will be in the draft that the editors get at 5pm"
    )
    editor.sees("The next one is Sprint Notes #7. It covers 26 March – 8 April 2026", in_channel=review)
    editor.sees_home("Sprint Notes #7 is open")
    states = rows(ready, "select number, state, starts from editions order by starts")
    assert states == [(7, "skipped", "2026-03-05"), (7, "open", "2026-03-26")]
    ready.moves_to(25, 12)
    ready.comes_to_rest()
    assert "Draft:" not in str(editor.messages(review))

    # reopened, while the next one is open too: the card and its thread stay where they are
    ready.moves_to(8, 17, month=4)
    card = ready.draft("Draft: Sprint Notes #7", parts=3)
    assert "In (2)" in card
    _approve(ready, editor)
    editor.clicks("Reopen for updates", message=card)
    editor.fills({"Updates close on": "2026-04-10", "Closing time": "12:00"})
    assert editor.submits().closed
    again = ready.draft("Open again until midday on Friday 10 April 2026.")
    assert again.ts == card.ts
    bola.sees("Sprint Notes #7 is open again: updates close at midday on Friday 10 April 2026.")
    ready.posts(bola, "/sprint-update repairs", "Ten repairs")
    ready.waits_for(lambda: any("Ten repairs" in part for part in editor.thread(card)))
    assert "Sprint Notes #7 covers 26 March" in bola.types("/sprint-notes next", in_channel=notes)
    editor.sees_home("Sprint Notes #8 comes after it")
    ready.moves_to(10, 12, month=4)
    closed = ready.draft("Waiting for 1 approval.")
    assert (closed.ts, "Missing (0)" in closed) == (card.ts, True)
    assert rows(ready, "select number, state from editions where state <> 'skipped' order by number") == [
        (7, "drafted"),
        (8, "open"),
    ]
    assert len([message for message in editor.messages(review) if "Sprint Notes #7\nCovering" in message.text]) == 1

    # nobody but an editor may do any of this
    [(seventh,), (eighth,)] = rows(ready, "select id from editions where state <> 'skipped' order by number")
    for action, edition in (
        ("change_dates", eighth), ("skip_edition", eighth), ("reopen", seventh), ("request_changes", seventh),
        ("publish_later", seventh), ("cancel_publishing", seventh),
    ):  # fmt: skip
        before = len(ada.direct_messages())
        sends(ready, press(ready, ada, action, edition))
        ready.waits_for(lambda before=before: len(ada.direct_messages()) > before)
        assert "Only an editor can " in ada.direct_messages()[-1]


def _adds_editor(ready: Stage, person: Person) -> None:
    ready.editor.types("/sprint-notes people", in_channel=ready.notes)
    ready.editor.chooses("Add an editor", person)
    ready.editor.closes()


def _approve(ready: Stage, *editors: Person) -> None:
    for editor in editors:
        editor.clicks("Approve edition 7", message=ready.draft("Waiting for 1 approval."))
    ready.draft("Approved, ready to publish.")


def _sets_time(ready: Stage, editor: Person, card: Message, day: str, at: str) -> None:
    editor.clicks("Publish edition 7 at a time", message=card)
    editor.fills({"Day": day, "Time": at})
    assert editor.submits().closed
    ready.draft("It is published in")
