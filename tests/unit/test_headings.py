"""Headings skip no level, whatever they were written with."""

import pytest

from domain.text.headings import stepped
from domain.text.rich_text import Heading, Quote, RichText, Text


def headings(*levels: int) -> RichText:
    return tuple(Heading(level, (Text("The slip"),)) for level in levels)


@pytest.mark.parametrize(
    ("written", "shown"),
    [((4, 5), (4, 5)), ((1, 3, 2), (4, 5, 5)), ((6, 1, 6, 6), (4, 4, 5, 5)), ((1, 2, 3, 4, 5), (4, 5, 6, 6, 6))],
)
def test_each_is_at_most_one_below_the_one_that_it_is_under(written: tuple[int, ...], shown: tuple[int, ...]) -> None:
    assert stepped(headings(*written), 4) == headings(*shown)


def test_headings_in_quotes_count_too() -> None:
    assert stepped((Quote(headings(3)), *headings(5)), 2) == (Quote(headings(2)), *headings(3))
