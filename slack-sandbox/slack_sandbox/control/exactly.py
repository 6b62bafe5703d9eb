"""What people do at the page: one element of one view or message, by its ids."""

from __future__ import annotations

from slack_sandbox import exact
from slack_sandbox.control.table import verb, where, who
from slack_sandbox.core import Sandbox
from slack_sandbox.world import JSON


@verb
async def presses(box: Sandbox, given: JSON) -> JSON:
    """A person presses a button, or chooses in an overflow menu."""
    return await exact.presses(who(box, given), given, box)


@verb
async def enters(box: Sandbox, given: JSON) -> JSON:
    """A person enters a value into an input, menu or picker."""
    return await exact.enters(who(box, given), given, box)


@verb
async def suggests(box: Sandbox, given: JSON) -> JSON:
    """A person types into an external menu; these are the options the bot gives."""
    return await exact.suggests(who(box, given), given, box)


@verb
async def joins(box: Sandbox, given: JSON) -> JSON:
    """A person joins a public channel."""
    await exact.joins(who(box, given), where(box, given), box)
    return {}
