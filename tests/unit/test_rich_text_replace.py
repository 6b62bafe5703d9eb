"""Other words at one place of a text: nothing else changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.text.inline import plain
from domain.text.markdown import parse
from domain.text.rich_text import Emoji, Inlines, Link, Mention, MentionKind, Style, Text
from domain.text.rich_text_replace import replaced, with_instead
from domain.text.rich_text_walk import plain_text
from tests import strategies

THOROUGH = settings(max_examples=300)


def characters(inlines: Inlines) -> list[tuple[str, object]]:
    """Each character, and how it is set."""
    return [
        (character, replace(inline, text="") if isinstance(inline, Text | Link) else inline)
        for inline in inlines
        for character in plain((inline,))
    ]


@THOROUGH
@given(st.data(), strategies.inlines(), st.text("ab 12’", max_size=12))
def test_only_this_place_changes(data: st.DataObject, inlines: Inlines, instead: str) -> None:
    text = plain(inlines)
    assume(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 12)))
    after = replaced(inlines, start, text[start:end], instead)
    was, now = characters(inlines), characters(after)
    if any(isinstance(kind, Mention | Emoji) for _, kind in was[max(start - 1, 0) : end + 1]) and after == inlines:
        return
    assert plain(after) == text[:start] + instead + text[end:]
    assert now[:start] == was[:start]
    assert now[len(now) - len(was) + end :] == was[end:]
    settings_there = [kind for _, kind in was[max(start - 1, 0) : max(end, 1)]]
    assert all(kind in settings_there or kind == Text("") for _, kind in now[start : start + len(instead)])


@pytest.mark.parametrize(
    ("body", "found", "instead", "after"),
    [
        ("It is two **LDCU** s long.", "LDCU s", "LDCUs", "It is two **LDCU**s long."),
        ("We met the *the* wardens.", "the the", "the", "We met the wardens."),
        ("- one\n- on **24 November** in *Leeds*", "24 November", "24 November 2021",
         "- one\n- on **24 November 2021** in *Leeds*"),
        ("> See [web site](https://a.org).", "web site", "website", "> See [website](https://a.org)."),
        ("|a|b|\n|-|-|\n|c|this week|", "this week", "in 2021", "|a|b|\n|-|-|\n|c|in 2021|"),
    ],
)  # fmt: skip
def test_in_every_kind_of_block(body: str, found: str, instead: str, after: str) -> None:
    text = parse(body)
    [line] = [line for line in plain_text(text).split("\n") if found in line]
    line = line.rpartition(" | ")[2]
    assert with_instead(text, line, line.index(found), found, instead) == parse(after)


def test_the_first_of_lines_that_read_the_same() -> None:
    text = parse("We met.\n\n- We met.")
    assert with_instead(text, "We met.", 3, "met", "left") == parse("We left.\n\n- We met.")
    assert with_instead(text, "They met.", 5, "met", "left") == text


def test_a_mention_is_no_words() -> None:
    ada = Mention(MentionKind.USER, "U1", name="Ada")
    inlines: Inlines = (Text("With"), ada, Text(" and"))
    assert replaced(inlines, 4, "Ada", "her") == inlines
    assert replaced(inlines, 4, "Ada", "Ada,") == (Text("With"), ada, Text(", and"))
    bold = Style(bold=True)
    assert replaced((ada, Text("a", bold)), 3, "", "b") == (ada, Text("b"), Text("a", bold))
    assert replaced((ada,), 0, "", "b") == (Text("b"), ada)
