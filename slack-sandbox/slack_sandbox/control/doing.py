"""What people do."""

from __future__ import annotations

from slack_sandbox import acts, modals
from slack_sandbox.control.seeing import shown_view
from slack_sandbox.control.table import verb, where, which, who
from slack_sandbox.core import Sandbox
from slack_sandbox.fill import find_user
from slack_sandbox.world import JSON


@verb
async def invites(box: Sandbox, given: JSON) -> JSON:
    """A person brings somebody, or the bot, into a channel."""
    guest = find_user(str(given["guest"]), box)
    return await acts.invites(who(box, given), guest, where(box, given), box)


@verb
async def types(box: Sandbox, given: JSON) -> JSON:
    """A person types a slash command."""
    line, thread = str(given["line"]), given.get("thread_ts")
    return await acts.types(who(box, given), where(box, given), line, box, thread)


@verb
async def says(box: Sandbox, given: JSON) -> JSON:
    """A person posts a message."""
    thread = given.get("thread_ts")
    return await acts.says(who(box, given), where(box, given), str(given["text"]), thread, box)


@verb
async def opens_home(box: Sandbox, given: JSON) -> JSON:
    """A person opens the app's Home tab."""
    return await acts.opens_home(who(box, given), box)


@verb
async def uses_shortcut(box: Sandbox, given: JSON) -> JSON:
    """A person uses a shortcut."""
    return await acts.uses_shortcut(who(box, given), str(given["name"]), which(box, given), box)


@verb
async def clicks(box: Sandbox, given: JSON) -> JSON:
    """A person clicks a button."""
    confirms = bool(given.get("confirms", True))
    return await acts.clicks(who(box, given), str(given["label"]), which(box, given), box, confirms=confirms)


@verb
async def chooses(box: Sandbox, given: JSON) -> JSON:
    """A person chooses in a menu or picker."""
    return await acts.chooses(who(box, given), str(given["label"]), given["option"], which(box, given), box)


@verb
async def fills(box: Sandbox, given: JSON) -> JSON:
    """A person fills in fields of the open modal, by label."""
    user = who(box, given)
    await modals.fill(user, given["values"], box)
    return shown_view(modals.top_view(user, box), box)


@verb
async def submits(box: Sandbox, given: JSON) -> JSON:
    """A person presses the modal's submit button."""
    return await modals.submit(who(box, given), box)


@verb
async def closes(box: Sandbox, given: JSON) -> JSON:
    """A person closes the modal."""
    await modals.close(who(box, given), box, everything=bool(given.get("everything")))
    return {}
