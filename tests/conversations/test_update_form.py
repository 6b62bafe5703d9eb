"""The update form: short at first sight, everything on demand, and nothing typed is lost."""

from __future__ import annotations

import json
import re
from typing import Any

from slack_sandbox.text import as_text
from slack_sandbox.things import Upload
from slack_sdk import WebClient

from tests.conversations.drafts import listed
from tests.conversations.looking import AT_NINE, field, form, headlines, rows
from tests.conversations.modes import BOTH_MODES
from tests.stage import Stage, opens_parts

UPDATE = "/sprint-update"
BOAT = Upload("boat.png", b"\x89PNG not really")
ALT = "What the picture shows"
INPUTS = "select content from revisions order by id"


def labels(staged: Stage) -> list[str]:
    """The inputs that Ada's form shows."""
    assert staged.ada.modal is not None
    return [block["label"]["text"] for block in staged.ada.modal["blocks"] if block["type"] == "input"]


def stored(staged: Stage) -> Any:
    """The words of the newest revision."""
    return json.loads(rows(staged, INPUTS)[-1][0])


def pictures(staged: Stage) -> list[tuple[str, str, str]]:
    """Description, address and file of each picture in the newest revision."""
    return [(one["alt"], one.get("url", ""), one.get("file", "")) for one in stored(staged)["images"]]


@BOTH_MODES
def test_three_things_at_first_sight_and_the_rest_on_demand(ready: Stage) -> None:
    ada, notes = ready.ada, ready.notes
    assert ada.types(UPDATE, in_channel=notes).ok
    assert labels(ready) == ["Project", "Headline", "What happened", "Status"]
    assert "At 5pm on Wednesday 18 March 2026 the editors get a draft" in form(ada)

    ada.fills({"Headline": "The first boat", "What happened": "We *tested* it.", "Status": "On track"})
    opens_parts(ada, "What’s next", "Phase", "Note to the editors")
    for button in ("Ask for help", "Add a date", "Add a date", "Add a figure", "Add a link", "Add a picture"):
        assert ada.clicks(button).ok
    assert field(ada, "Headline") == "The first boat"  # what was typed stays
    ada.fills(
        {
            "What’s next": "More boats.",
            "Phase": "Live",
            "Note to the editors": "Our budget is late.",
            "Help wanted": "A jetty in Porthaethwy",
            "Last day to help": "2026-04-01",
            "Whom to contact": "Ada Marsh",
            "Event": "Show and tell",
            "Day of the event": "2026-03-20",
            "Time of the event": "14:30",
            "Link to the event": "https://harbour.example/show",
            "What is counted": "tickets sold",
            "Number": "1200.5",
            "Link": "https://harbour.example/report",
            "Words for the link": "Our report",
            "Picture": [BOAT],
        }
    )
    refused = ada.submits()
    assert refused.errors == {"What the picture shows": "Say what the picture shows, for readers who cannot see it."}
    assert headlines(ready) == []
    ada.fills({"What the picture shows": "A red boat at a quay"})
    assert ada.submits().closed
    ada.sees("Your update on Ferry Tickets for Sprint Notes #7 is in.")
    words = stored(ready)
    assert words["asks"] == [
        {"text": "A jetty in Porthaethwy", "last_day": "2026-04-01", "contact": "Ada Marsh", "outcome": None}
    ]
    assert [(planned["event"], planned["at"]) for planned in words["dates"]] == [("Show and tell", "14:30")]
    assert words["figures"] == [{"label": "tickets sold", "number": "1200.5", "unit": ""}]
    assert words["links"] == [{"url": "https://harbour.example/report", "text": "Our report"}]
    (picture,) = words["images"]
    assert picture["alt"] == "A red boat at a quay"
    assert picture["file"].startswith("F")

    assert ada.types(UPDATE, in_channel=notes).ok  # all of it is there again, the picture too
    assert field(ada, "Help wanted") == "A jetty in Porthaethwy"
    assert field(ada, "What the picture shows") == "A red boat at a quay"
    ada.fills({"Help wanted": "", "Last day to help": None, "Whom to contact": "", "Picture": []})
    assert ada.submits().closed
    ready.waits_for(lambda: len(rows(ready, INPUTS)) == 2)
    assert "asks" not in stored(ready)
    assert "images" not in stored(ready)


