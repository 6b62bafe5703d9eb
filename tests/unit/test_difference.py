"""What has changed from one text to the next, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from domain.text.difference import STRUCK, Difference, difference
from domain.text.inline import plain as read_aloud
from domain.text.markdown import parse
from domain.text.normal_form import paragraph
from domain.text.rich_text import BOLD, PLAIN, Inline, Inlines, Link, Mention, MentionKind, Paragraph, RichText, Text
from tests import strategies

THOROUGH = settings(max_examples=40)


def written(found: Difference) -> str:
    """With ``[-what went-]`` and ``[+what came+]``."""
    marks = {PLAIN: "{}", STRUCK: "[-{}-]", BOLD: "[+{}+]"}
    return "".join(marks[inline.style].format(read_aloud((inline,))) for inline in found.inlines)


@pytest.mark.parametrize(
    ("before", "after", "shown", "counts"),
    [
        ("We met.", "We met.", "We met.", (0, 0)),
        ("", "We met.", "[+We met.+]", (2, 0)),
        ("We met.", "", "[-We met.-]", (0, 2)),
        ("We met the crew.", "We met the whole crew.", "We met the[+ whole+] crew.", (1, 0)),
        ("Twelve boats sail.", "Thirteen boats sail.", "[-Twelve-][+ Thirteen+] boats sail.", (1, 1)),
        ("one two", "one  two", "one  two", (0, 0)),
        ("one two", "one *two*", "one two", (0, 0)),
        ("a\n\nb", "a\n\nc\n\nb", "a[+\nc+]\nb", (1, 0)),
        ("- a\n- b", "- a\n- c", "• a\n•[- b-][+ c+]", (1, 1)),
        ("1. a", "1. a\n2. b", "1. a[+\n2. b+]", (2, 0)),
        ("It is — so.", "It is so.", "It is[- —-] so.", (0, 0)),
        ("[us](https://x.org)", "[us](https://y.org)", "[-us-][+ +][+us+]", (1, 1)),
        ("[🎉](slack://emoji?name=tada) yes", "yes", "[-🎉-] yes", (0, 0)),
        ("> a\n\n`b`", "> a\n\n`c`", "a[-\nb-][+\nc+]", (1, 1)),
    ],
)  # fmt: skip
def test_the_difference_of_two_texts(before: str, after: str, shown: str, counts: tuple[int, int]) -> None:
    found = difference(parse(before), parse(after))
    assert (found.added, found.removed) == counts
    assert written(found) == shown


def test_mentions_and_links_stay_what_they_are() -> None:
    mention, link = Mention(MentionKind.USER, "U1"), Link("https://x.org", "here")
    before: RichText = (Paragraph((Text("Ask "), mention)),)
    after: RichText = (Paragraph((Text("Ask "), mention, Text(" "), link)),)
    assert difference(before, after).inlines[1] == mention
    assert Link("https://x.org", "here", BOLD) in difference(before, after).inlines


def letters(inlines: Inlines) -> str:
    return "".join("".join(map(_letters, inlines)).split())


def _letters(inline: Inline) -> str:
    return read_aloud((inline,))


@THOROUGH
@given(strategies.rich_texts(), strategies.rich_texts())
def test_both_texts_are_in_the_difference_whole(before: RichText, after: RichText) -> None:
    """Without what came it is the one, without what went the other."""
    found = difference(before, after).inlines
    old = tuple(inline for inline in found if inline.style != BOLD)
    new = tuple(inline for inline in found if inline.style != STRUCK)
    assert letters(old) == letters(difference((), before).inlines)
    assert letters(new) == letters(difference((), after).inlines)


@THOROUGH
@given(strategies.rich_texts())
def test_nothing_has_changed_in_the_same_text(text: RichText) -> None:
    found = difference(text, text)
    assert (found.added, found.removed) == (0, 0)
    assert {inline.style for inline in found.inlines} <= {PLAIN}


def test_long_texts_are_compared_whole() -> None:
    texts = [paragraph(" ".join(f"{word}{n % 900}" for n in range(3_500))) for word in ("word", "other")]
    found = difference(texts[0], texts[1])
    assert (found.added, found.removed) == (3_500, 3_500)
