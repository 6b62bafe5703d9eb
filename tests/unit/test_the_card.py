"""The draft's card, word by word, in every state that an edition with a card can be in.

A change of the card shows in ``__snapshots__/test_the_card.ambr``: read it as an editor would.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from slack_sandbox.text import as_text
from syrupy.assertion import SnapshotAssertion

from domain.edition import EditionState
from rendering.slack.editions.draft import Card
from rendering.slack.editions.draft import card as message
from tests.unit.cards import (
    CARDS,
)


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_the_card(card: Card, snapshot: SnapshotAssertion) -> None:
    assert shown(card) == snapshot


def test_every_state_that_has_a_card_is_here() -> None:
    without = {EditionState.SKIPPED}  # only an edition of which there is no draft can be skipped
    assert {card.edition.state for card in CARDS.values()} == set(EditionState) - without


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_a_card_has_few_controls_one_of_them_the_next_step(card: Card) -> None:
    controls = [one for block in message(card).blocks if block["type"] == "actions" for one in block["elements"]]
    assert len(controls) <= 4
    coloured = [at for at, one in enumerate(controls) if one.get("style")]
    assert coloured in ([], [0])


def shown(view: Card) -> str:
    """The card, and below it what its buttons ask before they act."""
    blocks = message(view).as_payload()["blocks"]
    return "\n".join([as_text(list(blocks)), *_menus(blocks), *_asked(blocks)])


def _menus(blocks: list[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        for element in block.get("elements", []):
            if "options" in element:
                options = [option["text"]["text"] for option in element["options"]]
                yield f"{element['placeholder']['text']} → {' | '.join(options)}"


def _asked(blocks: list[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        for element in block.get("elements", []):
            if sure := element.get("confirm"):
                label, title, text, deny, confirm = (
                    thing["text"]
                    for thing in (element["text"], *(sure[key] for key in ("title", "text", "deny", "confirm")))
                )
                yield f"{label} → {title} {text} [{deny}] [{confirm}]"
