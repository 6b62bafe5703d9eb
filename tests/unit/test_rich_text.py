"""The text tree: its normal form, cutting it, reading it aloud, storing it."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.text.addresses import is_refused_address, is_web_address
from domain.text.inline import characters, clean, cut, merge, plain
from domain.text.normal_form import normalise, paragraph
from domain.text.rich_text import (
    BOLD,
    Block,
    Code,
    Emoji,
    Heading,
    Image,
    Inline,
    Inlines,
    Link,
    List,
    Mention,
    MentionKind,
    Paragraph,
    Quote,
    RichText,
    Rule,
    Style,
    Table,
    Text,
)
from domain.text.rich_text_json import as_json, from_json
from domain.text.rich_text_walk import map_inlines, mention_names, plain_text
from tests import strategies

THOROUGH = settings(max_examples=40)
ITALIC = Style(italic=True)


def p(*inlines: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(inline) if isinstance(inline, str) else inline for inline in inlines))


def raw_texts() -> st.SearchStrategy[RichText]:
    """Trees as careless programs build them: nothing merged, cleaned or trimmed."""
    word = st.one_of(strategies.words(), st.sampled_from(["", " ", "\n", "\n\n", "\x00", "\r\n", "a\ud800b", "\u00a0"]))
    text = st.builds(Text, word, strategies.styles())
    inline = st.one_of(
        text, st.builds(Link, strategies.urls(), word, strategies.styles()), st.just(Emoji("tada", "🎉"))
    )
    content = st.lists(inline, max_size=4).map(tuple)
    simple: st.SearchStrategy[Block] = st.one_of(
        st.builds(Paragraph, content),
        st.builds(Heading, st.integers(-1, 9), content),
        st.builds(Code, word, word),
        st.builds(Image, word, strategies.urls()),
        st.builds(Table, st.lists(st.lists(content, max_size=2).map(tuple), max_size=2).map(tuple)),
        st.just(Rule()),
    )

    def nested(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
        texts = st.lists(inner, max_size=3).map(tuple)
        items = st.lists(texts, max_size=3).map(tuple)
        return st.one_of(st.builds(List, items, st.booleans(), st.integers(-5, 10**10)), st.builds(Quote, texts))

    return st.lists(st.recursive(simple, nested, max_leaves=6), max_size=4).map(tuple)


# Normal form


NORMAL: list[tuple[str, RichText, RichText]] = [
    ("neighbours alike are one", (p("a", "b", Text("c", BOLD)),), (p("ab", Text("c", BOLD)),)),
    ("nothing is nothing", (p("", " ", Text("\n", BOLD)), Paragraph(())), ()),
    ("white space at both ends goes", (p("  a b \t\n"),), (p("a b"),)),
    ("a no-break space is a character", (p("\u00a0a\u00a0"),), (p("\u00a0a\u00a0"),)),
    ("but alone it is white space", (p("\u00a0\u00a0"),), ()),
    ("a blank line parts paragraphs", (p("a\n\nb\n \t\n\n", Text("c", BOLD)),), (p("a"), p("b"), p(Text("c", BOLD)))),
    ("a line break stays", (p("a\nb"),), (p("a\nb"),)),
    ("line ends are one kind", (p("a\r\nb\rc"),), (p("a\nb\nc"),)),
    ("controls and lone surrogates go", (p("a\x00\x1b[0m\x7f\x81\ud83d\tb"),), (p("a[0m\tb"),)),
    ("bullets that follow each other are one list", (List((paragraph("a"),)), List((paragraph("b"),))),
     (List((paragraph("a"), paragraph("b"))),)),
    ("numbers that go on are one list", (List((paragraph("a"),), True, 3), List((paragraph("b"),), True, 4)),
     (List((paragraph("a"), paragraph("b")), True, 3),)),
    ("numbers that begin again are not", (List((paragraph("a"),), True), List((paragraph("b"),), True)),
     (List((paragraph("a"),), True), List((paragraph("b"),), True))),
    ("bullets and numbers are not", (List((paragraph("a"),)), List((paragraph("b"),), True)),
     (List((paragraph("a"),)), List((paragraph("b"),), True))),
    ("bullets have no number", (List((paragraph("a"),), False, 7),), (List((paragraph("a"),)),)),
    ("empty items go", (List(((), paragraph("a"), (p(" "),))),), (List((paragraph("a"),)),)),
    ("empty lists, quotes and tables go", (List(()), Quote(()), Quote((p(""),)), Table((((),),)), Table(())), ()),
    ("a heading is one line of level 1 to 6", (Heading(9, (Text("a\nb"),)), Heading(0, (Text("c"),))),
     (Heading(6, (Text("a b"),)), Heading(1, (Text("c"),)))),
    ("code keeps its spaces", (Code("\n\n  a\n\n b \n", "py\nx"),), (Code("  a\n\n b ", "py x"),)),
    ("rows are equally long", (Table((((Text("a"),),), ((Text("b"),), (Text("c"),))), ("left",)),),
     (Table((((Text("a"),), ()), ((Text("b"),), (Text("c"),))), ("left", "")),)),
    ("a link without address is text", (p(Link("", "a"), "b"),), (p("ab"),)),
    ("a link that runs something is text", (p(Link("javascript:alert(1)", "a")),), (p("a (javascript:alert(1))"),)),
    ("however it is written", (p(Link(" java\nscript:x", "a")),), (p("a (javascript:x)"),)),
    ("an address has no white space around", (p(Link(" https://x.org\n", "a")),), (p(Link("https://x.org", "a")),)),
    ("a picture of nothing goes", (Image(" "), Image("\n", "")), ()),
    ("a picture that runs something is words", (Image("a", "javascript:x"),), (Image("a (javascript:x)"),)),
]  # fmt: skip


@pytest.mark.parametrize(("why", "given_", "normal"), NORMAL, ids=[row[0] for row in NORMAL])
def test_normal_form(why: str, given_: RichText, normal: RichText) -> None:
    assert normalise(given_) == normal


@THOROUGH
@given(raw_texts())
def test_the_normal_form_is_reached_at_once(text: RichText) -> None:
    once = normalise(text)
    assert normalise(once) == once


@THOROUGH
@given(raw_texts())
def test_the_normal_form_can_be_stored_and_shown(text: RichText) -> None:
    flat = plain_text(normalise(text))
    assert clean(flat) == flat
    flat.encode()


@THOROUGH
@given(st.text(st.characters(), max_size=60))
def test_normal_form_loses_nothing_that_can_be_seen(written: str) -> None:
    assert "".join(plain_text(paragraph(written)).split()) == "".join(clean(written).split())


@pytest.mark.parametrize("text", ["a\tb\nc", "🎉👍🏽", "e\u0301", "\u200b", "“…”", "\U0010ffff"])
def test_writable_characters_stay(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize("point", [*range(9), *range(14, 30), 31, 0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xD800, 0xDFFF])
def test_controls_and_lone_surrogates_go(point: int) -> None:
    assert clean(f"a{chr(point)}b") == "ab"


@pytest.mark.parametrize("broken", ["\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028"])
def test_every_line_break_is_one(broken: str) -> None:
    assert clean(f"Ten lamps.{broken}All lit.") == "Ten lamps.\nAll lit."
    assert paragraph(f"Ten lamps.{broken}All lit.") == (p("Ten lamps.\nAll lit."),)


def test_controls_that_stand_for_something_become_it() -> None:
    assert clean("\x93It\x92s lit\x94 \x96 \x805 each\x85 \x95 2.5\x99") == "“It’s lit” – €5 each… • 2.5™"
    assert clean("co\x1eop\u2029New") == "co\u2011op\n\nNew"


# Cutting


@THOROUGH
@given(strategies.inlines(), st.lists(st.integers(0, 40), max_size=4))
def test_parts_that_are_cut_out_are_the_whole_together(inlines: Inlines, places: list[int]) -> None:
    length = len(characters(inlines))
    borders = [0, *sorted(min(place, length) for place in places), length]
    parts = [cut(inlines, start, end) for start, end in pairwise(borders)]
    assert "".join(map(characters, parts)) == characters(inlines)
    assert merge(inline for part in parts for inline in part) == merge(inlines)


@THOROUGH
@given(strategies.inlines(), st.integers(-3, 40), st.integers(-3, 40))
def test_a_cut_has_the_characters_between_two_places(inlines: Inlines, start: int, end: int) -> None:
    assert characters(cut(inlines, start, end)) == characters(inlines)[max(start, 0) : max(end, 0)]


def test_mentions_and_emoji_are_one_character_each() -> None:
    inlines = (Text("ab"), Mention(MentionKind.USER, "U012"), Emoji("tada", "🎉"), Link("https://x.org", "cd"))
    assert len(characters(inlines)) == 6
    assert cut(inlines, 1, 5) == (
        Text("b"),
        Mention(MentionKind.USER, "U012"),
        Emoji("tada", "🎉"),
        Link("https://x.org", "c"),
    )


@THOROUGH
@given(strategies.inlines())
def test_merged_inlines_stay_as_they_are(inlines: Inlines) -> None:
    assert merge(inlines) == inlines
    assert not [inline for inline in inlines if isinstance(inline, Text | Link) and not inline.text]


# Reading aloud


@pytest.mark.parametrize(
    ("inline", "read"),
    [
        (Text("a"), "a"),
        (Link("https://x.org", "words"), "words"),
        (Mention(MentionKind.USER, "U1", name="Ada Marsh"), "Ada Marsh"),
        (Mention(MentionKind.CHANNEL, "C1", name="general"), "#general"),
        (Mention(MentionKind.USERGROUP, "S1", name="Editors"), "Editors"),
        (Mention(MentionKind.USER, "U1"), "somebody"),
        (Mention(MentionKind.CHANNEL, "C1"), "a channel in Slack"),
        (Mention(MentionKind.USERGROUP, "S1"), "a group in Slack"),
        (Emoji("tada", "🎉"), "🎉"),
        (Emoji("bin_lorry"), ":bin_lorry:"),
    ],
)
def test_inlines_are_read(inline: Inline, read: str) -> None:
    assert plain((inline,)) == read


def test_a_text_is_read_line_by_line() -> None:
    text: RichText = (
        Heading(1, (Text("Title"),)),
        p("one ", Text("two", BOLD)),
        List((paragraph("a"), (*paragraph("b"), List((paragraph("c"),))))),
        Quote((p("q"), Rule())),
        Code("x\ny"),
        Table((((Text("h"),), (Text("i"),)), ((Text("j"),), ()))),
        Image("a chart", "https://x.org/a.png"),
    )
    assert plain_text(text) == "Title\none two\na\nb\nc\nq\nx\ny\nh | i\nj | \na chart"


# Changing


@THOROUGH
@given(strategies.rich_texts())
def test_changing_nothing_everywhere_changes_nothing(text: RichText) -> None:
    assert map_inlines(text, lambda inlines: inlines) == text


def test_a_change_reaches_every_place() -> None:
    text: RichText = (
        p("a"), Heading(1, (Text("b"),)), List((paragraph("c"), (Quote(paragraph("d")),))), Table((((Text("e"),),),)),
        Code("f"), Image("g"), Rule(),
    )  # fmt: skip
    changed = map_inlines(text, lambda inlines: (Text(plain(inlines).upper()),))
    assert plain_text(changed) == "A\nB\nC\nD\nE\nf\nG"


# Storing


@THOROUGH
@given(strategies.rich_texts())
def test_every_text_comes_back_from_storage(text: RichText) -> None:
    stored = from_json(json.loads(json.dumps(as_json(text))))
    assert stored == text
    assert mention_names(stored) == mention_names(text)


def test_what_is_stored_reads_well() -> None:
    text: RichText = (p("a ", Text("b", ITALIC), Link("https://x.org", "c")), List((paragraph("d"),), True, 3))
    assert as_json(text) == [
        {
            "type": "paragraph",
            "content": [
                {"type": "text", "text": "a "},
                {"type": "text", "text": "b", "style": ["italic"]},
                {"type": "link", "url": "https://x.org", "text": "c"},
            ],
        },
        {
            "type": "list",
            "ordered": True,
            "start": 3,
            "items": [[{"type": "paragraph", "content": [{"type": "text", "text": "d"}]}]],
        },
    ]


@pytest.mark.parametrize("stored", [{"type": "video"}, {"type": "paragraph", "content": [{"type": "video"}]}])
def test_what_is_not_ours_is_no_text(stored: dict[str, object]) -> None:
    with pytest.raises(KeyError, match="video"):
        from_json([stored])


# Addresses


@pytest.mark.parametrize(
    "url", ["https://x.org", "HTTP://x.org/a?b=c#d", "mailto:a@b.org", "tel:+441632960001", "https://x.org/ü/(a)"]
)
def test_these_may_be_followed(url: str) -> None:
    assert is_web_address(url)
    assert not is_refused_address(url)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", " JavaScript:x", "vbscript:x", "file:///etc/passwd", "data:text/html,x"]
)
def test_these_are_refused(url: str) -> None:
    assert is_refused_address(url)
    assert not is_web_address(url)


@pytest.mark.parametrize(
    "url",
    ["", "x.org", "/about", "#top", "ftp://x.org", "slack://user?id=U1", 'https://x.org/"', "https://a b", "tel:x"],
)
def test_these_stay_but_are_not_followed(url: str) -> None:
    assert not is_web_address(url)
    assert not is_refused_address(url)
