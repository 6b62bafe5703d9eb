"""files.*: uploading in three steps, and asking about files."""

from __future__ import annotations

from typing import Any

from slack_sandbox.api.call import ApiCall, method, missing
from slack_sandbox.errors import SlackError
from slack_sandbox.events import emit_later
from slack_sandbox.files import file_json, new_file, upload_address
from slack_sandbox.posts import Content, post, read_content
from slack_sandbox.world import JSON, Channel, File

MOST_ALT_TEXT = 1000  # apiref
MOST_SNIPPET = 1_048_576  # apiref
MOST_CHANNELS = 100  # apiref


@method("files.getUploadURLExternal", "t4", "files:write")
def files_get_upload_url_external(call: ApiCall) -> JSON:
    """Gives an address to which the bytes of one file may be sent."""
    length = call.get("length")
    if not length.isdigit() or not int(length):
        raise SlackError("missing_argument", missing("length"))
    if len(call.get("alt_txt")) > MOST_ALT_TEXT:
        raise SlackError("alt_txt_too_large")
    if call.get("snippet_type") and int(length) > MOST_SNIPPET:
        raise SlackError("snippet_too_large")
    file = new_file(call.need("filename"), call.box.world.app.bot_user, int(length), call.box)
    file.alt_text = call.get("alt_txt")
    return {"file_id": file.id, "upload_url": upload_address(file, call.box)}


@method("files.completeUploadExternal", "t4", "files:write")
def files_complete_upload_external(call: ApiCall) -> JSON:
    """Finishes uploads and shares the files in channels."""
    files = _uploaded(call)
    channels = _channels(call)
    content = _content(call)
    for file in files:
        file.shared = True
    for channel in channels:
        _share(call, files, channel, content)
    return {"files": [file_json(file, call.box) | {"title": file.title} for file in files]}


def _uploaded(call: ApiCall) -> list[File]:
    listed: Any = call.parsed("files")
    if not isinstance(listed, list) or not listed:
        raise SlackError("invalid_arguments", missing("files"))
    files = []
    for item in listed:
        file = call.box.world.files.get(str(item.get("id"))) if isinstance(item, dict) else None
        if file is None or file.content is None:
            raise SlackError("file_not_found")
        file.title = item.get("title") or file.name
        files.append(file)
    return files


def _channels(call: ApiCall) -> list[Channel]:
    names = [name.strip() for name in (call.get("channels") or call.get("channel_id")).split(",") if name.strip()]
    if len(names) > MOST_CHANNELS:
        raise SlackError("channels_limit_exceeded")
    channels = []
    for name in names:
        channel = call.box.world.channels.get(name)
        if channel is None or (channel.kind != "public" and not call.is_member(channel)):
            raise SlackError("channel_not_found")
        if not call.is_member(channel):
            raise SlackError("not_in_channel")
        channels.append(channel)
    return channels


def _content(call: ApiCall) -> Content:
    if call.get("initial_comment"):
        return read_content({"text": call.get("initial_comment")}, call.box)
    return read_content({"blocks": call.arguments.get("blocks")}, call.box)


def _share(call: ApiCall, files: list[File], channel: Channel, content: Content) -> None:
    bot, thread_ts = call.box.world.app.bot_user, call.get("thread_ts") or None
    for file in files:
        file.channels.append(channel.id)
    shown = [file_json(file, call.box) for file in files]
    post(channel, bot, content, call.box, thread_ts=thread_ts, files=shown)
    for file in files:
        event = {"type": "file_shared", "file_id": file.id, "user_id": bot, "file": {"id": file.id}}
        emit_later(event | {"channel_id": channel.id, "event_ts": call.box.clock.stamp()}, call.box)


def _file(call: ApiCall) -> File:
    file = call.box.world.files.get(call.need("file", "file_not_found"))
    if file is None or not file.shared:
        raise SlackError("file_not_found")
    return file


@method("files.info", "t4", "files:read")
def files_info(call: ApiCall) -> JSON:
    """One file."""
    return {"file": file_json(_file(call), call.box), "comments": [], "response_metadata": {"next_cursor": ""}}


@method("files.delete", "t3", "files:write")
def files_delete(call: ApiCall) -> JSON:
    """Deletes one of the bot's own files."""
    file = _file(call)
    if file.user != call.box.world.app.bot_user:
        raise SlackError("cant_delete_file")
    del call.box.world.files[file.id]
    return {}
