"""Which window a look-up asks for, which posts it serves, and what its pages tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.delivery import METADATA_EVENT, Act, Delivery, LookUp
from domain.look_up import CLOCKS_MAY_DIFFER, after_page, begun, together

NINE = datetime(2026, 3, 5, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
EMPTY = LookUp(oldest="1.000000", latest="2.000000")


def post(key: str, *, first: datetime = NINE, last: datetime = NINE, so_far: LookUp | None = None) -> Delivery:
    return Delivery(
        id=key, workspace="T1", key=key, group="", place=0, act=Act.POST, channel="C1", payload={},
        attempted_at=first, tried_at=last, look_up=so_far,
    )  # fmt: skip


def message(ts: str, **payload: Any) -> dict[str, Any]:
    return {"ts": ts, "metadata": {"event_type": METADATA_EVENT, **payload}}


def ours(ts: str, key: str) -> dict[str, Any]:
    return message(ts, event_payload={"key": key})


def test_the_window_is_from_the_first_attempt_of_any_to_the_last_of_any() -> None:
    posts = [post("a", last=NINE + 3 * MINUTE), post("b", first=NINE - MINUTE)]
    window = begun(posts)
    assert float(window.oldest) == (NINE - MINUTE - CLOCKS_MAY_DIFFER).timestamp()
    assert float(window.latest) == (NINE + 3 * MINUTE + CLOCKS_MAY_DIFFER).timestamp()


def test_what_was_tried_by_an_earlier_release_has_its_first_attempt_only() -> None:
    assert begun([replace(post("a"), tried_at=None)]) == begun([post("a")])


def test_what_was_never_tried_is_not_looked_up() -> None:
    with pytest.raises(ValueError, match="never tried"):
        begun([replace(post("a"), tried_at=None, attempted_at=None)])


def test_posts_are_served_together_whose_windows_meet() -> None:
    a = post("a")
    near, far = post("near", first=NINE + 20 * MINUTE, last=NINE + 20 * MINUTE), NINE + 21 * MINUTE
    assert together(a, [near, post("far", first=far, last=far)]) == [a, near]


def test_of_look_ups_that_have_begun_those_at_the_same_page_are_served() -> None:
    second = replace(EMPTY, cursor="2", pages=1)
    a, same = post("a", so_far=replace(second, copies=("1.5",))), post("same", so_far=replace(second, stripped=True))
    others = [post("new"), post("third", so_far=replace(second, cursor="3"))]
    elsewhere = post("elsewhere", so_far=replace(second, oldest="0.000000"))
    assert together(a, [same, *others, elsewhere]) == [a, same]
    assert together(others[0], [a, same]) == [others[0]]


def test_copies_are_gathered_over_pages_oldest_first() -> None:
    first = after_page(EMPTY, "a", [ours("1.3", "a"), ours("1.2", "b"), {"ts": "1.1"}], "next")
    assert first == replace(EMPTY, cursor="next", pages=1, copies=("1.3",))
    second = after_page(first, "a", [ours("1.3", "a"), ours("1.0", "a")], "")  # one has moved to the next page
    assert second == replace(EMPTY, pages=2, copies=("1.0", "1.3"))


@pytest.mark.parametrize(
    "payload", [{}, {"event_payload": None}, {"event_payload": {}}, {"event_payload": {"key": ""}}]
)
def test_a_message_of_ours_without_its_key_is_remembered(payload: dict[str, Any]) -> None:
    first = after_page(EMPTY, "a", [message("1.1", **payload)], "next")
    assert (first.stripped, first.copies) == (True, ())
    assert after_page(first, "a", [], "").stripped


@pytest.mark.parametrize("metadata", [None, {}, {"event_type": "another"}])
def test_a_message_of_somebody_else_s_is_no_doubt(metadata: dict[str, Any] | None) -> None:
    assert not after_page(EMPTY, "a", [{"ts": "1.1", "metadata": metadata}], "").stripped
