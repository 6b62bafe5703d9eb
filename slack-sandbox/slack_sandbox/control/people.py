"""People and places: who is in the workspace, and where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from slack_sandbox.control.table import verb, where, who
from slack_sandbox.core import Sandbox
from slack_sandbox.errors import ControlError
from slack_sandbox.events import changed_person_event, emit_later, left_event
from slack_sandbox.fill import find_user
from slack_sandbox.world import JSON, Channel, User

FLAGS = ("is_admin", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger", "deleted")
STATUS = ("status_text", "status_emoji", "status_expiration", "dnd_until")
CHANGING = ("name", "real_name", "tz", "email", "team_id", *FLAGS, *STATUS)


def channel_summary(channel: Channel) -> JSON:
    """What the controls say about a channel."""
    return {key: getattr(channel, key) for key in ("id", "name", "kind", "members", "archived")}


@verb
async def adds_person(box: Sandbox, given: JSON) -> JSON:
    """Somebody joins the workspace."""
    real_name = str(given["real_name"])
    name = given.get("name") or real_name.lower().replace(" ", ".")
    flags: JSON = {flag: bool(given.get(flag)) for flag in FLAGS}
    user = User(
        id=given.get("id") or box.world.fresh_id("U"),
        name=name,
        real_name=real_name,
        tz=_known_zone(given.get("tz", "Europe/London")),
        email=given.get("email") or f"{name}@example.org",
        team_id=str(given.get("team_id") or ""),
        **flags,
    )
    box.world.users[user.id] = user
    return asdict(user)


def _known_zone(given: object) -> str:
    """A time zone that Slack could name; empty, as for some people, where it names none."""
    name = str(given or "")
    try:
        return str(ZoneInfo(name)) if name else ""
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ControlError(
            f"there is no time zone {name!r}; name one such as 'Europe/London', or '' for none"
        ) from None


def _moment(given: object) -> float | None:
    """Seconds since 1970, or nothing."""
    if given is None or isinstance(given, int | float):
        return given
    raise ControlError(f"{given!r} is no moment; give seconds since 1970")


def _as_it_is(given: object) -> object:
    return given


READ: Mapping[str, Callable[[object], object]] = {
    "tz": _known_zone,
    "status_expiration": lambda given: int(_moment(given) or 0),
    "dnd_until": _moment,
}


@verb
async def people(box: Sandbox, _given: JSON) -> list[JSON]:
    """Everybody in the workspace."""
    return [asdict(user) for user in box.world.users.values()]


@verb
async def changes_person(box: Sandbox, given: JSON) -> JSON:
    """Changes somebody: name, time zone, status, a guest, an administrator or gone; the bot is told."""
    user = who(box, given)
    changes = {key: READ.get(key, _as_it_is)(given[key]) for key in CHANGING if key in given}
    for key, value in changes.items():
        setattr(user, key, value)
    emit_later(changed_person_event(user, box), box)
    return asdict(user)


@verb
async def adds_channel(box: Sandbox, given: JSON) -> JSON:
    """Makes a channel; the bot is in it only if it is named among the members."""
    members = [find_user(str(member), box) for member in given.get("members") or []]
    kind = "private" if given.get("private") else "public"
    channel = box.add_channel(str(given["name"]), kind, members, members[0] if members else "")
    return channel_summary(channel)


@verb
async def channels(box: Sandbox, _given: JSON) -> list[JSON]:
    """Every conversation."""
    return [channel_summary(channel) for channel in box.world.channels.values()]


@verb
async def archives_channel(box: Sandbox, given: JSON) -> JSON:
    """Archives a channel, or takes it back."""
    channel = where(box, given)
    channel.archived = bool(given.get("archived", True))
    return channel_summary(channel)


@verb
async def direct_channel(box: Sandbox, given: JSON) -> JSON:
    """The conversation between a person and the bot."""
    return channel_summary(box.direct_channel(who(box, given).id))


@verb
async def leaves(box: Sandbox, given: JSON) -> JSON:
    """Somebody, or the bot, leaves a channel."""
    channel, user = where(box, given), who(box, given)
    if user.id in channel.members:
        told = box.world.app.bot_user in channel.members
        channel.members.remove(user.id)
        if told:
            emit_later(left_event(user.id, channel, box), box)
    return channel_summary(channel)
