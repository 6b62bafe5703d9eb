"""A fortnight in a workspace whose administrator refuses what the manifest calls optional: one scope each, or all."""

from __future__ import annotations

import pytest
import yaml

from tests.conversations.looking import form
from tests.stage import MANIFEST, Stage, restarted

SCOPES = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))["oauth_config"]["scopes"]
OPTIONAL = SCOPES["bot_optional"]
REFUSALS = {scope: {scope} for scope in OPTIONAL} | {"all of them": set(OPTIONAL)}


@pytest.mark.parametrize("refused", REFUSALS)
def test_each_costs_its_feature_alone(refused: str, ready: Stage, expected_refusals: set[str]) -> None:
    ada, bola, editor, member = ready.ada, ready.bola, ready.editor, ready.member
    expected_refusals.add("missing_scope")
    ready.slack.configures(scopes=[scope for scope in SCOPES["bot"] if scope not in REFUSALS[refused]])

    ready.posts(ada, "/sprint-update ferry", "The boats sail", "We tested with 12 people.", Status="On track")
    ready.moves_to(13, 10)
    bola.sees("There is no update on")
    bola.clicks("Nothing to report on Lamp Repairs")
    ready.posts(bola, "/sprint-update lamp posts", "The lamps are lit")

    ready.moves_to(18, 17)
    card = ready.draft(parts=3)
    editor.clicks("Approve edition 7", message=card)
    editor.sees("Sprint Notes #7 is approved", in_channel=ready.review)
    ready.slack.drops("chat.postMessage", when="after", channel=ready.notes)
    editor.clicks("Publish edition 7", message=ready.draft("Approved, ready to publish."))
    published = member.sees("In this edition", in_channel=ready.notes)
    if "channels:history" in REFUSALS[refused]:
        editor.clicks("Yes, it is there", message=editor.sees("Was it posted?"))
    ready.draft("Published: Sprint Notes #7")
    assert "The lamps are lit" in published
    assert "On track" in member.types("/sprint-status ferry", in_channel=ready.notes)
    ada.sees("Thank you. Sprint Notes #7 is published")
    assert sum("Covering 5" in str(message) for message in ready.slack.messages(ready.notes)) == 1
    assert not any("could not be posted" in str(message) for message in editor.direct_messages())


def test_where_files_may_not_be_read_no_form_asks_for_one(ready: Stage) -> None:
    """Slack would show no form at all that did."""
    ada, editor = ready.ada, ready.editor
    ready.slack.configures(scopes=[scope for scope in SCOPES["bot"] if scope != "files:read"])
    ready.bot.kill()
    restarted(ready)
    missing = "does not let Sprint Notes read files"

    ada.types("/sprint-update ferry", in_channel=ready.notes)
    assert missing not in form(ada)
    assert ada.clicks("Add a picture").ok
    assert missing in form(ada)
    assert "What the picture shows" not in form(ada)
    ada.fills({"Headline": "The boats sail", "What happened": "All of them."})
    assert ada.submits().closed

    editor.types("/sprint-notes projects", in_channel=ready.notes)
    editor.clicks("Import projects from a file")
    assert missing in form(editor)
    editor.closes()
    editor.types("/sprint-notes news", in_channel=ready.notes)
    editor.clicks("Add an announcement")
    assert editor.clicks("Add a picture").ok
    assert missing in form(editor)
    editor.fills({"Title": "A new pier", "Text": "It opens soon."})
    assert not editor.submits().errors
