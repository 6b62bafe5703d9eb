"""What may have been said that an older copy of the database does not know of."""

from datetime import UTC, datetime

import pytest

from domain.restored import Doubt, Restored, doubt_of

FIRST = Restored("01K00000000000000000000001", datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC))
SECOND = Restored("01K00000000000000000000009", datetime(2026, 3, 1, 12, tzinfo=UTC), datetime(2026, 3, 5, tzinfo=UTC))


def test_a_database_that_always_was_this_one_is_not_in_doubt() -> None:
    assert doubt_of([]) is None


def test_all_restoring_is_one_time_of_doubt() -> None:
    assert doubt_of([FIRST, SECOND]) == Doubt(FIRST.copied_at, SECOND.at, SECOND.id)


@pytest.mark.parametrize(
    ("key", "doubtful"),
    [
        ("edition 01J00000000000000000000005 0", True),  # it was there before, so it may have been published since
        ("card 01J00000000000000000000005", True),
        ("picture 9f3a U1", True),  # nothing says when
        ("set up 01K0000000000000000000000A", False),  # made after the copy was put back
        ("nudge 01J00000000000000000000005 01K0000000000000000000000B U1", False),
    ],
)
def test_a_key_that_names_something_newer_was_not_used_before(key: str, doubtful: bool) -> None:
    assert Doubt(FIRST.copied_at, SECOND.at, SECOND.id).is_about(key) is doubtful
