"""Inlines, the smallest parts of the text tree: cleaned, merged, measured, cut and read."""

import re
from collections.abc import Iterable

from domain.text.addresses import is_refused_address
from domain.text.rich_text import Emoji, Inline, Inlines, Link, Mention, MentionKind, Text

# C0 and C1 controls without tab and newline, and lone surrogates
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def clean(text: str) -> str:
    """``text`` with its line ends as ``\\n`` and without characters that cannot be stored or shown."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


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
        case Mention() | Emoji():
            return inline


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
    """The characters of inlines, as read aloud; a mention of unknown name reads as its id."""
    return "".join(map(_plain_inline, inlines))


def _plain_inline(inline: Inline) -> str:
    match inline:
        case Text(text=text) | Link(text=text):
            return text
        case Mention(kind, identifier):
            return ("#" if kind is MentionKind.CHANNEL else "@") + identifier
        case Emoji(name, char):
            return char or f":{name}:"
