"""How well the checks do on passages that somebody labelled who had not seen them."""

from __future__ import annotations

from collections import Counter

from domain.checks import CHECKS, Weight
from tests.unit.labelled_sets import KINDS, WEIGHTY, judged, passages, together

BESIDES = {  # what no single passage can have: another edition, a registry, figures, a welcome
    "empty update", "figure contradicts", "heading in other capitals", "left out", "long update", "missing link",
    "name nearly right", "no such day", "repeated from last time", "team is, team are", "typed table",
    "undescribed picture", "unfilled placeholder", "wrong weekday",
}  # fmt: skip


def test_every_check_has_a_kind_or_is_left_out_on_purpose() -> None:
    assert {one.name for one in CHECKS} == KINDS.keys() | BESIDES


def test_the_sets_are_large_and_half_of_them_is_clean() -> None:
    labelled = list(passages())
    clean = sum(not one.expected for one in labelled)
    assert len(labelled) >= 150
    assert 0.4 <= clean / len(labelled) <= 0.6
    assert Counter(one.id for one in labelled).most_common(1)[0][1] == 1


def test_errors_and_warnings_are_mostly_right_and_mostly_there() -> None:
    all_of_them = together(judged(*WEIGHTY))
    assert all_of_them.precision >= 0.95, all_of_them.false
    assert all_of_them.recall >= 0.9, all_of_them.missed


def test_each_kind_of_error_and_warning_is_found_more_often_than_not() -> None:
    tallies = judged(*WEIGHTY)
    weak = {kind for kind, one in tallies.items() if min(one.precision, one.recall) < 0.8}
    assert {kind: (tallies[kind].false, tallies[kind].missed) for kind in weak} == {}


def test_errors_are_right() -> None:
    errors = together(judged(Weight.ERROR))
    assert errors.precision >= 0.95, errors.false
    assert errors.right >= 20
