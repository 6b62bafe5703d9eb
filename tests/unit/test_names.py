"""Projects by what people type, and in the order in which people read."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.names import folded, in_reading_order, nearest, reading_order
from domain.project import Project
from tests.unit.projects_sample import COUNCILS, THREADS, project

MANY = settings(max_examples=100)


# Reading order


ORDER = [
    ["apple", "Banana", "cherry"],
    ["Tŷ Agored", "Ty Bach", "Tŷ Cynnes", "TY DU"],
    ["École", "Edge", "éditer"],
    ["‘Ask Me Once’ for Pupils", "Ask Me Twice", "“Ask” More"],
    ["Round 2", "Round 10", "Round 21"],
    ["2 Counties", "10 Counties", "Counties"],
    ["A Zoo", "Aardvark", "An Ant", "The Bee"],
    ["Bin", "Bin 2", "Bins"],
    ["Straße", "Strasse 2", "Street"],
    ["Łódź", "Loft"],
]  # fmt: skip


@pytest.mark.parametrize("names", ORDER)
def test_names_stand_as_people_read_them(names: list[str]) -> None:
    shuffled = random.Random(1).sample(names, len(names))  # noqa: S311
    assert sorted(shuffled, key=reading_order) == names


def test_featured_projects_come_first_then_the_alphabet() -> None:
    names = [listed.name for listed in in_reading_order([*COUNCILS[::-1], project("z", "Zebra", featured=True)])]
    assert names[:4] == [
        "Income Management System (IMS)",
        "Zebra",
        "A Community Grants Service",
        "A Task Management tool for Neighbourhood Services Staff Working in the Field",
    ]


@MANY
@given(st.permutations(THREADS))
def test_the_order_in_which_projects_are_stored_does_not_matter(stored: list[Project]) -> None:
    assert in_reading_order(stored) == in_reading_order(THREADS)


def test_equal_names_are_told_apart_by_key() -> None:
    assert [p.key for p in in_reading_order([project("b", "Same"), project("a", "Same")])] == ["a", "b"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tŷ Cynnes", "ty cynnes"),
        ("Children’s", "children's"),
        ("Children’s", "CHILDRENS"),
        ("‘Ask  Me\u00a0Once’", "Ask me once"),
        ("Straße", "strasse"),
        ("ﬁeld", "field"),
        ("Œuvre", "oeuvre"),
    ],
)
def test_people_would_call_them_equal(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@MANY
@given(st.text(), st.text())
def test_every_name_has_a_place(one: str, other: str) -> None:
    assert (reading_order(one) < reading_order(other)) != (reading_order(one) >= reading_order(other))


# Commands


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("stup", "setup"), ("hepl", "help"), ("drafts", "draft"), ("nxt", "next"), ("qqqq", ""), ("", "")],
)
def test_the_nearest_command(typed: str, meant: str) -> None:
    assert nearest(typed, ["help", "next", "draft", "setup"]) == meant
