"""What people see, and what the bot asked of Slack."""

from __future__ import annotations

from dataclasses import asdict

from slack_sandbox import acts
from slack_sandbox.control.table import verb, where, who
from slack_sandbox.core import Sandbox
from slack_sandbox.shapes import view_json
from slack_sandbox.views import stack_of
from slack_sandbox.world import JSON, View


def shown_view(view: View, box: Sandbox) -> JSON:
    """A view with what the person sees on it besides."""
    return view_json(view, box.world) | {"errors": view.errors, "trouble": view.trouble}


@verb
async def modal(box: Sandbox, given: JSON) -> JSON | None:
    """The modal in front of a person."""
    stack = stack_of(who(box, given).id, box)
    return shown_view(stack[-1], box) if stack else None


@verb
async def home(box: Sandbox, given: JSON) -> JSON | None:
    """A person's Home tab."""
    view = box.world.homes.get(who(box, given).id)
    return shown_view(view, box) if view else None


@verb
async def visible(box: Sandbox, given: JSON) -> list[JSON]:
    """The messages a person sees, in one channel or in all."""
    user = who(box, given)
    channels = [where(box, given)] if given.get("channel") else list(box.world.channels.values())
    found = [m for channel in channels for m in channel.messages if acts.sees(user, m, channel)]
    return [acts.seen_json(message, box) for message in sorted(found, key=lambda m: m.ts)]


@verb
async def messages(box: Sandbox, given: JSON) -> list[JSON]:
    """Every message of a channel."""
    return [acts.seen_json(message, box) for message in where(box, given).messages]


@verb
async def calls(box: Sandbox, given: JSON) -> list[JSON]:
    """What the bot asked of Slack, from one place in the log on."""
    wanted = given.get("method")
    log = box.world.calls.since(int(given.get("since") or 0))
    # not `asdict`, which copies all that was said
    return [
        vars(call) | {"findings": list(map(asdict, call.findings))} for call in log if wanted in (None, call.method)
    ]
