"""What Slack gets of a message's text: all of it in a post, and in a change as much as it takes."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from delivery.text import REST, fitting
from domain.delivery import Act
from rendering.slack.kit.blocks import escape

SENTENCE = "The ferry sailed on time. "


def text(words: str, act: Act) -> str:
    return str(fitting({"text": words, "blocks": []}, act)["text"])


def test_a_post_carries_its_whole_text() -> None:
    assert text(SENTENCE * 400, Act.POST) == SENTENCE * 400


def test_a_change_ends_with_a_sentence_and_says_where_the_rest_is() -> None:
    assert text(SENTENCE * 400, Act.UPDATE) == f"{(SENTENCE * 150).rstrip()} {REST}"
    assert text("x" * 4_000, Act.UPDATE) == "x" * 4_000


@pytest.mark.parametrize(
    ("words", "end"),
    [("word " * 2_000, "word"), ("line\n" * 2_000, "line"), ("x" * 9_000, "x"), (f"A. {'x' * 9_000}", "x")],
)
def test_without_a_sentence_it_ends_with_a_line_or_a_word(words: str, end: str) -> None:
    assert text(words, Act.UPDATE).endswith(f"{end} {REST}")


@pytest.mark.parametrize("before", range(3_880, 3_901))
def test_a_cut_leaves_no_half_of_a_mention(before: int) -> None:
    cut = text(f"{'x' * before}<@U012ABCDE>{'&amp;&lt;&gt;' * 50}", Act.UPDATE)
    assert re.fullmatch(rf"x+(<@U012ABCDE>)?(&(amp|lt|gt);)* {REST}", cut)


@given(st.text(max_size=60), st.integers(1, 900), st.sampled_from([Act.POST, Act.UPDATE]))
@example("&", 9_000, Act.POST)
def test_no_text_is_longer_than_slack_takes(words: str, times: int, act: Act) -> None:
    whole = escape(words * times)
    cut = text(whole, act)
    assert len(cut) <= (40_000 if act is Act.POST else 4_000)
    assert cut == whole or whole.startswith(cut.removesuffix(f" {REST}"))
