"""The audit log in words, and what of it can be undone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from domain.deeds import CHANGES, IN_WORDS, Deed, in_words, last_change, to_undo


def deed(action: str, name: str = "D1", subject: str = "Ferry Tickets", **detail: Any) -> Deed:
    return Deed(name, datetime(2026, 3, 18, tzinfo=UTC), "U1", action, subject, detail)


def test_in_words() -> None:
    assert in_words(deed("move", to="to the top")) == "moved “Ferry Tickets” to the top"
    assert in_words(deed("move")) == "moved “Ferry Tickets” "  # an older version kept less
    assert in_words(deed("undo", what="held “{x}” back")) == "undid a change: held “{x}” back"
    assert in_words(deed("tidy up", subject="the {pier}")) == "tidy up: the {pier}"


def test_every_change_has_a_wording() -> None:
    assert {action for action in CHANGES if action not in IN_WORDS} <= {"apply finding"}


def test_the_last_change_and_what_can_be_undone() -> None:
    deeds = [
        deed("update", "D1", version=1),
        deed("move", "D2", before=None, after={}),
        deed("hold back", "D3", before={}, after={}),
        deed("approve", "D4"),
    ]
    assert last_change(deeds) == deeds[2]
    assert to_undo(deeds) == deeds[2]
    undone = [*deeds, deed("undo", "D5", of="D3")]
    assert last_change(undone) == undone[-1]
    assert to_undo(undone) == deeds[1]
    assert to_undo([*undone, deed("undo", "D6", of="D2")]) is None
    assert (last_change([]), to_undo([])) == (None, None)
