"""How inlines that only Slack has are written as links, so that no text format loses them.

``[@U012](slack://user?id=U012)``, ``[#C1](slack://channel?id=C1)``, ``[@S1](slack://usergroup?id=S1)``,
``[🎉](slack://emoji?name=tada)`` and, for a workspace's own emoji, ``[:name:](slack://emoji?name=name)``.
"""

import re
from urllib.parse import quote, unquote

from domain.text.inline import plain
from domain.text.rich_text import Emoji, Mention, MentionKind, Style

SCHEME = "slack://"
_NAME_CHARACTERS = "+:'"
_ADDRESS = re.compile(r"slack://(user|channel|usergroup|emoji)\?(?:id|name)=([^\s&]+)\Z")


def address(inline: Mention | Emoji) -> str:
    """The address of an inline that only Slack has."""
    match inline:
        case Mention(kind, identifier):
            return f"{SCHEME}{kind.value}?id={quote(identifier, safe='')}"
        case Emoji(name):
            return f"{SCHEME}emoji?name={quote(name, safe=_NAME_CHARACTERS)}"


def label(inline: Mention | Emoji) -> str:
    """The words of the link that stands for an inline which only Slack has."""
    return (inline.char or f":{inline.name}:") if isinstance(inline, Emoji) else plain((inline,))


def inline_at(url: str, text: str, style: Style) -> Mention | Emoji | None:
    """The inline that a link with this address and text stands for, if it is written exactly so."""
    match = _ADDRESS.match(url)
    if not match:
        return None
    kind, name = match.group(1), unquote(match.group(2))
    inline: Mention | Emoji
    if kind == "emoji":
        inline = Emoji(name, "" if text == f":{name}:" else text, style)
    else:
        inline = Mention(MentionKind(kind), name, style)
    return inline if (address(inline), label(inline)) == (url, text) else None
