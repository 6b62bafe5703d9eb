"""Posting and changing an update, from the command to the confirmation."""

from __future__ import annotations

import re
from typing import Any

from slack_sandbox.text import as_text

from tests.conversations.by_hand import sends, submission
from tests.conversations.drafts import listed
from tests.conversations.judge import said
from tests.conversations.looking import AT_NINE, field, form, headlines, offered, rows
from tests.conversations.modes import BOTH_MODES
from tests.stage import Stage, opens_parts, project

UPDATE = "/sprint-update"
LINES = 120


@BOTH_MODES
def test_the_same_command_posts_and_then_edits(ready: Stage) -> None:
    ada, notes = ready.ada, ready.notes
    assert "What you can do" in ada.types(f"{UPDATE} Help", in_channel=notes)

    ada.types(UPDATE, in_channel=notes)  # she leads one project only
    assert "Update for edition 7" in form(ada)
    assert "You can change your update until 5pm on Wednesday 18 March 2026" in form(ada)
    assert field(ada, "Project") == "Ferry Tickets"
    assert "Phase: beta." in form(ada)
    ada.fills({"Headline": "  ", "What happened": ""})
    assert set(ada.submits().errors) == {"Headline", "What happened"}  # Slack's own form
    assert headlines(ready) == []
    ada.fills({"Headline": "Boats & <trains>", "What happened": "Line one\nline two", "Status": "At risk"})
    assert ada.submits().closed
    told = ada.sees("Your update on Ferry Tickets for Sprint Notes #7 is in.")
    assert "It will be in the draft that the editors get at 5pm on Wednesday 18 March 2026" in told

    ada.clicks("Edit update on Ferry Tickets", message=told)
    assert field(ada, "Headline") == "Boats & <trains>"
    ada.closes()
    ada.types(f"{UPDATE} boats", in_channel=notes)
    assert field(ada, "What happened") == "Line one\nline two"
    assert field(ada, "Status") == "At risk"
    opens_parts(ada, "What’s next", "Phase")
    assert field(ada, "Phase") == "Beta"
    ada.fills({"Headline": "Boats only", "What’s next": "More boats", "Status": None, "Phase": "Live"})
    assert ada.submits().closed
    ada.sees("Your update on Ferry Tickets for Sprint Notes #7 is changed.")
    ada.types(UPDATE, in_channel=notes)
    standing = [field(ada, label) for label in ("Headline", "What’s next", "Status")]
    assert standing == ["Boats only", "More boats", ""]
    assert "Phase: live." in form(ada)
    assert headlines(ready) == ["Boats & <trains>", "Boats only"]


def test_which_project_is_meant(ready: Stage) -> None:
    ada, bola, editor, member, notes = ready.ada, ready.bola, ready.editor, ready.member, ready.notes
    ready.imports(project("r&d", "R&D <Lab>", bola, channel=notes.id), project("old", "Old Pier", bola, state="closed"))

    for typed in ("ferry", "FERRY TICKETS", "boats", "fery tikets", "baots"):
        editor.types(f"{UPDATE} {typed}", in_channel=notes)
        assert field(editor, "Project") == "Ferry Tickets", typed
        read_as = f"You typed “{typed}”: this is about Ferry Tickets."
        assert (read_as in form(editor)) == (typed in {"fery tikets", "baots"}), typed
    bola.types(UPDATE, in_channel=notes)  # a project's own channel
    assert field(bola, "Project") == "R&D <Lab>"
    bola.types(f"{UPDATE} R&D <lab>", in_channel=notes)
    assert field(bola, "Project") == "R&D <Lab>"
    assert offered(bola, "Project") == ["Lamp Posts", "R&D <Lab>", "Lamp Repairs"]
    editor.types(UPDATE, in_channel=ready.review)
    assert field(editor, "Project") == ""
    assert "Ferry Tickets" in offered(editor, "Project")

    bola.types(f"{UPDATE} lamp", in_channel=notes)
    bola.types(f"{UPDATE} {'zzz ' * 400}", in_channel=notes)
    assert "No project is called “zzz zzz" in form(bola)
    assert field(bola, "Project") == ""
    bola.fills({"Headline": "Nobody knows where", "What happened": "Somewhere."})
    assert "Project" in bola.submits().errors
    bola.chooses("Project", "Lamp Posts")
    assert bola.submits().closed

    for typed in ("lamp posts", "r&d"):
        refused = ada.types(f"{UPDATE} {typed}", in_channel=notes)
        assert "Only a lead of" in refused
        assert f"The editors are <@{editor.id}>" in refused
    assert "Only a lead of R&D <Lab> can post" in refused
    refused = member.types(UPDATE, in_channel=notes)
    assert "You do not lead a project yet." in refused
    assert f"<@{editor.id}>" in refused
    assert member.modal is None


