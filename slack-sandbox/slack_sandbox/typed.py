"""What a person types into the message box, as Slack keeps it: escaped text and a rich_text block."""

from __future__ import annotations

import re

from slack_sandbox.core import Sandbox
from slack_sandbox.world import JSON

MENTION = re.compile(r"<([@#])([A-Z0-9]+)>")


def escaped(words: str) -> str:
    """Text as Slack writes it out in payloads."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def typed_message(words: str, box: Sandbox) -> tuple[str, JSON]:
    """The text and the block of a typed message; @BotName and <@U…> are mentions."""
    bot, app = box.world.bot, box.world.app
    words = re.sub(rf"@(?:{re.escape(app.name)}|{re.escape(bot.name)})\b", f"<@{bot.id}>", words)
    text, leaves, done = "", [], 0
    for mention in MENTION.finditer(words):
        before = words[done : mention.start()]
        text += escaped(before) + mention.group()
        leaves += [*_words(before), _mention(mention)]
        done = mention.end()
    rest = words[done:]
    section = {"type": "rich_text_section", "elements": leaves + _words(rest)}
    block = {"type": "rich_text", "block_id": box.world.fresh_label(), "elements": [section]}
    return text + escaped(rest), block


def _words(words: str) -> list[JSON]:
    return [{"type": "text", "text": words}] if words else []


def _mention(found: re.Match[str]) -> JSON:
    if found.group(1) == "@":
        return {"type": "user", "user_id": found.group(2)}
    return {"type": "channel", "channel_id": found.group(2)}