def test_every_wrong_row_is_named_at_its_input(ready: Stage) -> None:
    ada = ready.ada
    assert ada.types(UPDATE, in_channel=ready.notes).ok
    ada.fills({"Headline": "The first boat", "What happened": "We tested it."})
    for button in ("Add a date", "Add a date", "Add a figure"):
        ada.clicks(button)
    ada.fills({"Event": "Launch", "Day of the event": "2026-03-20", "Event (2)": "Party", "What is counted": "boats"})
    number = {"Number": "Write the number of this figure in digits."}
    assert ada.submits().errors == {"Day of the event (2)": "Pick the day on which it happens.", **number}
    ada.fills({"Day of the event (2)": "2026-03-01"})
    told = "This day has passed. Pick a later one, or say below what became of it."
    assert ada.submits().errors == {"Day of the event (2)": told, **number}
    ada.fills({"Day of the event (2)": "2026-03-21"})
    assert ada.submits().errors == number
    assert field(ada, "Event (2)") == "Party"
    assert headlines(ready) == []


@BOTH_MODES
def test_what_is_typed_is_kept_and_offered_again(ready: Stage) -> None:
    ada, editor, notes = ready.ada, ready.editor, ready.notes
    assert ada.types(UPDATE, in_channel=notes).ok
    assert ada.chooses("Headline", "Half a headl").ok  # typing, as Slack tells of it
    ada.fills({"What happened": "And then the train went into a tunnel."})
    assert ada.clicks("Add a date").ok
    ada.fills({"Event": "Launch"})
    ada.closes()  # closed, lost or expired: it is the same

    assert editor.types(f"{UPDATE} ferry", in_channel=notes).ok
    assert field(editor, "Headline") == ""  # it is Ada's alone
    editor.closes()
    assert ada.types(UPDATE, in_channel=notes).ok
    assert re.search(rf"This is what you had typed at {AT_NINE} and not posted\.", form(ada))
    assert field(ada, "Headline") == "Half a headl"
    assert field(ada, "What happened") == "And then the train went into a tunnel."
    assert field(ada, "Event") == "Launch"
    assert ada.clicks("Throw away what I typed").ok
    assert field(ada, "Headline") == ""
    assert "Event" not in labels(ready)
    ada.closes()
    assert ada.types(UPDATE, in_channel=notes).ok
    assert "had typed" not in form(ada)

    ada.chooses("Headline", "A whole headline")
    ada.fills({"What happened": "It arrived."})
    assert ada.submits().closed
    ready.waits_for(lambda: headlines(ready) == ["A whole headline"])
    assert rows(ready, "select count(*) from unsent_forms") == [(0,)]


def test_a_preview_shows_it_as_readers_will_see_it(ready: Stage) -> None:
    ada, notes = ready.ada, ready.notes
    assert ada.types(UPDATE, in_channel=notes).ok
    ada.fills({"Headline": "The first <boat>", "What happened": "We & they. " * 400, "Status": "At risk"})
    assert ada.clicks("Ask for help").ok
    assert "characters. Nothing is cut; most readers stop at 3,000." in form(ada)
    ada.fills({"Help wanted": "A jetty"})
    assert ada.clicks("Preview update").ok
    seen = form(ada)
    assert "Readers will see this. Nothing is posted yet." in seen
    assert "Ferry Tickets" in seen
    assert "At risk" in seen
    assert seen.count("We & they.") == 400
    assert "A jetty" in seen
    ada.closes()
    assert field(ada, "Headline") == "The first <boat>"
    assert headlines(ready) == []


