"""Projects by what people type, and in the order in which people read."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.names import MOST_GUESSES, find, folded, in_reading_order, nearest, reading_order
from domain.project import Project

MANY = settings(max_examples=100)
EXAMPLE = Path(__file__).parents[2] / "bot" / "example" / "unit.json"


def project(key: str, name: str, *aliases: str, featured: bool = False) -> Project:
    return Project(id=f"id-{key}", key=key, name=name, aliases=aliases, featured=featured)


def example_unit() -> list[Project]:
    parts = json.loads(EXAMPLE.read_text("utf-8"))["projects"]
    return [project(part["key"], part["name"], *part.get("aliases", ())) for part in parts]


THREADS = example_unit()
COUNCILS = [
    project("ims", "Income Management System (IMS)", "LocalGov IMS", featured=True),
    project("a-community-grants-service", "A Community Grants Service"),
    project("task", "A Task Management tool for Neighbourhood Services Staff Working in the Field"),
    project("childrens-social-care-demand", "Children’s Social Care Demand"),
    project("vcs", "Data Exchange with VCS"),
    project("toolkit", "Digital Inclusion Toolkit"),
    project("future-work-design", "Future Work Design"),
    project("low-code", "Low-Code Patterns for Housing Management"),
    project("offline", "Offline Data Input Tool for Field Working Council Staff"),
    project("quality", "Quality Data for Children in Care"),
    project("savvi", "SAVVI (Scalable Approach to Vulnerability via Interoperability)"),
    project("sen", "Special Education Needs Top-up Funding Service"),
]


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


# Finding


def found(typed: str, projects: list[Project]) -> list[str]:
    return [match.key for match in find(typed, projects)]


ONE = [
    ("bins", "bins"),
    ("BINS ", "bins"),
    ("A Missed Bin Reporting Service", "bins"),
    ("missed bin reporting service", "bins"),
    ("missed bins", "bins"),
    ("missedbins", "bins"),
    ("the bin reports", "bins"),
    ("tŷ cynnes", "ty-cynnes"),
    ("ty cynnes", "ty-cynnes"),
    ("ty cynes", "ty-cynnes"),
    ("dwr glan", "ty-cynnes"),
    ("clean water", "ty-cynnes"),
    ("allotmnets", "allotments"),
    ("waiting list", "allotments"),
    ("ask me once", "school-meals"),
    ("free school meals", "school-meals"),
    ("school meal", "school-meals"),
    ("schoolmeals", "school-meals"),
    ("badge renewals", "badge-renewals"),
    ("blue badge renwals", "badge-renewals"),
    ("badge reveiws", "badge-reviews"),
    ("damp sensor", "damp"),
    ("damp & mould", "damp"),
    ("mold", "damp"),
    ("flood wardens", "flood-wardens"),
    ("fwm", "flood-wardens"),
    ("fostering", "foster-enquiries"),
    ("planing enforcement", "one-case"),
    ("case", "one-case"),
    ("graveyard", "burials"),
    ("burial records update", "burials"),
    ("payment kiosk", "kiosks"),
    ("council tax", "plain-letters"),
    ("plain leters", "plain-letters"),
    ("taxi", "taxi-checks"),
    ("grit", "gritting"),
    ("young carers", "young-carers"),
    ("carer's passport", "young-carers"),
    ("YCP", "young-carers"),
]


@pytest.mark.parametrize(("typed", "key"), ONE)
def test_a_plausible_word_finds_the_project(typed: str, key: str) -> None:
    assert found(typed, THREADS) == [key]


ONE_COUNCIL = [
    ("ims", "ims"),
    ("income mangement", "ims"),
    ("income", "ims"),
    ("project IMS", "ims"),
    ("grants", "a-community-grants-service"),
    ("task managment", "task"),
    ("neighborhood", "task"),
    ("childrens social care", "childrens-social-care-demand"),
    ("social care", "childrens-social-care-demand"),
    ("children in care", "quality"),
    ("data exchange", "vcs"),
    ("vcs", "vcs"),
    ("digital toolkit", "toolkit"),
    ("dit", "toolkit"),
    ("future work desing", "future-work-design"),
    ("lowcode", "low-code"),
    ("low code", "low-code"),
    ("housing management", "low-code"),
    ("offline data", "offline"),
    ("savi", "savvi"),
    ("vulnerability", "savvi"),
    ("special educational needs", "sen"),
    ("topup", "sen"),
]


@pytest.mark.parametrize(("typed", "key"), ONE_COUNCIL)
def test_so_it_does_in_a_unit_of_long_names(typed: str, key: str) -> None:
    assert found(typed, COUNCILS) == [key]


SEVERAL = [
    ("service", ["a-community-grants-service", "sen", "task"]),
    ("data", ["vcs", "offline", "quality"]),
    ("children", ["quality", "childrens-social-care-demand"]),
    ("management", ["task", "ims", "low-code"]),
]


@pytest.mark.parametrize(("typed", "keys"), SEVERAL)
def test_a_common_word_must_ask(typed: str, keys: list[str]) -> None:
    assert found(typed, COUNCILS) == keys


@pytest.mark.parametrize("typed", ["badge", "blue badge", "bluebadge", "Badge Re"])
def test_two_that_could_both_be_meant_must_ask(typed: str) -> None:
    assert sorted(found(typed, THREADS)) == ["badge-renewals", "badge-reviews"]


def test_carers_young_or_foster() -> None:
    assert found("carers", THREADS) == ["young-carers", "foster-enquiries"]
    assert found("carer", THREADS) == ["foster-enquiries", "young-carers"]


@pytest.mark.parametrize("typed", ["xyzzy", "banana", "weather", "library", "qwerty project", "12345", "x", "?!", ""])
@pytest.mark.parametrize("projects", [THREADS, COUNCILS], ids=["threads", "councils"])
def test_nonsense_finds_nothing(typed: str, projects: list[Project]) -> None:
    assert found(typed, projects) == []


def test_without_projects_nothing_is_found() -> None:
    assert find("bins", []) == []


def test_the_same_alias_twice_must_ask() -> None:
    twins = [project("a", "Alpha", "IMS"), project("b", "Beta", "ims"), project("c", "IMS tools")]
    assert found("Ims", twins) == ["a", "b"]


def test_an_exact_name_wins_over_longer_ones() -> None:
    assert found("bins", [project("x", "Bins and Skips"), project("y", "Bins")]) == ["y"]


def test_among_very_many_the_likeliest_are_asked_for() -> None:
    many = [project(f"k{n}", f"Council Service {n}") for n in range(100)]
    assert len(find("council service", many)) == MOST_GUESSES
    assert found("council service 57", many)[0] == "k57"


@pytest.mark.parametrize("projects", [THREADS, COUNCILS], ids=["threads", "councils"])
def test_every_key_name_and_alias_names_its_project(projects: list[Project]) -> None:
    for wanted in projects:
        for name in (wanted.key, wanted.name, *wanted.aliases):
            for typed in (name, name.upper(), f"  {name} ", name.replace("’", "'"), name.replace("-", " ")):
                assert find(typed, projects) == [wanted]


@MANY
@given(st.sampled_from(THREADS + COUNCILS), st.data())
def test_one_typing_error_in_a_name_is_forgiven(wanted: Project, data: st.DataObject) -> None:
    letters = [place for place, letter in enumerate(wanted.name) if letter.isalpha()]
    place = data.draw(st.sampled_from(letters))
    missing = wanted.name[:place] + wanted.name[place + 1 :]
    assert wanted in find(missing, THREADS + COUNCILS)


@MANY
@given(st.text(max_size=60))
def test_whatever_is_typed_is_answered(typed: str) -> None:
    guesses = find(typed, THREADS)
    assert len(guesses) == len({guess.key for guess in guesses}) <= max(MOST_GUESSES, 1)


# Commands


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("stup", "setup"), ("hepl", "help"), ("drafts", "draft"), ("nxt", "next"), ("qqqq", ""), ("", "")],
)
def test_the_nearest_command(typed: str, meant: str) -> None:
    assert nearest(typed, ["help", "next", "draft", "setup"]) == meant
