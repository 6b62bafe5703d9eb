"""Markdown in and out: what is read, and that every tree is written so that it is read back."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.text.markdown import link_bare_addresses, parse
from domain.text.normal_form import normalise, paragraph
from domain.text.rich_text import (
    Code,
    Emoji,
    Heading,
    Image,
    Inline,
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
from domain.text.rich_text_json import as_json, from_json
from domain.text.rich_text_walk import mention_names, plain_text
from rendering.formats.markdown import text
from tests import strategies

CY, CY_ITALIC = Style(language="cy"), Style(italic=True, language="cy")
BOLD, ITALIC, STRIKE = Style(bold=True), Style(italic=True), Style(strike=True)
CODE, UNDERLINE = Style(code=True), Style(underline=True)
THOROUGH = settings(max_examples=60)


def p(*inlines: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(inline) if isinstance(inline, str) else inline for inline in inlines))


def bare(url: str) -> Link:
    return Link(url, url)


def bullets(*items: str) -> List:
    return List(tuple((p(item),) for item in items))


INLINES: list[tuple[str, tuple[Inline | str, ...]]] = [
    ("a **b** *c* ~~d~~ `e`",
     ("a ", Text("b", BOLD), " ", Text("c", ITALIC), " ", Text("d", STRIKE), " ", Text("e", CODE))),
    ("***b***", (Text("b", Style(bold=True, italic=True)),)),
    ("one\ntwo", ("one two",)),
    ("one  \ntwo\\\nthree<br>four", ("one\ntwo\nthree\nfour",)),
    ("see https://example.org/a_b_(c).", ("see ", bare("https://example.org/a_b_(c)"), ".")),
    ("“https://example.org/a” – ‘https://example.org/b’…",
     ("“", bare("https://example.org/a"), "” – ‘", bare("https://example.org/b"), "’…")),
    ("«https://example.org/a» https://example.org/b—or https://example.org/c–d。https://example.org/e\u200b",
     ("«", bare("https://example.org/a"), "» ", bare("https://example.org/b"), "—or ", bare("https://example.org/c–d"),
      "。", bare("https://example.org/e"), "\u200b")),
    ("Lit :tada::+1::skin-tone-4: (:gb:) `:tada:` \\:tada:", ("Lit 🎉👍🏽 (🇬🇧) ", Text(":tada:", CODE), " :tada:")),
    ("10:30:45 at::key::all x:a: :our_own_lamp: https://example.org/:a:/",
     ("10:30:45 at::key::all x:a: :our_own_lamp: ", bare("https://example.org/:a:/"))),
    ("It&#146;s &#x93;lit&#148;&#133;", ("It’s “lit”…",)),
    ("one\x0btwo\u2028three", ("one\ntwo\nthree",)),
    ('**https://example.org/a.** "https://example.org/b!" https://example.org/c.<br>https://example.org/d?)',
     (Link("https://example.org/a", "https://example.org/a", BOLD), Text(".", BOLD), ' "', bare("https://example.org/b"),
      '!" ', bare("https://example.org/c"), ".\n", bare("https://example.org/d"), "?)")),
    ("**https://example.org**", (Link("https://example.org", "https://example.org", BOLD),)),
    ("https://example.org/ü?a=1&copy=2", (bare("https://example.org/ü?a=1&copy=2"),)),
    ("example.org www.example.org //example.org a@example.org ftp://x.org",
     ("example.org www.example.org //example.org a@example.org ftp://x.org",)),
    ("[words](https://example.org/a%20b 'title')", (Link("https://example.org/a%20b", "words"),)),
    ("[words](<a b>)", (Link("a b", "words"),)),
    ("[page](/about)", (Link("/about", "page"),)),
    ("[](https://example.org)", (bare("https://example.org"),)),
    ("[x](javascript:alert(1))", ("[x](javascript:alert(1))",)),
    ("[x](JAVA\tSCRIPT:1)", ("[x](JAVA\tSCRIPT:1)",)),
    ("![x](file:///etc/passwd)", ("![x](file:///etc/passwd)",)),
    ("<!channel> @here <your name> <!x", ("<!channel> @here <your name> <!x",)),
    ("<b>x</b><i>y</i><s>z</s><u>u</u>", (Text("x", BOLD), Text("y", ITALIC), Text("z", STRIKE), Text("u", UNDERLINE))),
    ("<code>a*b<br>c</code>", (Text("a*b\nc", CODE),)),
    ("<B>x</B> <b >y</b> </i> <b>z", (Text("x", BOLD), " ", Text("y", BOLD), "  ", Text("z", BOLD))),
    ("<b>x <i>y</b> z</i>", (Text("x ", BOLD), Text("y", Style(bold=True, italic=True)), Text(" z", ITALIC))),
    ("*<b>x* y</b> z", (Text("x", Style(bold=True, italic=True)), Text(" y", BOLD), " z")),
    ('<a href="https://x.org">one <b>two', (Link("https://x.org", "one "), Link("https://x.org", "two", BOLD))),
    ('<a href=https://x.org>one <a HREF="https://y.org">two</a> three',
     (Link("https://x.org", "one "), Link("https://y.org", "two"), " three")),
    ('<b><a href="https://x.org">a</b> b</a> c', (Link("https://x.org", "a", BOLD), Link("https://x.org", " b"), " c")),
    ('**<a href="https://x.org">a** b</a>', (Link("https://x.org", "a", BOLD), Link("https://x.org", " b"))),
    ("see <video src=https://x.org/v></video> now", ("see ", bare("https://x.org/v"), " now")),
    ('<span lang="cy">Bore <span>da</span> <i lang=fr-CA>oui</i></span> <i lang="&quot;">x',
     (Text("Bore da ", CY), Text("oui", Style(italic=True, language="fr-CA")), " ", Text("x", ITALIC))),
    ('<i lang="cy">a<span lang="fr">b<i lang="cy">c</i>d</span></i>',
     (Text("a", CY_ITALIC), Text("b", Style(italic=True, language="fr")), Text("c", CY_ITALIC),
      Text("d", Style(italic=True, language="fr")))),
    ("<strong>a</strong><em>b</em><del>c</del><kbd>d</kbd> <span class='x'>e</span>",
     (Text("a", BOLD), Text("b", ITALIC), Text("c", STRIKE), Text("d", CODE), " e")),
    ('see <a href="https://example.org/a?b=1&amp;c=2" target=_blank>the *map* of "quays"</a>.',
     ("see ", Link("https://example.org/a?b=1&c=2", "the "), Link("https://example.org/a?b=1&c=2", "map", ITALIC),
      Link("https://example.org/a?b=1&c=2", ' of "quays"'), ".")),
    ('<a name="top"></a><a href="javascript:go()">go</a> <A HREF=/x>https://example.org</A>',
     ("go ", Link("/x", "https://example.org"))),
    ("ten m<sup>2</sup>, the 3<sup>rd</sup>, <q>so</q> a<br/>b<BR />c", ("ten m², the 3rd, “so” a\nb\nc",)),
    ("`<b>x</b>` \\<br> &lt;i>", (Text("<b>x</b>", CODE), " <br> <i>")),
    ("&lt;b&gt; \\<b> `<b>`", ("<b> <b> ", Text("<b>", CODE))),
    ("[@U012](slack://user?id=U012)", (Mention(MentionKind.USER, "U012"),)),
    ("**[#C1](slack://channel?id=C1)**", (Mention(MentionKind.CHANNEL, "C1", BOLD),)),
    ("[@S1](slack://usergroup?id=S1)", (Mention(MentionKind.USERGROUP, "S1"),)),
    ("[Ada Marsh](slack://user?id=U012)", (Mention(MentionKind.USER, "U012", name="Ada Marsh"),)),
    ("[@Ada Marsh](slack://user?id=U012)", (Mention(MentionKind.USER, "U012", name="Ada Marsh"),)),
    ("[#general](slack://channel?id=C1)", (Mention(MentionKind.CHANNEL, "C1", name="general"),)),
    ("[🎉](slack://emoji?name=tada)", (Emoji("tada", "🎉"),)),
    ("[:bin:](slack://emoji?name=bin)", (Emoji("bin"),)),
    ("[@U1](slack://user?id=U2)", (Link("slack://user?id=U2", "@U1"),)),
    ('[@U1](slack://user?id=U1 "link")', (Link("slack://user?id=U1", "@U1"),)),
    ("\u00a0a\u00a0b\u00a0", ("\u00a0a\u00a0b\u00a0",)),
]  # fmt: skip


@pytest.mark.parametrize(("source", "inlines"), INLINES)
def test_reads_inlines(source: str, inlines: tuple[Inline | str, ...]) -> None:
    assert parse(source) == (p(*inlines),)
    assert mention_names(parse(source)) == mention_names((p(*inlines),))


A_TABLE = Table((((Text("a"),), (Text("b"),)), ((Text("1"),), (Text("2"),))), ("", ""))
BLOCKS: list[tuple[str, RichText]] = [
    ("", ()),
    (" \n\u00a0\n\t", ()),
    ("## a *b* ##", (Heading(2, (Text("a "), Text("b", ITALIC))),)),
    ("Title\n=====", (Heading(1, (Text("Title"),)),)),
    ("- a\n- b\n\n* c", (bullets("a", "b", "c"),)),
    ("3. a\n4. b\n\n9) c", (List(((p("a"),), (p("b"),)), True, 3), List(((p("c"),),), True, 9))),
    ("- a\n  - b\n\n  c", (List(((p("a"), bullets("b"), p("c")),)),)),
    ("> a\nb\n> - c", (Quote((p("a b"), bullets("c"))),)),
    ("```py x\n  a\n\n b\n```", (Code("  a\n\n b", "py x"),)),
    ("    a\n     b", (Code("a\n b"),)),
    ("***\n___", (Rule(), Rule())),
    ("| a | b |\n|:-:|--|\n| 1\\|2 |\n| `x\\|y` | z | lost? |",
     (Table((((Text("a"),), (Text("b"),)), ((Text("1|2"),), ()), ((Text("x|y", CODE),), (Text("z"),))),
            ("center", "")),)),
    ("one ![pic](https://x.org/a.png) two", (p("one"), Image("pic", "https://x.org/a.png"), p("two"))),
    ("![only *this*]()", (Image("only this"),)),
    ("[![badge](b.png)](https://x.org)", (Image("badge", "b.png"), p(bare("https://x.org")))),
    ("# A ![pic](p.png)", (Heading(1, (Text("A "), Link("p.png", "pic"))),)),
    ("# ![]() x", (Heading(1, (Text("x"),)),)),
    ("[a][1] and [1]\n\n[1]: https://x.org 'T'", (p(Link("https://x.org", "a"), " and ", Link("https://x.org", "1")),)),
    ("text\n\n[1]: https://x.org 'T'", (p("text"), p('[1]: https://x.org "T"'))),
    ("<div>\n*a*\n</div>", (p(Text("a", ITALIC)),)),
    ("<div align=center>\n\n## a\n\n</div>\n\nb", (Heading(2, (Text("a"),)), p("b"))),
    ("We met <!-- who? --> them\nall.\n\n<!--\nnot yet\n\nagreed -->\n\nEnd <!-- --> it.",
     (p("We met them all."), LeftOut("who?"), LeftOut("not yet agreed"), p("End it."))),
    ("# A <!-- b -->\n\n| c <!-- d --> |\n|-|",
     (Heading(1, (Text("A"),)), LeftOut("b"), Table((((Text("c"),),),), ("",)), LeftOut("d"))),
    ("<script>\nif (a < b) go()\n\n</script>\n\n<style>p {}</style> b",
     (LeftOut("<script> if (a < b) go() </script>"), p("b"), LeftOut("<style>p {}</style>"))),
    ('<iframe src="//example.org/f" title="A film"></iframe>\n\n<video><source src=https://example.org/v></video>\n\n<audio>',
     (p(Link("https://example.org/f", "A film")), p(bare("https://example.org/v")), LeftOut("<audio>"))),
    ('a <a href="https://x.org"><img src="https://x.org/p.png" alt="A quay"></a>',
     (p("a"), Image("A quay", "https://x.org/p.png"), p(bare("https://x.org")))),
    ("<ol start=3>\n<li>a\n<ul><li>b<li>c</ul>\n<li><p>d</p>e</li>\n</ol>",
     (List(((p("a"), bullets("b", "c")), (p("d"), p("e"))), True, 3),)),
    ("Two: <ul><li>a</li><li>b</li></ul> end", (p("Two:"), bullets("a", "b"), p("end"))),
    ("<ul>\n\n**a**\n\n</ul>", (List(((p(Text("a", BOLD)),),)),)),
    ("> <ul><li>a\n\nb", (Quote((bullets("a"),)), p("b"))),
    ("<blockquote>a<p>b</p></blockquote><hr><h3>c <i>d</i></h3>",
     (Quote((p("a"), p("b"))), Rule(), Heading(3, (Text("c "), Text("d", ITALIC))))),
    (("<table><caption>A *b*</caption><thead><tr><th>a<th align=right>b</thead>"
      "<tr><td><p>c</p><p>d</p><td><ul><li>e<li>f</ul></table>"),
     (p("A ", Text("b", ITALIC)),
      Table((((Text("a"),), (Text("b"),)), ((Text("c d"),), (Text("• e • f"),))), ("", "right")),)),
    ("<details>\n<summary>a</summary>\n\n- b\n\n</details>", (p(Text("a", BOLD)), bullets("b"))),
    ("<pre><code>a &lt;b>\n  c</code></pre>", (Code("a <b>\n  c"),)),
    ("<pre>a\n  b", (Code("a\n  b"),)),
    ('<a href="https://x.org">\n<h3>a</h3>\n<p>b</p>\n</a>',
     (Heading(3, (Link("https://x.org", "a"),)), p(Link("https://x.org", "b")))),
    ('<a href="https://x.org"><div>a</div>b\n\n- c\n\nd</a> e',
     (p(Link("https://x.org", "a")), p(Link("https://x.org", "b")), List(((p(Link("https://x.org", "c")),),)),
      p(Link("https://x.org", "d"), " e"))),
    ('<a href="https://x.org">\n<figure>\n<img src=https://x.org/p.png alt="A quay">\n</figure>\n</a>',
     (Image("A quay", "https://x.org/p.png"), p(bare("https://x.org")))),
    ('- see <a href="https://x.org">a\n- b', (List(((p("see ", Link("https://x.org", "a")),), (p("b"),))),)),
    ('| <a href="https://x.org">a | b |\n|-|-|', (Table((((Link("https://x.org", "a"),), (Text("b"),)),), ("", "")),)),
    ("<strong>a\n\nb</strong> c", (p(Text("a", BOLD)), p(Text("b", BOLD), " c"))),
    ("<dl><dt>a<dd>b</dl>", (p(Text("a", BOLD)), p("b"))),
    ("<div>\n| a | b |\n|---|---|\n| 1 | 2 |\n</div>", (A_TABLE,)),
    ("<TABLE>\n<TR><TD>x</TD></TR>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n</TABLE>\n\ny",
     (Table((((Text("x"),),),), ("",)), A_TABLE, p("y"))),
    ("<table>\n| a | b |\n|---|---|\n| 1 | 2 |\n</table>", (A_TABLE,)),
    ("<table><tr><td>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n</td><td>c</table>",
     (Table((((Text("a | b 1 | 2"),), (Text("c"),)),), ("", "")),)),
    ("<table><tr><td><table><tr><td>a</td><td>b</td></tr><tr><td>c</table>d<td>e</table>",
     (Table((((Text("a | b c d"),), (Text("e"),)),), ("", "")),)),
    ("<details><summary>a</summary>\n1. b\n2. c\n</details>",
     (p(Text("a", BOLD)), List(((p("b"),), (p("c"),)), True))),
    ("<div>\n    <p>\n        a\n        b\n    </p>\n</div>", (p("a b"),)),
    ("<p>- 5 degrees</p>", (p("- 5 degrees"),)),
    ('<div lang="cy">\n\n## a\n\n- b\n\n<p>c<p lang=en>d<p>e</div>\n\nf',
     (Heading(2, (Text("a", CY),)), List(((p(Text("b", CY)),),)), p(Text("c", CY)),
      p(Text("d", Style(language="en"))), p(Text("e", CY)), p("f"))),
    ("<div><section lang=cy>a</div>b", (p(Text("a", CY)), p("b"))),
    ("<table lang=cy><tr><td>a<td lang=en>b<td><p lang=fr>c</p>d</table>",
     (Table((((Text("a", CY),), (Text("b", Style(language="en")),),
              (Text("c", Style(language="fr")), Text(" d", CY))),), ("", "", "")),)),
    ("a <!-- b --> <!-- c --> d <picture><source srcset=x></picture>",
     (p("a d"), LeftOut("b"), LeftOut("c"), LeftOut("<source srcset=x>"))),
    ("a <!-- b\n\n- c --> d", (p("a d"), LeftOut("b - c"))),
    ("a <!— b — c\n\nd —> e <!– f -->", (p("a e"), LeftOut("b — c d"), LeftOut("f"))),
    ("[//]: # (ask the lead)\n[comment]: <> (b)\n[c]: # 'd'\n\n[e]: #f (g)\n\n[c]",
     (LeftOut("ask the lead"), LeftOut("b"), p('[e]: #f "g"'), p(Link("#", "c")))),
    ("<div>\n<!-- a\n\nb --> c\n<script>\nd\n\ne</script>\n</div>",
     (p("c"), LeftOut("a b"), LeftOut("<script> d e</script>"))),
    ("```\n<!-- a\n\nb -->\n```\n\n`<!-- c\nd -->`", (Code("<!-- a\n\nb -->"), p(Text("<!-- c d -->", CODE)))),
    ("Write `<ul>` or `<!-- a -->`.", (p("Write ", Text("<ul>", CODE), " or ", Text("<!-- a -->", CODE), "."),)),
    ("a <!-- not closed\n\nb\n\n<!-- nor\n\nthis", (p("a"), LeftOut("not closed"), p("b"), LeftOut("nor this"))),
    ("</div></ul>a", (p("a"),)),
    ("Two[^w] said *no[^n]*.[^w]\n\n[^n]: At the quay.\n[^w]: Of **twelve**.\n\n    - all\n\nEnd.[^x]\n\n[^z]: Unused.",
     (p("Two[1] said ", Text("no[2]", ITALIC), ".[1]"), p("End.[^x]"), p("[1] Of ", Text("twelve", BOLD), "."),
      bullets("all"), p("[2] At the quay."), p("[z] Unused."))),
    ("> a[^1]\n>\n> [^1]: b", (Quote((p("a[1]"),)), p("[1] b"))),
    ("a\x00b\ud800c\r\n\r\nd", (p("abc"), p("d"))),
]  # fmt: skip


@pytest.mark.parametrize(("source", "blocks"), BLOCKS)
def test_reads_blocks(source: str, blocks: RichText) -> None:
    assert parse(source) == blocks


PROSE = [
    "The team’s work — with 12 councils (all of them) — isn't over: it's \"live\"!",
    "Follow #LocalDigital, write to hello@example.org, or ask @here at 10:00am — 1:00pm",
    "snake_case_names and init__ stay, so do a*, 2 * 3, 5 < 6, <3, R&D;, AT&T and 50 % = ½",
    "[Alpha] us + them; C:\\Users\\jo; ~5 days; {x} ^y $z w; a\u00a0b\u00a0",
    "1.5 million, -5 degrees, +44 7700 900000, #1, 2021-12-08",
    "“‘Quoted’ – 🎉 👍🏽” … £5 / €6",
]


@pytest.mark.parametrize("prose", PROSE)
def test_writes_ordinary_prose_as_it_is(prose: str) -> None:
    assert text(paragraph(prose)) == prose


WRITTEN: list[tuple[RichText, str]] = [
    ((p("a ", Text("b", BOLD), Text("c", Style(bold=True, italic=True)), "."),), "a **b*c***."),
    ((p("a ", Text("b ", BOLD), bare("https://x.org")),), "a <b>b </b>https://x.org"),
    ((p(Text("b", BOLD), " ", Text("i", ITALIC), " ", Text("s_t", BOLD)),), "**b** *i* **s_t**"),
    ((p("go to ", bare("https://x.org/a_b"), "."),), "go to https://x.org/a_b."),
    ((p("“", bare("https://x.org/a"), "” or ", bare("https://x.org/b"), ", ", bare("https://x.org/_c_")),),
     "“<https://x.org/a>” or https://x.org/b, <https://x.org/_c_>"),
    ((p(Link("https://x.org", "https://x.org", BOLD)),), "**<https://x.org>**"),
    ((p(Link("https://x.org/a", "https://x.org/b:x: :tada:")),), "[https://x.org/b:x: \\:tada:](https://x.org/a)"),
    ((p("a | b {:.c} $$d$$ [^1]\n: e"),), "a \\| b \\{:.c} \\$\\$d\\$\\$ \\[^1]  \n\\: e"),
    ((p("--a <<b>> {#c} x: [d]: e~\n^"),), "-\\-a <&lt;b>\\> \\{#c} x: [d&#93;: e&#126;  \n&#94;"),
    ((p("#a ~5", Text("b", STRIKE)),), "\\#a ~5<del>b</del>"),
    ((Table((((Text("a|b", CODE), Text("`")),),), ("",)),), "| <code>a&#124;b</code>&#96; |\n| --- |\n|  |"),
    ((p(Link("https://x.org/a|b\\<", "c")),), "[c](<https://x.org/a&#124;b&#92;&#60;>)"),
    ((p(Text("a", CY)),), '<span lang="cy">a</span>'),
    ((p("go to https://x.org"),), "go to https\\://x.org"),
    ((p("Look!", Link("https://x.org", "a [b]")),), "Look\\![a \\[b\\]](https://x.org)"),
    ((p(Text("a`b", CODE)),), "``a`b``"),
    ((p("1. a\n# b\n- c"),), "1\\. a  \n\\# b  \n\\- c"),
    ((p(Mention(MentionKind.USER, "U1"), Emoji("tada", "🎉")),), "[@U1](slack://user?id=U1)[🎉](slack://emoji?name=tada)"),
    ((List(((p("a"), bullets("b")), (p("c"),))), p("d")), "- a\n  - b\n- c\n\nd"),
    ((List(((p("a"),),), True, 3), List(((p("b"),),), True, 9)), "3. a\n\n<!-- -->\n\n9. b"),
    ((bullets("a"), List(((p("b"),),), True)), "- a\n\n1. b"),
    ((bullets("[x] done", "[ ] not", "[y] all"),), "- \\[x] done\n- \\[ ] not\n- [y] all"),
    ((Quote((p("a"), Rule())),), "> a\n>\n> ___"),
    ((Code("a\n```", "py"),), "~~~py\na\n```\n~~~"),
    ((Code("~~~"),), "~~~~\n~~~\n~~~~"),
    ((Table((((Text("a|b"),), ()), ((), (Text("c"),))), ("", "right")),), "| a\\|b |  |\n| --- | --: |\n|  | c |"),
]  # fmt: skip


@pytest.mark.parametrize(("tree", "written"), WRITTEN)
def test_writes_the_plain_way(tree: RichText, written: str) -> None:
    assert text(tree) == written
    assert parse(written) == tree


@THOROUGH
@given(strategies.rich_texts())
@example((p(Link("&amp;", "&amp;")),))
@example((p("\u00a0*"), p(Text("\u00a0x ", ITALIC), "*y")))
@example((Quote((List(((Code("\tx\n \n```"),), (Rule(), Rule())), True, 999_999_999),)),))
def test_every_tree_is_read_back_as_it_was(tree: RichText) -> None:
    assert parse(text(tree)) == tree
    assert mention_names(parse(text(tree))) == mention_names(tree)


@THOROUGH
@given(strategies.rich_texts())
def test_trees_are_in_normal_form_and_survive_storage(tree: RichText) -> None:
    assert normalise(tree) == tree
    assert from_json(as_json(tree)) == tree


@THOROUGH
@given(st.lists(strategies.words()).map("\n".join))
def test_every_string_is_markdown(source: str) -> None:
    tree = parse(source)
    assert normalise(tree) == tree
    assert parse(text(tree)) == tree


@given(st.lists(strategies.lines(), min_size=1))
def test_plain_paragraphs_come_back_word_for_word(lines: list[str]) -> None:
    assert plain_text(parse("\n\n".join(lines))) == "\n".join(lines)


@pytest.mark.parametrize(
    "source",
    ["> " * 500 + "x", "- " * 500 + "x", "1. " * 500 + "x", "[" * 500 + "x" + "](y)" * 500,
     "![" * 500 + "x" + "](y)" * 500, "*a " * 500 + "*" * 500, "<b>" * 500 + "x" + "</b>" * 500,
     "\n".join("  " * depth + "- x" for depth in range(200))],
)  # fmt: skip
def test_deep_nesting_loses_nothing(source: str) -> None:
    assert plain_text(parse(source)).count("x") == source.count("x")


def test_a_call_from_deep_down_a_stack_still_answers() -> None:
    def deeper(left: int) -> RichText:
        return deeper(left - 1) if left else parse("> " * 29 + "**x**")

    for left in range(700, 990, 10):
        try:
            tree = deeper(left)
        except RecursionError:
            return  # raised before parse was entered, or in its last guard
        assert "x" in plain_text(tree)


def test_links_bare_addresses_in_inlines() -> None:
    inlines = (Text("a https://x.org/b. ", BOLD), Text("https://y.org", CODE), Link("https://z.org", "https://q.org"))
    assert link_bare_addresses(inlines) == (
        Text("a ", BOLD),
        Link("https://x.org/b", "https://x.org/b", BOLD),
        Text(". ", BOLD),
        *inlines[1:],
    )
