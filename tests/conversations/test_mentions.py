"""People, channels and user groups are mentioned in an update: readers outside Slack read their names."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from rendering.formats import html, markdown, text
from services.files.exchange import compile_file, export
from services.files.files import read, write
from storage.clock import DatabaseClock
from storage.engine import open_engines
from storage.unit_of_work import SqlStore
from tests.conversations.looking import rows
from tests.stage import MANIFEST, Stage, project

Json = dict[str, Any]


def rich_text(*leaves: Json | str) -> Json:
    """What somebody writes in Slack's editor."""
    made = [{"type": "text", "text": leaf} if isinstance(leaf, str) else leaf for leaf in leaves]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": made}]}


def person(one: Any) -> Json:
    return {"type": "user", "user_id": one.id}


def channel(one: Any) -> Json:
    return {"type": "channel", "channel_id": one.id}


def group(group_id: str) -> Json:
    return {"type": "usergroup", "usergroup_id": group_id}


def exported(staged: Stage) -> str:
    """Edition 7 as ``sprint-notes export`` prints it."""
    engines = open_engines(staged.database)
    try:
        store = SqlStore(engines, DatabaseClock(engines), str)
        return write(export(store, store.workspaces()[0], 7))
    finally:
        engines.dispose()


def outside(staged: Stage) -> list[str]:
    """Edition 7 as its readers outside Slack have it."""
    document = compile_file(read(exported(staged)))
    return [render(document) for render in (text.document, html.document, markdown.document)]


def reads(staged: Stage, words: str) -> bool:
    """Whether readers outside Slack read this in every format."""
    return all(words in written for written in outside(staged))


@pytest.fixture
def thanked(ready: Stage) -> str:
    """Bola thanks Mo, who leads and edits nothing, a group, and two channels; the id of the group."""
    hands = ready.slack.adds_usergroup("Deck hands", [ready.ada, ready.bola])
    words = ("Thanks to ", person(ready.member), " and ", group(hands), " in ", channel(ready.notes), " and ")
    ready.posts(ready.bola, "/sprint-update lamp posts", "Forty lamps", rich_text(*words, channel(ready.review)))
    return hands


def test_they_are_read_by_their_names(ready: Stage, thanked: str) -> None:
    ready.waits_for(lambda: reads(ready, "Thanks to Mo Reader and Deck hands in #sprint-notes and a channel in Slack"))
    for written in outside(ready):
        for identifier in (ready.member.id, thanked, ready.notes.id, ready.review.id, "@mo.reader", "#review"):
            assert identifier not in written
    assert ready.review.name not in exported(ready).replace("review_channel", "")

    ready.moves_to(18, 17)
    draft = ready.draft(parts=1)
    assert any("Deck hands in" in str(part) for part in ready.editor.thread(draft))
    assert f"<!subteam^{thanked}>" not in str(ready.editor.thread(draft))


def test_who_is_called_something_else_is_read_by_the_new_name_and_no_approval_falls(ready: Stage, thanked: str) -> None:
    ready.moves_to(18, 17)
    ready.waits_for(lambda: reads(ready, "Thanks to Mo Reader and Deck hands in #sprint-notes"))
    ready.comes_to_rest()
    ready.editor.clicks("Approve edition 7", message=ready.draft())
    ready.editor.sees("Sprint Notes #7 is approved", in_channel=ready.review)

    ready.slack.changes_person(ready.member, real_name="Mo Quay")
    ready.waits_for(lambda: reads(ready, "Thanks to Mo Quay and"))
    ready.slack.changes_person(ready.member, deleted=True)
    ready.comes_to_rest()
    assert reads(ready, "Thanks to Mo Quay and")
    ready.draft("Approved")


