"""Texts on their way into Slack and back: nothing lost, nothing in pieces, nothing that becomes markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from domain.compile import compile_edition
from domain.edition import Edition
from domain.project import Project
from domain.text.addresses import is_web_address
from domain.text.inline import clean, plain
from domain.text.markdown import parse
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
from domain.text.rich_text_walk import each_inlines, plain_text, visible
from domain.unit import Unit
from domain.update import UpdateContent
from domain.update_form import FormValues
from rendering.formats import html, markdown
from rendering.formats import text as text_format
from rendering.slack.editions.draft_items import ItemControls
from rendering.slack.editions.edition import draft_messages
from rendering.slack.kit.messages import MOST_BLOCKS, MOST_CHARACTERS, as_blocks, heading, pack, pieces, text_size
from rendering.slack.kit.rich_text import form_value
from rendering.slack.kit.rich_text_read import read, untouched
from services.updates.update_filling import completed
from tests import strategies
from tests.unit.edition_sample import sample
from tests.unit.judges import JUDGES, Judge, everybody
from tests.unit.shown import Json, Message, inlines_of, messages, shown, shown_inline

THOROUGH = settings(max_examples=40)
LONG = 22_000
EDITION = Edition(
    id="E39",
    number=39,
    starts=date(2021, 11, 25),
    ends=date(2021, 12, 8),
    closes_at=datetime(2021, 12, 8, 17, tzinfo=UTC),
)


# What stands in Slack's blocks, and what must stand there


DECORATION = re.compile(r"\n|• |\d+\. | \| |Image: |———")


def all_in_order(text: RichText, words: str) -> bool:
    """Whether every character of every leaf is there once and in order, with only decoration in between."""
    places = {0}
    for inline in _expected(text):
        places = {place + len(inline) for place in _beyond(places, words) if words.startswith(inline, place)}
    return len(words) in _beyond(places, words)


def _beyond(places: set[int], words: str) -> set[int]:
    """The places, and those that are reached from them over decoration."""
    reached: set[int] = set()
    while places:
        reached |= places
        marks = [DECORATION.match(words, place) for place in places]
        places = {mark.end() for mark in marks if mark} - reached
    return reached


def _expected(text: RichText, said: Callable[[Inline], str] | None = None) -> Iterator[str]:
    """What is said of each leaf, in reading order."""
    say = said or _expected_inline
    for block in text:
        match block:
            case Paragraph(content) | Heading(content=content):
                yield from map(say, content)
            case List(items):
                for item in items:
                    yield from _expected(item, say)
            case Quote(content):
                yield from _expected(content, say)
            case Code(code):
                yield code
            case Table(rows):
                for row in rows:
                    for cell in row:
                        yield from map(say, cell)
            case Image(alt, url):
                yield say(Link(url, alt or url)) if url else alt


def _expected_inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return text
        case Link(url, text):
            followed = is_web_address(url) and len(url) <= 3_000
            return text if followed or text == url else f"{text} ({url})"
        case Mention(kind, identifier):
            mark = {MentionKind.USER: f"<@{identifier}>", MentionKind.CHANNEL: f"<#{identifier}>"}
            return mark.get(kind, plain((inline,)))
        case Emoji(name):
            return f":{name}:"


def fits(message: Message) -> None:
    """What Slack takes, and what a reader can bear."""
    assert 1 <= len(message) <= MOST_BLOCKS
    assert sum(map(text_size, message)) <= MOST_CHARACTERS < 12_000
    assert [block["type"] for block in message[:-1]].count("table") == 0


# Into Slack


@THOROUGH
@given(strategies.rich_texts())
def test_every_character_stands_there_once_and_in_order(text: RichText) -> None:
    sent = messages(text)
    assert all_in_order(text, shown(sent))
    for message in sent:
        fits(message)


@THOROUGH
@given(strategies.rich_texts())
def test_slack_takes_every_text(text: RichText) -> None:
    for message in messages(text):
        assert everybody({"text": "x", "blocks": message}) == []


@pytest.mark.parametrize("times", [20, 200])
@pytest.mark.parametrize("place", range(4))
def test_so_it_is_with_very_many_blocks(place: int, times: int) -> None:
    bodies = [item.body for section in sample().sections for item in section.items]
    text = normalise([bodies[0], bodies[1], bodies[2], sum(bodies, ())][place] * times)
    sent = messages(text)
    for message in sent:
        fits(message)
    alone = [as_blocks([piece]) for piece in pieces(text)]
    assert "".join(shown(sent).split()) == "".join(shown(alone).split())


SENTENCES = ("The team’s work — with 12 councils (all of them) — isn't over. " * 400)[:LONG].strip()
UNBROKEN = "x" * LONG
LINES = ("    if a < b and c > d:\n" * 1_000)[:LONG].strip()


LONG_TEXTS: list[tuple[str, RichText]] = [
    (f"{kind} of {name}", text)
    for name, words in (("sentences", SENTENCES), ("one word", UNBROKEN))
    for kind, text in (
        ("a paragraph", (Paragraph((Text(words),)),)),
        ("a bold paragraph", (Paragraph((Text(words, BOLD),)),)),
        ("a link", (Paragraph((Link("https://x.org", words),)),)),
        ("a link that cannot be followed", (Paragraph((Link("/about", words),)),)),
        ("a heading", (Heading(2, (Text(words),)), *paragraph("After."))),
        ("a list item", (List(((Paragraph((Text(words),)),), paragraph("next"))),)),
        ("a nested list item", (List(((*paragraph("a"), List((paragraph(words),), True, 7)),)),)),
        ("a quote", (Quote(paragraph(words)),)),
        ("a list in a quote", (Quote((List((paragraph(words),)),)),)),
        ("a code block", (Code(words),)),
        ("a code block in a list", (List(((Code(words),),)),)),
        ("a table cell", (Table((((Text("h"),),), ((Text(words),),)), ("",)),)),
        ("the description of a picture", (Image(words, "https://x.org/a.png"),)),
    )
]  # fmt: skip
LONG_TEXTS += [
    ("a code block of lines", (Code(LINES),)),
    ("many leaves", (Paragraph(tuple(Text("word!", Style(bold=n % 2 == 0)) for n in range(4_400))),)),
]


@pytest.mark.parametrize("objections", JUDGES)
@pytest.mark.parametrize(("kind", "text"), LONG_TEXTS, ids=[row[0] for row in LONG_TEXTS])
def test_twenty_two_thousand_characters_are_parted_but_not_cut(kind: str, text: RichText, objections: Judge) -> None:
    assert normalise(text) == text
    sent = messages(text)
    assert len(sent) >= 2
    for message in sent:
        fits(message)
        assert objections({"text": "x", "blocks": message}) == []
    assert all_in_order(text, shown(sent))


def test_long_paragraphs_part_after_a_sentence() -> None:
    parts = [shown([message]) for message in messages(paragraph(SENTENCES))]
    assert [part[-3:] for part in parts[:-1]] == ["r. "] * (len(parts) - 1)


def test_else_between_words() -> None:
    parts = [shown([message]) for message in messages(paragraph("lorem ipsum " * 1_800))]
    assert [part[-1] for part in parts[:-1]] == [" "] * (len(parts) - 1)


def test_long_code_parts_between_lines() -> None:
    parts = [shown([message]) for message in messages((Code(LINES),))]
    assert [part[-1] for part in parts[:-1]] == ["\n"] * (len(parts) - 1)


@pytest.mark.parametrize("objections", JUDGES)
@pytest.mark.parametrize("ordered", [False, True])
def test_a_thousand_list_items(ordered: bool, objections: Judge) -> None:
    text = (List(tuple(paragraph(f"Item {n} says something") for n in range(1_000)), ordered),)
    sent = messages(text)
    assert len(sent) <= 4
    numbers: list[int] = []
    for message in sent:
        fits(message)
        assert objections({"text": "x", "blocks": message}) == []
        for part in message[0]["elements"]:
            numbers += range(part.get("offset", 0), part.get("offset", 0) + len(part["elements"]))
    assert all_in_order(text, shown(sent))
    assert not ordered or numbers == list(range(1_000))


def deep(levels: int, *, ordered: bool = False) -> RichText:
    text: RichText = ()
    for level in range(levels, 0, -1):
        text = (List(((*paragraph(f"level {level}"), *text),), ordered),)
    return text


@pytest.mark.parametrize("objections", JUDGES)
def test_a_list_nested_fifteen_deep(objections: Judge) -> None:
    text = deep(15)
    (message,) = messages(text)
    assert objections({"text": "x", "blocks": message}) == []
    assert all_in_order(text, shown([message]))
    indents = [element.get("indent", 0) for element in message[0]["elements"] for _ in element["elements"]]
    assert indents == [0, 1, 2, 3, 4, 5, 6, 7] + [8] * 7


@pytest.mark.parametrize(
    "source",
    [
        (List((paragraph("a"),) * 5_500),),
        (Quote(paragraph("a") * 5_500),),
        (Paragraph((Text("a"), Text("b", BOLD)) * 11_000),),
    ],
    ids=["items", "lines of a quote", "leaves"],
)
def test_many_small_parts_fit(source: RichText) -> None:
    sent = messages(source)
    assert all_in_order(source, shown(sent))
    for message in sent:
        fits(message)


# Headings


def test_a_heading_stays_with_what_follows() -> None:
    text = (*paragraph("x" * 7_000), Heading(2, (Text("Title"),)), *paragraph("y" * 3_000))
    first, second = messages(text)
    assert shown([first]) == "x" * 7_000
    assert shown([second]) == "Title" + "y" * 3_000


def test_several_headings_stay_together() -> None:
    text = (*paragraph("x" * 7_000), *(Heading(n, (Text(f"H{n}"),)) for n in (1, 2, 3)), *paragraph("y" * 3_000))
    assert [shown([message])[:6] for message in messages(text)] == ["xxxxxx", "H1H2H3"]


@pytest.mark.parametrize("count", [49, 50, 51, 120])
def test_nothing_but_headings(count: int) -> None:
    text = (*(Heading(2, (Text(f"Heading {n}"),)) for n in range(count)), *paragraph("The end."))
    sent = messages(text)
    for message in sent:
        fits(message)
    assert all_in_order(text, shown(sent))


def test_long_headings_before_a_long_paragraph() -> None:
    text = (*(Heading(2, (Text("h" * 3_000),)) for _ in range(3)), *paragraph("x" * 8_000))
    for message in messages(text):
        fits(message)


@pytest.mark.parametrize("length", [1, 150, 151, 3_000, 22_000])
def test_the_heading_of_an_item_is_whole(length: int) -> None:
    made = pack([*heading("h" * length), *pieces(paragraph("x" * 5_000))])
    sent = [as_blocks(message) for message in made]
    for message in sent:
        fits(message)
    kinds = [block["type"] for message in sent for block in message]
    assert kinds[0] == ("header" if length <= 150 else "rich_text")
    words = shown([[block for block in message if block["type"] == "rich_text"] for message in sent])
    assert len(words) == 5_000 + (length if length > 150 else 0)


# Tables and pictures


def cells(rows: int, columns: int, words: str = "cell") -> Table:
    return Table(tuple(tuple((Text(f"{words} {r}.{c}"),) for c in range(columns)) for r in range(rows)))


TABLES = [(1, 1), (2, 20), (2, 21), (100, 2), (101, 2), (450, 3), (50, 20)]


@pytest.mark.parametrize("objections", JUDGES)
@pytest.mark.parametrize(("rows", "columns"), TABLES)
def test_tables_of_any_size_are_whole(rows: int, columns: int, objections: Judge) -> None:
    text = normalise((*paragraph("Before."), cells(rows, columns), cells(1, 1), *paragraph("After.")))
    sent = messages(text)
    for message in sent:
        fits(message)
        assert objections({"text": "x", "blocks": message}) == []
    assert all_in_order(text, shown(sent))


def test_a_table_is_a_table_and_ends_its_message() -> None:
    (first, second) = messages(normalise((*paragraph("Before."), cells(3, 2), *paragraph("After."))))
    assert [block["type"] for block in first] == ["rich_text", "table"]
    assert [block["type"] for block in second] == ["rich_text"]


@pytest.mark.parametrize(
    ("url", "is_shown"),
    [
        ("https://x.org/a.png", True),
        ("https://x.org/a.JPG?w=1&h=2", True),
        ("https://x.org/a.jpeg", True),
        ("https://x.org/a.gif", True),
        ("http://x.org/a.png", False),
        ("https://x.org/a.svg", False),
        ("https://x.org/a.webp", False),
        ("https://x.org/a", False),
        ("https://x.org/a.png.html", False),
        ("https://x.org/a b.png", False),
        ("https://x.org/\".png", False),
        ("a.png", False),
        ("data:image/png;base64,AAAA.png", False),
        (f"https://x.org/{'a' * 3_000}.png", False),
    ],
)  # fmt: skip
def test_pictures_that_slack_can_fetch_are_shown_and_the_others_described(url: str, is_shown: bool) -> None:
    ((block,),) = messages((Image("A chart", url),))
    assert (block["type"] == "image") is is_shown
    assert block.get("image_url", url) == url
    assert "A chart" in shown([[block]])


@pytest.mark.parametrize("objections", JUDGES)
def test_a_picture_that_slack_has_itself_is_shown(objections: Judge) -> None:
    (message,) = messages((Image("The crew", "https://x.org/a.png", "F012AB3CD4"),))
    assert message == [{"type": "image", "slack_file": {"id": "F012AB3CD4"}, "alt_text": "The crew"}]
    assert objections({"text": "x", "blocks": message}) == []


@pytest.mark.parametrize("image", [Image("The crew", file="crew.png"), Image("c" * 2_001, file="F012AB3CD4")])
def test_what_slack_would_not_show_is_described(image: Image) -> None:
    ((block,),) = messages((image,))
    assert shown([[block]]) == f"Image: {image.alt}"


@pytest.mark.parametrize("image", [Image("A chart"), Image("", "https://x.org/a.png")])
def test_pictures_need_words_and_an_address(image: Image) -> None:
    ((block,),) = messages((image,))
    assert block["type"] == "rich_text"
    assert (image.alt or image.url) in shown([[block]])


# Words stay words


HOSTILE = [
    "<!channel>", "<!here>", "@here", "@channel", "<@U012ABC>", "<#C012ABC>", "<script>alert(1)</script>", "*bold*",
    "<https://evil.org|your bank>", ":tada:", "&lt;!channel&gt;", "```", "https://x.org", "hello@example.org",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_words_stay_typed_text_inlines(words: str) -> None:
    text: RichText = (
        *paragraph(words),
        Heading(1, (Text(words),)),
        List((paragraph(words),)),
        Quote(paragraph(words)),
        Code(words),
        Table((((Text(words),),),)),
    )
    found = [inline for message in messages(normalise(text)) for block in message for inline in inlines_of(block)]
    assert {inline["type"] for inline in found} == {"text"}
    assert [inline["text"] for inline in found] == [words] * 6


def test_a_mention_that_its_writer_made_is_one() -> None:
    text = (Paragraph((Mention(MentionKind.USER, "U012"), Text(" "), Mention(MentionKind.CHANNEL, "C012", BOLD))),)
    ((block,),) = messages(text)
    assert block["elements"][0]["elements"] == [
        {"type": "user", "user_id": "U012"},
        {"type": "text", "text": " "},
        {"type": "channel", "channel_id": "C012", "style": {"bold": True}},
    ]


def test_a_user_group_is_not_paged() -> None:
    ((block,),) = messages((Paragraph((Mention(MentionKind.USERGROUP, "S012", name="Editors"),)),))
    assert list(inlines_of(block)) == [{"type": "text", "text": "Editors"}]


@pytest.mark.parametrize(
    "url", ["/about", "slack://user?id=U1", "ftp://x.org", "https://x.org/a b", f"https://{'x' * 3_000}"]
)
def test_a_link_that_slack_cannot_follow_shows_its_address(url: str) -> None:
    ((block,),) = messages((Paragraph((Link(url, "words"),)),))
    assert list(inlines_of(block)) == [{"type": "text", "text": f"words ({url})"}]


# Out of Slack's editor and back into it


def editor_texts() -> st.SearchStrategy[Json]:
    """Values of a ``rich_text_input`` as Slack's editor makes them."""
    style = st.fixed_dictionaries({}, optional={name: st.just(True) for name in ("bold", "italic", "strike", "code")})
    styled = style.map(lambda chosen: {"style": chosen} if chosen else {})
    word = st.sampled_from(
        ["the team’s", " ", "\n", "\n\n", "*x*", "<!channel>", "\x00", "\u00a0", "🎉", "- a", "end."]
    )
    words = st.lists(word, min_size=1, max_size=4).map("".join)
    titles = st.sampled_from(["our report", "https://example.org", "R&D <b>"])
    urls = st.sampled_from(["https://example.org/a_b?c=d&e=f", "http://x.org", "mailto:a@b.org"])
    ids = st.text("ABC0123456789", min_size=1, max_size=9)
    emoji: st.SearchStrategy[Json] = st.sampled_from(
        [
            {"name": "tada", "unicode": "1f389"},
            {"name": "+1", "skin_tone": 4, "unicode": "1f44d-1f3fd"},
            {"name": "bin_lorry"},
        ]
    )

    def inline(kind: str, **parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Json]:
        plain = st.fixed_dictionaries({"type": st.just(kind), **parts})
        return st.builds(lambda made, chosen: {**made, **chosen}, plain, styled)

    inlines = st.lists(
        st.one_of(
            inline("text", text=words), inline("text", text=words), inline("link", url=urls),
            inline("link", url=urls, text=titles), inline("user", user_id=ids), inline("channel", channel_id=ids),
            inline("usergroup", usergroup_id=ids), st.builds(_emoji, emoji),
        ),
        max_size=5,
    )  # fmt: skip
    section = inlines.map(lambda made: {"type": "rich_text_section", "elements": made})
    quote = inlines.map(lambda made: {"type": "rich_text_quote", "elements": made})
    code = words.map(
        lambda text: {"type": "rich_text_preformatted", "border": 0, "elements": [{"type": "text", "text": text}]}
    )
    item_list = st.fixed_dictionaries(
        {
            "type": st.just("rich_text_list"),
            "style": st.sampled_from(["bullet", "ordered"]),
            "indent": st.integers(0, 8),
            "border": st.just(0),
            "elements": st.lists(section, min_size=1, max_size=3),
        },
        optional={"offset": st.integers(0, 5)},
    )
    element = st.one_of(section, item_list, item_list, quote, code)
    return st.lists(element, max_size=6).map(lambda made: {"type": "rich_text", "elements": made})


