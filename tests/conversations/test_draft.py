"""The draft: its card and thread, approvals, publishing, and what may change in between."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from slack_sandbox.text import as_text
from slack_sandbox.things import Message
from slack_sdk import WebClient

from tests.conversations.by_hand import press, sends
from tests.conversations.drafts import headed, leads_to, listed, offers
from tests.conversations.looking import form, rows
from tests.conversations.modes import BOTH_MODES
from tests.stage import LONDON, Stage, project

WORDS = "Words that say how it went. "


@BOTH_MODES
def test_editors_alone_approve_and_publish_and_two_clicks_publish_once(ready: Stage) -> None:
    ada, editor, member, review, notes = ready.ada, ready.editor, ready.member, ready.review, ready.notes
    ready.imports(project("paused", "Paused Pier", ada, state="paused"))
    editor.invites(ada, to=review)
    ready.posts(ada, "/sprint-update ferry", "The first boat", Status="On track")
    ready.moves_to(18, 16, 30)
    editor.types("/sprint-notes next", in_channel=notes)
    (about_set_up,) = ready.slack.messages(review)
    assert "drafts come here to be reviewed" in about_set_up
    ready.moves_to(18, 17)
    card = ready.draft(parts=2)
    assert ready.clock.now < datetime(2026, 3, 18, 17, 10, tzinfo=LONDON)
    assert "In (1) · Missing (2)" in card
    marks = [listed(ready, name) for name in ("Ferry Tickets", "Lamp Posts", "Lamp Repairs")]
    assert marks == ["In", "Missing", "Missing"]
    story = next(part for part in editor.thread(card) if headed(part, "Ferry Tickets"))
    assert leads_to(ready, "Ferry Tickets").endswith(
        f"/p{story.ts.replace('.', '')}?thread_ts={card.ts}&cid={review.id}"
    )
    assert "Paused Pier" not in card
    assert "Waiting for 1 approval." in card

    for label in ("Approve edition 7", "Preview edition 7"):
        ada.clicks(label, message=card)
        assert ready.slack.messages(review)[-1].is_ephemeral
        refused = [m for m in ada.ephemerals(review) if "Only an editor can" in m]
        assert f"<@{editor.id}>" in refused[-1]
    assert len(refused) == 2
    assert ada.modal is None
    refused_too = member.types("/sprint-notes draft", in_channel=notes)
    assert "Only an editor can see a draft." in refused_too

    assert "Publish edition 7" not in offers(card)
    with ThreadPoolExecutor(2) as both:
        list(both.map(lambda _: editor.clicks("Approve edition 7", message=card), range(2)))
    editor.sees("Sprint Notes #7 is approved. It can be published now.", in_channel=review)
    editor.sees("Sprint Notes #7 is approved already. Nothing was changed.", in_channel=review)
    ready.waits_for(lambda: f"Approved by <@{editor.id}>" in ready.draft())
    assert "[Approve edition 7]" not in ready.draft()
    assert not editor.clicks("Publish edition 7", message=card, confirms=False).sent
    with ThreadPoolExecutor(2) as both:
        list(both.map(lambda _: editor.clicks("Publish edition 7", message=card), range(2)))
    editor.sees(f"Sprint Notes #7 is on its way to <#{notes.id}>.", in_channel=review)
    editor.sees("published already. Nothing was posted again.", in_channel=review)  # or still being published
    ready.draft("Published: Sprint Notes #7")
    member.sees("The first boat", in_channel=notes)
    ready.comes_to_rest()
    assert _published(ready) == 1
    assert rows(ready, "select count(*) from audit where action = 'publish'") == [(1,)]
    assert "Paused Pier" not in member.sees("No update this time", in_channel=notes)


def test_nothing_is_published_that_was_not_approved_word_for_word(ready: Stage) -> None:
    ada, editor, review = ready.ada, ready.editor, ready.review
    ready.posts(ada, "/sprint-update ferry", "As it was read")
    [(open_one,)] = rows(ready, "select id from editions where state = 'open'")
    for action, carried in (("approve", open_one), ("approve", f"{open_one}:unread"), ("publish", open_one)):
        sends(ready, press(ready, editor, action, carried))
    editor.sees("This button or form is of another version of Sprint Notes.")
    editor.sees("Sprint Notes #7 is still open for updates. It can be approved once it has closed.")
    editor.sees("Sprint Notes #7 is not approved yet")
    ready.moves_to(18, 17)
    card = ready.draft(parts=2)

    # the words change while the card in front of the editor still stands for the old ones
    ready.slack.holds("chat.update", when="before", channel=review)
    ready.posts(ada, "/sprint-update ferry", "As nobody has read it")
    ready.slack.waits_for_hold()
    editor.clicks("Approve edition 7", message=card)
    editor.sees("Sprint Notes #7 has just changed. Read the draft once more, then approve it.", in_channel=review)
    ready.slack.releases()
    ready.waits_for(lambda: any("As nobody has read it" in part for part in editor.thread(card)))

    # a file that renames a project changes the draft, and takes the approval away
    _approves(ready)
    renamed = project("ferry", "Ferry and Boat Tickets", ada, phase="live")
    ready.imports(renamed)
    card = ready.draft("Waiting for 1 approval.")
    ready.waits_for(lambda: any("Ferry and Boat Tickets" in part for part in editor.thread(card)))
    told = len(editor.direct_messages())
    sends(ready, press(ready, editor, "publish", open_one))  # the button that was there a moment ago
    ready.waits_for(lambda: len(editor.direct_messages()) > told)
    assert "Sprint Notes #7 is not approved yet: 1 approval of what" in editor.direct_messages()[-1]

    # so does another name of the unit
    _approves(ready)
    editor.types("/sprint-notes setup", in_channel=ready.notes)
    editor.fills({"Name of the unit": "Quay Unit"})
    assert editor.submits().closed
    ready.draft("Waiting for 1 approval.")

    # what is approved is closed to files
    _approves(ready)
    edition = {"number": 7, "starts": "2026-03-05", "ends": "2026-03-18", "intro": "Slipped in."}
    with pytest.raises(Exception, match="Sprint Notes #7 is approved already"):
        ready.imports(renamed, edition=edition)
    ready.comes_to_rest()
    assert _published(ready) == 0


def test_an_edition_that_needs_two_approvals(ready: Stage) -> None:
    editor, review = ready.editor, ready.review
    ready.imports(unit={"name": "Harbour Unit", "approvals_needed": 2})
    ready.moves_to(18, 17)
    card = ready.draft("Waiting for 2 approvals.", parts=1)
    buttons = next(block["elements"] for block in card.blocks if block["type"] == "actions")
    approve = press(ready, editor, "approve", buttons[0]["value"])
    sends(ready, approve | {"response_url": "http://127.0.0.1:9/where-nobody-answers"})
    assert rows(ready, "select person from approvals") == [(editor.id,)]
    assert '"event": "not told"' in ready.bot.log()
    assert '"event": "fault"' not in ready.bot.log()
    editor.clicks("Approve edition 7", message=card)
    editor.sees("Your approval counts: 1 of 2.", in_channel=review)
    card = ready.draft("Waiting for 1 approval.")
    assert "Publish edition 7" not in offers(card)


def test_the_draft_so_far_and_posting_it_early(ready: Stage) -> None:
    ada, editor, notes, review = ready.ada, ready.editor, ready.notes, ready.review
    ready.posts(ada, "/sprint-update ferry", "Early boats")
    editor.types("/sprint-notes draft", in_channel=notes)
    assert "Edition 7 so far" in form(editor)
    assert "Early boats" in form(editor)
    assert not editor.clicks("Post draft now", confirms=False).sent  # Slack asks first
    editor.clicks("Post draft now")
    assert f"The draft of Sprint Notes #7 is on its way to <#{review.id}>." in form(editor)
    editor.closes()
    card = ready.draft(parts=2)
    assert rows(ready, "select number, starts from editions where state = 'open'") == [(8, "2026-03-19")]
    assert "Sprint Notes #8 covers 19 March – 1 April 2026" in ada.types("/sprint-notes next", in_channel=notes)
    assert "Sprint Notes #7 is drafted and not published yet." in ada.types("/sprint-notes next", in_channel=notes)

    editor.types("/sprint-notes draft", in_channel=notes)
    assert "Preview of edition 7" in form(editor)
    assert "Post draft now" not in form(editor)

    # a preview that was opened before somebody else posted the draft
    _approves(ready)
    editor.types("/sprint-notes draft", in_channel=notes)
    editor.types("/sprint-notes draft", in_channel=review)
    assert "Edition 8 so far" in form(editor)
    ready.moves_to(1, 17, month=4)
    ready.draft("Draft: Sprint Notes #8", parts=1)
    editor.clicks("Post draft now")
    editor.sees("Sprint Notes #8 is drafted already.")
    editor.closes(everything=True)
    assert card.ts != ready.draft("Draft: Sprint Notes #8").ts


def test_a_text_that_grows_and_shrinks_keeps_the_thread_in_order(ready: Stage) -> None:
    ada, bola, editor = ready.ada, ready.bola, ready.editor
    ready.posts(ada, "/sprint-update ferry", "Boats", "Short.")
    ready.posts(bola, "/sprint-update lamps", "Posts", "Short too.")
    ready.moves_to(18, 17)
    card = ready.draft(parts=3)
    before = [part.ts for part in editor.thread(card)]

    ready.posts(ada, "/sprint-update ferry", "Boats at length", _paragraphs(16))
    ready.waits_for(lambda: len(editor.thread(card)) == 4 and _ends_with_lamps(editor.thread(card)))
    thread = editor.thread(card)
    assert [part.ts for part in thread[:3]] == before
    assert [_about(part) for part in thread] == [
        "front page",
        "Ferry Tickets",
        "Ferry Tickets (continued)",
        "Lamp Posts",
    ]
    assert [str(thread[1]).count("Paragraph"), str(thread[2]).count("Paragraph")] == [10, 6]

    ready.posts(ada, "/sprint-update ferry", "Boats again", "Short again.")
    ready.waits_for(lambda: len(editor.thread(card)) == 3 and _ends_with_lamps(editor.thread(card)))
    assert [part.ts for part in editor.thread(card)] == before
    assert [_about(part) for part in editor.thread(card)] == ["front page", "Ferry Tickets", "Lamp Posts"]


def test_the_preview_of_a_long_edition_page_by_page(ready: Stage) -> None:
    editor = ready.editor
    projects = [project(f"p{place}", f"Project {place}", ready.ada) for place in range(60)]
    updates = [{"project": f"p{place}", "body": f"Body {place}. {WORDS * 107}"} for place in range(60)]
    edition = {"number": 7, "starts": "2026-03-05", "ends": "2026-03-18", "intro": "Welcome."}
    ready.imports(*projects, edition=edition, updates=updates)

    editor.types("/sprint-notes draft", in_channel=ready.notes)
    seen = [form(editor)]
    assert "Show previous page" not in seen[0]
    while "Show next page" in seen[-1]:
        editor.clicks("Show next page")
        seen.append(form(editor))
    assert f"Page {len(seen)} of {len(seen)}" in seen[-1]
    assert 5 <= len(seen) <= 12
    assert all("Post draft now" in page for page in seen)
    assert [sum(page.count(f"Body {place}. ") for page in seen) for place in range(60)] == [1] * 60
    editor.clicks("Show previous page")
    assert form(editor) == seen[-2]

    member = ready.member
    answer = member.types("/sprint-status", in_channel=ready.notes)
    assert "Project 59" in answer
    assert "No update published yet" in answer


def _approves(ready: Stage) -> None:
    card = ready.draft("Waiting for 1 approval.")
    approved = len(ready.editor.ephemerals(ready.review))
    ready.editor.clicks("Approve edition 7", message=card)
    ready.waits_for(lambda: len(ready.editor.ephemerals(ready.review)) > approved)
    assert "Sprint Notes #7 is approved. It can be published now." in ready.editor.ephemerals(ready.review)[-1]
    ready.draft("Approved, ready to publish.")


def _published(ready: Stage) -> int:
    return len([m for m in ready.member.messages(ready.notes) if not m.is_ephemeral and "Covering" in m])


def _paragraphs(count: int) -> dict[str, Any]:
    sections = [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": f"Paragraph {place}. {WORDS * 30}\n\n"}]}
        for place in range(count)
    ]
    return {"type": "rich_text", "elements": sections}


def _ends_with_lamps(thread: list[Message]) -> bool:
    return _about(thread[-1]) == "Lamp Posts" and "Paragraph" not in str(thread[-1])


def _about(part: Message) -> str:
    begins = part.text.partition("\n")[0]
    return "front page" if begins == "Sprint Notes #7" else begins


def test_the_card_says_what_of_the_draft_slack_has_not_taken(ready: Stage, expected_refusals: set[str]) -> None:
    expected_refusals.add("restricted_action")
    ready.posts(ready.ada, "/sprint-update ferry", "The first boat")
    ready.slack.fails("chat.postMessage", error="restricted_action", channel=ready.review, skip=2)
    ready.moves_to(18, 17)
    card = ready.editor.sees("A message is not in this thread as it should be", in_channel=ready.review)
    assert "Slack said restricted_action." in card
    assert "is in this message’s thread" not in card
    ready.editor.clicks("Try again", message=ready.editor.sees("This could not be posted in"))
    card = ready.draft(parts=1)
    assert "A message is not in this thread" not in card
    assert "The first boat" in str(ready.editor.thread(card))


def test_without_its_card_an_edition_is_approved_and_published_all_the_same(
    ready: Stage, expected_refusals: set[str]
) -> None:
    expected_refusals.update({"cant_update_message", "message_not_found"})
    editor = ready.editor
    ready.posts(ready.ada, "/sprint-update ferry", "The boats sail")
    ready.moves_to(18, 17)
    card = ready.draft(parts=1)
    by_bot = WebClient(ready.slack.bot_token, base_url=ready.slack.api_url)
    by_bot.chat_delete(channel=ready.review.id, ts=card.ts)

    editor.types("/sprint-notes draft", in_channel=ready.notes)
    editor.clicks("Approve edition 7")
    assert "is approved. It can be published now." in as_text(editor.modal or {})
    editor.closes()
    again = ready.draft("Approved, ready to publish.")  # the change of the card has brought it back
    assert again.ts != card.ts

    editor.opens_home()
    ready.waits_for(lambda: "Publish edition 7" in as_text(editor.home or {}))
    editor.clicks("Publish edition 7")
    ready.draft("Published: Sprint Notes #7")