def test_a_form_that_is_saved_with_another_headline_changes_nothing_else(ready: Stage, thanked: str) -> None:
    ready.waits_for(lambda: reads(ready, "Thanks to Mo Reader and Deck hands in #sprint-notes"))
    bola, bodies = ready.bola, "select content from revisions order by version"
    assert bola.types("/sprint-update lamp posts", in_channel=ready.notes).ok
    shown = json.dumps(bola.modal)
    for leaf in (person(ready.member), channel(ready.notes), channel(ready.review), group(thanked)):
        assert json.dumps(leaf) in shown
    bola.fills({"Headline": "Fifty lamps"})
    assert bola.submits().closed
    first, second = (json.loads(content) for (content,) in rows(ready, bodies))
    assert (first["headline"], second["headline"]) == ("Forty lamps", "Fifty lamps")
    assert ready_to_compare(first["body"]) == ready_to_compare(second["body"])
    assert reads(ready, "Thanks to Mo Reader and Deck hands in #sprint-notes")


def ready_to_compare(body: Any) -> str:
    """A stored text without names, which may be known by the second time only."""
    return json.dumps([[{k: v for k, v in leaf.items() if k != "name"} for leaf in one["content"]] for one in body])


def test_headings_and_tables_of_a_file_stay_when_the_form_is_saved(ready: Stage) -> None:
    body = "## Lamps\n\n| Quay | Lit |\n| --- | --- |\n| North | 40 |\n\n![A lamp](https://harbour.example/lamp.png)"
    edition = {"number": 7, "starts": "2026-03-05", "ends": "2026-03-18"}
    ready.waits_for(lambda: rows(ready, "select number from editions"))
    ready.imports(
        project("lamps", "Lamp Posts", ready.bola),
        edition=edition,
        updates=[{"project": "lamps", "headline": "Forty lamps", "body": body}],
    )
    assert ready.bola.types("/sprint-update lamp posts", in_channel=ready.notes).ok
    ready.bola.clicks("Add a link")
    ready.bola.fills({"Headline": "Fifty lamps"})
    assert ready.bola.submits().closed
    first, second = (
        json.loads(content) for (content,) in rows(ready, "select content from revisions order by version")
    )
    assert second == {**first, "headline": "Fifty lamps"}


def refuses_groups(staged: Stage) -> None:
    """An administrator refuses the scope that user groups need."""
    scopes = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))["oauth_config"]["scopes"]
    assert "usergroups:read" in scopes["bot_optional"]
    staged.slack.configures(scopes=[scope for scope in scopes["bot"] if scope != "usergroups:read"])


def test_where_groups_may_not_be_known_all_else_has_its_name(ready: Stage, expected_refusals: set[str]) -> None:
    expected_refusals.add("missing_scope")
    refuses_groups(ready)
    hands = ready.slack.adds_usergroup("Deck hands", [ready.ada])
    words = rich_text("Thanks to ", group(hands), " and ", person(ready.member), " in ", channel(ready.notes))
    ready.posts(ready.bola, "/sprint-update lamp posts", "Forty lamps", words)
    ready.waits_for(lambda: reads(ready, "Thanks to a group in Slack and Mo Reader in #sprint-notes"))


def test_a_group_keeps_the_name_that_a_file_has_for_it(ready: Stage, expected_refusals: set[str]) -> None:
    expected_refusals.update({"missing_scope", "user_not_found"})
    refuses_groups(ready)
    edition = {"number": 7, "starts": "2026-03-05", "ends": "2026-03-18"}
    ready.waits_for(lambda: rows(ready, "select number from editions"))
    body = "Thanks to [Deck hands](slack://usergroup?id=S0LOST) and [Old Mo](slack://user?id=U0LOST)."
    ready.imports(
        project("lamps", "Lamp Posts", ready.bola),
        edition=edition,
        updates=[{"project": "lamps", "headline": "Forty lamps", "body": body}],
    )
    ready.comes_to_rest()
    assert reads(ready, "Thanks to Deck hands and Old Mo.")
    assert ready.bola.types("/sprint-update lamp posts", in_channel=ready.notes).ok
    words = rich_text("With ", group("S0LOST"), " and ", {"type": "user", "user_id": "U0LOST"})
    ready.bola.fills({"What happened": words})
    assert ready.bola.submits().closed
    assert reads(ready, "With Deck hands and Old Mo")