def _emoji(made: Json) -> Json:
    return {"type": "emoji", **made}


def quotes_meet(tree: RichText) -> bool:
    """The editor makes one quote of two that follow each other."""
    return any(isinstance(one, Quote) and isinstance(other, Quote) for one, other in pairwise(tree))


def section(*inlines: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(inlines)}


def text(words: str) -> Json:
    return {"type": "text", "text": words}


def flat(indent: int, *items: str, style: str = "bullet", offset: int = 0) -> Json:
    return {
        "type": "rich_text_list", "style": style, "indent": indent, "offset": offset,
        "elements": [section(text(item)) for item in items],
    }  # fmt: skip


@settings(THOROUGH, max_examples=80)
@given(editor_texts())
@example({"type": "rich_text", "elements": [flat(0, "a"), section(), flat(1, "b"), flat(0, "c")]})
@example({"type": "rich_text", "elements": [flat(2, "a"), flat(0, "b"), flat(5, "c"), flat(1, "d")]})
@example(
    {
        "type": "rich_text",
        "elements": [flat(0, "a", style="ordered"), flat(1, "b"), flat(0, "c", style="ordered", offset=1)],
    }
)
def test_a_text_that_is_shown_in_the_form_and_sent_again_is_the_same(value: Json) -> None:
    tree = read(value)
    assume(not quotes_meet(tree))
    assert normalise(tree) == tree
    assert read(form_value(tree)) == tree


