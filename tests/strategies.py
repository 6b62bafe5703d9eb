"""Trees of text for hypothesis: every kind of block and leaf, in normal form, with what breaks formats."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from domain.document import CLOSING, INTRO, Correction, Document, Fact, Item, Section
from domain.text.inline import merge
from domain.text.normal_form import normalise
from domain.text.rich_text import (
    Block,
    Code,
    Emoji,
    Heading,
    Image,
    Inline,
    Inlines,
    LeftOut,
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

_SPECIAL = "*_[]()<>&\\`#|~!:+-=.{}\"'^$%@/?,;"
_SPACES = " \n\t\u00a0\u2003\u200b\u2028"
_LETTERS = "abcxyzABZéß漢🎉👍🏽’“—…0123456789"
_SNIPPETS = (
    "1. ", "23) ", "# ", "### ", "- ", "+ ", "* ", "> ", "---", "***", "===", "```", "~~~", "    ", "  \n",
    "| a | b |", "|---|", "[x]: http://y", "[x]", "[ ] ", "](", "![", "&amp;", "&#32;", "&copy", "<br>", "<b>",
    "</b>", "<!channel>", "<@U012>", "<script>alert(1)</script>", "<!--", "-->",
    "<ul>", "<li>", "<td>", "</div>", "<h2>", "<a href=x>", "<img alt=y>", "<http://a.b>", "https://example.org/a_b?c=d&e=f",
    "http://", "HTTPS://x.org/(y)", "javascript:alert(1)", "hello@example.org", "@here", "#LocalDigital", ":tada:",
    "10:00am — 1:00pm", "snake_case_name", "the team’s", "**", "__", "~~", "``", "\\", "\\\n", "\n\n", "\n- x",
    "\n1. x", "\n===", "\n---", "\n# ", "\n> ", "a  b", "www.example.org",
)  # fmt: skip
_URLS = (
    "https://example.org", "https://example.org/a_b_c/(d)?e=f&g=h#i", "http://a b", "https://x.org/\"'", "mailto:a@b.c",
    "https://x.org/<y>", "relative/path", "#anchor", "javascript:alert(1)", "slack://user?id=U1", "https://x.org/&amp;",
    "https://x.org/a|b", "https://x.org/`", "https://x.org/\\*", "tel:+441234567890", "<", ")", "https://x.org)", "",
)  # fmt: skip


def words() -> st.SearchStrategy[str]:
    """Characters and snippets of every kind, in any order."""
    character = st.one_of(st.sampled_from(_SPECIAL + _SPACES + _LETTERS), st.characters())
    return st.lists(st.one_of(character, st.sampled_from(_SNIPPETS), st.sampled_from(["word", " ", "plain words"])),
                    max_size=8).map("".join)  # fmt: skip


def styles() -> st.SearchStrategy[Style]:
    """Every combination of styles, most often none."""
    some = st.builds(Style, *(st.booleans() for _ in range(5)), st.sampled_from(("", "", "cy", "zh-Hant")))
    return st.one_of(st.just(Style()), st.builds(Style, bold=st.booleans(), italic=st.booleans()), some)


def urls() -> st.SearchStrategy[str]:
    """Addresses as people and programs write them."""
    return st.one_of(st.sampled_from(_URLS), words())


def _inline() -> st.SearchStrategy[Inline]:
    slack_id = st.text("ABCU0123456789", min_size=1, max_size=9)
    called = st.one_of(
        st.just(""), st.sampled_from(["Ada Marsh", "general", "Siân O’Neil-Ng", "R&D [pm] *x*"]), words()
    )
    name = st.from_regex(r"[a-z0-9_+'-]{1,12}(::skin-tone-[2-6])?", fullmatch=True)
    character = st.sampled_from(["", "🎉", "👍🏽", "#️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "©"])
    bare = st.builds(lambda url, style: Link(url, url, style), urls(), styles())
    return st.one_of(
        st.builds(Text, words(), styles()),
        st.builds(Text, words(), styles()),
        st.builds(Link, urls(), words(), styles()),
        bare,
        st.builds(Mention, st.sampled_from(MentionKind), slack_id, styles(), called),
        st.builds(Emoji, name, character, styles()),
    )


def inlines() -> st.SearchStrategy[Inlines]:
    """The content of a paragraph, merged."""
    return st.lists(_inline(), min_size=1, max_size=5).map(merge)


def _simple_blocks() -> st.SearchStrategy[Block]:
    code = st.lists(st.one_of(words(), st.sampled_from(["\n", "\t", "  \n", "```", "~~~~"])), max_size=4)
    align = st.lists(st.sampled_from(["", "left", "center", "right"]), max_size=3).map(tuple)
    row = st.lists(inlines(), max_size=3).map(tuple)
    return st.one_of(
        st.builds(Paragraph, inlines()),
        st.builds(Paragraph, inlines()),
        st.builds(Heading, st.integers(1, 6), inlines()),
        st.builds(Code, code.map("".join), st.one_of(st.just(""), words())),
        st.builds(Table, st.lists(row, max_size=3).map(tuple), align),
        st.builds(Image, words(), urls()),
        st.just(Rule()),
        st.builds(LeftOut, words()),
    )


def _nested(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    text = st.lists(inner, max_size=3).map(tuple)
    items = st.lists(text, min_size=1, max_size=3).map(tuple)
    start = st.sampled_from([0, 1, 2, 4, 999_999_999])
    return st.one_of(st.builds(List, items, st.booleans(), start), st.builds(Quote, text))


def rich_texts() -> st.SearchStrategy[RichText]:
    """Every text in normal form."""
    block = st.recursive(_simple_blocks(), _nested, max_leaves=6)
    return st.lists(block, max_size=4).map(normalise)


def lines() -> st.SearchStrategy[str]:
    """One line of words as people write them, not empty and without white space at its ends."""
    word = st.sampled_from(["We", "met", "12 councils", "the team’s", "R&D", "(all of them)", "—", "#LocalDigital",
                            "snake_case", "hello@example.org", "10:00am", "50%", "a\u00a0b", "£5", "5 < 6",
                            "‘so’", "it’s", "end."])  # fmt: skip
    return st.lists(word, min_size=1, max_size=8).map(" ".join)


def documents(body: st.SearchStrategy[RichText] | None = None) -> st.SearchStrategy[Document]:
    """Whole editions, with unique item keys; ``body`` makes the texts in them."""
    body = rich_texts() if body is None else body
    fact = st.builds(Fact, lines(), lines())
    item = st.builds(Item, key=st.just(""), heading=lines(), facts=st.lists(fact, max_size=2).map(tuple), body=body)
    section = st.builds(Section, heading=lines(), items=st.lists(item, max_size=3).map(tuple), note=body)
    starts = st.dates(date(2020, 1, 1), date(2030, 1, 1))
    key = st.sampled_from([INTRO, CLOSING, "item-0-0", "item-1-0"])
    correction = st.builds(Correction, key, st.dates(date(2020, 1, 1), date(2030, 1, 1)), lines())
    return st.builds(
        _document,
        starts,
        lines(),
        body,
        st.lists(section, max_size=2).map(tuple),
        body,
        st.integers(1, 200),
        st.lists(correction, max_size=2).map(tuple),
    )


def _document(
    starts: date,
    unit: str,
    intro: RichText,
    sections: tuple[Section, ...],
    closing: RichText,
    number: int,
    corrections: tuple[Correction, ...],
) -> Document:
    return Document(
        unit=unit,
        number=number,
        starts=starts,
        ends=starts + timedelta(days=13),
        title=f"Sprint Notes #{number}",
        covering=f"Covering the sprint from {starts}",
        intro=intro,
        sections=tuple(_with_keys(place, section) for place, section in enumerate(sections)),
        closing=closing,
        corrections=corrections,
    )


def _with_keys(place: int, section: Section) -> Section:
    items = tuple(
        Item(key=f"item-{place}-{n}", heading=item.heading, facts=item.facts, body=item.body)
        for n, item in enumerate(section.items)
    )
    return Section(heading=section.heading, items=items, note=section.note)
