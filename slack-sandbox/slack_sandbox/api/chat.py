"""chat.*: posting, changing and deleting messages."""

from __future__ import annotations

from slack_sandbox.api.call import ApiCall, method
from slack_sandbox.errors import SlackError
from slack_sandbox.posts import change, delete, post, read_content, require_something
from slack_sandbox.rules.payloads import MOST_TEXT, MOST_TEXT_IN_UPDATE
from slack_sandbox.shapes import message_json
from slack_sandbox.world import JSON, Channel, Message

_CUT: JSON = {
    "warning": "message_truncated",
    "response_metadata": {"warnings": ["message_truncated"]},
}


@method("chat.postMessage", "t5", "chat:write")
def chat_post_message(call: ApiCall) -> JSON:
    """Posts a message in a channel, or to a person when given a user id."""
    channel = destination(call)
    thread_ts = thread_in(call, channel)
    content = read_content(call.arguments, call.box)
    require_something(content)
    wait = call.box.limits.wait_for_channel(channel.id)
    if wait:
        raise SlackError("ratelimited", status=429, retry_after=wait)
    broadcast = bool(thread_ts) and call.flag("reply_broadcast")
    message = post(
        channel,
        call.box.world.app.bot_user,
        content,
        call.box,
        thread_ts=thread_ts,
        broadcast=broadcast,
        subtype="thread_broadcast" if broadcast else None,
    )
    body = {"channel": channel.id, "ts": message.ts, "message": message_json(message, call.box.world)}
    return body | (_CUT if len(call.get("text")) > MOST_TEXT else {})


def destination(call: ApiCall) -> Channel:
    """Where to post: a conversation the bot may write in."""
    wanted = call.need("channel", "channel_not_found")
    user = call.box.world.users.get(wanted)
    if user is not None:
        if user.deleted:
            raise SlackError("account_inactive")
        if user.is_bot:
            raise SlackError("cannot_dm_bot")
        return _reachable(call, call.box.direct_channel(user.id))
    channel = call.channel()
    if channel.archived:
        raise SlackError("is_archived")
    if not call.is_member(channel) and not _may_write_anywhere(call):
        raise SlackError("not_in_channel")
    return _reachable(call, channel)


def _reachable(call: ApiCall, channel: Channel) -> Channel:
    """A direct conversation needs the app's Messages tab."""
    if channel.kind == "im" and not call.box.world.app.messages_tab:
        raise SlackError("messages_tab_disabled")
    return channel


def _may_write_anywhere(call: ApiCall) -> bool:
    granted = call.box.world.app.scopes
    return granted is not None and "chat:write.public" in granted


def thread_in(call: ApiCall, channel: Channel) -> str | None:
    """The thread to post in; a reply to a reply joins its thread."""
    wanted = call.get("thread_ts")
    if not wanted:
        return None
    parent = channel.find(wanted)
    if parent is None or parent.visible_to is not None:
        raise SlackError("thread_not_found")
    return parent.thread_ts or wanted


def _own_message(call: ApiCall, code: str) -> tuple[Channel, Message]:
    channel = call.channel()
    message = channel.find(call.need("ts", "message_not_found"))
    if message is None or message.visible_to is not None:
        raise SlackError("message_not_found")
    if not message.by_app:
        raise SlackError(code)
    if channel.archived:
        raise SlackError("is_inactive")
    return channel, message


@method("chat.update", "t3", "chat:write")
def chat_update(call: ApiCall) -> JSON:
    """Changes one of the bot's own messages."""
    channel, message = _own_message(call, "cant_update_message")
    content = read_content(call.arguments, call.box, most_text=MOST_TEXT_IN_UPDATE)
    said = (content.text, content.blocks, content.attachments)
    if all(part is None for part in said) and content.metadata is None:
        raise SlackError("no_text")
    change(message, content, call.box)
    body = message_json(message, call.box.world)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": body}


@method("chat.delete", "t3", "chat:write")
def chat_delete(call: ApiCall) -> JSON:
    """Deletes one of the bot's own messages."""
    channel, message = _own_message(call, "cant_delete_message")
    delete(message, call.box)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.postEphemeral", "t4", "chat:write")
def chat_post_ephemeral(call: ApiCall) -> JSON:
    """Shows a message to one person in a channel."""
    channel = call.channel()
    if channel.archived:
        raise SlackError("is_archived")
    if not call.is_member(channel):
        raise SlackError("not_in_channel")
    user = call.user()
    if user.id not in channel.members:
        raise SlackError("user_not_in_channel")
    content = read_content(call.arguments, call.box)
    require_something(content)
    bot, thread_ts = call.box.world.app.bot_user, thread_in(call, channel)
    message = post(channel, bot, content, call.box, thread_ts=thread_ts, visible_to=user.id)
    return {"message_ts": message.ts}


@method("chat.getPermalink", "t5")
def chat_get_permalink(call: ApiCall) -> JSON:
    """The web address of a message."""
    channel = call.channel()
    message = channel.find(call.need("message_ts", "message_not_found"))
    if message is None or message.visible_to is not None:
        raise SlackError("message_not_found")
    base = f"https://{call.box.world.domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    threaded = message.thread_ts and message.thread_ts != message.ts
    link = f"{base}?thread_ts={message.thread_ts}&cid={channel.id}" if threaded else base
    return {"channel": channel.id, "permalink": link}
