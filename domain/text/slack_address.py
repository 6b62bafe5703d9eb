"""How inlines that only Slack has are written as links, so that no text format loses them.

``[Ada Marsh](slack://user?id=U012)``, ``[#general](slack://channel?id=C1)``, ``[Editors](slack://usergroup?id=S1)``;
of unknown name ``[@U012](slack://user?id=U012)``, ``[#C1](slack://channel?id=C1)``, ``[@S1](slack://usergroup?id=S1)``;
``[🎉](slack://emoji?name=tada)`` and, for a workspace's own emoji, ``[:name:](slack://emoji?name=name)``.
"""

import re
from urllib.parse import quote, unquote

from domain.text.inline import mention_name, plain
from domain.text.rich_text import Emoji, Mention, MentionKind, Style

SCHEME = "slack://"
_NAME_CHARACTERS = "+:'"
_ADDRESS = re.compile(r"slack://(user|channel|usergroup|emoji)\?(?:id|name)=([^\s&]+)\Z")
_ID = re.compile("@[A-Z0-9]+")


def address(inline: Mention | Emoji) -> str:
    """The address of an inline that only Slack has."""
    match inline:
        case Mention(kind, identifier):
            return f"{SCHEME}{kind.value}?id={quote(identifier, safe='')}"
        case Emoji(name):
            return f"{SCHEME}emoji?name={quote(name, safe=_NAME_CHARACTERS)}"


def label(inline: Mention | Emoji) -> str:
    """The words of the link that stands for an inline which only Slack has."""
    if isinstance(inline, Emoji):
        return inline.char or f":{inline.name}:"
    return plain((inline,)) if inline.name else _unnamed(inline.kind, inline.id)


def _unnamed(kind: MentionKind, identifier: str) -> str:
    return ("#" if kind is MentionKind.CHANNEL else "@") + identifier


def inline_at(url: str, text: str, style: Style) -> Mention | Emoji | None:
    """The inline that a link with this address and text stands for, if its address is written exactly so; the words
    for a mention are its name."""
    match = _ADDRESS.match(url)
    if not match:
        return None
    kind, name = match.group(1), unquote(match.group(2))
    if kind == "emoji":
        emoji = Emoji(name, "" if text == f":{name}:" else text, style)
        return emoji if (address(emoji), label(emoji)) == (url, text) else None
    called = "" if text in (_unnamed(MentionKind(kind), name), url) else mention_name(text)
    if _ID.fullmatch(text) and called:  # the id of something else
        return None
    mention = Mention(MentionKind(kind), name, style, called)
    return mention if address(mention) == url else None
