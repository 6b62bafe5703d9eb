"""Words as the search compares them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.lemmas import indexed, sought


def finds(question: str, text: str) -> bool:
    """As both databases do it: of each word one token must be there."""
    there = set(indexed(text).split())
    return all(there & set(tokens) for tokens in sought(question))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("payment", "All payments are taken."),
        ("paying", "They pay by card"),
        ("children", "One child at a time"),
        ("theory of change", "We wrote our theory of change."),
        ("CAFÉ", "a cafe"),
        ("cafe", "Le café"),
        ("council’s", "the council's plan"),
        ("gyngor", "Mae’r cyngor wedi dechrau"),
        ("cyngor", "Ar ôl cael eu cyngor nhw"),
        ("nghaerdydd", "Rydym ni yng Nghaerdydd"),
        ("Caerdydd", "Croeso i Gaerdydd"),
        ("daliadau", "Taliadau’r cyngor"),
        ("finiau", "Casglu biniau"),
        ("bin", "Dau fin newydd, a biniau gwyrdd"),
        ("blant", "Gwasanaethau plant yng Nghymru"),
        ("plant", "Gofal i blant"),
        ("dŷ", "Tŷ newydd"),
        ("ty", "Tŷ newydd"),
        ("wastraff", "food waste — gwastraff bwyd"),
        ("дети", "Дети и школа"),
        ("子供", "子供 の 学校"),
        ("8", "Edition 8"),
        ("mae yn y", "Mae yn y tŷ"),  # nothing else was asked
    ],
)
def test_a_form_of_a_word_finds_the_others(question: str, text: str) -> None:
    assert finds(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Gwent", "We went to see them"),  # which a Welsh dictionary takes for one of its forms
        ("house", "housing"),
        ("ferry tickets", "tickets for the bus"),
        ("子", "子供"),
    ],
)
def test_other_words_are_not_found(question: str, text: str) -> None:
    assert not finds(question, text)


def test_what_says_nothing_is_not_sought() -> None:
    assert [tokens[0] for tokens in sought("what is the news of our bins")] == ["news", "bins"]
    assert sought("*** ”’") == []


@given(st.text())
def test_tokens_are_letters_and_digits_whatever_is_asked_and_a_text_is_found_by_itself(text: str) -> None:
    assert all(re.fullmatch("[a-z0-9]+", token) for tokens in sought(text) for token in tokens)
    assert re.fullmatch("[a-z0-9]*( [a-z0-9]+)*", indexed(text))
    assert finds(text, " ".join(text.split()))