@settings(THOROUGH, max_examples=200)
@given(strategies.rich_texts())
def test_a_text_that_nobody_touches_in_the_form_stays_what_it_was(tree: RichText) -> None:
    """Headings, tables and whatever else Slack's editor has not; what it gives back it gives back for ever."""
    saved = read(form_value(tree))
    assert untouched(saved, tree)
    assert read(form_value(saved)) == saved
    assert not untouched((*saved, *paragraph("One more word.")), tree)
    assert completed(FormValues(body=saved, next=saved), FormValues(body=tree, next=tree)).body == tree


@settings(THOROUGH, max_examples=80)
@given(editor_texts())
def test_what_is_typed_comes_back_in_the_form_and_is_whole_in_the_draft_and_in_every_format(value: Json) -> None:
    """The whole way of any text that Slack's editor can make."""
    tree = read(value)
    assume(tree and not quotes_meet(tree))
    assert read(form_value(tree)) == tree

    bins = Project(id="P1", key="bins", name="Missed Bins")
    document = compile_edition(Unit(name="The Unit"), EDITION, [bins], {bins.id: UpdateContent(body=tree)}, [])
    drafted = [list(message.blocks) for message in draft_messages(document, ItemControls(EDITION))][1:]
    bodies = [block for message in drafted for block in message if block["type"] == "rich_text"]
    assert list(_set(bodies)) == list(_set([value]))

    in_html = HtmlWords(html.document(document)).words
    in_markdown = plain_text(parse(markdown.document(document)))
    in_text = text_format.document(document)
    for inline in (inline for inlines in each_inlines(tree) for inline in inlines if isinstance(inline, Link)):
        in_text = in_text.replace(f" ({inline.url})", "", 1)  # it stands behind a word, but before its full stop
    for rendered in (in_html, in_markdown, in_text):
        at = rendered.index("Missed Bins")
        for word in (word for inline in _expected(tree, lambda inline: plain((inline,))) for word in inline.split()):
            at = rendered.find(word, at)
            assert at >= 0, (word, rendered)
            at += len(word)


