"""The audit log in words, and what of it can be undone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from slack_sandbox.text import as_text

from domain.audit import CHANGES, EARLIER, IN_WORDS, NO_PEOPLE, AuditEntry, in_words, last_change, to_undo
from domain.wall_clock import WallClock
from rendering.slack.review.audit_log import AuditView, entries
from tests.unit.audited import actions, actors


def entry(action: str, name: str = "D1", subject: str = "Ferry Tickets", **detail: Any) -> AuditEntry:
    return AuditEntry(name, datetime(2026, 3, 18, tzinfo=UTC), "U1", action, subject, detail)


def test_in_words() -> None:
    assert in_words(entry("move", to="to the top")) == "moved “Ferry Tickets” to the top"
    assert in_words(entry("move")) == "moved “Ferry Tickets” "  # an older version kept less
    assert in_words(entry("undo", what="held “{x}” back")) == "undid a change: held “{x}” back"
    named = {"project": "Tŷ Cynnes", "edition": "Sprint Notes #13"}
    assert in_words(entry("update", subject="ty-cynnes 13", **named)) == (
        "saved the update on Tŷ Cynnes for Sprint Notes #13"
    )
    assert in_words(entry("update", subject="ty-cynnes 13")) == "saved the update on ty-cynnes for edition 13"
    assert in_words(entry("change", subject="Sprint Notes #13", because="changing the template")) == (
        "changed Sprint Notes #13 by changing the template"
    )
    assert in_words(entry("change")) == f"changed Ferry Tickets by {EARLIER}"
    assert in_words(entry("tidy up", subject="the {pier}")) == "tidy up: the {pier}"


def test_every_change_has_a_wording() -> None:
    assert [action for action in CHANGES if action not in IN_WORDS] == []


def test_the_last_change_and_what_can_be_undone() -> None:
    entries = [
        entry("update", "D1", version=1),
        entry("move", "D2", before=None, after={}),
        entry("hold back", "D3", before={}, after={}),
        entry("approve", "D4"),
    ]
    assert last_change(entries) == entries[2]
    assert to_undo(entries) == entries[2]
    undone = [*entries, entry("undo", "D5", of="D3")]
    assert last_change(undone) == undone[-1]
    assert to_undo(undone) == entries[1]
    assert to_undo([*undone, entry("undo", "D6", of="D2")]) is None
    assert (last_change([]), to_undo([])) == (None, None)


def test_everything_that_the_services_write_down_reads_well_after_a_name() -> None:
    told = actions()
    assert [place for place, found in told.items() if not found] == []
    assert set().union(*told.values()) == set(IN_WORDS)
    assert actors() == set(NO_PEOPLE)


def test_what_is_no_person_has_a_name_and_whom_it_is_about_is_mentioned() -> None:
    def line(actor: str, action: str, subject: str) -> str:
        done = AuditEntry("D1", datetime(2026, 3, 18, tzinfo=UTC), actor, action, subject, {})
        text = as_text(entries(AuditView(entries=[done], clock=WallClock("Europe/London", "Europe/London")))["blocks"])
        return text.partition("\n")[0]

    assert line("U1A", "import", "sprint-notes/1") == "<@U1A> brought in a file"
    assert line("import", "import", "sprint-notes/1") == "An import brought in a file"
    assert line("clock", "close", "Sprint Notes #7") == "The clock closed Sprint Notes #7"
    assert line("Slack", "left", "U2B") == "Slack told that <@U2B> has left the workspace"
    assert line("U1A", "add project", "UTC") == "<@U1A> added the project UTC"
