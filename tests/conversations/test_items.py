"""The editors' desk: what they do with each item of a draft, below the card."""

from __future__ import annotations

from slack_sandbox.person import Person

from rendering.slack.kit.ids import Action
from rendering.slack.kit.values import Arranging, Chosen
from tests.conversations.by_hand import press, sends
from tests.conversations.drafts import card_says, drafted, item, listed, offers, order, shows
from tests.conversations.looking import field, form, rows
from tests.conversations.modes import BOTH_MODES
from tests.stage import Stage


@BOTH_MODES
def test_items_are_moved_featured_and_held_back_and_each_change_can_be_undone(ready: Stage) -> None:
    ada, editor, member = ready.ada, ready.editor, ready.member
    card = drafted(ready)
    assert order(ready) == ["Ferry Tickets", "Lamp Posts", "Lamp Repairs"]
    assert "Undo last change" not in offers(card)
    assert offers(item(ready, "Ferry Tickets"))[:4] == ["Edit", "Ask the lead", "History", "Move down"]

    editor.clicks("Move down", message=item(ready, "Ferry Tickets"))
    shows(ready, "Lamp Posts", "Ferry Tickets", "Lamp Repairs")
    card_says(ready, f": <@{editor.id}> moved “Ferry Tickets” down.")
    editor.clicks("Move to the top", message=item(ready, "Lamp Repairs"))
    shows(ready, "Lamp Repairs", "Lamp Posts", "Ferry Tickets")
    assert not {"Move up", "Move to the top"} & set(offers(item(ready, "Lamp Repairs")))  # it is the first already
    editor.clicks("Feature in this edition", message=item(ready, "Ferry Tickets"))
    shows(ready, "Ferry Tickets", "Lamp Repairs", "Lamp Posts")
    editor.clicks("Feature no more", message=item(ready, "Ferry Tickets"))
    shows(ready, "Ferry Tickets", "Lamp Repairs", "Lamp Posts")

    # held back: it stays in its place for the editors, and the lead hears why
    editor.clicks("Hold back …", message=item(ready, "Lamp Posts"))
    assert "“Lamp Posts” stays out of Sprint Notes #7 until an editor puts it back." in form(editor)
    editor.fills({"Why? The lead sees this": "The figures are <not> & agreed yet."})
    assert editor.submits().closed
    ready.bola.sees("holds the update on Lamp Posts back")
    assert "The reason: The figures are <not> & agreed yet." in ready.bola.direct_messages()[-1]
    ready.waits_for(lambda: "Held back by" in item(ready, "Lamp Posts"))
    ready.waits_for(lambda: listed(ready, "Lamp Posts") == "In, held back")
    editor.clicks("Preview edition 7", message=card)
    assert "Lamp Posts" not in form(editor)
    editor.closes()

    # undone one after the other, the last one first
    for said in ("held “Lamp Posts” back", "stopped featuring “Ferry Tickets”", "featured “Ferry Tickets”"):
        editor.clicks("Undo last change", message=ready.draft())
        editor.sees(f"Undone: <@{editor.id}> {said}.", in_channel=ready.review)
    shows(ready, "Lamp Repairs", "Lamp Posts", "Ferry Tickets")
    ready.waits_for(lambda: "Held back" not in ready.draft())

    editor.clicks("Hold back …", message=item(ready, "Lamp Repairs"))
    editor.fills({"Why? The lead sees this": "Next time."})
    assert editor.submits().closed
    card_says(ready, "Held back (1)")
    editor.clicks("Put back", message=item(ready, "Lamp Repairs"))
    ready.bola.sees("has put the update on Lamp Repairs back into Sprint Notes #7.")
    editor.clicks("Hold back …", message=item(ready, "Lamp Posts"))
    editor.fills({"Why? The lead sees this": "Next time."})
    assert editor.submits().closed
    ready.waits_for(lambda: listed(ready, "Lamp Posts") == "In, held back")

    # what is published is what was approved: in this order, without what is held back
    editor.clicks("Approve edition 7", message=ready.draft())
    card_says(ready, "Approved, ready to publish.")
    editor.clicks("Move to the top", message=item(ready, "Ferry Tickets"))
    card_says(ready, "Waiting for 1 approval.")
    editor.clicks("Approve edition 7", message=ready.draft())
    card = ready.draft("Approved, ready to publish.")
    part = item(ready, "Lamp Repairs")
    editor.clicks("Publish edition 7", message=card)
    ready.draft("Published: Sprint Notes #7")
    published = str(member.sees("In this edition", in_channel=ready.notes))
    assert published.index("Ferry Tickets") < published.index("Lamp Repairs")
    assert "Lamp Posts" not in published
    editor.clicks("Move up", message=part)
    editor.sees("Sprint Notes #7 is published already. Nothing was changed.", in_channel=ready.review)
    assert ada.modal is None