def test_where_another_project_could_be_meant_the_bot_asks(ready: Stage) -> None:
    ada, bola, editor, notes = ready.ada, ready.bola, ready.editor, ready.notes
    ready.imports(project("old", "Old Pier", bola, state="closed"), project("new", "New Pier", bola))

    asked = bola.types(f"{UPDATE} lamp", in_channel=notes)
    assert bola.modal is None
    assert "Several projects are like “lamp”. Pick one." in asked
    assert "[Post update on Lamp Posts] [Post update on Lamp Repairs]" in asked
    bola.clicks("Post update on Lamp Repairs", message=asked.messages[-1])
    assert field(bola, "Project") == "Lamp Repairs"
    bola.closes()

    asked = editor.types(f"{UPDATE} the ferry of Tuesday", in_channel=notes)
    assert editor.modal is None
    assert "No project is called “the ferry of Tuesday”. Do you mean this one?\n[Post update on Ferry Tickets]" in asked
    assert ada.types(f"{UPDATE} lamp", in_channel=notes).messages[-1].text.startswith("Only a lead of Lamp")

    bola.types(f"{UPDATE} old pier", in_channel=notes)
    assert "Old Pier is closed: it takes no updates. Pick another project." in form(bola)
    assert field(bola, "Project") == ""


def test_a_typing_error_is_said_above_what_was_typed_before(ready: Stage) -> None:
    ada, notes = ready.ada, ready.notes
    ada.types(f"{UPDATE} ferry", in_channel=notes)
    ada.chooses("Headline", "Half a headl")
    ada.closes()
    ada.types(f"{UPDATE} fery", in_channel=notes)
    assert "You typed “fery”: this is about Ferry Tickets. This is what you had typed at" in form(ada)
    assert field(ada, "Headline") == "Half a headl"


def test_picking_another_project_keeps_what_was_typed_and_shows_what_is_there(ready: Stage) -> None:
    bola, notes = ready.bola, ready.notes
    ready.imports(project("lamps", "Lamp Posts", bola, phase="beta"))
    ready.posts(bola, f"{UPDATE} repairs", "Forty lamps mended", "All of them.", Status="Complete", Phase="Live")

    bola.types(f"{UPDATE} lamps", in_channel=notes)
    bola.chooses("Project", "Lamp Repairs")
    assert field(bola, "Headline") == "Forty lamps mended"
    assert "Phase: live." in form(bola)
    bola.chooses("Project", "Lamp Posts")
    assert (field(bola, "Headline"), field(bola, "What happened")) == ("", "")
    assert "Phase: beta." in form(bola)

    bola.fills({"Headline": "Typed for the posts", "What happened": "Long words."})
    bola.chooses("Project", "Lamp Repairs")
    assert (field(bola, "Headline"), field(bola, "What happened")) == ("Typed for the posts", "Long words.")
    assert "Phase: live." in form(bola)  # that of the posts is not theirs
    assert bola.submits().updated
    notice = "Lamp Repairs has an update for Sprint Notes #7 that you have not seen"
    assert notice in form(bola)
    assert "with the headline “Forty lamps mended”" in form(bola)
    bola.closes()

    # Slack cannot change the form: what it was filled with is not that project's
    ready.posts(bola, f"{UPDATE} lamps", "New posts")
    bola.types(f"{UPDATE} lamps", in_channel=notes)
    ready.slack.fails("views.update", status=500)
    bola.chooses("Project", "Lamp Repairs")
    bola.sees("This did not work, and nothing was changed.")
    for moved_on in ("hash_conflict", "not_found"):  # picked twice at once, or the form was closed: no fault
        ready.slack.fails("views.update", error=moved_on)
        bola.chooses("Project", "Lamp Repairs")
    assert bola.submits().updated
    assert notice in form(bola)
    assert ready.bot.log().count('"event": "fault"') == 1
    assert headlines(ready) == ["Forty lamps mended", "New posts"]


