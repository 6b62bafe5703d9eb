"""Slack's mrkdwn, as apps write it, read into the elements of rich text that Slack would make of it.

Why no library: those that read Markdown take ``*bold*`` for italics and know neither ``<@U…>`` nor ``<…|label>``.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from rendering.slack.kit.blocks import given, section_of, unescape

Json = dict[str, Any]

_PREFORMATTED = re.compile(r"```\n?(.+?)```", re.DOTALL)
_EMOJI = re.compile(r":(?P<emoji>[\w+'-]+)(?:::skin-tone-(?P<tone>[2-6]))?:")
_TOKEN = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|<(?P<angle>[^<>\n]+)>"
    rf"|{_EMOJI.pattern}"
    r"|(?P<address>https?://[^\s<>|`]+)"  # no mark in one is a style
    r"|(?P<mark>(?<![^\W_])[*_~](?=[^\s])|(?<=\S)[*_~](?![^\W_]))"
    r"|(?P<end>\n)"
)
_STYLES = {"*": "bold", "_": "italic", "~": "strike"}
_QUOTED = re.compile(r"&gt;(?!&gt;&gt;) ?")
_ALL_QUOTED = re.compile(r"^&gt;&gt;&gt;", re.MULTILINE)
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[•◦▪‣▸∙●○·*–-]|(?P<number>\d{1,4})[.)])[ \t]+(?=\S)")
_SPACES_A_LEVEL = 2
_MENTIONS = {"@U": "user", "@W": "user", "#C": "channel", "#G": "channel"}


def rich_text(text: str) -> Json:
    """A ``rich_text`` block that says what ``text`` says."""
    return {"type": "rich_text", "elements": list(_elements(text))}


def plain_text(text: str) -> Json:
    """A ``rich_text`` block that says what a ``plain_text`` says: no marks but emoji."""
    found, at = [], 0
    for match in _EMOJI.finditer(text):
        found += [_text(text[at : match.start()]), _emoji(match)]
        at = match.end()
    return {"type": "rich_text", "elements": [section_of([*found, _text(text[at:])])]}


def _elements(text: str) -> Iterator[Json]:
    for place, part in enumerate(_PREFORMATTED.split(text)):
        if place % 2:
            yield {"type": "rich_text_preformatted", "elements": [_text(_without_angles(part))]}
            continue
        lines, *quoted = _ALL_QUOTED.split(part, maxsplit=1)
        yield from _of_lines(lines.split("\n"))
        yield from (_quote(rest) for rest in quoted)


def _of_lines(lines: Iterable[str]) -> Iterator[Json]:
    for kind, group in groupby(lines, key=_kind):
        if kind == "item":
            yield from map(_item, group)
        elif kind == "quote":
            yield _quote("\n".join(_QUOTED.sub("", line, count=1) for line in group))
        elif (words := "\n".join(group)).strip():
            yield section_of(_inlines(words))


def _kind(line: str) -> str:
    return "quote" if _QUOTED.match(line) else "item" if _ITEM.match(line) else "words"


def _quote(text: str) -> Json:
    return {"type": "rich_text_quote", "elements": _inlines(text)}


def _item(line: str) -> Json:
    found = _ITEM.match(line)
    marker, number = (found.group("indent"), found.group("number")) if found else ("", None)
    words = section_of(_inlines(line[found.end() if found else 0 :]))
    listed = {"type": "rich_text_list", "elements": [words], "indent": len(marker.expandtabs(4)) // _SPACES_A_LEVEL}
    if number is None:
        return listed | {"style": "bullet"}
    return listed | {"style": "ordered", "offset": max(0, int(number) - 1)}


def _inlines(text: str) -> list[Json]:
    """The inlines of a line or a paragraph; a style ends on the line on which it begins."""
    found: list[Json] = []
    opened: dict[str, int] = {}  # by its mark, where a style begins among those found
    at = 0
    for match in _TOKEN.finditer(text):
        found.append(_text(text[at : match.start()]))
        at = match.end()
        mark = match.group("mark")
        if mark is None:
            found.append(_token(match))
            opened = {} if match.group("end") else opened
        elif mark in opened and _closes(match):
            opened = _styled(found, opened, mark)
        else:
            opened |= {mark: len(found)} if _opens(match) else {}
            found.append(_text(mark))
    return [one for one in [*found, _text(text[at:])] if one.get("text") != ""]


def _opens(mark: re.Match[str]) -> bool:
    before, after = _around(mark)
    return not before.isalnum() and bool(after) and not after.isspace()


def _closes(mark: re.Match[str]) -> bool:
    before, after = _around(mark)
    return not before.isspace() and not after.isalnum()


def _around(mark: re.Match[str]) -> tuple[str, str]:
    start, end = mark.span()
    return mark.string[max(0, start - 1) : start], mark.string[end : end + 1]


def _styled(found: list[Json], opened: dict[str, int], mark: str) -> dict[str, int]:
    """Sets what stands after the opening ``mark`` in its style; what is still open then began before it."""
    begins = opened[mark]
    for place in range(begins + 1, len(found)):
        found[place] = {**found[place], "style": {**found[place].get("style", {}), _STYLES[mark]: True}}
    found[begins] = _text("")
    return {other: place for other, place in opened.items() if place < begins}


def _token(match: re.Match[str]) -> Json:
    name, token = str(match.lastgroup), match.group()
    match name:
        case "code":
            return {**_text(_without_angles(match.group("code"))), "style": {"code": True}}
        case "angle":
            return _angle(match.group("angle"))
        case "emoji" | "tone":
            return _emoji(match)
        case _:
            return _text(token)


def _emoji(match: re.Match[str]) -> Json:
    name, tone = match.group("emoji"), match.group("tone")
    if name.isdecimal():  # a time, such as 10:30:00
        return _text(match.group())
    return {"type": "emoji", "name": name} | ({"skin_tone": int(tone)} if tone else {})


def _angle(token: str) -> Json:
    """What Slack writes between angle brackets: a link, a mention, or something of its own with words for it."""
    what, _, label = token.partition("|")
    kind, words = _MENTIONS.get(what[:2]), label
    if kind:
        return {"type": kind, f"{kind}_id": what[1:]}  # the label may be a handle, or the name of a private channel
    if what.startswith("!subteam^") and not words:
        return {"type": "usergroup", "usergroup_id": what.split("^")[1]}
    if what in ("!here", "!channel", "!everyone"):
        return {"type": "broadcast", "range": what[1:]}
    if what.startswith(("!", "@", "#")):  # a date, say, or a group, which nobody is to page again
        return _text(words or what.lstrip("!"))
    return {"type": "link", "url": unescape(what)} | given(text=unescape(words))


def _without_angles(text: str) -> str:
    """Code, in which Slack turns addresses into links."""
    return re.sub(r"<([^<>|\n]+)(?:\|([^<>\n]*))?>", lambda found: found.group(2) or found.group(1), text)


def _text(text: str) -> Json:
    return {"type": "text", "text": unescape(text)}