def _set(blocks: list[Json]) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Every character but white space, mention and emoji of some blocks: what it is, where it leads, its style."""
    for inline in (inline for block in blocks for inline in inlines_of(block)):
        style = frozenset(name for name, on in inline.get("style", {}).items() if on)
        if inline["type"] == "usergroup":  # posted it would page its people
            inline = {"type": "text", "text": "a group in Slack"}
        if inline["type"] in ("text", "link"):
            for character in clean(inline.get("text") or inline["url"]):
                if not character.isspace():
                    yield character, inline.get("url", ""), style
        else:
            unstyled = inline["type"] == "emoji"  # Slack sets none
            yield shown_inline(inline), "", frozenset() if unstyled else style


class HtmlWords(HTMLParser):
    """What a page says."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.words = ""
        self.feed(source)
        self.close()

    def handle_data(self, data: str) -> None:
        self.words += data


@THOROUGH
@given(editor_texts())
def test_every_word_typed_is_read(value: Json) -> None:
    for element in value["elements"]:
        for inline in inlines_of(element):
            if inline["type"] == "emoji" and "unicode" in inline:
                inline["shown"] = "".join(chr(int(code, 16)) for code in inline["unicode"].split("-"))
    typed = "".join(_typed(inline) for inline in inlines_of(value))
    assert "".join(plain_text(read(value)).split()) == "".join(clean(typed).split())


