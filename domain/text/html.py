"""What HTML means that people write in Markdown: which tags are understood, and which are left out.

Other tags of HTML say nothing here, and their words stay. What is not a tag of HTML, such as ``<your name>``, is text.
"""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from textwrap import shorten

from markdown_it.common.html_re import HTML_OPEN_CLOSE_TAG_STR

from domain.text.addresses import is_web_address
from domain.text.rich_text import LeftOut, Link

TAG_STYLES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "cite": "italic", "dfn": "italic", "var": "italic",
    "s": "strike", "del": "strike", "strike": "strike", "u": "underline", "ins": "underline",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
CONTAINERS = {
    "ul": "bullet_list", "ol": "ordered_list", "li": "list_item", "blockquote": "blockquote", "table": "table",
    "tr": "tr", "th": "th", "td": "td", **{f"h{level}": "heading" for level in range(1, 7)},
}  # fmt: skip
TITLES = frozenset(("summary", "dt"))
PARAGRAPHS = TITLES | {
    "address", "article", "aside", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl",
    "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "legend", "main", "menu", "nav",
    "p", "section",
}  # fmt: skip
GROUPS = frozenset(("thead", "tbody", "tfoot", "colgroup", "col"))  # of a table’s rows and columns
BLOCKS = PARAGRAPHS | CONTAINERS.keys() | GROUPS | {"hr"}
_NEVER_SHOWN = (
    "audio", "canvas", "embed", "frame", "head", "iframe", "map", "math", "noscript", "object", "script",
    "select", "source", "style", "svg", "template", "textarea", "title", "video",
)  # fmt: skip
_SILENT = (
    "a", "abbr", "acronym", "area", "base", "bdi", "bdo", "big", "blink", "body", "br", "button",
    "data", "datalist", "font", "html", "img", "input", "label", "link", "mark", "meta", "meter",
    "nobr", "noframes", "optgroup", "option", "output", "param", "picture", "pre", "progress", "q", "rp", "rt", "ruby",
    "small", "span", "sub", "sup", "time", "track", "wbr",
)  # fmt: skip
KNOWN = BLOCKS.union(TAG_STYLES, _NEVER_SHOWN, _SILENT)

TAG = r"(?:" + HTML_OPEN_CLOSE_TAG_STR.lstrip("^") + ")"
# What is not closed goes on to the end, as in a browser: a note that somebody forgot to close is not for readers either
_COMMENT = r"<[!](?:--|[–—])(?P<comment>.*?)(?:(?:--|[–—])>|\Z)"  # editors make a dash of two hyphens
HIDDEN = (
    rf"{_COMMENT}|<(?:script|style)\b.*?(?:</(?:script|style)\s*>|\Z)|<!doctype\b[^>]*>|<\?.*?\?>"
    rf"|<(?P<hidden>{'|'.join(_NEVER_SHOWN)})(?=[\s/>])[^>]*>(?:.*?</(?P=hidden)\s*>)?"
)
_MULTILINE = re.compile(
    r"\\.|^[ \t>*+\-\d.)]*(?P<fence>`{3,}|~{3,}).*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)(?P=ticks)(?!`)"
    rf"|(?P<hidden>{_COMMENT}|<(?:script|style)\b.*?(?:</(?:script|style)\s*>|\Z))",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
_NAME = re.compile(r"</?([a-z][a-z0-9-]*)", re.IGNORECASE)
_HIDDEN = re.compile(HIDDEN, re.IGNORECASE | re.DOTALL)
_LANGUAGE = re.compile(r"[a-z]{2,8}(?:-[a-z0-9]{1,8})*", re.IGNORECASE)
_LONGEST = 200  # characters that tell what was left out


def name_of(tag: str) -> str:
    """The name of the element that a tag opens or closes; empty for what is none of HTML."""
    found = _NAME.match(tag)
    name = found[1].lower() if found else ""
    return name if name in KNOWN else ""


def attributes(source: str) -> Mapping[str, str]:
    """The attributes of the first tag, and those of others that it has not."""
    reader = _Attributes()
    reader.feed(source)
    return reader.found


def language(tag: str) -> str:
    """The language that a tag says its words are in, as BCP 47 has it; empty where it says none."""
    if "lang" not in tag.lower():
        return ""
    known = attributes(tag)
    named = known.get("lang") or known.get("xml:lang") or ""
    return named if _LANGUAGE.fullmatch(named) else ""


class _Attributes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 — its name
        self.found = {name: value or "" for name, value in attrs} | self.found


def hidden_in_one_line(text: str) -> str:
    """The text with each comment, script and style in one line, so that no blank line and no bullet in it publishes
    the rest of it; what nobody closed stays."""

    def joined(found: re.Match[str]) -> str:
        return " ".join(found[0].splitlines()) if found["hidden"] and found[0].endswith(">") else found[0]

    return _MULTILINE.sub(joined, text)


def hidden_at(text: str, place: int, end: int) -> re.Match[str] | None:
    """The comment, or the element that no reader sees, which stands at a place."""
    return _HIDDEN.match(text, place, end)


def instead_of(hidden: re.Match[str]) -> Link | LeftOut:
    """What stands in the place of something that no reader sees: of a film, say, a link to it."""
    if hidden["comment"] is not None:
        return LeftOut(hidden["comment"])
    known = attributes(hidden[0]) if hidden["hidden"] else {}
    url = known.get("src") or known.get("data") or ""
    url = f"https:{url}" if url.startswith("//") else url
    if is_web_address(url):
        return Link(url, known.get("title") or known.get("aria-label") or url)
    return LeftOut(shorten(hidden[0], _LONGEST, placeholder=" …"))
