"""What frames an edition: the unit's template, a drafted welcome, and the editors' own words of one edition."""

from __future__ import annotations

import json
from typing import Any

from slack_sandbox.person import Person
from slack_sandbox.things import Message

from tests.conversations.by_hand import sends, submission
from tests.conversations.looking import field, form, rows
from tests.conversations.modes import BOTH_MODES
from tests.stage import Stage, project

TEMPLATE = "/sprint-notes template"
WORDS = "Edit welcome and thank-you"


def a_draft(ready: Stage) -> Message:
    """The draft of edition 7: the ferry project, led by the Quay Council, reports for the first time."""
    ferry = project("ferry", "Ferry Tickets", ready.ada, phase="beta")
    ready.imports(ferry | {"lead_organisation": "Quay Council", "aims": "Nobody queues for a boat."})
    ready.posts(ready.ada, "/sprint-update ferry", "The first boat")
    ready.moves_to(18, 17)
    return ready.draft(parts=2)


def becomes_editor(ready: Stage, person: Person) -> None:
    ready.editor.types("/sprint-notes people", in_channel=ready.notes)
    ready.editor.chooses("Add an editor", person)
    ready.editor.closes()


def thread_says(ready: Stage, card: Message, *texts: str) -> None:
    """Waits until the draft's thread has all of these."""
    ready.waits_for(lambda: all(any(text in part for part in ready.editor.thread(card)) for text in texts))


def audited(ready: Stage, action: str) -> list[Any]:
    told = rows(ready, f"select actor, item, detail from audit where action = '{action}' order by id")  # noqa: S608
    return [(actor, item, json.loads(detail)) for actor, item, detail in told]


@BOTH_MODES
def test_the_unit_s_template_frames_every_edition(ready: Stage) -> None:
    ada, editor, notes = ready.ada, ready.editor, ready.notes
    assert "Only an editor can change the template." in ada.types(TEMPLATE, in_channel=notes)
    card = a_draft(ready)
    thread_says(ready, card, "This edition has 1 update.")
    thread_says(ready, card, "led by Quay Council", "New in these notes. Nobody queues for a boat.")
    editor.clicks("Approve edition 7", message=card)
    card = ready.draft("Approved, ready to publish.")

    editor.types(TEMPLATE, in_channel=notes)
    assert (field(editor, "Title"), field(editor, "Welcome")) == ("Sprint Notes #{number}", "")
    assert "{count_updates}: how many updates it has" in form(editor)
    editor.fills({"Title": "Notes {numbr}", "Name of the section of updates": "{missing}"})
    editor.clicks("Preview this template")
    assert "Title: There is no placeholder “{numbr}”. Did you mean “{number}”?" in form(editor)
    editor.closes()
    assert editor.submits().errors == {
        "Title": "There is no placeholder “{numbr}”. Did you mean “{number}”?",
        "Name of the section of updates": "“{missing}” can be long. Use it in the welcome or the thank-you.",
    }
    editor.fills({"Title": "{unit} <!here>, no. {number}", "Name of the section of updates": "Boats and more"})
    editor.fills(
        {"Welcome": "We have **{count_updates}**.\n\nMissing: {missing}; {events}.", "Thank-you": "Bye, {period}!"}
    )
    editor.clicks("Preview this template")
    shown = form(editor)
    assert "Preview of edition 8" in shown  # edition 7 is approved
    assert "Harbour Unit <!here>, no." in shown
    assert "Boats and more" in shown
    editor.closes()
    twice = submission(ready, editor)
    assert editor.submits().closed
    sends(ready, twice)

    card = ready.draft("Waiting for 1 approval.")  # other words than were approved
    thread_says(ready, card, "Harbour Unit <!here>, no. 7", "We have 1 update.", "Boats and more")
    thread_says(ready, card, "Missing: Lamp Posts and Lamp Repairs; no events.", "Bye, 5 – 18 March 2026!")
    assert "Draft: Sprint Notes #7" in card
    ((actor, _, detail),) = audited(ready, "change template")
    assert (actor, detail["before"]["title"]) == (editor.id, "Sprint Notes #{number}")
    editor.clicks("Approve edition 7", message=card)
    editor.clicks("Publish edition 7", message=ready.draft("Approved, ready to publish."))
    ready.member.sees("Harbour Unit <!here>, no. 7", in_channel=notes)
    assert any("We have 1 update." in said for said in ready.member.messages(notes))


