"""What people mean by the names that they type."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.matching import MOST_GUESSES, How, matches, projects_like
from domain.project import Project
from tests.unit.projects_sample import COUNCILS, THREADS, project

MANY = settings(max_examples=100)


def found(typed: str, projects: list[Project]) -> list[str]:
    return [match.what.key for match in projects_like(typed, projects)]


# What is typed, in the example's unit: which project it means, and how well that is said. Only what is said in whole
# words is taken without a word about it.
NAMED = [
    ("bins", "bins"),
    ("BINS ", "bins"),
    ("Bins!", "bins"),
    ("b i n s", "bins"),
    ("ＢＩＮＳ", "bins"),
    ("bins\u200b", "bins"),
    ("#bins", "bins"),
    ("@bins", "bins"),
    ("<#C012AB|bins>", "bins"),
    ("<@U012AB|bins>", "bins"),
    ("“bins”", "bins"),
    ("‘bins’", "bins"),
    ("`bins`", "bins"),
    ("*bins*", "bins"),
    ("bins*", "bins"),
    (":wastebasket: bins", "bins"),
    ("🗑️ bins", "bins"),
    ("A Missed Bin Reporting Service", "bins"),
    ("missed bins", "bins"),
    ("missedbins", "bins"),
    ("tŷ cynnes", "ty-cynnes"),
    ("TY CYNNES", "ty-cynnes"),
    ("ty\u0302 cynnes", "ty-cynnes"),
    ("Ty Cynnes a Dwr Glan", "ty-cynnes"),
    ("ask me once", "school-meals"),
    ("schoolmeals", "school-meals"),
    ("badge renewals", "badge-renewals"),
    ("mould", "damp"),
    ("FWM", "flood-wardens"),
    ("fostering", "foster-enquiries"),
    ("onecase", "one-case"),
    ("young carers", "young-carers"),
    ("carer's passport", "young-carers"),
    ("YCP", "young-carers"),
]
WORDED = [
    ("bin", "bins"),
    ("missed bin reporting service", "bins"),
    ("the bin reports", "bins"),
    ("bins/reports", "bins"),
    ("dwr glan", "ty-cynnes"),
    ("clean water", "ty-cynnes"),
    ("tŷ", "ty-cynnes"),
    ("waiting list", "allotments"),
    ("free school meals", "school-meals"),
    ("school meal", "school-meals"),
    ("PUPILS’", "school-meals"),
    ("badge rev", "badge-reviews"),
    ("damp sensor", "damp"),
    ("damp & mould", "damp"),
    ("mouldy", "damp"),
    ("case", "one-case"),
    ("graveyard", "burials"),
    ("grave yard", "burials"),
    ("burial records update", "burials"),
    ("payment kiosk", "kiosks"),
    ("switchoff", "kiosks"),
    ("council tax", "plain-letters"),
    ("taxi", "taxi-checks"),
    ("grit", "gritting"),
    ("YCP status", "young-carers"),
]
NEARLY = [
    ("bnis", "bins"),
    ("bns", "bins"),
    ("bims", "bins"),
    ("biins", "bins"),
    ("bin servce", "bins"),
    ("ty cynes", "ty-cynnes"),
    ("tycynes", "ty-cynnes"),
    ("Tŷ Gynnes", "ty-cynnes"),
    ("ddŵr glân", "ty-cynnes"),
    ("allotmnets", "allotments"),
    ("allotment queus", "allotments"),
    ("shool meels", "school-meals"),
    ("blue badge renwals", "badge-renewals"),
    ("badge reveiws", "badge-reviews"),
    ("mold", "damp"),
    ("dmap", "damp"),
    ("fmw", "flood-wardens"),
    ("inquiries", "foster-enquiries"),
    ("planing enforcement", "one-case"),
    ("kisok", "kiosks"),
    ("plain leters", "plain-letters"),
    ("taxi license", "taxi-checks"),
    ("griting", "gritting"),
    ("ypc", "young-carers"),
]
PARTLY = [
    ("bins please", "bins"),
    ("missing bins", "bins"),
    ("how is bins doing", "bins"),
    ("NEAR(bins)", "bins"),
    ("what of young carers by now", "young-carers"),
    ("kiosks in town", "kiosks"),
]
ONE = [
    (typed, key, how)
    for how, typed_words in {
        How.NAMED: NAMED,
        How.WORDED: WORDED,
        How.NEARLY: NEARLY,
        How.PARTLY: PARTLY,
    }.items()
    for typed, key in typed_words
]


@pytest.mark.parametrize(("typed", "key", "how"), ONE)
def test_a_plausible_word_finds_the_project_and_says_how_surely(typed: str, key: str, how: How) -> None:
    (match,) = projects_like(typed, THREADS)
    assert (match.what.key, match.how) == (key, how)
    assert match.is_sure == (how in {How.NAMED, How.WORDED})


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


@pytest.mark.parametrize(
    "typed",
    [
        "xyzzy",
        "banana",
        "weather",
        "library",
        "qwerty project",
        "12345",
        "x",
        "?!",
        "",
        "🦀",
        "%",
        "'; DROP TABLE projects",
        "<#C012AB>",
    ],
)
@pytest.mark.parametrize("projects", [THREADS, COUNCILS], ids=["threads", "councils"])
def test_nonsense_finds_nothing(typed: str, projects: list[Project]) -> None:
    assert found(typed, projects) == []


def test_without_projects_nothing_is_found() -> None:
    assert projects_like("bins", []) == []


@pytest.mark.parametrize("typed", ["bins and taxis", "bins OR taxis", "taxis, bins", "<#C1|bins> <#C2|taxis>"])
def test_two_that_are_named_must_ask(typed: str) -> None:
    assert set(found(typed, THREADS)) == {"bins", "taxi-checks"}


@pytest.mark.parametrize("typed", ["bond", "vins", "burn", "snib", "bits and bobs"])
def test_another_short_word_is_no_typing_error(typed: str) -> None:
    assert "bins" not in found(typed, THREADS)


def test_whatever_has_names_is_found_by_them() -> None:
    councils = {"Camden": ("Camden Council", "Camden"), "Conwy": ("Cyngor Conwy", "Conwy")}
    assert [match.what for match in matches("cmaden", councils, lambda name: councils[name])] == ["Camden"]
    assert [match.what for match in matches("cyngor", councils, lambda name: councils[name])] == ["Conwy"]


def test_the_same_alias_twice_must_ask() -> None:
    twins = [project("a", "Alpha", "IMS"), project("b", "Beta", "ims"), project("c", "IMS tools")]
    assert found("Ims", twins) == ["a", "b"]


def test_an_exact_name_wins_over_longer_ones() -> None:
    assert found("bins", [project("x", "Bins and Skips"), project("y", "Bins")]) == ["y"]


def test_among_very_many_the_likeliest_are_asked_for() -> None:
    many = [project(f"k{n}", f"Council Service {n}") for n in range(100)]
    assert len(found("council service", many)) == MOST_GUESSES
    assert found("council service 57", many)[0] == "k57"


@pytest.mark.parametrize("projects", [THREADS, COUNCILS], ids=["threads", "councils"])
def test_every_key_name_and_alias_names_its_project(projects: list[Project]) -> None:
    for wanted in projects:
        for name in (wanted.key, wanted.name, *wanted.aliases):
            for typed in (name, name.upper(), f"  {name} ", name.replace("’", "'"), name.replace("-", " ")):
                assert [match.what for match in projects_like(typed, projects)] == [wanted]


@MANY
@given(st.sampled_from(THREADS + COUNCILS), st.data())
def test_one_typing_error_in_a_name_is_forgiven(wanted: Project, data: st.DataObject) -> None:
    letters = [place for place, letter in enumerate(wanted.name) if letter.isalpha()]
    place = data.draw(st.sampled_from(letters))
    missing = wanted.name[:place] + wanted.name[place + 1 :]
    assert wanted in [match.what for match in projects_like(missing, THREADS + COUNCILS)]


@MANY
@given(st.text(max_size=60))
def test_whatever_is_typed_is_answered(typed: str) -> None:
    guesses = found(typed, THREADS)
    assert len(guesses) == len(set(guesses)) <= MOST_GUESSES
