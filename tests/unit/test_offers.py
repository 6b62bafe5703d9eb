"""What a message about an edition still offers, whatever has become of that."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.edition import MOVES, Edition, EditionMove, EditionState
from domain.offers import GOOD_WHILE, MAKES, MessageKind, Offer, is_said_anew, still_offers, told_in, what_now

OPEN, DRAFTED, APPROVED = EditionState.OPEN, EditionState.DRAFTED, EditionState.APPROVED
PUBLISHING, PUBLISHED, SKIPPED = EditionState.PUBLISHING, EditionState.PUBLISHED, EditionState.SKIPPED
POST, NOTHING, NEXT = Offer.POST, Offer.NOTHING, Offer.POST_NEXT
EDIT, WITHDRAW, CORRECTION, HISTORY = Offer.EDIT, Offer.WITHDRAW, Offer.CORRECTION, Offer.HISTORY
EDITION = Edition(
    id="E7",
    number=7,
    starts=date(2026, 3, 5),
    ends=date(2026, 3, 18),
    closes_at=datetime(2026, 3, 18, 17, tzinfo=UTC),
)


@pytest.mark.parametrize(
    ("kind", "state", "offers"),
    [
        (MessageKind.REMINDER, OPEN, [POST, NOTHING, Offer.PUT_OFF, Offer.ASK_SOMEBODY]),
        (MessageKind.REMINDER, DRAFTED, [POST, NOTHING, Offer.ASK_SOMEBODY]),
        *((MessageKind.REMINDER, state, [NEXT]) for state in (APPROVED, PUBLISHING, PUBLISHED, SKIPPED)),
        (MessageKind.CLOSING, OPEN, [POST, NOTHING]),
        (MessageKind.CLOSING, PUBLISHED, [NEXT]),
        (MessageKind.NUDGE, DRAFTED, [POST, NOTHING]),
        (MessageKind.NUDGE, APPROVED, [NEXT]),
        (MessageKind.ASKED, DRAFTED, [POST, Offer.DECLINE]),
        (MessageKind.ASKED, PUBLISHED, []),
        (MessageKind.SILENT, DRAFTED, [Offer.NUDGE]),
        *((MessageKind.SILENT, state, []) for state in (OPEN, APPROVED, PUBLISHING, PUBLISHED)),
        *((MessageKind.SAVED, state, [EDIT, WITHDRAW, HISTORY]) for state in (OPEN, DRAFTED)),
        *((MessageKind.SAVED, state, [CORRECTION, HISTORY]) for state in (APPROVED, PUBLISHING, PUBLISHED)),
        (MessageKind.SAVED, SKIPPED, [HISTORY]),
        (MessageKind.WITHDRAWN, DRAFTED, [POST, NOTHING, HISTORY]),
        (MessageKind.WITHDRAWN, PUBLISHED, [NEXT, HISTORY]),
        (MessageKind.NOTHING, OPEN, [Offer.TAKE_BACK, POST]),
        (MessageKind.NOTHING, PUBLISHED, [NEXT]),
        (MessageKind.QUESTION, DRAFTED, [Offer.ANSWER, EDIT]),
        (MessageKind.QUESTION, APPROVED, [Offer.ANSWER, CORRECTION]),
        (MessageKind.QUESTION, PUBLISHED, [CORRECTION]),
        (MessageKind.CHANGED, APPROVED, [Offer.OBJECT, CORRECTION, HISTORY]),
        (MessageKind.CHANGED, PUBLISHED, [CORRECTION, HISTORY]),
        (MessageKind.HELD, PUBLISHED, [NEXT]),
    ],
)
def test_what_a_message_still_offers(kind: MessageKind, state: EditionState, offers: list[Offer]) -> None:
    assert still_offers(kind, state) == offers


def test_every_kind_and_every_offer_has_its_rule() -> None:
    assert set(MAKES) == set(MessageKind)
    assert set(GOOD_WHILE) == set(Offer) == {offer for offers in MAKES.values() for offer in offers}


@pytest.mark.parametrize("state", EditionState)
def test_nothing_is_offered_that_the_table_of_moves_refuses(state: EditionState) -> None:
    for kind in MessageKind:
        offers = set(still_offers(kind, state))
        if EditionMove.TAKE_UPDATE not in MOVES[state]:
            assert not offers & {POST, NOTHING, EDIT, WITHDRAW, Offer.TAKE_BACK, Offer.NUDGE}
        if EditionMove.EDIT not in MOVES[state]:
            assert not offers & {Offer.OBJECT, Offer.ANSWER}


def test_what_is_there_is_not_asked_for_and_what_is_missing_not_edited() -> None:
    assert still_offers(MessageKind.REMINDER, OPEN, missing=False) == []
    assert still_offers(MessageKind.ASKED, OPEN, missing=True) == [POST, Offer.DECLINE]
    assert still_offers(MessageKind.QUESTION, OPEN, missing=True) == [Offer.ANSWER]


def test_which_changes_of_an_edition_make_untrue_what_was_said() -> None:
    later = timedelta(days=1)
    for changed in (
        replace(EDITION, state=DRAFTED), replace(EDITION, closes_at=EDITION.closes_at + later),
        replace(EDITION, number=8), replace(EDITION, reopened=True), replace(EDITION, ends=EDITION.ends + later),
    ):  # fmt: skip
        assert is_said_anew(EDITION, changed)
    assert not is_said_anew(EDITION, replace(EDITION, version=2, publish_at=EDITION.closes_at))


def test_a_message_is_known_by_its_key() -> None:
    assert told_in("nudge E7 P1 U1", "E7") == (MessageKind.NUDGE, ["P1", "U1"])
    assert told_in("nothing to report E7 P1 2026-03-05", "E7") == (MessageKind.NOTHING, ["P1", "2026-03-05"])
    assert told_in("nudge E70 P1 U1", "E7") is None
    assert told_in("edition E7 3", "E7") is None


@pytest.mark.parametrize("state", EditionState)
def test_whoever_comes_too_late_hears_what_to_do(state: EditionState) -> None:
    told = what_now(replace(EDITION, state=state))
    assert "/sprint-update" in told
    assert ("Ask for a correction" in told) == (state in (APPROVED, PUBLISHING, PUBLISHED))