def test_two_editors_on_the_template_lose_nothing(ready: Stage) -> None:
    ada, editor, notes = ready.ada, ready.editor, ready.notes
    becomes_editor(ready, ada)
    for person in (editor, ada):
        person.types(TEMPLATE, in_channel=notes)
    editor.fills({"Title": "Notes {number}", "Welcome": "Hello."})
    assert editor.submits().closed
    ada.fills({"Welcome": "Good day.", "Thank-you": "Bye."})
    assert ada.submits().updated
    assert "Title: Notes {number}" in form(ada)
    assert "Welcome: Hello." in form(ada)
    assert (field(ada, "Title"), field(ada, "Welcome"), field(ada, "Thank-you")) == (
        "Notes {number}", "Good day.", "Bye.",
    )  # fmt: skip
    editor.types(TEMPLATE, in_channel=notes)
    editor.fills({"Name of the section of news": "News"})
    assert editor.submits().closed
    assert ada.submits().updated  # overtaken once more
    assert "Name of the section of news: News" in form(ada)
    assert "Welcome: " not in form(ada).partition("\nTitle")[0]
    assert ada.submits().closed
    [(template,)] = rows(ready, "select template from units")
    assert json.loads(template) == {
        "title": "Notes {number}", "news": "News", "updates": "Funded project updates", "intro": "Good day.",
        "closing": "Bye.",
    }  # fmt: skip


@BOTH_MODES
def test_an_edition_has_words_of_its_own_and_gaps_keep_it_from_going_out(ready: Stage) -> None:
    ada, editor, notes, review = ready.ada, ready.editor, ready.notes, ready.review
    editor.types("/sprint-notes draft", in_channel=notes)
    editor.clicks(WORDS)
    assert (field(editor, "Welcome"), field(editor, "Thank-you")) == ("", "")
    editor.fills({"Thank-you": "See you soon."})
    assert editor.submits().closed
    assert editor.modal is None  # the preview below has old words
    card = a_draft(ready)
    thread_says(ready, card, "This edition has 1 update.", "See you soon.")

    editor.clicks(WORDS, message=card)
    assert (field(editor, "Welcome"), field(editor, "Thank-you")) == ("This edition has 1 update.", "See you soon.")
    editor.fills({"Welcome": "Welcome! We have {count_updates} and thank {minister}."})
    twice = submission(ready, editor)
    assert editor.submits().closed
    sends(ready, twice)
    thread_says(ready, card, "Welcome! We have 1 update and thank {minister}.")
    card = ready.draft("The checks have found 1 error.")
    editor.clicks("Findings in edition 7", message=card)
    assert "Error, unfilled placeholder – Welcome" in form(editor)
    editor.closes()
    editor.clicks("Approve edition 7", message=card)
    editor.sees("Nothing fills “{minister}” in the welcome of Sprint Notes #7.", in_channel=review)
    _, (actor, item, detail) = audited(ready, "words")
    assert (actor, item, detail["before"]["intro"]) == (editor.id, "intro", [])
    assert "{minister}" in str(detail["after"]["intro"])

    # two editors at once
    becomes_editor(ready, ada)
    editor.invites(ada, to=review)
    for person in (editor, ada):
        person.clicks(WORDS, message=card)
    editor.fills({"Welcome": "Welcome, all."})
    assert editor.submits().closed
    ada.fills({"Welcome": "Croeso, bawb.", "Thank-you": ""})
    assert ada.submits().updated
    shown = form(ada)
    assert "Somebody has changed these words since you opened them. Yours are still here" in shown
    assert "Welcome, all." in shown
    assert (field(ada, "Welcome"), field(ada, "Thank-you")) == ("Croeso, bawb.", "")
    assert ada.submits().closed
    thread_says(ready, card, "Croeso, bawb.")
    ready.waits_for(lambda: not any("See you soon." in part for part in editor.thread(card)))
    card = ready.draft(f"<@{ada.id}> changed the welcome or thank-you of Sprint Notes #7")
    editor.clicks("Undo last change", message=card)
    thread_says(ready, card, "Welcome, all.", "See you soon.")

    # what was emptied is the template's again, drafted where that has none
    editor.clicks(WORDS, message=card)
    editor.fills({"Welcome": ""})
    assert editor.submits().closed
    thread_says(ready, card, "This edition has 1 update.")
    editor.clicks(WORDS, message=card)
    editor.clicks("Approve edition 7", message=ready.draft("The checks have found nothing."))
    editor.clicks("Publish edition 7", message=ready.draft("Approved, ready to publish."))
    card = ready.draft("Published: Sprint Notes #7")
    editor.fills({"Welcome": "Too late."})
    assert editor.submits().updated
    assert "Sprint Notes #7 is published already. Its welcome and thank-you stay as they are." in form(editor)
