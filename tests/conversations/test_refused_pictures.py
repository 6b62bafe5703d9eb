"""A picture that Slack cannot show takes nothing else down: its description and a link stand in its place."""

from __future__ import annotations

import pytest
from slack_sandbox.text import as_text
from slack_sandbox.things import Message, Upload

from tests.conversations.looking import form
from tests.stage import Stage, project

INTRANET = "intranet.example.org"
PIER, CREW = f"https://{INTRANET}/pier.png", "https://harbour.example.org/crew.png"
EDITION = {"number": 7, "starts": "2026-03-05", "ends": "2026-03-18"}
TOLD = "Slack does not show a picture of Ferry Tickets: “The pier at dawn”"


@pytest.fixture
def drafted(ready: Stage, expected_refusals: set[str]) -> Stage:
    """The draft of edition 7, in which Slack cannot fetch one of two pictures."""
    expected_refusals |= {"invalid_blocks", "invalid_arguments"}
    file = ready.ada.shares(Upload("boat.png", b"12"), in_channel=ready.notes).raw["files"][0]["id"]
    pictures = [
        {"alt": "The pier at dawn", "url": PIER},
        {"alt": "The crew", "url": CREW},
        {"alt": "A boat", "file": file},
    ]
    ferry = {"project": "ferry", "headline": "Second gate", "body": "We opened a gate.", "images": pictures}
    lamps = {"project": "lamps", "headline": "Forty lamps", "body": "We lit forty lamps on the quay."}
    projects = project("ferry", "Ferry Tickets", ready.ada), project("lamps", "Lamp Posts", ready.bola)
    ready.imports(*projects, edition=EDITION, updates=[ferry, lamps])
    ready.slack.cannot_fetch(INTRANET)
    ready.moves_to(18, 17)
    ready.draft(parts=2)
    return ready


def shown(message: Message) -> list[str]:
    """The addresses and files of the pictures in a message."""
    images = [block for block in message.blocks if block["type"] == "image"]
    return [block.get("image_url") or "a file" for block in images]


def with_pictures(messages: list[Message]) -> Message:
    """Of these messages the one that Slack has the update on Ferry Tickets in."""
    return next(message for message in messages if "We opened a gate" in message)


def published(drafted: Stage) -> Message:
    """Edition 7 in the publish channel."""
    drafted.editor.clicks("Approve edition 7", message=drafted.draft())
    drafted.editor.clicks("Publish edition 7", message=drafted.draft("Approved, ready to publish."))
    drafted.draft("Published: Sprint Notes #7")
    return in_channel(drafted)


def in_channel(drafted: Stage) -> Message:
    front_page = drafted.member.sees("In this edition", in_channel=drafted.notes)
    return with_pictures(drafted.member.thread(front_page))


def test_the_rest_goes_out_and_editors_hear_which_picture_and_why(drafted: Stage) -> None:
    editor, slack = drafted.editor, drafted.slack
    part = with_pictures(editor.thread(drafted.draft()))
    assert shown(part) == [CREW, "a file"]
    assert "Image: The pier at dawn" in str(part)
    told = editor.sees(TOLD)
    assert f"({PIER}). Slack could not download it." in told.text

    # a modal shows it in the same way
    editor.clicks("Preview edition 7", message=drafted.draft())
    assert "The pier at dawn" in form(editor)
    assert "(image: The pier at dawn)" not in form(editor)
    editor.closes()

    # a change of the message does not try it again and again
    tried = len(slack.calls("chat.update"))
    drafted.posts(editor, "/sprint-update ferry", "Second gate opened", "We opened a gate.")
    drafted.waits_for(lambda: "Second gate opened" in drafted_part(drafted))
    assert shown(drafted_part(drafted)) == [CREW, "a file"]
    assert not any(call.error for call in slack.calls("chat.update")[tried:])

    # the same content: the approval stays, and each picture is told of once
    edition = published(drafted)
    assert shown(edition) == [CREW, "a file"]
    drafted.comes_to_rest()
    assert len([message for message in editor.direct_messages() if TOLD in message]) == 1


def test_what_is_put_right_is_shown_again(drafted: Stage) -> None:
    editor, slack = drafted.editor, drafted.slack
    assert shown(published(drafted)) == [CREW, "a file"]

    # as long as it is not put right, whoever tries it hears of it again
    first = editor.sees(TOLD)
    editor.clicks("Show this picture again", message=first)
    drafted.waits_for(lambda: TOLD in str(editor.direct_messages()) and editor.sees(TOLD).ts != first.ts)
    drafted.comes_to_rest()
    assert shown(in_channel(drafted)) == [CREW, "a file"]

    slack.cannot_fetch()
    editor.clicks("Show this picture again", message=editor.sees(TOLD))
    drafted.waits_for(lambda: shown(in_channel(drafted)) == [PIER, CREW, "a file"])
    drafted.comes_to_rest()
    assert shown(with_pictures(editor.thread(drafted.draft("Published")))) == [PIER, CREW, "a file"]
    editor.sees_not(TOLD)


def test_a_deleted_file_is_described(drafted: Stage) -> None:
    drafted.slack.cannot_fetch()
    file = next(block["slack_file"]["id"] for block in drafted_part(drafted).blocks if "slack_file" in block)
    drafted.slack.deletes_file(file)
    edition = published(drafted)
    assert shown(edition) == [PIER, CREW]
    assert "Image: A boat" in edition
    drafted.editor.sees("“A boat” (" + file + "). It is no file that Slack has any more")


def drafted_part(drafted: Stage) -> Message:
    return with_pictures(drafted.editor.thread(drafted.draft()))


def test_where_slack_names_no_picture_all_of_the_message_are_described(drafted: Stage) -> None:
    slack, notes = drafted.slack, drafted.notes
    slack.cannot_fetch()
    drafted.editor.clicks("Approve edition 7", message=drafted.draft())
    slack.fails("chat.postMessage", error="invalid_blocks", times=4, skip=1, channel=notes)
    drafted.editor.clicks("Publish edition 7", message=drafted.draft("Approved, ready to publish."))
    drafted.draft("Published: Sprint Notes #7")
    assert shown(in_channel(drafted)) == []


def test_a_picture_that_slack_cannot_fetch_for_a_moment_is_shown(drafted: Stage) -> None:
    slack, notes = drafted.slack, drafted.notes
    slack.cannot_fetch()
    drafted.editor.clicks("Approve edition 7", message=drafted.draft())
    words = ["downloading image failed"]
    slack.fails("chat.postMessage", error="invalid_blocks", messages=words, times=2, skip=1, channel=notes)
    drafted.editor.clicks("Publish edition 7", message=drafted.draft("Approved, ready to publish."))
    drafted.draft("Published: Sprint Notes #7")
    assert shown(in_channel(drafted)) == [PIER, CREW, "a file"]


def test_the_whole_update_below_an_answer_describes_it_too(drafted: Stage) -> None:
    published(drafted)
    member, notes = drafted.member, drafted.notes
    assert "Second gate" in member.types("/sprint-status ferry", in_channel=notes)
    member.clicks("Read the whole update", message=member.ephemerals(notes)[-1])
    modal = member.modal or {}
    assert "The pier at dawn" in as_text(modal)
    pictures = [block.get("image_url") or "a file" for block in modal["blocks"] if block["type"] == "image"]
    assert pictures == [CREW, "a file"]