def test_last_time_is_there_for_reference_and_what_is_open_is_carried_over(ready: Stage) -> None:
    ada, notes = ready.ada, ready.notes
    ada.types(UPDATE, in_channel=notes)
    ada.clicks("Ask for help")
    ada.clicks("Add a date")
    ada.fills(
        {
            "Headline": "The first boat",
            "What happened": "We tested it.",
            "Status": "At risk",
            "Help wanted": "A jetty",
            "Last day to help": "2026-03-25",
            "Event": "Launch",
            "Day of the event": "2026-04-20",
        }
    )
    assert ada.submits().closed
    ready.moves_to(18, 17)
    card = ready.draft(parts=2)
    ready.editor.clicks("Approve edition 7", message=card)
    ready.editor.sees("Sprint Notes #7 is approved", in_channel=ready.review)
    ready.moves_to(27, 9)

    ada.types(UPDATE, in_channel=notes)
    assert "Update for edition 8" in form(ada)
    assert "Last time, in Sprint Notes #7: “The first boat” Status: at risk." in form(ada)
    assert (field(ada, "Status"), field(ada, "Headline")) == ("At risk", "")
    assert (field(ada, "Help wanted"), field(ada, "Event")) == ("A jetty", "Launch")
    still = "Still true? “A jetty” was due on 25 March 2026"
    assert [label for label in labels(ready) if label.startswith("Still true")] == [still]
    ada.fills({"Headline": "The second boat", "What happened": "It sailed."})
    assert set(ada.submits().errors) == {"Last day to help"}
    ada.fills({still: "Done"})
    assert ada.submits().closed
    ready.waits_for(lambda: len(headlines(ready)) == 2)
    assert [ask["outcome"] for ask in stored(ready)["asks"]] == ["done"]


def test_early_for_the_next_edition(ready: Stage) -> None:
    ada, notes = ready.ada, ready.notes
    ready.posts(ada, UPDATE, "For this one")
    ada.types(UPDATE, in_channel=notes)
    assert ada.clicks("Write for edition 8 instead").ok
    assert "Sprint Notes #8 covers 19 March – 1 April 2026." in form(ada)
    assert field(ada, "Headline") == ""
    assert ada.clicks("Write for edition 7 instead").ok
    assert field(ada, "Headline") == "For this one"
    assert ada.clicks("Write for edition 8 instead").ok
    ada.fills({"Headline": "For the next one", "What happened": "I am on holiday then."})
    assert ada.submits().closed
    ada.sees("Your update on Ferry Tickets for Sprint Notes #8 is in.")
    assert "Updates close at 5pm on Wednesday 18 March 2026" in ada.types("/sprint-notes next", in_channel=notes)
    ready.editor.opens_home()
    ready.editor.sees_home("Sprint Notes #7 is open")
    ready.editor.sees_home("Sprint Notes #8 comes after it, covering 19 March – 1 April 2026.")
    ready.posts(ready.bola, f"{UPDATE} lamps", "For this one too")
    ready.bola.sees("for Sprint Notes #7 is in")
    ready.moves_to(18, 17)
    card = ready.draft(parts=2)
    assert "For the next one" not in "".join(map(str, ready.editor.thread(card)))
    assert rows(ready, "select number, state from editions order by number") == [(7, "drafted"), (8, "open")]


def test_a_new_number_and_length_move_an_edition_that_was_opened_early_too(ready: Stage) -> None:
    ada, editor, notes = ready.ada, ready.editor, ready.notes
    ada.types(UPDATE, in_channel=notes)
    ada.clicks("Write for edition 8 instead")
    ada.fills({"Headline": "For the next one", "What happened": "I am on holiday then."})
    assert ada.submits().closed
    editor.types("/sprint-notes setup", in_channel=notes)
    editor.fills({"Number of the next edition": "8", "Length in days": "7"})
    assert editor.submits().closed
    moved = [(8, "2026-03-05", "2026-03-11"), (9, "2026-03-12", "2026-03-18")]
    ready.waits_for(lambda: rows(ready, "select number, starts, ends from editions order by number") == moved)


