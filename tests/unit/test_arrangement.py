"""How editors arrange an edition's items."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.arrangement import (
    Arrangement,
    Held,
    Move,
    featured,
    held_back,
    in_order,
    moved,
    not_featured,
    order_from_lines,
    ordered,
    put_back,
)
from domain.codec import as_json_unless_usual, from_json
from domain.errors import Conflict, WrongInput

KEYS = st.lists(st.sampled_from([f"project-{letter}" for letter in "abcdefgh"]), unique=True)
NAMES = {"project-a": "Ferry Tickets", "project-b": "Lamp  Posts", "news-1": "Café, “open” now"}


@given(keys=KEYS, order=KEYS)
def test_every_item_stands_once_and_ordered_ones_as_editors_said(keys: list[str], order: list[str]) -> None:
    found = in_order(keys, order)
    assert sorted(found) == sorted(keys)
    assert [key for key in found if key in order] == [key for key in order if key in keys]


@given(keys=KEYS)
def test_without_an_order_items_stand_as_they_stand_by_themselves(keys: list[str]) -> None:
    assert in_order(keys, ()) == keys


def test_what_comes_later_follows_the_item_that_it_would_follow_by_itself() -> None:
    assert in_order(["a", "b", "c", "d"], ["c", "a"]) == ["c", "d", "a", "b"]
    assert in_order(["a", "b", "c"], ["c", "b"]) == ["a", "c", "b"]
    assert in_order(["a", "b"], ["gone", "b", "a"]) == ["b", "a"]


@pytest.mark.parametrize(
    ("key", "move", "order"),
    [
        ("b", Move.UP, ("b", "a", "c")),
        ("b", Move.DOWN, ("a", "c", "b")),
        ("c", Move.TOP, ("c", "a", "b")),
    ],
)
def test_moving(key: str, move: Move, order: tuple[str, ...]) -> None:
    before = Arrangement(order=("news-1",), featured=frozenset("a"))
    after = moved(before, ["a", "b", "c"], key, move)
    assert after == Arrangement(order=(*order, "news-1"), featured=frozenset("a"))


@pytest.mark.parametrize(
    ("key", "move", "end"), [("a", Move.UP, "first"), ("a", Move.TOP, "first"), ("b", Move.DOWN, "last")]
)
def test_moving_past_an_end(key: str, move: Move, end: str) -> None:
    with pytest.raises(Conflict, match=f"It is the {end} of its section already"):
        moved(Arrangement(), ["a", "b"], key, move)


def test_a_featured_item_loses_the_place_it_was_moved_to() -> None:
    before = Arrangement(order=("b", "a", "c"))
    assert featured(before, "a") == Arrangement(order=("b", "c"), featured=frozenset("a"))
    assert not_featured(featured(before, "a"), "a") == Arrangement(order=("b", "c"))


def test_holding_back_and_putting_back() -> None:
    held = held_back(Arrangement(order=("a",)), "a", " Not agreed yet. ", "U1")
    assert held == Arrangement(order=("a",), held={"a": Held("Not agreed yet.", "U1")})
    with pytest.raises(Conflict, match="held back already"):
        held_back(held, "a", "Again.", "U2")
    assert put_back(held, "a") == Arrangement(order=("a",))
    with pytest.raises(Conflict, match="not held back any more"):
        put_back(Arrangement(), "a")
    with pytest.raises(WrongInput, match="Write why") as wrong:
        held_back(Arrangement(), "a", " \n", "U1")
    assert wrong.value.place == "reason"


def test_an_order_from_lines() -> None:
    lines = ["  lamp posts ", "", "Café, “open” now", "FERRY TICKETS"]
    assert order_from_lines(lines, NAMES, "order:0") == ["project-b", "news-1", "project-a"]
    wrong = {
        "No item is called “Ferry”. Write the names as they were.": ["Ferry", "Lamp Posts"],
        "“Ferry Tickets” stands twice. Leave one of the two out.": ["Ferry Tickets"] * 2,
        "“Lamp  Posts” and “Café, “open” now” must stand here too.": ["Ferry Tickets"],
    }
    for said, typed in wrong.items():
        with pytest.raises(WrongInput) as raised:
            order_from_lines(typed, NAMES, "order:0")
        assert (raised.value.place, str(raised.value)) == ("order:0", said)


@given(order=KEYS, chosen=KEYS, reason=st.text(min_size=1))
def test_as_json_and_back(order: list[str], chosen: list[str], reason: str) -> None:
    held = {key: Held(reason, "U1") for key in chosen}
    arrangement = ordered(Arrangement(featured=frozenset(chosen), held=held), order)
    assert from_json(Arrangement, as_json_unless_usual(arrangement)) == arrangement
    assert as_json_unless_usual(Arrangement()) is None
