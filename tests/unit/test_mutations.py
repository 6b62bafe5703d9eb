"""The mechanisms that ``make mutations`` breaks stand where it looks for them, and so do the tests."""

from __future__ import annotations

import pytest

from tests.mutations import MUTATIONS, ROOT, Mutation


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.mechanism)
def test_each_mechanism_is_found_once_and_its_test_is_there(mutation: Mutation) -> None:
    assert (ROOT / mutation.file).read_text(encoding="utf-8").count(mutation.old) == 1
    assert mutation.new != mutation.old
    file, _, test = mutation.test.partition("::")
    assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8")


def test_no_mechanism_is_broken_twice() -> None:
    assert (
        len({one.mechanism for one in MUTATIONS}) == len({(one.file, one.old) for one in MUTATIONS}) == len(MUTATIONS)
    )
