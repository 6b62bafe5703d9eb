"""Bodies of updates as people write and paste them, each with what its readers must see of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

_PLACES = re.compile(r"\{[ab]\}")
_SITE = "https://harbour.example/"


@dataclass(frozen=True)
class Body:
    """Markdown; the characters that a reader sees, white space aside; where links and pictures lead, in their order."""

    source: str
    shows: str
    leads_to: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "shows", "".join(self.shows.split()))


def _phrase(source: str, shows: str = "", *places: str) -> Body:
    return Body(source, shows or source, tuple(place if ":" in place else _SITE + place for place in places))


PHRASES = (
    _phrase("The wardens met twelve times"),
    _phrase("R&D, 5 < 6 and 7 > 2"),
    _phrase("costs fell by ~5% -- some say ~6% -- in a*b, snake_case_name_ and 2 * 3 * 4"),
    _phrase("at 10:30:45 (twice), 50% of “all” – ‘so’…"),
    _phrase("£5\u00a0per\u202fhour, on 24\u00a0March\u2003and co\u00adop e\u0301t\u00e9 ﬁn"),
    _phrase("أُطلقت الخدمة (تجريبية) في 3 موانئ!"),
    _phrase("השירות נפתח ב־3 נמלים"),
    _phrase("Croeso i’r Ŵyl, 第三個碼頭 and 👩🏽‍🚀"),
    _phrase("Lit :tada: and :+1::skin-tone-3:, not :our_lamp:", "Lit 🎉 and 👍🏼, not :our_lamp:"),
    _phrase("it\x92s Windows\x85 \x93so\x94", "it’s Windows… “so”"),
    _phrase("It&#146;s &#x93;lit&#148; &amp; R&amp;D &lt;b&gt;", "It’s “lit” & R&D <b>"),
    _phrase("one\x0btwo\u2028three", "one two three"),
    _phrase("a | b || c, #hashtag, @here, <!channel>, <your name>"),
    _phrase("{: .note} {x} $$y$$ [^none] {::nomarkdown} ^ {#id}"),
    _phrase("C:\\docs\\new and `C:\\old|x` <<so>>", "C:\\docs\\new and C:\\old|x <<so>>"),
    _phrase("~~gone~~ **bold**ly *soft* ***both***", "gone boldly soft both"),
    _phrase("**“Quoted”** and *(so)* __too__", "“Quoted” and (so) too"),
    _phrase("<b>b</b><i>i</i> <kbd>Ctrl</kbd> m<sup>2</sup> H<sub>2</sub>O", "bi Ctrl m² H2O"),
    _phrase(
        "<q>So be it</q>, <abbr title='Tide'>T</abbr> <mark>marked</mark> <ins>new</ins>", "“So be it”, T marked new"
    ),
    _phrase("<strong>not closed", "not closed"),
    _phrase("<em>crossing <b>over</em> again</b> and </i> strays </span>", "crossing over again and strays"),
    _phrase('<span lang="cy">bore da</span>, <I LANG=fr>salut</I>', "bore da, salut"),
    _phrase("line<br/>broken<BR>twice", "line broken twice"),
    _phrase("gone <!-- ask --> again", "gone again"),
    _phrase("seen <!-- ask\n\n- the lead\n\nfirst --> today", "seen today"),
    _phrase('met <script>track("x")</script>twice', "met twice"),
    _phrase(f"[the map]({_SITE}map_(old)) here", "the map here", "map_(old)"),
    _phrase(f"[**tide** clock]({_SITE}c?a=1&amp;b=2)s", "tide clocks", "c?a=1&b=2"),
    _phrase(f"read “{_SITE}plan” now", f"read “{_SITE}plan” now", "plan"),
    _phrase(f"{_SITE}a*b*c and {_SITE}_d_.", f"{_SITE}a*b*c and {_SITE}_d_.", "a*b*c", "_d_"),
    _phrase(f"{_SITE}a--b, then <{_SITE}g>’s", f"{_SITE}a--b, then {_SITE}g’s", "a--b", "g"),
    _phrase(f'<a href="{_SITE}tides">a "table" of [tides]</a>', 'a "table" of [tides]', "tides"),
    _phrase(f"<A HREF={_SITE}gate TARGET=_blank>the gate</A>", "the gate", "gate"),
    _phrase(f"<a href='{_SITE}n?a=1&amp;b=%C3%A9'>see <b>this</a> too</b>", "see this too", "n?a=1&b=%C3%A9"),
    _phrase(f'<a href="{_SITE}one">one <a href="{_SITE}two">two</a> three', "one two three", "one", "two"),
    _phrase("write to [the office](mailto:quay@harbour.example)", "write to the office", "mailto:quay@harbour.example"),
)

# In these, {a} and {b} are phrases
BLOCKS = (
    _phrase("{a}"),
    _phrase("{a}\n{b}", "{a}{b}"),
    _phrase("- {a}\n- {b}\n\n1. {a}\n2. {b}", "{a}{b}{a}{b}"),
    _phrase("- {a}\n  - {b}\n\n    {a}\n- {b}", "{a}{b}{a}{b}"),
    _phrase("3. {a}\n\n   {b}\n4. {a}", "{a}{b}{a}"),
    _phrase("> {a}\n>\n> {b}", "{a}{b}"),
    _phrase("## {a}\n\n{b}\n\n#### Later", "{a}{b}Later"),
    _phrase("What is next\n============\n\n{a}", "What is next{a}"),
    _phrase("```js\nif (a < b) `x` | y -- z\n\n```", "if (a < b) `x` | y -- z"),
    _phrase("{a}\n\n---\n\n{b}", "{a}{b}"),
    _phrase("| Site | Boats |\n|:--|--:|\n| North | 12 |\n| `a\\|b` | <b>z</b> |", "Site Boats North 12 a|b z"),
    _phrase("| alone |\n|---|", "alone"),
    _phrase("<ul>\n<li>{a}</li>\n<li>{b}</li>\n</ul>", "{a}{b}"),
    _phrase("<UL><LI>{a}<LI>{b}</UL>", "{a}{b}"),
    _phrase("<h3>{a}</h3>\n<p>{b}</p>", "{a}{b}"),
    _phrase("<p>{a}<p>{b}", "{a}{b}"),
    _phrase("<table><tr><th>Quay<th>Lamps</tr>\n<tr><td>East<td>2</table>", "Quay Lamps East 2"),
    _phrase("<table><tr><td>a<table><tr><td>b</td></tr></table></td><td>c</table>", "a b c"),
    _phrase("<table>\n\n| Pier | Crane |\n|---|---|\n| West | 3 |\n\n</table>", "Pier Crane West 3"),
    _phrase("<div>\n| Pier | Crane |\n|---|---|\n| West | 3 |\n</div>", "Pier Crane West 3"),
    _phrase("<details>\n<summary>{a}</summary>\n\n{b}\n\n</details>", "{a}{b}"),
    _phrase("<details><summary>Lamps</summary>\n- red\n- green\n</details>", "Lamps red green"),
    _phrase("<blockquote>{a}</blockquote>\n\n<script>\ngo()\n\nstop()\n</script>", "{a}"),
    _phrase("<dl><dt>Quay<dd>Where boats lie<dt>Pier<dd>Where they do not</dl>",
            "Quay Where boats lie Pier Where they do not"),
    _phrase(f"![A quay at low water]({_SITE}q.jpg)\n\n{{a}}", "A quay at low water{a}", "q.jpg"),
    _phrase(f'<figure><img src="{_SITE}f.jpg" alt="Two &amp; a half boats"><figcaption>Boats</figcaption></figure>',
            "Two & a half boats Boats", "f.jpg"),
    _phrase(f"[![Lamps]({_SITE}small.jpg)]({_SITE}large)", f"Lamps{_SITE}large", "small.jpg", "large"),
    _phrase(f'<a href="{_SITE}story">\n<h4>The story</h4>\n<p>of a pier</p>\n</a>', "The story of a pier",
            "story", "story"),
    _phrase(f'see <a href="{_SITE}open">what nobody closed\n\n{{a}}', "see what nobody closed{a}", "open"),
    _phrase(f'- <a href="{_SITE}open">nobody closed\n- {{a}}', "nobody closed{a}", "open"),
    _phrase("<center>{a}<br>{b}</center>", "{a}{b}"),
    _phrase(f'<iframe src="{_SITE}film" title="A film of the slip"></iframe>', "A film of the slip", "film"),
    _phrase(f"<video controls><source src={_SITE}v.mp4></video>", f"{_SITE}v.mp4", "v.mp4"),
    _phrase("<!-- may we say how many? -->\n\n{b}", "{b}"),
    _phrase("<!--\nnot yet\n\n- agreed -->\n\nAgreed", "Agreed"),
    _phrase('<div lang="ar" dir="rtl">\n\nافتتحت البوابة\n\n- بند\n\n</div>', "افتتحت البوابة بند"),
    _phrase("Term\n: not a definition\n\n*[HTML]: no abbreviation", "Term : not a definition *[HTML]: no abbreviation"),
)  # fmt: skip
NOTE = _phrase("We met twelve wardens.[^a]\n\n[^a]: {a}", "We met twelve wardens.[1]")


def bodies(count: int) -> Iterator[Body]:
    """So many bodies, the same each time: every block stands in some of them, and every phrase in some block."""
    chance = Random(39)  # noqa: S311 — the same each time
    for number in range(count):
        blocks = [BLOCKS[number % len(BLOCKS)], *chance.choices(BLOCKS, k=chance.randrange(3))]
        parts = [_filled(block, *chance.choices(PHRASES, k=2)) for block in blocks]
        if number % 5 == 0:
            parts.append(_filled(NOTE, note := chance.choice(PHRASES), note))
            parts.append(Body("", "[1]" + note.shows, note.leads_to))
        yield Body(
            "\n\n".join(part.source for part in parts),
            "".join(part.shows for part in parts),
            tuple(place for part in parts for place in part.leads_to),
        )


def _filled(block: Body, a: Body, b: Body) -> Body:
    phrases = {"{a}": a, "{b}": b}
    source, shows, leads_to = block.source, block.shows, block.leads_to
    for name in _PLACES.findall(shows):
        leads_to += phrases[name].leads_to
    for name, phrase in phrases.items():
        source, shows = source.replace(name, phrase.source), shows.replace(name, phrase.shows)
    return Body(source, shows, leads_to)
