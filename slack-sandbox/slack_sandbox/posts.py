"""Messages: reading what is to be said, and saying, changing and deleting it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from slack_sandbox.core import Sandbox
from slack_sandbox.errors import SlackError
from slack_sandbox.events import changed_event, deleted_event, emit_later, message_event
from slack_sandbox.pictures import judge_pictures
from slack_sandbox.rules import Finding, Refused, judge_attachments, judge_blocks, judge_metadata
from slack_sandbox.rules.payloads import MOST_MARKDOWN_TEXT, MOST_TEXT
from slack_sandbox.settle import settle_blocks, settle_message
from slack_sandbox.shapes import message_json
from slack_sandbox.world import JSON, Channel, Message

NO_FALLBACK = "This content can't be displayed."  # what Slack shows for blocks without text


@dataclass
class Content:
    """What a message says; None where the caller said nothing about it."""

    text: str | None = None
    blocks: list[JSON] | None = None
    attachments: list[JSON] | None = None
    metadata: JSON | None = None
    tables: list[JSON] = field(default_factory=list)


def decoded(value: Any, code: str) -> Any:
    """A value that may have come as JSON in a form field."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise SlackError(code) from error


def read_content(
    arguments: JSON, box: Sandbox, *, most_text: int | None = None, paced: bool = True, fetches: bool = True
) -> Content:
    """The content in a call's arguments, judged and settled; raises SlackError or Refused. Nothing
    ``fetches`` the pictures of what is only looked at."""
    text = arguments.get("text")
    if text is not None and not isinstance(text, str):
        raise SlackError("invalid_arguments", Finding("/text", "type", "text must be a string", "apiref"))
    if most_text is not None and text and len(text) > most_text:
        raise SlackError("msg_too_long")
    content = Content(text[:MOST_TEXT] if text else text)
    _read_blocks(arguments, content, box, paced=paced)
    _read_markdown(arguments, content, box)
    if arguments.get("attachments") is not None:
        attachments = decoded(arguments["attachments"], "invalid_attachments")
        judge_attachments(attachments)
        content.attachments = [
            item | ({"blocks": settle_blocks(item["blocks"], box.world)} if item.get("blocks") else {})
            for item in attachments
        ]
    if arguments.get("metadata") is not None:
        content.metadata = decoded(arguments["metadata"], "invalid_metadata_format")
        judge_metadata(content.metadata)
    if fetches:
        for where in ("blocks", "attachments"):
            judge_pictures(decoded(arguments.get(where), "invalid_blocks_format"), box.world, f"/{where}")
    return content


def _read_blocks(arguments: JSON, content: Content, box: Sandbox, *, paced: bool) -> None:
    if arguments.get("blocks") is None:
        return
    blocks = decoded(arguments["blocks"], "invalid_blocks_format")
    judge_blocks(blocks, sum_limited=paced)
    refuse_lacking(blocks, box)
    content.blocks, content.tables = settle_message(blocks, box.world)


def refuse_lacking(blocks: list[JSON], box: Sandbox) -> None:
    """Refuses blocks that the workspace does not have yet."""
    for place, block in enumerate(blocks):
        if block["type"] in box.lacks:
            finding = Finding(f"/blocks/{place}/type", "block-type", f"unsupported type: {block['type']}", "observed")
            raise Refused("invalid_blocks", [finding])


def _read_markdown(arguments: JSON, content: Content, box: Sandbox) -> None:
    words = arguments.get("markdown_text")
    if words is None:
        return
    if content.text is not None or content.blocks is not None:
        raise SlackError("markdown_text_conflict")
    if not isinstance(words, str):
        finding = Finding("/markdown_text", "type", "markdown_text must be a string", "postMessage")
        raise SlackError("invalid_arguments", finding)
    if len(words) > MOST_MARKDOWN_TEXT:
        raise SlackError("msg_too_long")
    content.blocks = settle_blocks([{"type": "markdown", "text": words}], box.world)
    content.text = words


def require_something(content: Content) -> None:
    """Refuses a message that says nothing."""
    if not (content.text or content.blocks or content.attachments or content.tables):
        raise SlackError("no_text")


def refusal(refused: Refused) -> SlackError:
    """Slack's answer to a payload that breaks its rules."""
    messages = [str(finding) for finding in refused.findings]
    details: JSON = {"errors": messages} if refused.code == "invalid_blocks" else {}
    return SlackError(refused.code, *refused.findings, **details)


def post(channel: Channel, user: str, content: Content, box: Sandbox, **more: Any) -> Message:
    """Puts a message into a channel."""
    message = Message(
        ts=box.clock.stamp(),
        channel=channel.id,
        user=user,
        text=content.text or (NO_FALLBACK if content.blocks or content.tables else ""),
        blocks=content.blocks or [],
        attachments=(content.attachments or []) + content.tables,
        metadata=content.metadata or None,
        by_app=user == box.world.app.bot_user,
        **more,
    )
    channel.messages.append(message)
    if message.by_app and message.visible_to is None:
        emit_later(message_event(message, channel, box), box)
    return message


def change(message: Message, content: Content, box: Sandbox) -> None:
    """Changes a message: text without blocks takes the blocks away (update)."""
    before = message_json(message, box.world)
    channel = box.world.channels[message.channel]
    if content.text is not None or content.blocks is not None:
        message.blocks = content.blocks or []
    if content.text is not None:
        message.text = content.text
    elif content.blocks:
        message.text = NO_FALLBACK
    if content.attachments is not None or content.blocks is not None:
        message.attachments = (content.attachments or []) + content.tables
    if content.metadata is not None:
        message.metadata = content.metadata or None
    message.edited = box.clock.stamp()
    if message.visible_to is None:
        emit_later(changed_event(message, before, channel, box), box)


def delete(message: Message, box: Sandbox) -> None:
    """Takes a message away; one with replies stays behind as a tombstone."""
    channel = box.world.channels[message.channel]
    before = message_json(message, box.world)
    if channel.replies(message.ts) and message.visible_to is None:
        message.text, message.subtype = "This message was deleted.", "tombstone"
        message.blocks, message.attachments, message.metadata, message.by_app = [], [], None, False
        message.user = "USLACKBOT"
    else:
        channel.messages.remove(message)
    if message.visible_to is None:
        emit_later(deleted_event(before, channel, box), box)
