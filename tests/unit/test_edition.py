"""Editions: what each state allows, what people are told otherwise, and which edition an update joins."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from domain.edition import (
    Approval,
    Edition,
    EditionState,
    may_approve,
    may_close,
    may_publish,
    may_still_change,
    takes_updates,
    valid_approvals,
)
from domain.errors import Conflict

OPEN, DRAFTED, APPROVED, PUBLISHED = EditionState


def edition(state: EditionState = OPEN, number: int = 39) -> Edition:
    return Edition(
        id=f"E{number}",
        number=number,
        starts=date(2021, 11, 25),
        ends=date(2021, 12, 8),
        closes_at=datetime(2021, 12, 8, 17, tzinfo=UTC),
        state=state,
    )


YES = [Approval("U1", "same")]


def test_its_title_has_its_number() -> None:
    assert edition().title == "Sprint Notes #39"


# Closing


def test_an_open_edition_may_close() -> None:
    may_close(edition(OPEN))


@pytest.mark.parametrize("state", [DRAFTED, APPROVED, PUBLISHED])
def test_nothing_closes_twice(state: EditionState) -> None:
    with pytest.raises(Conflict) as told:
        may_close(edition(state))
    assert told.value.message == f"Sprint Notes #39 is {state.value} already."


# Approving


def test_a_draft_may_be_approved() -> None:
    may_approve(edition(DRAFTED))


@pytest.mark.parametrize(
    ("state", "message"),
    [
        (OPEN, "Sprint Notes #39 is still open for updates. It can be approved once it has closed."),
        (APPROVED, "Sprint Notes #39 is approved already. Nothing was changed."),
        (PUBLISHED, "Sprint Notes #39 is published already. Nothing was changed."),
    ],
)
def test_only_a_draft_may_be_approved(state: EditionState, message: str) -> None:
    with pytest.raises(Conflict) as told:
        may_approve(edition(state))
    assert told.value.message == message


def test_an_approval_counts_for_the_words_it_was_given_to_only() -> None:
    given = [Approval("U1", "old"), Approval("U2", "new"), Approval("U3", "new")]
    assert valid_approvals(given, "new") == {"U2", "U3"}
    assert valid_approvals(given, "newer") == set()


def test_two_approvals_by_one_editor_are_one() -> None:
    assert valid_approvals([Approval("U1", "same"), Approval("U1", "same")], "same") == {"U1"}


# Publishing


def test_an_approved_edition_may_be_published() -> None:
    may_publish(edition(APPROVED), YES, "same", needed=1)


def test_more_approvals_than_needed_are_enough() -> None:
    may_publish(edition(APPROVED), [*YES, Approval("U2", "same")], "same", needed=1)


NOT_YET: list[tuple[str, EditionState, list[Approval], int, str]] = [
    ("open", OPEN, [], 1, "1 approval"),
    ("a draft without approval", DRAFTED, [], 1, "1 approval"),
    ("a draft, although approvals are there", DRAFTED, YES, 1, "1 approval"),
    ("other words were approved", APPROVED, [Approval("U1", "other")], 1, "1 approval"),
    ("one of two is missing", APPROVED, YES, 2, "1 approval"),
    ("two of three are missing", APPROVED, YES, 3, "2 approvals"),
    ("the same editor twice", APPROVED, YES + YES, 2, "1 approval"),
]


@pytest.mark.parametrize(("why", "state", "given", "needed", "missing"), NOT_YET, ids=[row[0] for row in NOT_YET])
def test_nothing_is_published_that_was_not_approved_word_for_word(
    why: str, state: EditionState, given: list[Approval], needed: int, missing: str
) -> None:
    with pytest.raises(Conflict) as told:
        may_publish(edition(state), given, "same", needed)
    assert told.value.message == (
        f"Sprint Notes #39 is not approved yet: {missing} of what the draft says now is missing. "
        "Approve it first, then publish."
    )


def test_nothing_is_published_twice() -> None:
    with pytest.raises(Conflict) as told:
        may_publish(edition(PUBLISHED), YES, "same", needed=1)
    assert told.value.message == "Sprint Notes #39 is published already. Nothing was posted again."


# Which edition an update joins


JOINS: list[tuple[str, list[Edition], int | None]] = [
    ("there is none yet", [], None),
    ("the open one", [edition(OPEN, 39)], 39),
    ("late, but in: the draft", [edition(DRAFTED, 39), edition(OPEN, 40)], 39),
    ("once the draft is approved, the next", [edition(APPROVED, 39), edition(OPEN, 40)], 40),
    ("once it is published, the next", [edition(PUBLISHED, 39), edition(OPEN, 40)], 40),
    ("the latest of two drafts", [edition(DRAFTED, 38), edition(DRAFTED, 39), edition(OPEN, 40)], 39),
    ("only old ones", [edition(PUBLISHED, 38), edition(APPROVED, 39)], None),
]


@pytest.mark.parametrize(("why", "editions", "number"), JOINS, ids=[row[0] for row in JOINS])
def test_an_update_joins(why: str, editions: list[Edition], number: int | None) -> None:
    for order in (editions, editions[::-1]):
        joined = takes_updates(order)
        assert (joined and joined.number) == number


@pytest.mark.parametrize("state", [OPEN, DRAFTED])
def test_leads_may_change_it_until_it_is_approved(state: EditionState) -> None:
    may_still_change(edition(state))


@pytest.mark.parametrize("state", [APPROVED, PUBLISHED])
def test_from_then_on_they_are_told(state: EditionState) -> None:
    with pytest.raises(Conflict, match=f"Sprint Notes #39 is {state} already and cannot be changed here any more."):
        may_still_change(edition(state))
