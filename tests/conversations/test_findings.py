"""Editors work through what the checks have found: apply, ignore, switch off, all in one modal."""

from __future__ import annotations

from tests.conversations.looking import form, rows
from tests.conversations.modes import BOTH_MODES
from tests.stage import Stage


@BOTH_MODES
def test_an_editor_works_through_the_findings(ready: Stage) -> None:
    ada, editor, review = ready.ada, ready.editor, ready.review
    ready.posts(ada, "/sprint-update ferry", "The first boat", "We met the the crew this week.")
    editor.types("/sprint-notes draft", in_channel=ready.notes)
    editor.clicks("Findings in edition 7")
    assert "Error, doubled word – Ferry Tickets" in form(editor)
    editor.closes()
    editor.closes()
    ready.moves_to(18, 17)
    card = ready.draft(parts=2)
    assert "The checks have found 1 error and 1 warning." in card
    editor.opens_home()
    editor.sees_home("The checks have found 1 error and 1 warning.")

    editor.clicks("Findings in edition 7", message=card)
    shown = form(editor)
    assert "“this week”: Whoever reads it later cannot know when that was." in shown
    assert "Write “in the week of 2 March 2026”?" in shown  # the week in which she wrote it
    editor.clicks("Apply “the”")
    assert "Ferry Tickets: “the the” is “the” now." in form(editor)
    assert "doubled word" not in form(editor)
    ready.draft("The checks have found 1 warning.")
    ready.waits_for(lambda: any("We met the crew this week." in part for part in editor.thread(card)))
    ada.sees("What happened: 1 word removed")
    ada.sees(f"<@{editor.id}> has changed the update on Ferry Tickets for Sprint Notes #7: version 2 counts now.")

    editor.clicks("Ignore “this week”")
    assert "“this week” is ignored as long as the words there stay as they are." in form(editor)
    assert "The checks have found nothing in Sprint Notes #7." in form(editor)
    ready.draft("The checks have found nothing.")
    editor.sees_home("The checks have found nothing.")
    editor.clicks("Show 1 ignored finding")
    editor.clicks("Ignore no more “this week”")
    assert "Nothing is ignored in Sprint Notes #7." in form(editor)
    editor.clicks("Back to the findings")
    assert not editor.clicks("Switch off “relative date”", confirms=False).sent
    editor.clicks("Switch off “relative date”")
    assert "Switched off for the unit: “relative date”." in form(editor)
    ready.draft("The checks have found nothing.")
    editor.clicks("Switch on “relative date”")

    # the words change while the list in front of the editor still stands for the old ones
    ready.posts(ada, "/sprint-update ferry", "The first boat", "They met the crew this week.")
    editor.clicks("Apply “in the week of 2 March 2026”")
    assert "The text has changed meanwhile. Nothing was done" in form(editor)
    editor.closes()

    ready.posts(editor, "/sprint-update ferry", "The first boat", "They met the crew , and left.")
    said = editor.sees("The checks have found 1 warning in it.")
    editor.clicks("Findings in edition 7", message=said)
    editor.clicks("Apply “crew,”")
    assert "The checks have found nothing in Sprint Notes #7." in form(editor)
    editor.closes()

    editor.invites(ada, to=review)
    ada.clicks("Findings in edition 7", message=card)
    ready.waits_for(lambda: any("Only an editor can see what the checks" in said for said in ada.ephemerals(review)))
    entries = rows(ready, "select action, actor from audit order by id")
    assert [action for action, actor in entries if actor == editor.id][-7:] == [
        "apply finding",
        "ignore finding",
        "ignore finding no more",
        "switch off check",
        "switch on check",
        "update",
        "apply finding",
    ]