@BOTH_MODES
def test_the_shortcuts(ready: Stage) -> None:
    ada, bola, member, notes = ready.ada, ready.bola, ready.member, ready.notes
    assert ada.uses_shortcut("Post a sprint update").ok
    assert field(ada, "Project") == "Ferry Tickets"
    ada.closes()
    said = bola.says("The *first* boat & its <crew> sailed", notes)
    assert ada.uses_shortcut("Add to sprint update", said).ok
    assert "The *first* boat & its <crew> sailed" in field(ada, "What happened")
    ada.fills({"Headline": "It sailed"})
    assert ada.submits().closed
    ready.waits_for(lambda: headlines(ready) == ["It sailed"])
    body = json.dumps(stored(ready)["body"])
    assert bola.id in body
    more = bola.says("And it came back", notes)
    assert ada.uses_shortcut("Add to sprint update", more).ok
    assert "sailed" in field(ada, "What happened")
    assert "And it came back" in field(ada, "What happened")
    assert member.uses_shortcut("Post a sprint update").ok
    member.sees("You do not lead a project yet.")


def test_a_message_comes_with_its_pictures_and_files(ready: Stage) -> None:
    ada, notes = ready.ada, ready.notes
    said = ada.shares(BOAT, Upload("log.pdf"), in_channel=notes, text="Look at *her*")
    assert ada.uses_shortcut("Add to sprint update", said).ok
    assert "Look at *her*" in field(ada, "What happened")
    assert "log.pdf" in field(ada, "What happened")
    ada.fills({"Headline": "A boat"})
    assert ada.submits().errors == {ALT: "Say what the picture shows, for readers who cannot see it."}
    ada.fills({ALT: "A boat with red sails"})
    assert ada.submits().closed
    boat = said.raw["files"][0]["id"]
    assert pictures(ready) == [("A boat with red sails", "", boat)]
    assert said.raw["files"][1]["permalink"] in json.dumps(stored(ready)["body"])

    # what an app says, of which a poll cannot come along
    client = WebClient(ready.slack.bot_token, base_url=ready.slack.api_url)
    words = {"type": "section", "text": {"type": "mrkdwn", "text": "*Tide* is <https://harbour.example/t|high>"}}
    drawn = {"type": "image", "image_url": "https://harbour.example/tide.png", "alt_text": "The tide"}
    poll = {"type": "button", "text": {"type": "plain_text", "text": "Vote"}, "action_id": "vote"}
    ada.invites_bot(notes)
    client.chat_postMessage(
        channel=notes.id, text="Tide is high. The tide", blocks=[words, drawn, {"type": "actions", "elements": [poll]}]
    )
    assert ada.uses_shortcut("Add to sprint update", ada.sees("harbour.example/t", in_channel=notes)).ok
    assert "Tide is high" in field(ada, "What happened")
    assert "Not taken from the message: the button “Vote”." in form(ada)
    assert ada.submits().closed
    tide = ("The tide", "https://harbour.example/tide.png", "")
    assert pictures(ready) == [("A boat with red sails", "", boat), tide]


def test_an_editor_writes_for_a_lead_who_is_told(ready: Stage) -> None:
    editor, ada = ready.editor, ready.ada
    editor.types(f"{UPDATE} ferry", in_channel=ready.notes)
    assert "You write on behalf of its leads, and they are told." in form(editor)
    editor.fills({"Headline": "Ada told me", "What happened": "On the telephone."})
    assert editor.submits().closed
    told = ada.sees(f"<@{editor.id}> has written the update on Ferry Tickets for Sprint Notes #7 on your behalf.")
    assert rows(ready, "select on_behalf, submitted_by from updates") == [(1, editor.id)]
    ready.moves_to(18, 17)
    assert listed(ready, "Ferry Tickets") == "In, by an editor"
    assert ada.clicks("Edit update on Ferry Tickets", message=told).ok
    assert field(ada, "Headline") == "Ada told me"