def test_two_people_on_one_update_lose_nothing(ready: Stage) -> None:
    ada, editor, notes = ready.ada, ready.editor, ready.notes
    for person, words in ((ada, "Ada’s words"), (editor, "The editor’s words")):
        person.types(f"{UPDATE} ferry", in_channel=notes)
        person.fills({"Headline": words, "What happened": f"{words}, at length.", "Status": "On track"})
    assert editor.submits().closed
    assert ada.submits().updated
    assert re.search(rf"it was saved at {AT_NINE} with the headline “The editor’s words”", form(ada))
    assert field(ada, "Headline") == "Ada’s words"
    assert field(ada, "What happened") == "Ada’s words, at length."
    assert field(ada, "Status") == "On track"
    assert headlines(ready) == ["The editor’s words"]
    assert ada.submits().closed
    assert headlines(ready) == ["The editor’s words", "Ada’s words"]
    assert rows(ready, "select by, version from revisions order by version") == [(editor.id, 1), (ada.id, 2)]
    ada.types(f"{UPDATE} ferry", in_channel=notes)
    assert field(ada, "Headline") == "Ada’s words"


def test_long_and_dangerous_words_arrive_whole_and_page_nobody(ready: Stage) -> None:
    ada, editor, member = ready.ada, ready.editor, ready.member
    danger = "<!channel> @here @everyone <!here|here> <@U1> <script>alert(1)</script> & *bold* `code`"
    body = _long_body(danger)
    ready.posts(ada, f"{UPDATE} ferry", f"{danger}", body, **{"What’s next": danger})
    ada.types(f"{UPDATE} ferry", in_channel=ready.notes)
    assert field(ada, "Headline") == danger
    standing = field(ada, "What happened")
    assert len(standing) > 22_000
    assert all(f"line {place} of it" in standing for place in range(LINES))
    ada.closes()

    assert ready.member.types("/sprint-status ferry", in_channel=ready.notes).ok
    editor.types("/sprint-notes draft", in_channel=ready.notes)
    assert "alert(1)" in form(editor)
    editor.closes()
    ready.moves_to(18, 17)
    card = ready.draft(parts=4)
    ready.waits_for(lambda: any("Lamp Posts and Lamp Repairs" in part for part in editor.thread(card)))
    editor.clicks("Approve edition 7", message=card)
    editor.clicks("Publish edition 7", message=ready.draft("Approved, ready to publish."))
    ready.draft("Published: Sprint Notes #7")
    text = "\n".join(map(str, member.thread(member.sees("No update this time", in_channel=ready.notes))))
    assert [text.count(f"line {place} of it") for place in range(LINES)] == [1] * LINES
    assert text.count("<script>alert(1)</script>") == 2 + 1 + 1  # the headline and the body, a quote, what’s next
    assert text.count("@channel") == 1  # a broadcast that Slack’s editor made stays as words
    assert "https://example.org/boats" in text
    assert _pagings(ready) == []


def test_pressing_twice_stores_once(staged: Stage) -> None:
    """The same view_submission comes again, as Slack sends it when it did not hear the answer."""
    staged.imports_the_usual()
    staged.sets_up()
    ada = staged.ada
    ada.types(f"{UPDATE} ferry", in_channel=staged.notes)
    ada.fills({"Headline": "Once", "What happened": "Only once."})
    payload = submission(staged, ada)
    assert ada.submits().closed
    assert sends(staged, payload) == {}
    assert sends(staged, payload) == {}
    assert headlines(staged) == ["Once"]
    assert rows(staged, "select count(*) from deliveries where key like 'confirmation %'") == [(1,)]

    # and when the edition has been approved before the second press, it does not slip into the next one
    staged.moves_to(18, 17)
    card = staged.draft(parts=2)
    staged.editor.clicks("Approve edition 7", message=card)
    staged.editor.sees("Sprint Notes #7 is approved", in_channel=staged.review)
    assert "Sprint Notes #7 takes no updates any more" in as_text(sends(staged, payload)["view"])
    assert headlines(staged) == ["Once"]


