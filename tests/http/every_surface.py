"""A story in which the bot hears of everything that Slack has to tell, and what Slack told it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tests.conversations.drafts import item
from tests.stage import Stage

Json = dict[str, Any]
Sent = tuple[str, Json]  # slash_commands, interactive or events_api, and the payload
BY_SLACK = {"user_change", "app_uninstalled", "tokens_revoked"}  # nobody in the workspace tells this
SURFACES = {
    *("view_submission", "view_closed", "block_actions", "block_suggestion", "shortcut", "message_action"),
    *("slash_commands", "app_home_opened", "app_mention", "message"),
    *BY_SLACK,
}


def surface(sent: Sent) -> str:
    """What kind of thing Slack told."""
    kind, payload = sent
    return str(payload["event"]["type"] if kind == "events_api" else payload.get("type", kind))


def played(staged: Stage) -> list[Sent]:
    """Everything that Slack told the bot while leads wrote, editors decided, and an edition was published."""
    staged.imports_the_usual()
    staged.sets_up(**{"Bank holidays of": "United Kingdom: Scotland"})
    parts: Sequence[Callable[[Stage], None]] = (_leads_write, _members_ask, _editors_prepare, _editors_decide)
    for part in parts:
        part(staged)
    staged.comes_to_rest()
    told: list[Sent] = [(line.kind, line.payload) for line in staged.slack.sandbox.courier.log]
    return [*told, *_events(told, staged.ada.id)]


def _leads_write(staged: Stage) -> None:
    ada, bola, notes = staged.ada, staged.bola, staged.notes
    staged.posts(
        ada, "/sprint-update ferry", "Tickets sell", "We sold *many*.\n- one\n- two :ship:\n\nhttps://a.example"
    )
    ada.types("/sprint-update ferry", in_channel=notes)
    ada.clicks("Add what’s next")
    ada.clicks("Preview update")
    ada.closes(everything=True)
    ada.opens_home()
    ada.uses_shortcut("Post a sprint update")
    ada.closes()
    said = bola.says("Lamps *glow* at <https://b.example|night> with <@U1>", notes)
    bola.uses_shortcut("Add to sprint update", said)
    bola.closes()
    staged.posts(bola, "/sprint-update lamp posts", "The posts", "This week the the posts glow.")


def _members_ask(staged: Stage) -> None:
    member, notes = staged.member, staged.notes
    for word in ("help", "next", "projects"):
        member.types(f"/sprint-notes {word}", in_channel=notes)
    member.closes()
    member.types("/sprint-status ferry", in_channel=notes)
    member.types("/sprint-notes nominate", in_channel=notes)
    member.fills({"What you nominate": "A council or team", "Who or what": "Ambleford", "Why": "They are quick."})
    assert member.submits().closed
    member.says(f"<@{staged.slack.bot_user}> how is the ferry?", notes)
    member.opens_home()
    member.sees_home("Pick a project")
    member.chooses("Pick a project", "Lamp Posts")
    member.closes()


def _editors_prepare(staged: Stage) -> None:
    editor, notes = staged.editor, staged.notes
    editor.types("/sprint-notes news", in_channel=notes)
    editor.clicks("Add an announcement")
    editor.fills({"Title": "Moving", "Text": "We move on Monday 23 March 2026."})
    assert editor.submits().updated
    editor.clicks("See nominations (1)")
    editor.closes(everything=True)
    editor.uses_shortcut("Add to team news", editor.says("A new boat", notes))
    editor.closes()
    editor.types("/sprint-notes template", in_channel=notes)
    editor.fills({"Welcome": "Hello."})
    assert editor.submits().closed
    editor.types("/sprint-notes projects", in_channel=notes)
    editor.clicks("Add a project")
    editor.fills({"Name": "Tram Tickets", "State": "Active"})
    assert editor.submits().updated
    editor.closes()
    editor.types("/sprint-notes people", in_channel=notes)
    editor.closes()


def _editors_decide(staged: Stage) -> None:
    editor = staged.editor
    staged.moves_to(18, 17)
    card = staged.draft(parts=4)
    editor.clicks("Preview edition 7", message=card)
    editor.closes()
    editor.clicks("Findings in edition 7", message=card)
    editor.closes()
    editor.clicks("Edit Ferry Tickets", message=item(staged, "Ferry Tickets"))
    editor.fills({"Headline": "Tickets sell well"})
    assert editor.submits().closed
    editor.clicks("Ask the lead", message=item(staged, "Ferry Tickets"))
    editor.fills({"What do you want to know, or to have changed?": "Which pier?"})
    assert editor.submits().closed
    editor.clicks("Hold back …", message=item(staged, "Lamp Posts"))
    editor.fills({"Why? The lead sees this": "Not yet."})
    assert editor.submits().closed
    staged.comes_to_rest()
    editor.clicks("Put in order", message=staged.draft())
    editor.closes()
    editor.clicks("Undo last change", message=staged.draft())
    editor.clicks("Edit welcome and thank-you", message=staged.draft())
    editor.fills({"Welcome": "Welcome to the harbour."})
    assert not editor.submits().errors
    editor.types("/sprint-notes history", in_channel=staged.notes)
    editor.closes()
    editor.clicks("Approve edition 7", message=staged.draft("Waiting for 1 approval."))
    editor.clicks("Publish edition 7 at a time", message=staged.draft("Approved, ready to publish."))
    editor.fills({"Day": "2026-03-21", "Time": "09:30"})
    assert editor.submits().closed


def _events(told: Sequence[Sent], person: str) -> list[Sent]:
    """What happens without anybody using the app."""
    callback = next(payload for kind, payload in told if kind == "events_api")
    profile = {"display_name": "ada", "status_emoji": ":palm_tree:", "status_expiration": 1_772_800_000}
    user = {"id": person, "team_id": callback["team_id"], "tz": "Europe/London", "profile": profile, "is_bot": False}
    events: Sequence[Json] = (
        {"type": "user_change", "user": user, "event_ts": "1.2"},
        {"type": "app_uninstalled"},
        {"type": "tokens_revoked", "tokens": {"oauth": [person], "bot": []}},
    )
    return [("events_api", {**callback, "event": event}) for event in events]
