"""Whether the text of a message says what its blocks say: phones and screen readers read the text alone."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from slack_sandbox.rules.elements import ELEMENTS
from slack_sandbox.rules.finding import Finding

JSON = dict[str, Any]
ROOM_IN_A_CHANGE = 3_500  # of 4,000 (update), for words; mentions and marks of lists take some too
LEAST_TEXT_OF_A_CHANGE = 1_000  # ours: a text cut at the end of a sentence, long before the most
SHOWN = 8  # words in a finding
_SILENT = {name for name in ELEMENTS if name != "image"} | {"emoji", "date", "color"}
_SAY = ("alt_text", "caption")
_TOKEN = re.compile(r"<(?:[@#!][^<>]*|[^<>|]*\|([^<>]*)|(https?:[^<>|]*)|[^<>]*)>")
_WORD = re.compile(r"\w+")


def unheard(said: JSON, *, changes: bool = False) -> tuple[Finding, ...]:
    """The finding about a message, its blocks as they are or as JSON, that says in blocks what it does not say in text.

    Without a text Slack makes one of the blocks. A text of `chat.update` has no room for all words of a long message.
    """
    text, blocks = said.get("text"), _read(said.get("blocks"))
    if not text or not isinstance(text, str) or not isinstance(blocks, list):
        return ()
    shown = "\n".join(_prose(blocks))
    heard, as_far_as = _read_markup(text), len(shown)
    if changes and len(html.escape(shown, quote=False)) > ROOM_IN_A_CHANGE:
        as_far_as = max(len(heard) * 3 // 4, LEAST_TEXT_OF_A_CHANGE)  # some of a text may say what it is about
    words = dict.fromkeys(word.group() for word in _WORD.finditer(shown) if word.end() <= as_far_as)
    missing = [word for word in words if word not in heard]
    if not missing:
        return ()
    more = f" and {len(missing) - SHOWN} more" if len(missing) > SHOWN else ""
    message = f"the text leaves out words that the blocks say: {' '.join(missing[:SHOWN])}{more}"
    return (Finding("/text", "heard", message, "accessibility"),)


def _read(blocks: Any) -> Any:
    try:
        return json.loads(blocks) if isinstance(blocks, str) else blocks
    except ValueError:
        return None


def _prose(part: Any) -> Iterator[str]:
    """What people read in blocks, controls left out."""
    if isinstance(part, list):
        for inner in part:
            yield from _prose(inner)
    elif isinstance(part, dict) and part.get("type") not in _SILENT:
        yield from _own_words(part)
        for value in part.values():
            yield from _prose(value)


def _own_words(part: JSON) -> Iterator[str]:
    words = part.get("text")
    if part.get("type") == "link":
        yield str(words or part.get("url"))
    elif isinstance(words, str):
        yield _read_markup(words) if part.get("type") == "mrkdwn" else words
    yield from (part[key] for key in _SAY if isinstance(part.get(key), str))


def _read_markup(words: str) -> str:
    return _unescaped(_TOKEN.sub(lambda token: token.group(1) or token.group(2) or " ", words))


def _unescaped(words: str) -> str:
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
