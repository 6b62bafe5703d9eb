"""The whole path, line by line: an update, the draft, an approval, the edition, a question."""

from __future__ import annotations

from tests.conversations.drafts import listed
from tests.conversations.modes import BOTH_MODES
from tests.stage import Stage


@BOTH_MODES
def test_from_a_command_to_the_published_edition(ready: Stage) -> None:
    ada, editor, member = ready.ada, ready.editor, ready.member

    ready.posts(
        ada, "/sprint-update ferry", "The first boat is bookable", "We tested with\n12 people.", Status="On track"
    )
    assert "5pm on Wednesday 18 March 2026" in ada.direct_messages()[-1]

    ready.moves_to(18, 17)
    card = ready.draft(parts=2)
    assert "In (1)" in card
    assert [listed(ready, name) for name in ("Lamp Posts", "Lamp Repairs")] == ["Missing", "Missing"]
    assert any("The first boat is bookable" in part for part in editor.thread(card))

    editor.clicks("Approve edition 7", message=card)
    editor.sees("Sprint Notes #7 is approved", in_channel=ready.review)
    editor.clicks("Publish edition 7", message=ready.draft("Approved, ready to publish."))
    ready.draft("Published: Sprint Notes #7")
    published = member.sees("In this edition", in_channel=ready.notes)
    assert "Ferry Tickets: The first boat is bookable · On track" in published.text
    assert [story.text.partition("\n")[0] for story in member.thread(published)] == ["Ferry Tickets"]
    assert "Covering 5 – 18 March 2026" in published
    assert "No update this time: Lamp Posts and Lamp Repairs." in published

    told = member.types("/sprint-status ferry", in_channel=ready.notes)
    assert "The first boat is bookable" in told
    assert "On track" in told