def test_the_menu_of_an_earlier_release_moves_items_too(ready: Stage) -> None:
    drafted(ready)
    menu = item(ready, "Ferry Tickets").blocks[-1]["elements"][-1]
    down = next(option["value"] for option in menu["options"] if option["text"]["text"] == "Move down")
    about = Arranging.read(Chosen.read(down).carried)
    pressed = press(ready, ready.editor, Action.ARRANGE_ITEM, "")
    chosen = {"text": {"type": "plain_text", "text": "Move down"}, "value": "down"}
    overflow = {"type": "overflow", "action_id": Action.ARRANGE_ITEM, "selected_option": chosen}
    sends(ready, pressed | {"actions": [overflow | {"block_id": f"{about.edition} {about.ref}"}]})
    shows(ready, "Lamp Posts", "Ferry Tickets", "Lamp Repairs")


def test_the_order_as_one_list_and_two_editors_at_once(ready: Stage) -> None:
    editor, other = ready.editor, with_second_editor(ready)
    card = drafted(ready)
    label = "Funded project updates"
    for person in (editor, other):
        person.clicks("Put in order", message=card)
        assert field(person, label) == "Ferry Tickets\nLamp Posts\nLamp Repairs"

    wrong = {
        "Ferry Tickets\nLamp Posts": "“Lamp Repairs” must stand here too.",
        "Ferry Tickets\nLamp Posts\nLamp Posts\nLamp Repairs": "“Lamp Posts” stands twice. Leave one of the two out.",
        "Ferry Tickets\nLamp Post\nLamp Repairs": "No item is called “Lamp Post”. Write the names as they were.",
    }
    for typed, said in wrong.items():
        editor.fills({label: typed})
        assert list((editor.submits().errors or {}).values()) == [said]
    editor.fills({label: "lamp repairs\n\nLamp  Posts\nFerry Tickets"})
    assert editor.submits().closed
    shows(ready, "Lamp Repairs", "Lamp Posts", "Ferry Tickets")

    other.fills({label: "Lamp Posts\nLamp Repairs\nFerry Tickets"})
    assert other.submits().updated
    shown = form(other)
    assert "The order has changed since you opened this form" in shown
    assert "1. Lamp Repairs\n2. Lamp Posts\n3. Ferry Tickets" in shown
    assert field(other, label) == "Lamp Posts\nLamp Repairs\nFerry Tickets"
    assert other.submits().closed
    shows(ready, "Lamp Posts", "Lamp Repairs", "Ferry Tickets")

    # both edit the same update: the second sees that there is something new, and loses nothing
    for person in (editor, other):
        person.clicks("Edit Ferry Tickets", message=item(ready, "Ferry Tickets"))
        person.fills({"Headline": f"The ferry, as {person.real_name} has it"})
    assert editor.submits().closed
    assert other.submits().updated
    assert "Ferry Tickets has an update for Sprint Notes #7 that you have not seen" in form(other)
    assert field(other, "Headline") == f"The ferry, as {other.real_name} has it"
    assert other.submits().closed
    ready.waits_for(lambda: f"The ferry, as {other.real_name}" in item(ready, "Ferry Tickets"))
    editor.clicks("History", message=item(ready, "Ferry Tickets"))
    assert "Version 3, saved by" in form(editor)
    editor.closes()

    # undoing edits brings the words back, the lead's at last, and leaves the history whole
    for expected in (f"as {editor.real_name} has it", "The ferry"):
        editor.clicks("Undo last change", message=ready.draft())
        ready.waits_for(lambda expected=expected: expected in item(ready, "Ferry Tickets"))
    ready.waits_for(lambda: "has it" not in item(ready, "Ferry Tickets"))
    ready.waits_for(lambda: listed(ready, "Ferry Tickets") == "In")
    assert rows(ready, "select max(version) from revisions") == [(5,)]


