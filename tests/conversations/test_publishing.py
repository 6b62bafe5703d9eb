"""An edition is published once all of it is in Slack: refused, posted again, called off."""

from __future__ import annotations

import json
from urllib.request import urlopen

from slack_sandbox.things import Message

from tests.stage import Stage, project

LONG = "The crane stood still. " * 120
PIERS = ("north", "south", "west", "east", "inner")
ALL = 1 + len(PIERS)  # the front page and the stories
REFUSED = f"Not published: 1 of {ALL} messages did not arrive."


def approved(ready: Stage) -> Message:
    """Edition 7, several messages long, ready to publish."""
    ready.imports(*(project(key, f"{key.title()} Pier", ready.ada) for key in PIERS))
    for key in PIERS:
        ready.posts(ready.ada, f"/sprint-update {key}", f"News of the {key}", LONG)
    ready.moves_to(18, 17)
    ready.editor.clicks("Approve edition 7", message=ready.draft(parts=5))
    return ready.draft("Approved, ready to publish.")


def in_channel(ready: Stage) -> list[str]:
    """The messages of the edition that are in the publish channel: its front page and the stories in its thread."""
    fronts = [one for one in ready.member.messages(ready.notes) if "Sprint Notes #7" in one.text]
    return [one.ts for front in fronts for one in (front, *ready.member.thread(front))]


def nothing_claims_it_is_published(ready: Stage) -> None:
    ready.comes_to_rest()
    ready.ada.opens_home()
    ready.waits_for(lambda: "No edition has been published yet" in str(ready.ada.home))
    ready.ada.sees_not("Thank you. Sprint Notes #7 is published")
    ready.editor.sees_not("It is published.", in_channel=ready.review)


def test_what_slack_refuses_is_on_the_card_and_is_posted_again(ready: Stage, expected_refusals: set[str]) -> None:
    expected_refusals.add("restricted_action")
    editor, notes, card = ready.editor, ready.notes, approved(ready)
    ready.slack.fails("chat.postMessage", error="restricted_action", channel=notes, skip=1)
    editor.clicks("Publish edition 7", message=card)
    card = ready.draft(REFUSED)
    assert "“East Pier”: Slack said restricted_action." in card
    assert len(in_channel(ready)) == ALL - 1  # it holds up no other
    page = ready.member.sees("In this edition", in_channel=notes)
    assert linked(page) == ["Inner Pier", "North Pier", "South Pier", "West Pier"]
    nothing_claims_it_is_published(ready)

    editor.clicks("Post edition 7 again", message=card)
    ready.draft("Published: Sprint Notes #7")
    ready.ada.sees("Thank you. Sprint Notes #7 is published")
    assert len(in_channel(ready)) == ALL
    page = ready.member.sees("In this edition", in_channel=notes)
    assert linked(page) == ["East Pier", "Inner Pier", "North Pier", "South Pier", "West Pier"]


def linked(page: Message) -> list[str]:
    """The names on a front page that lead to a story."""
    lines = [line for block in page.blocks for part in block.get("elements", ()) for line in part.get("elements", ())]
    inlines = [inline for line in lines for inline in line.get("elements", ())]
    return [inline["text"] for inline in inlines if inline["type"] == "link"]


def test_what_is_called_off_is_deleted_first_and_then_a_draft_again(ready: Stage, expected_refusals: set[str]) -> None:
    expected_refusals.add("restricted_action")
    editor, notes, card = ready.editor, ready.notes, approved(ready)
    ready.slack.fails("chat.postMessage", error="restricted_action", channel=notes, skip=1)
    editor.clicks("Publish edition 7", message=card)
    editor.clicks("Call edition 7 off", message=ready.draft(REFUSED))
    card = ready.draft("Waiting for 1 approval.")
    assert in_channel(ready) == []
    nothing_claims_it_is_published(ready)

    editor.clicks("Approve edition 7", message=card)
    editor.clicks("Publish edition 7", message=ready.draft("Approved, ready to publish."))
    ready.draft("Published: Sprint Notes #7")
    assert len(in_channel(ready)) == ALL


def test_what_may_pass_is_tried_again_while_the_card_says_why(ready: Stage, expected_refusals: set[str]) -> None:
    expected_refusals.add("is_archived")
    editor, slack, notes, card = ready.editor, ready.slack, ready.notes, approved(ready)
    slack.fails("chat.postMessage", error="is_archived", channel=notes, skip=1, times=99)
    editor.clicks("Publish edition 7", message=card)
    again = "“East Pier” is tried again: The channel is archived. Unarchive it, then try again."
    card = editor.sees(again, in_channel=ready.review)
    assert f"Being published: {ALL} messages on the way." in card
    assert "Post edition 7 again" not in card
    slack.clears_faults()
    ready.draft("Published: Sprint Notes #7")
    assert len(in_channel(ready)) == ALL
    assert not any("could not be posted" in message for message in editor.direct_messages())


def test_four_seconds_without_the_app_lose_nothing_and_editors_hear_of_it(
    ready: Stage, expected_refusals: set[str]
) -> None:
    expected_refusals.add("invalid_auth")
    editor, slack, card = ready.editor, ready.slack, approved(ready)
    slack.fails("*", error="invalid_auth", times=6)
    editor.clicks("Publish edition 7", message=card)
    ready.draft("Published: Sprint Notes #7")
    assert len(in_channel(ready)) == ALL
    editor.sees("it said invalid_auth. What had to wait goes out now, late and in its order: Sprint Notes #7")


def test_an_app_that_is_removed_rests_and_health_says_so(ready: Stage) -> None:
    ready.slack.sends_event({"type": "tokens_revoked", "tokens": {"oauth": [ready.ada.id], "bot": []}})
    ready.slack.waits_for_peace()
    assert set(slack_standing(ready).values()) == {"accepted"}

    ready.slack.sends_event({"type": "app_uninstalled"})
    ready.waits_for(lambda: any("app_uninstalled" in said for said in slack_standing(ready).values()))
    ready.posts(ready.ada, "/sprint-update ferry", "News of the ferry")  # Slack takes it all the same
    ready.waits_for(lambda: set(slack_standing(ready).values()) == {"accepted"})


def slack_standing(ready: Stage) -> dict[str, str]:
    """What health says of each workspace."""
    with urlopen(f"http://127.0.0.1:{ready.port}/readyz", timeout=10) as answer:
        told: dict[str, str] = json.load(answer)["workspaces"]
    return told
