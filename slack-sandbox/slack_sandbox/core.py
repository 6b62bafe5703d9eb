"""The running sandbox: the workspace with its clock, courier, pacing and faults."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from slack_sandbox.changes import Changes, Marks, Moments
from slack_sandbox.clock import Clock
from slack_sandbox.courier import Courier
from slack_sandbox.errors import SlackError
from slack_sandbox.faults import Faults
from slack_sandbox.limits import Limits
from slack_sandbox.log import KEPT_CALLS, CallLog, forget_oldest
from slack_sandbox.manifest import apply_manifest, read_manifest
from slack_sandbox.quota import Quota
from slack_sandbox.rules import Refused, rule_of
from slack_sandbox.sockets import Sockets
from slack_sandbox.tokens import Tokens
from slack_sandbox.world import JSON, App, Call, Channel, ResponseUrl, Trigger, User, World

ANSWER_SECONDS = 3.0  # events, bolt_modals: to acknowledge, and to use a trigger
ANSWER_VARIABLE = "SLACK_SANDBOX_ANSWER_SECONDS"  # the environment's own number instead, for busy machines
KEPT_TRIGGERS = 1000  # enough to tell a late one from one that never was
KEPT_RESPONSE_URLS = 1000


def usual_answer_seconds() -> float:
    """How long a bot has where nobody says: Slack's 3 seconds, or what the environment says."""
    return float(os.environ.get(ANSWER_VARIABLE) or ANSWER_SECONDS)


class Sandbox:
    """Everything behind one local Slack; used on one event loop only."""

    def __init__(
        self,
        app: App,
        *,
        rate_limits: bool = True,
        burst: int = 1,
        distributed: bool = False,
        answer_seconds: float | None = None,
        keeps_calls: int = KEPT_CALLS,
    ) -> None:
        self.clock = Clock()
        self.world = World(app, "T0SANDBOX1", "Sandbox", "sandbox", calls=CallLog(keeps_calls))
        self.tokens = Tokens(app.bot_token, app.app_token)
        self.sockets = Sockets(app.id)
        self.courier = Courier(app, self.sockets, answer_seconds or usual_answer_seconds(), self.clock.now)
        self.quota = Quota()
        self.uploads: dict[str, str] = {}  # tickets, and the files they are for
        self.overtaken: list[JSON] = []  # events that the next one is to overtake
        self.faults = Faults()
        self.limits = Limits(self.clock.now, on=rate_limits, burst=burst)
        self.distributed = distributed
        self.lacks: frozenset[str] = frozenset()  # the types of blocks that the workspace does not have yet
        self.changes, self.marks, self.moments = Changes(), Marks(), Moments()
        self.on_clock: Callable[[float], None] | None = None
        self.telling_the_clock = asyncio.Lock()
        self.base_url = ""
        self._tasks: set[asyncio.Task[Any]] = set()
        bot = User(app.bot_user, app.name.lower().replace(" ", "_"), app.name, is_bot=True)
        self.world.users[bot.id] = bot

    def spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        """Does something in the background, until the sandbox stops."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @property
    def busy(self) -> bool:
        """Whether something goes on in the background and does not just wait for a moment."""
        return len(self._tasks) > self.clock.waiting

    async def stop(self) -> None:
        """Lets every call go and ends what runs in the background."""
        self.faults.clear()
        while self._tasks:
            for task in self._tasks:
                task.cancel()
            await asyncio.wait(self._tasks, timeout=0.1)
        await self.sockets.disconnect(politely=False)
        await self.courier.close()

    def issue_trigger(self, user: str, channel: str | None = None) -> str:
        """A trigger id for what this person has just done."""
        stamp = self.clock.stamp().replace(".", "")
        trigger_id = f"{stamp}.{len(self.world.triggers) + 1}.{secrets.token_hex(16)}"
        self.world.triggers[trigger_id] = Trigger(user, self.clock.now(), channel=channel)
        forget_oldest(self.world.triggers, KEPT_TRIGGERS)
        return trigger_id

    def issue_response_url(self, hook: ResponseUrl) -> str:
        """An address that answers this interaction."""
        token = secrets.token_urlsafe(16)
        self.world.response_urls[token] = hook
        forget_oldest(self.world.response_urls, KEPT_RESPONSE_URLS)
        return f"{self.base_url}/response/{self.world.team_id}/{token}"

    def add_channel(self, name: str, kind: str, members: list[str], creator: str = "") -> Channel:
        """Makes a conversation."""
        prefix = "D" if kind == "im" else "C"
        channel = Channel(self.world.fresh_id(prefix), name, kind, int(self.clock.now()), creator, list(members))
        self.world.channels[channel.id] = channel
        return channel

    def direct_channel(self, user: str) -> Channel:
        """The conversation between a person and the bot, made if need be."""
        found = self.world.direct_channel(user)
        return found or self.add_channel("", "im", [user, self.world.app.bot_user])

    def note_refusal(self, method: str, arguments: JSON, refused: Refused | SlackError) -> None:
        """Logs something other than a Web API call that Slack would not take."""
        messages = [str(finding) for finding in refused.findings if finding.pointer]  # Slack says no more
        answer = {"ok": False, "error": refused.code, "response_metadata": {"messages": messages}}
        findings = tuple(refused.findings) or rule_of(refused.code)
        self.world.calls.append(Call(method, arguments, answer, 200, self.clock.now(), findings=findings))


def make_app(
    *,
    manifest: Path | None = None,
    bot_token: str | None = None,
    app_token: str | None = None,
    signing_secret: str | None = None,
    request_url: str | None = None,
) -> App:
    """The bot as Slack will know it; without a manifest everything is granted."""
    app = App(
        id="A0SANDBOX1",
        name="Bot",
        bot_user="U0SANDBOXBOT",
        bot_id="B0SANDBOX1",
        bot_token=bot_token or f"xoxb-sandbox-{secrets.token_hex(12)}",
        app_token=app_token or f"xapp-1-A0SANDBOX1-{secrets.token_hex(12)}",
        signing_secret=signing_secret or secrets.token_hex(16),
        verification_token=secrets.token_hex(12),
        request_url=request_url,
        client_id="1000000000.2000000000",
        client_secret=secrets.token_hex(16),
    )
    if manifest is not None:
        apply_manifest(app, read_manifest(manifest))
    return app