def test_after_closing_an_update_is_late_and_after_approval_it_is_for_the_next_edition(ready: Stage) -> None:
    ada, bola, editor, notes = ready.ada, ready.bola, ready.editor, ready.notes
    ready.posts(ada, f"{UPDATE} ferry", "In time")
    ready.posts(bola, f"{UPDATE} repairs", "Lamps in time")
    ready.moves_to(18, 17)
    card = ready.draft(parts=3)
    assert "Late (1)" not in card
    before = [part.ts for part in editor.thread(card)]

    ada.types(f"{UPDATE} ferry", in_channel=notes)
    assert "It has closed, but is not approved yet: the draft follows your changes." in form(ada)
    ada.fills({"Headline": "Corrected in time"})
    updated = len(ready.slack.calls("chat.update"))
    assert ada.submits().closed
    ada.sees("is changed. The editors see the change in their draft now.")
    ready.waits_for(lambda: any("Corrected in time" in part for part in editor.thread(card)))
    ready.comes_to_rest()
    calls = ready.slack.calls("chat.update")[updated:]
    changed = [call for call in calls if call.arguments["channel"] == ready.review.id]
    front_page, story = before[:2]
    assert {front_page, story} <= {call.arguments["ts"] for call in changed} <= {card.ts, front_page, story}
    assert len(changed) <= 3
    assert [part.ts for part in editor.thread(card)] == before

    ready.posts(bola, f"{UPDATE} lamps", "Too late but in")
    bola.sees("It came after closing and is marked as late. The editors see it in their draft now.")
    ready.waits_for(lambda: listed(ready, "Lamp Posts") == "In, late")

    ada.types(f"{UPDATE} ferry", in_channel=notes)
    ada.fills({"Headline": "Opened before the approval"})
    card = ready.draft()
    editor.clicks("Approve edition 7", message=card)
    editor.sees("Sprint Notes #7 is approved", in_channel=ready.review)
    assert ada.submits().updated
    assert "Sprint Notes #7 takes no updates any more. This would go into Sprint Notes #8." in form(ada)
    assert field(ada, "Headline") == "Opened before the approval"
    assert ada.submits().closed
    ada.sees("Your update on Ferry Tickets for Sprint Notes #8 is in.")
    ready.posts(bola, f"{UPDATE} lamps", "For the next one")
    bola.sees("Your update on Lamp Posts for Sprint Notes #8 is in.")
    ready.waits_for(lambda: "Approved, ready to publish." in ready.draft())


def _long_body(danger: str) -> dict[str, Any]:
    """22,000 characters as Slack's editor makes them: paragraphs, bullets, a link, a quote, code."""

    def text(words: str) -> dict[str, Any]:
        return {"type": "text", "text": words}

    def section(*inlines: dict[str, Any]) -> dict[str, Any]:
        return {"type": "rich_text_section", "elements": list(inlines)}

    lines = [f"This is line {place} of it. {'Words, words. ' * 12}" for place in range(LINES)]
    half = LINES // 2
    return {
        "type": "rich_text",
        "elements": [
            section(text(danger), {"type": "broadcast", "range": "channel"}),
            *(section(text(f"{line}\n\n")) for line in lines[:half]),
            {"type": "rich_text_list", "style": "bullet", "elements": [section(text(line)) for line in lines[half:]]},
            {"type": "rich_text_quote", "elements": [text(f"“{danger}”")]},
            section({"type": "link", "url": "https://example.org/boats?a=1&b=2", "text": "the boats"}),
            {"type": "rich_text_preformatted", "elements": [text("if a < b && c > d:\n    <!channel>")]},
        ],
    }


def _pagings(staged: Stage) -> list[str]:
    """Everything that the bot said which would call people: typed leaves, and markup where markup counts."""
    found = []
    for what, _surface, payload, _as_seen in said(staged.slack):
        for path, thing in _things(payload):
            if thing.get("type") in ("broadcast", "usergroup"):
                found.append(f"{what} {path}: {thing}")
            markup = [thing.get("text")] if thing is payload or thing.get("type") == "mrkdwn" else []
            found += [f"{what} {path}: {words}" for words in markup if isinstance(words, str) and "<!" in words]
    return found


def _things(value: Any, path: str = "") -> list[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        return [(path, value), *(found for key, part in value.items() for found in _things(part, f"{path}/{key}"))]
    if isinstance(value, list):
        return [found for place, part in enumerate(value) for found in _things(part, f"{path}/{place}")]
    return []
