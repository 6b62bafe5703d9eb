"""Editors work through what the checks have found: apply, ignore, switch off, all in one modal."""

from __future__ import annotations

from tests.conversations.drafts import leads_to
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
    assert f"Error, doubled word – Ferry Tickets ({leads_to(ready, 'Ferry Tickets')})" in shown
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


@BOTH_MODES
def test_what_has_one_cause_is_done_with_in_one_press(ready: Stage) -> None:
    ada, editor = ready.ada, ready.editor
    body = "The pier opens on 1 June, the slip on 2 June. Helen met Niamh, and Niamh met Helen. It is on Github."
    ready.posts(ada, "/sprint-update ferry", "The first boat", body)
    ready.moves_to(18, 17)
    card = ready.draft(parts=2)
    assert "The checks have found 2 warnings (and 1 hint)." in card
    editor.clicks("Findings in edition 7", message=card)
    assert "“Helen” and “Niamh”: Readers do not know who that is." in form(editor)
    assert "maker’s spelling" not in form(editor)
    editor.clicks("Apply all 2 “1 June 2026 and 2 June 2026”")
    assert "2 places read as proposed now." in form(editor)
    there = "The pier opens on 1 June 2026, the slip on 2 June 2026."
    ready.waits_for(lambda: any(there in part for part in editor.thread(card)))

    editor.clicks("Ignore all 2 “Helen and Niamh”")
    assert "“Helen” and “Niamh” are ignored as long as the words there stay as they are." in form(editor)
    ready.draft("The checks have found nothing (but 1 hint).")
    editor.clicks("Show 1 ignored finding")
    editor.clicks("Ignore all 2 no more “Helen and Niamh”")
    editor.clicks("Back to the findings")
    editor.clicks("Show 1 hint")
    editor.clicks("Apply “GitHub”")
    assert "There are no hints in Sprint Notes #7." in form(editor)
    editor.clicks("Back to the findings")
    assert "“Helen” and “Niamh”" in form(editor)

    ready.posts(ada, "/sprint-update ferry", "The first boat", "Helen met Niamh. Then Olivia came.")
    editor.clicks("Ignore all 2 “Helen and Niamh”")
    assert "The text has changed meanwhile. Nothing was done" in form(editor)
    assert "“Helen”, “Niamh” and “Olivia”" in form(editor)


@BOTH_MODES
def test_the_unit_teaches_the_checks(ready: Stage) -> None:
    ada, editor = ready.ada, ready.editor
    ready.posts(ada, "/sprint-update ferry", "The first boat", "The QXC met this week.")
    editor.types("/sprint-notes draft", in_channel=ready.notes)
    editor.clicks("Findings in edition 7")
    editor.clicks("Add QXC to the glossary")
    assert "QXC is in the glossary." in form(editor)
    assert "unexplained abbreviation" not in form(editor)
    for month in ("March", "April", "May", "June"):
        editor.clicks("Ignore “this week”")
        ready.posts(ada, "/sprint-update ferry", f"The boat of {month}", f"In {month} all was well, and this week.")
        editor.closes()
        editor.clicks("Findings in edition 7")
    assert "running" not in form(editor)
    editor.clicks("Ignore “this week”")
    assert "“this week” (relative date) was ignored 5 times running." in form(editor)
    editor.clicks("Pass over “this week”")
    assert "“relative date” passes over “this week” now." in form(editor)
    assert "“relative date” was ignored 5 times running." in form(editor)
    editor.closes()
    editor.closes()

    editor.types("/sprint-notes checks", in_channel=ready.notes)
    assert "relative date (warning): ignored 5" in form(editor)
    assert "doubled word (error): nothing decided yet" in form(editor)
    editor.clicks("Look for “this week” again")
    editor.clicks("Switch off “relative date”")
    assert "relative date (warning, switched off): ignored 5" in form(editor)
    editor.clicks("Show the glossary (1)")
    assert "QXC: nobody has said yet what it means" in form(editor)
    editor.clicks("Say what QXC means")
    editor.fills({"QXC stands for": "Quay Exchange Council"})
    assert editor.submits().outcome == "cleared"
    editor.types("/sprint-notes checks", in_channel=ready.notes)
    editor.clicks("Show the glossary (1)")
    assert "QXC: Quay Exchange Council" in form(editor)
    editor.clicks("Remove QXC")
    assert "The glossary is empty" in form(editor)
    editor.closes()


@BOTH_MODES
def test_a_lead_hears_above_the_preview_what_editors_would_be_told(ready: Stage) -> None:
    ada = ready.ada
    ada.types("/sprint-update ferry", in_channel=ready.notes)
    ada.fills({"Headline": "The first boat", "What happened": "We met the the crew this week. It is on Github."})
    ada.clicks("Preview update")
    shown = form(ada)
    assert "The editors would be told this" in shown
    assert "“the the”: The word stands twice. Write “the”?" in shown
    assert "“this week”: Whoever reads it later cannot know when that was." in shown
    assert "Github”" not in shown  # style is nothing to hold a lead up with
    assert "Only suggestions: you can post it as it is." in shown
    ada.closes()
    ada.fills({"What happened": "We met the crew of Ferry Tickets."})
    ada.clicks("Preview update")
    assert "The editors would be told" not in form(ada)
    ada.closes()
    ada.fills({"What happened": "We met the the crew."})
    assert ada.submits().closed