def _typed(inline: Json) -> str:
    match inline["type"]:
        case "user":
            return "somebody"
        case "channel":
            return "a channel in Slack"
        case "usergroup":
            return "a group in Slack"
        case _:
            return str(inline.get("shown") or shown_inline(inline))


@THOROUGH
@given(strategies.rich_texts())
def test_every_text_can_be_put_into_the_form(tree: RichText) -> None:
    value = form_value(tree)
    assert (value is None) is (not visible(tree))  # what is left out fills no form
    if value:
        element = {"type": "rich_text_input", "action_id": "a", "initial_value": value}
        field = {"type": "input", "label": {"type": "plain_text", "text": "x"}, "element": element}
        title = {"type": "plain_text", "text": "x"}
        assert everybody({"type": "modal", "title": title, "submit": title, "blocks": [field]}) == []


READ: list[tuple[str, list[Json], RichText]] = [
    ("two paragraphs", [section(text("a\n\nb\n"))], (*paragraph("a"), *paragraph("b"))),
    ("styles", [section({"type": "text", "text": "a", "style": {"bold": True, "italic": False}})],
     (Paragraph((Text("a", BOLD),)),)),
    ("a bare link", [section({"type": "link", "url": "https://x.org"})],
     (Paragraph((Link("https://x.org", "https://x.org"),)),)),
    ("an emoji with skin tone", [section({"type": "emoji", "name": "+1", "skin_tone": 4, "unicode": "1f44d-1f3fd"})],
     (Paragraph((Emoji("+1::skin-tone-4", "👍🏽"),)),)),
    ("an emoji as our form gives it back", [section({"type": "emoji", "name": "+1", "skin_tone": 4})],
     (Paragraph((Emoji("+1::skin-tone-4", "👍🏽"),)),)),
    ("the workspace’s own emoji", [section({"type": "emoji", "name": "bin"})], (Paragraph((Emoji("bin"),)),)),
    ("a user group", [section({"type": "usergroup", "usergroup_id": "S1"})],
     (Paragraph((Mention(MentionKind.USERGROUP, "S1"),)),)),
    ("a nested list", [flat(0, "a", "b"), flat(1, "c"), flat(0, "d")],
     (List((paragraph("a"), (*paragraph("b"), List((paragraph("c"),))), paragraph("d"))),)),
    ("a list that jumps", [flat(0, "a"), flat(3, "b"), flat(1, "c")],
     (List(((*paragraph("a"), List(((List((paragraph("b"),)),), paragraph("c")))),)),)),
    ("numbers that go on", [flat(0, "a", style="ordered"), flat(1, "b"), flat(0, "c", style="ordered", offset=1)],
     (List(((*paragraph("a"), List((paragraph("b"),))), paragraph("c")), True),)),
    ("a quote", [{"type": "rich_text_quote", "elements": [text("a\n\nb")]}], (Quote(paragraph("a\n\nb")),)),
    ("a list item with a blank line", [flat(0, "a\n\nb")], (List((paragraph("a\n\nb"),)),)),
    ("code", [{"type": "rich_text_preformatted", "elements": [text("a\n  b"), {"type": "link", "url": "https://x.org"}]}],
     (Code("a\n  bhttps://x.org"),)),
    ("a broadcast", [section({"type": "broadcast", "range": "channel"})], paragraph("@channel")),
    ("a colour", [section({"type": "color", "value": "#F405B3"})], paragraph("#F405B3")),
    ("a date", [section({"type": "date", "timestamp": 1720710212, "format": "{date}", "fallback": "11 July"})],
     paragraph("11 July")),
    ("a date without words", [section({"type": "date", "timestamp": 1720710212, "format": "{date}"})],
     paragraph("1720710212")),
    ("a team", [section({"type": "team", "team_id": "T012"})], paragraph("T012")),
    ("a leaf of the future", [section({"type": "hologram", "text": "a"}, text("b"))], paragraph("ab")),
    ("an element of the future", [{"type": "rich_text_card", "elements": [text("a"), section(text("b"))]}],
     paragraph("ab")),
    ("nothing", [section(), {"type": "rich_text_quote", "elements": []}, flat(0, "")], ()),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "elements", "tree"), READ, ids=[row[0] for row in READ])