@BOTH_MODES
def test_two_very_long_texts_at_once_lose_nothing(ready: Stage) -> None:
    ada, editor, notes = ready.ada, ready.editor, ready.notes
    long = "“Dŵr”, meddai’r pysgotwr. " * 900
    for person, words in ((ada, "Ada’s words"), (editor, "The editor’s words")):
        person.types(f"{UPDATE} ferry", in_channel=notes)
        person.fills({"Headline": words, "What happened": f"{long}{words}"})
    assert editor.submits().closed
    refused = ada.submits()
    assert not refused.closed
    assert "that you have not seen" in form(ada)
    assert field(ada, "What happened").endswith("Ada’s words")
    assert ada.submits().closed
    ready.waits_for(lambda: headlines(ready) == ["The editor’s words", "Ada’s words"])


def test_each_input_in_which_two_differ_is_decided_by_itself(ready: Stage) -> None:
    ada, editor, notes = ready.ada, ready.editor, ready.notes
    for person, words in ((ada, "Ada’s words"), (editor, "The editor’s words")):
        person.types(f"{UPDATE} ferry", in_channel=notes)
        person.fills({"Headline": words, "What happened": f"{words}, at length.", "Status": "On track"})
    assert editor.submits().closed
    assert ada.submits().updated
    shown = form(ada)
    assert "Other words stand in: Headline and What happened. Your text is still here." in shown
    assert shown.index("Ada’s words") < shown.index("has saved:") < shown.index("Ada’s words, at length.")
    assert shown.count("[Keep mine] [Take theirs]") == 2
    assert shown.count("has saved:") == 2
    assert (ada.modal or {})["submit"]["text"].startswith("Save over ")

    ada.clicks("Take theirs")  # the first: the headline
    assert field(ada, "Headline") == "The editor’s words"
    assert field(ada, "What happened") == "Ada’s words, at length."
    assert "Other words stand in: What happened." in form(ada)
    ada.clicks("Add a date")
    assert form(ada).count("has saved:") == 1
    ada.clicks("Keep mine")
    assert "has saved:" not in form(ada)
    assert (ada.modal or {})["submit"]["text"] == "Save update"
    assert ada.submits().closed
    ready.waits_for(lambda: headlines(ready) == ["The editor’s words", "The editor’s words"])
    ada.types(f"{UPDATE} ferry", in_channel=notes)
    assert field(ada, "What happened") == "Ada’s words, at length."


def test_the_second_of_two_leads_sees_what_the_first_has_saved(ready: Stage) -> None:
    ada, editor, notes = ready.ada, ready.editor, ready.notes
    for person, words in ((ada, "Ada’s words"), (editor, "The editor’s words")):
        person.types(f"{UPDATE} ferry", in_channel=notes)
        person.fills({"Headline": words, "What happened": f"{words}, at length."})
    assert editor.submits().closed
    assert ada.submits().updated
    assert ada.clicks("See what was saved").ok
    shown = form(ada)
    assert "What your text would change" in shown
    assert "Headline: 2 words added and 2 words removed" not in shown  # one word is the same in both
    assert "Headline: 1 word added and 2 words removed" in shown
    assert "The editor’s words, at length." in shown[shown.index("What is saved, in full") :]
    ada.closes()
    assert field(ada, "Headline") == "Ada’s words"
    assert as_text(ada.modal or {}).count("that you have not seen") == 1
    assert ada.submits().closed
    ready.waits_for(lambda: headlines(ready) == ["The editor’s words", "Ada’s words"])
