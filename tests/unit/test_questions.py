"""The table of questions, and what each is about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.questions import nearest, resolve
from domain.reading import Topic
from tests.unit.asked import REGISTRY, in_channel, rows, said


def test_the_table_is_long_enough() -> None:
    assert len(rows()) >= 80


@pytest.mark.parametrize(("question", "right"), rows())
def test_the_table_of_questions(question: str, right: str) -> None:
    assert said(resolve(question, REGISTRY)) == right


def test_the_channel_says_which_project_where_nothing_else_does() -> None:
    assert said(resolve("", in_channel("C0BINS"))) == "project bins"
    assert said(resolve("ims", in_channel("C0BINS"))) == "project ims"
    assert said(resolve("all", in_channel("C0BINS"))) == "several"


@given(st.text(max_size=60))
def test_whatever_is_asked_means_something_and_always_the_same(question: str) -> None:
    reading = resolve(question, REGISTRY)
    assert resolve(question, REGISTRY) == reading
    assert reading.about is not Topic.WORDS or reading.words


@pytest.mark.parametrize("question", ["zzyzx", "recyclable zzyzx", "'; DROP TABLE", "bola", "🎉 zz", "of change pier"])
def test_three_questions_are_near_and_none_is_the_one_asked(question: str) -> None:
    offered = nearest(question, REGISTRY)
    assert len({asked for asked, _ in offered}) == 3
    assert question not in dict(offered)