def test_reads(kind: str, elements: list[Json], tree: RichText) -> None:
    assert read({"type": "rich_text", "elements": elements}) == tree


def test_an_empty_input_is_an_empty_text() -> None:
    assert read(None) == read({}) == read({"type": "rich_text", "elements": []}) == ()
    assert form_value(()) is None


def any_rich_text() -> st.SearchStrategy[Json]:
    """Rich text of the right shape, with kinds and values that nobody has thought of."""
    value = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=9), st.lists(st.integers(), max_size=2))
    known: dict[str, Json] = {
        "text": {"text": st.text(max_size=20)},
        "link": {"url": st.text(max_size=20), "text": st.one_of(st.none(), st.text(max_size=5))},
        "emoji": {"name": st.text(max_size=5), "unicode": st.sampled_from(["1f389", "1f44d-1f3fd", "", None])},
        "broadcast": {"range": st.sampled_from(["here", "channel", "everyone"])},
        "date": {"timestamp": st.integers(), "format": st.text(max_size=5), "fallback": value},
        "color": {"value": st.text(max_size=7)},
        "team": {"team_id": st.text(max_size=7)},
        "user": {"user_id": st.text(max_size=7)},
    }
    style = st.one_of(st.none(), st.dictionaries(st.sampled_from(["bold", "blink", "underline"]), st.booleans()))
    styled = {"style": style}
    inline = st.one_of(
        *(st.fixed_dictionaries({"type": st.just(kind), **parts}, optional=styled) for kind, parts in known.items()),
        st.dictionaries(st.sampled_from(["text", "value", "x"]), value).map(lambda made: {**made, "type": "new"}),
    )
    inlines = st.lists(inline, max_size=4)
    section = inlines.map(lambda made: {"type": "rich_text_section", "elements": made})
    kinds = st.sampled_from(["rich_text_section", "rich_text_quote", "rich_text_preformatted", "rich_text_new"])
    simple = st.builds(lambda kind, made: {"type": kind, "elements": made}, kinds, inlines)
    listed = st.fixed_dictionaries(
        {"type": st.just("rich_text_list"), "elements": st.lists(section, max_size=3)},
        optional={
            "style": st.sampled_from(["bullet", "ordered"]),
            "indent": st.integers(0, 30),
            "offset": st.integers(0),
        },
    )
    return st.lists(st.one_of(simple, listed), max_size=5).map(lambda made: {"type": "rich_text", "elements": made})


@settings(THOROUGH, max_examples=80)
@given(any_rich_text())
def test_whatever_slack_sends_becomes_a_text(value: Json) -> None:
    tree = read(value)
    assert normalise(tree) == tree
    form_value(tree)


def test_twenty_two_thousand_characters_come_back_from_the_form() -> None:
    tree = normalise(
        (
            *paragraph(SENTENCES),
            List(tuple(paragraph(f"Item {n}") for n in range(500))),
            Quote(paragraph(SENTENCES)),
            Code(LINES),
        )
    )
    assert read(form_value(tree)) == tree


def typed_inlines(block: Block) -> Inlines:
    return block.content if isinstance(block, Paragraph) else ()


def test_a_rule_and_a_picture_become_words_in_the_form() -> None:
    tree = read(form_value((*paragraph("a"), Rule(), Image("A chart", "https://x.org/a.png"))))
    assert [inline for block in tree for inline in typed_inlines(block)] == [
        Text("a"), Text("———"), Text("Image: "), Link("https://x.org/a.png", "A chart"),
    ]  # fmt: skip
