"""Editions: what each state allows, what people are told otherwise, and which edition an update joins."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from domain.edition import (
    LONGEST_WAIT,
    MOVES,
    Approval,
    Approvals,
    Edition,
    EditionMove,
    EditionState,
    IllegalMove,
    approvals,
    check_publishing_time,
    may_approve,
    may_publish,
    numbered,
    takes_updates,
)
from domain.errors import Conflict, WrongInput

OPEN, DRAFTED, APPROVED, PUBLISHING, PUBLISHED, SKIPPED = EditionState


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


# Which state may follow which


LEGAL = [
    (OPEN, OPEN),
    (OPEN, DRAFTED),
    (OPEN, SKIPPED),
    (DRAFTED, DRAFTED),
    (DRAFTED, OPEN),
    (DRAFTED, APPROVED),
    (APPROVED, APPROVED),
    (APPROVED, OPEN),
    (APPROVED, DRAFTED),
    (APPROVED, PUBLISHING),
    (PUBLISHING, PUBLISHING),
    (PUBLISHING, DRAFTED),
    (PUBLISHING, PUBLISHED),
    (PUBLISHED, PUBLISHED),
]


@pytest.mark.parametrize(("before", "after"), [*product(EditionState, repeat=2)])
def test_no_edition_becomes_what_no_move_leads_to(before: EditionState, after: EditionState) -> None:
    if (before, after) in LEGAL:
        edition(before).check_becomes(after)
        return
    with pytest.raises(IllegalMove, match=f"Sprint Notes #39 is {before} and cannot become {after}"):
        edition(before).check_becomes(after)


def test_the_drawing_has_every_move() -> None:
    page = (Path(__file__).parents[2] / "docs" / "architecture.md").read_text(encoding="utf-8")
    drawn = re.findall(r"^    (\w+(?: \w+)?) --> (\w+(?: \w+)?): (.+)$", page.replace("_", " "), re.MULTILINE)
    moves = [(before, after, move) for before, row in MOVES.items() for move, after in row.items()]
    assert sorted((before, after, move) for before, after, label in drawn for move in label.split(", ")) == sorted(
        moves
    )


# Closing


def test_an_open_edition_may_close() -> None:
    edition(OPEN).must_allow(EditionMove.CLOSE)


@pytest.mark.parametrize("state", [DRAFTED, APPROVED, PUBLISHING, PUBLISHED, SKIPPED])
def test_nothing_closes_twice(state: EditionState) -> None:
    with pytest.raises(Conflict) as told:
        edition(state).must_allow(EditionMove.CLOSE)
    assert str(told.value) == f"Sprint Notes #39 is {state.value} already."


# Approving


def test_a_draft_may_be_approved() -> None:
    may_approve(edition(DRAFTED))


@pytest.mark.parametrize(
    ("state", "message"),
    [
        (OPEN, "Sprint Notes #39 is still open for updates. It can be approved once it has closed."),
        (APPROVED, "Sprint Notes #39 is approved already. Nothing was changed."),
        (PUBLISHING, "Sprint Notes #39 is being published already. Nothing was changed."),
        (PUBLISHED, "Sprint Notes #39 is published already. Nothing was changed."),
        (SKIPPED, "Sprint Notes #39 is skipped already. Nothing was changed."),
    ],
)
def test_only_a_draft_may_be_approved(state: EditionState, message: str) -> None:
    with pytest.raises(Conflict) as told:
        may_approve(edition(state))
    assert str(told.value) == message


EDITORS = {"U1", "U2", "U3"}


def stand(*given: Approval, needed: int = 1, last_editor: str = "", editors: set[str] = EDITORS) -> Approvals:
    return approvals(given, "same", editors, needed, last_editor)


def yes(*people: str) -> list[Approval]:
    return [Approval(person, "same") for person in people]


def test_an_approval_counts_for_the_words_it_was_given_to_only() -> None:
    given = [Approval("U1", "old"), Approval("U2", "new"), Approval("U3", "new")]
    assert approvals(given, "new", EDITORS, 1).by == ("U2", "U3")
    assert approvals(given, "newer", EDITORS, 1).by == ()


def test_two_approvals_by_one_editor_are_one() -> None:
    assert stand(*yes("U1", "U1"), needed=2).missing == 1


def test_whoever_is_no_editor_any_more_has_not_approved() -> None:
    assert stand(*yes("U1", "U9"), needed=2).by == ("U1",)
    assert stand(*yes("U9")).missing == 1


ANOTHER = "One must be by somebody other than whoever changed the edition last."
TOO_FEW = "There are too few editors for that: /sprint-notes people adds one."
STANDS: list[tuple[str, Approvals, int, str]] = [
    ("nobody has", stand(), 1, ""),
    ("enough", stand(*yes("U1")), 0, ""),
    ("more than enough", stand(*yes("U1", "U2")), 0, ""),
    ("one of two", stand(*yes("U1"), needed=2), 1, ""),
    ("the last editor alone", stand(*yes("U1"), last_editor="U1"), 1, ANOTHER),
    ("the last editor and another", stand(*yes("U1", "U2"), last_editor="U1"), 0, ""),
    ("another alone", stand(*yes("U2"), last_editor="U1"), 0, ""),
    ("a lead changed it last", stand(*yes("U2"), last_editor="U_ADA"), 0, ""),
    ("nobody of two", stand(needed=2, last_editor="U1"), 2, ANOTHER),
    ("two of two, one of them the last editor", stand(*yes("U1", "U2"), needed=2, last_editor="U1"), 0, ""),
    ("more than there are editors", stand(*yes("U1"), needed=4), 3, TOO_FEW),
    ("the only editor changed it", stand(*yes("U1"), last_editor="U1", editors={"U1"}), 1, f"{ANOTHER} {TOO_FEW}"),
]


@pytest.mark.parametrize(("why", "stands", "missing", "conditions"), STANDS, ids=[row[0] for row in STANDS])
def test_how_many_approvals_are_missing(why: str, stands: Approvals, missing: int, conditions: str) -> None:
    assert (stands.missing, stands.conditions) == (missing, conditions)


# Publishing


@pytest.mark.parametrize("given", [yes("U1"), yes("U1", "U2")])
def test_an_approved_edition_may_be_published(given: list[Approval]) -> None:
    may_publish(edition(APPROVED), stand(*given))


ONE = "1 approval of what the draft says now is missing."
TWO = "2 approvals of what the draft says now are missing."
NOT_YET: list[tuple[str, EditionState, Approvals, str]] = [
    ("open", OPEN, stand(), ONE),
    ("a draft without approval", DRAFTED, stand(), ONE),
    ("a draft, although approvals are there", DRAFTED, stand(*YES), ONE),
    ("other words were approved", APPROVED, stand(Approval("U1", "other")), ONE),
    ("one of two is missing", APPROVED, stand(*YES, needed=2), ONE),
    ("two of three are missing", APPROVED, stand(*YES, needed=3), TWO),
    ("the last editor alone", APPROVED, stand(*YES, last_editor="U1"), f"{ONE} {ANOTHER}"),
]


@pytest.mark.parametrize(("why", "state", "stands", "missing"), NOT_YET, ids=[row[0] for row in NOT_YET])
def test_nothing_is_published_that_was_not_approved_word_for_word(
    why: str, state: EditionState, stands: Approvals, missing: str
) -> None:
    with pytest.raises(Conflict) as told:
        may_publish(edition(state), stands)
    assert str(told.value) == f"Sprint Notes #39 is not approved yet: {missing} Approve it first, then publish."


@pytest.mark.parametrize(
    ("state", "message"),
    [
        (PUBLISHED, "Sprint Notes #39 is published already. Nothing was posted again."),
        (SKIPPED, "Sprint Notes #39 is skipped, so it is not published."),
    ],
)
def test_nothing_is_published_twice_or_once_it_is_skipped(state: EditionState, message: str) -> None:
    with pytest.raises(Conflict) as told:
        may_publish(edition(state), stand(*YES))
    assert str(told.value) == message


NOW = datetime(2021, 12, 9, 12, tzinfo=UTC)


THEN = "December 2021 or later. To publish it now, close this form and press “Publish edition 39”."


@pytest.mark.parametrize("wait", [timedelta(minutes=1), LONGEST_WAIT])
def test_a_time_may_be_set_for_publishing(wait: timedelta) -> None:
    check_publishing_time(edition(APPROVED), NOW + wait, NOW, "UTC")


@pytest.mark.parametrize(
    ("wait", "message"),
    [
        (timedelta(0), f"Midday on Thursday 9 December 2021 has gone by. Pick midday on Friday 10 {THEN}"),
        (timedelta(hours=-23), f"1pm on Wednesday 8 December 2021 has gone by. Pick 1pm on Thursday 9 {THEN}"),
        (LONGEST_WAIT + timedelta(seconds=1), "Pick a day within the next 90 days."),
    ],
)
def test_no_time_in_the_past_or_far_ahead(wait: timedelta, message: str) -> None:
    with pytest.raises(WrongInput) as told:
        check_publishing_time(edition(APPROVED), NOW + wait, NOW, "UTC")
    assert (told.value.place, str(told.value)) == ("publish_day", message)


@pytest.mark.parametrize("state", EditionState)
def test_changes_are_requested_to_a_draft(state: EditionState) -> None:
    if state in (DRAFTED, APPROVED):
        edition(state).must_allow(EditionMove.REQUEST_CHANGES)
        return
    with pytest.raises(Conflict, match=f"Sprint Notes #39 is {state}, so no changes can be requested."):
        edition(state).must_allow(EditionMove.REQUEST_CHANGES)


# Which window is new


def test_a_window_is_new_until_there_is_a_draft() -> None:
    assert edition(OPEN).is_new
    assert not replace(edition(OPEN), reopened=True).is_new
    assert not any(edition(state).is_new for state in (DRAFTED, APPROVED, PUBLISHED, SKIPPED))


def test_a_skipped_edition_leaves_its_number_to_another() -> None:
    skipped, again = edition(SKIPPED, 39), replace(edition(OPEN, 39), id="E39 again")
    assert numbered([edition(PUBLISHED, 38), skipped, again]) == [edition(PUBLISHED, 38), again]


# Which edition an update joins


JOINS: list[tuple[str, list[Edition], int | None]] = [
    ("there is none yet", [], None),
    ("the open one", [edition(OPEN, 39)], 39),
    ("late, but in: the draft", [edition(DRAFTED, 39), edition(OPEN, 40)], 39),
    ("once the draft is approved, the next", [edition(APPROVED, 39), edition(OPEN, 40)], 40),
    ("once it is published, the next", [edition(PUBLISHED, 39), edition(OPEN, 40)], 40),
    ("the latest of two drafts", [edition(DRAFTED, 38), edition(DRAFTED, 39), edition(OPEN, 40)], 39),
    ("only old ones", [edition(PUBLISHED, 38), edition(APPROVED, 39)], None),
    ("the one after a skipped one", [edition(SKIPPED, 39), edition(OPEN, 40)], 40),
    ("the reopened one, of two that are open", [replace(edition(OPEN, 39), reopened=True), edition(OPEN, 40)], 39),
]


@pytest.mark.parametrize(("why", "editions", "number"), JOINS, ids=[row[0] for row in JOINS])
def test_an_update_joins(why: str, editions: list[Edition], number: int | None) -> None:
    for order in (editions, editions[::-1]):
        joined = takes_updates(order)
        assert (joined and joined.number) == number


@pytest.mark.parametrize("state", [OPEN, DRAFTED])
def test_leads_may_change_it_until_it_is_approved(state: EditionState) -> None:
    edition(state).must_allow(EditionMove.TAKE_UPDATE)


@pytest.mark.parametrize("state", [APPROVED, PUBLISHED, SKIPPED])
def test_from_then_on_they_are_told(state: EditionState) -> None:
    with pytest.raises(Conflict, match=f"Sprint Notes #39 is {state} already and cannot be changed here any more."):
        edition(state).must_allow(EditionMove.TAKE_UPDATE)
