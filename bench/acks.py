"""Submit to ack: how long somebody's modal stays open after “Post update”.

The floor is a Bolt app that only acknowledges, in a process of its own like the bot, connected to the same
local Slack and given the same payload. Both take turns, so that a slow moment of the machine meets both.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from slack_sandbox.server import LocalSlack

from bench.servers import address_of, served, settings_for
from bot.process import BotProcess
from rendering.slack.kit.ids import Action, Field

ROUNDS = 300
WARM_UP = 20
BODY = "We met 12 people in two libraries and watched them renew a parking permit. " * 20
LATER = {"chat.postMessage", "chat.update", "users.info", "dnd.info"}  # calls of the other threads
PROJECTS = 20  # that take turns: nobody saves one update three hundred times
Payload = dict[str, Any]


def report() -> None:
    """Prints the medians for both modes."""
    print(f"Submit to ack, medians of {ROUNDS}")
    for mode in ("socket", "http"):
        with ExitStack() as stack:
            ours = stack.enter_context(_bot(mode))
            payload = ours.real_submission()
            floor = stack.enter_context(_floor(mode))
            before = len(ours.slack.calls())
            for place in range(WARM_UP + ROUNDS):
                ours.submits(_renewed(payload, ours.projects[place % PROJECTS], place // PROJECTS + 1))
                floor.submits(payload)
            calls = [call for call in ours.slack.calls()[before:] if call.method not in LATER]
            print(
                f"  {mode:6}  ours {ours.median():5.2f} ms   a Bolt listener that only acks {floor.median():5.2f} ms   "
                f"ratio {ours.median() / floor.median():4.2f}   Web API calls by the listener: {len(calls)}"
            )


@dataclass
class Bot:
    """A bot behind a local Slack of its own, and how long its acks took."""

    slack: LocalSlack
    projects: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def real_submission(self) -> Payload:
        """Sets the notes up and submits an update as a person does; what Slack sent for that."""
        ada = self.slack.adds_person("Ada Marsh")
        notes = self.slack.adds_channel("notes", members=[ada], with_bot=True)
        assert ada.types("/sprint-notes setup", in_channel=notes).ok
        channels = {"Review channel": "notes", "Publish channel": "notes"}
        ada.fills({"Name of the unit": "Bench", "First day": datetime.now(UTC).date().isoformat(), **channels})
        assert ada.submits().closed
        assert ada.types("/sprint-update permits-00", in_channel=notes).ok
        ada.fills({"Headline": "Permits in two minutes", "What happened": BODY})
        sent = self._recorded()
        assert ada.submits().closed
        submission = next(payload for payload in sent if payload.get("type") == "view_submission")
        shown = next(block for block in submission["view"]["blocks"] if block.get("block_id") == Field.PROJECT)
        self.projects = [option["value"] for option in shown["element"]["options"]]
        for project in self.projects[1:]:
            self.submits(_renewed(submission, project, 0))
        self.seconds.clear()
        return submission

    def submits(self, payload: Payload) -> None:
        """Sends one submission and waits for its ack."""
        self.seconds.append(self.slack.runs(self._timed(payload)))

    async def _timed(self, payload: Payload) -> float:
        start = time.perf_counter()
        ack = await self.slack.sandbox.courier.deliver("interactive", payload)
        taken = time.perf_counter() - start
        assert ack.ok, ack
        assert not ack.body, ack.body
        return taken

    def median(self) -> float:
        """Milliseconds, the first rounds left out."""
        return statistics.median(self.seconds[WARM_UP:]) * 1000

    def _recorded(self) -> list[Payload]:
        """What the local Slack delivers from now on."""
        courier, sent = self.slack.sandbox.courier, []
        deliver = courier.deliver

        async def recording(kind: str, payload: Payload, *rest: Any) -> Any:
            sent.append(payload)
            return await deliver(kind, payload, *rest)

        courier.deliver = recording  # type: ignore[method-assign, assignment]
        return sent


def _renewed(payload: Payload, project: str, version: int) -> Payload:
    """The same submission as the next version of a project's update."""
    view = json.loads(json.dumps(payload["view"]))
    about = {**json.loads(view["private_metadata"]), "project": project, "base": version}
    view["private_metadata"] = json.dumps({**about, "token": f"bench {project} {version}"})
    view["state"]["values"][Field.PROJECT][Action.PICK_PROJECT]["selected_option"]["value"] = project
    return {**payload, "view": view}


def _projects() -> list[Payload]:
    return [{"key": f"permits-{n:02}", "name": f"Parking Permits {n:02}"} for n in range(PROJECTS)]


@contextmanager
def _bot(mode: str) -> Iterator[Bot]:
    with tempfile.TemporaryDirectory() as name, LocalSlack(rate_limits=False) as slack:
        folder, settings = Path(name), settings_for(slack, mode)
        file = {"format": "sprint-notes/1", "projects": _projects()}
        (folder / "bench.json").write_text(json.dumps(file))
        process = BotProcess({**settings, "DATABASE_URL": f"sqlite:///{folder / 'bench.db'}"}, folder)
        process.run("import", "bench.json")
        with process:
            process.waits_until_healthy(int(settings["PORT"]))
            _connected(slack, mode, settings)
            yield Bot(slack)


@contextmanager
def _floor(mode: str) -> Iterator[Bot]:
    with LocalSlack(rate_limits=False) as slack:
        settings = settings_for(slack, mode)
        with served("bench.floor", settings):
            _connected(slack, mode, settings)
            yield Bot(slack)


def _connected(slack: LocalSlack, mode: str, settings: Mapping[str, str]) -> None:
    if mode == "socket":
        slack.waits_for_bot(within=30)
    else:
        slack.sends_to(address_of(settings))
