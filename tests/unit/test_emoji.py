"""Emoji by their names in Slack."""

import pytest

from domain.text.emoji import character, with_characters
from domain.text.inline import one_line, plain
from domain.text.rich_text import Emoji


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("tada", "🎉"),
        ("+1::skin-tone-4", "👍🏽"),
        ("raised_hand_with_fingers_splayed::skin-tone-2", "🖐🏻"),
        ("female-technologist::skin-tone-6", "👩🏿‍💻"),
        ("flag-wales", "🏴󠁧󠁢󠁷󠁬󠁳󠁿"),
        ("our_own_lamp", ""),
    ],
)
def test_names_have_characters(name: str, shown: str) -> None:
    assert character(name) == shown


def test_an_emoji_stored_without_its_character_shows_it() -> None:
    assert plain((Emoji("+1::skin-tone-4"), Emoji("our_own_lamp"))) == "👍🏽:our_own_lamp:"


def test_what_is_typed_in_one_line_shows_emoji() -> None:
    assert one_line(" :lighthouse:\x0b:tada: All  lit\x92 ") == ":lighthouse: 🎉 All lit’"


def test_only_codes_are_replaced() -> None:
    same = "10:100:20 http://x.org/?a=:key: a:key:b :nobody: std::key::of"
    assert with_characters(same) == same
