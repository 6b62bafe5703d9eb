"""Inlines, the smallest parts of the text tree: cleaned, merged, measured, cut and read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from domain.text.addresses import is_refused_address
from domain.text.emoji import character, with_characters
from domain.text.rich_text import Emoji, Inline, Inlines, Link, Mention, MentionKind, Text

LINE_BREAK = "\u2028"  # one that ends no line of Markdown
_NEXT_LINE = "\x85"
# C0 and C1 controls without tab and newline, lone surrogates, and breaks that are no line ends
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_CP1252 = {code: bytes((code,)).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_MEANT = {ord(one): LINE_BREAK for one in "\x0b\x0c"} | {0x1E: "\u2011", 0x2029: "\n\n"}  # 1E: Word's no-break hyphen
_UNNAMED: Mapping[MentionKind, str] = {  # what is read for a mention of which nobody knows the name: never an id
    MentionKind.USER: "somebody",
    MentionKind.CHANNEL: "a channel in Slack",
    MentionKind.USERGROUP: "a group in Slack",
}
_IN_CP1252 = re.compile("[\x80-\x84\x86-\x9f]")


def clean(text: str) -> str:
    """``text`` with all its line breaks as ``\\n``, and without characters that cannot be stored or shown: what stands
    for something, as Windows' curly quotes do among the C1 controls, becomes that."""
    return legible(text).replace(LINE_BREAK, "\n")


def typed(text: str) -> str:
    """``clean`` text, such as somebody types where nothing can be set: with emoji for their names."""
    return with_characters(clean(text))


def one_line(text: str) -> str:
    """What was ``typed``, in one line with single spaces."""
    return " ".join(typed(text).split())


def legible(text: str) -> str:
    """``clean`` text, but with a ``LINE_BREAK`` where a line was broken without ending, as with a vertical tab."""
    if not _UNWRITABLE.search(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _IN_CP1252.search(text):  # among others of cp1252 it is an ellipsis, alone it is what Unicode says
        text = text.replace(_NEXT_LINE, LINE_BREAK)
    return _UNWRITABLE.sub(_written, text)


def _written(found: re.Match[str]) -> str:
    code = ord(found[0])
    return LINE_BREAK if found[0] == LINE_BREAK else _MEANT.get(code, _CP1252.get(code, ""))


def address(url: str) -> str:
    """An address as a browser would read it: without line breaks and tabs, and white space at its ends."""
    return clean(url).replace("\n", "").replace("\t", "").strip()


def merge(inlines: Iterable[Inline]) -> Inlines:
    """Cleans inlines, drops the empty ones and joins neighbours that differ only in their text."""
    out: list[Inline] = []
    for inline in map(_normal_inline, inlines):
        if isinstance(inline, Text | Link) and not inline.text:
            continue
        previous = out[-1] if out else None
        if isinstance(inline, Text | Link) and isinstance(previous, Text | Link) and _alike(previous, inline):
            out[-1] = with_text(previous, previous.text + inline.text)
        else:
            out.append(inline)
    return tuple(out)


def _normal_inline(inline: Inline) -> Inline:
    match inline:
        case Text(text):
            return with_text(inline, clean(text))
        case Link(url, text, style):
            url, words = address(url), clean(text)
            if url and not is_refused_address(url):
                return Link(url, words, style)
            return Text(f"{words} ({url})" if url not in words else words, style)
        case Mention(name=name):
            words = mention_name(name)
            return inline if words == name else replace(inline, name=words)
        case Emoji():
            return inline


def mention_name(words: str) -> str:
    """A name as a mention has it: in one line, and without the mark that Slack sets before it."""
    return " ".join(clean(words).split()).lstrip("@# ")


def _alike(a: Text | Link, b: Text | Link) -> bool:
    return a.style == b.style and getattr(a, "url", None) == getattr(b, "url", None)


def with_text(inline: Text | Link, text: str) -> Text | Link:
    """The inline with other characters."""
    if text == inline.text:
        return inline
    return Text(text, inline.style) if isinstance(inline, Text) else Link(inline.url, text, inline.style)


def characters(inlines: Inlines) -> str:
    """The characters of inlines with one stand-in for each mention and emoji, for measuring and cutting."""
    return "".join(inline.text if isinstance(inline, Text | Link) else "\ufffc" for inline in inlines)


def cut(inlines: Inlines, start: int, end: int) -> Inlines:
    """The inlines between two places in ``characters(inlines)``."""
    out: list[Inline] = []
    at = 0
    for inline in inlines:
        length = len(inline.text) if isinstance(inline, Text | Link) else 1
        low, high = max(start - at, 0), min(end - at, length)
        if low < high:
            out.append(with_text(inline, inline.text[low:high]) if isinstance(inline, Text | Link) else inline)
        at += length
    return tuple(out)


def plain(inlines: Inlines) -> str:
    """The characters of inlines, as read aloud; a mention reads as its name."""
    return "".join(map(_plain_inline, inlines))


def _plain_inline(inline: Inline) -> str:
    match inline:
        case Text(text=text) | Link(text=text):
            return text
        case Mention(kind, name=name):
            mark = "#" if kind is MentionKind.CHANNEL else ""
            return mark + name if name else _UNNAMED[kind]
        case Emoji(name, char):
            return char or character(name) or f":{name}:"
