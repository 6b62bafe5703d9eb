"""What the page in the browser shows: everything one person sees, and both sides of the traffic."""

from __future__ import annotations

from dataclasses import asdict

from slack_sandbox import acts
from slack_sandbox.control.seeing import shown_view
from slack_sandbox.control.table import verb, where, who
from slack_sandbox.core import Sandbox
from slack_sandbox.courier import Delivery
from slack_sandbox.exact import latest
from slack_sandbox.rules import SOURCES, Finding, rule_of, unheard
from slack_sandbox.state import stateful, values_of
from slack_sandbox.views import stack_of
from slack_sandbox.world import JSON, Channel, Message, User

MOST_SHOWN = 100
PERSON_KEYS = ("id", "name", "real_name", "tz", "is_bot", "is_admin", "deleted")


@verb
async def screen(box: Sandbox, given: JSON) -> JSON:
    """Everything a person sees, with one channel and one thread open."""
    user = who(box, given) if given.get("person") else None
    shown = _workspace(box)
    if user is None:
        return shown
    shown |= {
        "me": {key: getattr(user, key) for key in PERSON_KEYS},
        "channels": [_channel_line(channel, user, box) for channel in _channels_of(user, box)],
        "modals": [shown_view(view, box) for view in stack_of(user.id, box)],
        "home": _home(user, box),
    }
    if given.get("channel"):
        channel = where(box, given)
        shown["channel"] = _open_channel(channel, user, int(given.get("most") or MOST_SHOWN), box)
        if given.get("thread_ts"):
            shown["thread"] = _open_thread(channel, str(given["thread_ts"]), user, box)
    return shown


def _workspace(box: Sandbox) -> JSON:
    """What is the same for everybody."""
    app, world = box.world.app, box.world
    known = app.commands
    commands = [item for item in app.features.get("slash_commands", ()) if known is None or item["command"] in known]
    named = {item["command"] for item in commands}
    commands += [{"command": name} for name in sorted((known or frozenset()) - named)]
    refused = sum(not call.answer.get("ok") and not call.injected for call in world.calls)
    missed = sum(bool(rule_of(line.outcome)) for line in box.courier.log)
    return {
        "now": box.clock.now(),
        "moments": [{"name": name, "at": at} for name, at in box.moments.after(box.clock.now())],
        "connected": box.sockets.count > 0 or app.request_url is not None,
        "people": [{key: getattr(user, key) for key in PERSON_KEYS} for user in world.users.values()],
        "calls": len(world.calls),
        "refusals": refused + missed,
        "app": {
            "name": app.name,
            "bot_user": app.bot_user,
            "home": app.home_enabled,
            "messages": app.messages_tab,
            "writable": app.messages_enabled,
            "commands": commands,
            "shortcuts": app.features.get("shortcuts", []),
        },
    }


def _channels_of(user: User, box: Sandbox) -> list[Channel]:
    return [c for c in box.world.channels.values() if c.kind == "public" or user.id in c.members]


def _is_top(message: Message) -> bool:
    return message.thread_ts in (None, message.ts) or message.broadcast


def _channel_line(channel: Channel, user: User, box: Sandbox) -> JSON:
    """A channel in the list, with what is new in it."""
    seen = [m for m in channel.messages if acts.sees(user, m, channel)] if user.id in channel.members else []
    fresh = [m for m in seen if _is_top(m) and box.marks.is_new(m, user.id)]
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "archived": channel.archived,
        "joined": user.id in channel.members,
        "unread": len(fresh),
        "mentioned": any(f"<@{user.id}>" in m.text for m in fresh),
        "replies": len({m.thread_ts for m in seen if not _is_top(m) and _is_new_reply(m, channel, user, box)}),
    }


def _is_new_reply(message: Message, channel: Channel, user: User, box: Sandbox) -> bool:
    """Whether it is new in a thread that this person takes part in."""
    top = str(message.thread_ts)
    if not box.marks.is_new(message, user.id, top):
        return False
    parent = channel.find(top)
    return (parent is not None and parent.user == user.id) or any(m.user == user.id for m in channel.replies(top))


def _open_channel(channel: Channel, user: User, most: int, box: Sandbox) -> JSON:
    seen = [m for m in channel.messages if _is_top(m) and acts.sees(user, m, channel)]
    return {
        "id": channel.id,
        "members": channel.members,
        "read": box.marks.read_up_to(user.id, channel.id),
        "earlier": max(0, len(seen) - most),
        "messages": [_shown(message, channel, user, box) for message in seen[-most:]],
    }


def _open_thread(channel: Channel, top: str, user: User, box: Sandbox) -> JSON:
    replies = [m for m in channel.messages if m.thread_ts == top and m.ts != top and acts.sees(user, m, channel)]
    parent = channel.find(top)
    shown = [parent] if parent is not None and acts.sees(user, parent, channel) else []
    return {"ts": top, "messages": [_shown(message, channel, user, box) for message in [*shown, *replies]]}


def _shown(message: Message, channel: Channel, user: User, box: Sandbox) -> JSON:
    """A message, with what this person has chosen in its menus and whether its thread has news."""
    blocks = acts.blocks_in(message)
    shown = acts.seen_json(message, box)
    if stateful(blocks):
        shown["state"] = {"values": values_of(blocks, box.world.message_values.get((message.ts, user.id), {}))}
    if "reply_count" in shown:
        shown["new_replies"] = any(box.marks.is_new(m, user.id, message.ts) for m in channel.replies(message.ts))
    return shown


def _home(user: User, box: Sandbox) -> JSON | None:
    view = box.world.homes.get(user.id)
    return shown_view(view, box) if view else None


@verb
async def reads(box: Sandbox, given: JSON) -> JSON:
    """A person has read a channel, or a thread in it, to its end."""
    user, channel, top = who(box, given), where(box, given), str(given.get("thread_ts") or "")
    seen = [m for m in channel.messages if acts.sees(user, m, channel) and (m.thread_ts == top if top else _is_top(m))]
    box.marks.read(user.id, channel.id, top, latest(seen))
    return {}


@verb
async def deliveries(box: Sandbox, given: JSON) -> list[JSON]:
    """What the bot was told, from one place in the log on; `findings` say why an ack is none, or what is wrong with
    the message in it."""
    since = int(given.get("since") or 0)
    told = [line for line in box.courier.log if line.number >= since]
    return [asdict(line) | {"findings": list(map(asdict, _findings(line)))} for line in told]


def _findings(line: Delivery) -> tuple[Finding, ...]:
    return rule_of(line.outcome) or (unheard(line.answer) if isinstance(line.answer, dict) else ())


@verb
async def sources(_box: Sandbox, _given: JSON) -> JSON:
    """Where each rule was read, by the key that findings carry."""
    return SOURCES
