"""Files that people choose in forms and share in channels."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from slack_sandbox.core import Sandbox
from slack_sandbox.errors import ControlError
from slack_sandbox.events import emit, emit_later, message_event
from slack_sandbox.files import MOST_BYTES_IN_FORM, MOST_FILES_IN_FORM, file_json, new_file
from slack_sandbox.posts import Content, post
from slack_sandbox.shapes import message_json
from slack_sandbox.typed import typed_message
from slack_sandbox.world import JSON, Channel, File, User


def chosen_files(element: JSON, given: Any, user: User, box: Sandbox) -> list[JSON]:
    """What a file_input holds; Slack's own form takes no others."""
    listed = given if isinstance(given, list) else [given]
    most = element.get("max_files") or MOST_FILES_IN_FORM
    if len(listed) > most:
        raise ControlError(f"no more than {most} files can be chosen here")
    kinds = [str(kind).lower().removeprefix(".") for kind in element.get("filetypes") or []]
    return [file_json(_chosen(item, kinds, user, box), box) for item in listed]


def _chosen(item: Any, kinds: list[str], user: User, box: Sandbox) -> File:
    if isinstance(item, dict) and item.get("id") in box.world.files:
        return box.world.files[item["id"]]
    name, content = _content(item)
    if kinds and name.rpartition(".")[2].lower() not in kinds:
        raise ControlError(f"{name} cannot be chosen here, only {', '.join(kinds)}")
    if len(content) > MOST_BYTES_IN_FORM:
        raise ControlError(f"{name} is larger than 10 MB")
    return new_file(name, user.id, len(content), box, content)


def _content(item: Any) -> tuple[str, bytes]:
    """The name and the bytes of a file in an argument; a `size` stands for so many zeros."""
    try:
        name = str(item["name"])
        return name, base64.b64decode(item["content"]) if "content" in item else bytes(int(item.get("size") or 1))
    except (KeyError, TypeError, ValueError, binascii.Error) as error:
        raise ControlError("a file is an object with name and content (base64) or size") from error


async def shares(user: User, channel: Channel, files: list[Any], text: str, box: Sandbox) -> JSON:
    """Posts a message with files; returns it."""
    if user.id not in channel.members:
        raise ControlError(f"{user.real_name} is not in #{channel.name or channel.id}")
    made = [new_file(name, user.id, len(content), box, content) for name, content in map(_content, files)]
    for file in made:
        file.channels.append(channel.id)
    said, block = typed_message(text, box)
    content = Content(text=said, blocks=[block] if text else None)
    shown = [file_json(file, box) for file in made]
    message = post(channel, user.id, content, box, files=shown, subtype="file_share")
    if box.world.app.bot_user in channel.members:
        for file in made:
            event = {"type": "file_shared", "file_id": file.id, "user_id": user.id, "file": {"id": file.id}}
            emit_later(event | {"channel_id": channel.id, "event_ts": message.ts}, box)
        await emit(message_event(message, channel, box), box)
    return message_json(message, box.world) | {"channel": channel.id, "visible_to": None}