def test_asking_a_lead_and_the_answer_in_the_thread(ready: Stage) -> None:
    ada, bola, editor = ready.ada, ready.bola, ready.editor
    card = drafted(ready)
    before = len(editor.thread(card))
    editor.clicks("Ask the lead", message=item(ready, "Ferry Tickets"))
    assert f"<@{ada.id}> will get this as a direct message" in form(editor)
    label = "What do you want to know, or to have changed?"
    assert editor.submits().errors
    editor.fills({label: "Which <!channel> pier is it?"})
    assert editor.submits().closed
    question = ada.sees(f"<@{editor.id}> asks about the update on Ferry Tickets for Sprint Notes #7:")
    assert "Which <!channel> pier is it?" in question
    ready.waits_for(lambda: len(editor.thread(card)) == before + 1)

    ada.clicks("Answer about Ferry Tickets", message=question)
    ada.fills({"About Ferry Tickets": "The south pier."})
    assert ada.submits().closed
    ada.sees("The editors have your answer about Ferry Tickets in Sprint Notes #7.")
    ready.waits_for(lambda: len(editor.thread(card)) == before + 2)
    assert f"<@{ada.id}> answers about Ferry Tickets in Sprint Notes #7:" in editor.thread(card)[-1]
    assert "The south pier." in editor.thread(card)[-1]

    # or she changes it herself, in the form that she knows
    ada.clicks("Edit update on Ferry Tickets", message=question)
    ada.fills({"Headline": "The ferry at the south pier"})
    assert ada.submits().closed
    ready.waits_for(lambda: "The ferry at the south pier" in item(ready, "Ferry Tickets"))

    # all of it is in the log, for editors
    editor.types("/sprint-notes history 7", in_channel=ready.notes)
    told = form(editor)
    for entry in (
        "asked the lead about “Ferry Tickets”",
        "answered about “Ferry Tickets”",
        "saved the update on Ferry Tickets for Sprint Notes #7",
    ):
        assert entry in told
    editor.closes()
    editor.types("/sprint-notes history", in_channel=ready.notes)
    assert f"<@{editor.id}> set up the notes of Harbour Unit" in form(editor)
    editor.closes()
    editor.types("/sprint-notes *history* #7", in_channel=ready.notes)
    assert "asked the lead about “Ferry Tickets”" in form(editor)
    assert "set up the notes" not in form(editor)
    assert "There is no edition 70." in editor.types("/sprint-notes history 70", in_channel=ready.notes)
    assert "Only an editor can see who did what." in bola.types("/sprint-notes history", in_channel=ready.notes)


def with_second_editor(ready: Stage) -> Person:
    other = ready.slack.adds_person("Otto Nib")
    ready.editor.invites(other, to=ready.review)
    ready.editor.types("/sprint-notes people", in_channel=ready.notes)
    ready.editor.chooses("Add an editor", other)
    ready.waits_for(lambda: len(rows(ready, "select person from editors")) == 2)
    ready.editor.closes()
    return other
