"""The leaves of the text tree: what stands in a paragraph, heading or table cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from domain.addresses import is_refused_address

# C0 and C1 controls without tab and newline, and lone surrogates
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Style:
    """How a leaf is set; ``code`` is inline code."""

    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    underline: bool = False


STYLE_NAMES = ("bold", "italic", "strike", "code", "underline")
PLAIN = Style()
BOLD = Style(bold=True)


@dataclass(frozen=True, slots=True)
class Text:
    """Characters; a line break inside a paragraph is ``\\n``."""

    text: str
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class Link:
    """A link that the writer made; a bare address has ``text == url``."""

    url: str
    text: str
    style: Style = PLAIN


class MentionKind(StrEnum):
    """What a mention points at in Slack."""

    USER = "user"
    CHANNEL = "channel"
    USERGROUP = "usergroup"


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention that the writer picked in Slack; ``id`` is Slack's."""

    kind: MentionKind
    id: str
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class Emoji:
    """An emoji picked in Slack. ``char`` is empty for the workspace's own emoji."""

    name: str
    char: str = ""
    style: Style = PLAIN


Leaf: TypeAlias = Text | Link | Mention | Emoji
Leaves: TypeAlias = tuple[Leaf, ...]


def clean(text: str) -> str:
    """``text`` with its line ends as ``\\n`` and without characters that cannot be stored or shown."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def address(url: str) -> str:
    """An address as a browser would read it: without line breaks and tabs, and white space at its ends."""
    return clean(url).replace("\n", "").replace("\t", "").strip()


def merge(leaves: Iterable[Leaf]) -> Leaves:
    """Cleans leaves, drops the empty ones and joins neighbours that differ only in their text."""
    out: list[Leaf] = []
    for leaf in map(_normal_leaf, leaves):
        if isinstance(leaf, Text | Link) and not leaf.text:
            continue
        previous = out[-1] if out else None
        if isinstance(leaf, Text | Link) and isinstance(previous, Text | Link) and _alike(previous, leaf):
            out[-1] = with_text(previous, previous.text + leaf.text)
        else:
            out.append(leaf)
    return tuple(out)


def _normal_leaf(leaf: Leaf) -> Leaf:
    match leaf:
        case Text(text):
            return with_text(leaf, clean(text))
        case Link(url, text, style):
            url, words = address(url), clean(text)
            if url and not is_refused_address(url):
                return Link(url, words, style)
            return Text(f"{words} ({url})" if url not in words else words, style)
        case Mention() | Emoji():
            return leaf


def _alike(a: Text | Link, b: Text | Link) -> bool:
    return a.style == b.style and getattr(a, "url", None) == getattr(b, "url", None)


def map_text(leaves: Leaves, change: Callable[[str], str]) -> Leaves:
    """The leaves with ``change`` made to the characters of each."""
    return tuple(with_text(leaf, change(leaf.text)) if isinstance(leaf, Text | Link) else leaf for leaf in leaves)


def with_text(leaf: Text | Link, text: str) -> Text | Link:
    """The leaf with other characters."""
    return Text(text, leaf.style) if isinstance(leaf, Text) else Link(leaf.url, text, leaf.style)


def characters(leaves: Leaves) -> str:
    """The characters of leaves with one stand-in for each mention and emoji, for measuring and cutting."""
    return "".join(leaf.text if isinstance(leaf, Text | Link) else "\ufffc" for leaf in leaves)


def cut(leaves: Leaves, start: int, end: int) -> Leaves:
    """The leaves between two places in ``characters(leaves)``."""
    out: list[Leaf] = []
    at = 0
    for leaf in leaves:
        length = len(leaf.text) if isinstance(leaf, Text | Link) else 1
        low, high = max(start - at, 0), min(end - at, length)
        if low < high:
            out.append(with_text(leaf, leaf.text[low:high]) if isinstance(leaf, Text | Link) else leaf)
        at += length
    return tuple(out)


def plain(leaves: Leaves) -> str:
    """The characters of leaves, as read aloud; a mention of unknown name reads as its id."""
    return "".join(map(_plain_leaf, leaves))


def _plain_leaf(leaf: Leaf) -> str:
    match leaf:
        case Text(text=text) | Link(text=text):
            return text
        case Mention(kind, identifier):
            return ("#" if kind is MentionKind.CHANNEL else "@") + identifier
        case Emoji(name, char):
            return char or f":{name}:"
